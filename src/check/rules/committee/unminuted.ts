import type { Rule } from "../../../model/rule.ts";
import { daysBetween } from "../../days.ts";

const patience = 30;

export default {
  severity: "warning",
  asks: "Every meeting held has minutes within 30 days.",
  message: "The meeting of {date} was held {days} days ago and has no minutes.",
  why: "What was decided and why is forgotten soon, and only minutes show that the meeting took place.",
  fix: "Name the minutes under `minutes`, as a file of the dossier or an address.",
  right: `
kind: committee
meetings:
  - id: first
    date: 2026-03-12
    status: held
    minutes: evidence/first.md
  - id: second
    date: 2026-05-31
    status: held
  - id: third
    date: 2026-03-20
    status: cancelled
`,
  wrong: `
kind: committee
meetings:
  - id: first # !
    date: 2026-05-30
    status: held
  - id: second # !
    date: 2026-03-12
    status: held
    minutes: []
`,
  *check({ facts }) {
    for (const meeting of facts.meetings) {
      const days = daysBetween(meeting.date, facts.day);
      if (meeting.held && !meeting.minuted && days > patience)
        yield { in: meeting.in, at: meeting.at, args: { date: meeting.date, days } };
    }
  },
} satisfies Rule;
