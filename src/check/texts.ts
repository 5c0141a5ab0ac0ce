import type { Document, Dossier, Found } from "../model/dossier.ts";
import { keptWith } from "../model/kept.ts";
import { inOrder } from "./ids.ts";
import { type TextAt, textsIn } from "./walk.ts";

/** Finds something in a text: where, counted in UTF-16 code units, and what. */
export type Search<T> = (text: string) => { index: number; length: number; what: T } | undefined;

interface Texts {
  values: TextAt[];
  words: TextAt[];
  source: string;
}

// Several rules go through the same texts one after the other.
const kept = keptWith<Document, Texts>();

/** Every text of a document, value by value, and the text of the document itself. */
function textsOf(document: Document): Texts {
  const known = kept.get(document);
  if (known) return known;
  const values = textsIn(document.data);
  const words = values.filter((value) => !unworded.has(value.field) && !value.isOwn);
  const source = document.text.includes("\r") ? document.text.replace(/\r(?=\n|$)/g, "") : document.text;
  const texts = { values, words, source };
  kept.set(document, texts);
  return texts;
}

/** Every text that a document gives as the value of a field, with the pointer and the field. */
export const valuesOf = (document: Document) => textsOf(document).values;

/**
 * Whether a document may hold something that a pattern without blanks fits: in most documents one look at the whole source is enough to
 * know that it does not. Where there is a backslash, a value may hold what the source spells out.
 */
export function mayHold(document: Document, pattern: Pick<RegExp, "test">): boolean {
  const { source } = textsOf(document);
  return source.includes("\\") || pattern.test(source);
}

/** The same for a pattern that fits nothing but signs which no ordinary text holds: reading knows of most documents that they have none. */
export function mayHoldOdd(document: Document, pattern: RegExp): boolean {
  const { source } = textsOf(document);
  return source.includes("\\") || (document.isOrdinary !== true && pattern.test(source));
}

/**
 * Where a search finds something in what a dossier says: in a value, or elsewhere in the source of a document, such as a comment. `isAsked`
 * says of which documents it may find anything.
 */
export function* searchedIn<T>(
  dossier: Dossier,
  search: Search<T>,
  isAsked: (document: Document) => boolean,
): Generator<Found & { what: T }> {
  for (const document of inOrder(dossier)) {
    if (!isAsked(document)) continue;
    const lines = new Set<number>();
    const values: string[] = [];
    for (const value of valuesOf(document)) {
      const hit = search(value.text);
      if (!hit) continue;
      const { at, text } = value;
      lines.add(document.place(at).start.line);
      values.push(text);
      yield { in: document, at, what: hit.what };
    }
    for (const { line, text } of document.lines(1, Number.MAX_SAFE_INTEGER)) {
      const hit = search(text);
      // A line of a value that was reported above is not reported again.
      if (!hit || lines.has(line) || values.some((value) => value.includes(text.trim()))) continue;
      const column = hit.index + 1;
      yield {
        in: document,
        at: "",
        range: { start: { line, column }, end: { line, column: column + hit.length } },
        what: hit.what,
      };
    }
  }
}

// Fields that are published as they are written, and hold no words: addresses, ids, checksums.
const unworded = new Set([
  "id",
  "email",
  "phone",
  "url",
  "website",
  "path",
  "sha256",
  "published",
  "evidence",
  "minutes",
  "charter",
  "documentation",
]);

/** The texts for people in a document, with the field that each stands in: what a report would publish. */
export const wordsIn = (document: Document): readonly TextAt[] => textsOf(document).words;

// Every field of the format that takes a text in one or in several languages.
const texts = new Set(
  `name title text topic purpose finding reason change note unit place outlet description narrative organisation mandate vision summary
  result strategy challenges numerator denominator verification source noChange expertise responsibilities audience disaggregation
  invitedCities with lessons suggestions`.split(/\s+/),
);

const isTag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,8}$/;

/** Whether a value of a field is a text in several languages. */
export function isTranslated(field: string, value: unknown): value is Record<string, string> {
  if (!texts.has(field) || typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const tags = Object.keys(value);
  return (
    tags.length > 0 &&
    tags.every((tag) => isTag.test(tag) && typeof (value as Record<string, unknown>)[tag] === "string")
  );
}
