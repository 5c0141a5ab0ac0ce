/** The program's own help in each language, taken from the program, with no line broken. */
import { main, type World } from "../src/cli/main.ts";
import { localeTags } from "../src/read/library.ts";
import type { HelpText } from "../src/start/help.ts";

const never = () => {
  throw new Error("Help asks for nothing.");
};

/** What `milcity --help` prints. */
export async function printedHelp(language: string, width: number): Promise<string> {
  const world: World = {
    cwd: "/",
    env: new Map([["LC_ALL", language]]),
    now: never,
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width,
    icu: "",
    look: never,
    ask: never,
    tell: never,
    input: never,
    progress: never,
  };
  const { exit, stdout, stderr } = await main(["--help"], world);
  if (exit !== 0 || !stdout) throw new Error(`There is no help in ${language}: ${stderr}`);
  return stdout;
}

/** The unbroken text, and where its parts are: a list of options and one of commands, whose descriptions begin in one column. */
export function partsOfHelp(text: string): HelpText {
  const lines = text.split("\n");
  const lists = lines.flatMap((line, n) => (/^ {2}\S/.test(line) ? [n] : []));
  // The first blank line after the second list ends what is broken to the width.
  const second = lists.find((n, i) => i > 0 && n > (lists[i - 1] ?? 0) + 1) ?? 0;
  const end = lines.indexOf("", second);
  const command = /^ {2}\S+ +(?=\S)/.exec(lines[second] ?? "");
  if (end < 0 || !command) throw new Error("The help is laid out in another way than this script knows.");
  return { column: command[0].length, head: lines.slice(0, end), tail: `\n${lines.slice(end).join("\n")}` };
}

/** Language → its help. */
export async function helpTexts(): Promise<Map<string, HelpText>> {
  const texts = new Map<string, HelpText>();
  for (const tag of localeTags()) texts.set(tag, partsOfHelp(await printedHelp(tag, 1000)));
  return texts;
}
