import type * as Fact from "../model/facts.ts";
import { keptWith } from "../model/kept.ts";

/** Milliseconds that all expressions of a workspace's own may take over one dossier: each has a limit, and there may be hundreds. */
const ofDossier = 3_000;

const left = keptWith<Fact.Facts, number>();

/** The only clock of this room: what comes of an expression that ends in time does not depend on it. */
const now = (): number => performance.now();

/** Time that may be spent on something, out of that of its dossier. */
export class Allowance {
  readonly #facts: Fact.Facts;
  #left: number;

  constructor(facts: Fact.Facts, ms: number) {
    this.#facts = facts;
    this.#left = ms;
  }

  /** Whole milliseconds that are left; 0 where there are none. */
  get left(): number {
    return Math.max(0, Math.ceil(Math.min(this.#left, left.get(this.#facts) ?? ofDossier)));
  }

  /** Does something, and takes off the time that it took. */
  spend(work: () => void): void {
    const begun = now();
    try {
      work();
    } finally {
      const took = now() - begun;
      this.#left -= took;
      left.set(this.#facts, (left.get(this.#facts) ?? ofDossier) - took);
    }
  }
}
