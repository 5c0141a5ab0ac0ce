/** Runs a command again and again in this process, each time with another of its file operations failing. */
import childProcess, { type ExecFileSyncOptions } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Ran } from "../hostile/judge.ts";
import { commands, workspaceAt, type Tortured } from "./commands.ts";
import { faultsOf, faultsOfClearing, faultsOfKeeping, filesBelow, type Failed, type Left } from "./judge.ts";
import { stdoutOf } from "../outcome.ts";

interface Plan {
  at: number;
  code?: string;
  isLasting?: boolean;
}
const faulty = createRequire(import.meta.url)("./faulty-fs.cjs") as {
  arm: (plan?: Plan) => void;
  disarm: () => string[];
};
/** Starting git is what takes longest, and no run changes a repository: what git has answered once, it answers again. */
const answers = new Map<string, { output?: unknown; error?: unknown }>();
const { execFileSync } = childProcess;
childProcess.execFileSync = ((program: string, args: string[], options: ExecFileSyncOptions) => {
  const key = JSON.stringify([program, args, options.cwd, options.input]);
  const known = answers.get(key) ?? {};
  if (!answers.has(key)) {
    answers.set(key, known);
    try {
      known.output = execFileSync(program, args, options);
    } catch (error) {
      known.error = error;
    }
  }
  if ("error" in known) throw known.error;
  return known.output;
}) as typeof execFileSync;
syncBuiltinESMExports();

// The program comes after what is made faulty.
const { main, failure } = await import("../../src/cli/main.ts");
const { unwritten, writeAll } = await import("../../src/cli/files.ts");
const { storeAt } = await import("../../src/store.ts");
type World = import("../../src/cli/main.ts").World;

/** Which command, with which errors, and whether all operations fail after the first that does. Of many operations every so manieth. */
export interface Order {
  name: string;
  codes: string[];
  isLasting: boolean;
  every: number;
}

export interface Result {
  operations: number;
  injections: number;
  faults: string[];
}

const root = mkdtempSync(join(tmpdir(), "milcity-torture-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));

const look: World["look"] = (path) => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found === undefined ? "nothing" : found.isDirectory() ? "folder" : found.isFile() ? "file" : "other";
};

/** What is kept outlives no program, and files are never too new to be known by their times. */
function keepingHere(): ReturnType<NonNullable<World["keeping"]>> {
  const { platform, env, pid: id } = process;
  const home = { platform, env, user: process.getuid?.(), id, isRunning: () => false };
  return {
    store: storeAt(join(root, "kept"), home),
    program: "torture",
    platform,
    now: () => Date.now() + 3_600_000,
  };
}

const worldOf = ({ stdin = "", keeps }: Tortured): World => ({
  cwd: join(root, "ws"),
  env: new Map([["LC_ALL", "C"]]),
  now: () => "2026-11-30",
  stdoutIsTerminal: false,
  stdinIsTerminal: false,
  width: 80,
  icu: process.versions.icu ?? "",
  look,
  ask: () => Promise.resolve(""),
  tell: () => undefined,
  input: () => Promise.resolve(new TextEncoder().encode(stdin)),
  progress: () => undefined,
  ...(keeps && { keeping: keepingHere }),
});

/** As `bin.ts` does it. */
async function ran(command: Tortured): Promise<Ran> {
  const { args } = command;
  const world = worldOf(command);
  const outcome = await main(args, world);
  try {
    const running = { id: process.pid, isRunning: () => true, isStopped: () => false };
    await writeAll(outcome.writes ?? [], outcome.inputs ?? new Set(), running);
    return { exit: outcome.exit, stdout: stdoutOf(outcome), stderr: outcome.stderr ?? "" };
  } catch (error) {
    const { stdout = "", stderr = "" } = await failure(unwritten("?", error), args, world);
    return { exit: 2, stdout, stderr };
  }
}

/** Puts back what there was. */
function restore(before: ReadonlyMap<string, string>): void {
  const now = filesBelow(root);
  for (const path of now.keys()) if (!before.has(path)) rmSync(join(root, path));
  for (const [path, content] of before) {
    if (now.get(path) === content) continue;
    // What is kept is for its owner alone.
    const isKept = path.startsWith("kept/");
    mkdirSync(dirname(join(root, path)), { recursive: true, ...(isKept && { mode: 0o700 }) });
    writeFileSync(join(root, path), content, { encoding: "latin1", ...(isKept && { mode: 0o600 }) });
  }
  rmSync(join(root, "out/new"), { recursive: true, force: true });
  if (![...before.keys()].some((path) => path.startsWith("kept/")))
    rmSync(join(root, "kept"), { recursive: true, force: true });
  for (const folder of [".vscode", "milcity.schemas"])
    rmSync(join(root, "ws", folder), { recursive: true, force: true });
}

async function attempt(command: Tortured, plan: Plan): Promise<Left & { operations: string[] }> {
  faulty.arm(plan);
  let result: Ran;
  let operations: string[];
  try {
    result = await ran(command);
  } finally {
    operations = faulty.disarm();
  }
  return { ran: result, files: filesBelow(root), operations };
}

async function tortured({ name, codes, isLasting, every }: Order): Promise<Result> {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`no command ${name}`);
  for (const entry of readdirSync(root)) rmSync(join(root, entry), { recursive: true });
  workspaceAt(root, command);
  answers.clear();
  if (command.first) {
    const { exit, stderr } = await ran({ ...command, args: command.first });
    if (exit === 2) throw new Error(`the run before ends with 2: ${stderr}`);
  }
  const before = filesBelow(root);
  // The first run also loads what runs only once.
  await attempt(command, { at: 0 });
  restore(before);
  const sound = await attempt(command, { at: 0 });
  const result: Result = { operations: sound.operations.length, injections: 0, faults: [] };
  if (sound.ran.exit === 2) result.faults.push(`${name}: ends with 2 as it is: ${sound.ran.stderr}`);
  for (const [index, code] of codes.entries())
    for (let at = 1 + (index % every); at <= sound.operations.length; at += every) {
      restore(before);
      const after = await attempt(command, { at, code, isLasting });
      const operation = after.operations[at - 1] ?? "";
      result.injections++;
      const operations = after.operations.slice(at - 1, isLasting ? undefined : at);
      const failed = { operations, code, cautious: command.cautious === true };
      for (const fault of await judged(command, after, sound, before, failed))
        result.faults.push(
          `${name}, operation ${at} (${operation.replaceAll(root, "")}), ${code}: ${fault.replaceAll(root, "")}`,
        );
    }
  return result;
}

async function judged(
  command: Tortured,
  after: Left,
  sound: Left,
  before: ReadonlyMap<string, string>,
  failed: Failed,
): Promise<string[]> {
  if (!command.keeps) return faultsOf(after, sound, before, failed);
  const keeping = { ...failed, kept: join(root, "kept"), again: await ran(command) };
  return command.args[0] === "cache"
    ? faultsOfClearing(after, keeping)
    : faultsOfKeeping(after, sound, before, keeping);
}

process.on("message", (order: Order) => {
  void tortured(order)
    .catch((error: unknown): Result => ({
      operations: 0,
      injections: 0,
      faults: [`${order.name}: ${String(error instanceof Error ? error.stack : error)}`],
    }))
    .then((result) => process.send?.(result));
});
process.send?.("ready");
