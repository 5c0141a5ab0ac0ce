import type { Document, Dossier } from "../../../model/dossier.ts";
import type { Rule } from "../../../model/rule.ts";

const hasStrangeField = ({ faults }: Dossier, { file }: Document) =>
  faults.some(
    ({ rule, in: place, at }) => rule === "schema/unknown-field" && place.file === file && at.lastIndexOf("/") === 0,
  );

export default {
  severity: "info",
  asks: "Every indicator is named by an objective or an action.",
  message: "No objective and no action names the indicator `{id}`.",
  why: "An indicator that belongs to nothing is measured for nothing: its value says nothing about the plan.",
  fix: "Name it under the `indicators` of the objective or action that it measures, or take it out.",
  right: `
kind: plan
objectives:
  - id: critical-readers
    indicators: [participants]
actions:
  - id: library-labs
    indicators: [sessions]
indicators:
  - id: participants
  - id: sessions
`,
  wrong: `
kind: plan
objectives:
  - id: critical-readers
    indicators: [participants]
indicators:
  - id: participants
  - id: sessions # !
`,
  cases: [
    `
kind: plan
actions:
  - id: library-labs
    indicators: [sessions]
---
kind: plan
indicators:
  - id: sessions
  - id: visitors # !
`,
    `
kind: plan
actions:
  - id: library-labs
    indicators:
indicators:
  - id: sessions
`,
  ],
  *check({ dossier, facts }) {
    if (dossier.incomplete) return;
    const used = new Set<string>();
    for (const plan of dossier.documents.plan)
      for (const list of ["objectives", "actions"] as const) {
        // A whole list may stand under a name that is spelt wrongly.
        if (plan.data[list] === undefined && hasStrangeField(dossier, plan)) return;
        for (const [i, { indicators }] of (plan.data[list] ?? []).entries()) {
          // A list that could not be read may name any of them.
          if (indicators === undefined && plan.has(`/${list}/${i}/indicators`)) return;
          for (const id of indicators ?? []) used.add(id);
        }
      }
    for (const { in: plan, at, id } of facts.indicators)
      if (id !== "" && !used.has(id)) yield { in: plan, at: `${at}/id`, args: { id } };
  },
} satisfies Rule;
