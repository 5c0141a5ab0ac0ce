import type { Document, Sound } from "../model/dossier.ts";
import type { IndicatorFact, MeasuredValue, MeasurementFact, ReportFact } from "../model/facts.ts";
import type { DatedValue, Indicator } from "../model/kinds.gen.ts";
import { addMonths, dayNumber } from "./days.ts";
import { placed, type Given } from "./given.ts";
import { spoken, versions } from "./texts.ts";

/** What the reports measured, in the order of the files. */
export function measurements({ dossier }: Given): MeasurementFact[] {
  return dossier.documents.report.flatMap((report) =>
    placed(report.data.indicators, "/indicators").map(({ data, at }) => ({
      in: report,
      at,
      indicator: data.indicator ?? "",
      report: report.data.id ?? "",
      ...measured(data),
    })),
  );
}

function measured({ value, date = "" }: Sound<DatedValue>): MeasuredValue {
  const unknown: MeasuredValue = { number: Number.NaN, reached: null, bound: null, limit: Number.NaN, date };
  if (typeof value === "number") return { ...unknown, number: value };
  if (typeof value === "boolean") return { ...unknown, reached: value };
  if (value && "atLeast" in value && value.atLeast !== undefined)
    return { ...unknown, bound: "atLeast", limit: value.atLeast };
  if (value && "atMost" in value && value.atMost !== undefined)
    return { ...unknown, bound: "atMost", limit: value.atMost };
  return unknown;
}

function saysSomething(value: MeasuredValue): boolean {
  return !Number.isNaN(value.number) || value.reached !== null || value.bound !== null;
}

export function indicators(
  given: Given,
  all: readonly MeasurementFact[],
  reports: readonly ReportFact[],
): IndicatorFact[] {
  const reported = new Map(reports.map((report) => [report.in, report.date]));
  const order = (a: MeasurementFact): string => `${a.date} ${reported.get(a.in) ?? ""}`;
  const ordered = all
    .filter((one) => one.date !== "" && one.date <= given.day && saysSomething(one))
    .sort((a, b) => (order(a) === order(b) ? 0 : order(a) < order(b) ? -1 : 1));
  const byIndicator = new Map<string, MeasurementFact[]>();
  for (const one of ordered) {
    const list = byIndicator.get(one.indicator);
    if (list) list.push(one);
    else byIndicator.set(one.indicator, [one]);
  }
  return given.dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.indicators, "/indicators").map((place) => {
      const own = place.data.id === undefined ? [] : (byIndicator.get(place.data.id) ?? []);
      return indicatorFact(given, plan, place, own);
    }),
  );
}

function indicatorFact(
  { day, language }: Given,
  plan: Document<"plan">,
  { data, at }: { data: Sound<Indicator>; at: string },
  own: MeasurementFact[],
): IndicatorFact {
  const baseline = data.baseline ? measured(data.baseline) : null;
  const target = data.target ? measured(data.target) : null;
  const every = data.every ?? Number.NaN;
  const latest = own.at(-1) ?? null;
  return {
    in: plan,
    at,
    id: data.id ?? "",
    title: spoken(data.title, language),
    plan: plan.data.id ?? "",
    type: data.type ?? "",
    direction: data.direction ?? "",
    every,
    baseline,
    target,
    hasBaseline: baseline !== null && saysSomething(baseline),
    hasTarget: target !== null && saysSomething(target),
    hasVerification: versions(data.verification).length > 0,
    measurements: own,
    measured: own.length > 0,
    ...timeliness(day, every, plan.data.period?.start ?? "", baseline?.date ?? "", latest?.date ?? ""),
    progress:
      baseline || target?.reached !== null ? progress(data.direction ?? "", baseline, target, latest) : Number.NaN,
    expected: expected(baseline, target, latest),
  };
}

/** A measurement is owed once an interval has passed since the plan began and since the baseline. */
function timeliness(day: string, every: number, begun: string, baseline: string, latest: string) {
  if (Number.isNaN(every)) return { owed: false, onTime: latest !== "" };
  const since = baseline > begun ? baseline : begun;
  const owed = since !== "" && passed(since, every, day);
  const last = latest === "" && !owed ? baseline : latest;
  return { owed, onTime: last !== "" && last <= day && !passed(last, every, day) };
}

function passed(since: string, months: number, day: string): boolean {
  const over = addMonths(since, months);
  return over !== "" && over < day;
}

function progress(
  direction: string,
  baseline: MeasuredValue | null,
  target: MeasuredValue | null,
  latest: MeasuredValue | null,
): number {
  if (!target || !latest) return Number.NaN;
  if (target.reached !== null) return latest.reached === null ? Number.NaN : Number(latest.reached === target.reached);
  const goal = target.bound ? target.limit : target.number;
  const from = baseline?.number ?? Number.NaN;
  const met = meets(latest, target, goal, direction || (goal < from ? "decrease" : "increase"));
  const value = latest.number;
  if (Number.isNaN(from) || Number.isNaN(value)) return met === true && baseline ? 1 : Number.NaN;
  if (target.bound && meets({ ...latest, number: from }, target, goal, "")) {
    // The target is a line not to be crossed and the baseline already keeps to it.
    return met ? 1 : finite(-Math.abs(value - goal) / Math.abs(goal - from));
  }
  if (goal === from) return met ? 1 : Number.NaN;
  return finite((value - from) / (goal - from));
}

/** Whether a value reaches the target; null where a bound does not decide it. */
function meets(value: MeasuredValue, target: MeasuredValue, goal: number, direction: string): boolean | null {
  const lowest = value.bound === "atLeast" ? value.limit : value.bound ? Number.NaN : value.number;
  const highest = value.bound === "atMost" ? value.limit : value.bound ? Number.NaN : value.number;
  const upwards = target.bound ? target.bound === "atLeast" : direction === "increase";
  if (!target.bound && direction === "reach") return value.bound ? null : value.number === goal;
  if (upwards) return lowest >= goal ? true : highest < goal ? false : null;
  return highest <= goal ? true : lowest > goal ? false : null;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/** The elapsed part of the way; a milestone that is reached or not is expected on its day. */
function expected(baseline: MeasuredValue | null, target: MeasuredValue | null, latest: MeasuredValue | null): number {
  if (!target || !latest || target.date === "") return Number.NaN;
  if (target.reached !== null) return Number(latest.date >= target.date);
  const from = baseline?.date ?? "";
  if (from === "" || target.date <= from) return Number.NaN;
  const elapsed = dayNumber(latest.date) - dayNumber(from);
  return Math.min(1, Math.max(0, elapsed / (dayNumber(target.date) - dayNumber(from))));
}
