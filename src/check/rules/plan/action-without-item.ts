import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "info",
  asks: "Every action names the framework items that it serves.",
  message: "The action `{id}` names no framework item.",
  why: "An action that names no item adds to no framework's score and appears in none of their checklists.",
  fix: "List the items that it serves under `items` (`milcity list items` shows all of them).",
  right: `
kind: plan
actions:
  - id: library-labs
    items: [mil-07]
  - id: films
    status: cancelled
`,
  wrong: `
kind: plan
actions:
  - id: library-labs # !
    status: planned
`,
  cases: [
    `
kind: plan
actions:
  - id: library-labs # !
    items: []
  - id: not-to-be-read
    items:
`,
  ],
  *check({ dossier, facts }) {
    const cancelled = new Set(
      facts.actions.filter((action) => action.cancelled).map(({ in: plan, at }) => `${plan.file} ${at}`),
    );
    for (const plan of dossier.documents.plan)
      for (const [i, { id, items }] of (plan.data.actions ?? []).entries()) {
        const at = `/actions/${i}`;
        const isEmpty = items?.length === 0 || !plan.has(`${at}/items`);
        if (id !== undefined && isEmpty && !cancelled.has(`${plan.file} ${at}`))
          yield { in: plan, at: `${at}/id`, args: { id } };
      }
  },
} satisfies Rule;
