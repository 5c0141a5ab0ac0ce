import { Lexer } from "yaml";
import type { Ignore, Source } from "../model/dossier.ts";
import type { Lines } from "./lines.ts";

const sign = /^#[ \t]*milcity:[ \t]*ignore(?![\w-])/;

/** The comments of a sound text that ask for silence. What looks like one inside a text or a name is none. */
export function ignoresIn(lines: Lines, source: Source): Ignore[] {
  // Hardly any file has one: only then is the text taken apart once more.
  if (!/milcity:[ \t]*ignore/.test(lines.text)) return [];
  const found = [...comments(lines.text)]
    .filter(({ text }) => sign.test(text))
    .map(({ at, text }) => ignoreAt(at, text, lines, source));
  reach(found, lines);
  return found;
}

function* comments(text: string): Generator<{ at: number; text: string }> {
  let at = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    // Marks of the lexer that stand for no character: a document begins, flow ends with an error, a scalar follows.
    if (token === "\x02" || token === "\x18") continue;
    if (token === "\x1f") {
      isScalar = true;
      continue;
    }
    if (!isScalar && token.startsWith("#")) yield { at, text: token };
    isScalar = false;
    at += token.length;
  }
}

function ignoreAt(at: number, text: string, lines: Lines, source: Source): Ignore {
  const start = sign.exec(text)?.[0].length ?? 0;
  const open = text.slice(start).search(/\S/) + start;
  const close = text.indexOf("]", open);
  const isNamed = text[open] === "[" && close > open;
  const rules: Ignore["rules"] = [];
  let from = open + 1;
  for (const part of isNamed ? text.slice(from, close).split(",") : []) {
    const id = part.trim();
    const begin = at + from + part.indexOf(id);
    if (id !== "") rules.push({ id, range: lines.range(begin, begin + id.length) });
    from += part.length + 1;
  }
  const range = lines.range(at, at + text.trimEnd().length);
  const reason = isNamed ? text.slice(close + 1).trim() : "";
  return { in: source, range, lines: [range.start.line], rules, reason };
}

/** A comment that has its line for itself is about the next line that is no comment, so that several can stand above one another. */
function reach(ignores: Ignore[], lines: Lines): void {
  const text = (line: number) => lines.slice(line, line)[0]?.text.trimStart();
  const below = new Map<number, number>();
  for (const ignore of ignores.toReversed()) {
    const own = ignore.range.start.line;
    if (!text(own)?.startsWith("#")) continue;
    let next = own + 1;
    while (!below.has(next) && text(next)?.startsWith("#")) next++;
    const reached = below.get(next) ?? next;
    below.set(own, reached);
    ignore.lines = [own, reached];
  }
}
