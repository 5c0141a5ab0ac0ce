import type { Range } from "../model/diagnostic.ts";
import { masked } from "./mask.ts";
import { cellsOf, type Cell } from "./terminal.ts";

/** The marked cells of a line: those that the range covers, and the whole of a right-to-left run that it touches. */
function marked(cells: Cell[], from: number, to: number): { first: number; last: number } {
  let first = cells.findIndex((cell) => cell.to > from);
  if (first === -1) return { first: cells.length, last: cells.length };
  let last = first;
  while (last + 1 < cells.length && (cells[last + 1]?.from ?? to) < to) last++;
  // A terminal that turns right-to-left runs around shows the run in the same cells, but not in the same order.
  while (cells[first]?.rtl && cells[first - 1]?.rtl) first--;
  while (cells[last]?.rtl && cells[last + 1]?.rtl) last++;
  return { first, last };
}

const breadth = (cells: Cell[]) => cells.reduce((sum, cell) => sum + cell.width, 0);

/** Whether something of the line was left away before and behind its cells. */
interface Beyond {
  before: boolean;
  behind: boolean;
}

/** The part of a line that fits, with the mark in it, and the carets under the mark. */
function fitted(
  cells: Cell[],
  mark: { first: number; last: number },
  width: number,
  beyond: Beyond,
): { text: string; carets: string } {
  let start = 0;
  let end = cells.length;
  const before = breadth(cells.slice(0, mark.first));
  const size = Math.max(1, breadth(cells.slice(mark.first, mark.last + 1)));
  const after = breadth(cells.slice(mark.last + 1));
  if (before + size + after > width) {
    // What follows the mark is worth less room than what leads to it; the mark itself always shows.
    const skip = Math.min(before, before + size + Math.min(after, width >> 2) + 2 - width);
    let passed = 0;
    while (passed < skip) passed += cells[start++]?.width ?? 1;
    let room = width - (start > 0 ? 1 : 0) - 1;
    end = start;
    while (end < cells.length && room >= (cells[end]?.width ?? 0)) room -= cells[end++]?.width ?? 0;
  }
  const lead = start > 0 || beyond.before ? "…" : "";
  const text =
    lead +
    cells
      .slice(start, end)
      .map((cell) => cell.text)
      .join("") +
    (end < cells.length || beyond.behind ? "…" : "");
  const indent = lead.length + breadth(cells.slice(start, mark.first));
  const carets = Math.max(1, breadth(cells.slice(Math.max(start, mark.first), Math.min(end, mark.last + 1))));
  return { text, carets: " ".repeat(indent) + "^".repeat(carets) };
}

// A line of many thousands of characters is not taken apart anew for each finding in it: these are more than any width shows.
const reach = 300;

/** Nearest place at or before another one that parts no pair of surrogates. */
const whole = (text: string, at: number) => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at);

/** The surroundings of a place in a line. `from` is where they begin. */
function around(text: string, place: number): { part: string; from: number; beyond: Beyond } {
  const from = whole(text, Math.max(0, place - reach));
  const to = whole(text, Math.min(text.length, place + reach));
  return { part: text.slice(from, to), from, beyond: { before: from > 0, behind: to < text.length } };
}

/**
 * The quoted lines of a finding with carets under the value: one pair of gutter and text per line. `width` is what is left for the text.
 * Contact details and secrets are covered, by `coverer` where there are many frames.
 */
export function codeFrame(
  excerpt: { line: number; text: string }[],
  range: Range,
  width: number,
  cover = masked,
): { gutter: string; text: string; caret: boolean }[] {
  const lines = excerpt.filter(({ line }) => line >= range.start.line - 1 && line <= range.start.line);
  const numbers = String(lines.at(-1)?.line ?? 0).length;
  return lines.flatMap(({ line, text }) => {
    const isMarked = line === range.start.line;
    const quoted = cover(text);
    const { part, from, beyond } = around(quoted, isMarked ? range.start.column - 1 : 0);
    const cells = cellsOf(part);
    const gutter = String(line).padStart(numbers);
    const room = Math.max(10, width - numbers - 3);
    if (!isMarked) return [{ gutter, text: fitted(cells, { first: 0, last: 0 }, room, beyond).text, caret: false }];
    const to = range.end.line === line ? range.end.column - 1 - from : quoted.trimEnd().length - from;
    const mark = marked(cells, range.start.column - 1 - from, to);
    const { text: shown, carets } = fitted(cells, mark, room, beyond);
    return [
      { gutter, text: shown, caret: false },
      { gutter: " ".repeat(numbers), text: carets, caret: true },
    ];
  });
}
