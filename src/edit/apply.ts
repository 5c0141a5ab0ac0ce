import type { Edit, Position } from "../model/diagnostic.ts";

/** An edit by offsets in a text without its byte order mark. */
interface Placed {
  start: number;
  end: number;
  text: string;
}

const mark = "\ufeff";

/** Edits in the order of a text; of those that overlap the first. */
function placed(text: string, edits: readonly Pick<Edit, "range" | "text">[]): Placed[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = ({ line, column }: Position) => Math.min((starts[line - 1] ?? text.length) + column - 1, text.length);
  const all = edits
    .map(({ range, text: put }) => ({ start: offset(range.start), end: offset(range.end), text: put }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let reached = 0;
  return all.filter(({ start, end }) => {
    if (start < reached || end < start) return false;
    reached = end;
    return true;
  });
}

/** A text with edits made; of edits that overlap only the first. All else stays as it is, line ends and byte order mark included. */
export function applyFixes(text: string, edits: readonly Pick<Edit, "range" | "text">[]): string {
  const body = text.startsWith(mark) ? text.slice(1) : text;
  const pieces: string[] = body === text ? [] : [mark];
  let at = 0;
  for (const edit of placed(body, edits)) {
    pieces.push(body.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...pieces, body.slice(at)].join("");
}

/** Compares two places in a text. */
export const before = (a: Position, b: Position) => a.line - b.line || a.column - b.column;

/** Of some fixes those that can be made together: none touches what one before it changes. */
export function apart<One extends { fix: { edits: readonly Edit[] } }>(fixes: readonly One[]): One[] {
  const taken: Edit["range"][] = [];
  const chosen: One[] = [];
  /** How many of the ranges that are taken begin before a place. They are in order and apart. */
  const takenBefore = (place: Position) => {
    let low = 0;
    let high = taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = taken[middle];
      if (other && before(other.start, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const free = ({ range: { start, end } }: Edit) => {
    // Only the last one that begins before the end can overlap.
    const last = taken[takenBefore(end) - 1];
    return !last || before(last.end, start) <= 0;
  };
  for (const one of fixes) {
    if (!one.fix.edits.every(free)) continue;
    chosen.push(one);
    for (const { range } of one.fix.edits) taken.splice(takenBefore(range.start), 0, range);
  }
  return chosen;
}
