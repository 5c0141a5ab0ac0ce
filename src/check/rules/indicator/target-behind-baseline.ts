import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { rangeOf, shown } from "../../values.ts";

export default {
  severity: "error",
  asks: "The target of an indicator that is to increase lies above its baseline, of one that is to decrease below it.",
  message: {
    increase: "The indicator `{id}` is to increase, but its target of {target} lies below its baseline of {baseline}.",
    decrease: "The indicator `{id}` is to decrease, but its target of {target} lies above its baseline of {baseline}.",
  },
  why: "A target behind the baseline is reached by getting worse: all progress would be counted backwards.",
  fix: "Correct the target, the baseline or the direction. An indicator that is to arrive at a value from either side has the direction `reach`.",
  right: `
kind: plan
indicators:
  - id: visitors
    direction: increase
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 200, date: 2027-12-31 }
  - id: false-news-shared
    direction: decrease
    baseline: { value: 40, date: 2026-01-01 }
    target: { value: { atMost: 20 }, date: 2027-12-31 }
  - id: share-of-women
    direction: reach
    baseline: { value: 70, date: 2026-01-01 }
    target: { value: 50, date: 2027-12-31 }
  - id: held-level
    direction: increase
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 100, date: 2027-12-31 }
`,
  wrong: `
kind: plan
indicators:
  - id: visitors
    direction: increase
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 80, date: 2027-12-31 } # !
  - id: false-news-shared
    direction: decrease
    baseline: { value: 40, date: 2026-01-01 }
    target:
      value: 60 # !
      date: 2027-12-31
`,
  cases: [
    `
kind: plan
indicators:
  - id: bound-below
    direction: increase
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: { atLeast: 80 }, date: 2027-12-31 } # !
  - id: bound-above
    direction: decrease
    baseline: { value: 40, date: 2026-01-01 }
    target: { value: { atMost: 60 }, date: 2027-12-31 } # !
  - id: baseline-of-more
    direction: increase
    baseline: { value: { atLeast: 200 }, date: 2026-01-01 }
    target: { value: 150, date: 2027-12-31 } # !
  - id: baseline-of-less
    direction: increase
    baseline: { value: { atMost: 200 }, date: 2026-01-01 }
    target: { value: 150, date: 2027-12-31 }
  - id: charter-adopted
    direction: increase
    baseline: { value: true, date: 2026-01-01 }
    target: { value: false, date: 2027-12-31 } # !
  - id: unlike
    direction: increase
    baseline: { value: true, date: 2026-01-01 }
    target: { value: 0, date: 2027-12-31 }
  - id: undirected
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 80, date: 2027-12-31 }
  - id: no-baseline
    direction: increase
    target: { value: 80, date: 2027-12-31 }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, at, id, direction, baseline, target } of facts.indicators) {
      if (!baseline || !target || (baseline.reached === null) !== (target.reached === null)) continue;
      const [goal, from] = [target.bound ? target.limit : rangeOf(target).least, rangeOf(baseline)];
      const isBehind =
        (direction === "increase" && goal < from.least) || (direction === "decrease" && goal > from.most);
      if (isBehind)
        yield {
          in: plan,
          at: `${at}/target/value`,
          say: direction,
          args: { id, target: shown(target), baseline: shown(baseline) },
          related: [{ in: plan, at: `${at}/baseline/value`, message: phrase("The baseline.") }],
        };
    }
  },
} satisfies Rule;
