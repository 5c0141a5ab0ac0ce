import type * as Fact from "../model/facts.ts";
import { keptWith } from "../model/kept.ts";
import type { Meter } from "./meter.ts";

/**
 * What expressions of a workspace's own may do, in steps: one over one thing, one over all things, and all of them over one dossier. A step
 * takes some 20 to 60 nanoseconds, so that on most machines they run out before the time does, in the same place each time.
 */
export const STEPS = { once: 10_000_000, each: 20_000_000, all: 60_000_000 };

/** Milliseconds that all expressions of a workspace's own may take over one dossier: each has a limit, and there may be hundreds. */
const ofDossier = 3_000;

interface Left {
  ms: number;
  steps: number;
}

const left = keptWith<Fact.Facts, Left>();

/** The only clock of this room: what comes of an expression that ends in time does not depend on it. */
const now = (): number => performance.now();

/** Time and steps that may be spent on something, out of those of its dossier. */
export class Allowance {
  readonly #ofAll: Left;
  readonly #own: Left;

  constructor(facts: Fact.Facts, ms: number) {
    this.#ofAll = left.get(facts) ?? { ms: ofDossier, steps: STEPS.all };
    left.set(facts, this.#ofAll);
    this.#own = { ms, steps: STEPS.each };
  }

  /** Whole milliseconds that are left; 0 where there are none, or no steps. */
  get left(): number {
    return this.#steps > 0 ? Math.max(0, Math.ceil(Math.min(this.#own.ms, this.#ofAll.ms))) : 0;
  }

  get #steps(): number {
    return Math.min(STEPS.once, this.#own.steps, this.#ofAll.steps);
  }

  #take(what: keyof Left, much: number): void {
    this.#own[what] -= much;
    this.#ofAll[what] -= much;
  }

  /** Does something, and takes off the time that it took. */
  spend(work: () => void): void {
    const begun = now();
    try {
      work();
    } finally {
      this.#take("ms", now() - begun);
    }
  }

  /** Does something with the steps that it may take, and takes them off. Whether they were enough. */
  step(meter: Meter, work: () => void): boolean {
    const may = this.#steps;
    meter.left = may;
    work();
    const took = may - meter.left;
    this.#take("steps", took);
    return took <= may;
  }
}
