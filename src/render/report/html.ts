import type { ChartView } from "../../model/chart.ts";
import type { ReportView } from "../../model/report.ts";
import type { Narrative } from "../../model/report-pieces.ts";
import type { Setting } from "../../model/views.ts";
import type { Spoken, Words } from "../../model/words.ts";
import { direction } from "./direction.ts";
import { demand, fill, type Call, type Helper } from "./engine.ts";
import { narrativeBrief, narrativeHtml, narrativeText, webAddress } from "./narrative.ts";
import { svg } from "./svg.ts";
import { Handlebars, script, scriptHash, style, styleHash } from "./templates.build.js";
import { marks } from "./marks.ts";
import { partsShown } from "./parts.ts";
import { mapTexts, referred, visible } from "./visible.ts";
import { breakCommandsInMarkup } from "../terminal.ts";

const { SafeString, escapeExpression: escape } = { ...Handlebars, ...Handlebars.Utils };

/** One self-contained page: nothing from elsewhere, its style and its own script let in by their hashes. */
export default function html(view: ReportView, setting: Setting): string {
  return pageOf(view, setting, `script-src '${scriptHash}'; `, new SafeString(script));
}

/** The same page for paper, on which nothing is filtered: no script, and a policy that lets none in. */
export const paper = (view: ReportView, setting: Setting): string => pageOf(view, setting, "", null);

function pageOf(
  view: ReportView,
  { words, own }: Setting,
  scripts: string,
  script: InstanceType<typeof SafeString> | null,
): string {
  const shown = mapTexts(own ? view : partsShown(view), (text, key) => (key === "markdown" ? text : visible(text)));
  const policy = `default-src 'none'; ${scripts}style-src '${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const page = { policy: new SafeString(policy), style: new SafeString(style), script };
  return referred(breakCommandsInMarkup((own ?? fill)("html", view.template, { ...shown, page }, helpers(words))));
}

/** A stand-in for a name while our sentence around it is put together and escaped. */
const mark = (n: number): string => `\u{f0000}${n}\u{f0001}`;

function spoken({ text, lang }: Spoken, tag: string): string {
  if (lang !== undefined) return `<${tag} lang="${escape(lang)}" dir="${direction(lang)}">${escape(text)}</${tag}>`;
  return tag === "bdi" ? `<bdi>${escape(text)}</bdi>` : escape(text);
}

function helpers(words: Words): Record<string, Helper> {
  // Where text runs from right to left, a sign would slip behind its number.
  const inOrder = (text: string): string =>
    words.direction === "rtl" ? text.replace(/^(?=[-+]\p{Nd})/u, "\u200e") : text;
  const none = (): string => `<span class="mc-none">${escape(words.say("report.none"))}</span>`;
  const shown = (value: unknown, tag = "span"): string => {
    if (value === null || value === "" || Number.isNaN(value)) return none();
    if (typeof value === "number") return escape(inOrder(words.number(value)));
    if (typeof value === "string") return spoken({ text: inOrder(value) }, tag);
    const text = value as Spoken;
    return text.text === "" ? none() : spoken({ ...text, text: inOrder(text.text) }, tag);
  };
  const filled = (text: string, values: unknown[]): InstanceType<typeof SafeString> =>
    new SafeString(
      escape(text).replace(/\u{f0000}(\d+)\u{f0001}/gu, (_, n: string) => shown(values[Number(n)], "bdi")),
    );
  return {
    ...marks(words),
    say(key: string, { hash }: Call) {
      const values = Object.entries(hash).map(([name, value]) => [name, demand(value, `${key}: ${name}`)] as const);
      const args = values.map(([name, value], n) => [name, typeof value === "number" ? value : mark(n)] as const);
      return filled(
        words.say(key, Object.fromEntries(args)),
        values.map(([, value]) => value),
      );
    },
    show: (value: unknown) => new SafeString(shown(demand(value, "show"))),
    list(values: unknown[]) {
      const found = demand(values, "list");
      return found.length === 0 ? new SafeString(none()) : filled(words.list(found.map((_, n) => mark(n))), found);
    },
    picture: (chart: ChartView) => new SafeString(svg(chart)),
    md({ markdown, lang }: Narrative, level: number) {
      const language = lang === null ? "" : ` lang="${escape(lang)}" dir="${direction(lang)}"`;
      return new SafeString(`<div class="mc-prose"${language}>\n${narrativeHtml(markdown, level)}</div>`);
    },
    plain: ({ markdown }: Narrative) => new SafeString(escape(narrativeText(markdown))),
    brief: ({ markdown, lang }: Narrative, most: number) =>
      new SafeString(spoken({ text: narrativeBrief(markdown, most), ...(lang === null ? {} : { lang }) }, "span")),
    link(url: string, text: Spoken | string | null) {
      const label = text === null || text === "" ? escape(demand(url, "link")) : shown(text);
      const address = webAddress(url);
      if (address === null) return new SafeString(label);
      return new SafeString(`<a href="${escape(address)}" rel="noopener noreferrer nofollow">${label}</a>`);
    },
  };
}
