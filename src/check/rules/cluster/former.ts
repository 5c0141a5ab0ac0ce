import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  frameworks: { "gnlc-strategy": "gnlc-s1.1" },
  asks: "The city takes part in one of today's clusters.",
  message: {
    became: "The cluster `{cluster}` is no more; its work goes on in `{successor}`.",
    ended: "The cluster `{cluster}` is no more, and no other took its place.",
  },
  why: "The network's clusters were formed anew in 2021; a membership of an old one no longer counts.",
  fix: "Name the cluster that the city takes part in today.",
  right: `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: inclusion
      - id: literacy
        term: { start: 2019-07-01, end: 2021-06-30 }
`,
  wrong: `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: literacy # !
      - id: entrepreneurship # !
`,
  *check({ facts, library }) {
    for (const membership of facts.memberships) {
      const former = library.packs.get(membership.framework)?.framework.formerClusters ?? [];
      for (const cluster of membership.clusters) {
        const known = former.find(({ id }) => id === cluster.id);
        if (!known || cluster.known || (cluster.end !== "" && cluster.end < facts.day)) continue;
        const successor = known.becomes ?? "";
        yield {
          in: cluster.in,
          at: `${cluster.at}/id`,
          say: successor === "" ? "ended" : "became",
          args: { cluster: cluster.id, successor },
        };
      }
    }
  },
} satisfies Rule;
