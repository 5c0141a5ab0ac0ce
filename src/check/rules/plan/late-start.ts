import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Once its start has passed, an action is no longer planned.",
  message: "The action `{id}` should have started on {start} and is still `planned`.",
  why: "An action that has not begun in time rarely ends in time; the committee can only help if it shows.",
  fix: "Set the status to `in-progress`, `delayed` or `cancelled`, or move the start and record a readjustment that says why.",
  right: `
kind: plan
actions:
  - { id: begun, start: 2026-03-01, status: in-progress }
  - { id: known-to-be-late, start: 2026-03-01, status: delayed }
  - { id: dropped, start: 2026-03-01, status: cancelled }
  - { id: starts-today, start: 2026-06-30, status: planned }
  - { id: still-to-come, start: 2026-10-01, status: planned }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    start: 2026-06-29
    status: planned # !
`,
  cases: [
    `
kind: plan
id: plan
actions:
  - { id: told-since, start: 2026-03-01, status: planned }
  - { id: told-so-again, start: 2026-03-01, status: planned } # !
  - { id: undated, status: planned }
  - { id: over-already, start: 2026-03-01, end: 2026-05-31, status: planned }
---
kind: report
plan: plan
date: 2026-04-15
actions:
  - { action: told-since, status: in-progress }
  - { action: told-so-again, status: planned }
`,
  ],
  *check({ facts }) {
    // One whose end has passed as well is overdue, which says it all.
    for (const { in: plan, at, id, start, end, status } of facts.actions)
      if (status === "planned" && start !== "" && start < facts.day && !(end !== "" && end < facts.day))
        yield {
          in: plan,
          at: `${at}/status`,
          args: { id, start },
          related: [{ in: plan, at: `${at}/start`, message: phrase("It should have started here.") }],
        };
  },
} satisfies Rule;
