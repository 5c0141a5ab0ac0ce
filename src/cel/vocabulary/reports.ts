import type * as Fact from "../../model/facts.ts";
import { linked, lists, type Maker, money, period, type Span, stated, type, type Type } from "./fields.ts";

const covers = (whole: Span, part: Span) => whole.start !== "" && whole.start <= part.start && whole.end >= part.end;

/** Of the years of the report's plan, those that the report covers as far as they lie in the plan. */
function yearsCovered(report: Fact.ReportFact, { facts }: Maker): string[] {
  const plan = facts.plans.find(({ id }) => id === report.plan);
  if (!plan) return [];
  const inPlan = (year: string): Span => ({
    start: plan.start > `${year}-01-01` ? plan.start : `${year}-01-01`,
    end: plan.end < `${year}-12-31` ? plan.end : `${year}-12-31`,
  });
  return plan.yearsBegun.filter((year) => covers(report, inPlan(year)));
}

const REPORT = type<Fact.ReportFact>(
  "A report on a plan.",
  {
    string: {
      id: "Its id.",
      plan: "The id of the plan.",
      start: "The first day of its period.",
      end: "The last day of its period.",
      date: "Its day.",
      status: "`draft`, `submitted` or `approved`.",
    },
    bool: {
      published: "Whether it says where it can be read.",
      latest: "Whether it is the newest up to the day of assessment.",
    },
    double: { lessons: "How many lessons it draws.", suggestions: "How many suggestions it makes." },
  },
  {
    period: period("Its period."),
    years: {
      is: "list<string>",
      says: "The calendar years of the plan that have begun and that it covers, as far as they lie in the plan.",
      from: yearsCovered,
    },
    summary: stated("string", "/summary", "Its summary, in the first language that it is given in."),
    challenges: stated("string", "/challenges", "Its challenges, in the first language that they are given in."),
    ...lists({
      measurements: "The values of indicators that it states.",
      feedback: "The feedback that it records.",
      goodPractices: "Its good practices.",
      exchanges: "Its exchanges.",
      media: "Its media coverage.",
    }),
    actions: linked("reportActions", "What it tells of actions.", (entry, report) => entry.in === report.in),
  },
);

/** What stands in the documents of reports, and when one is due. */
export const REPORTS: Record<string, Type> = {
  Report: REPORT,
  DueReport: type<Fact.DueReportFact>(
    "A reporting period of a plan.",
    {
      string: {
        plan: "The id of the plan.",
        start: "Its first day.",
        end: "Its last day.",
        due: "The day its report is due.",
      },
      bool: { isDue: "Whether that day has come." },
    },
    {
      reports: linked(
        "reports",
        "The reports up to the day of assessment that cover it.",
        (report, due, maker) => report.plan === due.plan && covers(report, due) && maker.counts(report),
      ),
    },
  ),
  ReportAction: type<Fact.ReportActionFact>(
    "What a report tells of an action.",
    {
      string: {
        report: "The id of the report.",
        plan: "The id of the plan.",
        action: "The id of the action.",
        status: "The action's status, as the report has it.",
      },
      bool: { hasEvidence: "Whether the report gives evidence of it." },
      double: { progress: "The action's progress, 0 to 100." },
    },
    { spent: money("What was spent on it.", ({ spent }) => spent) },
  ),
  Measurement: type<Fact.MeasurementFact>("A value of an indicator in a report.", {
    string: { indicator: "The id of the indicator.", report: "The id of the report.", date: "Its day." },
    double: { number: "The value; unknown if it is no number but a bound, or reached or not." },
  }),
  Feedback: type<Fact.FeedbackFact>(
    "A stakeholder's feedback in a report.",
    {
      string: {
        id: "Its id.",
        report: "The id of the report.",
        plan: "The id of the plan.",
        from: "The sector or audience that it comes from.",
        channel: "`questionnaire`, `meeting`, `platform` or `letter`.",
        date: "Its day.",
      },
      bool: { answered: "Whether a readjustment, or a reason for none, answers it." },
    },
    {
      readjustments: linked(
        "readjustments",
        "The readjustments that name it.",
        ({ feedback }, { id }) => id !== "" && feedback === id,
      ),
    },
  ),
  GoodPractice: type<Fact.GoodPracticeFact>("A good practice in a report.", {
    string: { id: "Its id.", report: "The id of the report." },
    "list<string>": { sharedWith: "Where it was shared: `data-bank`, `webinar`, `gnlc`, `mil-alliance` or `other`." },
  }),
  Exchange: type<Fact.ExchangeFact>("An exchange with other cities or a network, in a report.", {
    string: {
      id: "Its id.",
      report: "The id of the report.",
      kind: "What it was, such as `webinar`, `study-visit` or `peer-learning`.",
      date: "Its day.",
      year: "The year of its day.",
      role: "The city's role: `host`, `speaker` or `participant`.",
      network: "The network that it was with, such as `unesco-learning-cities`.",
      cluster: "The id of the cluster that it was in.",
    },
  }),
  Media: type<Fact.MediaFact>("A piece of media coverage in a report.", {
    string: { report: "The id of the report." },
  }),
  Activity: type<Fact.ActivityFact>("Something with a date: an action, a meeting, an event or an exchange.", {
    string: { date: "Its day.", year: "The year of its day." },
  }),
};
