/** The program's help as it is before any line is broken, made when the program is built. */
export interface HelpText {
  /** Where the descriptions of options and commands begin. */
  column: number;
  /** Lines that are broken to the width. */
  head: string[];
  /** What follows as it is. */
  tail: string;
}

/** What is narrower than this is not broken at all. */
const least = 40;

/** As commander breaks text: between words, with blanks dropped where a line ends. */
function broken(text: string, width: number): string[] {
  const [first = "", ...words] = text.match(/\s*\S+/g) ?? [];
  const lines = [first];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length <= width) lines[lines.length - 1] = line + word;
    else lines.push(word.trimStart());
  }
  return lines;
}

/** The help for a width, as the program itself writes it. */
export function helpAt({ column, head, tail }: HelpText, width: number): string {
  const lines = head.flatMap((line) => {
    const isItem = line.startsWith("  ");
    const indent = isItem ? column : 0;
    if (width - indent < least || line.startsWith("Usage")) return [line];
    const [first = "", ...others] = broken(line.slice(indent), width - indent);
    return [line.slice(0, indent) + first, ...others.map((other) => " ".repeat(indent) + other)];
  });
  return lines.join("\n") + tail;
}

/** What the environment says of languages, in small letters; undefined where only the whole program can tell what is meant. */
export function tagIn(env: NodeJS.ProcessEnv): string | undefined {
  const stated = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((value) => value);
  const tag = (stated ?? "").replace(/[.@][^]*/, "").replaceAll("_", "-");
  if (tag === "" || tag === "C" || tag === "POSIX") return "en";
  return /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?$/i.test(tag) ? tag.toLowerCase() : undefined;
}
