import type { MemberFact } from "../../../model/facts.ts";
import type { Rule } from "../../../model/rule.ts";

/** Whether somebody of the same committee took over one of the roles of a member whose term is over. */
const isSucceeded = (member: MemberFact, all: MemberFact[]) =>
  all.some(
    (other) =>
      other.in === member.in && other.start > member.end && other.roles.some((role) => member.roles.includes(role)),
  );

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
    for (const member of facts.members)
      if (member.end !== "" && member.end < facts.day && !isSucceeded(member, facts.members))
        yield { in: member.in, at: `${member.at}/term/end`, args: { id: member.id, end: member.end } };
  },
} satisfies Rule;
