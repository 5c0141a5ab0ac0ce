import { resolve } from "node:path";
import { Command as Parser, CommanderError, type HelpConfiguration } from "commander";
import {
  breakCommands,
  formatsOf,
  forTerminal,
  loadFormat,
  nearest,
  printedConfig,
  reasonOf,
  tool,
  wordsOf,
} from "../index.ts";
import { isRefusal, UserError } from "../model/failure.ts";
import { phrase, type Said, series } from "../model/phrase.ts";
import type { FailureView } from "../model/views.ts";
import { commonOptions, Input, type Command, type Outcome, type World } from "./command.ts";
import { commands } from "./commands.gen.ts";
import { deliver, Run } from "./result.ts";
import type { Words } from "../model/words.ts";
import { environmentLanguage, statedLanguage } from "./language.ts";

export { pieceOf } from "../index.ts";
export { UserError } from "../model/failure.ts";
export { phrase } from "../model/phrase.ts";
export type { Outcome, World, Write } from "./command.ts";

/** What a command line leads to. Never throws; writes and prints nothing itself. */
export async function main(argv: readonly string[], world: World): Promise<Outcome> {
  try {
    return going(safe(await run(argv, world)), argv, world);
  } catch (error) {
    return failure(error, argv, world);
  }
}

/** The talk beside a result: whatever paths and names it quotes, no sign of it acts on a terminal or is a command to a build. */
function safe(outcome: Outcome): Outcome {
  if (!outcome.stderr) return outcome;
  return { ...outcome, stderr: breakCommands(outcome.stderr.split("\n").map(forTerminal).join("\n")) };
}

/** What is done again and again goes on when it fails once: the next change may mend it. */
function going(outcome: Outcome, argv: readonly string[], world: World): Outcome {
  const { watch } = outcome;
  if (!watch) return outcome;
  const again = (changed: readonly string[]) =>
    watch
      .again(changed)
      .then(safe)
      .catch((error: unknown) => failure(error, argv, world));
  return { ...outcome, watch: { ...watch, again } };
}

/** Something that is said beside the result, in the language of the run, safe for any terminal. */
export function spokenTo(argv: readonly string[], world: World, said: Said): string {
  const words = wordsOf(statedLanguage(argv) ?? environmentLanguage(world.env));
  return breakCommands(forTerminal(words.tell(said)));
}

/** Exit 2: one line for people, and JSON where JSON was asked for. */
export async function failure(error: unknown, argv: readonly string[], world: World): Promise<Outcome> {
  const stack =
    argv.includes("--debug") && error instanceof Error && !(error instanceof UserError) ? error.stack : undefined;
  const asJson = argv.some(
    (word, n) => /^--format=(nd)?json$/.test(word) || (word === "--format" && /^(nd)?json$/.test(argv[n + 1] ?? "")),
  );
  const words = wordsOf(statedLanguage(argv) ?? (asJson ? undefined : environmentLanguage(world.env)));
  const told = error instanceof UserError ? error : refused(error);
  const view: FailureView = {
    ...(told
      ? { code: told.code, message: words.tell(told.said) }
      : { code: "internal", message: words.tell(internal(error)) }),
    ...(stack !== undefined && { stack }),
  };
  const setting = { ...new Input(world, [], new Map()).setting(false), words };
  return {
    exit: 2,
    stdout: asJson ? (await loadFormat<FailureView>("failure", "json"))(view, setting) : "",
    stderr: (await loadFormat<FailureView>("failure", "pretty"))(view, setting),
  };
}

/** A file that the system refuses where nobody expects it to is no fault of the program's. */
function refused(error: unknown): UserError | undefined {
  if (!isRefusal(error)) return undefined;
  const { path } = error;
  return new UserError("no-input", phrase("{path} cannot be read: {why}.", { path, why: reasonOf(error) }));
}

function internal(error: unknown): Said {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return phrase("Something broke in milcity itself ({error}). Please report it with the command you ran.", {
    error: said.slice(0, 200),
  });
}

async function run(argv: readonly string[], world: World): Promise<Outcome> {
  const { verb, rest } = split(argv);
  const found = verb === undefined ? undefined : commands.get(verb);
  const command = found === undefined ? undefined : (await found.load()).default;
  const words = wordsOf(statedLanguage(argv) ?? environmentLanguage(world.env));
  const { tell } = words;
  let stdout = "";
  const program = new Parser("milcity")
    .description(
      tell(phrase("Keeps a city's action plan as plain YAML: validates it, scores it and renders the reports.")),
    )
    .version(tool.version, "-V, --version", tell(phrase("print the version")))
    .helpOption("-h, --help", tell(phrase("print this help")))
    .configureHelp(headingsIn(words))
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => (stdout += text),
      writeErr: () => undefined,
      getOutHelpWidth: () => world.width,
    });
  let outcome: Outcome = { exit: 0 };
  for (const [name, { summary }] of commands) {
    const parser = program.command(name).description(words.translate(summary));
    if (name === verb && command !== undefined)
      describe(parser, command, words).action(async (...given: unknown[]) => {
        const input = understood(parser, given, world, command);
        const isAboutSettings = command.common.includes("printConfig") && input.is("print-config");
        outcome = isAboutSettings ? settings(input) : await command.run(input);
      });
  }
  program.addHelpText("after", about(tell));
  try {
    if (verb === undefined && rest.length === 0) program.outputHelp();
    else await program.parseAsync(verb === undefined ? rest : [verb, ...rest], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UserError("usage", misused(error, found === undefined ? undefined : verb));
  }
  return stdout === "" ? outcome : { exit: 0, stdout };
}

/** `--print-config`. */
function settings(input: Input): Outcome {
  const run = new Run(input);
  return deliver(input, printedConfig(run.workspace), run.outcome(0));
}

const about = (tell: Words["tell"]) => `
${tell(phrase("A command's own options and examples: milcity <command> --help"))}

${tell(phrase("Exit codes:"))}
  0    ${tell(phrase("done, and nothing at or above the failing level"))}
  1    ${tell(phrase("findings at or above the failing level, or a score under the one asked for"))}
  2    ${tell(phrase("it could not do its work: wrong usage, a broken configuration, nothing to look at, a file that cannot be written"))}
  130  ${tell(phrase("interrupted (143: ended by the system)"))}`;

/** What commander writes itself. */
const fixed = new Map([
  ["Usage:", phrase("Usage:")],
  ["Arguments:", phrase("Arguments:")],
  ["Options:", phrase("Options:")],
  ["Commands:", phrase("Commands:")],
  ["[options]", phrase("[options]")],
  ["[command]", phrase("[command]")],
]);

function headingsIn({ tell }: Words): HelpConfiguration {
  const say = (text: string) => {
    const found = fixed.get(text);
    return found === undefined ? text : tell(found);
  };
  return { styleTitle: say, styleOptionText: say, styleCommandText: say, styleSubcommandText: say };
}

/** Options that take a value and may stand before the command. */
const valued = /^(-C|--cwd|-o|--output|--config|--as-of|--format|--language)$/;

/** The command, and the rest of the line with what stood before the command put behind it. */
function split(argv: readonly string[]): { verb?: string; rest: string[] } {
  if (argv[0] === "help")
    return argv[1] === undefined ? { rest: [] } : { ...split(argv.slice(1, 2)), rest: ["--help"] };
  let first: string | undefined;
  for (let n = 0; n < argv.length; n++) {
    const word = argv[n] ?? "";
    if (word === "--") break;
    if (valued.test(word)) n++;
    else if (!word.startsWith("-")) {
      if (commands.has(word)) return { verb: word, rest: [...argv.slice(0, n), ...argv.slice(n + 1)] };
      // After an option that we do not know it may be that option's value.
      first ??= word;
      if (n === 0 || !argv[n - 1]?.startsWith("-")) break;
    }
  }
  if (first === undefined) return { rest: [...argv] };
  const near = nearest(first, commands.keys());
  const given = { name: first, commands: series("comma", [...commands.keys()]) };
  throw new UserError(
    "usage",
    near === undefined
      ? phrase('There is no command "{name}". Commands: {commands}.', given)
      : phrase('There is no command "{name}". Did you mean "{near}"? Commands: {commands}.', { ...given, near }),
  );
}

function describe(parser: Parser, command: Command, { translate, tell }: Words): Parser {
  for (const argument of command.arguments ?? []) parser.argument(argument.name, translate(argument.about));
  for (const { flags, about, many } of command.options) {
    if (many)
      parser.option(flags, translate(about), (value: string, before: string[] | undefined) => [
        ...(before ?? []),
        value,
      ]);
    else parser.option(flags, translate(about));
  }
  parser.option("-C, --cwd <dir>", tell(phrase("work as if started in this folder")));
  for (const option of command.common) {
    const formats = option === "format" && command.formats ? `: ${formatsOf(command.formats).join(", ")}` : "";
    parser.option(commonOptions[option].flags, translate(commonOptions[option].about) + formats);
  }
  parser.option("--debug", tell(phrase("show where in the program something broke")));
  const width = Math.max(...command.examples.map(([line]) => line.length));
  const examples = command.examples.map(([line, does]) => `  milcity ${line.padEnd(width)}  ${translate(does)}`);
  return parser.addHelpText("after", `\n${tell(phrase("Examples:"))}\n${examples.join("\n")}`);
}

/** What commander found, with options under their long names. */
function understood(parser: Parser, given: unknown[], world: World, { common }: Command): Input {
  const values = parser.opts<Record<string, unknown>>();
  const options = new Map<string, unknown>();
  for (const option of parser.options) {
    const value = values[option.attributeName()];
    options.set(option.name(), option.negate ? value === false : value);
  }
  const args = given
    .slice(0, parser.registeredArguments.length)
    .flat()
    .filter((value) => typeof value === "string");
  const cwd = options.get("cwd");
  const there = typeof cwd === "string" ? { ...world, cwd: resolve(world.cwd, cwd) } : world;
  return new Input(there, args, options, common.includes("language"));
}

/** What commander says, in our words. */
function misused({ code, message }: CommanderError, verb: string | undefined): Said {
  const see = verb === undefined ? "milcity --help" : `milcity ${verb} --help`;
  const [, what = ""] = /'([^']*)'/.exec(message) ?? [];
  const near = /\(Did you mean (?:one of )?([^?()]*)\?\)/.exec(message)?.[1];
  switch (code) {
    case "commander.unknownOption":
      return near === undefined
        ? phrase("There is no option {what}. See {see}.", { what, see })
        : phrase("There is no option {what}. Did you mean {near}? See {see}.", { what, near, see });
    case "commander.optionMissingArgument":
      return phrase("The option {what} needs a value. See {see}.", { what, see });
    case "commander.missingArgument":
      return phrase("Something is missing: <{what}>. See {see}.", { what, see });
    case "commander.excessArguments":
      return phrase("There are more arguments than {what} takes. See {see}.", { what, see });
    default:
      return phrase("{message} See {see}.", {
        message: message
          .replace(/^error: /, "")
          .split("\n")
          .map((line) => line.trim())
          .filter(Boolean)
          .join(" "),
        see,
      });
  }
}
