import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A program to be measured. */
export interface Program {
  name: string;
  /** The arguments that Node gets. */
  node: string[];
  /** How it ends, where that is not 0. */
  exit?: number;
  /** Looks at what was printed and throws where the work was not done. */
  check?: (stdout: string) => void;
}

/** Whole processes of one program, in the order of the rounds. */
export interface Measured {
  name: string;
  seconds: number[];
  /** Seconds of processors, of all threads together. */
  cpu: number[];
  /** The most memory that a process held, in MiB. */
  peaks: number[];
  /** The heap at the end, in MiB. */
  heaps: number[];
  /** What a process read from files, with its own program, in MB; NaN where the system does not say. */
  reads: number[];
}

/** One whole process. */
interface Once {
  seconds: number;
  cpu: number;
  peak: number;
  heap: number;
  read: number;
}

const preload = join(import.meta.dirname, "usage.cjs");

/** One whole process. What fails is no measurement. */
function once({ name, node, exit = 0, check }: Program, usageFile: string): Once {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...env } = process.env;
  const before = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", preload, ...node], {
    env: { ...env, NO_COLOR: "1", MILCITY_BENCH_USAGE: usageFile },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  if (status !== exit) throw new Error(`${name} ended with ${status}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  check?.(stdout);
  const usage = JSON.parse(readFileSync(usageFile, "utf8")) as Record<"cpu" | "kib" | "heap", number> & {
    read: number | null;
  };
  const { cpu, kib, heap, read } = usage;
  return { seconds, cpu, peak: kib / 1024, heap: heap / 2 ** 20, read: (read ?? Number.NaN) / 1e6 };
}

/** Runs programs in turn, A B C A B C …; the first `warm` rounds do not count. */
export function alternate(
  programs: Program[],
  { rounds, warm }: { rounds: number; warm: number },
  usageFile: string,
  tell: (done: string) => void,
): Measured[] {
  const all = programs.map(({ name }): Measured => ({ name, seconds: [], cpu: [], peaks: [], heaps: [], reads: [] }));
  for (let round = 0; round < warm + rounds; round++)
    for (const [i, program] of programs.entries()) {
      const { seconds, cpu, peak, heap, read } = once(program, usageFile);
      tell(`${program.name}: ${seconds.toFixed(2)} s`);
      if (round < warm) continue;
      all[i]?.seconds.push(seconds);
      all[i]?.cpu.push(cpu);
      all[i]?.peaks.push(peak);
      all[i]?.heaps.push(heap);
      all[i]?.reads.push(read);
    }
  return all;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** How often one fits into the other, round by round: what a busy machine does to both cancels out. */
export function ratio(one: Measured, other: Measured | undefined, of: "seconds" | "cpu"): number {
  return median(one[of].map((value, i) => value / (other?.[of][i] ?? Number.NaN)));
}
