import type { Rule } from "../../../model/rule.ts";

const parts = ["baseline", "target", "verification"];

export default {
  severity: "warning",
  asks: "Every indicator has a baseline, a target and a means of verification.",
  message: "The indicator `{id}` has no `{fields}`.",
  why: "Progress is the way from a baseline to a target, and a figure that nobody can verify convinces nobody.",
  fix: "Add what is missing: the value and day it starts from (`baseline`), the value and day it is to arrive at (`target`), and the means by which the figure can be verified (`verification`).",
  right: `
kind: plan
indicators:
  - id: visitors
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 200, date: 2027-12-31 }
    verification: Attendance lists of the libraries
`,
  wrong: `
kind: plan
indicators:
  - id: visitors # !
    target: { value: 200, date: 2027-12-31 }
    verification: Attendance lists of the libraries
`,
  cases: [
    `
kind: plan
indicators:
  - id: nothing-at-all # !
    title: Visitors
  - id: no-target # !
    baseline: { value: false, date: 2026-01-01 }
    verification: Minutes of the council
  - id: no-verification # !
    baseline: { value: { atLeast: 10 }, date: 2026-01-01 }
    target: { value: { atLeast: 200 }, date: 2027-12-31 }
  - id: not-to-be-read
    baseline:
    target:
    verification:
  - title: Unnamed
`,
  ],
  *check({ facts }) {
    for (const { in: plan, at, id } of facts.indicators) {
      const missing = parts.filter((field) => !plan.has(`${at}/${field}`));
      if (id !== "" && missing.length > 0)
        yield { in: plan, at: `${at}/id`, args: { id, fields: missing.join("`, `") } };
    }
  },
} satisfies Rule;
