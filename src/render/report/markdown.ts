import type { ReportView } from "../../model/report.ts";
import type { Narrative } from "../../model/report-pieces.ts";
import type { Setting } from "../../model/views.ts";
import type { Spoken, Words } from "../../model/words.ts";
import { demand, fill, type Call, type Helper } from "./engine.ts";
import { escapeMarkdown, markdownLink } from "./escape-markdown.ts";
import { narrativeBrief, webAddress } from "./narrative.ts";
import { narrativeMarkdown } from "./narrative-markdown.ts";
import { marks } from "./marks.ts";
import { partsShown } from "./parts.ts";
import { bare, type Mark, unmarked } from "./tongues.ts";
import { mapTexts, visible } from "./visible.ts";
import { breakCommands } from "../terminal.ts";

/** Fields that the helpers take as they are. */
const raw = new Set(["markdown", "lang", "url", "website", "published"]);

/** Texts are escaped before they reach a template, so that no template can forget to. */
export default function markdown(view: ReportView, setting: Setting): string {
  return markdownWith(view, setting, unmarked);
}

/** The same with each text that is in another language than the report marked as such. */
export function markdownWith(view: ReportView, { words, own }: Setting, mark: Mark): string {
  const shown = mapTexts(own ? view : partsShown(view), (text, key) =>
    key === "markdown" ? text : raw.has(key) ? visible(text) : escapeMarkdown(visible(text)),
  );
  return tidy((own ?? fill)("md", view.template, shown, helpers(words, mark)), words);
}

function helpers(words: Words, mark: Mark): Record<string, Helper> {
  const shown = (value: unknown): string => {
    if (value === null || value === "" || Number.isNaN(value)) return words.say("report.none");
    if (typeof value === "number") return words.number(value);
    const { text, lang } = typeof value === "string" ? { text: value } : (value as Spoken);
    return text === "" ? words.say("report.none") : mark(text, lang);
  };
  return {
    ...marks(words),
    say(key: string, { hash }: Call) {
      const args = Object.entries(hash).map(([name, value]) => {
        const given = demand(value, `${key}: ${name}`);
        return [name, typeof given === "number" ? given : shown(given)] as const;
      });
      return words.say(key, Object.fromEntries(args));
    },
    show: (value: unknown) => shown(demand(value, "show")),
    list(values: unknown[]) {
      const found = demand(values, "list");
      return found.length === 0 ? words.say("report.none") : words.list(found.map(shown));
    },
    md: ({ markdown, lang }: Narrative, level: number) =>
      narrativeMarkdown(markdown, level, (text) => mark(text, lang)),
    brief: ({ markdown, lang }: Narrative, most: number) => mark(escapeMarkdown(narrativeBrief(markdown, most)), lang),
    link(url: string, text: Spoken | string | null) {
      const label = text === null || text === "" ? "" : shown(text);
      const address = webAddress(demand(url, "link"));
      if (address !== null) return markdownLink(label, address);
      return label === "" ? escapeMarkdown(url) : label;
    },
  };
}

/** One blank line between blocks, none at the end, and no heading twice; code stays as it is. */
function tidy(text: string, words: Words): string {
  const lines: string[] = [];
  const headings = new Map<string, number>();
  let fence = "";
  for (const line of text.split("\n")) {
    const run = /^[\s>]*(?:(?:- |\d+\. )[\s>]*)*(`{3,})/.exec(line)?.[1] ?? "";
    if (fence !== "") {
      lines.push(breakCommands(line));
      if (run.length >= fence.length && line.trimEnd().endsWith(run)) fence = "";
      continue;
    }
    fence = run;
    // A build machine would take it for a command.
    const kept = heading(cells(line.trimEnd()), headings, words)
      .replace(/^(\s*)(?=::)/, "$1\\")
      .replace(/#(?=#(?:\[|[a-z]+\[))/gi, "\\#");
    if (kept !== "" || lines.at(-1) !== "") lines.push(kept);
  }
  return `${lines.join("\n").trim()}\n`;
}

/** A row of a table has one blank around each cell, whichever of its parts are there; what is code stays as it is. */
function cells(line: string): string {
  return line.startsWith("| ") && !line.includes("`") ? line.replace(/ {2,}/g, " ") : line;
}

/** A reader finds a heading by its text, so a second one of the same text is numbered. Its last mark is kept as an entity. */
function heading(line: string, seen: Map<string, number>, words: Words): string {
  const title = /^[\s>]*(?:(?:- |\d+\. )[\s>]*)*#{1,6} (.*)$/.exec(line)?.[1];
  if (title === undefined) return line;
  const name = bare(title);
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  const own = count === 1 ? line : words.say("report.marks.brackets", { a: line, b: String(count) });
  return own.replace(/[.,;:!。，；：！]$/u, (mark) => `&#${mark.codePointAt(0)};`);
}
