import type { Range } from "./diagnostic.ts";
import type { Frozen } from "./frozen.ts";
import type { Checklist, City, Committee, Plan, Report } from "./kinds.gen.ts";
import type { Args, Said } from "./phrase.ts";

/** What is left of a value when its unsound parts are taken out: any field may be missing, whatever is there has its type. */
export type Sound<T> = T extends readonly (infer E)[]
  ? Sound<E>[]
  : T extends object
    ? { [K in keyof T]?: Sound<Exclude<T[K], undefined>> | undefined }
    : T;

export interface Kinds {
  city: City;
  committee: Committee;
  plan: Plan;
  report: Report;
  checklist: Checklist;
}
export type Kind = keyof Kinds;

/** Of a place: its key, the beginning of its value as a person would point at it, or all that its value takes, over several lines. */
export type Part = "key" | "value" | "whole";

/** A file of a dossier that says what it is. */
export interface Document<K extends Kind = Kind> {
  kind: K;
  /** Relative to the workspace, with `/`. */
  file: string;
  /** The sound part of the document; indices of lists are those of the file. */
  data: Sound<Kinds[K]>;
  /** Every id that the file states at `/<list>/<n>/id`, sound or not, and whether something in it could not be read at all. */
  faulty: boolean;
  /** What stands in the file, as far as it can be read as text. */
  text: string;
  /** Whether it is known to hold nothing but ordinary signs: no control, nothing that is not seen or turns a text around. */
  isOrdinary?: boolean;
  /** Where a value (or its key) stands; the nearest enclosing place where the pointer itself does not exist. Worked out when asked for. */
  place: (pointer: string, of?: Part) => Range;
  /** Whether the pointer exists in the file. */
  has: (pointer: string) => boolean;
  /** Source lines `from` to `to`, 1-based, both included, cut to what exists. */
  lines: (from: number, to: number) => { line: number; text: string }[];
}

/** A file outside the documents whose faults are reported as well: unknown YAML files, links, unreadable ones. */
export interface Source {
  file: string;
  /** Of a file that could not be understood: its id, else its kind, as far as they can be made out. */
  says?: string;
  place: (pointer: string, of?: Part) => Range;
  lines: (from: number, to: number) => { line: number; text: string }[];
}

/** What is found while reading or by a rule, before severity, range and words are stamped on it. */
export interface Found {
  in: Document | Source;
  /** JSON pointer; "" is the whole document. */
  at: string;
  of?: "key" | "value";
  /** A place that no pointer names (a fault of syntax). Wins over `at`. */
  range?: Range;
  /** Fills the `{name}`s of the rule's texts. Strings from the dossier go in as they are; writers escape them. Words of ours are phrases. */
  args?: Args;
  /** Which of the rule's messages, where it has several. */
  say?: string;
  /** The item that asks for it, where it is not the rule's own. */
  item?: string;
  /** A wrong name and the right ones: the runner adds the nearest as `{near}` and to the help. */
  near?: { word: string; among: Iterable<string> };
  /** How it is mended, where there is one right answer. The runner works out the edits, or leaves it where there are several. */
  fix?: Mending;
  /**
   * What a finding that is told once is about, and all places where it stands, this one included: it is known by the first, and by none
   * of the second, whose order may change.
   */
  group?: { about: string; places: readonly { in: Document | Source; at: string }[] };
  related?: { in: Document | Source; at: string; of?: "key" | "value"; range?: Range; message: Said }[];
}

/**
 * Give the field that stands beside others, or the value, the one name of some that its word can only mean; quote a plain value; take
 * signs out of a text.
 */
export type Mending =
  | { do: "rename"; word: string; among: readonly string[]; beside: readonly string[] }
  | { do: "replace"; word: string; among: readonly string[] }
  | { do: "quote" }
  | { do: "remove"; signs: RegExp };

/** A fault found in reading: `rule` is `yaml/…`, `schema/…`, `file/…`, `dossier/…` or `<framework>/<keyword>`. */
export interface Fault extends Found {
  rule: string;
  /** The framework whose schema asks for it; lowered to a warning while its plan is a draft. */
  framework?: string;
}

/** What a path named in a document is on the disk. Nothing is opened outside the dossier and no link is followed. */
export interface EvidenceFile {
  state: "present" | "missing" | "outside" | "link" | "not-regular" | "too-large" | "unreadable";
  /** Why a path is refused, in words. */
  reason?: Said;
  /** Hex; hashed when asked for. `lf`: of a text as git keeps it that changes the ends of lines, up to the size of a document. */
  sha256?: (ends?: "lf") => string | undefined;
}

/** A comment `# milcity: ignore[rule] reason`. */
export interface Ignore {
  in: Source;
  range: Range;
  /** The lines whose findings it excuses: its own, and where it stands alone the next one that is no comment. */
  lines: readonly number[];
  rules: { id: string; range: Range }[];
  /** Compulsory: without one it excuses nothing. */
  reason: string;
}

export interface Dossier {
  /** The folder, relative to the workspace, with `/`; `.` for the workspace itself. */
  path: string;
  documents: { [K in Kind]: Document<K>[] };
  /** Found while reading, in the order of files and places. */
  faults: Fault[];
  /** Whether some file could not be understood, so that what it may define is unknown: no finding may rest on its absence. */
  incomplete: boolean;
  /** Ids that stand in faulty parts of documents, so that a reference to them is no second finding. */
  uncertainIds: ReadonlySet<string>;
  /** Comments that ask for silence, in the order of files and lines. */
  ignores?: readonly Ignore[];
  /** Manifests of frozen reports, in the order of files. */
  frozen?: readonly Frozen[];
  /** Files looked at and passed over, for what a run says of itself. */
  seen: { files: number; ignored: { file: string; why: Said }[]; unread: Map<string, Said> };
  /** Looks at a path relative to the dossier's folder. */
  evidence: (path: string) => EvidenceFile;
}
