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

/** The part of a line that fits, with the mark in it, and the carets under the mark. */
function fitted(cells: Cell[], mark: { first: number; last: number }, width: number): { text: string; carets: string } {
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
  const lead = start > 0 ? "…" : "";
  const text =
    lead +
    cells
      .slice(start, end)
      .map((cell) => cell.text)
      .join("") +
    (end < cells.length ? "…" : "");
  const indent = lead.length + breadth(cells.slice(start, mark.first));
  const carets = Math.max(1, breadth(cells.slice(Math.max(start, mark.first), Math.min(end, mark.last + 1))));
  return { text, carets: " ".repeat(indent) + "^".repeat(carets) };
}

/**
 * The quoted lines of a finding with carets under the value: one pair of gutter and text per line. `width` is what is left for the text.
 * Contact details and secrets are covered.
 */
export function codeFrame(
  excerpt: { line: number; text: string }[],
  range: Range,
  width: number,
): { gutter: string; text: string; caret: boolean }[] {
  const shown = excerpt.filter(({ line }) => line >= range.start.line - 1 && line <= range.start.line);
  const numbers = String(shown.at(-1)?.line ?? 0).length;
  return shown.flatMap(({ line, text }) => {
    const quoted = masked(text);
    const cells = cellsOf(quoted);
    const gutter = String(line).padStart(numbers);
    const room = Math.max(10, width - numbers - 3);
    if (line !== range.start.line)
      return [{ gutter, text: fitted(cells, { first: 0, last: 0 }, room).text, caret: false }];
    const to = range.end.line === line ? range.end.column - 1 : quoted.trimEnd().length;
    const { text: part, carets } = fitted(cells, marked(cells, range.start.column - 1, to), room);
    return [
      { gutter, text: part, caret: false },
      { gutter: " ".repeat(numbers), text: carets, caret: true },
    ];
  });
}
