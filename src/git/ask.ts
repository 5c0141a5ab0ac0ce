/** The only place that starts git: which program, with what kept from it. */
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import type { Unknown } from "../model/history.ts";
import { phrase } from "../model/phrase.ts";
import { unfit } from "./unfit.ts";

const guards = [
  "--no-pager",
  ...[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "diff.external=",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "log.showSignature=false",
    "core.alternateRefsCommand=",
  ].flatMap((setting) => ["-c", setting]),
];

let program: string | null | undefined;

/** The absolute path of git, looked up once in PATH and never in the working directory. */
function gitProgram(): string | null {
  if (program !== undefined) return program;
  const names = process.platform === "win32" ? ["git.exe"] : ["git"];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      if (!isAbsolute(folder)) continue;
      try {
        accessSync(path, constants.X_OK);
        return (program = path);
      } catch {
        // Not in this folder of PATH; the next may have it.
      }
    }
  return (program = null);
}

const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));

const environment = (top: string): NodeJS.ProcessEnv => ({
  ...ownEnvironment(),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_NO_LAZY_FETCH: "1",
  // A repository may allow a protocol by its name, against `protocol.allow`; an object that is missing would then be fetched.
  GIT_ALLOW_PROTOCOL: "",
  GIT_ATTR_NOSYSTEM: "1",
  // Where the `.git` of the top level is broken, no repository further up is taken for it.
  GIT_CEILING_DIRECTORIES: dirname(top),
  LC_ALL: "C",
});

const bounds = { maxBuffer: 67_108_864, timeout: 20_000, shell: false, windowsHide: true } as const;

/**
 * What became of the first question to each repository: one whose configuration includes a pipe keeps git waiting for ever, whatever is
 * asked. So the first answer has to come soon, and a repository that gave none is asked no more.
 */
const answers = new Map<string, boolean>();
const soon = 3_000;

function started(git: string, top: string, args: readonly string[], input: string): Buffer {
  const timeout = answers.has(top) ? bounds.timeout : soon;
  const options = { ...bounds, timeout, input, env: environment(top), stdio: "pipe" } as const;
  const output = execFileSync(git, [...guards, ...args], options);
  answers.set(top, true);
  return output;
}

const isLate = (error: unknown) => error instanceof Error && "code" in error && error.code === "ETIMEDOUT";

/** `-c` for each folder that the user trusts though somebody else owns it; the user's other settings stay out. */
function trusted(git: string): string[] {
  try {
    const args = ["config", "--global", "--null", "--get-all", "safe.directory"];
    const output = execFileSync(git, args, { ...bounds, cwd: dirname(git), env: ownEnvironment(), stdio: "pipe" });
    return output
      .toString("utf8")
      .split("\0")
      .slice(0, -1)
      .flatMap((folder) => ["-c", `safe.directory=${folder}`]);
  } catch {
    // Exit 1 says that there is none.
    return [];
  }
}

const isDistrust = (error: unknown) =>
  error instanceof Error && "stderr" in error && String(error.stderr).includes("dubious ownership");

/** What git prints. `isAnswer` says which exits other than 0 are an answer as well. */
export function ask(
  top: string,
  args: readonly string[],
  input = "",
  isAnswer: (exit: number) => boolean = () => false,
): Buffer | Unknown {
  const git = gitProgram();
  if (git === null) return { why: phrase("there is no git program here") };
  if (answers.get(top) === false) return { why: phrase("git does not answer in this repository") };
  const why = unfit(top);
  if (why !== undefined) return { why };
  const all = ["-C", top, ...args];
  try {
    try {
      return started(git, top, all, input);
    } catch (error) {
      if (!isDistrust(error)) throw error;
      return started(git, top, [...trusted(git), ...all], input);
    }
  } catch (error) {
    if (isLate(error)) {
      answers.set(top, false);
      return { why: phrase("git does not answer in this repository") };
    }
    const { status, stdout } = error as { status?: unknown; stdout?: unknown };
    if (typeof status === "number" && isAnswer(status) && Buffer.isBuffer(stdout)) return stdout;
    // It has answered, if only that it cannot.
    answers.set(top, true);
    return isDistrust(error)
      ? { why: phrase("git does not trust this repository, which belongs to somebody else") }
      : { why: phrase("git cannot read this repository") };
  }
}

export const records = (output: Buffer) => output.toString("utf8").split("\0").filter(Boolean);
