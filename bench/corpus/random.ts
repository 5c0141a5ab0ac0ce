/** Numbers that look random and follow from a seed: the same on every machine (mulberry32). */
export class Random {
  #state: number;

  constructor(...seeds: number[]) {
    this.#state = seeds.reduce((state, seed) => {
      const mixed = Math.imul((state ^ seed) + 0x9e3779b9, 0x85ebca6b);
      return (mixed ^ (mixed >>> 15)) >>> 0;
    }, 0);
  }

  /** From 0 up to but not including 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    const one = from[this.int(0, from.length - 1)];
    if (one === undefined) throw new Error("There is nothing to pick from.");
    return one;
  }

  /** So many different ones, in the order of the list. */
  some<T>(from: readonly T[], count: number): T[] {
    const left = from.map((_, i) => i);
    while (left.length > count) left.splice(this.int(0, left.length - 1), 1);
    return left.map((i) => from[i] as T);
  }
}
