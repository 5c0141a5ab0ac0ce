import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Once its end has passed, an action is completed or cancelled.",
  message: "The action `{id}` should have ended on {end} and is still `{status}`.",
  why: "An action that is over and still open counts as not done, and readers cannot tell whether it was dropped.",
  fix: "Set the status to `completed` or `cancelled`; if the action goes on, move its end and record a readjustment that says why.",
  right: `
kind: plan
period: { start: 2024-01-01, end: 2026-06-29 }
actions:
  - { id: done, end: 2026-03-31, status: completed }
  - { id: dropped, end: 2026-03-31, status: cancelled }
  - { id: last-day, end: 2026-06-30, status: in-progress }
  - { id: still-to-come, end: 2026-12-31, status: planned }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    end: 2026-06-29
    status: in-progress # !
  - id: films
    end: 2026-03-31
    status: planned # !
  - id: radio
    end: 2026-03-31
    status: delayed # !
`,
  cases: [
    `
kind: plan
id: plan
period: { start: 2024-01-01, end: 2025-12-31 }
actions:
  - { id: helpline, ongoing: true, status: in-progress } # !
  - { id: told-since, end: 2026-03-31, status: in-progress }
  - { id: edited-since, end: 2026-03-31, status: completed }
  - { id: told-to-go-on, end: 2026-03-31, status: planned } # !
  - { id: undated, status: planned }
  - { id: unsaid, end: 2026-03-31 }
---
kind: report
plan: plan
date: 2026-04-15
actions:
  - { action: told-since, status: completed }
  - { action: edited-since, status: in-progress }
  - { action: told-to-go-on, status: delayed }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, at, id, end, ongoing, status, statusFrom, completed, cancelled } of facts.actions) {
      if (end === "" || end >= facts.day || status === "" || completed || cancelled) continue;
      const told = statusFrom
        ? [
            {
              in: statusFrom.in,
              at: `${statusFrom.at}/status`,
              message: phrase("The newest report has it as `{status}`."),
            },
          ]
        : [];
      yield {
        in: plan,
        at: `${at}/status`,
        args: { id, end, status },
        related: [
          { in: plan, at: ongoing ? "/period/end" : `${at}/end`, message: phrase("It should have ended here.") },
          ...told,
        ],
      };
    }
  },
} satisfies Rule;
