import { scaleLinear } from "d3-scale";
import type { ChartView, ScoredRevision } from "../../model/chart.ts";
import type { Telling } from "../telling.ts";
import { chart, Sheet, table } from "./draw.ts";
import { dayAfter, instant, timeAxis, timeScale } from "./time.ts";

const top = 30;
const bottom = 250;
const range: [number, number] = [56, 690];
/** More values than these would stand on each other. */
const mostValues = 12;

interface Point extends ScoredRevision {
  at: number;
}

/** The score of a framework from revision to revision. No line crosses a revision without a score, or a change of the checklist. */
export function historyChart(all: Telling, framework: string, title: string): ChartView | null {
  const points = (all.history ?? [])
    .filter((one) => one.framework === framework)
    .flatMap((one): Point[] => {
      const at = instant(one.date);
      return at === null
        ? []
        : [{ ...one, at, score: one.score === null || Number.isNaN(one.score) ? null : one.score }];
    })
    .toSorted((a, b) => a.at - b.at);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { words } = all;
  const sheet = new Sheet(all);
  const x = timeScale(first.at, dayAfter(last.at), range);
  const y = scaleLinear([0, 1], [bottom, top]);
  for (const at of [0, 0.5, 1]) {
    sheet.line(
      [
        [range[0], y(at)],
        [range[1], y(at)],
      ],
      "grid",
    );
    sheet.label(words.percent(at), range[0] - 8, y(at) + 5, 60, "quiet end");
  }
  timeAxis(sheet, words, x, { top, bottom, y: bottom + 26 });
  const changes = points.filter((_, n) => changed(points, n));
  for (const { at, edition } of changes) {
    sheet.line(
      [
        [x(at), top],
        [x(at), bottom],
      ],
      "break",
    );
    const ends = x(at) > (range[0] + range[1]) / 2;
    sheet.label(
      words.say("report.cover.edition", { edition }),
      x(at) + (ends ? -6 : 6),
      bottom - 8,
      200,
      ends ? "quiet backed end" : "quiet backed",
    );
  }
  for (const run of runs(points))
    sheet.line(
      run.map(({ at, score }) => [x(at), y(bounded(score ?? 0))]),
      "path",
    );
  const scored = points.filter(({ score }) => score !== null);
  for (const [n, { at, score }] of scored.entries()) {
    sheet.sign("circle", x(at), y(bounded(score ?? 0)), "dot");
    if (scored.length > mostValues && n > 0 && n < scored.length - 1) continue;
    const look =
      x(at) > range[1] - 40 ? "text backed end" : x(at) < range[0] + 40 ? "text backed" : "text backed middle";
    sheet.label(all.share(score)?.text ?? "", x(at), y(bounded(score ?? 0)) - 11, 90, look);
  }
  const unscored = points.filter(({ score }) => score === null);
  for (const [n, { at }] of unscored.entries()) {
    sheet.sign("cross", x(at), bottom, "off");
    // Else it would pass for a score of nothing.
    const look =
      x(at) > range[1] - 60 ? "quiet backed end" : x(at) < range[0] + 60 ? "quiet backed" : "quiet backed middle";
    if (n === 0) sheet.label(words.say("report.cover.noScore"), x(at), bottom - 28, 140, look);
  }
  const gaps = unscored.length;
  return chart(all, sheet, bottom + 36, {
    title: words.say("report.chart.history.title", { framework: title }),
    description: [
      words.say("report.chart.history.told", { count: points.length }),
      gaps === 0 ? "" : words.say("report.chart.history.gaps", { count: gaps }),
      changes.length === 0 ? "" : words.say("report.chart.history.breaks", { count: changes.length }),
    ],
    table: table(
      words.say("report.chart.history.revision"),
      [
        { label: words.say("report.chart.history.date") },
        { label: words.say("report.cover.editionLabel") },
        { label: words.say("report.cover.score"), numeric: true },
      ],
      points.map(({ revision, date, edition, score }) => ({
        name: { text: revision },
        cells: [
          all.date(date),
          edition === "" || edition === "undated" ? null : edition,
          all.share(score)?.text ?? words.say("report.cover.noScore"),
        ],
      })),
    ),
  });
}

const bounded = (score: number): number => Math.min(1, Math.max(0, score));

/** Whether the edition is another than the last one known before. */
function changed(points: Point[], n: number): boolean {
  const edition = points[n]?.edition ?? "";
  const before = points.slice(0, n).findLast((point) => point.edition !== "")?.edition ?? edition;
  return edition !== "" && edition !== before;
}

/** What hangs together: scores one after the other under one edition. */
function runs(points: Point[]): Point[][] {
  const found: Point[][] = [];
  let open: Point[] = [];
  for (const [n, point] of points.entries()) {
    if (point.score === null || changed(points, n)) open = [];
    if (point.score === null) continue;
    if (open.length === 0) found.push(open);
    open.push(point);
  }
  return found.filter(({ length }) => length > 1);
}
