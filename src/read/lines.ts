import type { Position, Range } from "../model/diagnostic.ts";

/** Offsets of a text → lines and columns, both 1-based, columns in UTF-16 code units. */
export class Lines {
  readonly text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get starts(): number[] {
    if (!this.#starts) {
      this.#starts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
    }
    return this.#starts;
  }

  position(offset: number): Position {
    const starts = this.starts;
    const bounded = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: bounded - (starts[low] ?? 0) + 1 };
  }

  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  /** Lines `from` to `to`, without their ends, cut to what exists. */
  slice(from: number, to: number): { line: number; text: string }[] {
    const found: { line: number; text: string }[] = [];
    for (let line = Math.max(1, from); line <= Math.min(to, this.starts.length); line++) {
      const end = this.starts[line] ?? this.text.length + 1;
      found.push({ line, text: this.text.slice(this.starts[line - 1], end - 1).replace(/\r$/, "") });
    }
    return found;
  }
}

/** Offset of the line end before an offset; -1 in the first line. */
export const lineOf = (text: string, offset: number) => text.lastIndexOf("\n", Math.max(0, offset - 1));

/** Offset of the end of the line that an offset is in. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}
