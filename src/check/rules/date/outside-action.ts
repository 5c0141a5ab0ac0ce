import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "Every milestone is due within its action.",
  message: {
    early: "The milestone `{id}` is due on {due}, before its action starts on {limit}.",
    late: "The milestone `{id}` is due on {due}, after its action ends on {limit}.",
  },
  why: "A milestone shows on the way whether an action will be done in time; before or after it cannot.",
  fix: "Correct the day on which the milestone is due, or the action's start or end.",
  right: `
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
actions:
  - id: library-labs
    start: 2026-03-01
    end: 2026-09-30
    milestones:
      - { id: m1, due: 2026-03-01 }
      - { id: m2, due: 2026-09-30, done: 2026-11-02 }
  - id: helpline
    start: 2026-03-01
    ongoing: true
    milestones:
      - { id: m3, due: 2027-12-31 }
`,
  wrong: `
kind: plan
actions:
  - id: library-labs
    start: 2026-03-01
    end: 2026-09-30
    milestones:
      - id: m1
        due: 2026-02-28 # !
      - id: m2
        due: 2026-10-01 # !
`,
  cases: [
    `
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
actions:
  - id: helpline
    start: 2026-03-01
    ongoing: true
    milestones:
      - { id: m1, due: 2028-01-01 } # !
  - id: backwards
    start: 2026-09-30
    end: 2026-03-01
    milestones:
      - { id: m2, due: 2026-06-01 }
  - id: undated
    milestones:
      - { id: m3, due: 2026-06-01 }
      - { id: m4 }
`,
  ],
  *check({ facts }) {
    for (const { in: plan, at, start, end, ongoing, milestones } of facts.actions) {
      if (start !== "" && end !== "" && end < start) continue;
      for (const { at: place, id, due } of milestones) {
        const found = { in: plan, at: `${place}/due` };
        if (due !== "" && due < start)
          yield {
            ...found,
            say: "early",
            args: { id, due, limit: start },
            related: [{ in: plan, at: `${at}/start`, message: phrase("The action starts here.") }],
          };
        if (end !== "" && due > end)
          yield {
            ...found,
            say: "late",
            args: { id, due, limit: end },
            related: [
              { in: plan, at: ongoing ? "/period/end" : `${at}/end`, message: phrase("The action ends here.") },
            ],
          };
      }
    }
  },
} satisfies Rule;
