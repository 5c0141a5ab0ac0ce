import type { Sound } from "../model/dossier.ts";
import type { Cocreation, Feedback, Plan, Submission } from "../model/kinds.gen.ts";
import type {
  CocreationView,
  FeedbackView,
  LessonsView,
  ParticipationView,
  SubmissionView,
} from "../model/report-people.ts";
import type { ReadjustmentView } from "../model/report-plan.ts";
import { secure } from "./cover.ts";
import type { Telling } from "./telling.ts";

export function participation(all: Telling): ParticipationView {
  const each = <T>(list: (plan: Sound<Plan>) => readonly T[] | undefined): T[] =>
    all.plans.flatMap(({ data }) => list(data) ?? []);
  return {
    issues: each((plan) => plan.issues).map(({ title, raisedBy }) => ({
      title: all.spoken(title),
      raisedBy: all.parties(raisedBy),
    })),
    stocktake: each((plan) => plan.stocktake).map(({ sector, finding, evidence }) => ({
      sector: all.label("sector", sector),
      finding: all.spoken(finding),
      evidence: all.evidence(evidence),
    })),
    policies: each((plan) => plan.policies).map(({ title, level, url }) => ({
      title: all.spoken(title),
      level: all.label("policyLevel", level),
      url: secure(url),
    })),
    cocreation: each((plan) => plan.cocreation)
      .filter(({ period }) => all.covers(period?.start, period?.end))
      .map((data) => cocreation(all, data)),
    consultations: each((plan) => plan.consultations)
      .filter(({ date }) => all.covers(date))
      .map(({ with: whom, date, topic, evidence }) => ({
        with: all.label("body", whom),
        date: all.date(date),
        topic: all.spoken(topic),
        evidence: all.evidence(evidence),
      })),
    submissions: each((plan) => plan.submissions)
      .filter(({ date }) => all.covers(date))
      .map((data) => submission(all, data)),
  };
}

function cocreation(all: Telling, data: Sound<Cocreation>): CocreationView {
  const { residents, publicBodies, privateCompanies, organisations } = data.participants ?? {};
  return {
    title: all.spoken(data.title),
    kind: all.label("cocreationKind", data.kind),
    period: all.span(data.period),
    url: secure(data.url),
    residents: residents ?? null,
    publicBodies: publicBodies ?? null,
    privateCompanies: privateCompanies ?? null,
    organisations: organisations ?? null,
    result: all.narrative(data.result),
    evidence: all.evidence(data.evidence),
  };
}

function submission(all: Telling, { to, date, revision, comments }: Sound<Submission>): SubmissionView {
  return {
    to: all.label("body", to),
    date: all.date(date),
    revision: revision ?? null,
    comments: (comments ?? []).map((comment) => ({
      date: all.date(comment.date),
      text: all.spoken(comment.text),
      response: all.spoken(comment.response?.text) ?? all.changes.get(comment.response?.readjustment ?? "") ?? null,
      responseDate: all.date(comment.response?.date),
    })),
  };
}

export function feedback(all: Telling): FeedbackView[] {
  return all.reports
    .flatMap(({ data }) => data.feedback ?? [])
    .filter(({ date }) => all.covers(date))
    .map((data) => ({
      from: from(all, data),
      channel: all.label("channel", data.channel),
      date: all.date(data.date),
      text: all.spoken(data.text),
      change: all.changes.get(data.readjustment ?? "") ?? null,
      changed: all.changes.has(data.readjustment ?? ""),
      noChange: all.spoken(data.noChange),
    }));
}

/** A sector or an audience. */
function from({ words }: Telling, { from }: Sound<Feedback>): string | null {
  if (from === undefined) return null;
  const sector = words.label("sector", from);
  return sector === from ? words.label("audience", from) : sector;
}

export function readjustment(all: Telling): ReadjustmentView {
  return {
    strategies: all.plans.flatMap((plan) => {
      const given = plan.data.readjustment;
      if (given === undefined) return [];
      return [{ plan: all.planOf(plan), strategy: all.narrative(given.strategy), every: given.every ?? null }];
    }),
    entries: all.plans
      .flatMap(({ data }) => data.readjustments ?? [])
      .filter(({ date }) => all.covers(date))
      .map((data) => ({
        date: all.date(data.date),
        reason: all.spoken(data.reason),
        change: all.spoken(data.change),
        affects: (data.affects ?? []).map((id) => all.titles.get(id) ?? { text: id }),
        decidedAt: meeting(all, data.decidedAt),
        feedback: all.feedbackTexts.get(data.feedback ?? "") ?? null,
      })),
  };
}

function meeting({ words, date, meetingDays }: Telling, id: string | undefined): string | null {
  if (id === undefined) return null;
  const day = date(meetingDays.get(id));
  return day === null ? id : words.say("report.readjustment.meeting", { date: day });
}

export function lessons(all: Telling): LessonsView {
  return {
    lessons: all.reports.flatMap(({ data }) => all.spokenAll(data.lessons)),
    suggestions: all.reports.flatMap(({ data }) => all.spokenAll(data.suggestions)),
  };
}
