/** Things that are worked off in pieces by several threads, of which whoever is free takes the next. What goes over is data and text. */
export interface Shared {
  /** What another thread has to know. */
  job: unknown;
  /** How many things there are, and how many of them are a piece. */
  all: number;
  size: number;
  /** How many threads beside this one. */
  threads: number;
  /** Does the things from one number to another here, but some. */
  here: (from: number, to: number, without: readonly number[]) => void;
  /** What another thread says of the things from one number to another, but some. */
  told: (from: number, to: number, without: readonly number[], text: string) => void;
  /** A thread broke down over one. */
  lost: (n: number) => void;
}

/** Does the things from one number to another in another thread, but some. `begin` says which is next. */
export type Piece = (
  from: number,
  to: number,
  left: { without: readonly number[]; begin: (n: number) => void },
) => string;
