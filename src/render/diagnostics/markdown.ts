import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FindingsView, Format } from "../../model/views.ts";
import type { Words } from "../../model/words.ts";
import { coverage, headline } from "../findings-summary.ts";
import { inert } from "../inert-markdown.ts";
import { visible } from "../report/visible.ts";
import { cut } from "../terminal.ts";
import { brought } from "../under-review.ts";
import { worstFirst } from "../worst-first.ts";

const limits = { rows: 200, bytes: 900_000, columns: 300, characters: 1_200 };

/** What a cell has room for. */
function brief(text: string): string {
  const [start = ""] = new RegExp(`^[^]{0,${limits.characters}}`, "u").exec(text) ?? [];
  return cut(visible(start.length < text.length ? `${start}…` : text), limits.columns);
}

function row(one: Diagnostic, words: Words): string {
  const at = `${one.file}:${one.range.start.line}`;
  const cells = [words.label("severity", one.severity), one.place, one.message, at];
  return `|${cells.map((text) => ` ${inert(brief(text))} `.replace(/^ +$/, " ")).join("|")}|\n`;
}

/** As many rows as a comment or a job summary takes. */
function rows(diagnostics: Diagnostic[], words: Words): string[] {
  const shown: string[] = [];
  let room = limits.bytes;
  for (const one of worstFirst(diagnostics).slice(0, limits.rows)) {
    const text = row(one, words);
    room -= new TextEncoder().encode(text).length;
    if (room < 0) break;
    shown.push(text);
  }
  return shown;
}

function table(view: FindingsView, words: Words): string[] {
  const found = brought(view);
  if (found.length === 0) return [];
  const heads = ["findings.severity", "findings.where", "findings.what", "sources.files"].map((key) =>
    inert(words.say(`report.${key}`)),
  );
  const shown = rows(found, words);
  const rest = found.length + view.dropped - shown.length;
  const more = rest > 0 ? [`${inert(words.say("findings.dropped", { count: rest }))}\n`] : [];
  return [`| ${heads.join(" | ")} |\n| --- | --- | --- | --- |\n${shown.join("")}`, ...more];
}

/** A summary for the comment of a pull request or for a job. */
export default ((view, { words }) => {
  const sound = view.summary.errors + view.summary.warnings === 0 ? [`${inert(words.say("findings.sound"))}\n`] : [];
  const checked = coverage(view, words).map((line) => `- ${inert(line)}\n`);
  return [`## ${inert(headline(view, words))}\n`, ...table(view, words), ...sound, checked.join("")].join("\n");
}) satisfies Format<FindingsView>;
