import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "info",
  asks: "Every objective names at least one indicator.",
  message: "The objective `{id}` names no indicator.",
  why: "Without a measure nobody can tell later whether the objective was reached.",
  fix: "Name an indicator of the plan under the objective's `indicators`, or add one that tells whether it is reached.",
  right: `
kind: plan
objectives:
  - id: critical-readers
    indicators: [workshop-participants]
`,
  wrong: `
kind: plan
objectives:
  - id: critical-readers
    indicators: [workshop-participants]
  - id: open-councils # !
    horizon: long-term
`,
  cases: [
    `
kind: plan
objectives:
  - id: critical-readers # !
    indicators: []
  - id: open-councils
    indicators: [of-no-such-name]
  - id: not-to-be-read
    indicators:
actions:
  - id: library-labs
    objective: critical-readers
    indicators: [workshop-participants]
`,
  ],
  *check({ dossier }) {
    for (const plan of dossier.documents.plan)
      for (const [i, { id, indicators }] of (plan.data.objectives ?? []).entries()) {
        const at = `/objectives/${i}`;
        const isEmpty = indicators?.length === 0 || !plan.has(`${at}/indicators`);
        if (id !== undefined && isEmpty) yield { in: plan, at: `${at}/id`, args: { id } };
      }
  },
} satisfies Rule;
