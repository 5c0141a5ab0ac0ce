import { phrase } from "../../model/phrase.ts";
import type { Format, HistoryView, Setting } from "../../model/views.ts";
import { coloursOf } from "../colours.ts";
import { breakCommands, cut, forTerminal, padded, widthOf, wrapped } from "../terminal.ts";
import { type Line, linesOf, rounded } from "./lines.ts";

const shown = (score: number | null | undefined, { words }: Setting) =>
  typeof score === "number" ? words.percent(rounded(score)) : "–";

function table(
  { city, path, title, framework, scores }: Line,
  view: HistoryView,
  setting: Setting,
  width: number,
): string {
  const { words } = setting;
  const colours = coloursOf(setting.colour);
  const name = city === "" ? path : path === "." ? city : `${city} (${path})`;
  const heads = wrapped(forTerminal(name), width).map(colours.strong);
  const rows = view.history.map(({ revision, date, why }, n): [string, string, string, string] => {
    const before = scores.slice(0, n).findLast((score) => typeof score === "number");
    const score = scores[n];
    const step = typeof score === "number" && typeof before === "number" ? Math.round((score - before) * 1000) / 10 : 0;
    const sign = step > 0 ? "▲" : step < 0 ? "▼" : "";
    const note = why === undefined ? (step === 0 ? "" : `${sign} ${words.number(Math.abs(step), 1)}`) : "!";
    return [forTerminal(revision), date, shown(score, setting), note];
  });
  const room = Math.max(8, width - 12 - 8 - 9);
  const first = Math.min(room, Math.max(...rows.map(([revision]) => widthOf(revision))));
  const last = Math.max(...rows.map(([, , score]) => widthOf(score)));
  const lines = rows.map(([revision, date, score, note]) => {
    const colour = note.startsWith("▲") ? colours.good : note.startsWith("▼") ? colours.error : colours.faint;
    const gap = " ".repeat(last - widthOf(score));
    return `  ${padded(cut(revision, first), first)}  ${date}  ${gap}${score}${note === "" ? "" : `  ${colour(note)}`}`;
  });
  return [...heads, ...wrapped(forTerminal(`${title} (${framework})`), width), ...lines].join("\n");
}

/** A table for each dossier and framework, for people at a terminal or reading a log. */
export default ((view, setting) => {
  const { words } = setting;
  const width = Math.max(30, Math.min(setting.width, 100));
  const blocks = linesOf(view).map((line) => table(line, view, setting, width));
  if (blocks.length === 0)
    blocks.push(wrapped(words.tell(phrase("No revision has a score of these dossiers.")), width).join("\n"));
  const failed = view.history.flatMap(({ revision, why }) => (why === undefined ? [] : [`! ${revision}: ${why}`]));
  const notes = [...failed, ...view.notes].flatMap((text) => wrapped(forTerminal(text), width, "", "  "));
  if (notes.length > 0) blocks.push(notes.join("\n"));
  const text = `${blocks.join("\n\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<HistoryView>;
