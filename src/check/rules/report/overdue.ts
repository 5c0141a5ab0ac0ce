import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "error",
  asks: "For every reporting period of a plan there is a report by the day on which it is due.",
  message: "The report on the plan `{plan}` for {start} to {end} was due on {due}, and no report covers that period.",
  why: "The network, the council and everyone who took part learn from the reports what came of the plan; readjustment starts with them.",
  fix: "Add a report on `{plan}` whose period includes {start} to {end}, or correct the plan's `reporting` if another day was agreed.",
  right: `
kind: plan
id: plan-2025
period: { start: 2025-01-01, end: 2026-12-31 }
reporting: { every: 6, within: 3 }
---
kind: plan
id: plan-of-the-association
period: { start: 2024-01-01, end: 2024-12-31 }
reporting: { periods: [] }
---
kind: report
plan: plan-2025
period: { start: 2025-01-01, end: 2025-06-30 }
---
kind: report
plan: plan-2025
period: { start: 2025-07-01, end: 2025-12-31 }
`,
  wrong: `
kind: plan
id: plan-2025
period: { start: 2025-01-01, end: 2026-12-31 }
reporting:
  every: 6 # !
  within: 3
---
kind: report
plan: plan-2025
period: { start: 2025-01-01, end: 2025-06-30 }
`,
  cases: [
    `
kind: plan
id: cut-at-the-end
period: { start: 2025-05-15, end: 2026-03-31 }
reporting:
  every: 12 # !
  within: 2
---
kind: plan
id: due-today
period: { start: 2025-04-01, end: 2027-03-31 }
reporting:
  every: 12 # !
---
kind: plan
id: due-tomorrow
period: { start: 2025-04-02, end: 2027-04-01 }
reporting:
  every: 12
---
kind: report
plan: due-tomorrow
period: { start: 2025-01-01, end: 2025-12-31 }
`,
    `
kind: plan
id: plan-2025
reporting:
  periods:
    - start: 2025-01-01
      end: 2025-12-31
      due: 2026-02-28 # !
    - start: 2026-01-01
      end: 2026-03-01 # !
    - { start: 2026-03-01, end: 2026-12-31, due: 2027-03-31 }
    - { start: 2024-01-01, end: 2024-12-31, due: 2025-03-31 }
---
kind: report
id: longer
plan: plan-2025
period: { start: 2023-07-01, end: 2024-12-31 }
---
kind: report
id: of-another-plan
plan: plan-2021
period: { start: 2025-01-01, end: 2026-12-31 }
`,
    `
kind: plan
id: plan-2025
period: { start: 2025-01-01, end: 2026-12-31 }
reporting: { every: 12 }
---
kind: report
plan: plan-2025
`,
    `
kind: plan
id: nothing-said
period: { start: 2025-01-01, end: 2025-12-31 }
`,
  ],
  *check({ dossier, facts }) {
    if (dossier.incomplete) return;
    // A report whose plan or period could not be read may be the one that is missed.
    const isUnknown = (plan: string) =>
      facts.reports.some(
        (report) => report.plan === "" || (report.plan === plan && (report.start === "" || report.end === "")),
      );
    const unknown = new Map(facts.plans.map(({ id }) => [id, isUnknown(id)]));
    for (const { in: document, at, plan, start, end, due, isDue, covered } of facts.dueReports) {
      if (!isDue || covered || unknown.get(plan)) continue;
      const place = [`${at}/due`, `${at}/end`].find((pointer) => document.has(pointer)) ?? at;
      yield { in: document, at: place, args: { plan, start, end, due } };
    }
  },
} satisfies Rule;
