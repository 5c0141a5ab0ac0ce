import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "A report tells of every action that is under way in its period.",
  message: "The action `{id}` is under way (`{status}`) since {start}, and the report does not tell of it.",
  why: "An action that the report passes over looks as if it did not exist; its lead, its money and its results stay unknown.",
  fix: "Add an entry for `{id}` to the report's `actions`, with its status and progress, or correct the status of the action.",
  right: `
kind: plan
id: plan-2026
actions:
  - { id: library-labs, start: 2026-01-01, end: 2026-12-31, status: in-progress }
  - { id: films, start: 2026-01-01, end: 2026-12-31, status: planned }
  - { id: radio, start: 2026-05-01, end: 2026-12-31, status: delayed }
  - { id: over, start: 2026-01-01, end: 2026-02-28, status: completed }
---
kind: report
plan: plan-2026
period: { start: 2026-01-01, end: 2026-03-31 }
date: 2026-04-30
actions:
  - { action: library-labs, status: in-progress }
`,
  wrong: `
kind: plan
id: plan-2026
actions:
  - { id: library-labs, start: 2026-01-01, end: 2026-12-31, status: in-progress }
  - { id: radio, start: 2025-05-01, end: 2025-12-31, status: delayed }
  - { id: films, start: 2026-01-01, end: 2026-12-31, status: in-progress }
---
kind: report
plan: plan-2026
period: { start: 2026-01-01, end: 2026-03-31 }
date: 2026-04-30
actions: # !
  - { action: films, status: in-progress }
`,
  cases: [
    `
kind: plan
id: plan-2026
actions:
  - { id: told-later, start: 2026-01-01, end: 2026-12-31, status: planned }
  - { id: undated, status: in-progress }
---
kind: report
plan: plan-2026
period: { start: 2026-01-01, end: 2026-03-31 }
date: 2026-04-30
actions: [] # !
---
kind: report
plan: plan-2026
period: { start: 2026-04-01, end: 2026-06-30 }
date: 2026-06-30
actions:
  - { action: told-later, status: in-progress }
---
kind: report
plan: plan-2026
period: { start: 2026-04-01, end: 2026-06-30 }
---
kind: report
plan: plan-2024
period: { start: 2026-04-01, end: 2026-06-30 }
actions: []
`,
    `
kind: plan
id: plan-2026
actions:
  - { id: library-labs, start: 2026-01-01, end: 2026-12-31, status: in-progress }
---
kind: report
plan: plan-2026
period: { start: 2026-01-01, end: 2026-03-31 }
actions:
  - { action: , status: in-progress }
`,
  ],
  *check({ dossier, facts }) {
    const underWay = facts.actions.filter((action) => action.underWay && action.id !== "" && action.start !== "");
    for (const report of dossier.documents.report) {
      const { actions, period, plan } = report.data;
      // An entry whose action could not be read may tell of any of them.
      if (!plan || !period?.end || !actions || actions.some(({ action }) => action === undefined)) continue;
      const told = new Set(actions.map(({ action }) => action));
      for (const { in: document, at, id, plan: own, start, status } of underWay)
        if (own === plan && start <= period.end && !told.has(id))
          yield {
            in: report,
            at: "/actions",
            of: "key",
            args: { id, status, start },
            related: [{ in: document, at: `${at}/id`, message: phrase("The action that is missing.") }],
          };
    }
  },
} satisfies Rule;
