import type { ReportActionFact } from "../../../model/facts.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "error",
  asks: "Status and progress in a report agree: completed is 100, planned is 0, and what is cancelled goes no further.",
  message: {
    completed: "The action `{id}` is `completed`, and its progress is {progress} of 100.",
    planned: "The action `{id}` is still `planned`, and its progress is already {progress}.",
    cancelled: "The action `{id}` is `cancelled`, and yet its progress went from {before} to {progress}.",
    done: "The action `{id}` is `cancelled`, and yet its progress is 100.",
  },
  why: "One of the two is wrong, and the score and every reader rely on both.",
  fix: "Correct the status or the progress of `{id}`.",
  right: `
kind: report
plan: plan-2026
date: 2026-03-31
actions:
  - { action: films, status: in-progress, progress: 40 }
---
kind: report
plan: plan-2026
date: 2026-06-30
actions:
  - { action: library-labs, status: completed, progress: 100 }
  - { action: radio, status: planned, progress: 0 }
  - { action: films, status: cancelled, progress: 40 }
  - { action: charter, status: completed }
  - { action: festival, status: in-progress, progress: 100 }
`,
  wrong: `
kind: report
actions:
  - action: library-labs
    status: completed
    progress: 90 # !
  - action: radio
    status: planned
    progress: 5 # !
`,
  cases: [
    `
kind: report
plan: plan-2026
date: 2026-03-31
actions:
  - { action: films, status: in-progress, progress: 40 }
  - { action: walks, status: cancelled, progress: 40 }
---
kind: report
plan: plan-2026
date: 2026-06-30
actions:
  - action: films
    status: cancelled
    progress: 55 # !
  - { action: walks, status: cancelled }
  - { action: radio, status: cancelled, progress: 100 } # !
---
kind: report
plan: plan-2026
date: 2026-09-30
actions:
  - { action: walks, status: cancelled, progress: 60 } # !
`,
  ],
  *check({ facts }) {
    for (const entry of facts.reportActions) {
      const { in: report, at, action: id, progress } = entry;
      const earlier = earlierProgress(entry);
      const say = contradiction(entry, earlier);
      if (!say) continue;
      yield {
        in: report,
        at: `${at}/progress`,
        say,
        args: { id, progress, before: earlier },
        related: [{ in: report, at: `${at}/status`, message: phrase("Its status.") }],
      };
    }
  },
} satisfies Rule;

function contradiction({ status, progress }: ReportActionFact, earlier: number): string | undefined {
  if (status === "completed" && progress < 100) return "completed";
  if (status === "planned" && progress > 0) return "planned";
  if (status === "cancelled" && progress > earlier) return "cancelled";
  return status === "cancelled" && progress === 100 && Number.isNaN(earlier) ? "done" : undefined;
}

/** The progress that a report before states, however far back; NaN if none does. */
function earlierProgress({ before }: ReportActionFact): number {
  let entry = before;
  while (entry && Number.isNaN(entry.progress)) entry = entry.before;
  return entry ? entry.progress : Number.NaN;
}
