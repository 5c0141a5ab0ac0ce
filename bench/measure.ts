import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A program to be measured. */
export interface Program {
  name: string;
  /** The arguments that Node gets; several lists where it has to be called several times. */
  node?: string[] | string[][];
  /** Another program than Node, of which only the time is measured; several lists where it has to be called several times. */
  other?: string[] | string[][];
  cwd?: string;
  /** Beside those of this process. */
  env?: Record<string, string>;
  /** Done before each run, and not measured. */
  before?: () => void;
  /** How it ends, where that is not 0. */
  exit?: number;
  /** Looks at what was printed and throws where the work was not done. */
  check?: (stdout: string) => void;
}

/** Whole processes of one program, in the order of the rounds. What is not known is NaN. */
export interface Measured {
  name: string;
  seconds: number[];
  /** Seconds of processors, of all threads together. */
  cpu: number[];
  /** The most memory that a process held, in MiB. */
  peaks: number[];
  /** The heap of the first thread at the end, in MiB. */
  heaps: number[];
  /** What a process read from files, with its own program, in MB. */
  reads: number[];
  /** How often the first thread opened a measured file. */
  opened: number[];
}

type Once = Record<"seconds" | "cpu" | "peaks" | "heaps" | "reads" | "opened", number>;

const preload = join(import.meta.dirname, "usage.cjs");

const isLists = (words: string[] | string[][]): words is string[][] => Array.isArray(words[0]);
const listsOf = (words: string[] | string[][]) => (isLists(words) ? words : [words]);

/** One whole process, or several one after the other. What fails is no measurement. */
function once(program: Program, work: string): Once {
  const { node = [], other, before } = program;
  before?.();
  const all = other
    ? listsOf(other).map((words) => called(program, words, work, false))
    : listsOf(node).map((words) => called(program, [process.execPath, "--require", preload, ...words], work, true));
  return all.reduce((sum, one) => ({
    seconds: sum.seconds + one.seconds,
    cpu: sum.cpu + one.cpu,
    peaks: Math.max(sum.peaks, one.peaks),
    heaps: Math.max(sum.heaps, one.heaps),
    reads: sum.reads + one.reads,
    opened: sum.opened + one.opened,
  }));
}

function called(
  { name, exit = 0, check, cwd, env: more }: Program,
  [file = "", ...args]: string[],
  work: string,
  isNode: boolean,
): Once {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, CI: _ci, ...env } = process.env;
  const usageFile = join(work, "usage.json");
  const begun = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(file, args, {
    env: { ...env, NO_COLOR: "1", MILCITY_BENCH_USAGE: usageFile, MILCITY_BENCH_WORK: work, ...more },
    encoding: "utf8",
    maxBuffer: 1 << 29,
    ...(cwd !== undefined && { cwd }),
  });
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  if (status !== exit) throw new Error(`${name} ended with ${status}:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  check?.(stdout);
  const unknown = Number.NaN;
  if (!isNode) return { seconds, cpu: unknown, peaks: unknown, heaps: unknown, reads: unknown, opened: unknown };
  const usage = JSON.parse(readFileSync(usageFile, "utf8")) as Record<"cpu" | "kib" | "heap" | "opened", number> & {
    read: number | null;
  };
  const { cpu, kib, heap, read, opened } = usage;
  return { seconds, cpu, peaks: kib / 1024, heaps: heap / 2 ** 20, reads: (read ?? unknown) / 1e6, opened };
}

/** Runs programs in turn, A B C A B C …; the first `warm` rounds do not count. */
export function alternate(
  programs: Program[],
  { rounds, warm }: { rounds: number; warm: number },
  work: string,
  tell: (done: string) => void,
): Measured[] {
  const all = programs.map(({ name }): Measured => ({
    name,
    seconds: [],
    cpu: [],
    peaks: [],
    heaps: [],
    reads: [],
    opened: [],
  }));
  for (let round = 0; round < warm + rounds; round++)
    for (const [i, program] of programs.entries()) {
      const run = once(program, work);
      tell(`${program.name}: ${run.seconds.toFixed(2)} s`);
      if (round < warm) continue;
      for (const [what, value] of Object.entries(run)) all[i]?.[what as keyof Once].push(value);
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
export function ratios(one: Measured, other: Measured | undefined, of: "seconds" | "cpu" | "peaks"): number[] {
  return one[of].map((value, i) => value / (other?.[of][i] ?? Number.NaN));
}
