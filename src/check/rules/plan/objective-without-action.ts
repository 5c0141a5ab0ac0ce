import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Every objective has at least one action that is not cancelled.",
  message: {
    none: "No action works towards the objective `{id}`.",
    cancelled: "All actions that worked towards the objective `{id}` are cancelled.",
  },
  why: "An objective that nobody works on stays a wish.",
  fix: "Name the objective in an action (`objective: {id}`), add an action for it, or take it out of the plan.",
  right: `
kind: plan
objectives:
  - id: critical-readers
actions:
  - { id: library-labs, objective: critical-readers, status: planned }
`,
  wrong: `
kind: plan
objectives:
  - id: critical-readers
  - id: open-councils # !
actions:
  - { id: library-labs, objective: critical-readers }
`,
  cases: [
    `
kind: plan
objectives:
  - id: critical-readers # !
actions:
  - { id: library-labs, objective: critical-readers, status: cancelled }
`,
    `
kind: plan
objectives:
  - id: critical-readers
actions:
  - { id: library-labs, objective: }
`,
    `
kind: plan
objectives:
  - id: critical-readers
---
kind: plan
objectives:
  - id: open-councils # !
actions: []
`,
  ],
  *check({ dossier, facts }) {
    for (const plan of dossier.documents.plan) {
      // An action may stand where the plan could not be read.
      if (dossier.incomplete && plan.faulty) continue;
      const own = facts.actions.filter((action) => action.in === plan);
      // What could not be read may be the action in question.
      const isUnknown = own.some(({ at, objective }) => objective === "" && plan.has(`${at}/objective`));
      if (isUnknown || plan.data.actions === undefined) continue;
      const tried = new Set(own.map(({ objective }) => objective));
      for (const { in: document, at, id, actions } of facts.objectives)
        if (document === plan && id !== "" && actions === 0)
          yield { in: plan, at: `${at}/id`, say: tried.has(id) ? "cancelled" : "none", args: { id } };
    }
  },
} satisfies Rule;
