import { isCollection, isMap, isNode, isScalar, isSeq, type Pair } from "yaml";
import { endOf, nextLine } from "./tree.ts";

/** A field or an entry of a list as the text has it: whole lines, those of a comment above it apart. */
export interface Piece {
  /** What it is known by in its collection. */
  key: string;
  /** The lines between it and what stands before it: comments and blank lines. */
  lead: string;
  /** Its own lines. The first one of an entry has blanks where the dash stands. */
  text: string;
  /** Of an entry, the column of its dash. */
  dash?: number;
  /** What it holds, where that stands in lines of its own. */
  inner?: Pieces;
  /** Of a list of plain values on one line, `[a, b]`: what stands before, between and behind the brackets. */
  flow?: { before: string; items: string[]; after: string };
}

export interface Pieces {
  kind: "map" | "seq";
  /** The lines before the first piece: the key that the collection belongs to. */
  head: string;
  pieces: Piece[];
  /** What comes behind the last piece and belongs to no other. */
  tail: string;
}

/** What tells the entries of a list apart, by the way to the list from the kind of the document; undefined where nothing does. */
export type KeyOf = (way: string, entry: unknown) => string | undefined;

/** A text of whole lines with the nodes that a parser found in it. */
export class Splitter {
  readonly #text: string;
  readonly #keyOf: KeyOf;

  constructor(text: string, keyOf: KeyOf) {
    this.#text = text;
    this.#keyOf = keyOf;
  }

  /** The pieces of a collection that begins at `start` and ends before `end`, both at line starts. Nothing where its lines hold more than one. */
  split(node: unknown, start: number, end: number, way: string): Pieces | undefined {
    if (!isCollection(node) || node.flow || node.items.length === 0) return undefined;
    const spans = isMap(node) ? this.#fields(node.items) : isSeq(node) ? this.#entries(node.items, way) : undefined;
    const [first] = spans ?? [];
    if (!spans || !first) return undefined;
    if (new Set(spans.map(({ key }) => key)).size < spans.length) return undefined;
    const indent = this.#indentOf(first.start);
    const found: Pieces = { kind: isMap(node) ? "map" : "seq", head: "", pieces: [], tail: "" };
    let at = this.#headEnd(start, first.start);
    found.head = undashed(this.#text.slice(start, at));
    for (const span of spans) {
      if (span.start < at || !isBare(this.#text.slice(at, span.start))) return undefined;
      const last = this.#withTrail(span.end, end, indent);
      const piece: Piece = {
        key: span.key,
        lead: this.#text.slice(at, span.start),
        text: undashed(this.#text.slice(span.start, last)),
      };
      if (isSeq(node)) piece.dash = this.#indentOf(span.start);
      const inner = this.split(span.value, span.start, last, isMap(node) ? `${way}.${span.key}` : way);
      if (inner) piece.inner = inner;
      const flow = this.#flow(span, last);
      if (flow) piece.flow = flow;
      found.pieces.push(piece);
      at = last;
    }
    if (!isBare(this.#text.slice(at, end))) return undefined;
    found.tail = this.#text.slice(at, end);
    return found;
  }

  #fields(pairs: readonly Pair[]): Span[] | undefined {
    const spans: Span[] = [];
    for (const { key, value } of pairs) {
      if (!isScalar(key) || typeof key.value !== "string" || !key.range) return undefined;
      const start = this.#lineOf(key.range[0]);
      if (!/^[ \t]*(- +)?$/.test(this.#text.slice(start, key.range[0]))) return undefined;
      spans.push({ key: key.value, value, start, end: this.#nextLine(Math.max(key.range[1], endOf(value))) });
    }
    return spans;
  }

  #entries(items: readonly unknown[], way: string): Span[] | undefined {
    const spans: Span[] = [];
    for (const value of items) {
      const key = isNode(value) ? this.#keyOf(way, value.toJSON()) : undefined;
      if (key === undefined || !isNode(value) || !value.range) return undefined;
      const start = this.#lineOf(value.range[0]);
      if (!/^ *- +$/.test(this.#text.slice(start, value.range[0]))) return undefined;
      spans.push({ key, value, start, end: this.#nextLine(endOf(value)) });
    }
    return spans;
  }

  #flow({ value, start }: Span, last: number): Piece["flow"] {
    if (!isSeq(value) || !value.flow || !value.range || value.items.length === 0) return undefined;
    const [from, to] = value.range;
    const items = value.items.map((item) =>
      isScalar(item) && item.range ? this.#text.slice(item.range[0], item.range[1]) : "",
    );
    if (items.includes("") || this.#text.slice(from, to).includes("\n")) return undefined;
    return { before: undashed(this.#text.slice(start, from)), items, after: this.#text.slice(to, last) };
  }

  #lineOf = (at: number) => this.#text.lastIndexOf("\n", at - 1) + 1;

  #nextLine = (at: number) => nextLine(this.#text, at);

  #indentOf = (start: number) => /^ */.exec(this.#text.slice(start, start + 200))?.[0].length ?? 0;

  /** The line with the key of the collection, or a mark that begins the document; comments below it belong to the first piece. */
  #headEnd(start: number, first: number): number {
    if (start === first) return first;
    const before = this.#text.slice(start, first);
    const mark = /^(\ufeff)?(?:(?:[ \t]*(?:#.*)?\n)*---[ \t]*(?:#.*)?\n)?/.exec(before)?.[0] ?? "";
    return mark !== "" || isBare(before) ? start + mark.length : this.#nextLine(start + 1);
  }

  /** Comments that stand further in than the pieces of a collection belong to the piece above them. */
  #withTrail(from: number, end: number, indent: number): number {
    let at = from;
    for (let line = from; line < end; line = this.#nextLine(line + 1)) {
      const text = this.#text.slice(line, this.#nextLine(line + 1));
      if (/^ *#/.test(text) && this.#indentOf(line) > indent) at = this.#nextLine(line + 1);
      else if (text.trim() !== "") break;
    }
    return at;
  }
}

interface Span {
  key: string;
  value: unknown;
  start: number;
  end: number;
}

const undashed = (text: string) => text.replace(/^( *)-(?= )/, "$1 ");

/** A dash where the blanks of an entry's first line leave room for it. */
export const dashed = (text: string, indent: number) => `${text.slice(0, indent)}-${text.slice(indent + 1)}`;

/** Only comments and blank lines. */
const isBare = (text: string) => /^(?:[ \t]*(?:#.*)?(?:\n|$))*$/.test(text);
