import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "error",
  frameworks: { mil: "mil-07" },
  asks: "A plan of a media and information literate city runs for two years, to the day.",
  message: {
    months: "The plan's period runs for {months}, not 24: two years from {start} end on {right}.",
    days: "The plan's period, {start} to {end}, is not two years: two years from {start} end on {right}.",
  },
  why: "The network's plans and reports go by two-year cycles; a plan of another length falls out of step.",
  fix: "End the period on {right}, or correct its start.",
  right: `
kind: city
memberships:
  - framework: mil
---
kind: plan
frameworks: [mil]
period: { start: 2026-01-01, end: 2027-12-31 }
---
kind: plan
frameworks: [mil]
period: { start: 2028-02-15, end: 2030-02-14 }
`,
  wrong: `
kind: city
memberships:
  - framework: mil
---
kind: plan
frameworks: [mil]
period:
  start: 2026-01-01
  end: 2028-06-30 # !
`,
  cases: [
    `
kind: city
memberships:
  - framework: mil
---
kind: plan
period: { start: 2026-01-01, end: 2027-12-30 } # !
---
kind: plan
period: { start: 2026-01-01, end: 2026-12-31 } # !
---
kind: plan
period: { start: 2027-12-31, end: 2026-01-01 }
---
kind: plan
title: Undated
`,
    `
kind: city
memberships:
  - framework: mil
  - framework: iaec
---
kind: plan
frameworks: [iaec]
period: { start: 2026-01-01, end: 2026-12-31 }
`,
    `
kind: city
memberships:
  - framework: gnlc
---
kind: plan
frameworks: [gnlc]
period: { start: 2019-04-01, end: 2021-09-30 }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, frameworks, start, end, months, twoYearsEnd } of facts.plans) {
      const isAsked = frameworks.length === 0 || frameworks.includes("mil");
      if (!isAsked || start === "" || end < start || months === 24) continue;
      yield {
        in: plan,
        at: "/period/end",
        say: Number.isNaN(months) ? "days" : "months",
        args: { months: phrase("{count} months", { count: months }), start, end, right: twoYearsEnd },
        related: [{ in: plan, at: "/period/start", message: phrase("The period begins here.") }],
      };
    }
  },
} satisfies Rule;
