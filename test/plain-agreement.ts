import { isDeepStrictEqual } from "node:util";
import { runInThisContext } from "node:vm";
import { Lexer } from "yaml";
import type { Range } from "../src/model/diagnostic.ts";
import type { Part } from "../src/model/dossier.ts";
import { Lines } from "../src/read/lines.ts";
import { escaped } from "../src/read/navigate.ts";
import { parse } from "../src/read/parse.ts";
import { Places } from "../src/read/places.ts";
import { PlainReader } from "../src/read/plain/reader.ts";
import { readPlain } from "../src/read/plain.ts";

const parts: Part[] = ["value", "key", "whole"];

/** Every pointer into a value, and one below each that leads nowhere. */
export function pointersInto(value: unknown): string[] {
  const found: string[] = [];
  const stack: [unknown, string][] = [[value, ""]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [here, at] = next;
    found.push(at, `${at}/no-such-thing`);
    if (typeof here === "object" && here !== null)
      for (const [key, below] of Object.entries(here)) stack.push([below, `${at}/${escaped(key)}`]);
  }
  return found;
}

/** So many pointers at most: of more every so manieth, which is another one in another text. */
function someOf(pointers: string[], most: number): string[] {
  const step = Math.max(1, Math.ceil(pointers.length / most));
  return pointers.filter((_, i) => (i + pointers.length) % step === 0);
}

const isSame = (a: Range, b: Range) =>
  a.start.line === b.start.line &&
  a.start.column === b.start.column &&
  a.end.line === b.end.line &&
  a.end.column === b.end.column;

/**
 * How the plain reader and the library differ on a text; "aside" where the plain reader leaves it to the library. Every place is compared, or
 * at most so many pointers'.
 */
export function difference(text: string, mostPlaces = Infinity): string | undefined {
  const value = readPlain(text);
  if (value === undefined) return "aside";
  const slow = parse(text, "library");
  if (slow.problems.length > 0) return `the library finds ${slow.problems[0]?.rule} at ${slow.problems[0]?.start}`;
  const isWhole = slow.isDocument && !slow.incomplete && slow.missing.size === 0 && slow.written.size === 0;
  if (!isWhole) return "the library does not give all of it as it is";
  const [ours, theirs] = [value, slow.value].map((one) => JSON.stringify(one));
  if (ours !== theirs || !isDeepStrictEqual(value, slow.value)) return `${ours} is ${theirs}`;
  return placesDiffer(text, slow, mostPlaces) ?? countsDiffer(text);
}

/** Marks of the library's own among its tokens. */
const marks = new Set(["\x02", "\x18", "\x1f"]);

/** The limit of tokens holds for both readers only where both count the same. */
function countsDiffer(text: string): string | undefined {
  const reader = new PlainReader(text.replaceAll("\r\n", "\n"), false);
  reader.read();
  let count = 0;
  for (const token of new Lexer().lex(text)) if (!marks.has(token)) count++;
  return reader.tokens === count ? undefined : `it has ${reader.tokens} tokens, and by the library ${count}`;
}

function placesDiffer(text: string, slow: ReturnType<typeof parse>, most: number): string | undefined {
  const lines = new Lines(text);
  const [ours, theirs] = [new Places(lines, "plain"), Places.of(lines, slow)];
  for (const pointer of someOf(pointersInto(slow.value), most)) {
    if (ours.has(pointer) !== theirs.has(pointer)) return `${pointer} is there for one reader only`;
    for (const of of parts) {
      const [own, other] = [ours.at(pointer, of), theirs.at(pointer, of)];
      if (!isSame(own, other))
        return `the ${of} of ${pointer} is at ${JSON.stringify(own)}, and by the library at ${JSON.stringify(other)}`;
    }
  }
  return undefined;
}

/** Runs a task and stops it where it takes too long, an endless loop among others. */
export function within<T>(milliseconds: number, task: () => T): T {
  const name = "taskOfThePlainReader";
  Reflect.set(globalThis, name, task);
  try {
    return runInThisContext(`${name}()`, { timeout: milliseconds }) as T;
  } finally {
    Reflect.deleteProperty(globalThis, name);
  }
}
