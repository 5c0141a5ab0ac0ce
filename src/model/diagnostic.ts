/** What is wrong with a dossier, where, and what to do about it. */

export type Severity = "error" | "warning" | "info";

/** 1-based; columns count UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

/** The end is exclusive. */
export interface Range {
  start: Position;
  end: Position;
}

export interface Related {
  file: string;
  range: Range;
  message: string;
}

export interface Edit {
  file: string;
  range: Range;
  text: string;
}

export interface Fix {
  title: string;
  edits: Edit[];
  /**
   * What may read otherwise once it is made, at the pointer of its finding: the name of the field, its value, or signs that are gone
   * (of a finding about no value, anywhere). Nothing where it is not said. Not part of the JSON.
   */
  becomes?: { key: string } | { value: string } | { without: RegExp };
}

/** One finding, stamped with severity and place; the machine formats print it, sorted by file, line, column and rule. */
export interface Diagnostic {
  rule: string;
  severity: Severity;
  message: string;
  /** The place by ids: `actions › library-labs › milestones › m2 › due`. */
  place: string;
  /** Relative to the workspace, with `/`. */
  file: string;
  range: Range;
  /** JSON pointer into the document; "" is the whole document. */
  pointer: string;
  /** The framework item that asks for it. */
  item?: string;
  /** What to do. */
  help?: string;
  /** Why it matters. Shown on a terminal, not part of the JSON. */
  why?: string;
  related?: Related[];
  fixes?: Fix[];
  /** What the finding is known by: its rule, its place by ids and the facts that matter, never its file or line. Not part of the JSON. */
  identity: string;
  /** Of a finding that is told once and stands at several places: all of them, the first one included. Not part of the JSON. */
  places?: string[];
  /** Not there before the change under review. Not part of the JSON. */
  new?: boolean;
  /** More for a reviewer; shown with `--verbose`. Not part of the JSON. */
  detail?: string;
  /** The source lines around the place, for a code frame. Not part of the JSON. */
  excerpt?: { line: number; text: string }[];
}
