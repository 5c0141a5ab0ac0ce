import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { Asked, Differing } from "./plain-worker.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A change to a source of the reader: what stands there once, and what is put in its place. */
export interface Mutation {
  file: string;
  from: string;
  to: string;
}

/** Writes the thread that tries inputs as one file, on request with a fault in the reader. */
export async function threadAt(outfile: string, mutation?: Mutation): Promise<void> {
  await build({
    entryPoints: [join(root, "test/plain-worker.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "silent",
    // Where the corpus lies: the bundle lies elsewhere.
    define: { "import.meta.url": JSON.stringify(new URL("plain-worker.ts", import.meta.url).href) },
    plugins: mutation ? [{ name: "mutation", setup: (to) => to.onLoad({ filter: /./ }, mutated(mutation)) }] : [],
  });
}

const mutated =
  ({ file, from, to }: Mutation) =>
  ({ path }: { path: string }) => {
    if (path !== join(root, file)) return undefined;
    const parts = readFileSync(path, "utf8").split(from);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times ${from}`);
    return { contents: parts.join(to), loader: "ts" as const };
  };

export interface Outcome {
  inputs: number;
  accepted: number;
  differing: Differing[];
  /** Numbers of inputs that took longer than one may. */
  endless: number[];
}

interface Run {
  seed: number;
  from: number;
  to: number;
  stopAtFirst?: boolean;
  /** Seconds of the processor that one input may take: the machine may be busy, and an input has a few hundred characters. */
  most?: number;
  tell?: (so: Outcome) => void;
}

/** Tries inputs in a thread. One that does not come back is noted, its thread ended, and the next one goes on in another. */
export async function tried(
  thread: string,
  { seed, from, to, stopAtFirst = false, most = 10, tell }: Run,
): Promise<Outcome> {
  const so: Outcome = { inputs: 0, accepted: 0, differing: [], endless: [] };
  let at = from;
  while (at < to) {
    const progress = new SharedArrayBuffer(8);
    const told = new Int32Array(progress);
    const asked: Asked = { seed, from: at, to, progress, stopAtFirst };
    const before = so.accepted;
    told[0] = at;
    const worker = new Worker(thread, { workerData: asked });
    let seen = at;
    let used = process.cpuUsage();
    const looked = () => {
      at = Atomics.load(told, 0);
      so.inputs = at - from;
      so.accepted = before + Atomics.load(told, 1);
    };
    const endless = await new Promise<boolean>((done, broken) => {
      const timer = setInterval(() => {
        looked();
        const { user, system } = process.cpuUsage(used);
        if (at !== seen) {
          seen = at;
          used = process.cpuUsage();
          tell?.(so);
        } else if ((user + system) / 1e6 > most) done(true);
      }, 200);
      worker.on("message", (one: Differing) => so.differing.push(one));
      worker.on("error", broken);
      worker.on("exit", () => done(false));
      worker.on("exit", () => clearInterval(timer));
      worker.on("error", () => clearInterval(timer));
    });
    looked();
    await worker.terminate();
    if (!endless) break;
    so.endless.push(at++);
    so.inputs = at - from;
    if (stopAtFirst) break;
  }
  return so;
}
