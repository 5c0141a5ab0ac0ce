import { scaleLinear } from "d3-scale";
import type { ChartView } from "../../model/chart.ts";
import type { ScoreCard } from "../../model/score.ts";
import type { Spoken } from "../../model/words.ts";
import type { Telling } from "../telling.ts";
import { chart, leftOut, mostRows, Sheet, table, width } from "./draw.ts";

const row = 30;
const top = 26;
const left = 300;
const right = 640;

/** A bar for each area of a framework; none for an area that has no score. */
export function areasChart(all: Telling, card: ScoreCard): ChartView | null {
  if (card.areas.length === 0) return null;
  const { words } = all;
  const pack = all.library.packs.get(card.id)?.framework;
  const titles = new Map(pack?.areas.map(({ id, title }) => [id, title]));
  const areas = card.areas.map((area) => ({
    name: all.ofPack(titles.get(area.id)) ?? { text: area.title },
    share: all.share(area.score),
  }));
  const shown = areas.slice(0, mostRows);
  const sheet = new Sheet(all);
  const x = scaleLinear([0, 1], [left, right]);
  const bottom = top + shown.length * row;
  for (const at of [0, 0.25, 0.5, 0.75, 1]) {
    sheet.line(
      [
        [x(at), top],
        [x(at), bottom],
      ],
      "grid",
    );
    sheet.label(words.percent(at), x(at), top - 8, 80, "quiet middle");
  }
  for (const [n, { name, share }] of shown.entries()) {
    const y = top + n * row;
    sheet.label(name, 0, y + 20, left - 14);
    if (share === null) sheet.label(words.say("report.cover.noScore"), left + 8, y + 20, right - left, "quiet backed");
    else {
      sheet.box(left, y + 7, right - left, 16, "track");
      sheet.box(left, y + 7, x(share.fraction) - left, 16, "bar");
      sheet.label(share.text, right + 10, y + 20, width - right - 10);
    }
  }
  const gaps = areas.filter(({ share }) => share === null).length;
  const framework: Spoken = all.ofPack(pack?.title) ?? { text: card.title };
  return chart(all, sheet, bottom + 8, {
    title: words.say("report.chart.areas.title", { framework: framework.text }),
    description: [
      words.say("report.chart.areas.told", { count: areas.length, least: words.percent(0), most: words.percent(1) }),
      gaps === 0 ? "" : words.say("report.chart.areas.gaps", { count: gaps }),
    ],
    notes: leftOut(all, areas.length - shown.length),
    table: table(
      words.say("report.chart.areas.area"),
      [{ label: words.say("report.cover.score"), numeric: true }],
      areas.map(({ name, share }) => ({ name, cells: [share?.text ?? words.say("report.cover.noScore")] })),
    ),
  });
}
