import type { ReportFact } from "../../../model/facts.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "error",
  asks: "The reports of a plan are on periods that do not overlap.",
  message:
    "The report `{id}` begins on {start}, a day that the report `{other}` on the same plan covers already (to {end}).",
  why: "What lies in two reports is counted twice, and readers cannot tell which of them holds.",
  fix: "Begin the period of `{id}` after {end}, or correct the period of `{other}`.",
  right: `
kind: report
id: first-half
plan: plan-2026
period: { start: 2026-01-01, end: 2026-06-30 }
---
kind: report
id: second-half
plan: plan-2026
period: { start: 2026-07-01, end: 2026-12-31 }
---
kind: report
id: of-another-plan
plan: plan-2024
period: { start: 2026-01-01, end: 2026-06-30 }
`,
  wrong: `
kind: report
id: second-half
plan: plan-2026
period:
  start: 2026-06-30 # !
  end: 2026-12-31
---
kind: report
id: first-half
plan: plan-2026
period:
  start: 2026-01-01
  end: 2026-06-30
`,
  cases: [
    `
kind: report
id: whole-year
plan: plan-2026
date: 2027-02-01
period: { start: 2026-01-01, end: 2026-12-31 }
---
kind: report
id: spring
plan: plan-2026
period: { start: 2026-03-01, end: 2026-05-31 } # !
---
kind: report
id: autumn
plan: plan-2026
period: { start: 2026-09-01, end: 2026-11-30 } # !
---
kind: report
id: backwards
plan: plan-2026
period: { start: 2026-09-01, end: 2026-03-01 }
---
kind: report
id: undated
plan: plan-2026
---
kind: report
id: planless
period: { start: 2026-03-01, end: 2026-05-31 }
---
kind: report
id: planless-as-well
period: { start: 2026-03-01, end: 2026-05-31 }
`,
    `
kind: report
id: the-same-again
plan: plan-2026
date: 2026-08-01
period: { start: 2026-01-01, end: 2026-06-30 } # !
---
kind: report
id: first
plan: plan-2026
date: 2026-07-01
period: { start: 2026-01-01, end: 2026-06-30 }
`,
  ],
  *check({ facts }) {
    const dated = facts.reports.filter(({ plan, start, end }) => plan !== "" && start !== "" && start <= end);
    // For each plan, of the reports so far the one that reaches furthest.
    const furthest = new Map<string, ReportFact>();
    for (const report of dated.sort((a, b) => compare(a.start, b.start) || compare(a.date, b.date))) {
      const other = furthest.get(report.plan);
      if (other && report.start <= other.end)
        yield {
          in: report.in,
          at: "/period/start",
          args: { id: report.id, start: report.start, other: other.id, end: other.end },
          related: [{ in: other.in, at: "/period/end", message: phrase("The report `{other}` ends here.") }],
        };
      if (!other || report.end > other.end) furthest.set(report.plan, report);
    }
  },
} satisfies Rule;

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
