import type { Rule } from "../../../model/rule.ts";
import { servedOn } from "../../seats.ts";

export default {
  severity: "warning",
  asks: "Everybody in the attendance of a meeting held was a member on that day.",
  message: "`{id}` was at the meeting of {date}, outside their term ({start} to {end}).",
  why: "Somebody who was no member on that day does not count for the quorum; either the term or the attendance is wrong.",
  fix: "Correct the term, the date or the attendance.",
  right: `
kind: committee
members:
  - id: ana
    term: { start: 2025-01-01, end: 2026-12-31 }
  - id: ben
meetings:
  - id: first
    date: 2025-01-01
    status: held
    attendance: [ana, ben]
`,
  wrong: `
kind: committee
members:
  - id: ana
    term: { start: 2025-01-01, end: 2025-12-31 }
  - id: eva
    term: { start: 2026-04-01, end: 2027-12-31 }
  - id: ben
meetings:
  - id: first
    date: 2026-03-12
    status: held
    attendance:
      - ben
      - ana # !
      - eva # !
  - id: second
    date: 2026-09-12
    status: planned
    attendance: [ana]
`,
  *check({ facts }) {
    const members = new Map(facts.members.map((member) => [member.id, member]));
    for (const meeting of facts.meetings) {
      if (!meeting.held) continue;
      for (const [i, id] of meeting.attendance.entries()) {
        const member = members.get(id);
        if (!member || servedOn(member, meeting.date)) continue;
        const { start, end } = member;
        yield {
          in: meeting.in,
          at: `${meeting.at}/attendance/${i}`,
          args: { id, date: meeting.date, start: start || "…", end: end || "…" },
        };
      }
    }
  },
} satisfies Rule;
