import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Actions and events lie within the period of their plan.",
  message: {
    before: "The action `{id}` starts on {date}, before the plan's period begins on {limit}.",
    late: "The action `{id}` starts on {date}, after the plan's period ends on {limit}.",
    after: "The action `{id}` runs to {date}, after the plan's period ends on {limit}.",
    early: "The event `{id}` is on {date}, before the plan's period begins on {limit}.",
    beyond: "The event `{id}` is on {date}, after the plan's period ends on {limit}.",
  },
  why: "What lies outside the period is in none of the plan's reports, and nobody reviews it.",
  fix: "Correct the day or the plan's period, or move what lies outside to the plan before or after.",
  right: `
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
actions:
  - id: library-labs
    start: 2026-01-01
    end: 2027-12-31
  - id: helpline
    start: 2026-02-01
    ongoing: true
events:
  - id: festival
    date: 2026-09-08
`,
  wrong: `
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
actions:
  - id: library-labs
    start: 2026-03-01
    end: 2028-02-29 # !
events:
  - id: festival
    date: 2028-09-08 # !
`,
  cases: [
    `
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
actions:
  - id: head-start
    start: 2025-11-01 # !
    end: 2026-06-30
  - id: afterthought
    start: 2028-01-01 # !
    end: 2028-03-01
  - id: long-one
    start: 2025-12-31 # !
    end: 2028-01-01 # !
  - id: backwards
    start: 2026-06-01
    end: 2025-06-01
events:
  - id: launch
    date: 2025-12-12 # !
  - id: undated
`,
    `
kind: plan
period: { start: 2027-12-31, end: 2026-01-01 }
actions:
  - id: library-labs
    start: 2026-03-01
    end: 2026-09-01
---
kind: plan
actions:
  - id: films
    start: 2026-03-01
    end: 2026-09-01
`,
  ],
  *check({ facts }) {
    const periods = new Map(
      facts.plans.filter(({ start, end }) => start !== "" && start <= end).map((plan) => [plan.in, plan]),
    );
    for (const { in: plan, at, id, start, end, ongoing } of facts.actions) {
      const period = periods.get(plan);
      if (!period || start === "") continue;
      const place = { in: plan, at: `${at}/start` };
      if (start < period.start) yield { ...place, say: "before", args: { id, date: start, limit: period.start } };
      if (start > period.end) yield { ...place, say: "late", args: { id, date: start, limit: period.end } };
      else if (!ongoing && end > period.end)
        yield { in: plan, at: `${at}/end`, say: "after", args: { id, date: end, limit: period.end } };
    }
    for (const { in: plan, at, id, date } of facts.events) {
      const period = periods.get(plan);
      if (!period || date === "") continue;
      const place = { in: plan, at: `${at}/date` };
      if (date < period.start) yield { ...place, say: "early", args: { id, date, limit: period.start } };
      if (date > period.end) yield { ...place, say: "beyond", args: { id, date, limit: period.end } };
    }
  },
} satisfies Rule;
