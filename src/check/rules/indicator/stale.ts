import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Every indicator is measured within its interval.",
  message: {
    never: "The indicator `{id}` is to be measured {every} and has not been measured since the plan began.",
    before: "The indicator `{id}` is to be measured {every}; it was last measured on {date}.",
  },
  why: "Decisions rest on the newest figures; an old one hides whether the plan still works.",
  fix: "Measure it and put the value into the next report; if the interval is too short, lengthen `every`.",
  right: `
kind: plan
period: { start: 2025-01-01, end: 2026-12-31 }
indicators:
  - id: visitors
    every: 6
    baseline: { value: 100, date: 2025-01-01 }
  - id: at-the-end
---
kind: report
indicators:
  - { indicator: visitors, value: 150, date: 2025-12-31 }
`,
  wrong: `
kind: plan
period: { start: 2025-01-01, end: 2026-12-31 }
indicators:
  - id: visitors
    every: 6 # !
  - id: borrowers
    every: 12 # !
---
kind: report
indicators:
  - { indicator: visitors, value: 150, date: 2025-12-29 }
`,
  cases: [
    `
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
indicators:
  - id: first-not-owed-yet
    every: 6
  - id: owed
    every: 5 # !
  - id: baseline-is-fresh
    every: 5
    baseline: { value: 100, date: 2026-02-01 }
---
kind: plan
period: { start: 2024-01-01, end: 2025-12-31 }
status: closed
indicators:
  - id: over
    every: 6
---
kind: plan
indicators:
  - id: unknown-since-when
    every: 6
---
kind: plan
period: { start: 2025-01-01, end: 2026-12-31 }
indicators:
  - id: day-not-to-be-read
    every: 6
---
kind: report
indicators:
  - { indicator: day-not-to-be-read, value: 150 }
`,
  ],
  *check({ dossier, facts }) {
    if (dossier.incomplete) return;
    const closed = new Set(facts.plans.filter(({ status }) => status === "closed").map(({ in: plan }) => plan));
    const undated = new Set(facts.measurements.filter(({ date }) => date === "").map(({ indicator }) => indicator));
    for (const { in: plan, at, id, every, measurements, owed, onTime } of facts.indicators) {
      if (!owed || onTime || closed.has(plan) || undated.has(id)) continue;
      const latest = measurements.at(-1);
      yield {
        in: plan,
        at: `${at}/every`,
        say: latest ? "before" : "never",
        args: { id, every: phrase("every {count} months", { count: every }), ...(latest ? { date: latest.date } : {}) },
        ...(latest
          ? { related: [{ in: latest.in, at: `${latest.at}/date`, message: phrase("Last measured here.") }] }
          : {}),
      };
    }
  },
} satisfies Rule;
