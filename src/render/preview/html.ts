import { createHash } from "node:crypto";
import { addTo } from "../../model/groups.ts";
import type { PreviewNote, PreviewView } from "../../model/preview.ts";
import type { Setting } from "../../model/views.ts";
import type { Words } from "../../model/words.ts";
import { phrase } from "../../model/phrase.ts";
import { visible } from "../report/visible.ts";

// The page asks its own server alone whether something has changed, and stays where it was read.
const script = `addEventListener("DOMContentLoaded",()=>{const seen=document.querySelector("meta[name=milcity-state]").content;new EventSource("/changes?"+seen).onmessage=()=>location.reload()});`;
const style = `.mc-found{margin:1rem 0;padding:.75rem 1rem;border:1px solid currentColor;border-inline-start-width:.4rem;border-radius:.25rem;font-size:.95rem}
.mc-found ul{margin:.25rem 0 0;padding-inline-start:1.25rem}.mc-found li{margin-block:.4rem}.mc-found p{margin:0}.mc-found code{overflow-wrap:anywhere}
.mc-preview{max-width:60rem;margin:2rem auto;padding-inline:1rem;font-family:system-ui,sans-serif;line-height:1.5}
@media print{.mc-found{display:none}}`;
const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const own = { script: hash(script), style: hash(style) };

const escape = (text: string) => visible(text).replace(/[&<>"'`=]/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * The page of a report with what is found beside the sections that it concerns, and a script that loads it again when something has
 * changed. Only for the preview: nothing of this is in a report.
 */
export default function html({ page, notes, failed }: PreviewView, { words }: Setting): string {
  if (failed !== undefined) return failure(failed, words);
  const groups = new Map<string, PreviewNote[]>();
  for (const note of notes) {
    const id = note.beside.find((one) => page.includes(`id="${one}"`)) ?? "";
    addTo(groups, id, note);
  }
  let shown = page;
  for (const [id, found] of groups) {
    const start = id === "" ? shown.indexOf("<main") : shown.indexOf(`id="${id}"`);
    const at = placeAfter(shown, start, id === "" ? ">" : "</h2>");
    shown = shown.slice(0, at) + block(found, words) + shown.slice(at);
  }
  return shown
    .replace(
      /(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"/,
      (_, tag: string, policy: string) => `${tag}${wider(policy)}"`,
    )
    .replace("</head>", `<style>${style}</style>\n<script>${script}</script>\n</head>`);
}

function placeAfter(page: string, start: number, end: string): number {
  const at = page.indexOf(end, Math.max(0, start));
  return at < 0 ? page.length : at + end.length;
}

/** The report's own policy, with this script, this style and the server that it came from. */
function wider(policy: string): string {
  const rules = new Map(policy.split(";").map((rule) => [rule.trim().split(" ")[0] ?? "", rule.trim()]));
  const add = (name: string, source: string) => rules.set(name, `${rules.get(name) ?? name} ${source}`);
  add("style-src", own.style);
  add("script-src", own.script);
  add("connect-src", "'self'");
  return [...rules.values()].join("; ");
}

function block(notes: readonly PreviewNote[], words: Words): string {
  const items = notes.map(({ severity, message, help, rule, place, at }) => {
    const lines = [
      `<p><strong class="mc-status mc-f-${severity}">${escape(words.label("severity", severity))}</strong> <bdi>${escape(message)}</bdi> <code>${escape(rule)}</code></p>`,
      ...(place === "" ? [] : [`<p><bdi>${escape(place)}</bdi></p>`]),
      `<p><code>${escape(at)}</code></p>`,
      ...(help === null ? [] : [`<p><bdi>${escape(help)}</bdi></p>`]),
    ];
    return `<li>${lines.join("\n")}</li>`;
  });
  const title = words.tell(
    notes.length === 1 ? phrase("1 finding here") : phrase("{count} findings here", { count: notes.length }),
  );
  return `\n<aside class="mc-found" aria-label="${escape(title)}">\n<p>${escape(title)}</p>\n<ul>\n${items.join("\n")}\n</ul>\n</aside>\n`;
}

/** What stands in the report's place while there is none. */
function failure(text: string, words: Words): string {
  const title = words.tell(phrase("There is no report to show"));
  const policy = `default-src 'none'; style-src ${own.style}; script-src ${own.script}; connect-src 'self'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${escape(words.language)}" dir="${words.direction}">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${style}</style>
<script>${script}</script>
</head>
<body class="mc-preview">
<main>
<h1>${escape(title)}</h1>
<p>${escape(text)}</p>
</main>
</body>
</html>
`;
}
