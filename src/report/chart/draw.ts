import { line, symbol, symbolCircle, symbolCross, symbolDiamond, symbolTriangle, type SymbolType } from "d3-shape";
import type { ChartTable, ChartView, Label, Mark } from "../../model/chart.ts";
import type { Spoken } from "../../model/words.ts";
import type { Telling } from "../telling.ts";

/** Of every picture: 14 pixels of text stay above 11 when the style sheet shrinks it as far as it may. */
export const width = 720;
/** Rows of one picture; the rest is in the table. */
export const mostRows = 40;

export interface Numbered {
  number: string;
  title: Spoken;
}

/** As in a table. */
export function written({ number, title }: Numbered): Spoken {
  return { ...title, text: `${number} ${title.text}`.trim() };
}

/** Where the names begin after numbers of any length. */
export function indentOf(given: Numbered[]): number {
  return 8 + 9 * given.reduce((most, { number }) => Math.max(most, number.length), 0);
}

export type Shape = "circle" | "diamond" | "triangle" | "cross" | "tick";

/** Upright signs that differ without colour; all are their own mirror images. */
const shapes = new Map<Shape, SymbolType>([
  ["circle", symbolCircle],
  ["diamond", symbolDiamond],
  ["triangle", symbolTriangle],
  ["cross", { draw: crossed }],
]);

/** Two strokes from corner to corner. */
function crossed(context: Parameters<typeof symbolCross.draw>[0], size: number): void {
  const half = Math.sqrt(size) / 2;
  context.moveTo(-half, -half);
  context.lineTo(half, half);
  context.moveTo(-half, half);
  context.lineTo(half, -half);
}

const tick = "M0,-13V13";

/** Letters that are as broad as they are high. */
const broad = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/gu;

/** What is drawn, from left to right; `finished` mirrors it where it has to be. */
export class Sheet {
  readonly marks: Mark[] = [];
  readonly #mirrored: boolean;

  constructor({ words }: Telling) {
    this.#mirrored = words.direction === "rtl";
  }

  box(x: number, y: number, length: number, height: number, look: string): void {
    this.marks.push({
      x: digit(this.#mirrored ? width - x - length : x),
      y: digit(y),
      width: digit(Math.max(0, length)),
      height: digit(height),
      look,
    });
  }

  line(points: [x: number, y: number][], look: string): void {
    const d = line().digits(1)(points.map(([x, y]) => [this.#x(x), y]));
    if (d !== null) this.marks.push({ d, at: null, look });
  }

  sign(shape: Shape, x: number, y: number, look: string): void {
    const type = shapes.get(shape);
    const d = type === undefined ? tick : (symbol(type, shape === "cross" ? 81 : 90).digits(1)() ?? "");
    this.marks.push({ d, at: [digit(this.#x(x)), digit(y)], look });
  }

  label(said: Spoken | string, x: number, y: number, room: number, look = "text"): void {
    const spoken = typeof said === "string" ? { text: said } : said;
    const label: Label = { x: digit(this.#x(x)), y: digit(y), room: digit(room), look, ...spoken };
    this.marks.push(label);
  }

  /** A name after its number, which stays in front of it whichever way the name reads. */
  numbered({ number, title }: Numbered, indent: number, y: number, room: number, look = "text"): void {
    if (number !== "") this.label(number, 0, y, indent, look);
    const x = number === "" ? 0 : indent;
    this.label(title, x, y, room - x, look);
  }

  /** Signs with what they mean, in as many lines as they need; gives the height below `y`. */
  legend(entries: { sign: (x: number, y: number) => void; text: string }[], y: number): number {
    let [x, line] = [0, 0];
    for (const { sign, text } of entries) {
      const length = 40 + (text.length + (text.match(broad)?.length ?? 0)) * 8;
      if (x > 0 && x + length > width) [x, line] = [0, line + 1];
      const at = y + line * 22;
      sign(x + 11, at);
      this.label(text, x + 27, at + 5, Math.min(length - 26, width - x - 26), "quiet");
      x += length;
    }
    return (line + 1) * 22;
  }

  #x(x: number): number {
    return this.#mirrored ? width - x : x;
  }
}

export function digit(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

export function chart(
  all: Telling,
  sheet: Sheet,
  height: number,
  told: { title: string; description: string[]; notes?: string[]; table: ChartTable | null },
): ChartView {
  return {
    number: all.nextChart(),
    title: told.title,
    description: told.description
      .filter((text) => text !== "")
      .reduce((a, b) => all.words.say("report.marks.gap", { a, b }), ""),
    width,
    height: digit(height),
    marks: sheet.marks,
    notes: told.notes ?? [],
    table: told.table,
  };
}

/** A table whose first column names the rows; `columns` are the others. */
export function table(
  heading: string,
  columns: { label: string; numeric?: boolean }[],
  rows: { name: Spoken; cells: (string | null)[] }[],
): ChartTable {
  const numeric = columns.map((column) => column.numeric === true);
  return {
    heading,
    columns: columns.map(({ label }, n) => ({ label, numeric: numeric[n] === true })),
    rows: rows.map(({ name, cells }) => ({
      name,
      cells: cells.map((text, n) => ({ text, numeric: numeric[n] === true })),
    })),
  };
}

/** Says how many rows a picture leaves to its table. */
export function leftOut({ words }: Telling, count: number): string[] {
  return count > 0 ? [words.say("report.chart.more", { count })] : [];
}
