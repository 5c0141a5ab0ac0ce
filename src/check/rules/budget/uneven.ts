import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { difference, money, sum } from "../../money.ts";

export default {
  severity: "error",
  asks: "What an action draws from its sources adds up to the amount of its budget.",
  message: {
    short: "The sources of the action `{id}` add up to {drawn}, {gap} less than its budget of {budget}.",
    over: "The sources of the action `{id}` add up to {drawn}, {gap} more than its budget of {budget}.",
  },
  why: "One of the figures is wrong, and whoever pays reads another sum than whoever spends.",
  fix: "Correct the amount of the budget or of a source, or add the source that is missing.",
  right: `
kind: plan
actions:
  - id: library-labs
    budget:
      amount: { amount: 10000, currency: EUR }
      sources:
        - { source: city, amount: { amount: 6000, currency: EUR } }
        - { source: foundation, amount: { amount: "4000.00", currency: EUR } }
  - id: films
    budget:
      amount: { amount: 10000, currency: EUR }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    budget:
      amount:
        amount: 10000 # !
        currency: EUR
      sources:
        - { source: city, amount: { amount: 6000, currency: EUR } }
        - { source: foundation, amount: { amount: 3500, currency: EUR } }
`,
  cases: [
    `
kind: plan
actions:
  - id: too-much
    budget:
      amount: { amount: 0.3, currency: EUR } # !
      sources:
        - { source: city, amount: { amount: 0.1, currency: EUR } }
        - { source: foundation, amount: { amount: 0.21, currency: EUR } }
  - id: exact
    budget:
      amount: { amount: 0.3, currency: EUR }
      sources:
        - { source: city, amount: { amount: 0.1, currency: EUR } }
        - { source: foundation, amount: { amount: 0.2, currency: EUR } }
  - id: no-sources
    budget:
      amount: { amount: 10000, currency: EUR }
      sources: []
  - id: unsaid
    budget:
      amount: { amount: 10000, currency: EUR }
      sources:
        - { source: city, amount: { amount: 6000, currency: EUR } }
        - { source: foundation }
  - id: already-too-much
    budget:
      amount: { amount: 5000, currency: EUR } # !
      sources:
        - { source: city, amount: { amount: 6000, currency: EUR } }
        - { source: foundation }
  - id: several-currencies
    budget:
      amount: { amount: 10000, currency: EUR }
      sources:
        - { source: city, amount: { amount: 6000, currency: USD } }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, at, id, budget, draws } of facts.actions) {
      const amounts = draws.flatMap(({ amount }) => amount ?? []);
      const drawn = sum(amounts);
      if (!budget || drawn?.currency !== budget.currency || drawn.units === budget.units) continue;
      const isOver = drawn.units > budget.units;
      if (!isOver && amounts.length < draws.length) continue;
      yield {
        in: plan,
        at: `${at}/budget/amount/amount`,
        say: isOver ? "over" : "short",
        args: {
          id,
          drawn: money(drawn),
          budget: money(budget),
          gap: money(isOver ? difference(drawn, budget) : difference(budget, drawn)),
        },
        related: draws
          .filter(({ amount }) => amount !== null)
          .map((draw) => ({ in: plan, at: `${draw.at}/amount/amount`, message: phrase("One of its sources.") })),
      };
    }
  },
} satisfies Rule;
