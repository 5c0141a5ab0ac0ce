import type { Facts, PlanFact } from "../../../model/facts.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { earlier, monthsAfter } from "../../days.ts";

/** The day of the last review of a plan: its start, a readjustment, or a meeting held on the topic. */
function lastReview(plan: PlanFact, facts: Facts): string {
  const readjusted = facts.readjustments.filter((one) => one.in === plan.in).map(({ date }) => date);
  const met = facts.meetings
    .filter(({ held, topics }) => held && topics.includes("readjustment"))
    .map(({ date }) => date);
  return [...readjusted, ...met]
    .filter((date) => date <= facts.day)
    .reduce((last, date) => (date > last ? date : last), plan.start);
}

export default {
  severity: "warning",
  asks: "The plan is reviewed as often as its readjustment strategy says.",
  message: "The plan was to be reviewed {every}; after {last} the next review was due on {due}.",
  why: "A plan that nobody looks at again drifts away from the city that it is for.",
  fix: "Hold a meeting on the topic `readjustment`, or record the readjustment that was made.",
  right: `
kind: committee
meetings:
  - id: review
    date: 2026-02-10
    status: held
    topics: [readjustment]
---
kind: plan
id: plan-2025
status: active
period: { start: 2025-01-01, end: 2026-12-31 }
readjustment:
  strategy: The committee reviews the plan.
  every: 6
`,
  wrong: `
kind: committee
meetings:
  - id: review
    date: 2026-06-10
    status: planned
    topics: [readjustment]
---
kind: plan
id: plan-2025
status: active
period: { start: 2025-01-01, end: 2026-12-31 }
readjustment:
  every: 6 # !
readjustments:
  - id: more-labs
    date: 2025-12-29
`,
  cases: [
    `
kind: plan
id: last-day
status: active
period: { start: 2025-12-30, end: 2026-12-31 }
readjustment: { every: 6 }
---
kind: plan
id: over
status: closed
period: { start: 2023-01-01, end: 2024-12-31 }
readjustment: { every: 6 }
---
kind: plan
id: ended-before-it-was-due
status: active
period: { start: 2025-01-01, end: 2025-12-31 }
readjustment: { every: 12 }
---
kind: plan
id: never
status: active
period: { start: 2025-01-01, end: 2026-12-31 }
readjustment: { every: 12 } # !
`,
  ],
  *check({ dossier, facts }) {
    if (dossier.incomplete) return;
    for (const plan of facts.plans) {
      if (plan.status === "closed" || !plan.begun || Number.isNaN(plan.reviewEvery)) continue;
      const last = lastReview(plan, facts);
      const due = monthsAfter(last, plan.reviewEvery);
      if (due !== "" && due < earlier(facts.day, plan.end))
        yield {
          in: plan.in,
          at: "/readjustment/every",
          args: { every: phrase("every {count} months", { count: plan.reviewEvery }), last, due },
        };
    }
  },
} satisfies Rule;
