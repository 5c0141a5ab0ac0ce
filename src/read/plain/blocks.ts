import { limits } from "../limits.ts";

const [newline, space, dash, folded] = [0x0a, 0x20, 0x2d, 0x3e];

/** A text in lines of its own below `|` or `>`. */
export interface Block {
  value: string;
  /** Behind its last line that is not blank. */
  end: number;
  /** Whether blanks stand behind its sign. */
  hasBlanks: boolean;
}

/**
 * Reads a block from its sign on. `outer` is the indentation of what it is the value of. Nothing where it keeps its last blank lines,
 * states its indentation, has a comment behind its sign or blank lines with more blanks than its own: the library reads those.
 */
export function blockAt(text: string, start: number, outer: number): Block | undefined {
  let at = start + 1;
  const isStripped = text.charCodeAt(at) === dash;
  if (isStripped) at++;
  const hasBlanks = text.charCodeAt(at) === space;
  while (text.charCodeAt(at) === space) at++;
  if (text.charCodeAt(at) !== newline) return undefined;
  const first = firstLine(text, at + 1);
  if (!first || first.indent <= outer) return undefined;
  const isFolded = text.charCodeAt(start) === folded;
  const read = isFolded ? foldedLines(text, first) : literalLines(text, first);
  if (!read) return undefined;
  const value = first.blank + read.value + (isStripped ? "" : "\n");
  return value.length > limits.scalar ? undefined : { value, end: read.end, hasBlanks };
}

type Lines = Pick<Block, "value" | "end">;

interface First {
  /** Where the line begins. */
  at: number;
  indent: number;
  /** Blank lines before it, as they stand in the value. */
  blank: string;
}

function firstLine(text: string, from: number): First | undefined {
  let at = from;
  while (text.charCodeAt(at) === newline) at++;
  const indent = indentAt(text, at);
  const code = text.charCodeAt(at + indent);
  return code === newline || Number.isNaN(code) ? undefined : { at, indent, blank: "\n".repeat(at - from) };
}

function indentAt(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === space) at++;
  return at - start;
}

function literalLines(text: string, { at: start, indent }: First): Lines | undefined {
  let at = start;
  let end = start;
  let value = "";
  let breaks = "";
  while (at < text.length) {
    const own = indentAt(text, at);
    const stop = lineEnd(text, at + own);
    if (stop === at + own) {
      if (own > indent) return undefined;
      breaks += "\n";
    } else {
      if (own < indent) break;
      value += breaks + text.slice(at + indent, stop);
      breaks = "\n";
      end = stop + 1;
    }
    at = stop + 1;
  }
  return { value, end: Math.min(end, text.length) };
}

function foldedLines(text: string, { at: start, indent }: First): Lines | undefined {
  let at = start;
  let end = start;
  let value = "";
  // What goes before the next line: nothing for the first one, a blank between two lines, line ends around what is indented more.
  let between = "";
  let isMoreBefore = false;
  let blanks = 0;
  while (at < text.length) {
    const own = indentAt(text, at);
    const stop = lineEnd(text, at + own);
    if (stop === at + own) {
      if (own > indent) return undefined;
      blanks++;
    } else {
      if (own < indent) break;
      const isMore = own > indent;
      if (value !== "" || between !== "") {
        if (blanks > 0) between = "\n".repeat(isMoreBefore || isMore ? blanks + 1 : blanks);
        else between = isMoreBefore || isMore ? "\n" : " ";
      }
      value += between + text.slice(at + indent, stop);
      between = " ";
      isMoreBefore = isMore;
      blanks = 0;
      end = stop + 1;
    }
    at = stop + 1;
  }
  return { value, end: Math.min(end, text.length) };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}
