import type { DrawFact } from "../../../model/facts.ts";
import { addTo } from "../../../model/groups.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { difference, money, sum } from "../../money.ts";

export default {
  severity: "error",
  asks: "The actions draw no more from a funding source than it has.",
  message: "The actions draw {drawn} from the source `{id}`, which has {has}: {over} too much.",
  why: "The same money is promised twice, so at least one action will stand without it.",
  fix: "Lower what the actions draw from `{id}`, find another source for {over}, or correct the source's amount.",
  right: `
kind: plan
actions:
  - id: library-labs
    budget:
      sources:
        - { source: city, amount: { amount: 6000, currency: EUR } }
  - id: films
    budget:
      sources:
        - { source: city, amount: { amount: "4000.00", currency: EUR } }
  - id: radio
    status: cancelled
    budget:
      sources:
        - { source: city, amount: { amount: 500, currency: EUR } }
funding:
  sources:
    - id: city
      amount: { amount: 10000, currency: EUR }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    budget:
      sources:
        - { source: city, amount: { amount: 6000.10, currency: EUR } }
  - id: films
    budget:
      sources:
        - { source: city, amount: { amount: 4000, currency: EUR } }
funding:
  sources:
    - id: city
      amount:
        amount: 10000 # !
        currency: EUR
`,
  cases: [
    `
kind: plan
actions:
  - id: library-labs
    budget:
      sources:
        - { source: city, amount: { amount: 0.1, currency: USD } }
        - { source: city, amount: { amount: 0.2, currency: USD } }
        - { source: grant, amount: { amount: 900, currency: USD } }
        - { source: unsaid, amount: { amount: 900, currency: USD } }
        - { source: nowhere, amount: { amount: 900, currency: USD } }
        - { source: city }
funding:
  sources:
    - id: city
      amount: { amount: 0.3, currency: USD }
    - id: grant
      amount: { amount: 900, currency: EUR }
    - id: unsaid
`,
    `
kind: plan
actions:
  - id: library-labs
    budget:
      sources:
        - { source: city, amount: { amount: 900, currency: EUR } }
        - { source: city, amount: { amount: 200, currency: USD } }
funding:
  sources:
    - id: city
      amount: { amount: 800, currency: EUR } # !
`,
  ],
  *check({ facts }) {
    const drawn = new Map<string, DrawFact[]>();
    for (const action of facts.actions)
      for (const draw of action.cancelled ? [] : action.draws) addTo(drawn, draw.source, draw);
    const seen = new Set<string>();
    for (const { in: plan, at, id, amount: has } of facts.sources) {
      // Of two sources with one id the first is drawn from.
      if (id === "" || seen.has(id)) continue;
      seen.add(id);
      if (!has) continue;
      const draws = (drawn.get(id) ?? []).filter(({ amount }) => amount?.currency === has.currency);
      const total = sum(draws.flatMap(({ amount }) => amount ?? []));
      if (!total || total.units <= has.units) continue;
      yield {
        in: plan,
        at: `${at}/amount/amount`,
        args: { id, drawn: money(total), has: money(has), over: money(difference(total, has)) },
        related: draws.map((draw) => ({ in: draw.in, at: `${draw.at}/amount/amount`, message: phrase("Drawn here.") })),
      };
    }
  },
} satisfies Rule;
