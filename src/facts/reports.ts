import type { Document } from "../model/dossier.ts";
import type {
  DueReportFact,
  ExchangeFact,
  FeedbackFact,
  GoodPracticeFact,
  MediaFact,
  ReadjustmentFact,
  ReportActionFact,
  ReportFact,
} from "../model/facts.ts";
import { addMonths, dayBefore } from "./days.ts";
import { placed, type Given } from "./given.ts";
import { amountOf } from "./money.ts";
import { evidenceOf, strings, versions } from "./texts.ts";

export function reports({ dossier, day }: Given): ReportFact[] {
  const all = dossier.documents.report.map((report): ReportFact => {
    const { data } = report;
    return {
      in: report,
      at: "",
      id: data.id ?? "",
      plan: data.plan ?? "",
      start: data.period?.start ?? "",
      end: data.period?.end ?? "",
      date: data.date ?? "",
      status: data.status ?? "",
      published: data.published !== undefined,
      lessons: data.lessons?.length ?? 0,
      suggestions: data.suggestions?.length ?? 0,
      latest: false,
    };
  });
  const newest = [...all].sort(byDate).findLast(({ date }) => date <= day);
  if (newest) newest.latest = true;
  return all;
}

function byDate(a: ReportFact, b: ReportFact): number {
  return compare(a.date, b.date) || compare(a.end, b.end) || compare(a.start, b.start);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What the reports tell of actions, oldest first. */
export function reportActions(all: readonly ReportFact[]): ReportActionFact[] {
  const last = new Map<string, ReportActionFact>();
  return [...all].sort(byDate).flatMap((report) => {
    const told = placed((report.in as Document<"report">).data.actions, "/actions").map(
      ({ data, at }): ReportActionFact => ({
        in: report.in,
        at,
        report: report.id,
        plan: report.plan,
        action: data.action ?? "",
        status: data.status ?? "",
        progress: data.progress ?? Number.NaN,
        spent: amountOf(data.spent),
        hasEvidence: evidenceOf(data.evidence).length > 0,
        date: report.date,
        before: last.get(keyOf(report.plan, data.action ?? "")) ?? null,
      }),
    );
    for (const entry of told)
      if (entry.plan !== "" && entry.action !== "") last.set(keyOf(entry.plan, entry.action), entry);
    return told;
  });
}

/** Names an action of a plan: no id holds a blank. */
export function keyOf(plan: string, id: string): string {
  return `${plan} ${id}`;
}

export function dueReports({ dossier, day }: Given, all: readonly ReportFact[]): DueReportFact[] {
  return dossier.documents.plan.flatMap((plan) => {
    const own = all.filter((report) => report.plan !== "" && report.plan === plan.data.id);
    return reportingPeriods(plan).map(({ at, start, end, due }) => {
      const covering = own.find((report) => report.start !== "" && report.start <= start && report.end >= end);
      return {
        in: plan,
        at,
        plan: plan.data.id ?? "",
        start,
        end,
        due,
        isDue: due !== "" && due <= day,
        report: covering?.id ?? "",
        covered: covering !== undefined,
      };
    });
  });
}

interface ReportingPeriod {
  at: string;
  start: string;
  end: string;
  due: string;
}

function reportingPeriods({ data: { period, reporting } }: Document<"plan">): ReportingPeriod[] {
  const within = reporting?.within ?? 3;
  if (reporting?.periods)
    return placed(reporting.periods, "/reporting/periods").flatMap(({ data: { start, end, due }, at }) =>
      start && end ? { at, start, end, due: due ?? addMonths(end, within) } : [],
    );
  const [first, last, every] = [period?.start, period?.end, reporting?.every];
  if (!first || !last || !every || every < 1) return [];
  const periods: ReportingPeriod[] = [];
  for (let count = 0, start = first; start !== "" && start <= last; start = addMonths(first, ++count * every)) {
    const full = dayBefore(addMonths(first, (count + 1) * every));
    const end = full === "" || full > last ? last : full;
    periods.push({ at: "/reporting/every", start, end, due: addMonths(end, within) });
  }
  return periods;
}

/** Feedback is answered by a readjustment, named on either side, or by a reason for none. */
export function feedback({ dossier }: Given, readjustments: readonly ReadjustmentFact[]): FeedbackFact[] {
  const heeded = new Set(readjustments.map((readjustment) => readjustment.feedback));
  return dossier.documents.report.flatMap((report) =>
    placed(report.data.feedback, "/feedback").map(({ data, at }) => ({
      in: report,
      at,
      id: data.id ?? "",
      report: report.data.id ?? "",
      plan: report.data.plan ?? "",
      from: data.from ?? "",
      channel: data.channel ?? "",
      date: data.date ?? "",
      answered:
        (data.readjustment ?? "") !== "" ||
        versions(data.noChange).length > 0 ||
        (data.id !== undefined && heeded.has(data.id)),
    })),
  );
}

export function goodPractices({ dossier }: Given): GoodPracticeFact[] {
  return dossier.documents.report.flatMap((report) =>
    placed(report.data.goodPractices, "/goodPractices").map(({ data, at }) => ({
      in: report,
      at,
      id: data.id ?? "",
      report: report.data.id ?? "",
      sharedWith: strings(data.sharedWith),
    })),
  );
}

export function exchanges({ dossier }: Given): ExchangeFact[] {
  return dossier.documents.report.flatMap((report) =>
    placed(report.data.exchanges, "/exchanges").map(({ data, at }) => ({
      in: report,
      at,
      id: data.id ?? "",
      report: report.data.id ?? "",
      kind: data.kind ?? "",
      date: data.date ?? "",
      year: (data.date ?? "").slice(0, 4),
      role: data.role ?? "",
      network: data.network ?? "",
      cluster: data.cluster ?? "",
    })),
  );
}

export function media({ dossier }: Given): MediaFact[] {
  return dossier.documents.report.flatMap((report) =>
    placed(report.data.media, "/media").map(({ at }) => ({ in: report, at, report: report.data.id ?? "" })),
  );
}
