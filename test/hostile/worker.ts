/** Tries cases in this process, one after the other, as they are named by the parent: a process that can be ended when one hangs. */
import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { unwritten, writeAll } from "../../src/cli/files.ts";
import { failure, main, type World } from "../../src/cli/main.ts";
import { type HostileCase } from "./case.ts";
import { commandLine, formatsFor } from "./command-line.ts";
import { faultsIn, type Ran } from "./judge.ts";
import { manifest } from "./manifest.ts";
import { changes, made, stateOf } from "./place.ts";
import { stdoutOf } from "../outcome.ts";

const names = new Map(manifest.map((one) => [one.name, one]));
const ownNames = Object.getOwnPropertyNames(Object.prototype).sort().join();

function worldOf(cwd: string, { env = {}, stdin = "" }: HostileCase): World {
  const columns = Number(env["COLUMNS"]);
  return {
    cwd,
    env: new Map(Object.entries({ CI: "true", LC_ALL: "C", ...env })),
    now: () => "2026-06-30",
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: Number.isInteger(columns) && columns >= 20 && columns <= 1000 ? columns : 80,
    icu: process.versions.icu ?? "",
    look: (path) => {
      const found = lstatSync(path, { throwIfNoEntry: false });
      return found === undefined ? "nothing" : found.isDirectory() ? "folder" : found.isFile() ? "file" : "other";
    },
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    input: (limit) => {
      const given = typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin;
      return Promise.resolve(given.length > limit ? null : given);
    },
    progress: () => undefined,
  };
}

async function ran(args: readonly string[], world: World): Promise<Ran> {
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

export interface Tried {
  name: string;
  faults: string[];
  /** Milliseconds of work of the slowest run. */
  ms: number;
}

async function tried(one: HostileCase): Promise<Tried> {
  const place = made(one);
  const faults: string[] = [];
  let slowest = 0;
  try {
    for (const format of formatsFor(one)) {
      const before = stateOf(place.root);
      const started = process.cpuUsage();
      const result = await ran(commandLine(one, format), worldOf(place.dossier, one));
      const { user, system } = process.cpuUsage(started);
      slowest = Math.max(slowest, (user + system) / 1_000);
      const found = faultsIn(one, result, format);
      const changed = changes(before, stateOf(place.root), one.mayChange ?? []);
      if (changed.length > 0) found.push(`changed ${changed.slice(0, 5).join(", ")}`);
      if (existsSync(join(place.root, "ran"))) found.push("started a program");
      if (Object.getOwnPropertyNames(Object.prototype).sort().join() !== ownNames)
        found.push("changed Object.prototype");
      faults.push(...found.map((fault) => `${format ?? "own arguments"}: ${fault}`));
    }
  } finally {
    place.remove();
  }
  return { name: one.name, faults, ms: Math.round(slowest) };
}

process.on("message", (name: string) => {
  const one = names.get(name);
  if (one === undefined) throw new Error(`no case ${name}`);
  void tried(one)
    .catch((error: unknown): Tried => ({ name, faults: [String(error instanceof Error ? error.stack : error)], ms: 0 }))
    .then((result) => process.send?.(result));
});

process.send?.("ready");
