import { evidenceOf } from "../check/evidence.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Excused } from "../model/views.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/**
 * What a run has to know of a dossier once it has been looked at: data, and nothing that holds on to the dossier. So it can come from
 * another thread.
 */
export interface Verdict {
  /** The folder, relative to the workspace. */
  path: string;
  /** Whether all that it holds was understood. */
  isWhole: boolean;
  documents: number;
  files: number;
  ignored: { file: string; why: string }[];
  /** What the system did not let be read, and why. */
  unread: { file: string; why: Said }[];
  /** How many pieces of evidence it names. */
  evidence: { files: number; addresses: number };
  rulesRun: readonly string[];
  rulesNotRun: readonly { rule: string; why: string; unable?: true }[];
  /** Rules that broke down, with what is said of it and where in the program it was. */
  internal: { rule: string; why: string; stack?: string }[];
  /** The dossier could not be looked at, since the check broke down over it; where in the program, if that is known. */
  lost?: { stack?: string; isOutside?: true };
  counts: { errors: number; warnings: number; infos: number };
  /** As many as a run may need; the rest is only counted. */
  diagnostics: Diagnostic[];
  excused: Excused[];
  suppressed: number;
  /** The numbers of the baseline's entries that accept a finding here, or did until their day. */
  accepted: number[];
  /** Of its findings. */
  language: string;
}

export function verdictOf({ only }: Workspace, one: Inspected): Verdict {
  const { dossier, diagnostics, words } = one;
  const evidence = { files: 0, addresses: 0 };
  for (const { url } of evidenceOf(dossier)) evidence[url === "" ? "files" : "addresses"]++;
  return {
    path: dossier.path,
    isWhole: !dossier.incomplete,
    documents: only ? 1 : Object.values(dossier.documents).flat().length,
    files: only ? 1 : dossier.seen.files,
    ignored: dossier.seen.ignored.map(({ file, why }) => ({ file, why: words.tell(why) })),
    unread: [...dossier.seen.unread].map(([file, why]) => ({ file, why })),
    evidence,
    rulesRun: one.rulesRun,
    rulesNotRun: one.rulesNotRun,
    internal: one.internal.map(({ rule, error }) => ({
      rule,
      why: words.tell(phrase("the rule broke down; please report it")),
      ...(error instanceof Error && error.stack !== undefined && { stack: error.stack }),
    })),
    counts: countsOf(diagnostics),
    diagnostics,
    excused: one.excused,
    suppressed: one.suppressed,
    accepted: [...one.accepted],
    language: words.language,
  };
}

export function countsOf(diagnostics: readonly Diagnostic[]): Verdict["counts"] {
  const counts = { errors: 0, warnings: 0, infos: 0 };
  for (const { severity } of diagnostics) counts[`${severity}s`]++;
  return counts;
}

/** Room for so many findings of each severity: which of them are told is known once all have been seen. */
export class Room {
  readonly #left: Record<Diagnostic["severity"], number>;

  constructor(most: number) {
    this.#left = { error: most, warning: most, info: most };
  }

  /** Those that there is room for. */
  take(diagnostics: readonly Diagnostic[]): Diagnostic[] {
    return diagnostics.filter(({ severity }) => this.#left[severity] > 0 && this.#left[severity]--);
  }
}

/** So many of them, in their order: errors before warnings, and these before notes. */
export function mostSerious(diagnostics: readonly Diagnostic[], most: number): Diagnostic[] {
  if (diagnostics.length <= most) return [...diagnostics];
  const { errors, warnings } = countsOf(diagnostics);
  const room = {
    error: Math.min(errors, most),
    warning: Math.min(warnings, Math.max(0, most - errors)),
    info: Math.max(0, most - errors - warnings),
  };
  return diagnostics.filter(({ severity }) => room[severity] > 0 && room[severity]--);
}

/** A dossier over which whoever looked at it broke down. */
export const lostVerdict = (path: string, lost: NonNullable<Verdict["lost"]> = {}): Verdict => ({
  path,
  isWhole: false,
  documents: 0,
  files: 0,
  ignored: [],
  unread: [],
  evidence: { files: 0, addresses: 0 },
  rulesRun: [],
  rulesNotRun: [],
  internal: [],
  lost,
  counts: { errors: 0, warnings: 0, infos: 0 },
  diagnostics: [],
  excused: [],
  suppressed: 0,
  accepted: [],
  language: "en",
});

/** A verdict as it is written down: what rules have run is the same for most dossiers, and stands in a table once. */
export type Row = Omit<Verdict, "rulesRun" | "rulesNotRun"> & { rules: number };

/** Writes verdicts down. */
export class Packer {
  readonly #rules: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** With so many findings at most, or with those that there is room for. */
  row({ rulesRun, rulesNotRun, diagnostics, excused, ...rest }: Verdict, kept: number, room?: Room): Row {
    const text = JSON.stringify([rulesRun, rulesNotRun]);
    const number = this.#numbers.get(text) ?? this.#rules.push(text) - 1;
    this.#numbers.set(text, number);
    return {
      ...rest,
      rules: number,
      diagnostics: (room ? room.take(diagnostics) : mostSerious(diagnostics, kept)).map(bare),
      excused: excused.slice(0, kept).map(excusedBare),
    };
  }

  /** The table, as JSON. */
  get rules(): string {
    return `[${this.#rules.join(",")}]`;
  }
}

/** What `Packer` writes of rules. */
export type Rules = readonly [Verdict["rulesRun"], Verdict["rulesNotRun"]][];

export function unpacked({ rules: number, ...rest }: Row, rules: Rules): Verdict {
  const [rulesRun, rulesNotRun] = rules[number] ?? [[], []];
  return { ...rest, rulesRun, rulesNotRun };
}

/** Without what only serves to mend it. */
function bare(diagnostic: Diagnostic): Diagnostic {
  if (!diagnostic.fixes) return diagnostic;
  return { ...diagnostic, fixes: diagnostic.fixes.map(({ title, edits }) => ({ title, edits })) };
}

const excusedBare = ({ diagnostic, by, reason }: Excused): Excused => ({ diagnostic: bare(diagnostic), by, reason });
