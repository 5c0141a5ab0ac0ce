import type { ActionFact, Amount, IndicatorFact } from "../model/facts.ts";
import type { GlanceView } from "../model/report-cover.ts";
import { sums } from "./money.ts";
import type { Telling } from "./telling.ts";

const statuses = ["planned", "in-progress", "delayed", "completed", "cancelled"];

export function glance(all: Telling): GlanceView {
  const { facts, plans } = all;
  const told = new Set<unknown>(plans);
  const actions = facts.actions.filter((action) => told.has(action.in));
  const indicators = facts.indicators.filter((indicator) => told.has(indicator.in));
  const judged = indicators.filter((indicator) => onTrack(indicator) !== null);
  const due = facts.dueReports.filter((one) => told.has(one.in) && one.isDue && all.covers(one.start, one.end));
  const milestones = actions.filter(({ cancelled }) => !cancelled).flatMap((action) => action.milestones);
  return {
    actions: actions.length,
    completed: actions.filter(({ completed }) => completed).length,
    underWay: actions.filter(({ underWay }) => underWay).length,
    statuses: statuses.map((value) => {
      const count = actions.filter(({ status }) => status === value).length;
      const share = all.share(actions.length === 0 ? 0 : count / actions.length) ?? { fraction: 0, text: "" };
      return { value, label: all.words.label("actionStatus", value), count, share };
    }),
    ...average(all, actions),
    indicators: indicators.length,
    judged: judged.length,
    onTrack: judged.filter((indicator) => onTrack(indicator) === true).length,
    reportsDue: due.length,
    reportsPresent: due.filter(({ covered }) => covered).length,
    meetingsHeld: facts.meetings.filter(({ held, date }) => held && all.covers(date)).length,
    milestones: milestones.length,
    milestonesDone: milestones.filter(({ done }) => done !== "" && done <= facts.day).length,
    money: money(all, actions, told),
  };
}

/** No more than a tenth of the way behind the straight line; null where either is unknown. */
export function onTrack({ progress, expected }: IndicatorFact): boolean | null {
  if (Number.isNaN(progress)) return null;
  if (progress >= 1) return true;
  return Number.isNaN(expected) ? null : expected - progress <= 0.1 + 1e-9;
}

/** Only over what is stated: a completed action without a stated progress is not made up for. */
function average(all: Telling, actions: ActionFact[]): Pick<GlanceView, "average" | "progressStated" | "progressOf"> {
  const counted = actions.filter(({ cancelled }) => !cancelled);
  const stated = counted.map(({ progress }) => progress).filter((progress) => !Number.isNaN(progress));
  const sum = stated.reduce((total, progress) => total + progress, 0);
  return {
    average: stated.length === 0 ? null : all.share(sum / stated.length / 100),
    progressStated: stated.length,
    progressOf: counted.length,
  };
}

function money(all: Telling, actions: ActionFact[], told: Set<unknown>): GlanceView["money"] {
  const budget = sums(actions.filter(({ cancelled }) => !cancelled).map((action) => action.budget));
  const secured = sums(
    all.facts.sources
      .filter((source) => told.has(source.in) && source.status === "secured")
      .map(({ amount }) => amount),
  );
  const spent = sums(actions.map((action) => action.spent));
  const currencies = [...new Set([...budget.keys(), ...secured.keys(), ...spent.keys()])].sort();
  const shown = (amounts: Map<string, Amount>, currency: string): string | null =>
    all.money(amounts.get(currency) ?? null);
  return currencies.map((currency) => ({
    currency,
    budget: shown(budget, currency),
    secured: shown(secured, currency),
    spent: shown(spent, currency),
  }));
}
