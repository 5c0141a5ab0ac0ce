import type { Amount, Facts, Thing } from "../../../model/facts.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "All budgets and funding sources of a plan are in one currency.",
  message: {
    one: "An amount in {currency} cannot be added to the plan's amounts in {main}.",
    several: "{count} amounts in {currency} cannot be added to the plan's amounts in {main}; this is the first.",
  },
  why: "Amounts in different currencies have no sum: the plan's budget and what covers it stay unknown.",
  fix: "Write every amount of the plan in one currency, {main} for instance, at the rate that the city has agreed.",
  right: `
kind: plan
actions:
  - id: library-labs
    budget:
      amount: { amount: 6000, currency: EUR }
      sources:
        - { source: city, amount: { amount: 6000, currency: EUR } }
  - id: radio
    status: cancelled
    budget: { amount: { amount: 900, currency: USD } }
funding:
  sources:
    - { id: city, amount: { amount: 6000, currency: EUR } }
---
kind: plan
actions:
  - id: films
    budget: { amount: { amount: 900, currency: USD } }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    budget:
      amount: { amount: 6000, currency: EUR }
  - id: films
    budget:
      amount:
        amount: 900
        currency: USD # !
funding:
  sources:
    - { id: city, amount: { amount: 6000, currency: EUR } }
    - { id: unsaid }
`,
  cases: [
    `
kind: plan
actions:
  - id: library-labs
    budget:
      amount: { amount: 900, currency: USD } # !
      sources:
        - { source: city, amount: { amount: 800, currency: CHF } } # !
funding:
  sources:
    - { id: city, amount: { amount: 6000, currency: EUR } }
    - { id: foundation, amount: { amount: 6000, currency: EUR } }
    - { id: lottery, amount: { amount: 900, currency: USD } }
    - { id: council, amount: { amount: 6000, currency: EUR } }
`,
  ],
  *check({ facts }) {
    const plans = new Map<Thing["in"], Map<string, Thing[]>>();
    for (const { in: plan, at, amount } of amounts(facts)) {
      if (!amount) continue;
      const currencies = plans.get(plan) ?? new Map<string, Thing[]>();
      const others = currencies.get(amount.currency) ?? [];
      others.push({ in: plan, at });
      plans.set(plan, currencies.set(amount.currency, others));
    }
    for (const [plan, currencies] of plans) {
      // The sort keeps the order of the plan among currencies that are used as often.
      const [main, ...others] = [...currencies].sort(([, a], [, b]) => b.length - a.length);
      for (const [currency, [first, ...more]] of others)
        if (main?.[1][0] && first)
          yield {
            in: plan,
            at: `${first.at}/currency`,
            say: more.length === 0 ? "one" : "several",
            args: { currency, main: main[0], count: more.length + 1 },
            related: [{ in: plan, at: `${main[1][0].at}/currency`, message: phrase("An amount in {main}.") }],
          };
    }
  },
} satisfies Rule;

/** What is added up: the budgets of actions, what they draw, and the sources. */
function* amounts(facts: Facts): Generator<Thing & { amount: Amount | null }> {
  for (const action of facts.actions) {
    if (action.cancelled) continue;
    yield { in: action.in, at: `${action.at}/budget/amount`, amount: action.budget };
    for (const { at, amount } of action.draws) yield { in: action.in, at: `${at}/amount`, amount };
  }
  for (const { in: plan, at, amount } of facts.sources) yield { in: plan, at: `${at}/amount`, amount };
}
