import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commands, workspaceAt } from "./commands.ts";
import { filesBelow, remnants } from "./judge.ts";

const program = fileURLToPath(new URL("../../bin/milcity.js", import.meta.url));
const preload = fileURLToPath(new URL("faulty-fs.cjs", import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Names and paths of the file operations there were, where the run was watched and came to its end. */
  operations: string[];
}

/** Runs the built command in a folder. `plan` says which of its file operations fails, or before which one it gets a signal. */
export function run(cwd: string, args: readonly string[], plan?: object): Promise<Ended> {
  return new Promise((done) => {
    const watched = plan === undefined ? [] : ["--require", preload];
    const child = spawn(process.execPath, [...watched, program, ...args], {
      cwd,
      env: { PATH: process.env["PATH"], LC_ALL: "C", ...(plan && { MILCITY_TORTURE: JSON.stringify(plan) }) },
      stdio: ["ignore", "pipe", "pipe", "ignore", "pipe"],
    });
    const texts = ["", "", "", "", ""];
    for (const n of [1, 2, 4])
      (child.stdio[n] as NodeJS.ReadableStream).setEncoding("utf8").on("data", (part: string) => (texts[n] += part));
    child.on("close", (code, signal) =>
      done({
        code,
        signal,
        stdout: texts[1] ?? "",
        stderr: texts[2] ?? "",
        operations: texts[4] ? (JSON.parse(texts[4]) as string[]) : [],
      }),
    );
  });
}

export const signals = { SIGKILL: 137, SIGTERM: 143, SIGINT: 130 } as const;

/**
 * Ends a run that writes two files before each so manieth of its operations from the first one of writing on: each file is then the old one or
 * the new one and never a part, nothing half written lies about, and the next run comes to its end. Gives faults and how many runs there were.
 */
export async function killed(every: number): Promise<{ runs: number; faults: string[] }> {
  const command = commands.find(({ name }) => name === "validate-reports");
  if (!command) throw new Error("no such command");
  const faults: string[] = [];
  let runs = 0;
  const fresh = () => {
    const root = mkdtempSync(join(tmpdir(), "milcity-killed-"));
    workspaceAt(root, command);
    return { root, end: () => rmSync(root, { recursive: true, force: true }), ws: join(root, "ws") };
  };
  const first = fresh();
  const before = filesBelow(first.root);
  const { operations } = await run(first.ws, command.args, { at: 0 });
  const after = filesBelow(first.root);
  first.end();
  const from = operations.findIndex((operation) => /^open .*\.milcity-/.test(operation));
  if (from < 0) throw new Error("nothing is written");
  for (const [index, [signal, exit]] of Object.entries(signals).entries())
    for (let at = from + 1 + (index % every); at <= operations.length; at += every) {
      const { root, ws, end } = fresh();
      const what = `${signal} before ${operations[at - 1]?.replaceAll(first.root, "")}`;
      const ended = await run(ws, command.args, { at, signal });
      runs++;
      // One that comes after the last look for signals is too late.
      const code = ended.code ?? exit;
      if (ended.signal !== null && ended.signal !== signal) faults.push(`${what}: ended by ${ended.signal}`);
      if (code !== exit && code !== 0) faults.push(`${what}: exit ${code}: ${ended.stderr}`);
      const now = filesBelow(root);
      for (const path of new Set([...before.keys(), ...after.keys()]))
        if (now.get(path) !== before.get(path) && now.get(path) !== after.get(path))
          faults.push(`${what}: ${path} is torn`);
      if (signal !== "SIGKILL" && remnants(now).length > 0) faults.push(`${what}: leaves ${remnants(now).join(", ")}`);
      const again = await run(ws, command.args);
      if (again.code !== 0) faults.push(`${what}: the next run ends with ${again.code}: ${again.stderr}`);
      if (remnants(filesBelow(root)).length > 0) faults.push(`${what}: the next run leaves what is half written`);
      end();
    }
  return { runs, faults };
}
