import { isScalar, visit, type Document as Tree } from "yaml";
import type { Edit, Fix } from "../model/diagnostic.ts";
import { phrase, type Speech, told } from "../model/phrase.ts";

/** Whether a text has what `layoutFixes` mends, before anything is parsed for it. */
export const isUntidy = (text: string) => /[ \t]\r?$/m.test(text) || (text !== "" && !text.endsWith("\n"));

/**
 * What no finding is about: blanks at line ends, save where they may belong to a text of several lines, and a last line without an end.
 * The text is without byte order mark; the tree is its own.
 */
export function layoutFixes(file: string, text: string, tree: Tree, speech: Speech): Fix[] {
  const texts = textsOfSeveralLines(text, tree);
  const edits: Edit[] = [];
  const lines = text.split("\n");
  let offset = 0;
  let next = 0;
  for (const [n, whole] of lines.entries()) {
    const kept = whole.replace(/\r$/, "");
    const bare = withoutBlanks(kept);
    const start = offset + bare.length;
    while ((texts[next]?.end ?? Infinity) <= start) next++;
    const range = { start: { line: n + 1, column: bare.length + 1 }, end: { line: n + 1, column: kept.length + 1 } };
    if (bare !== kept && (texts[next]?.start ?? Infinity) >= offset + kept.length)
      edits.push({ file, range, text: "" });
    offset += whole.length + 1;
  }
  const fixes: Fix[] = [];
  if (edits.length > 0) {
    const args = { count: edits.length };
    fixes.push({ title: told(phrase("Remove blanks at line ends: {count}", args), speech), edits });
  }
  const last = lines.at(-1) ?? "";
  if (last.trim() !== "") {
    const end = { line: lines.length, column: last.length + 1 };
    const ending = lines.at(-2)?.endsWith("\r") ? "\r\n" : "\n";
    const title = told(phrase("End the last line"), speech);
    fixes.push({ title, edits: [{ file, range: { start: end, end }, text: ending }] });
  }
  return fixes;
}

/** A line without the blanks at its end. An expression would begin anew at each of the blanks within it. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (line[end - 1] === " " || line[end - 1] === "\t") end--;
  return line.slice(0, end);
}

/** Where block scalars and quoted texts of several lines stand, in the order of the text. */
function textsOfSeveralLines(text: string, tree: Tree): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  visit(tree, {
    Scalar: (_, node) => {
      if (!isScalar(node) || !node.range || node.type === "PLAIN") return;
      const [start, end] = node.range;
      if (node.type?.startsWith("BLOCK") || text.slice(start, end).includes("\n")) found.push({ start, end });
    },
  });
  return found;
}
