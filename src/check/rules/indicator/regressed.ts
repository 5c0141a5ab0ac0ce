import type { IndicatorFact, MeasuredValue } from "../../../model/facts.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { rangeOf, shown, wayOf } from "../../values.ts";

export default {
  severity: "info",
  asks: "No indicator is worse than when it was measured before.",
  message: "The indicator `{id}` went from {before} on {since} to {value} on {date}, away from where it should go.",
  why: "A step back is often the first sign that something no longer works; readers will ask for the reason.",
  fix: "Say in the report why it went back and what follows from it; if the figure is wrong, correct it.",
  right: `
kind: plan
indicators:
  - { id: visitors, direction: increase }
  - { id: false-news-shared, direction: decrease }
  - id: share-of-women
    direction: reach
    target: { value: 50, date: 2027-12-31 }
  - { id: undirected }
---
kind: report
indicators:
  - { indicator: visitors, value: 120, date: 2026-03-31 }
  - { indicator: visitors, value: 120, date: 2026-06-30 }
  - { indicator: false-news-shared, value: 30, date: 2026-03-31 }
  - { indicator: false-news-shared, value: 20, date: 2026-06-30 }
  - { indicator: share-of-women, value: 60, date: 2026-03-31 }
  - { indicator: share-of-women, value: 41, date: 2026-06-30 }
  - { indicator: undirected, value: 60, date: 2026-03-31 }
  - { indicator: undirected, value: 41, date: 2026-06-30 }
`,
  wrong: `
kind: plan
indicators:
  - { id: visitors, direction: increase }
---
kind: report
indicators:
  - indicator: visitors
    value: 120
    date: 2026-03-31
---
kind: report
indicators:
  - indicator: visitors
    value: 110 # !
    date: 2026-06-30
`,
  cases: [
    `
kind: plan
indicators:
  - { id: false-news-shared, direction: decrease }
  - id: share-of-women
    direction: reach
    target: { value: 50, date: 2027-12-31 }
  - id: since-baseline
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 200, date: 2027-12-31 }
  - id: charter-in-force
    target: { value: true, date: 2026-01-31 }
  - id: council-decision
    direction: reach
    target: { value: true, date: 2026-12-31 }
  - id: lottery-of-places
    direction: reach
    target: { value: false, date: 2026-12-31 }
  - id: at-least
    direction: increase
  - id: perhaps
    direction: increase
---
kind: report
indicators:
  - { indicator: false-news-shared, value: 31, date: 2026-06-30 } # !
  - { indicator: false-news-shared, value: 30, date: 2026-03-31 }
  - { indicator: false-news-shared, value: 99, date: 2026-12-31 }
  - { indicator: share-of-women, value: 41, date: 2026-03-31 }
  - { indicator: share-of-women, value: 60, date: 2026-06-30 } # !
  - { indicator: since-baseline, value: 90, date: 2026-06-30 } # !
  - { indicator: charter-in-force, value: true, date: 2026-03-31 }
  - { indicator: charter-in-force, value: false, date: 2026-06-30 } # !
  - { indicator: council-decision, value: true, date: 2026-03-31 }
  - { indicator: council-decision, value: false, date: 2026-06-30 } # !
  - { indicator: lottery-of-places, value: true, date: 2026-03-31 }
  - { indicator: lottery-of-places, value: false, date: 2026-06-30 }
  - { indicator: at-least, value: { atLeast: 200 }, date: 2026-03-31 }
  - { indicator: at-least, value: 180, date: 2026-06-30 } # !
  - { indicator: perhaps, value: { atMost: 200 }, date: 2026-03-31 }
  - { indicator: perhaps, value: 180, date: 2026-06-30 }
`,
  ],
  *check({ facts }) {
    for (const indicator of facts.indicators) {
      const { in: plan, at, id, baseline, measurements } = indicator;
      const latest = measurements.at(-1);
      const measured = measurements.at(-2);
      const before = measured ?? (baseline && latest && baseline.date < latest.date ? baseline : undefined);
      if (!latest || !before || !isWorse(indicator, latest, before)) continue;
      const place = measured ?? { in: plan, at: `${at}/baseline` };
      yield {
        in: latest.in,
        at: `${latest.at}/value`,
        args: { id, before: shown(before), since: before.date, value: shown(latest), date: latest.date },
        related: [{ in: place.in, at: `${place.at}/value`, message: phrase("The value before.") }],
      };
    }
  },
} satisfies Rule;

function isWorse(indicator: IndicatorFact, latest: MeasuredValue, before: MeasuredValue): boolean {
  if (latest.reached !== null || before.reached !== null) {
    const goal = indicator.target?.reached ?? true;
    return latest.reached !== null && before.reached === goal && latest.reached !== goal;
  }
  const [now, then] = [rangeOf(latest), rangeOf(before)];
  const way = wayOf(indicator);
  if (way === "increase") return now.most < then.least;
  if (way === "decrease") return now.least > then.most;
  const goal = indicator.target?.number ?? Number.NaN;
  return way === "reach" && Math.abs(latest.number - goal) > Math.abs(before.number - goal);
}
