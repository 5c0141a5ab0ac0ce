import type { Rule } from "../../../model/rule.ts";
import { areMembersKnown } from "../../doubt.ts";
import { currentMembers, seatsPlace, tally } from "../../seats.ts";

export default {
  severity: "info",
  frameworks: { iaec: "iaec-16.1" },
  asks: "Women and men each hold at least 40 % of the seats whose gender is stated.",
  message:
    "Of the {stated} seats whose gender is stated, women hold {women} and men {men}: less than 40 % for one of them.",
  why: "The charter asks for gender balance; a committee that mirrors the city serves all of it.",
  fix: "Look for balance when the next seats are filled.",
  right: `
kind: city
memberships:
  - framework: iaec
---
kind: committee
members:
  - id: ana
    gender: woman
  - id: eva
    gender: woman
  - id: ben
    gender: man
  - id: joe
    gender: man
  - id: kim
    gender: non-binary
`,
  wrong: `
kind: city
memberships:
  - framework: iaec
---
kind: committee
members: # !
  - id: ana
    gender: woman
  - id: ben
    gender: man
  - id: joe
    gender: man
  - id: eva
    gender: undisclosed
`,
  cases: [
    // Of too few seats is the gender stated.
    `
kind: city
memberships:
  - framework: iaec
---
kind: committee
members:
  - id: ana
  - id: ben
    gender: man
  - id: joe
`,
  ],
  *check({ dossier, facts }) {
    const place = seatsPlace(dossier);
    const members = currentMembers(facts);
    const genders = tally(
      members.map(({ gender }) => gender).filter((gender) => gender !== "" && gender !== "undisclosed"),
    );
    const stated = [...genders.values()].reduce((sum, count) => sum + count, 0);
    if (!place || !areMembersKnown(dossier) || stated === 0 || stated * 2 < members.length) return;
    const women = genders.get("woman") ?? 0;
    const men = genders.get("man") ?? 0;
    if (Math.min(women, men) * 5 < stated * 2) yield { ...place, args: { stated, women, men } };
  },
} satisfies Rule;
