import { phrase } from "../model/phrase.ts";
import { limits } from "./limits.ts";
import type { Problem } from "./problem.ts";

/** Characters that may be parsed again to tell causes from echoes: no file of a dossier that people write is a third as long. */
const mostCharacters = 250_000;

const isSyntax = ({ rule }: Problem) => rule === "yaml/syntax";

/**
 * The faults of syntax without those that another one causes: after a tab or a missing dash the parser often stumbles over every line that
 * follows. A fault is an echo where it is gone once the line of an earlier one is mended or blank. `faultsOf` parses a text.
 */
export function causes(text: string, found: readonly Problem[], faultsOf: (text: string) => Problem[]): Problem[] {
  if (text.length > mostCharacters / 3 || found.length < 2 || !found.some(isSyntax)) return [...found];
  let lines = text.split("\n");
  const numbers = numberer(text);
  let room = mostCharacters;
  const kept = new Map<Problem, Problem>();
  let left = found.filter(isSyntax).sort((a, b) => a.start - b.start);
  for (let first = left.shift(); first; first = left.shift()) {
    const conflict = conflictAt(lines, numbers(first.start));
    kept.set(first, conflict ? withMarks(first, conflict, text) : first);
    if (left.length === 0) break;
    const tries = conflict ? [without(lines, conflict)] : mendings(lines, numbers(first.start));
    let best: { lines: string[]; left: Problem[] } | undefined;
    for (const mended of tries) {
      room -= text.length;
      if (room < 0) break;
      const again = new Set(faultsOf(mended.join("\n")).filter(isSyntax).map(numberedIn(mended)));
      const still = left.filter(({ start }) => again.has(numbers(start)));
      if (!best || still.length < best.left.length) best = { lines: mended, left: still };
      if (still.length === 0) break;
    }
    if (!best) {
      for (const problem of left) kept.set(problem, problem);
      break;
    }
    ({ lines, left } = best);
  }
  const broken = new Set(found.filter(isSyntax).map(({ start }) => numbers(start)));
  const firstBroken = Math.min(...broken);
  // A name without end is what a line that is no field makes of those behind it.
  const isRunaway = (start: number) =>
    numbers(start) > firstBroken &&
    (/^[<=>]{7}/.test(text.slice(start, start + 7)) || !text.slice(start, start + limits.key).includes(":"));
  const isEcho = ({ rule, start }: Problem) =>
    (rule === "yaml/duplicate-key" && broken.has(numbers(start))) || (rule === "yaml/too-large" && isRunaway(start));
  return found.flatMap((problem) => kept.get(problem) ?? (isSyntax(problem) || isEcho(problem) ? [] : problem));
}

/** Offset → number of the line, from 0. */
function numberer(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}

const numberedIn = (lines: string[]) => {
  const numbers = numberer(lines.join("\n"));
  return ({ start }: Problem) => numbers(start);
};

const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** What may be done about a line: nothing in it, or the indentation of its neighbours. */
function* mendings(lines: string[], number: number): Generator<string[]> {
  const line = lines[number] ?? "";
  yield lines.with(number, "");
  // Rows of a spreadsheet come in numbers.
  let rows = number;
  while (/\S\t.*\S/.test(lines[rows] ?? "")) rows++;
  if (rows > number + 1) yield lines.map((other, i) => (i >= number && i < rows ? "" : other));
  const before = lines.slice(Math.max(0, number - limits.depth), number).findLast((other) => other.trim() !== "");
  const after = lines.slice(number + 1, number + limits.depth).find((other) => other.trim() !== "");
  for (const other of [before, after])
    if (other !== undefined && !other.includes("\t"))
      yield lines.with(number, " ".repeat(indentOf(other)) + line.trim());
}

/** Numbers of the lines of a merge conflict: its marks, and where the second version begins. */
interface Conflict {
  marks: number[];
  from: number;
  to: number;
}

function conflictAt(lines: string[], number: number): Conflict | undefined {
  if (!/^<{7}(?: |\r?$)/.test(lines[number] ?? "")) return undefined;
  const next = (sign: RegExp, from: number) => {
    for (let i = from; i < lines.length; i++) if (sign.test(lines[i] ?? "")) return i;
    return -1;
  };
  const middle = next(/^={7}\r?$/, number + 1);
  const end = next(/^>{7}(?: |\r?$)/, middle + 1);
  return middle < 0 || end < 0 ? undefined : { marks: [number, middle, end], from: middle, to: end };
}

/** The text with the first of the two versions. */
const without = (lines: string[], { marks, from, to }: Conflict) =>
  lines.map((line, i) => (marks.includes(i) || (i >= from && i <= to) ? "" : line));

function withMarks(problem: Problem, { to }: Conflict, text: string): Problem {
  let start = 0;
  for (let i = 0; i < to; i++) start = text.indexOf("\n", start) + 1;
  return { ...problem, related: { start, end: start + 7, message: phrase("The conflict ends here.") } };
}
