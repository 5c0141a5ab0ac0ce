import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "warning",
  asks: "What the checklist declares done, the dossier shows.",
  message: {
    missing: "The checklist says that {item} is done, and nothing in the dossier shows it.",
    partial: "The checklist says that {item} is done, and the dossier shows {share} of it; what it lacks: {lacks}.",
  },
  why: "Only what the dossier shows counts for the score; a claim that nobody can follow convinces no network.",
  fix: "Record what has been done in the documents of the dossier, or correct the checklist. `milcity explain {item}` says what shows it.",
  right: `
kind: city
website: https://city.example
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
  mil-06: { status: in-progress }
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
---
kind: checklist
framework: mil
items:
  mil-01: { status: done } # !
  mil-06: { status: done } # !
  mil-08: { status: not-applicable, reason: The first report is not due. }
`,
  *check(context) {
    const { dossier, facts } = context;
    if (dossier.incomplete || facts.checklists.size === 0) return;
    for (const card of context.scores(facts.checklists)) {
      const declared = facts.checklists.get(card.id)?.items;
      for (const item of card.items) {
        const entry = declared?.get(item.id);
        if (entry?.status !== "done" || (item.status !== "partial" && item.status !== "missing")) continue;
        const percent = Math.min(99, Math.max(1, Math.round((item.demonstrated ?? 0) * 100)));
        const lacks = item.criteria.filter(({ value }) => value !== null && value < 1).map(({ label }) => label);
        const args = { item: item.id, share: { share: percent / 100 }, lacks: lacks.join("; ") };
        yield { in: entry.in, at: `${entry.at}/status`, say: item.status, item: item.id, args };
      }
    }
  },
} satisfies Rule;
