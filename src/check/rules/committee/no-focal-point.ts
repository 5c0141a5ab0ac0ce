import type { Day, MemberFact } from "../../../model/facts.ts";
import { phrase, series } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { daysAfter, earlier } from "../../days.ts";
import { areMembersKnown } from "../../doubt.ts";
import { seatsPlace } from "../../seats.ts";
import { valueAt } from "../../walk.ts";

interface Gap {
  first: Day;
  last: Day;
}

/** The stretches of a period on whose days none of the members served. */
function gaps(members: MemberFact[], start: Day, end: Day): Gap[] {
  const found: Gap[] = [];
  let next = start;
  for (const member of [...members].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))) {
    if (next > end) break;
    if (member.start > next) found.push({ first: next, last: earlier(daysAfter(member.start, -1), end) });
    if (member.end === "") return found;
    if (member.end >= next && member.end >= member.start) next = daysAfter(member.end, 1);
  }
  if (next <= end) found.push({ first: next, last: end });
  return found;
}

const shown = ({ first, last }: Gap) =>
  first === last ? phrase("on {first}", { first }) : phrase("from {first} to {last}", { first, last });

export default {
  severity: "error",
  frameworks: { mil: "mil-01" },
  asks: "On every day of the plan's period up to now, somebody is focal point.",
  message: {
    gap: "Nobody was focal point {gaps}, in the period of the plan `{plan}`.",
    never: "Nobody has been focal point in the period of the plan `{plan}`, which began on {start}.",
  },
  why: "The focal point is whom the network and the city's own people turn to. Without one the plan has no contact.",
  fix: "Give a member the role `focal-point`, with a term that covers these days.",
  right: `
kind: city
memberships:
  - framework: mil
---
kind: committee
members:
  - id: ana
    roles: [focal-point]
    term: { start: 2024-09-01, end: 2025-12-31 }
  - id: ben
    roles: [focal-point, chair]
    term: { start: 2026-01-01, end: 2027-12-31 }
---
kind: plan
id: plan-2025
frameworks: [mil]
period: { start: 2025-01-01, end: 2026-12-31 }
`,
  wrong: `
kind: city
memberships:
  - framework: mil
---
kind: committee
members: # !
  - id: ana
    roles: [focal-point]
    term: { start: 2025-01-01, end: 2025-11-30 }
  - id: ben
    roles: [focal-point]
    term: { start: 2026-02-01, end: 2027-12-31 }
---
kind: plan
id: plan-2025
frameworks: [mil]
period: { start: 2025-01-01, end: 2026-12-31 }
`,
  cases: [
    `
kind: city
memberships:
  - framework: mil
---
kind: committee
type: steering
members: # !
  - id: ana
    roles: [chair]
---
kind: plan
id: plan-2025
frameworks: [mil]
period: { start: 2025-01-01, end: 2026-12-31 }
`,
    `
kind: city
memberships:
  - framework: mil
---
kind: committee
members: # !
  - id: ana
    roles: [focal-point]
    term: { start: 2024-01-01, end: 2026-06-29 }
---
kind: plan
id: plan-2025
frameworks: [mil]
period: { start: 2025-01-01, end: 2026-12-31 }
`,
    `
kind: city
memberships:
  - framework: mil
---
kind: committee
members:
  - id: ana
    roles: [focal-point]
---
kind: plan
id: plan-2025
frameworks: [mil]
period: { start: 2025-01-01, end: 2026-12-31 }
`,
    `
kind: city
memberships:
  - framework: gnlc
---
kind: committee
members:
  - id: ana
    roles: [chair]
---
kind: plan
id: plan-2025
frameworks: [gnlc]
period: { start: 2025-01-01, end: 2026-12-31 }
`,
  ],
  *check({ dossier, facts }) {
    const place = seatsPlace(dossier);
    const plan = facts.planOf.get("mil");
    if (!place || !plan || facts.members.length === 0 || !areMembersKnown(dossier)) return;
    if (plan.start === "" || plan.start > facts.day) return;
    if (facts.members.some((member) => valueAt(member.in.data, `${member.at}/roles`) === undefined)) return;
    const points = facts.members.filter(({ roles }) => roles.includes("focal-point"));
    const end = earlier(facts.day, plan.end);
    const open = gaps(points, plan.start, end);
    if (open.length === 0) return;
    const never = open.length === 1 && open[0]?.first === plan.start && open[0].last === end;
    yield {
      ...place,
      say: never ? "never" : "gap",
      args: { plan: plan.id, start: plan.start, gaps: series("and", open.map(shown)) },
    };
  },
} satisfies Rule;
