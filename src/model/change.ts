import type { Diagnostic, Severity } from "./diagnostic.ts";
import type { Commit } from "./revision.ts";

/** A file of the workspace that decides what counts, or a comment that excuses, which the change under review changes. */
export interface PolicyChange {
  kind: "config" | "baseline" | "pack" | "frozen" | "comment";
  file: string;
  change: "added" | "removed" | "changed";
}

/** How many findings there are of each severity. */
export type Counts = Record<`${Severity}s`, number>;

/** What a change does to the findings. */
export interface ChangeView {
  /** None where there was nothing before. */
  base: Commit | undefined;
  /** None for the work tree. */
  head: Commit | undefined;
  /** Whether what decides what counts is that of the base. */
  isBaseTrusted: boolean;
  new: Counts;
  old: Counts;
  /** What the base finds and the change has mended. */
  resolved: Diagnostic[];
  policyChanged: PolicyChange[];
  /** What could not be compared, and why, one sentence each. */
  notes: string[];
}
