/** The door to other threads of this process, which share out work. They run the same program. */
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { Piece, Shared } from "./model/shared.ts";

/** What a thread that has ended left of a piece. */
interface Rest {
  piece: number;
  without: number[];
}

interface Given {
  job: unknown;
  all: number;
  size: number;
  memory: SharedArrayBuffer;
  slot: number;
  rest: Rest | undefined;
}

interface Told extends Rest {
  text: string;
}

/** More threads than this are not lost over things: what breaks so many has more of the kind. */
const mostLosses = 16;

/** Numbers in the memory that is shared: the next piece, and for each thread the piece and the thing that it is at, each plus one. */
const [pieceAt, thingAt] = [(slot: number) => 1 + 2 * slot, (slot: number) => 2 + 2 * slot];

/** Works everything off, in this thread and in others that run a file. Ends once all is done, whatever becomes of the others. */
export async function share(file: string, argv: readonly string[], shared: Shared): Promise<void> {
  const { job, all, size, threads } = shared;
  const left = new Set(Array.from({ length: Math.ceil(all / size) }, (_, piece) => piece));
  const pieces = left.size;
  const memory = new Int32Array(new SharedArrayBuffer(4 * (1 + 2 * threads)));
  const workers = new Set<Worker>();
  const rests: Rest[] = [];
  const bounds = (piece: number): [number, number] => [piece * size, Math.min(all, (piece + 1) * size)];
  let losses = 0;
  const failures: unknown[] = [];
  let wake: () => void = () => undefined;

  const ended = (slot: number, rest: Rest | undefined) => {
    const piece = (memory[pieceAt(slot)] ?? 0) - 1;
    const thing = (memory[thingAt(slot)] ?? 0) - 1;
    memory.fill(0, pieceAt(slot), thingAt(slot) + 1);
    if (piece < 0 || !left.has(piece)) {
      // It did not come so far as to begin.
      if (rest && left.has(rest.piece)) rests.push(rest);
      return;
    }
    const without = rest?.piece === piece ? rest.without : [];
    const [from, to] = bounds(piece);
    const over = Math.max(thing, from);
    shared.lost(over);
    if (++losses < mostLosses) start(slot, { piece, without: [...without, over] });
    else {
      left.delete(piece);
      // The things before it were done, and what came of them is gone with the thread.
      for (let n = from; n < to; n++) if (n !== over && !without.includes(n)) shared.lost(n);
    }
  };
  const start = (slot: number, rest?: Rest) => {
    const given: Given = { job, all, size, memory: memory.buffer, slot, rest };
    const worker = new Worker(file, { argv: [...argv], workerData: given });
    workers.add(worker);
    worker.on("message", ({ piece, without, text }: Told) => {
      try {
        if (left.delete(piece)) shared.told(...bounds(piece), without, text);
      } catch (error) {
        failures.push(error);
      }
      wake();
    });
    // Whatever it was, the thread has ended.
    worker.on("error", () => undefined);
    worker.on("exit", () => {
      workers.delete(worker);
      try {
        ended(slot, rest);
      } catch (error) {
        failures.push(error);
      }
      wake();
    });
  };

  try {
    for (let slot = 0; slot < threads && slot < pieces - 1; slot++) start(slot);
    const next = () => Atomics.add(memory, 0, 1);
    // What has ended the run is told as it was met first: nothing is looked at behind it.
    for (let piece = next(); piece < pieces && failures.length === 0; piece = next()) {
      left.delete(piece);
      shared.here(...bounds(piece), []);
      // Lets in what the others have to say.
      await new Promise((done) => setImmediate(done));
    }
    while (left.size > 0 && failures.length === 0) {
      const [first = 0] = left;
      // A thread may have ended between taking a piece and saying so.
      const rest = rests.pop() ?? (workers.size === 0 ? { piece: first, without: [] } : undefined);
      if (rest) {
        left.delete(rest.piece);
        shared.here(...bounds(rest.piece), rest.without);
      } else await new Promise<void>((done) => (wake = done));
    }
    if (failures.length > 0) throw failures[0];
  } finally {
    for (const worker of workers) worker.removeAllListeners("exit");
    await Promise.all([...workers].map((worker) => worker.terminate()));
  }
}

/** In a thread: takes pieces until there are none. */
export function serve(pieceOf: (job: unknown) => Piece): void {
  const { job, all, size, memory: buffer, slot, rest } = workerData as Given;
  const memory = new Int32Array(buffer);
  const pieces = Math.ceil(all / size);
  const done = pieceOf(job);
  const work = ({ piece, without }: Rest) => {
    Atomics.store(memory, thingAt(slot), 0);
    Atomics.store(memory, pieceAt(slot), piece + 1);
    const begin = (n: number) => void Atomics.store(memory, thingAt(slot), n + 1);
    const text = done(piece * size, Math.min(all, (piece + 1) * size), { without, begin });
    // It is no window that is told.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    parentPort?.postMessage({ piece, without, text } satisfies Told);
    Atomics.store(memory, pieceAt(slot), 0);
  };
  if (rest) work(rest);
  for (let piece = Atomics.add(memory, 0, 1); piece < pieces; piece = Atomics.add(memory, 0, 1))
    work({ piece, without: [] });
}
