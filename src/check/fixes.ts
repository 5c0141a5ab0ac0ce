import type { Edit, Fix, Range } from "../model/diagnostic.ts";
import type { Found } from "../model/dossier.ts";
import { type Phrase, phrase, type Speech, told } from "../model/phrase.ts";
import { quoted } from "./message.ts";
import { meant } from "./nearest.ts";

/** A finding that says how it is mended, with the range that it points at. */
interface Broken {
  found: Found;
  range: Range;
  speech: Speech;
}

type Only = (word: string, among: readonly string[]) => string | undefined;

// A text with more signs to take out than this is none that a slip has made.
const mostEdits = 1_000;

/** Makes fixes of what findings say of their mending. Names are compared up to a limit, as for the nearest ones. */
export function fixer(): (broken: Broken) => Fix[] | undefined {
  let comparisons = 300_000;
  const only: Only = (word, among) => {
    comparisons -= among.length;
    return comparisons < 0 ? undefined : meant(word, among);
  };
  return (broken) => {
    const fix = fixOf(broken, only);
    return fix && fix.edits.length > 0 ? [fix] : undefined;
  };
}

function fixOf({ found, range, speech }: Broken, only: Only): Fix | undefined {
  const made = (title: Phrase, edits: Omit<Edit, "file">[], becomes?: Fix["becomes"]): Fix => ({
    title: told(title, speech, quoted),
    edits: edits.map((edit) => ({ file: found.in.file, ...edit })),
    ...(becomes ? { becomes } : {}),
  });
  const { fix } = found;
  if (fix?.do === "quote") {
    const source = sourceAt(found, range);
    // A value that goes on in the next line is not all here.
    if (source !== found.args?.["value"]) return undefined;
    return made(phrase("Put it in quotation marks"), [{ range, text: JSON.stringify(source) }]);
  }
  if (fix?.do === "remove") {
    const edits = removals(found, fix.signs);
    const title = phrase("Remove the signs that turn the text around");
    return edits.length > mostEdits ? undefined : made(title, edits, { without: fix.signs });
  }
  const change = corrected(found, range, only);
  if (!change) return undefined;
  const { from, to, text } = change;
  return fix?.do === "rename"
    ? made(phrase("Rename `{from}` to `{to}`", { from, to }), [{ range, text }], { key: to })
    : made(phrase("Write `{to}`", { to }), [{ range, text }], { value: to });
}

/** What stands at a range in one line. */
function sourceAt({ in: source }: Found, { start, end }: Range): string | undefined {
  if (start.line !== end.line) return undefined;
  return source.lines(start.line, start.line)[0]?.text.slice(start.column - 1, end.column - 1);
}

/** The right name in place of the wrong one, in its quotation marks. */
function corrected(found: Found, range: Range, only: Only) {
  const { fix } = found;
  if (!fix || !("word" in fix)) return undefined;
  const { word: from, among } = fix;
  const source = sourceAt(found, range);
  const mark = ["", "'", '"'].find((quote) => source === `${quote}${from}${quote}`);
  const to = mark === undefined ? undefined : only(from, among);
  if (mark === undefined || to === undefined || /['"\\]/.test(to)) return undefined;
  if (fix.do === "rename") {
    const strangers = fix.beside.filter((name) => !among.includes(name));
    if (fix.beside.includes(to) || strangers.some((name) => only(name, among) === to)) return undefined;
  }
  return { from, to, text: mark === "" && !isPlain(to) ? `"${to}"` : mark + to + mark };
}

/** Whether every program reads a word without quotation marks as the text that it is. */
const isPlain = (word: string) =>
  /^[a-z][a-z0-9.-]*$/i.test(word) && !/^(?:yes|no|on|off|y|n|true|false|null)$/i.test(word);

/** Edits that take signs out of a value, raw ones and those written as escapes, or out of a line that is no value. */
function removals({ in: source, at, range }: Found, signs: RegExp): Omit<Edit, "file">[] {
  const line = range?.start.line ?? 0;
  const whole = range ? { start: { line, column: 1 }, end: { line: line + 1, column: 1 } } : source.place(at, "whole");
  const { start, end } = whole;
  const raw = new RegExp(`(?:${signs.source})+`, "gu");
  const edits: Omit<Edit, "file">[] = [];
  let escapes = false;
  for (const { line: here, text } of source.lines(start.line, end.line)) {
    const from = here === start.line ? start.column - 1 : 0;
    const part = text.slice(from, here === end.line ? end.column - 1 : undefined);
    if (here === start.line && !range) escapes = part.startsWith('"');
    for (const { index, length } of [...matches(part, raw), ...(escapes ? escaped(part, signs) : [])]) {
      const column = from + index + 1;
      edits.push({ range: { start: { line: here, column }, end: { line: here, column: column + length } }, text: "" });
    }
  }
  return edits;
}

function* matches(text: string, pattern: RegExp): Generator<{ index: number; length: number }> {
  for (const { index, 0: found } of text.matchAll(pattern)) yield { index, length: found.length };
}

/** Escapes in a text in double quotation marks that stand for one of the signs. */
function* escaped(text: string, signs: RegExp): Generator<{ index: number; length: number }> {
  for (const { index, 0: found, 1: short, 2: long } of text.matchAll(/\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|[^])?/g)) {
    const code = Number.parseInt(short ?? long ?? "0", 16);
    if (code <= 0x10ffff && signs.test(String.fromCodePoint(code))) yield { index, length: found.length };
  }
}
