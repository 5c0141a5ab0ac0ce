import type { Document as Tree } from "yaml";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dossier } from "../model/dossier.ts";
import { addTo } from "../model/groups.ts";
import type { Speech } from "../model/phrase.ts";
import { apart, applyFixes, before } from "./apply.ts";
import { isUntidy, layoutFixes } from "./layout.ts";
import { type FixAt, saysTheSame } from "./same.ts";

/** A file that fixes change, and what each of them does. */
export interface FixedFile {
  /** Relative to the workspace, with `/`. */
  file: string;
  before: string;
  after: string;
  titles: string[];
}

/** A text read: its tree, and how many faults were found in reading it. */
export interface Reading {
  tree: Tree;
  faults: number;
}

/** A dossier and what was found in it. */
interface Examined {
  dossier: Dossier;
  diagnostics: readonly Diagnostic[];
}

/** What mending a dossier needs of the rooms around it. */
export interface Around<One extends Examined> {
  /** The text of a file as it was read, with its byte order mark; nothing where it is no sound text. */
  textOf: (file: string) => string | undefined;
  /** Nothing where the text is no sound document. */
  read: (text: string) => Reading | undefined;
  /** The dossier again, with other texts in place of its files'. */
  again: (texts: ReadonlyMap<string, string>) => One;
  speech: Speech;
}

// One fix may make room for another: a name is corrected, and then its value is read. What is found in a file at a time has a limit,
// too. Every round leaves less to mend; this many end what somebody has made to last.
const mostRounds = 20;

// Every try and every round reads texts anew, in characters; a round also checks the dossier, which costs some readings more. A large
// file with thousands of slips is mended in part, and what is left the next time.
const mostRead = 500_000;
const checking = 4;

/** What came of mending a dossier. */
export interface Mended<One> {
  files: FixedFile[];
  left: One;
  /** It ended at a limit: another run may mend more. */
  isPartial: boolean;
}

/** Makes every fix that has one right answer, until there is none, and says what is left. Writes nothing. */
export function fixAll<One extends Examined>(one: One, around: Around<One>): Mended<One> {
  const fixed = new Map<string, FixedFile>();
  let left = one;
  let room = mostRead;
  const read = (text: string) => {
    room -= text.length;
    return around.read(text);
  };
  const limited = { ...around, read, mayTry: () => room > 0 };
  let isOver = false;
  for (let round = 0; round < mostRounds && room > 0; round++) {
    isOver = !fixOnce(left, fixed, limited);
    if (isOver) break;
    for (const { after } of fixed.values()) room -= checking * after.length;
    left = around.again(new Map([...fixed].map(([file, { after }]) => [file, after])));
  }
  const files = [...fixed.values()].filter(({ before: was, after }) => was !== after);
  return {
    files: files.sort((a, b) => (a.file < b.file ? -1 : 1)),
    left,
    isPartial: !isOver && left.diagnostics.some(({ fixes }) => fixes),
  };
}

interface Limited<One extends Examined> extends Around<One> {
  /** Whether there is room to read once more. */
  mayTry: () => boolean;
}

/** Whether anything was mended. */
function fixOnce<One extends Examined>(
  { dossier, diagnostics }: One,
  fixed: Map<string, FixedFile>,
  around: Limited<One>,
): boolean {
  const found = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) if (diagnostic.fixes) addTo(found, diagnostic.file, diagnostic);
  let changed = false;
  for (const document of Object.values(dossier.documents).flat()) {
    const { file } = document;
    const known = fixed.get(file);
    const text = known?.after ?? around.textOf(file);
    // The findings are about the text that was read, and it may have changed since.
    if (text === undefined || !isText(text, document.lines(1, Number.MAX_SAFE_INTEGER))) continue;
    const made = mend(file, text, found.get(file) ?? [], around);
    if (!made) continue;
    fixed.set(file, {
      file,
      before: known?.before ?? text,
      after: made.after,
      titles: [...(known?.titles ?? []), ...made.titles],
    });
    changed = true;
  }
  return changed;
}

const bare = (text: string) => (text.startsWith("\ufeff") ? text.slice(1) : text);

const isText = (text: string, lines: readonly { text: string }[]) =>
  bare(text).replaceAll("\r\n", "\n") === lines.map((line) => line.text).join("\n");

/** One text with its fixes made, those left out that would change more than they say. */
function mend(
  file: string,
  text: string,
  diagnostics: readonly Diagnostic[],
  { read, mayTry, speech }: Pick<Limited<never>, "read" | "mayTry" | "speech">,
): { after: string; titles: string[] } | undefined {
  if (diagnostics.length === 0 && !isUntidy(bare(text))) return undefined;
  const was = read(text);
  if (!was) return undefined;
  const offered = diagnostics
    .flatMap(({ pointer, fixes = [] }) => fixes.slice(0, 1).map((fix): FixAt => ({ at: pointer, fix })))
    .filter(({ fix }) => fix.edits.length > 0 && fix.edits.every((edit) => edit.file === file));
  const layout = layoutFixes(file, bare(text), was.tree, speech).map((fix): FixAt => ({ at: "", fix }));
  const after = (fixes: readonly FixAt[]) =>
    applyFixes(
      text,
      fixes.flatMap(({ fix }) => fix.edits),
    );
  const holds = (fixes: readonly FixAt[]) => {
    const is = read(after(fixes));
    return is !== undefined && is.faults <= was.faults && saysTheSame(was.tree, is.tree, fixes);
  };
  const made = sound(apart([...offered.sort(byPlace), ...layout]), holds, mayTry);
  const result = after(made);
  return result === text ? undefined : { after: result, titles: made.map(({ fix }) => fix.title) };
}

const origin = { line: 0, column: 0 };
const byPlace = (a: FixAt, b: FixAt) =>
  before(a.fix.edits[0]?.range.start ?? origin, b.fix.edits[0]?.range.start ?? origin);

/** Of some fixes those that hold, alone and together; where one does not, the others are still made. */
function sound(
  fixes: readonly FixAt[],
  holds: (fixes: readonly FixAt[]) => boolean,
  mayTry: () => boolean,
): readonly FixAt[] {
  // Every try reads the text anew; whoever has made a hundred fixes fail gets none.
  let tries = 40;
  const among = (some: readonly FixAt[]): readonly FixAt[] => {
    if (some.length === 0) return some;
    if (tries-- <= 0 || !mayTry()) return [];
    if (holds(some)) return some;
    if (some.length === 1) return [];
    const half = some.length >> 1;
    const first = among(some.slice(0, half));
    const both = [...first, ...among(some.slice(half))];
    return both.length === first.length || holds(both) ? both : first;
  };
  return among(fixes);
}
