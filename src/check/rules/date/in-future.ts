import type { Facts, Thing } from "../../../model/facts.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "error",
  asks: "Whatever has happened is dated no later than the day of assessment.",
  message: {
    meeting: "The meeting `{id}` is `held` but dated {date}, after {today}.",
    event: "The event `{id}` is `held` but dated {date}, after {today}.",
    milestone: "The milestone `{id}` is recorded as done on {date}, after {today}.",
    baseline: "The baseline of the indicator `{id}` is dated {date}, after {today}.",
    measurement: "The measurement of the indicator `{id}` is dated {date}, after {today}.",
    consultation: "The consultation is dated {date}, after {today}.",
    submission: "The submission is dated {date}, after {today}.",
    comment: "The comment `{id}` is dated {date}, after {today}.",
    report: "The report `{id}` is dated {date}, after {today}.",
    feedback: "The feedback `{id}` is dated {date}, after {today}.",
    exchange: "The exchange `{id}` is dated {date}, after {today}.",
  },
  why: "What has not happened yet shows nothing: it would be counted as done before it is.",
  fix: "Correct the day, or record it as planned until it has taken place.",
  right: `
kind: committee
meetings:
  - id: spring
    date: 2026-06-30
    status: held
  - id: autumn
    date: 2026-10-01
    status: planned
---
kind: plan
actions:
  - id: library-labs
    milestones:
      - id: m1
        due: 2026-12-01
        done: 2026-06-01
indicators:
  - id: visitors
    target: { value: 200, date: 2027-12-31 }
events:
  - id: festival
    date: 2026-09-08
    status: planned
---
kind: report
date: 2026-06-30
`,
  wrong: `
kind: committee
meetings:
  - id: autumn
    date: 2026-10-01 # !
    status: held
---
kind: report
id: first-half
date: 2026-07-01 # !
`,
  cases: [
    `
kind: plan
actions:
  - id: library-labs
    milestones:
      - id: m1
        due: 2026-12-01
        done: 2026-11-30 # !
indicators:
  - id: visitors
    baseline:
      value: 100
      date: 2026-12-31 # !
consultations:
  - with: unesco
    date: 2026-08-01 # !
submissions:
  - to: unesco
    date: 2026-07-15 # !
    comments:
      - id: c1
        date: 2026-08-15 # !
events:
  - id: festival
    date: 2026-09-08 # !
    status: held
`,
    `
kind: report
date: 2026-06-15
indicators:
  - indicator: visitors
    value: 180
    date: 2026-12-31 # !
  - indicator: visitors
    value: 150
    date: 2026-06-30
feedback:
  - id: f1
    date: 2026-07-02 # !
exchanges:
  - id: webinar
    date: 2026-07-03 # !
`,
    `
kind: report
date: 2026-06-15
feedback:
  - id: f1
`,
  ],
  *check({ facts }) {
    for (const { in: document, at, say, id, date } of happened(facts))
      if (date > facts.day) yield { in: document, at, say, args: { id, date, today: facts.day } };
  },
} satisfies Rule;

type Happened = Thing & { say: string; id: string; date: string };

function* happened(facts: Facts): Generator<Happened> {
  yield* dated("meeting", facts.meetings.filter(isHeld));
  yield* dated("event", facts.events.filter(isHeld));
  for (const { in: plan, milestones } of facts.actions)
    for (const { at, id, done } of milestones) yield { in: plan, at: `${at}/done`, say: "milestone", id, date: done };
  for (const { in: plan, at, id, baseline } of facts.indicators)
    if (baseline) yield { in: plan, at: `${at}/baseline/date`, say: "baseline", id, date: baseline.date };
  for (const { in: report, at, indicator, date } of facts.measurements)
    yield { in: report, at: `${at}/date`, say: "measurement", id: indicator, date };
  yield* dated("consultation", facts.consultations);
  yield* dated("submission", facts.submissions);
  yield* dated("comment", facts.comments);
  yield* dated("report", facts.reports);
  yield* dated("feedback", facts.feedback);
  yield* dated("exchange", facts.exchanges);
}

const isHeld = ({ status }: { status: string }) => status === "held";

function* dated(say: string, things: readonly (Thing & { date: string; id?: string })[]): Generator<Happened> {
  for (const { in: document, at, date, id = "" } of things) yield { in: document, at: `${at}/date`, say, id, date };
}
