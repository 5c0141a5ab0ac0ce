import type { Rule } from "../../../model/rule.ts";
import { areMembersKnown } from "../../doubt.ts";
import { currentMembers, seatsPlace, tally } from "../../seats.ts";

export default {
  severity: "warning",
  frameworks: { mil: "mil-01" },
  asks: "No sector holds more than two thirds of the seats.",
  message: "The sector `{sector}` holds {seats} of the {all} seats, more than two thirds.",
  why: "A sector that can decide alone need not listen to the others.",
  fix: "Give more seats to members from other sectors.",
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
    sector: local-government
  - id: eva
    sector: media
`,
  wrong: `
kind: city
memberships:
  - framework: mil
---
kind: committee
members: # !
  - id: ana
    sector: local-government
  - id: ben
    sector: local-government
  - id: joe
    sector: local-government
  - id: eva
    sector: media
`,
  cases: [
    // One sector alone is for committee/too-few-sectors to say; a member who has left holds no seat.
    `
kind: city
memberships:
  - framework: mil
---
kind: committee
members:
  - id: ana
    sector: education
  - id: eva
    sector: media
    term: { start: 2024-01-01, end: 2025-12-31 }
`,
  ],
  *check({ dossier, facts }) {
    const place = seatsPlace(dossier);
    const members = currentMembers(facts);
    const sectors = tally(members.map(({ sector }) => sector));
    if (!place || !areMembersKnown(dossier) || sectors.size < 2 || sectors.has("")) return;
    for (const [sector, seats] of sectors)
      if (seats * 3 > members.length * 2) yield { ...place, args: { sector, seats, all: members.length } };
  },
} satisfies Rule;
