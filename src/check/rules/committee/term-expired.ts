import type { Document } from "../../../model/dossier.ts";
import type { Day, MemberFact } from "../../../model/facts.ts";
import type { Rule } from "../../../model/rule.ts";

/** Of each committee, role → the day on which the last of its holders began. */
function lastStarts(members: MemberFact[]): Map<Document, Map<string, Day>> {
  const starts = new Map<Document, Map<string, Day>>();
  for (const member of members) {
    const roles = starts.get(member.in) ?? new Map<string, Day>();
    for (const role of member.roles) if (member.start > (roles.get(role) ?? "")) roles.set(role, member.start);
    starts.set(member.in, roles);
  }
  return starts;
}

export default {
  severity: "warning",
  asks: "Nobody's term has run out without a renewal or a successor.",
  message: "The term of `{id}` ended on {end}, and nobody has followed in the role.",
  why: "A seat whose term is over is empty: it counts neither for the committee's make-up nor for its meetings.",
  fix: "Renew the term, or add the successor with a term of their own.",
  right: `
kind: committee
members:
  - id: ana
    roles: [chair]
    term: { start: 2024-01-01, end: 2025-12-31 }
  - id: ben
    roles: [chair]
    term: { start: 2026-01-01, end: 2026-06-30 }
  - id: eva
    roles: [member]
`,
  wrong: `
kind: committee
members:
  - id: ana
    roles: [chair]
    term:
      start: 2024-01-01
      end: 2025-12-31 # !
  - id: ben
    roles: [member]
    term:
      start: 2025-06-01
      end: 2026-06-29 # !
  - id: eva
    roles: [member]
    term:
      start: 2024-01-01
      end: 2027-12-31
`,
  *check({ facts }) {
    const starts = lastStarts(facts.members);
    for (const member of facts.members) {
      if (member.end === "" || member.end >= facts.day) continue;
      // Whoever took over one of the roles later keeps the seat filled.
      if (member.roles.some((role) => (starts.get(member.in)?.get(role) ?? "") > member.end)) continue;
      yield { in: member.in, at: `${member.at}/term/end`, args: { id: member.id, end: member.end } };
    }
  },
} satisfies Rule;
