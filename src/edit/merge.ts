import { dashed, type KeyOf, type Piece, type Pieces, Splitter } from "./pieces.ts";
import { mergedLines, mergedOrder, mergedValues, saysAs, type ValueConflict } from "./merge-values.ts";
import { soundTree } from "./tree.ts";

/** Two edits of one text, put together. */
export interface Merge {
  text: string;
  /** Where both say something different of one thing; the text has both there, between marks. */
  conflicts: ValueConflict[];
  /** How many places of the text are marked. */
  marks: number;
}

/**
 * What two people made of one document, by the fields and the ids of its entries instead of its lines: comments and layout of each part
 * come with it. Nothing where one of the texts cannot be taken apart, or where the result would not say what both together say. The
 * texts are sound documents; `base` may be empty. `way` is the kind of the document.
 */
export function mergedDocument(
  base: string,
  ours: string,
  theirs: string,
  way: string,
  keyOf: KeyOf,
): Merge | undefined {
  const [ending, mark] = [/\r\n/.test(ours) ? "\r\n" : "\n", ours.startsWith("\ufeff") ? "\ufeff" : ""];
  const [b, o, t] = [base, ours, theirs].map((text) => new Side(text, way, keyOf));
  if (!b || !o?.pieces || !t?.pieces || (!b.pieces && b.text.trim() !== "")) return undefined;
  const merger = new Merger();
  const text = merger.collection(b.pieces, o.pieces, t.pieces);
  const values = mergedValues(b.value, o.value, t.value, way, keyOf);
  if (merger.marks === 0 && !saysAs(valueOf(text), values.value, way, keyOf)) return undefined;
  if (merger.marks === 0 && values.conflicts.length > 0) return undefined;
  return { text: mark + text.replaceAll("\n", ending), conflicts: values.conflicts, marks: merger.marks };
}

/** What two edits of a text contradict each other in, and whether another text says what both say together. */
export function comparedWith(
  text: string,
  [base, ours, theirs]: [string, string, string],
  way: string,
  keyOf: KeyOf,
): { saysBoth: boolean; conflicts: ValueConflict[] } {
  const { value, conflicts } = mergedValues(valueOf(base), valueOf(ours), valueOf(theirs), way, keyOf);
  return { saysBoth: conflicts.length === 0 && saysAs(valueOf(text), value, way, keyOf), conflicts };
}

/** What a text says; a sign of its own where it is no sound document. */
function valueOf(text: string): unknown {
  const tree = soundTree(text);
  return tree ? tree.toJS() : Symbol("unsound");
}

class Side {
  readonly text: string;
  readonly value: unknown;
  readonly pieces: Pieces | undefined;

  constructor(text: string, way: string, keyOf: KeyOf) {
    const bare = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
    this.text = bare === "" || bare.endsWith("\n") ? bare : `${bare}\n`;
    const tree = soundTree(this.text);
    if (!tree) return;
    this.value = tree.toJS();
    this.pieces = new Splitter(this.text, keyOf).split(tree.contents, 0, this.text.length, way);
  }
}

class Merger {
  marks = 0;

  /** The lines of a collection that both sides have changed. */
  collection(base: Pieces | undefined, ours: Pieces, theirs: Pieces): string {
    const head = settled(base?.head, ours.head, theirs.head) ?? ours.head;
    const [b, o, t] = [base, ours, theirs].map((side) => new Map(side?.pieces.map((piece) => [piece.key, piece])));
    const order = mergedOrder([...(b?.keys() ?? [])], [...(o?.keys() ?? [])], [...(t?.keys() ?? [])]);
    const lines = order.map((key) => this.#piece(b?.get(key), o?.get(key), t?.get(key))).join("");
    const tail = comments(base?.tail, ours.tail, theirs.tail);
    if (lines === "" && head.trim() !== "") return `${head.trimEnd()} ${ours.kind === "seq" ? "[]" : "{}"}\n${tail}`;
    return head + lines + tail;
  }

  #piece(base: Piece | undefined, ours: Piece | undefined, theirs: Piece | undefined): string {
    const [b, o, t] = [base?.text, ours?.text, theirs?.text];
    const dash = ours?.dash ?? theirs?.dash;
    let text = o === t || t === b ? (o ?? "") : o === b ? (t ?? "") : this.#both(base, ours, theirs);
    if (text === "") return "";
    let lead = comments(base?.lead, ours?.lead, theirs?.lead);
    // A comment above the first field of an entry cannot stand between its dash and the field.
    const above = /^(?:[ \t]*(?:#.*)?\n)*/.exec(text)?.[0] ?? "";
    if (dash === undefined) return lead + text;
    lead += above;
    text = text.slice(above.length);
    return lead + (text.startsWith("<<<<<<<") ? this.#marked(base, ours, theirs) : dashed(text, dash));
  }

  #both(base: Piece | undefined, ours: Piece | undefined, theirs: Piece | undefined): string {
    if (!ours || !theirs) return this.#conflict(base, ours, theirs);
    const isAlike = ours.inner?.kind === theirs.inner?.kind && (!base?.inner || base.inner.kind === ours.inner?.kind);
    if (ours.inner && theirs.inner && isAlike && (!base || base.inner || isEmptyList(base.text)))
      return this.collection(base?.inner, ours.inner, theirs.inner);
    return (
      inOneLine(base, ours, theirs) ??
      (base && mergedLines(base.text, ours.text, theirs.text)) ??
      this.#conflict(base, ours, theirs)
    );
  }

  #conflict(base: Piece | undefined, ours: Piece | undefined, theirs: Piece | undefined): string {
    this.marks++;
    return marked(base?.text, ours?.text, theirs?.text);
  }

  /** An entry between marks has its dash in each of them. */
  #marked(...sides: (Piece | undefined)[]): string {
    const [base, ours, theirs] = sides.map(
      (side) => side && (side.dash === undefined ? side.text : dashed(side.text, side.dash)),
    );
    return marked(base, ours, theirs);
  }
}

const marked = (base = "", ours = "", theirs = "") =>
  `<<<<<<< ours\n${ours}||||||| base\n${base}=======\n${theirs}>>>>>>> theirs\n`;

const isEmptyList = (text: string) => /:[ \t]*(?:(?:\[[ \t]*\]|null|~)[ \t]*)?\n$/.test(text);

/** Where one side or none has changed a text, what it is now. */
const settled = (base: string | undefined, ours: string, theirs: string): string | undefined =>
  ours === theirs || theirs === base ? ours : ours === base ? theirs : undefined;

/** Comments of both sides: what one has added stays, and what one has taken out goes. */
function comments(base = "", ours?: string, theirs?: string): string {
  if (ours === undefined || theirs === undefined) return ours ?? theirs ?? "";
  const one = settled(base, ours, theirs);
  if (one !== undefined) return one;
  const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "");
  const [had, others] = [new Set(linesOf(base)), new Set(linesOf(theirs))];
  const kept = linesOf(ours).filter((line) => !had.has(line) || others.has(line));
  const more = linesOf(theirs).filter((line) => !had.has(line) && !kept.includes(line));
  return [...kept, ...more].map((line) => `${line}\n`).join("");
}

/** A list of plain values on one line: what either side has added or taken out. */
function inOneLine(base: Piece | undefined, ours: Piece, theirs: Piece): string | undefined {
  if (!ours.flow || !theirs.flow || (base && !base.flow && !isEmptyList(base.text))) return undefined;
  const lists = [base?.flow?.items ?? [], ours.flow.items, theirs.flow.items] as const;
  const [had, o, t] = lists.map((items) => new Set(items)) as [Set<string>, Set<string>, Set<string>];
  if ([had, o, t].some(({ size }, n) => size < (lists[n]?.length ?? 0))) return undefined;
  const before = settled(base?.flow?.before, ours.flow.before, theirs.flow.before);
  const after = settled(base?.flow?.after, ours.flow.after, theirs.flow.after);
  if (before === undefined || after === undefined) return undefined;
  const items = mergedOrder(...lists).filter((item) => !had.has(item) || (o.has(item) && t.has(item)));
  return `${before}[${items.join(", ")}]${after}`;
}
