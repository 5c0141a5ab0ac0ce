import { addTo } from "../../../model/groups.ts";
import { phrase, series } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import type { PlanFact } from "../../../model/facts.ts";

export default {
  severity: "warning",
  asks: "Of the plans for one framework that are not closed, only one runs at a time.",
  message: "The plan `{id}` begins on {start}, while the plan `{other}` for {frameworks} runs until {end}.",
  why: "Where two plans run at once, it is open which of them is in force, is assessed and is reported on.",
  fix: "Close the plan that is over, or correct the periods so that one begins when the other has ended.",
  right: `
kind: plan
id: first
frameworks: [mil]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
---
kind: plan
id: second
frameworks: [mil]
status: draft
period: { start: 2028-01-01, end: 2029-12-31 }
---
kind: plan
id: education
frameworks: [iaec]
status: active
period: { start: 2026-01-01, end: 2026-12-31 }
---
kind: plan
id: withdrawn
frameworks: [mil]
status: closed
period: { start: 2026-01-01, end: 2027-12-31 }
`,
  wrong: `
kind: plan
id: first
frameworks: [mil, gnlc]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
---
kind: plan
id: second
frameworks: [gnlc, iaec]
status: submitted
period:
  start: 2027-12-31 # !
  end: 2029-12-30
`,
  cases: [
    `
kind: plan
id: later
frameworks: [mil]
period: { start: 2026-07-01, end: 2028-06-30 } # !
---
kind: plan
id: earlier
frameworks: [mil]
period: { start: 2026-01-01, end: 2027-12-31 }
---
kind: plan
id: latest
frameworks: [mil]
period: { start: 2027-01-01, end: 2028-12-31 } # !
---
kind: plan
id: backwards
frameworks: [mil]
period: { start: 2027-01-01, end: 2026-12-31 }
`,
  ],
  *check({ facts }) {
    const open = facts.plans
      .filter(({ status, start, end }) => status !== "closed" && start !== "" && start <= end)
      .sort((a, b) => (a.start < b.start ? -1 : Number(a.start > b.start)));
    // For each framework, of the plans so far the one that ends last.
    const running = new Map<string, PlanFact>();
    for (const plan of open) {
      const others = new Map<PlanFact, string[]>();
      for (const framework of new Set(plan.frameworks)) {
        const other = running.get(framework);
        if (other && plan.start <= other.end) addTo(others, other, framework);
        if (!other || plan.end > other.end) running.set(framework, plan);
      }
      for (const [other, shared] of others)
        yield {
          in: plan.in,
          at: "/period/start",
          args: { id: plan.id, start: plan.start, other: other.id, end: other.end, frameworks: series("and", shared) },
          related: [{ in: other.in, at: "/period/end", message: phrase("The plan `{other}` ends here.") }],
        };
    }
  },
} satisfies Rule;
