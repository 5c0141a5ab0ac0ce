import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "info",
  asks: "The checklist is no older than the newest report.",
  message: "The checklist is of {date}, older than the newest report, of {report}.",
  why: "What the report tells has changed what the city can declare.",
  fix: "Go through the checklist again and give it a new date.",
  right: `
kind: report
id: first
date: 2026-01-31
---
kind: checklist
framework: mil
date: 2026-01-31
`,
  wrong: `
kind: report
id: first
date: 2026-01-31
---
kind: report
id: future
date: 2027-01-31
---
kind: checklist
framework: mil
date: 2026-01-30 # !
---
kind: checklist
framework: gnlc
date: 2026-02-01
`,
  *check({ facts }) {
    const newest = facts.reports
      .map(({ date }) => date)
      .filter((date) => date <= facts.day)
      .reduce((last, date) => (date > last ? date : last), "");
    for (const checklist of facts.checklists.values())
      if (checklist.date !== "" && checklist.date < newest)
        yield { in: checklist.in, at: "/date", args: { date: checklist.date, report: newest } };
  },
} satisfies Rule;
