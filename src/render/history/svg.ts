import { phrase } from "../../model/phrase.ts";
import type { Format, HistoryView } from "../../model/views.ts";
import { visible } from "../report/visible.ts";
import { type Line, linesOf, rounded } from "./lines.ts";
import { breakCommandsInMarkup } from "../terminal.ts";

const size = { width: 720, height: 360, left: 56, right: 24, top: 48, bottom: 56 };
/** Lines that can be told apart without colours: by their dashes and their points. */
const looks = [
  { colour: "#1b4f8a", dash: "" },
  { colour: "#a33b20", dash: "6 3" },
  { colour: "#2f6b3a", dash: "2 3" },
  { colour: "#6b3f8a", dash: "8 3 2 3" },
  { colour: "#7a5a00", dash: "12 4" },
  { colour: "#37474f", dash: "4 4" },
] as const;

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const xml = (text: string) => visible(text).replace(/[&<>"']/g, (sign) => signs[sign] ?? "");
const short = (text: string, most: number) => (text.length > most ? `${[...text].slice(0, most - 1).join("")}…` : text);
const at = (value: number) => String(Math.round(value * 10) / 10);

/** The line in the pieces that have scores: a gap is a gap. */
function drawn({ scores }: Line, n: number, x: (i: number) => number, y: (score: number) => number): string {
  const { colour, dash } = looks[n % looks.length] ?? looks[0];
  const pieces: string[][] = [[]];
  const points: string[] = [];
  for (const [i, score] of scores.entries()) {
    if (typeof score !== "number") {
      pieces.push([]);
      continue;
    }
    pieces.at(-1)?.push(`${at(x(i))},${at(y(score))}`);
    points.push(`<circle cx="${at(x(i))}" cy="${at(y(score))}" r="3" fill="${colour}"/>`);
  }
  const style = `fill="none" stroke="${colour}" stroke-width="2"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
  const lines = pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => `<polyline points="${piece.join(" ")}" ${style}/>`);
  return [...lines, ...points].join("\n");
}

/** A line for each dossier and framework over the revisions, evenly spaced. Draws the first lines and says how many it leaves out. */
export default ((view, { words }) => {
  const all = linesOf(view);
  const lines = all.slice(0, looks.length);
  const { width, left, right, top, bottom } = size;
  const legend = lines.length * 18;
  const height = size.height + legend;
  const floor = size.height - bottom;
  const last = Math.max(1, view.history.length - 1);
  const x = (i: number) =>
    view.history.length === 1 ? (left + width - right) / 2 : left + ((width - left - right) * i) / last;
  const y = (score: number) => floor - (floor - top) * Math.max(0, Math.min(1, score));
  const name = ({ city, path, title }: Line) => (city === "" ? `${path}: ${title}` : `${city}: ${title}`);
  const titled = words.tell(phrase("Scores over time"));
  const told = lines.map((line) => {
    const known = line.scores.flatMap((score, i) => (typeof score === "number" ? [{ score, i }] : []));
    const [first, final] = [known[0], known.at(-1)];
    const said = (one: typeof first) =>
      one ? `${words.percent(rounded(one.score))} (${view.history[one.i]?.revision ?? ""})` : "–";
    return `${name(line)}: ${said(first)} → ${said(final)}`;
  });
  if (all.length > lines.length)
    told.push(words.tell(phrase("{count} more lines are not drawn.", { count: all.length - lines.length })));
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" x2="${width - right}" y1="${at(y(share))}" y2="${at(y(share))}" stroke="#d0d0d0"/><text x="${left - 8}" y="${at(y(share) + 4)}" text-anchor="end">${xml(words.percent(share))}</text>`,
  );
  const every = Math.max(1, Math.ceil(view.history.length / 8));
  const labels = view.history.flatMap(({ revision, date }, i) =>
    i % every === 0
      ? [
          `<text x="${at(x(i))}" y="${floor + 20}" text-anchor="middle">${xml(short(revision, 12))}</text><text x="${at(x(i))}" y="${floor + 36}" text-anchor="middle" fill="#555555">${xml(date)}</text>`,
        ]
      : [],
  );
  const names = lines.map((line, n) => {
    const { colour, dash } = looks[n % looks.length] ?? looks[0];
    const height = size.height + n * 18;
    return `<line x1="${left}" x2="${left + 28}" y1="${height}" y2="${height}" stroke="${colour}" stroke-width="2"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}/><text x="${left + 36}" y="${height + 4}">${xml(short(name(line), 90))}</text>`;
  });
  return breakCommandsInMarkup(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="mc-title mc-desc" font-family="sans-serif" font-size="12" lang="${xml(words.language)}">`,
      `<title id="mc-title">${xml(titled)}</title>`,
      `<desc id="mc-desc">${xml(told.join("; "))}</desc>`,
      `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
      `<text x="${left}" y="24" font-size="16" font-weight="bold">${xml(titled)}</text>`,
      ...grid,
      ...labels,
      ...lines.map((line, n) => drawn(line, n, x, y)),
      ...names,
      "</svg>\n",
    ].join("\n"),
  );
}) satisfies Format<HistoryView>;
