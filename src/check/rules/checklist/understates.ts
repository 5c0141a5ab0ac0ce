import type { Rule } from "../../../model/rule.ts";
import { valueAt } from "../../walk.ts";

const low = new Set(["", "not-started", "in-progress"]);

export default {
  severity: "info",
  asks: "What the dossier shows in full, the checklist declares done.",
  message: {
    status: "The dossier shows {item} in full, and the checklist says `{status}`.",
    silent: "The dossier shows {item} in full, and the checklist says nothing of it.",
  },
  why: "A checklist that says less than the dossier shows sells the city short.",
  fix: "Declare the item done, or see whether the dossier says more than is true.",
  right: `
kind: city
memberships:
  - framework: mil
    role: member
---
kind: committee
type: steering
members:
  - { id: ana, roles: [focal-point], sector: local-government }
  - { id: ben, roles: [member], sector: education }
  - { id: eva, roles: [member], sector: media }
---
kind: checklist
framework: mil
items:
  mil-01: { status: done }
  mil-02: { status: not-started }
`,
  wrong: `
kind: city
memberships:
  - framework: mil
    role: member
---
kind: committee
type: steering
members:
  - { id: ana, roles: [focal-point], sector: local-government }
  - { id: ben, roles: [member], sector: education }
  - { id: eva, roles: [member], sector: media }
---
kind: checklist
framework: mil
items:
  mil-01: { status: in-progress } # !
`,
  cases: [
    `
kind: city
memberships:
  - framework: mil
    role: member
---
kind: committee
type: steering
members:
  - { id: ana, roles: [focal-point], sector: local-government }
  - { id: ben, roles: [member], sector: education }
  - { id: eva, roles: [member], sector: media }
---
kind: checklist
framework: mil
items: # !
  mil-02: { status: not-started }
`,
  ],
  *check(context) {
    const { facts } = context;
    if (facts.checklists.size === 0) return;
    for (const card of context.scores(facts.checklists)) {
      const checklist = facts.checklists.get(card.id);
      if (!checklist) continue;
      for (const item of card.items) {
        const entry = checklist.items.get(item.id);
        if (item.status !== "complete" || !low.has(entry?.status ?? "")) continue;
        const said = entry && entry.status !== "";
        const list = valueAt(checklist.in.data, "/items") === undefined ? "" : "/items";
        const at = entry ? (said ? `${entry.at}/status` : entry.at) : list;
        const args = { item: item.id, status: entry?.status ?? "" };
        yield {
          in: checklist.in,
          at,
          of: entry ? "value" : "key",
          say: said ? "status" : "silent",
          item: item.id,
          args,
        };
      }
    }
  },
} satisfies Rule;
