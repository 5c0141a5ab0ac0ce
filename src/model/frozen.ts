import type { Source } from "./dossier.ts";
import type { Day } from "./facts.ts";
import type { Said } from "./phrase.ts";

/** What an input of a frozen report is. Only the first two belong to its period alone: the others live on, and change with right. */
export type FrozenKind = "report" | "evidence" | "document";

export interface FrozenFile {
  /** From the dossier on, with `/`. */
  path: string;
  kind: FrozenKind;
  /** Hex; of what a pointer of Git LFS stands for, not of the pointer. */
  sha256: string;
}

export interface FrozenPack {
  id: string;
  edition: string | null;
  /** From the workspace on; null of a pack that comes with the tool. */
  file: string | null;
  sha256: string;
}

export interface FrozenScore {
  id: string;
  edition: string | null;
  score: number | null;
  complete: number;
  applicable: number;
}

/** What a frozen report was made from, and what came of it. `schemas/output/frozen.schema.json`. */
export interface FrozenManifest {
  version: 1;
  tool: { name: string; version: string };
  /** The versions of the data that dates, numbers and names are written by. */
  data: { icu: string; cldr: string; unicode: string };
  /** The id of the report document. */
  report: string;
  city: string;
  plan: string;
  period: { start: Day; end: Day };
  asOf: Day;
  /** Of the labels. */
  language: string;
  template: string;
  public: boolean;
  /** The commit of all inputs. */
  revision: string;
  /** Where the workspace lay in its repository then, and the dossier in the workspace; `.` for the folder itself. */
  workspace: string;
  dossier: string;
  /** The workspace's configuration, from the workspace on; null where there is none. */
  config: { path: string; sha256: string } | null;
  packs: FrozenPack[];
  files: FrozenFile[];
  /** What the documents name and the commit does not hold, and why, in English. */
  left: { path: string; why: string }[];
  frameworks: FrozenScore[];
  /** The commits whose scores the report tells, with the names that they have in it; none where it tells no history. */
  history?: { name: string; commit: string }[];
  /** The report in each format. */
  outputs: { format: string; bytes: number; sha256: string }[];
}

/** A manifest as it lies in a dossier. */
export interface Frozen {
  in: Source;
  manifest?: FrozenManifest;
  /** Why it cannot be understood. */
  why?: Said;
}

/** A freeze as it is told. */
export interface FreezeView {
  /** Where the manifest lies, from the workspace on. */
  file: string;
  manifest: FrozenManifest;
  did: "froze" | "nothing" | "froze-again";
  /** When frozen again: what has changed since. */
  changed: string[];
}

/** One thing that is not as it was frozen. */
export interface FrozenDifference {
  what: "input" | "pack" | "config" | "score" | "output" | "document" | "setting";
  /** A path, the id of a pack or a framework, or a format. */
  name: string;
  why: string;
}

/** A frozen report that was made again. */
export interface ProofView {
  /** Where the manifest lies, from the workspace on. */
  file: string;
  manifest: FrozenManifest;
  differences: FrozenDifference[];
  /** Why bytes may differ without anybody's doing: another version of the tool or of the language data. */
  because: string[];
  /** What lives on and has changed since, as it may. */
  since: string[];
}

/** How the manifest of a frozen report is called, beside the report's document. */
export const frozenEnding = ".frozen.json";
