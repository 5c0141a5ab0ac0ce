import type { Rule } from "../../../model/rule.ts";
import { areMembersKnown } from "../../doubt.ts";

export default {
  severity: "error",
  frameworks: { "gnlc-strategy": "gnlc-s1.3" },
  asks: "A current member represents the city in each of its clusters.",
  message: {
    none: "Nobody represents the city in the cluster `{cluster}`.",
    former:
      "`{id}`, who represents the city in the cluster `{cluster}`, is no longer or not yet a member of a committee.",
  },
  why: "A cluster works through the people whom its cities send.",
  fix: "Name a current member of a committee whose expertise fits the cluster under `representative`.",
  right: `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: inclusion
        representative: ana
      - id: health
        term: { start: 2022-01-01, end: 2023-12-31 }
---
kind: committee
members:
  - id: ana
`,
  wrong: `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: inclusion # !
      - id: planning
        representative: ben # !
---
kind: committee
members:
  - id: ana
  - id: ben
    term: { start: 2024-01-01, end: 2025-12-31 }
`,
  cases: [
    // Whom nobody knows is for reference/unresolved to report.
    `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: planning
        representative: bern
---
kind: committee
members:
  - id: ben
`,
  ],
  *check({ dossier, facts }) {
    const members = new Map(facts.members.map((member) => [member.id, member]));
    for (const membership of facts.memberships) {
      if (membership.framework !== "gnlc-strategy") continue;
      for (const { in: document, at, id: cluster, representative: id, end } of membership.clusters) {
        if (end !== "" && end < facts.day) continue;
        const place = `${at}/representative`;
        if (id === "" && !document.has(place)) yield { in: document, at, say: "none", args: { cluster } };
        const member = members.get(id);
        if (member && !member.current && areMembersKnown(dossier))
          yield { in: document, at: place, say: "former", args: { id, cluster } };
      }
    }
  },
} satisfies Rule;
