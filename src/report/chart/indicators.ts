import { scaleLinear } from "d3-scale";
import type { ChartView } from "../../model/chart.ts";
import type { IndicatorFact, MeasuredValue } from "../../model/facts.ts";
import type { IndicatorView } from "../../model/report-plan.ts";
import { factsAt, type Telling } from "../telling.ts";
import { chart, leftOut, type Shape, Sheet, width } from "./draw.ts";

const row = 62;
const top = 30;
const most = 30;
/** The scale ends here; the three values stand beside it, where they cannot meet. */
const right = 310;
const columns = [334, 464, 594];

const kinds = ["baseline", "latest", "target"] as const;
type Kind = (typeof kinds)[number];
const shapes: Record<Kind, Shape> = { baseline: "circle", latest: "diamond", target: "tick" };

type Values = Record<Kind, MeasuredValue | null>;

/** Each indicator on a scale of its own, from its baseline to its latest value, with its target. What is not known is not there. */
export function indicatorsChart(all: Telling, views: IndicatorView[]): ChartView | null {
  if (views.length === 0) return null;
  const { words } = all;
  const factAt = factsAt(all.facts.indicators);
  const facts = all.plans.flatMap((plan) =>
    (plan.data.indicators ?? []).map((_, n) => factAt(plan, `/indicators/${n}`)),
  );
  const shown = views.slice(0, most);
  const sheet = new Sheet(all);
  for (const [n, kind] of kinds.entries()) {
    const x = columns[n] ?? 0;
    sheet.sign(shapes[kind], x + 6, 12, kind);
    sheet.label(words.say(`report.indicators.${kind}`), x + 20, 17, 124, "quiet");
  }
  for (const [n, view] of shown.entries()) indicator(all, sheet, view, facts[n], top + n * row);
  const gaps = views.filter(({ baseline, latest, target }) => [baseline, latest, target].includes(null)).length;
  return chart(all, sheet, top + shown.length * row, {
    title: words.say("report.chart.indicators.title"),
    description: [
      words.say("report.chart.indicators.told", { count: views.length }),
      gaps === 0 ? "" : words.say("report.chart.indicators.gaps", { count: gaps }),
    ],
    notes: leftOut(all, views.length - shown.length),
    table: null,
  });
}

function indicator(all: Telling, sheet: Sheet, view: IndicatorView, fact: IndicatorFact | undefined, y: number): void {
  const { words } = all;
  sheet.line(
    [
      [0, y],
      [width, y],
    ],
    "grid",
  );
  const { trend } = view;
  sheet.label(view.title ?? words.say("report.none"), 0, y + 20, trend === null ? width : width - 180, "strong");
  if (trend !== null) sheet.label(`${trend.arrow} ${trend.label}`, width, y + 20, 160, "quiet end");
  for (const [n, kind] of kinds.entries()) {
    const none = words.say(kind === "latest" ? "report.indicators.unmeasured" : "report.none");
    sheet.label(view[kind]?.value ?? none, columns[n] ?? 0, y + 46, 124, view[kind] === null ? "quiet" : "text");
  }
  const values: Values = {
    baseline: fact?.baseline ?? null,
    latest: fact?.measurements.at(-1) ?? null,
    target: fact?.target ?? null,
  };
  const scale = scaleOf(values);
  if (scale === null) sheet.label(words.say("report.chart.indicators.noScale"), 0, y + 46, right, "quiet");
  else onScale(sheet, values, scale, y + 41);
}

type Scale = (value: MeasuredValue) => number;

/** Where a value stands: a statement at one of two ends, a number or a bound at its number; null where that is not known. */
function place({ number, reached, limit, bound }: MeasuredValue): number | null {
  const at = reached !== null ? Number(reached) : bound !== null ? limit : number;
  return Number.isFinite(at) ? at : null;
}

/** None where there is nothing to place, and none for statements among numbers. */
function scaleOf(values: Values): Scale | null {
  const given = kinds.flatMap((kind) => values[kind] ?? []);
  const statements = given.filter(({ reached }) => reached !== null).length;
  const places = given.flatMap((value) => place(value) ?? []);
  if (places.length === 0 || (statements > 0 && statements < given.length)) return null;
  const [low, high] = statements > 0 ? [0, 1] : [Math.min(...places), Math.max(...places)];
  // Of equal values none is nearer to an end; halves keep numbers of any size from passing what a number can hold.
  const linear = low === high ? null : scaleLinear([low / 2, high / 2], [34, right - 34]);
  return (value) => (linear === null ? right / 2 : linear((place(value) ?? 0) / 2));
}

function onScale(sheet: Sheet, values: Values, scale: Scale, y: number): void {
  sheet.line(
    [
      [0, y],
      [right, y],
    ],
    "scale",
  );
  const known = (kind: Kind): MeasuredValue | null => {
    const value = values[kind];
    return value !== null && place(value) !== null ? value : null;
  };
  const [baseline, latest] = [known("baseline"), known("latest")];
  if (baseline !== null && latest !== null)
    sheet.box(Math.min(scale(baseline), scale(latest)), y - 3, Math.abs(scale(latest) - scale(baseline)), 6, "way");
  for (const kind of ["target", "baseline", "latest"] as const) {
    const value = known(kind);
    if (value === null) continue;
    if (value.bound !== null) beyond(sheet, scale(value), value.bound === "atLeast" ? right : 0, y, kind);
    sheet.sign(shapes[kind], scale(value), y, kind);
  }
}

/** All that a bound leaves open, above the scale for a target and below it for what is measured. */
function beyond(sheet: Sheet, from: number, to: number, y: number, kind: Kind): void {
  const at = kind === "target" ? y - 8 : y + 8;
  const back = to > from ? -6 : 6;
  sheet.line(
    [
      [from, at],
      [to, at],
    ],
    "bound",
  );
  sheet.line(
    [
      [to + back, at - 4],
      [to, at],
      [to + back, at + 4],
    ],
    "bound",
  );
}
