import type { Severities } from "../check/own-files.ts";
import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Dossier } from "../model/dossier.ts";
import type { Day, Facts } from "../model/facts.ts";
import type { History } from "../model/history.ts";
import type { Config } from "../model/kinds.gen.ts";
import type { Library } from "../model/library.ts";
import type { ScoreCard } from "../model/score.ts";
import type { Excused } from "../model/views.ts";
import type { Words } from "../model/words.ts";
import type { Baseline } from "../read/baseline.ts";
import type { Configured } from "../read/config.ts";
import type { Files } from "../read/files.ts";
import type { Reader } from "../read/parse.ts";
import type { Scope } from "../read/search.ts";

/** What a run is asked to look at. `cwd` is absolute, paths are relative to it or absolute. */
export interface Request {
  cwd: string;
  paths: string[];
  day: Day;
  /** Path of a configuration other than the workspace's own. */
  config?: string;
  /** Severities that win over those of the configuration. */
  rules?: ReadonlyMap<string, Severity | "off">;
  /** Whether findings are excused that the baseline accepts: the one beside the configuration, or that at a path. */
  baseline?: boolean | string;
  /** The baseline is about to be written: it need not be there yet. */
  updateBaseline?: boolean;
  /** The text of one document, in place of what lies at its path, absolute or relative to `cwd`. Only what is found in it is told. */
  text?: { path: string; bytes: Uint8Array };
  /** The files below a root, where others than those of the disk are to be looked at. */
  files?: (root: string) => Files;
  /** Which of so many parts of the dossiers is looked at; `number` counts from 1. */
  shard?: { number: number; of: number };
  /** Who reads documents, where it is not the plain reader that does. */
  reader?: Reader;
  /** BCP 47; findings, titles and labels in this language where there are texts in it. */
  language?: string;
  /** Without a language: whether each dossier speaks its own first one, whether one that stands alone does, or all speak English. */
  own?: "each" | "alone";
}

export interface Workspace {
  /** Absolute. */
  root: string;
  /** Dossiers to look at, relative to the root, in code-unit order. */
  folders: string[];
  library: Library;
  config: Config;
  day: Day;
  language: string | undefined;
  own: Request["own"];
  scope: Scope;
  severities: ReadonlyMap<string, Severity | "off">;
  /** Where the configuration came from. */
  configured: Configured;
  /** Severities that win over those of the configuration. */
  commanded: Severities;
  /** Where one is asked for. */
  baseline?: Baseline;
  /** Where only a part of the dossiers is looked at: which, and how many dossiers are in the others. */
  shard?: { number: number; of: number; others: number };
  /** The only document whose findings are told, from the root on, and whether no dossier lies around it. */
  only?: { file: string; alone: boolean };
  /** What git knows of a dossier's folder; undefined outside a repository. */
  historyOf(folder: string): History | undefined;
}

/** One dossier with all that was worked out of it. */
export interface Inspected {
  dossier: Dossier;
  facts: Facts;
  diagnostics: Diagnostic[];
  rulesRun: string[];
  rulesNotRun: { rule: string; why: string; unable?: true }[];
  /** What comments, the configuration and the baseline excuse; `suppressed` is how many those are. */
  excused: Excused[];
  suppressed: number;
  /** The numbers of the baseline's entries that accept a finding here, or did until their day. */
  accepted: ReadonlySet<number>;
  /** Rules that broke down: our fault. */
  internal: { rule: string; error: unknown }[];
  /** The language of its findings and scores. */
  words: Words;
  /** Worked out when first asked for. */
  readonly scores: ScoreCard[];
}
