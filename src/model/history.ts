import type { Document } from "./dossier.ts";
import type { Said } from "./phrase.ts";

/** What cannot be known here, with the reason. Nothing is guessed in its place. */
export interface Unknown {
  why: Said;
}

export const isUnknown = (value: unknown): value is Unknown =>
  typeof value === "object" && value !== null && "why" in value;

/** A file of a commit. */
export interface Blob {
  /** Relative to the top level, with `/`. */
  path: string;
  hash: string;
  /** Bytes. */
  size: number;
}

/** One thing in which a plan is not what it was. */
export interface Change {
  kind: "target" | "baseline" | "date" | "budget" | "action-dropped";
  /** Of the action, milestone, indicator or plan. */
  id: string;
  /** Of the action that a milestone belongs to; else "". */
  within: string;
  /** By its path in the thing: `end`, `target.value`. */
  field: string;
  /** As it was; undefined where nothing was stated. */
  from?: Said;
  /** As it is; undefined where nothing is stated any more. */
  to?: Said;
  /** In the plan as it is: the field, or the nearest thing around it that is still there. */
  at: string;
}

/** What git knows of a dossier. Nothing is asked of git before it is asked for here. */
export interface History {
  /** Whether a path relative to the dossier is in git's index. */
  tracked(path: string): boolean | Unknown;
  /** Whether git is told to ignore it. */
  ignored(path: string): boolean;
  /** In what a plan differs from what it was at a commit or tag. */
  changesSince(plan: Document<"plan">, revision: string): Change[] | Unknown;
}
