import type { ChangeView } from "./change.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import type { Ignore } from "./dossier.ts";
import type { FailureCode } from "./failure.ts";
import type { ScoreCard } from "./score.ts";
import type { Fill } from "./own-templates.ts";
import type { Words } from "./words.ts";

/** How a view is to be shown. Handed in at the edge. */
export interface Setting {
  words: Words;
  /** Whether to use colours. */
  colour: boolean;
  /** Columns of the terminal; 80 where there is none. */
  width: number;
  /** More detail for a reviewer. */
  verbose: boolean;
  quiet: boolean;
  /** Who lays a report out by templates of the user's own. */
  own?: Fill;
  /** The text goes to a log whose reader takes some lines for commands. */
  ci?: boolean;
}

/** A format turns a view into text. The default export of `src/render/<view>/<format>.ts`. */
export type Format<View> = (view: View, setting: Setting) => string;

/** A format of a text that may be long, in pieces. */
export type Pieces<View> = (view: View, setting: Setting) => Iterable<string>;

/** A format that makes a file: text, or bytes where it is none. */
export type FileFormat<View> = (view: View, setting: Setting) => string | Uint8Array | Promise<Uint8Array>;

/** What `validate` found and what it looked at. The JSON of `schemas/output/validate.schema.json` is this without the extras. */
export interface FindingsView {
  tool: { name: string; version: string };
  asOf: string;
  summary: { dossiers: number; documents: number; errors: number; warnings: number; infos: number };
  checked: {
    files: number;
    ignored: { file: string; why: string }[];
    rulesRun: number;
    rulesNotRun: { rule: string; why: string }[];
    suppressed: number;
    /** What no rule has looked at, in sentences. */
    unseen?: string[];
  };
  /** Sorted by file, line, column, rule; at most the limit of a run. */
  diagnostics: Diagnostic[];
  /** Findings counted but not kept. */
  dropped: number;
  /** Findings that a comment, the configuration or the baseline excuses, with the reason that is given there. */
  excused?: Excused[];
  /** Every rule there is, for the formats that explain rules. */
  rules?: RuleTexts[];
  /** Paths of the dossiers that were looked at, relative to the workspace. */
  dossiers?: string[];
  /** What a change under review does; its dossiers are the only ones that were looked at. */
  change?: ChangeView;
}

/** What a rule says of itself. */
export interface RuleTexts {
  id: string;
  severity: Severity;
  asks: string;
  why: string;
  fix: string;
}

export interface Excused {
  diagnostic: Diagnostic;
  by: "comment" | "config" | "baseline";
  reason: string;
  /** The comment. */
  ignore?: Ignore;
}

export interface ScoredDossier {
  path: string;
  city: string;
  frameworks: ScoreCard[];
}

export interface ScoresView {
  asOf: string;
  /** Gone through once: of many dossiers, each is let go of before the next one is looked at. */
  dossiers: Iterable<ScoredDossier>;
}

/** The scores at one revision. */
export interface PastScores {
  /** As it was asked for, a tag, or the beginning of a commit's hash. */
  revision: string;
  commit: string;
  /** Of the commit. */
  date: string;
  /** The day of assessment. */
  asOf: string;
  /** By their paths of today. */
  dossiers: ScoredDossier[];
  /** Why nothing could be scored. */
  why?: string;
}

/** The scores over revisions, in the order in which they are told. */
export interface HistoryView {
  asOf: string;
  history: PastScores[];
  /** What was left out, one sentence each. */
  notes: string[];
}

export type ListValue = string | number | string[] | Record<string, unknown>;

/** What there is: one entry per row, with the fields of `schemas/output/list-<what>.schema.json`. */
export interface ListsView {
  what: "frameworks" | "items" | "rules" | "templates" | "formats" | "languages";
  entries: Record<string, ListValue>[];
}

/** Why a command could not do its work. */
export interface FailureView {
  code: FailureCode;
  message: string;
  /** Where in the program it broke, for those who asked. */
  stack?: string;
}

/** What a rule or an item is about. */
export interface ExplanationView {
  id: string;
  title: string;
  /** Short facts: a name and what it is. */
  facts: { name: string; value: string }[];
  sections: { title: string; paragraphs: string[]; code?: string }[];
}
