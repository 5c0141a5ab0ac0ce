import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type HostileCase } from "./case.ts";
import { commandLine } from "./command-line.ts";
import { faultsIn } from "./judge.ts";
import { changes, made, stateOf } from "./place.ts";

const program = fileURLToPath(new URL("../../bin/milcity.js", import.meta.url));
const peak = fileURLToPath(new URL("peak.cjs", import.meta.url));

/** How a case came out as a process of its own. */
export interface Measured {
  faults: string[];
  /** Milliseconds on the clock and of the processor, and the most memory. */
  ms: number;
  cpu: number;
  megabytes: number;
}

/** Runs the built command on a case. What no command line can hold is not tried, and has no fault. */
export async function runProcess(one: HostileCase, format: string | undefined, hang: number): Promise<Measured> {
  const place = made(one);
  try {
    const own = one.args?.some((word) => word.startsWith("--format")) || (one.args && one.args[0] !== "validate");
    const shown = own ? undefined : format;
    const args = commandLine(one, shown);
    const before = stateOf(place.root);
    // No system starts a program with such an argument: nobody can.
    if (args.some((word) => word.includes("\0")) || !canStart(one.env))
      return { faults: [], ms: 0, cpu: 0, megabytes: 0 };
    const { usage, ...ran } = await started(one, args, place.dossier, hang);
    const faults = faultsIn(one, ran, shown);
    const changed = changes(before, stateOf(place.root), one.mayChange ?? []);
    if (changed.length > 0) faults.push(`changed ${changed.slice(0, 5).join(", ")}`);
    if (existsSync(join(place.root, "ran"))) faults.push("started a program");
    return { faults, ...usage, ms: ran.ms };
  } finally {
    place.remove();
  }
}

/** Node itself does not survive some locales, before any program of its is read. */
const canStart = (env: HostileCase["env"] = {}) =>
  env["LC_ALL"] === undefined || spawnSync(process.execPath, ["--eval", ""], { env }).status === 0;

interface Started {
  exit: number;
  stdout: string;
  stderr: string;
  ms: number;
  usage: { cpu: number; megabytes: number };
}

function started(one: HostileCase, args: readonly string[], cwd: string, hang: number): Promise<Started> {
  return new Promise((done) => {
    const begun = performance.now();
    const child = spawn(process.execPath, ["--require", peak, program, ...args], {
      cwd,
      env: { PATH: process.env["PATH"], CI: "true", LC_ALL: "C", ...one.env },
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    const texts = ["", "", "", ""];
    for (const n of [1, 2, 3])
      (child.stdio[n] as NodeJS.ReadableStream).setEncoding("utf8").on("data", (part: string) => (texts[n] += part));
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(one.stdin ?? "");
    const timer = setTimeout(() => child.kill("SIGKILL"), hang);
    child.on("close", (code) => {
      clearTimeout(timer);
      const [cpu = hang, megabytes = 0] = (texts[3] ?? "").split(" ").filter(Boolean).map(Number);
      const ms = Math.round(performance.now() - begun);
      done({ exit: code ?? -1, stdout: texts[1] ?? "", stderr: texts[2] ?? "", ms, usage: { cpu, megabytes } });
    });
  });
}
