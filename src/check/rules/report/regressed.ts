import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

const stages = new Map([
  ["planned", 0],
  ["in-progress", 1],
  ["delayed", 1],
  ["completed", 2],
  ["cancelled", 2],
]);

export default {
  severity: "warning",
  asks: "From one report to the next no action falls back, unless a readjustment explains it.",
  message: {
    status: "The action `{id}` is `{status}`, and the report before had it as `{before}`; no readjustment names it.",
    progress: "The progress of the action `{id}` fell from {before} to {progress}; no readjustment names it.",
  },
  why: "An action that falls back without a word makes both reports doubtful.",
  fix: "Correct the figure, or record a readjustment of the plan whose `affects` names `{id}` and whose `reason` says what happened.",
  right: `
kind: plan
id: plan-2026
readjustments:
  - { id: r1, date: 2026-05-15, affects: [films] }
---
kind: report
plan: plan-2026
date: 2026-04-15
actions:
  - { action: library-labs, status: in-progress, progress: 40 }
  - { action: films, status: completed, progress: 100 }
---
kind: report
plan: plan-2026
date: 2026-06-30
actions:
  - { action: library-labs, status: delayed, progress: 40 }
  - { action: films, status: in-progress, progress: 60 }
`,
  wrong: `
kind: report
plan: plan-2026
date: 2026-04-15
actions:
  - { action: library-labs, status: in-progress, progress: 40 }
  - { action: films, status: completed, progress: 100 }
---
kind: report
plan: plan-2026
date: 2026-06-30
actions:
  - action: library-labs
    status: in-progress
    progress: 30 # !
  - action: films
    status: in-progress # !
    progress: 60
`,
  cases: [
    `
kind: plan
id: plan-2026
readjustments:
  - { id: too-early, date: 2026-03-15, affects: [films] }
  - { id: of-another-action, date: 2026-05-15, affects: [library-labs] }
---
kind: report
plan: plan-2026
date: 2026-06-30
actions:
  - { action: films, status: planned } # !
---
kind: report
plan: plan-2026
date: 2026-04-15
actions:
  - { action: films, status: cancelled }
---
kind: report
plan: plan-2024
date: 2026-04-15
actions:
  - { action: films, status: completed }
---
kind: report
date: 2026-04-16
actions:
  - { action: films, status: planned }
`,
  ],
  *check({ dossier, facts }) {
    if (dossier.incomplete) return;
    for (const { in: report, at, action: id, plan, status, progress, before } of facts.reportActions) {
      if (!before) continue;
      const isBack = (stages.get(status) ?? Number.NaN) < (stages.get(before.status) ?? Number.NaN);
      if (!isBack && !(progress < before.progress)) continue;
      const isExplained = facts.readjustments.some(
        (change) =>
          change.plan === plan && change.affects.includes(id) && (change.date === "" || change.date >= before.date),
      );
      if (isExplained) continue;
      const field = isBack ? "status" : "progress";
      yield {
        in: report,
        at: `${at}/${field}`,
        say: field,
        args: { id, status, progress, before: before[field] },
        related: [{ in: before.in, at: `${before.at}/${field}`, message: phrase("The report before.") }],
      };
    }
  },
} satisfies Rule;
