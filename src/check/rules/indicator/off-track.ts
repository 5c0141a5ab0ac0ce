import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { shown } from "../../values.ts";

/** How far behind the straight line, as a part of the whole way, is still on track. */
const tolerance = 0.1;

const points = (part: number) => Number((part * 100).toFixed(1));

export default {
  severity: "warning",
  asks: "No indicator is behind the straight line from its baseline to its target by more than a tenth of the way.",
  message: {
    behind:
      "On {date} the indicator `{id}` has gone {gone} of the way to its target, where {due} were due: {behind} points behind.",
    back: "On {date} the indicator `{id}` has moved away from its target ({gone} of the way), where {due} were due: {behind} points behind.",
    missed: "On {date} the indicator `{id}` is {value}, and its target was to be reached by {by}.",
  },
  why: "An indicator that falls behind early rarely catches up by itself, while there is still time to act.",
  fix: "Look for the cause and strengthen the actions that it measures, or record a readjustment and correct the target.",
  right: `
kind: plan
indicators:
  - id: visitors
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 200, date: 2026-12-31 }
  - id: false-news-shared
    direction: decrease
    baseline: { value: 40, date: 2026-01-01 }
    target: { value: { atMost: 20 }, date: 2026-12-31 }
  - id: charter-adopted
    baseline: { value: false, date: 2026-01-01 }
    target: { value: true, date: 2026-12-31 }
  - id: without-baseline
    target: { value: 200, date: 2026-12-31 }
---
kind: report
indicators:
  - { indicator: visitors, value: 145, date: 2026-06-30 }
  - { indicator: false-news-shared, value: 30, date: 2026-06-30 }
  - { indicator: charter-adopted, value: false, date: 2026-06-30 }
  - { indicator: without-baseline, value: 1, date: 2026-06-30 }
`,
  wrong: `
kind: plan
indicators:
  - id: visitors
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 200, date: 2026-12-31 }
---
kind: report
indicators:
  - indicator: visitors
    value: 120 # !
    date: 2026-06-30
`,
  cases: [
    `
kind: plan
indicators:
  - id: visitors
    direction: increase
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 200, date: 2026-12-31 }
  - id: false-news-shared
    direction: decrease
    baseline: { value: 40, date: 2026-01-01 }
    target: { value: { atMost: 20 }, date: 2026-12-31 }
  - id: charter-adopted
    baseline: { value: false, date: 2026-01-01 }
    target: { value: true, date: 2026-03-31 }
  - id: recovered
    baseline: { value: 100, date: 2026-01-01 }
    target: { value: 200, date: 2026-12-31 }
---
kind: report
indicators:
  - { indicator: visitors, value: 90, date: 2026-02-01 } # !
  - { indicator: false-news-shared, value: 38, date: 2026-06-30 } # !
  - { indicator: charter-adopted, value: false, date: 2026-06-30 } # !
  - { indicator: recovered, value: 100, date: 2026-06-01 }
  - { indicator: recovered, value: 150, date: 2026-06-30 }
`,
  ],
  *check({ facts }) {
    for (const { id, in: plan, at, target, measurements, progress, expected } of facts.indicators) {
      const latest = measurements.at(-1);
      const behind = expected - progress;
      // A hair's breadth for what binary fractions add.
      if (!latest || !target || Number.isNaN(behind) || behind <= tolerance + 1e-9) continue;
      const isMissed = target.reached !== null;
      yield {
        in: latest.in,
        at: `${latest.at}/value`,
        say: isMissed ? "missed" : progress < 0 ? "back" : "behind",
        args: {
          id,
          date: latest.date,
          gone: { share: progress },
          due: { share: expected },
          behind: points(behind),
          value: shown(latest),
          by: target.date,
        },
        related: [{ in: plan, at: `${at}/target`, message: phrase("The target.") }],
      };
    }
  },
} satisfies Rule;
