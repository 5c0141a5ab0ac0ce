import type { Rule } from "../../../model/rule.ts";
import { daysAfter, monthsAfter } from "../../days.ts";

export default {
  severity: "warning",
  frameworks: { "gnlc-strategy": "gnlc-s1.4" },
  asks: "A city coordinates a cluster for a term of two years.",
  message:
    "The term as coordinator of the cluster `{cluster}` runs from {start} to {end}; two years would end on {right}.",
  why: "Coordinators are elected for two years, so that the task passes from city to city.",
  fix: "Correct the days of the term.",
  right: `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: inclusion
        role: coordinator
        term: { start: 2025-03-01, end: 2027-02-28 }
      - id: planning
        role: member
        term: { start: 2025-03-01, end: 2025-12-31 }
`,
  wrong: `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: inclusion
        role: coordinator
        term: { start: 2025-03-01, end: 2026-02-28 } # !
      - id: planning
        role: coordinator
        term: { start: 2025-01-01, end: 2027-01-01 } # !
`,
  *check({ facts }) {
    for (const membership of facts.memberships) {
      if (membership.framework !== "gnlc-strategy") continue;
      for (const { in: document, at, id, role, start, end } of membership.clusters) {
        if (role !== "coordinator" || start === "" || end === "" || end < start) continue;
        const right = daysAfter(monthsAfter(start, 24), -1);
        if (end !== right) yield { in: document, at: `${at}/term`, args: { cluster: id, start, end, right } };
      }
    }
  },
} satisfies Rule;
