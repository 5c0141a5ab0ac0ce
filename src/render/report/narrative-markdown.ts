import type { Token } from "markdown-it";
import { escapeMarkdown, markdownLink } from "./escape-markdown.ts";
import { parsed } from "./narrative.ts";

/** The same text as plain, safe Markdown in one layout. Its headings begin at `level`. */
export function narrativeMarkdown(source: string, level: number, mark = (text: string): string => text): string {
  const tokens = parsed(source, level);
  for (const { children } of tokens)
    for (const child of children ?? []) if (child.type === "text") child.content = mark(child.content);
  return joined(blocks(tokens));
}

interface Block {
  type: string;
  lines: string[];
}

function joined(found: Block[]): string {
  return linesOf(found).join("\n");
}

/** Two lists or quotes in a row would become one; a comment keeps them apart. */
function linesOf(found: Block[]): string[] {
  return found.flatMap(({ type, lines }, n) => {
    const before = found[n - 1];
    if (before === undefined) return lines;
    const merges = before.type === type && (type.endsWith("list_open") || type === "blockquote_open");
    return merges ? ["", "<!-- -->", "", ...lines] : ["", ...lines];
  });
}

function blocks(tokens: Token[]): Block[] {
  const found: Block[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    if (token === undefined) break;
    const end = token.nesting === 1 ? closing(tokens, at) : at;
    const lines = block(token, tokens.slice(at + 1, end));
    if (lines.length > 0) found.push({ type: token.type, lines });
    at = end + 1;
  }
  return found;
}

function closing(tokens: Token[], open: number): number {
  const level = tokens[open]?.level;
  for (let at = open + 1; at < tokens.length; at++)
    if (tokens[at]?.nesting === -1 && tokens[at]?.level === level) return at;
  return tokens.length;
}

function block(token: Token, inner: Token[]): string[] {
  switch (token.type) {
    case "heading_open": {
      const text = inlineOf(inner).join(" ");
      return text === "" ? [] : [`${"#".repeat(Number(token.tag.slice(1)))} ${text}`];
    }
    case "paragraph_open":
      return inlineOf(inner);
    case "bullet_list_open":
      return list(inner, () => "- ");
    case "ordered_list_open":
      return list(inner, (n) => `${n + 1}. `);
    case "blockquote_open":
      return linesOf(blocks(inner)).map((line) => (line === "" ? ">" : `> ${line}`));
    case "fence":
    case "code_block":
      return code(token);
    case "hr":
      return ["---"];
    case "table_open":
      return table(inner);
    default:
      return [];
  }
}

function list(tokens: Token[], mark: (n: number) => string): string[] {
  const items: Block[][] = [];
  for (let at = 0; at < tokens.length; at = closing(tokens, at) + 1)
    items.push(blocks(tokens.slice(at + 1, closing(tokens, at))));
  const full = items.filter((item) => item.length > 0);
  const loose = full.some((item) => item.length > 1 || item[0]?.type !== "paragraph_open");
  return full.flatMap((item, n) => {
    const first = mark(n);
    const lines = linesOf(item).map((line, k) => (k === 0 ? first + line : line && " ".repeat(first.length) + line));
    return loose && n > 0 ? ["", ...lines] : lines;
  });
}

function code(token: Token): string[] {
  const lines = token.content.split("\n");
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  for (const [n, line] of lines.entries()) lines[n] = line.trimEnd();
  const longest = Math.max(2, ...[...token.content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const language = /^[A-Za-z0-9+-]{1,20}/.exec(token.info)?.[0] ?? "text";
  // A prompt before every line says nothing and is no part of the commands.
  const prompted = lines.every((line) => line === "" || /^\s*\$\s/.test(line));
  return [fence + language, ...lines.map((line) => (prompted ? line.replace(/^\s*\$\s+/, "") : line)), fence];
}

function table(tokens: Token[]): string[] {
  const rows: string[][] = [];
  for (const [n, token] of tokens.entries()) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type === "th_open" || token.type === "td_open")
      rows.at(-1)?.push(inlineOf([tokens[n + 1]].filter((next) => next !== undefined)).join(" ") || "–");
  }
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(" | ")} |`);
  const rule = `|${" --- |".repeat(rows[0]?.length ?? 0)}`;
  return typeof head === "string" ? [head, rule, ...body] : [];
}

/** The lines of a paragraph, a heading or a cell. */
function inlineOf(tokens: Token[]): string[] {
  const children = tokens.find(({ type }) => type === "inline")?.children ?? [];
  const text = inline(unwrapped(children)).trim();
  return text === "" ? [] : text.split("\n").map((line) => line.trim());
}

const says = ({ type, content }: Token): boolean => (type === "text" ? content.trim() !== "" : !type.endsWith("break"));

/** A paragraph that is emphasised as a whole would pass for a heading. */
function unwrapped(children: Token[]): Token[] {
  const shown = children.slice(children.findIndex(says), children.findLastIndex(says) + 1);
  const [first, last] = [shown[0], shown.at(-1)];
  const whole =
    first !== undefined &&
    /^(?:em|strong)_open$/.test(first.type) &&
    last !== undefined &&
    shown[closing(shown, 0)] === last;
  return whole ? unwrapped(shown.slice(1, -1)) : shown;
}

function inline(tokens: Token[]): string {
  let text = "";
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.type === "link_open") {
      const end = closing(tokens, at);
      const shown =
        token.info === "auto"
          ? ""
          : inline(tokens.slice(at + 1, end))
              .replace(/\\\n/g, " ")
              .trim();
      const href = String(token.attrGet("href") ?? "");
      text += href === "" ? shown : markdownLink(shown, href);
      at = end;
    } else text += piece(token);
  }
  return text;
}

function piece(token: Token): string {
  switch (token.type) {
    case "softbreak":
      return " ";
    case "hardbreak":
      return "\\\n";
    case "em_open":
    case "em_close":
      return "*";
    case "strong_open":
    case "strong_close":
      return "**";
    case "code_inline":
      return codeSpan(token.content);
    default:
      return escapeMarkdown(token.content);
  }
}

function codeSpan(content: string): string {
  const text = content.replace(/\s+/g, " ").trim().replace(/\|/g, "\\|");
  if (text === "") return "";
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return mark + pad + text + pad + mark;
}
