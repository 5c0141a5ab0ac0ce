import type { Plan, Report, ReportAction } from "../../src/model/kinds.gen.ts";
import { daysBetween, earlier, plusDays } from "./days.ts";
import { today, type Frame } from "./frame.ts";
import { valueOn } from "./plan.ts";
import { answers, objectives, voices } from "./words.ts";

/** What reports tell of the plan's actions up to the end of a period: those that had begun. */
function told(frame: Frame, plan: Plan, until: string): ReportAction[] {
  return plan.actions
    .filter(({ start }) => start <= until)
    .map((action) => {
      const end = action.end ?? frame.end;
      const done = end <= until;
      const share = done
        ? 1
        : Math.max(0, Math.min(0.95, daysBetween(action.start, until) / daysBetween(action.start, end)));
      return {
        action: action.id,
        status: done ? "completed" : "in-progress",
        progress: Math.round(share * 100),
        spent: frame.money(Math.floor(Number(action.budget?.amount?.amount ?? 0) * share * 0.97)),
        narrative: frame.tell(frame.random.int(1, 3)),
        ...(done && { evidence: `https://city.example/results/${action.id}` }),
      };
    });
}

export function report(frame: Frame, plan: Plan, period: { start: string; end: string }, n: number): Report {
  const { random } = frame;
  const date = earlier(plusDays(period.end, random.int(20, 45)), today);
  const within = () => frame.dayIn(period.start, period.end);
  return {
    kind: "report",
    version: 1,
    id: `report-${n + 1}`,
    plan: plan.id,
    period,
    date,
    author: "member-1",
    status: "approved",
    summary: frame.tell(4),
    challenges: frame.tell(4, true),
    actions: told(frame, plan, period.end),
    indicators: (plan.indicators ?? []).map((indicator) => ({
      indicator: indicator.id,
      value: valueOn(frame, indicator, period.end),
      date: period.end,
      ...(random.chance(0.3) && { note: frame.tell(1) }),
    })),
    feedback: (["residents", "teachers", "youth"] as const).map((from, i) => ({
      id: `feedback-${n + 1}.${i + 1}`,
      from,
      channel: random.pick(["questionnaire", "meeting", "platform"] as const),
      date: within(),
      text: frame.say(random.pick(voices)),
      noChange: frame.say(random.pick(answers)),
    })),
    goodPractices: [
      {
        id: `practice-${n + 1}`,
        title: frame.say(random.pick(objectives)),
        summary: frame.tell(2),
        sharedWith: ["gnlc", "data-bank"],
      },
    ],
    exchanges: [
      {
        id: `exchange-${n + 1}`,
        kind: "webinar",
        date: within(),
        role: "participant",
        with: [frame.say(["Cities of the network", "Cidades da rede"])],
        network: "unesco-learning-cities",
      },
    ],
    lessons: [frame.tell(1), frame.tell(1)],
    suggestions: [frame.tell(1)],
    published: `https://city.example/reports/${n + 1}`,
  };
}
