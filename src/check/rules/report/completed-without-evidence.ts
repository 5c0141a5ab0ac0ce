import type { Document } from "../../../model/dossier.ts";
import type { Rule } from "../../../model/rule.ts";
import { valueAt } from "../../walk.ts";

export default {
  severity: "warning",
  asks: "Every action that a report calls completed has evidence, in the plan or in a report.",
  message: "The action `{id}` is `completed`, and neither the report nor the plan names evidence of it.",
  why: "Readers outside the city believe what they can see: a photo, an attendance list, a publication.",
  fix: "Add `evidence` to the entry: a file in the dossier or an https address that shows what was done.",
  right: `
kind: plan
id: plan-2026
actions:
  - { id: library-labs }
  - { id: films, evidence: films.pdf }
  - { id: radio }
  - { id: walks }
---
kind: report
plan: plan-2026
actions:
  - { action: library-labs, status: completed, evidence: { path: attendance.csv, kind: attendance } }
  - { action: films, status: completed }
  - { action: radio, status: in-progress }
  - { action: walks, status: completed, evidence: walks.jpg }
---
kind: report
plan: plan-2026
actions:
  - { action: walks, status: completed }
`,
  wrong: `
kind: plan
id: plan-2026
actions:
  - id: library-labs
---
kind: report
plan: plan-2026
actions:
  - action: library-labs
    status: completed # !
`,
  cases: [
    `
kind: plan
id: plan-2026
actions:
  - { id: empty, evidence: [] }
  - { id: not-to-be-read, evidence: }
---
kind: report
plan: plan-2026
actions:
  - { action: empty, status: completed, evidence: [] } # !
  - { action: not-to-be-read, status: completed }
  - { action: of-no-such-name, status: completed }
`,
  ],
  *check({ dossier, facts }) {
    if (dossier.incomplete) return;
    const actions = new Map(facts.actions.map((action) => [`${action.plan} ${action.id}`, action]));
    for (const { in: report, at, plan, action: id, status, hasEvidence } of facts.reportActions) {
      const action = actions.get(`${plan} ${id}`);
      if (status !== "completed" || hasEvidence || !action || action.hasEvidence) continue;
      const isUnknown = [action, { in: report, at }].some((place) => isUnread(place.in, `${place.at}/evidence`));
      if (!isUnknown) yield { in: report, at: `${at}/status`, args: { id } };
    }
  },
} satisfies Rule;

/** Evidence that could not be read is there all the same; an empty list is not. */
function isUnread(document: Document, pointer: string): boolean {
  const value = valueAt(document.data, pointer);
  return document.has(pointer) && !(Array.isArray(value) && value.length === 0);
}
