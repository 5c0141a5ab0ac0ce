import markdownit from "markdown-it";
import type { Token } from "markdown-it";
import { graphemesOf } from "../graphemes.ts";
import { visible, visibleLines } from "./visible.ts";

/** CommonMark with tables; raw HTML is text, an image is a link to it. */
const markdown = markdownit("commonmark", {
  html: false,
  xhtmlOut: false,
  linkify: false,
  typographer: false,
  maxNesting: 20,
})
  .enable(["table"])
  .disable(["image"]);
markdown.validateLink = safeLink;
markdown.renderer.rules["link_open"] = (tokens, at) => {
  const href = String(tokens[at]?.attrGet("href") ?? "");
  return `<a href="${markdown.utils.escapeHtml(href)}" rel="noopener noreferrer nofollow">`;
};

/** `https`, `http`, `mailto`, or a relative path that stays below where it stands. */
export function safeLink(url: string): boolean {
  const forms = [url, decoded(url)];
  if (forms.some((form) => form === undefined || /[\p{Cc}\s\\]/u.test(form))) return false;
  if (/^(?:https?:\/\/[^/]|mailto:[^/])/i.test(url)) return parses(url);
  return forms.every((form) => form !== undefined && !form.includes(":") && /^[^/#?]/.test(form) && !climbs(form));
}

const climbs = (path: string): boolean => path.split("/").includes("..");

function decoded(url: string): string | undefined {
  try {
    return decodeURIComponent(url);
  } catch {
    return undefined;
  }
}

function parses(url: string): boolean {
  return URL.canParse(url);
}

/** The blocks of a text, its headings moved so that the highest possible one has the level `level` and none is skipped. */
export function parsed(source: string, level: number): Token[] {
  const tokens = markdown.parse(visibleLines(source), {});
  for (const token of tokens) clean(token);
  const full = tokens.filter((_, at) => ![at, at - 1, at - 2].some((open) => isEmptyHeading(tokens, open)));
  let last = level - 1;
  for (const token of full) {
    if (token.type === "heading_open") last = Math.min(Number(token.tag.slice(1)) + level - 1, last + 1, 6);
    if (token.type === "heading_open" || token.type === "heading_close") token.tag = `h${last}`;
  }
  return full;
}

function isEmptyHeading(tokens: Token[], at: number): boolean {
  return (
    tokens[at]?.type === "heading_open" &&
    tokens[at + 1]?.children?.every(({ content }) => content.trim() === "") === true
  );
}

/** Entities are decoded by the parser, so what must not act is looked for again; and what was to be an image loses its mark. */
function clean(token: Token): void {
  token.attrs = (token.attrs ?? []).filter(([name]) => name === "href" || name === "start");
  if (token.children === null) {
    token.content = visibleLines(token.content);
    return;
  }
  token.children = withoutIdleLinks(token.children);
  for (const [n, child] of token.children.entries()) {
    clean(child);
    const next = token.children[n + 1];
    if (child.type === "text" && next?.type === "link_open") child.content = child.content.replace(/!$/, "");
  }
}

/** A link to nowhere is its text. */
function withoutIdleLinks(tokens: Token[]): Token[] {
  let idle = false;
  return tokens.filter((token) => {
    if (token.type === "link_open") idle = token.attrGet("href") === "";
    return !(idle && token.type.startsWith("link_"));
  });
}

/** An https address in the form a page can hold; null for any other. */
export function webAddress(url: string): string | null {
  return /^https:\/\//i.test(url) && safeLink(url) ? markdown.normalizeLink(url) : null;
}

/** As HTML. Its headings begin at `level`. */
export function narrativeHtml(source: string, level: number): string {
  return markdown.renderer.render(parsed(source, level), markdown.options, {});
}

/** As plain text, for a form that takes no marks: blocks apart by a blank line, entries of lists with a dash or their number. */
export function narrativeText(source: string): string {
  const blocks: string[] = [];
  const lists: (number | null)[] = [];
  let entry = "";
  let tight = false;
  for (const token of parsed(source, 1)) {
    if (token.type === "bullet_list_open") lists.push(null);
    else if (token.type === "ordered_list_open") lists.push(Number(token.attrGet("start") ?? 1));
    else if (token.type.endsWith("_list_close")) lists.pop();
    else if (token.type === "list_item_open") {
      const number = lists.at(-1) ?? null;
      entry = `${"  ".repeat(Math.max(0, lists.length - 1))}${number === null ? "-" : `${number}.`} `;
      if (number !== null) lists[lists.length - 1] = number + 1;
    } else if (token.type === "inline" || token.type === "fence" || token.type === "code_block") {
      const text = token.type === "inline" ? inlineText(token) : token.content.trimEnd();
      const last = blocks.length - 1;
      if (tight && entry !== "") blocks[last] = `${blocks[last]}\n${entry}${text}`;
      else blocks.push(`${entry}${text}`);
      tight = lists.length > 0;
      entry = "";
    }
    if (lists.length === 0) tight = false;
  }
  return blocks.join("\n\n");
}

const inlineText = ({ children }: Token): string =>
  (children ?? [])
    .map(({ type, content }) => (type === "softbreak" ? " " : type === "hardbreak" ? "\n" : content))
    .join("")
    .trim();

/** The beginning of a text in one line, up to `most` characters: cut between words, or between characters where a word has no end. */
export function narrativeBrief(source: string, most: number): string {
  const text = visible(narrativeText(source).replace(/^- /gm, ""));
  if (text.length <= most) return text;
  const graphemes = [...graphemesOf(text.slice(0, most + 40))];
  const end = graphemes.findLast(({ index, segment }) => index + segment.length < most)?.index ?? 0;
  const space = text.lastIndexOf(" ", end);
  return `${text.slice(0, space > most / 2 ? space : end).trimEnd()}…`;
}
