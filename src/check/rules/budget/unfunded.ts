import type { Document } from "../../../model/dossier.ts";
import type { Rule } from "../../../model/rule.ts";
import { difference, money, sum } from "../../money.ts";

const counted = new Set(["secured", "pledged"]);

export default {
  severity: "warning",
  asks: "Secured and pledged sources cover the budgets of the plan's actions.",
  message: {
    gap: "Secured and pledged sources come to {funded}, {gap} less than the {budget} that the plan's actions cost.",
    none: "No source is secured or pledged for the {budget} that the plan's actions cost.",
  },
  why: "Actions without money behind them are the first to be dropped, mostly those for people with the least say.",
  fix: "Find sources for {gap}, or cut or cancel actions; a source counts once it is `pledged` or `secured`.",
  right: `
kind: plan
actions:
  - id: library-labs
    budget: { amount: { amount: 6000, currency: EUR } }
  - id: films
    budget: { amount: { amount: 4000, currency: EUR } }
  - id: radio
    status: cancelled
    budget: { amount: { amount: 99000, currency: EUR } }
funding:
  sources:
    - { id: city, status: secured, amount: { amount: 7000, currency: EUR } }
    - { id: foundation, status: pledged, amount: { amount: 3000, currency: EUR } }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    budget: { amount: { amount: 6000, currency: EUR } }
  - id: films
    budget: { amount: { amount: 4000.50, currency: EUR } }
funding:
  sources: # !
    - { id: city, status: secured, amount: { amount: 7000, currency: EUR } }
    - { id: foundation, status: pledged, amount: { amount: 2000, currency: EUR } }
    - { id: lottery, status: sought, amount: { amount: 2000, currency: EUR } }
`,
  cases: [
    `
kind: plan
id: unfunded # !
actions:
  - id: library-labs
    budget: { amount: { amount: 6000, currency: EUR } }
---
kind: plan
funding: # !
  contributions: []
actions:
  - id: library-labs
    budget: { amount: { amount: 6000, currency: EUR } }
---
kind: plan
actions:
  - id: library-labs
funding:
  sources: []
---
kind: plan
actions:
  - id: library-labs
    budget: { amount: { amount: 6000, currency: EUR } }
funding:
  sources:
    - { id: amount-unsaid, status: secured }
---
kind: plan
actions:
  - id: library-labs
    budget: { amount: { amount: 6000, currency: EUR } }
  - id: films
    budget: { amount: { amount: 6000, currency: USD } }
funding:
  sources: []
---
kind: plan
actions:
  - id: library-labs
    budget: { amount: { amount: 6000, currency: EUR } }
funding:
  sources:
    - { id: city, status: secured, amount: { amount: 7000, currency: USD } }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, budget: budgets } of facts.plans) {
      const budget = sum(budgets);
      if (!budget) continue;
      const sources = facts.sources.filter((source) => source.in === plan && counted.has(source.status));
      const amounts = sources.flatMap(({ amount }) => amount ?? []);
      const funded = sources.length === 0 ? { ...budget, units: 0n } : sum(amounts);
      // What a source is worth that states no amount, and in another currency, is not known.
      if (amounts.length < sources.length || funded?.currency !== budget.currency) continue;
      if (funded.units >= budget.units) continue;
      yield {
        in: plan,
        at: placeOf(plan),
        of: "key",
        say: funded.units === 0n ? "none" : "gap",
        args: { funded: money(funded), budget: money(budget), gap: money(difference(budget, funded)) },
      };
    }
  },
} satisfies Rule;

/** A plan may have no funding at all: then it stands at the plan itself. */
function placeOf(plan: Document): string {
  return ["/funding/sources", "/funding", "/id"].find((pointer) => plan.has(pointer)) ?? "";
}
