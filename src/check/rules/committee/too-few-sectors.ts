import { series } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { areMembersKnown } from "../../doubt.ts";
import { currentMembers, seatsPlace, tally } from "../../seats.ts";

export default {
  severity: "warning",
  frameworks: { mil: "mil-01", gnlc: "gnlc-2.1" },
  asks: "Current members come from at least three sectors.",
  message: {
    one: "All current members come from one sector: {sectors}.",
    two: "The current members come from only two sectors: {sectors}.",
  },
  why: "A plan that is steered by few kinds of stakeholders misses what the others know and can give.",
  fix: "Invite members from other sectors, such as education, the media or civil society.",
  right: `
kind: city
memberships:
  - framework: mil
---
kind: committee
members:
  - id: ana
    sector: local-government
  - id: ben
    sector: education
  - id: eva
    sector: media
`,
  wrong: `
kind: city
memberships:
  - framework: gnlc
---
kind: committee
members: # !
  - id: ana
    sector: local-government
  - id: ben
    sector: education
  - id: eva
    sector: media
    term: { start: 2024-01-01, end: 2025-12-31 }
`,
  cases: [
    `
kind: city
memberships:
  - framework: mil
---
kind: committee
members: # !
  - id: ana
    sector: local-government
`,
    `
kind: city
memberships:
  - framework: mil
---
kind: committee
members: []
`,
  ],
  *check({ dossier, facts }) {
    const place = seatsPlace(dossier);
    const sectors = [...tally(currentMembers(facts).map(({ sector }) => sector)).keys()];
    if (!place || !areMembersKnown(dossier) || sectors.length === 0 || sectors.length > 2 || sectors.includes(""))
      return;
    yield {
      ...place,
      say: sectors.length === 1 ? "one" : "two",
      args: {
        sectors: series(
          "and",
          sectors.map((sector) => `\`${sector}\``),
        ),
      },
    };
  },
} satisfies Rule;
