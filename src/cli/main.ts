import { resolve } from "node:path";
import { Command as Parser, CommanderError } from "commander";
import { formatsOf, loadFormat, nearest, tool } from "../index.ts";
import { UserError } from "../model/failure.ts";
import type { FailureView } from "../model/views.ts";
import { commonOptions, Input, type Command, type Outcome, type World } from "./command.ts";
import { commands } from "./commands.gen.ts";

export { UserError } from "../model/failure.ts";
export type { Outcome, World, Write } from "./command.ts";

/** What a command line leads to. Never throws; writes and prints nothing itself. */
export async function main(argv: readonly string[], world: World): Promise<Outcome> {
  try {
    return await run(argv, world);
  } catch (error) {
    return failure(error, argv, world);
  }
}

/** Exit 2: one line for people, and JSON where JSON was asked for. */
export async function failure(error: unknown, argv: readonly string[], world: World): Promise<Outcome> {
  const stack =
    argv.includes("--debug") && error instanceof Error && !(error instanceof UserError) ? error.stack : undefined;
  const view: FailureView = {
    ...(error instanceof UserError
      ? { code: error.code, message: error.message }
      : { code: "internal", message: internal(error) }),
    ...(stack !== undefined && { stack }),
  };
  const setting = new Input(world, [], new Map()).setting(false);
  const asJson = argv.some(
    (word, n) => /^--format=(nd)?json$/.test(word) || (word === "--format" && /^(nd)?json$/.test(argv[n + 1] ?? "")),
  );
  return {
    exit: 2,
    stdout: asJson ? (await loadFormat<FailureView>("failure", "json"))(view, setting) : "",
    stderr: (await loadFormat<FailureView>("failure", "pretty"))(view, setting),
  };
}

function internal(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `Something broke in milcity itself (${said.slice(0, 200)}). Please report it with the command you ran.`;
}

async function run(argv: readonly string[], world: World): Promise<Outcome> {
  const { verb, rest } = split(argv);
  const found = verb === undefined ? undefined : commands.get(verb);
  const command = found === undefined ? undefined : (await found.load()).default;
  let stdout = "";
  const program = new Parser("milcity")
    .description("Keeps a city's action plan as plain YAML: validates it, scores it and renders the reports.")
    .version(tool.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => (stdout += text),
      writeErr: () => undefined,
      getOutHelpWidth: () => world.width,
    });
  let outcome: Outcome = { exit: 0 };
  for (const [name, { summary }] of commands) {
    const parser = program.command(name).description(summary);
    if (name === verb && command !== undefined)
      describe(parser, command).action(async (...given: unknown[]) => {
        outcome = await command.run(understood(parser, given, world));
      });
  }
  program.addHelpText("after", about);
  try {
    if (verb === undefined && rest.length === 0) program.outputHelp();
    else await program.parseAsync(verb === undefined ? rest : [verb, ...rest], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UserError("usage", misused(error, found === undefined ? undefined : verb));
  }
  return stdout === "" ? outcome : { exit: 0, stdout };
}

const about = `
A command's own options and examples: milcity <command> --help

Exit codes:
  0    done, and nothing at or above the failing level
  1    findings at or above the failing level, or a score under the one asked for
  2    it could not do its work: wrong usage, a broken configuration, nothing to look at, a file that cannot be written
  130  interrupted (143: ended by the system)`;

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
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  throw new UserError("usage", `There is no command "${first}".${hint} Commands: ${[...commands.keys()].join(", ")}.`);
}

function describe(parser: Parser, command: Command): Parser {
  for (const argument of command.arguments ?? []) parser.argument(argument.name, argument.about);
  for (const { flags, about, many } of command.options) {
    if (many) parser.option(flags, about, (value: string, before: string[] | undefined) => [...(before ?? []), value]);
    else parser.option(flags, about);
  }
  parser.option("-C, --cwd <dir>", "work as if started in this folder");
  for (const option of command.common) {
    const formats = option === "format" && command.formats ? `: ${formatsOf(command.formats).join(", ")}` : "";
    parser.option(commonOptions[option].flags, commonOptions[option].about + formats);
  }
  parser.option("--debug", "show where in the program something broke");
  const width = Math.max(...command.examples.map(([line]) => line.length));
  const examples = command.examples.map(([line, does]) => `  milcity ${line.padEnd(width)}  ${does}`);
  return parser.addHelpText("after", `\nExamples:\n${examples.join("\n")}`);
}

/** What commander found, with options under their long names. */
function understood(parser: Parser, given: unknown[], world: World): Input {
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
  return new Input(typeof cwd === "string" ? { ...world, cwd: resolve(world.cwd, cwd) } : world, args, options);
}

function misused({ message }: CommanderError, verb: string | undefined): string {
  const text = message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.)?]$/.test(text) ? "" : "."}`;
  return `${sentence} See milcity ${verb === undefined ? "" : `${verb} `}--help.`;
}
