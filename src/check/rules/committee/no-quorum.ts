import type { Rule } from "../../../model/rule.ts";
import { areMembersKnown } from "../../doubt.ts";
import { membersByCommittee, servedOn } from "../../seats.ts";
import { valueAt } from "../../walk.ts";

export default {
  severity: "warning",
  asks: "At every meeting held, at least half of the members of that day were there.",
  message: "At this meeting, {present} of the then {members} members were there: fewer than half.",
  why: "What a small part of the committee decides does not bind the rest.",
  fix: "Complete the attendance, or have the next meeting confirm the decisions.",
  right: `
kind: committee
members:
  - id: ana
  - id: ben
  - id: eva
    term: { start: 2026-01-01, end: 2027-12-31 }
meetings:
  - id: first
    date: 2025-11-12
    status: held
    attendance: [ana]
  - id: second
    date: 2026-07-12
    status: planned
    attendance: []
  - id: third
    date: 2026-05-12
    status: held
`,
  wrong: `
kind: committee
members:
  - id: ana
  - id: ben
  - id: eva
    term: { start: 2026-01-01, end: 2027-12-31 }
meetings:
  - id: first
    date: 2026-03-12
    status: held
    attendance: [ana] # !
  - id: second
    date: 2026-04-12
    status: held
    attendance: [] # !
`,
  cases: [
    // Who came after their term, or from elsewhere, makes no quorum; an id that nobody has may be a slip.
    `
kind: committee
members:
  - id: ana
  - id: ben
  - id: joe
    term: { start: 2024-01-01, end: 2025-12-31 }
meetings:
  - id: first
    date: 2026-03-12
    status: held
    attendance: [joe] # !
  - id: second
    date: 2026-04-12
    status: held
    attendance: [anna]
`,
  ],
  *check({ dossier, facts }) {
    if (!areMembersKnown(dossier)) return;
    const known = new Set(facts.members.map(({ id }) => id));
    const seats = membersByCommittee(facts);
    for (const meeting of facts.meetings) {
      const attendance = `${meeting.at}/attendance`;
      if (!meeting.held || valueAt(meeting.in.data, attendance) === undefined) continue;
      const members = (seats.get(meeting.in) ?? []).filter((member) => servedOn(member, meeting.date));
      const ids = new Set(members.map(({ id }) => id));
      const present = meeting.attendance.filter((id) => ids.has(id) || !known.has(id)).length;
      if (present * 2 < members.length)
        yield { in: meeting.in, at: attendance, args: { present, members: members.length } };
    }
  },
} satisfies Rule;
