import markdownit from "markdown-it";
import type { Token } from "markdown-it";
import { direction } from "../direction.ts";
import { safeLink } from "../narrative.ts";
import { bare, spans } from "../tongues.ts";
import { escaped } from "./xml.ts";

const markdown = markdownit("commonmark", { html: false, linkify: false, typographer: false, maxNesting: 40 }).enable([
  "table",
]);

/** The blocks of a document, and what they refer to. */
export interface Body {
  xml: string;
  /** Addresses of links, in the order of their relations `rId100`, `rId101`, … */
  links: string[];
  /** Ordered lists, each with the number that it begins with, in the order of their numberings 10, 11, … */
  numbered: number[];
  headings: Heading[];
}

export interface Heading {
  level: number;
  text: string;
  /** The same as runs, none of which is a link. */
  runs: string;
  bookmark: string;
}

interface Style {
  bold: boolean;
  italic: boolean;
  code: boolean;
  link: string | undefined;
}

const firstLink = 100;
export const firstNumbering = 10;
const deepest = 8;

/**
 * Markdown as the body of a Word document. Only addresses of the web and of mail become links. What is marked as being in another
 * language is so in Word: `tags` are the languages that the marks number.
 */
export function bodyOf(source: string, isRightToLeft: boolean, tags: readonly string[] = []): Body {
  return new Writer(isRightToLeft, tags).write(markdown.parse(source, {}));
}

class Writer {
  readonly #rtl: boolean;
  readonly #body: Body = { xml: "", links: [], numbered: [], headings: [] };
  /** Address → its place among the links. */
  readonly #linked = new Map<string, number>();
  readonly #out: string[] = [];
  /** The lists around the place that is written, from the outside in: their numberings, and whether an item has just begun. */
  readonly #lists: { numbering: number; isNew: boolean }[] = [];
  readonly #tags: readonly string[];
  #quotes = 0;
  /** The language at the place that is written, where it is not the report's. */
  #lang: string | undefined;

  constructor(isRightToLeft: boolean, tags: readonly string[]) {
    this.#rtl = isRightToLeft;
    this.#tags = tags;
  }

  write(tokens: readonly Token[]): Body {
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at];
      if (token?.type === "table_open") at = this.#table(tokens, at);
      else if (token) this.#block(token, tokens[at + 1]);
    }
    this.#body.xml = this.#out.join("\n");
    return this.#body;
  }

  #block(token: Token, next: Token | undefined): void {
    switch (token.type) {
      case "heading_open":
        return this.#heading(Number(token.tag.slice(1)), next);
      case "paragraph_open":
        return this.#paragraph(this.#placed(), this.#runs(next?.children ?? []), this.#reads(next?.children ?? []));
      case "bullet_list_open":
        return void this.#lists.push({ numbering: 1, isNew: false });
      case "ordered_list_open":
        this.#body.numbered.push(Number(token.attrGet("start") ?? 1));
        return void this.#lists.push({ numbering: firstNumbering + this.#body.numbered.length - 1, isNew: false });
      case "bullet_list_close":
      case "ordered_list_close":
        return void this.#lists.pop();
      case "list_item_open": {
        const list = this.#lists.at(-1);
        if (list) list.isNew = true;
        return;
      }
      case "blockquote_open":
        this.#quotes++;
        return;
      case "blockquote_close":
        this.#quotes--;
        return;
      case "fence":
      case "code_block":
        return this.#paragraph(`<w:pStyle w:val="Code"/>`, this.#text(token.content.replace(/\n$/, ""), plain));
      case "hr":
        return this.#paragraph(`<w:pStyle w:val="Rule"/>`, "");
    }
  }

  #heading(level: number, inline: Token | undefined): void {
    const bookmark = `_Toc${this.#body.headings.length + 1}`;
    const children = inline?.children ?? [];
    const text = bare(children.map(({ type, content }) => (type === "softbreak" ? " " : content)).join(""));
    const unlinked = this.#runs(children.filter(({ type }) => !type.startsWith("link_")));
    const id = this.#body.headings.push({ level, text, runs: unlinked, bookmark });
    const runs = this.#runs(children);
    const marked = `<w:bookmarkStart w:id="${id}" w:name="${bookmark}"/>${runs}<w:bookmarkEnd w:id="${id}"/>`;
    this.#paragraph(`<w:pStyle w:val="Heading${Math.min(level, 6)}"/>`, marked);
  }

  /** How a paragraph stands: in an item of a list, in a quotation, or by itself. */
  #placed(): string {
    const list = this.#lists.at(-1);
    const depth = Math.min(this.#lists.length - 1, deepest);
    if (!list) return this.#quotes > 0 ? `<w:pStyle w:val="Quote"/>` : "";
    if (!list.isNew) return `<w:pStyle w:val="ListText"/><w:ind w:start="${(depth + 1) * 360}"/>`;
    list.isNew = false;
    return `<w:pStyle w:val="ListText"/><w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list.numbering}"/></w:numPr>`;
  }

  /** Whether a paragraph reads from right to left: as the report does, or as its own language where all of it is in that one. */
  #reads(tokens: readonly Token[]): boolean {
    let lang: string | undefined;
    const said = new Set<string | undefined>();
    for (const { type, content } of tokens) {
      if (type !== "text") continue;
      const { found, end } = spans(content, this.#tags, lang);
      for (const span of found) if (span.text.trim() !== "") said.add(span.lang);
      lang = end;
    }
    const [only] = said;
    return said.size === 1 && only !== undefined ? direction(only) === "rtl" : this.#rtl;
  }

  #paragraph(properties: string, content: string, rtl = this.#rtl): void {
    this.#out.push(this.#made(properties, content, rtl));
  }

  #made(properties: string, content: string, rtl = this.#rtl): string {
    // The schema has an order: style, numbering, direction, indentation.
    const [, before = "", after = ""] = /^(.*?)(<w:(?:ind|jc) .*)?$/.exec(properties) ?? [];
    const all = `${before}${rtl ? "<w:bidi/>" : this.#rtl ? `<w:bidi w:val="0"/>` : ""}${after}`;
    return `<w:p>${all === "" ? "" : `<w:pPr>${all}</w:pPr>`}${content}</w:p>`;
  }

  #runs(tokens: readonly Token[]): string {
    const style: Style = { ...plain };
    const out: string[] = [];
    let linked: string[] | undefined;
    this.#lang = undefined;
    for (const token of tokens) {
      const add = (xml: string) => (linked ?? out).push(xml);
      if (token.type === "strong_open" || token.type === "strong_close") style.bold = token.type === "strong_open";
      else if (token.type === "em_open" || token.type === "em_close") style.italic = token.type === "em_open";
      else if (token.type === "code_inline") add(this.#text(token.content, { ...style, code: true }));
      else if (token.type === "softbreak") add(this.#text(" ", style));
      else if (token.type === "hardbreak") add("<w:r><w:br/></w:r>");
      else if (token.type === "link_open") {
        style.link = webLink(String(token.attrGet("href") ?? ""));
        if (style.link !== undefined) linked = [];
      } else if (token.type === "link_close") {
        if (linked && style.link !== undefined) out.push(this.#link(style.link, linked.join("")));
        linked = undefined;
        style.link = undefined;
      } else if (token.content !== "") add(this.#text(token.content, style));
    }
    return out.join("");
  }

  #link(url: string, runs: string): string {
    const at = this.#linked.get(url) ?? this.#body.links.push(url) - 1;
    this.#linked.set(url, at);
    return `<w:hyperlink r:id="rId${firstLink + at}" w:history="1">${runs}</w:hyperlink>`;
  }

  /** Runs of one language and one direction each: a program sets an Arabic word in another face, and a number in it in another order. */
  #text(text: string, style: Style): string {
    const { found, end } = spans(text, this.#tags, this.#lang);
    this.#lang = end;
    return found.map(({ text: part, lang }) => runs(part, lang, style)).join("");
  }

  #table(tokens: readonly Token[], from: number): number {
    const end = nextOf(tokens, "table_close", from);
    const part = tokens.slice(from, end);
    const columns = part.filter(({ type }) => type === "th_open").length;
    const width = Math.floor(9_866 / Math.max(1, columns));
    const rows: string[] = [];
    for (const [n, token] of part.entries()) {
      if (token.type !== "tr_open") continue;
      rows.push(this.#row(part.slice(n, nextOf(part, "tr_close", n)), width));
    }
    const grid = `<w:gridCol w:w="${width}"/>`.repeat(columns);
    const direction = this.#rtl ? "<w:bidiVisual/>" : "";
    this.#out.push(
      `<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/>${direction}<w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>`,
      ...rows,
      "</w:tbl>",
      // Two tables that follow each other would be one.
      this.#made(`<w:pStyle w:val="AfterTable"/>`, ""),
    );
    return end;
  }

  #row(tokens: readonly Token[], width: number): string {
    const isHead = tokens.some(({ type }) => type === "th_open");
    const cells = tokens.flatMap((token, n) => {
      if (token.type !== "th_open" && token.type !== "td_open") return [];
      const isRight = /text-align:right/.test(String(token.attrGet("style") ?? ""));
      const style = `<w:pStyle w:val="${isHead ? "TableHead" : "TableText"}"/>${isRight ? `<w:jc w:val="end"/>` : ""}`;
      const text = this.#made(style, this.#runs(tokens[n + 1]?.children ?? []));
      return [`<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${text}</w:tc>`];
    });
    return `<w:tr><w:trPr><w:cantSplit/>${isHead ? "<w:tblHeader/>" : ""}</w:trPr>${cells.join("")}</w:tr>`;
  }
}

/** Where the next token of a type stands behind one; looked for from there, since there may be very many before it. */
function nextOf(tokens: readonly Token[], type: string, from: number): number {
  let at = from + 1;
  while (at < tokens.length && tokens[at]?.type !== type) at++;
  return at;
}

const [right, left] = [
  String.raw`[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]`,
  String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]`,
];
/** From a letter of a script to the last one before letters of the other direction. */
const stretch = (of: string, not: string) => new RegExp(`(${of}(?:(?:(?!${not}).)*${of})?)`, "su");
const [rightStretch, leftStretch] = [stretch(right, left), stretch(left, right)];

/** In a text that runs from right to left by its language, all but the words of other scripts does. */
function runs(text: string, lang: string | undefined, { bold, italic, code, link }: Style): string {
  const face = [
    ...(link === undefined ? (code ? [`<w:rStyle w:val="CodeText"/>`] : []) : [`<w:rStyle w:val="Hyperlink"/>`]),
    ...(bold ? ["<w:b/><w:bCs/>"] : []),
    ...(italic ? ["<w:i/><w:iCs/>"] : []),
  ].join("");
  const isRight = lang !== undefined && direction(lang) === "rtl";
  const tag = lang === undefined ? "" : escaped(lang);
  const tongue = tag === "" ? "" : `<w:lang w:val="${tag}" w:eastAsia="${tag}" w:bidi="${tag}"/>`;
  return text
    .split(isRight ? leftStretch : rightStretch)
    .map((part, n) => {
      if (part === "") return "";
      const all = `${face}${(n % 2 === 1) !== isRight ? "<w:rtl/>" : ""}${tongue}`;
      const lines = part.split("\n").map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`);
      return `<w:r>${all === "" ? "" : `<w:rPr>${all}</w:rPr>`}${lines.join("<w:br/>")}</w:r>`;
    })
    .join("");
}

const plain: Style = { bold: false, italic: false, code: false, link: undefined };

/** An address that a document may lead to. A path leads nowhere once the document is sent. */
function webLink(url: string): string | undefined {
  return /^(?:https?:\/\/|mailto:)/i.test(url) && safeLink(url) ? url : undefined;
}
