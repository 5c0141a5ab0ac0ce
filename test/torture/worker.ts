/** Runs a command again and again in this process, each time with another of its file operations failing. */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Ran } from "../hostile/judge.ts";
import { commands, workspaceAt, type Tortured } from "./commands.ts";
import { faultsOf, filesBelow, type Left } from "./judge.ts";

interface Plan {
  at: number;
  code?: string;
  isLasting?: boolean;
}
const faulty = createRequire(import.meta.url)("./faulty-fs.cjs") as {
  arm: (plan?: Plan) => void;
  disarm: () => string[];
};
// The program comes after what is made faulty.
const { main, failure } = await import("../../src/cli/main.ts");
const { unwritten, writeAll } = await import("../../src/cli/files.ts");
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

const worldOf = (stdin = ""): World => ({
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
});

/** As `bin.ts` does it. */
async function ran({ args, stdin }: Tortured): Promise<Ran> {
  const world = worldOf(stdin);
  const outcome = await main(args, world);
  try {
    const running = { id: process.pid, isRunning: () => true, isStopped: () => false };
    await writeAll(outcome.writes ?? [], outcome.inputs ?? new Set(), running);
    return { exit: outcome.exit, stdout: outcome.stdout ?? "", stderr: outcome.stderr ?? "" };
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
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, "latin1");
  }
  for (const folder of ["new"]) rmSync(join(root, "out", folder), { recursive: true, force: true });
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
  if (name === "submit-verify") await bundled();
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
      for (const fault of faultsOf(after, sound, before, { operation, code, cautious: command.cautious === true }))
        result.faults.push(
          `${name}, operation ${at} (${operation.replaceAll(root, "")}), ${code}: ${fault.replaceAll(root, "")}`,
        );
    }
  return result;
}

/** The archive that is verified. */
async function bundled(): Promise<void> {
  const submit = commands.find((one) => one.name === "submit");
  if (submit)
    await ran({ ...submit, args: submit.args.map((word) => (word === "../out/bundle.zip" ? "../bundle.zip" : word)) });
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
