import type { Document, Source } from "../model/dossier.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { masked } from "./private.ts";
import { childOf, isRecord, partsOf } from "./walk.ts";

const between = " › ";
const longest = 60;

// What an entry of a list is known by where it has no id: its name, what it refers to, or its day.
const names = [
  "id",
  "name",
  "title",
  "indicator",
  "action",
  "framework",
  "source",
  "with",
  "to",
  "date",
  "start",
  "path",
  "url",
];

/** A text of the dossier in one line; of a text in several languages the first. */
function short(value: unknown): string {
  const text = isRecord(value) ? Object.values(value)[0] : value;
  if (typeof text !== "string") return "";
  const line = text.replace(/\s+/g, " ").trim();
  return masked(line.length > longest ? `${line.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…` : line);
}

function label(entry: unknown, index: string, nameless?: string): string {
  if (isRecord(entry))
    for (const name of names) {
      const text = short(childOf(entry, name));
      if (text !== "") return text;
    }
  // An entry that is itself a reference is known by what it names.
  if (typeof entry === "string" && /^(?=.*[a-z])[a-z0-9][a-z0-9.-]{0,63}$/.test(entry)) return entry;
  return nameless ?? String(Number(index) + 1);
}

// The name of a field is seldom anything else. An address may stand where a name should.
const isWord = (part: string) => /^[A-Za-z-]{1,40}$/.test(part);

const fileName = (file: string) => file.slice(file.lastIndexOf("/") + 1);

/**
 * The place of a pointer by ids: `actions › library-labs › milestones › m2 › due`; the whole of a document by its own id, kind or name.
 * An entry that nothing names is known by its number, or by what is given for all such.
 */
export function placeOf(document: Document | Source, pointer: string, nameless?: string): string {
  const data: unknown = "data" in document ? document.data : undefined;
  const parts = partsOf(pointer);
  if (parts.length === 0)
    return (
      short(childOf(data, "id")) || ("kind" in document ? document.kind : (document.says ?? fileName(document.file)))
    );
  const steps: string[] = [];
  let value = data;
  for (const part of parts) {
    const child = childOf(value, part);
    const listed = Array.isArray(value) || (value === undefined && /^\d+$/.test(part));
    steps.push(listed ? label(child, part, nameless) : isWord(part) ? part : masked(part));
    value = child;
  }
  return steps.join(between);
}

/** What a message calls a value: its field, and the number of the entry in a list. Begins a sentence. */
export function nameOf(pointer: string): Said {
  const parts = partsOf(pointer);
  const field = parts.findLast((part) => !/^\d+$/.test(part));
  const last = parts.at(-1);
  if (field === undefined || last === undefined) return phrase("The document");
  return field === last ? `\`${field}\`` : phrase("Entry {entry} of `{field}`", { entry: Number(last) + 1, field });
}
