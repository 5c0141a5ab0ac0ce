import type { Diagnostic } from "./diagnostic.ts";

/** What differs between two states of dossiers. The JSON of `schemas/output/diff.schema.json` is this without the extras. */
export interface DiffView {
  /** How the state before was asked for: a revision. */
  base: string;
  /** The state after: a revision, or the working tree. */
  head: string;
  asOf: string;
  dossiers: DossierDiff[];
}

/** Plain data as JSON has it. */
export type Stated = string | number | boolean | null | Stated[] | { [name: string]: Stated };

/** One thing that is not what it was, in the plan's own terms. */
export interface DossierChange {
  kind: "added" | "removed" | "moved" | "changed";
  /** What it is: `action`, `milestone`, `member`. */
  type: string;
  /** Its id, else what tells it apart. The one that it has now; of what was removed, the one that it had. */
  id: string;
  /** The place by ids, as in a finding: of what was removed, where it was. */
  place: string;
  /** By its path in the thing: `end`, `budget.amount`. Of what has another id, `id`. */
  field?: string;
  /** As it was; absent where nothing was stated or where it is personal. Of what was moved, its old place or id. */
  from?: Stated;
  to?: Stated;
  /** A sentence. */
  text: string;
}

export interface ItemDiff {
  id: string;
  before: number | null;
  after: number | null;
  /** The criteria whose value is another, with what they cited. */
  why: string;
}

export interface ScoreDiff {
  framework: string;
  /** 0 to 1; null where nothing counts, or where the framework is not assessed at all. */
  before: number | null;
  after: number | null;
  /** Where the two were assessed by two editions of the framework: they are not the same yardstick. */
  editions?: { before: string; after: string };
  /** The items that moved. */
  items: ItemDiff[];
}

export const regressionKinds = [
  "target-lowered",
  "baseline-changed",
  "deadline-past-period",
  "action-dropped",
  "evidence-dropped",
  "approved-plan-changed",
  "score-fallen",
] as const;
export type RegressionKind = (typeof regressionKinds)[number];

/** What a guard watches for. */
export interface Regression {
  kind: RegressionKind;
  place: string;
  text: string;
}

/** What could not be read in full: what is not seen there is not called removed. */
export interface Incomplete {
  side: "before" | "after";
  /** Relative to the workspace. */
  file: string;
  text: string;
}

export interface DossierDiff {
  path: string;
  /** Its name, for people. Not part of the JSON. */
  city: string;
  changes: DossierChange[];
  scores: ScoreDiff[];
  findings: { new: Diagnostic[]; resolved: Diagnostic[]; kept: number };
  regressions: Regression[];
  incomplete: Incomplete[];
}

/** Whether nothing at all is different. */
export const isUnchanged = ({ changes, scores, findings }: DossierDiff): boolean =>
  changes.length + findings.new.length + findings.resolved.length === 0 &&
  scores.every(({ before, after, items, editions }) => before === after && items.length === 0 && !editions);
