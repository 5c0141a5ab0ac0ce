import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Once the day on which it is due has passed, a milestone states when it was done.",
  message: "The milestone `{id}` of the action `{action}` was due on {due} and is not recorded as done.",
  why: "A milestone missed in silence is the first sign of an action that will be late.",
  fix: "State the day on which it was done (`done`); if it is not done, move `due` and record a readjustment that says why.",
  right: `
kind: plan
actions:
  - id: library-labs
    status: in-progress
    milestones:
      - { id: done-late, due: 2026-03-01, done: 2026-04-15 }
      - { id: due-today, due: 2026-06-30 }
      - { id: still-to-come, due: 2026-12-31 }
  - id: films
    status: cancelled
    milestones:
      - { id: dropped, due: 2026-03-01 }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    status: in-progress
    milestones:
      - id: rooms-open
        due: 2026-06-29 # !
`,
  cases: [
    `
kind: plan
id: plan
actions:
  - id: library-labs
    milestones:
      - { id: m1, due: 2025-12-31 } # !
      - { id: m2 }
  - id: films
    status: in-progress
    milestones:
      - { id: m3, due: 2025-12-31 }
---
kind: report
plan: plan
date: 2026-06-01
actions:
  - { action: films, status: cancelled }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, id: action, cancelled, milestones } of facts.actions)
      for (const { at, id, due, done } of cancelled ? [] : milestones)
        if (due !== "" && due < facts.day && done === "" && !plan.has(`${at}/done`))
          yield { in: plan, at: `${at}/due`, args: { id, action, due } };
  },
} satisfies Rule;
