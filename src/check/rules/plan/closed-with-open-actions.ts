import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Every action of a closed plan is completed or cancelled.",
  message: {
    one: "The plan is `closed`, and its action {ids} is neither completed nor cancelled.",
    several: "The plan is `closed`, and {count} of its actions are neither completed nor cancelled: {ids}.",
  },
  why: "Nobody looks after the actions of a closed plan any more: what is still open in it is lost.",
  fix: "Complete or cancel each of them, or take it over into the next plan; else set the plan back to `active`.",
  right: `
kind: plan
status: closed
actions:
  - { id: library-labs, status: completed }
  - { id: films, status: cancelled }
---
kind: plan
status: active
actions:
  - { id: radio, status: in-progress }
`,
  wrong: `
kind: plan
status: closed # !
actions:
  - { id: library-labs, status: completed }
  - { id: films, status: in-progress }
`,
  cases: [
    `
kind: plan
id: plan
status: closed # !
actions:
  - { id: library-labs, status: planned }
  - { id: films, status: delayed }
  - { id: told-since, status: in-progress }
  - { id: unsaid }
---
kind: report
plan: plan
date: 2026-04-15
actions:
  - { action: told-since, status: completed }
`,
    `
kind: plan
id: plan
status: closed
actions:
  - { id: told-since, status: in-progress }
---
kind: report
plan: plan
date: 2026-04-15
actions:
  - { action: told-since, status: completed }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, status } of facts.plans) {
      if (status !== "closed") continue;
      const open = facts.actions.filter(
        (action) => action.in === plan && action.status !== "" && !action.completed && !action.cancelled,
      );
      if (open.length > 0)
        yield {
          in: plan,
          at: "/status",
          say: open.length === 1 ? "one" : "several",
          args: { count: open.length, ids: open.map(({ id }) => `\`${id}\``).join(", ") },
          related: open.map(({ at }) => ({ in: plan, at: `${at}/status`, message: phrase("This action is open.") })),
        };
    }
  },
} satisfies Rule;
