import { phrase } from "../../model/phrase.ts";
import type { Format, HistoryView } from "../../model/views.ts";
import { escapeMarkdown } from "../report/escape-markdown.ts";
import { visible } from "../report/visible.ts";
import { linesOf, rounded } from "./lines.ts";

const inert = (text: string) => escapeMarkdown(visible(text));
const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "&#124;")).join(" | ")} |\n`;

/** A table for each dossier, a column for each framework. */
export default ((view, { words }) => {
  const all = linesOf(view);
  const blocks = [...new Set(all.map(({ path }) => path))].map((path) => {
    const lines = all.filter((line) => line.path === path);
    const [first] = lines;
    const name = !first || first.city === "" ? path : path === "." ? first.city : `${first.city} (${path})`;
    const heads = [words.tell(phrase("Revision")), words.tell(phrase("Date")), ...lines.map(({ title }) => title)];
    const rows = view.history.map(({ revision, date }, n) =>
      row([
        inert(revision),
        date,
        ...lines.map(({ scores }) => (typeof scores[n] === "number" ? words.percent(rounded(scores[n])) : "–")),
      ]),
    );
    const line = row([" --- ", " --- ", ...lines.map(() => " --: ")].map((cell) => cell.trim()));
    return `## ${inert(name)}\n\n${row(heads.map(inert))}${line}${rows.join("")}`;
  });
  if (blocks.length === 0) blocks.push(`${inert(words.tell(phrase("No revision has a score of these dossiers.")))}\n`);
  const failed = view.history.flatMap(({ revision, why }) => (why === undefined ? [] : [`${revision}: ${why}`]));
  const notes = [...failed, ...view.notes].map((text) => `- ${inert(text)}\n`);
  if (notes.length > 0) blocks.push(notes.join(""));
  return blocks.join("\n");
}) satisfies Format<HistoryView>;
