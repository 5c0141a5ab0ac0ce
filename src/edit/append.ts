import { type Document as Tree, isMap, isScalar, isSeq, type Pair, stringify } from "yaml";
import { endOf, nextLine, soundTree } from "./tree.ts";

/** A value as an entry writes it: texts, numbers, switches, and lists and maps of them. */
export type EntryValue = string | number | boolean | EntryValue[] | { [field: string]: EntryValue };
export type Entry = { [field: string]: EntryValue };

const mark = "\ufeff";

/**
 * A text with one more entry at the end of the list that a field of its root names; the list is made where there is none. All else
 * stays as it is to the byte: comments, layout, line ends, byte order mark. Nothing where that cannot be done, as in a text that is no
 * sound document or whose field is no list.
 */
export function appendEntry(text: string, field: string, entry: Entry): string | undefined {
  const before = soundTree(text);
  if (!before || (!isMap(before.contents) && before.contents !== null)) return undefined;
  const put = isMap(before.contents) && before.contents.flow ? undefined : placeFor(text, before, field, entry);
  if (!put) return undefined;
  const after = text.slice(0, put.start) + put.text + text.slice(put.end);
  return says(after, before, field, entry) ? after : undefined;
}

/** A stretch of the text, the byte order mark counted, and what comes in its place. */
interface Put {
  start: number;
  end: number;
  text: string;
}

function placeFor(text: string, tree: Tree, field: string, entry: Entry): Put | undefined {
  const ending = /\r\n/.test(text) ? "\r\n" : "\n";
  const block = (indent: string) => lines(stringify([entry], options), indent, ending);
  const pair = isMap(tree.contents)
    ? tree.contents.items.find(({ key }) => isScalar(key) && key.value === field)
    : undefined;
  if (!pair) {
    const at = endOfDocument(text, tree);
    return { start: at, end: at, text: opened(text, at, ending) + `${field}:${ending}${block("  ")}` };
  }
  const { value } = pair;
  if (isSeq(value) && !value.flow && value.items.length > 0) {
    const start = value.range?.[0] ?? 0;
    const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start).replace(mark, "");
    if (/\S/.test(indent)) return undefined;
    const at = nextLine(text, Math.max(...value.items.map(endOf)));
    return { start: at, end: at, text: opened(text, at, ending) + block(indent) };
  }
  if (isSeq(value) && value.items.length > 0) {
    const last = Math.max(...value.items.map(endOf));
    return { start: last, end: last, text: `, ${inFlow(entry)}` };
  }
  return isSeq(value) || (isScalar(value) && value.value === null) || value === null
    ? opening(text, pair, ending, block("  "))
    : undefined;
}

/** In place of `[]` or of nothing, a list in lines; what else stands on the line stays on it. */
function opening(text: string, { key, value }: Pair, ending: string, block: string): Put | undefined {
  const colon = text.indexOf(":", isScalar(key) ? (key.range?.[1] ?? 0) : 0);
  const start = isSeq(value)
    ? (value.range?.[0] ?? 0)
    : isScalar(value) && value.source
      ? (value.range?.[0] ?? 0)
      : colon + 1;
  const end = isSeq(value)
    ? (value.range?.[1] ?? start)
    : isScalar(value) && value.source
      ? (value.range?.[1] ?? start)
      : start;
  if (isSeq(value) && /[^\s[\]]/.test(text.slice(start, end))) return undefined;
  const at = nextLine(text, end);
  // Blanks before the value go with it, save where a comment follows.
  const rest = text.slice(end, at).replace(/\r?\n$/, "");
  const from = colon + 1;
  if (/\S/.test(text.slice(from, start)) || /^\s*[^\s#]/.test(rest)) return undefined;
  const comment = rest.trim();
  return { start: from, end: at, text: `${comment === "" ? "" : ` ${comment}`}${ending}${block}` };
}

const options = { lineWidth: 0, version: "1.2", defaultStringType: "PLAIN" } as const;

/** Block text with each line moved in. */
const lines = (text: string, indent: string, ending: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : indent + line) + ending)
    .join("");

const inFlow = (entry: Entry) =>
  stringify(entry, { ...options, collectionStyle: "flow" })
    .trimEnd()
    .replace(/\s*\n\s*/g, " ");

/** Behind everything of the document, before a line that ends it. */
function endOfDocument(text: string, tree: Tree): number {
  const from = tree.contents?.range?.[1] ?? 0;
  const found = /^\.\.\.(?=\s|$)/m.exec(text.slice(from));
  return found ? from + found.index : text.length;
}

const opened = (text: string, at: number, ending: string) =>
  at === 0 || text[at - 1] === "\n" || text.slice(0, at) === mark ? "" : ending;

/** Whether a text says what another did and one entry more. */
function says(text: string, before: Tree, field: string, entry: Entry): boolean {
  const after = soundTree(text);
  if (!after) return false;
  const was = (before.toJS({ maxAliasCount: 0 }) ?? {}) as Record<string, unknown>;
  const old = was[field];
  const wanted = { ...was, [field]: [...(Array.isArray(old) ? old : []), entry] };
  return same(after.toJS({ maxAliasCount: 0 }), wanted);
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return Object.is(a, b);
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    one.length === other.size &&
    one.every(([name, value]) => other.has(name) && same(value, other.get(name)))
  );
}
