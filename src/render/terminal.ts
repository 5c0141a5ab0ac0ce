/**
 * Text for a terminal or a log. Nothing that comes from a dossier, a path or an argument may steer the reader's terminal, turn a line
 * around or be taken for a command by the machine that runs a build: everything passes `forTerminal`, colours are added after it.
 */
import { graphemesOf, isSimple } from "./graphemes.ts";

// Direction controls, zero-width and tag characters: they make a text read otherwise than it is. The zero-width joiners stay, because
// Persian, Indic scripts and emoji need them.
const invisible =
  /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/u;
const control = /[\p{Cc}\u2028\u2029]/u;
const unsafe = new RegExp(`${invisible.source}|${control.source}|\\p{Cs}`, "gu");

function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return invisible.test(character) ? `U+${code.toUpperCase().padStart(4, "0")}` : `\\u{${code}}`;
}

/** One line of text in which every control and direction character is shown by its code instead of acting. */
export function forTerminal(text: string): string {
  return text.replace(unsafe, named);
}

// At the start of a line. Looking back from the colons is quick: hardly any text has two in a row.
const command = /:(?=:)(?<=^[^\S\r\n\u2028\u2029]*:)/gm;

/** Breaks what GitHub's and Azure's runners and TeamCity take for commands: `::name::` at the start of a line, `##[name]` anywhere. */
export function breakCommands(text: string): string {
  return text.replace(command, ": ").replace(/#(?=#(?:\[|[a-z]+\[))/gi, "# ");
}

/** The same in HTML and SVG, where a reader sees what was written. */
export function breakCommandsInMarkup(text: string): string {
  return text.replace(command, "&#58;").replace(/#(?=#(?:\[|[a-z]+\[))/gi, "&#35;");
}

const wide =
  /^(?:[\u1100-\u115f\u231a\u231b\u2329\u232a\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f004}\u{1f0cf}\u{1f18e}\u{1f191}-\u{1f19a}\u{1f1e6}-\u{1f202}\u{1f210}-\u{1f23b}\u{1f240}-\u{1f248}\u{1f250}-\u{1f265}\u{1f300}-\u{1f320}\u{1f32d}-\u{1f335}\u{1f337}-\u{1f37c}\u{1f37e}-\u{1f393}\u{1f3a0}-\u{1f3ca}\u{1f3cf}-\u{1f3d3}\u{1f3e0}-\u{1f3f0}\u{1f3f4}\u{1f3f8}-\u{1f43e}\u{1f440}\u{1f442}-\u{1f4fc}\u{1f4ff}-\u{1f53d}\u{1f54b}-\u{1f54e}\u{1f550}-\u{1f567}\u{1f57a}\u{1f595}\u{1f596}\u{1f5a4}\u{1f5fb}-\u{1f64f}\u{1f680}-\u{1f6c5}\u{1f6cc}\u{1f6d0}-\u{1f6d2}\u{1f6d5}-\u{1f6df}\u{1f6eb}-\u{1f6ec}\u{1f6f4}-\u{1f6fc}\u{1f7e0}-\u{1f7eb}\u{1f90c}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}])/u;

/** Cells that one grapheme takes. */
function cells(grapheme: string): number {
  if (/^[\p{M}\p{Cf}]+$/u.test(grapheme)) return 0;
  return wide.test(grapheme) || grapheme.includes("\ufe0f") ? 2 : 1;
}

const ownColour = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g");

/** Cells that a text takes, its colours apart. */
export function widthOf(text: string): number {
  const plain = text.replace(ownColour, "");
  if (isSimple(plain)) return plain.length;
  let sum = 0;
  for (const { segment } of graphemesOf(plain)) sum += cells(segment);
  return sum;
}

/** Pads to a width with blanks. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Cuts to a width, `…` at the end where something is left out. The text has no colours. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let shown = "";
  let sum = 1;
  for (const { segment } of graphemesOf(text)) {
    sum += cells(segment);
    if (sum > width) break;
    shown += segment;
  }
  return `${shown}…`;
}

/** Pieces no wider than `width`, for a word such as a long URL. */
function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  let sum = 0;
  for (const { segment } of graphemesOf(word)) {
    const size = cells(segment);
    if (sum + size > width && part !== "") {
      parts.push(part);
      part = "";
      sum = 0;
    }
    part += segment;
    sum += size;
  }
  return [...parts, part];
}

const closing = /^[\p{Pe}\p{Pf}\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f…—]/u;
const opening = /^[\p{Ps}\p{Pi}]/u;

/** The parts between which a word may be broken: Chinese and Japanese put no blanks between theirs, and begin no line with a stop. */
function atoms(word: string): string[] {
  if (!/[\u1100-\u{10ffff}]/u.test(word)) return [word];
  const parts: string[] = [];
  let before = "";
  for (const { segment } of graphemesOf(word)) {
    const may = (wide.test(before) || wide.test(segment)) && !closing.test(segment) && !opening.test(before);
    if (may || before === "") parts.push(segment);
    else parts.push(`${parts.pop() ?? ""}${segment}`);
    before = segment;
  }
  return parts;
}

/** Breaks one paragraph into lines, between words where it can. The first line begins with `first`, the others with `rest`. */
export function wrapped(text: string, width: number, first = "", rest = first): string[] {
  const room = Math.max(12, width - Math.max(widthOf(first), widthOf(rest)));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).filter((word) => word !== ""))
    for (const [n, atom] of atoms(word).entries())
      for (const piece of pieces(atom, room)) {
        // Pieces of a word too long for a line each begin one, as a word does.
        const blank = n === 0 && line !== "" ? " " : "";
        if (line !== "" && widthOf(line) + blank.length + widthOf(piece) > room) {
          lines.push(line);
          line = piece;
        } else line += blank + piece;
      }
  lines.push(line);
  return lines.map((line, n) => `${n === 0 ? first : rest}${line}`.trimEnd());
}

/** A grapheme of a source line as it is shown: tabs spread, control characters named. */
export interface Cell {
  /** UTF-16 offset in the source line. */
  from: number;
  to: number;
  text: string;
  width: number;
  /** Written from right to left. */
  rtl: boolean;
}

const tab = 4;

/** The cells of a source line, in the order of the text. */
export function cellsOf(line: string): Cell[] {
  const found: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemesOf(line)) {
    const text = segment === "\t" ? " ".repeat(tab - (column % tab)) : forTerminal(segment);
    const width = text === segment ? cells(segment) : widthOf(text);
    const rtl = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(segment);
    found.push({ from: index, to: index + segment.length, text, width, rtl });
    column += width;
  }
  return found;
}
