import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "The period of a report lies within the period of its plan.",
  message: {
    before: "The report begins on {day}, before its plan `{plan}` begins on {limit}.",
    after: "The report runs to {day}, after its plan `{plan}` ends on {limit}.",
  },
  why: "What happened outside the plan's period is no progress of the plan, and may be reported on with another one.",
  fix: "Correct the period of the report, name the plan that it is about, or correct the plan's period.",
  right: `
kind: plan
id: plan-2026
period: { start: 2026-01-01, end: 2027-12-31 }
---
kind: report
plan: plan-2026
period: { start: 2026-01-01, end: 2027-12-31 }
`,
  wrong: `
kind: plan
id: plan-2026
period: { start: 2026-01-01, end: 2027-12-31 }
---
kind: report
plan: plan-2026
period:
  start: 2025-12-31 # !
  end: 2026-06-30
---
kind: report
plan: plan-2026
period:
  start: 2027-07-01
  end: 2028-06-30 # !
`,
  cases: [
    `
kind: plan
id: plan-2026
period: { start: 2026-01-01, end: 2027-12-31 }
---
kind: report
plan: plan-2026
period:
  start: 2025-01-01 # !
  end: 2028-12-31 # !
---
kind: report
plan: of-no-such-name
period: { start: 2020-01-01, end: 2020-12-31 }
---
kind: report
plan: plan-2026
period: { start: 2028-12-31, end: 2025-01-01 }
---
kind: report
plan: plan-2026
---
kind: plan
id: undated
---
kind: report
plan: undated
period: { start: 2020-01-01, end: 2020-12-31 }
`,
  ],
  *check({ facts }) {
    const plans = new Map(
      facts.plans.filter(({ start, end }) => start !== "" && start <= end).map((plan) => [plan.id, plan]),
    );
    for (const { in: report, plan: id, start, end } of facts.reports) {
      const plan = plans.get(id);
      if (!plan || id === "" || start === "" || end < start) continue;
      if (start < plan.start)
        yield {
          in: report,
          at: "/period/start",
          say: "before",
          args: { plan: id, day: start, limit: plan.start },
          related: [{ in: plan.in, at: "/period/start", message: phrase("The plan begins here.") }],
        };
      if (end > plan.end)
        yield {
          in: report,
          at: "/period/end",
          say: "after",
          args: { plan: id, day: end, limit: plan.end },
          related: [{ in: plan.in, at: "/period/end", message: phrase("The plan ends here.") }],
        };
    }
  },
} satisfies Rule;
