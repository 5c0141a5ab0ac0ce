/** Tries inputs one after the other in a thread that can be ended when one never comes back. */
import { parentPort, workerData } from "node:worker_threads";
import { difference } from "./plain-agreement.ts";
import { Inputs } from "./plain-inputs.ts";

/** What the thread is asked to do. */
export interface Asked {
  seed: number;
  from: number;
  to: number;
  /** Two numbers that the parent reads meanwhile: the input that is being tried, and how many the plain reader has read. */
  progress: SharedArrayBuffer;
  stopAtFirst: boolean;
}

/** An input on which the readers differ, and the shortest one made of it on which they still do. */
export interface Differing {
  number: number;
  text: string;
  what: string;
}

/** Pointers whose places are compared in one input. */
const mostPlaces = 48;

const { seed, from, to, progress, stopAtFirst } = workerData as Asked;
const told = new Int32Array(progress);
const inputs = new Inputs(seed);

const differs = (text: string) => {
  try {
    const found = difference(text, mostPlaces);
    return found === "aside" ? undefined : found;
  } catch (error) {
    return `it throws ${String(error)}`;
  }
};

/** Takes away halves, quarters and so on down to single characters for as long as the readers still differ. */
function shrunk(text: string): string {
  let left = text;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0)
    for (let at = 0; at < left.length;) {
      const shorter = left.slice(0, at) + left.slice(at + size);
      if (differs(shorter) === undefined) at += size;
      else left = shorter;
    }
  return left;
}

for (let number = from; number < to; number++) {
  Atomics.store(told, 0, number);
  const text = inputs.text(number);
  let found: string | undefined;
  try {
    found = difference(text, mostPlaces);
  } catch (error) {
    found = `it throws ${String(error)}`;
  }
  if (found === "aside") continue;
  Atomics.add(told, 1, 1);
  if (found === undefined) continue;
  const short = stopAtFirst ? text : shrunk(text);
  const one: Differing = { number, text: short, what: differs(short) ?? found };
  // oxlint-disable-next-line require-post-message-target-origin -- a thread of Node's has no origin
  parentPort?.postMessage(one);
  if (stopAtFirst) break;
}
Atomics.store(told, 0, to);
