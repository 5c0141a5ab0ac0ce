import { limits } from "./limits.ts";
import { PlainReader } from "./plain/reader.ts";
import type { Spot } from "./spots.ts";

// Tabs, lone carriage returns and other control characters, what some programs take for line ends, and marks of byte order.
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const foreign = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]/;

/** The text as the reader takes it, with one sort of line ends; places by line and column are the same. */
function prepared(text: string): string | undefined {
  if (text.length > limits.bytes) return undefined;
  const lines = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  return foreign.test(lines) ? undefined : lines;
}

/**
 * The value of a text in the plain YAML that dossiers are written in, many times faster than the library; `undefined` for every other text,
 * and wherever the library would find fault or doubt. What it gives is exactly what the library gives: a test and a fuzzer hold it to that.
 */
export function readPlain(text: string): unknown {
  const lines = prepared(text);
  return lines === undefined ? undefined : new PlainReader(lines, false).read();
}

/** The places in a text that `readPlain` reads, as offsets into the text that is given back. */
export function markPlain(text: string): { root: Spot; text: string } | undefined {
  const lines = prepared(text);
  if (lines === undefined) return undefined;
  const reader = new PlainReader(lines, true);
  const value = reader.read();
  return value === undefined || !reader.root ? undefined : { root: reader.root, text: lines };
}
