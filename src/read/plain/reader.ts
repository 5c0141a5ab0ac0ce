import { limits } from "../limits.ts";
import { type Entry, noEntries, type Spot } from "../spots.ts";
import { blockAt } from "./blocks.ts";
import { endOfName, nameAt } from "./names.ts";
import { endOfQuoted, plainValue, quotedValue } from "./scalars.ts";

const [newline, space, quote, hash, apostrophe] = [0x0a, 0x20, 0x22, 0x23, 0x27];
const [comma, dash, colon] = [0x2c, 0x2d, 0x3a];
const [listOpen, listClose, mapOpen, bar, mapClose, folded] = [0x5b, 0x5d, 0x7b, 0x7c, 0x7d, 0x3e];

/** Less than the limit, so that whatever comes near it is counted by the library. */
const mostDepth = limits.depth - 4;

const [startsText, endsInBrackets] = [1, 2];

/** What a character may do in a text without quotation marks. Beyond ASCII all may. */
const roles = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789(/._$+~=^;")
  roles[character.charCodeAt(0)] = startsText;
for (const character of ",[]{}") roles[character.charCodeAt(0)] = endsInBrackets;

/**
 * Reads a text of the plain subset in one pass: `undefined` wherever it meets something else, so that the library decides. Line ends are
 * `\n`, and no character is there that the caller looks for beforehand. Recursion is bounded by the depth, which is counted.
 *
 * One class and long functions: nearly all of a run's reading goes through here, and every call less is time saved.
 */
export class PlainReader {
  #text: string;
  /** Whether places are asked for beside the value. */
  #marks: boolean;
  /** The next character. Between lines: the first one of a line that is neither blank nor a comment. */
  #at = 0;
  /** Of the line that `#at` is in; -1 at the end. */
  #indent = 0;
  #nodes = 0;
  /** Never less than the tokens that the library would count. */
  #tokens = 0;
  #spot: Spot | undefined;
  /** Where the last value ends with its line; unknown where a comment follows, which may be part of it. */
  #after: number | undefined;

  constructor(text: string, marks: boolean) {
    this.#text = text;
    this.#marks = marks;
  }

  /** The value of the whole text. */
  read(): unknown {
    this.#nextLine();
    if (this.#indent === 0 && /^--- *(?:\n|$)/.test(this.#text.slice(this.#at, this.#at + 64))) {
      this.#at = lineEnd(this.#text, this.#at) + 1;
      this.#tokens += 3;
      this.#nextLine();
    }
    if (this.#indent !== 0) return undefined;
    const value = this.#block(0, 0, "");
    // A line that is indented otherwise than all around it, such as one in which a text goes on, ends all of them.
    const isWhole = this.#at === this.#text.length && this.#tokens <= limits.tokens && this.#nodes <= limits.nodes;
    return isWhole ? value : undefined;
  }

  /** Where the value stands that was read. */
  get root(): Spot | undefined {
    return this.#spot;
  }

  /** A mapping or list whose first line is this one. */
  #block(indent: number, depth: number, field: string): unknown {
    return this.#isDash() ? this.#list(indent, depth, field) : this.#map(indent, depth, undefined, 0);
  }

  #isDash(): boolean {
    if (this.#text.charCodeAt(this.#at) !== dash) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === space || next === newline;
  }

  #list(indent: number, depth: number, field: string): unknown[] | undefined {
    const start = this.#at;
    const list: unknown[] = [];
    const entries: Entry[] = [];
    if (depth > mostDepth) return undefined;
    this.#nodes++;
    do {
      const from = this.#at;
      this.#at++;
      this.#tokens += 3;
      const value = this.#item(indent, from, depth + 1, field);
      if (value === undefined) return undefined;
      list.push(value);
      if (this.#marks) entries.push({ name: undefined, key: undefined, value: this.#spot });
    } while (this.#indent === indent && this.#isDash());
    if (this.#marks) this.#spot = { start, end: this.#after, shape: "list", flow: false, entries };
    return list;
  }

  /** An entry of a list behind its dash, in the same line or below. */
  #item(indent: number, from: number, depth: number, field: string): unknown {
    const text = this.#text;
    let at = this.#at;
    while (text.charCodeAt(at) === space) at++;
    const code = text.charCodeAt(at);
    if (code === newline || code === hash) {
      if (!this.#endOfLine()) return undefined;
      return this.#indent > indent ? this.#block(this.#indent, depth, field) : undefined;
    }
    this.#at = at;
    const column = indent + at - from;
    if (this.#isDash()) return this.#list(column, depth, field);
    const name = this.#name();
    if (name !== undefined) return this.#map(column, depth, name, at);
    this.#at = at;
    return this.#inLine(indent, depth, field);
  }

  /** A mapping from its first name on, which may have been read. */
  #map(indent: number, depth: number, read: string | undefined, from: number): Record<string, unknown> | undefined {
    const data: Record<string, unknown> = {};
    const entries: Entry[] = [];
    let keys = 0;
    let first = read;
    let start = read === undefined ? this.#at : from;
    const begin = start;
    if (depth > mostDepth) return undefined;
    this.#nodes++;
    do {
      if (first === undefined) start = this.#at;
      const name = first ?? this.#name();
      first = undefined;
      if (name === undefined || data[name] !== undefined || ++keys > limits.keysPerMapping) return undefined;
      const end = this.#at - 1;
      const value = this.#field(indent, depth + 1, name);
      if (value === undefined) return undefined;
      data[name] = value;
      if (this.#marks) entries.push({ name, key: { start, end }, value: this.#spot });
    } while (this.#indent === indent);
    if (this.#marks) this.#spot = { start: begin, end: this.#after, shape: "map", flow: false, entries };
    return data;
  }

  /** A name with its colon, which ends the line or has a blank behind it. */
  #name(): string | undefined {
    const text = this.#text;
    let at = this.#at;
    const mark = text.charCodeAt(at);
    const isQuoted = mark === quote || mark === apostrophe;
    if (isQuoted) at++;
    const start = at;
    at = endOfName(text, at);
    const end = at;
    if (isQuoted && text.charCodeAt(at++) !== mark) return undefined;
    if (text.charCodeAt(at) !== colon) return undefined;
    const next = text.charCodeAt(at + 1);
    if (next !== space && next !== newline && at + 1 < text.length) return undefined;
    this.#at = at + 1;
    this.#tokens += 4;
    return nameAt(text, start, end, isQuoted);
  }

  /** The value behind a colon, in its line or below. */
  #field(indent: number, depth: number, name: string): unknown {
    const text = this.#text;
    let at = this.#at;
    while (text.charCodeAt(at) === space) at++;
    const code = text.charCodeAt(at);
    if (code !== newline && at < text.length && (code !== hash || at === this.#at)) {
      this.#at = at;
      return this.#inLine(indent, depth, name);
    }
    const end = this.#at;
    if (!this.#endOfLine()) return undefined;
    if (this.#indent > indent) return this.#block(this.#indent, depth, name);
    if (this.#indent === indent && this.#isDash()) return this.#list(indent, depth, name);
    this.#nodes++;
    // Only the library tells how far what is empty reaches over blank lines and comments.
    this.#after = undefined;
    if (this.#marks) this.#spot = { start: end, end: undefined, shape: "scalar", flow: false, entries: noEntries };
    return null;
  }

  /** A value that begins in this line. `indent` is that of what it belongs to. */
  #inLine(indent: number, depth: number, field: string): unknown {
    const text = this.#text;
    const start = this.#at;
    const code = text.charCodeAt(start);
    if (code === bar || code === folded) return this.#blockText(indent);
    let value: unknown;
    if (code === listOpen || code === mapOpen) value = this.#brackets(indent, depth, field, 1);
    else value = code === quote || code === apostrophe ? this.#quoted() : this.#plain(field, false);
    return value !== undefined && this.#endOfLine() ? value : undefined;
  }

  #blockText(indent: number): string | undefined {
    const start = this.#at;
    const block = blockAt(this.#text, start, indent);
    if (!block) return undefined;
    this.#nodes++;
    this.#tokens += 4;
    if (this.#marks) this.#mark(start, block.end);
    this.#at = block.end;
    this.#after = block.end;
    this.#nextLine();
    return block.value;
  }

  #mark(start: number, end: number): void {
    this.#spot = { start, end, shape: "scalar", flow: false, entries: noEntries };
  }

  #quoted(): string | undefined {
    const start = this.#at;
    const end = endOfQuoted(this.#text, start);
    if (end < 0 || end - start > limits.scalar) return undefined;
    this.#at = end;
    this.#nodes++;
    this.#tokens++;
    if (this.#marks) this.#mark(start, end);
    return quotedValue(this.#text, start, end);
  }

  /** A text without quotation marks, up to the end of its line, a comment, or in brackets what ends an entry. */
  #plain(field: string, inBrackets: boolean): unknown {
    const text = this.#text;
    const start = this.#at;
    const first = text.charCodeAt(start);
    const isText =
      first >= 128 || roles[first] === startsText || (first === dash && isSign(text.charCodeAt(start + 1)));
    if (!isText) return undefined;
    let at = start;
    // Behind the last character that is no blank.
    let end = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === space) continue;
      if (code === newline) break;
      if (code === hash && end < at) break;
      if (code === colon) {
        const next = text.charCodeAt(at + 1);
        if (next === space || next === newline || at + 1 === text.length) return undefined;
        if (inBrackets && next < 128 && roles[next] === endsInBrackets) return undefined;
      } else if (inBrackets && code < 128 && roles[code] === endsInBrackets) break;
      end = at + 1;
    }
    if (end - start > limits.scalar) return undefined;
    this.#at = end;
    this.#nodes++;
    this.#tokens++;
    if (this.#marks) this.#mark(start, end);
    return plainValue(text, start, end, field);
  }

  /** A mapping or list in brackets, on one line or on several. `level` counts the brackets that are open. */
  #brackets(indent: number, depth: number, field: string, level: number): unknown {
    const text = this.#text;
    const start = this.#at;
    const isList = text.charCodeAt(start) === listOpen;
    const close = isList ? listClose : mapClose;
    if (depth > mostDepth) return undefined;
    this.#nodes++;
    this.#tokens += 4;
    this.#at++;
    const list: unknown[] = [];
    const data: Record<string, unknown> = {};
    const entries: Entry[] = [];
    let keys = 0;
    if (!this.#gap(indent, level)) return undefined;
    while (text.charCodeAt(this.#at) !== close) {
      const from = this.#at;
      const name = isList ? field : this.#name();
      if (name === undefined) return undefined;
      const key = isList ? undefined : { start: from, end: this.#at - 1 };
      if (!isList) {
        if (data[name] !== undefined || ++keys > limits.keysPerMapping) return undefined;
        while (text.charCodeAt(this.#at) === space) this.#at++;
      }
      const code = text.charCodeAt(this.#at);
      let value: unknown;
      if (code === listOpen || code === mapOpen) value = this.#brackets(indent, depth + 1, name, level + 1);
      else if (code === quote || code === apostrophe) value = this.#quoted();
      else value = this.#plain(name, true);
      if (value === undefined) return undefined;
      if (isList) list.push(value);
      else data[name] = value;
      if (this.#marks) entries.push({ name: isList ? undefined : name, key, value: this.#spot });
      this.#tokens += 3;
      if (!this.#gap(indent, level)) return undefined;
      if (text.charCodeAt(this.#at) === comma) {
        this.#at++;
        if (!this.#gap(indent, level)) return undefined;
      } else if (text.charCodeAt(this.#at) !== close) return undefined;
    }
    this.#at++;
    if (this.#marks) this.#spot = { start, end: this.#at, shape: isList ? "list" : "map", flow: true, entries };
    return isList ? list : data;
  }

  /** Blanks and line ends in brackets. A line of them is indented more than what they belong to, but for the last bracket of all. */
  #gap(indent: number, level: number): boolean {
    const text = this.#text;
    let at = this.#at;
    let line = -1;
    for (let code = text.charCodeAt(at); code === space || code === newline; code = text.charCodeAt(++at)) {
      if (code !== newline) continue;
      line = at + 1;
      this.#tokens += 2;
    }
    this.#at = at;
    if (line < 0) return at < text.length;
    const code = text.charCodeAt(at);
    if (code === hash || at >= text.length) return false;
    const isLast = level === 1 && at - line === indent && (code === listClose || code === mapClose);
    return at - line > indent || isLast;
  }

  /** The rest of a line behind a value: blanks or a comment. Goes to the next line that says something. */
  #endOfLine(): boolean {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    while (text.charCodeAt(at) === space) at++;
    const code = text.charCodeAt(at);
    if (code === hash && at > start) {
      at = lineEnd(text, at);
      this.#tokens += 2;
    } else if (code !== newline && at < text.length) return false;
    this.#at = Math.min(at + 1, text.length);
    this.#after = this.#at;
    this.#nextLine();
    return true;
  }

  /** From the begin of a line to the next one that is neither blank nor a comment. */
  #nextLine(): void {
    const text = this.#text;
    let line = this.#at;
    for (;;) {
      let at = line;
      while (text.charCodeAt(at) === space) at++;
      this.#tokens += 3;
      if (at >= text.length) {
        this.#at = text.length;
        this.#indent = -1;
        return;
      }
      const code = text.charCodeAt(at);
      if (code === hash) {
        at = lineEnd(text, at);
        this.#after = undefined;
      } else if (code !== newline) {
        this.#at = at;
        this.#indent = at - line;
        return;
      }
      line = at + 1;
    }
  }
}

/** Whether a dash before this character begins a text or a number. */
const isSign = (code: number) => roles[code] === startsText;

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
