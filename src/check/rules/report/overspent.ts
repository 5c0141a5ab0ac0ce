import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { difference, money } from "../../money.ts";

export default {
  severity: "warning",
  asks: "No action has spent more than its budget.",
  message: "The action `{id}` has spent {spent}, {over} more than its budget of {budget}.",
  why: "Whoever funds the plan must be asked before, not told afterwards; the money is missing in another action.",
  fix: "Correct the figure, or raise the budget of `{id}`, name the source for the {over} and record a readjustment.",
  right: `
kind: plan
id: plan-2026
actions:
  - id: library-labs
    budget: { amount: { amount: 10000, currency: EUR } }
  - id: films
  - id: radio
    budget: { amount: { amount: 10, currency: EUR } }
---
kind: report
plan: plan-2026
actions:
  - { action: library-labs, spent: { amount: "10000.00", currency: EUR } }
  - { action: films, spent: { amount: 500, currency: EUR } }
  - { action: radio, spent: { amount: 500, currency: JPY } }
  - { action: of-no-such-name, spent: { amount: 500, currency: EUR } }
`,
  wrong: `
kind: plan
id: plan-2026
actions:
  - id: library-labs
    budget: { amount: { amount: 10000, currency: EUR } }
---
kind: report
plan: plan-2026
actions:
  - action: library-labs
    spent:
      amount: 10000.01 # !
      currency: EUR
`,
  cases: [
    `
kind: plan
id: plan-2026
actions:
  - id: library-labs
    budget: { amount: { amount: 10000, currency: JPY } }
---
kind: plan
id: plan-2024
actions:
  - id: library-labs
    budget: { amount: { amount: 100, currency: JPY } }
---
kind: report
plan: plan-2026
actions:
  - { action: library-labs, spent: { amount: 9000, currency: JPY } }
---
kind: report
plan: plan-2026
actions:
  - { action: library-labs, spent: { amount: 12000, currency: JPY } } # !
`,
  ],
  *check({ facts }) {
    const actions = new Map(facts.actions.map((action) => [`${action.plan} ${action.id}`, action]));
    for (const { in: report, at, plan, action: id, spent } of facts.reportActions) {
      const action = actions.get(`${plan} ${id}`);
      const budget = action?.budget;
      if (!spent || !budget || spent.currency !== budget.currency || spent.units <= budget.units) continue;
      yield {
        in: report,
        at: `${at}/spent/amount`,
        args: { id, spent: money(spent), budget: money(budget), over: money(difference(spent, budget)) },
        related: [{ in: action.in, at: `${action.at}/budget/amount/amount`, message: phrase("The budget.") }],
      };
    }
  },
} satisfies Rule;
