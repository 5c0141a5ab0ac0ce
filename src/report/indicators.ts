import type { Document, Sound } from "../model/dossier.ts";
import type { IndicatorFact, MeasuredValue } from "../model/facts.ts";
import type { DatedValue, Indicator, IndicatorValue, Measurement } from "../model/kinds.gen.ts";
import type { DatedText } from "../model/report-pieces.ts";
import type { IndicatorView } from "../model/report-plan.ts";
import { onTrack } from "./glance.ts";
import { factsAt, type Telling } from "./telling.ts";

export function indicators(all: Telling): IndicatorView[] {
  const factAt = factsAt(all.facts.indicators);
  return all.plans.flatMap((plan) =>
    (plan.data.indicators ?? []).map((data, n) => ({
      plan: all.planOf(plan),
      ...stated(all, data),
      ...measured(all, factAt(plan, `/indicators/${n}`)),
    })),
  );
}

type Measured = "latest" | "trend" | "progress" | "onTrack" | "pace" | "notes";

function stated(all: Telling, data: Sound<Indicator>): Omit<IndicatorView, Measured | "plan"> {
  const { numerator, denominator } = data;
  const isRatio = numerator !== undefined || denominator !== undefined;
  return {
    title: all.spoken(data.title),
    type: all.label("indicatorType", data.type),
    unit: all.spoken(data.unit),
    baseline: dated(all, data.baseline),
    target: dated(all, data.target),
    ratio: isRatio ? { numerator: all.spoken(numerator), denominator: all.spoken(denominator) } : null,
    verification: all.spoken(data.verification),
    source: all.spoken(data.source),
    every: data.every ?? null,
    disaggregation: all.spokenAll(data.disaggregation),
  };
}

function measured(all: Telling, fact: IndicatorFact | undefined): Pick<IndicatorView, Measured> {
  const entries = (fact?.measurements ?? []).map(({ in: document, at }) => entryAt(document as Document<"report">, at));
  const keeps = fact === undefined ? null : onTrack(fact);
  return {
    latest: dated(all, entries.at(-1)),
    trend: fact === undefined ? null : trend(all, fact),
    progress: all.share(fact?.progress ?? null),
    onTrack: keeps,
    pace: keeps === null ? null : all.words.say(keeps ? "report.indicators.onTrack" : "report.indicators.behind"),
    notes: entries.flatMap(({ date, note }) => {
      const text = all.spoken(note);
      return text === null ? [] : [{ date: all.date(date), text }];
    }),
  };
}

function entryAt({ data }: Document<"report">, at: string): Sound<Measurement> {
  return data.indicators?.[Number(at.slice(at.lastIndexOf("/") + 1))] ?? {};
}

function dated(all: Telling, given: Sound<DatedValue> | undefined): DatedText | null {
  const value = valueText(all, given?.value);
  return value === null ? null : { value, date: all.date(given?.date) };
}

function valueText({ words }: Telling, value: Sound<IndicatorValue> | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === "number") return words.number(value);
  if (typeof value === "boolean")
    return words.say(value ? "report.indicators.reached" : "report.indicators.notReached");
  if ("atLeast" in value && value.atLeast !== undefined)
    return words.say("report.indicators.atLeast", { number: words.number(value.atLeast) });
  if ("atMost" in value && value.atMost !== undefined)
    return words.say("report.indicators.atMost", { number: words.number(value.atMost) });
  return null;
}

const arrows = new Map([
  ["improving", "↗"],
  ["worse", "↘"],
  ["steady", "→"],
]);

/** Of the latest value against the one before, or the baseline where there is only one. */
function trend(all: Telling, fact: IndicatorFact): IndicatorView["trend"] {
  const latest = fact.measurements.at(-1);
  const before = fact.measurements.at(-2) ?? fact.baseline;
  if (latest === undefined || before === null || before === undefined) return null;
  const gain = gained(fact, before, latest);
  if (Number.isNaN(gain)) return null;
  const value = gain > 0 ? "improving" : gain < 0 ? "worse" : "steady";
  return { value, label: all.words.label("trend", value), arrow: arrows.get(value) ?? "" };
}

/** Above 0 where the value has come nearer to what is wanted; NaN where that cannot be told. */
function gained({ direction, baseline, target }: IndicatorFact, before: MeasuredValue, latest: MeasuredValue): number {
  if (latest.reached !== null && before.reached !== null)
    return latest.reached === before.reached ? 0 : latest.reached ? 1 : -1;
  const rise = latest.number - before.number;
  if (rise === 0) return 0;
  const goal = target?.number ?? Number.NaN;
  if (direction === "reach") return Math.abs(before.number - goal) - Math.abs(latest.number - goal);
  if (direction !== "") return direction === "increase" ? rise : -rise;
  const way = Math.sign(goal - (baseline?.number ?? Number.NaN));
  return way === 0 ? Number.NaN : rise * way;
}
