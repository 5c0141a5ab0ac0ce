import type { Document } from "../../../model/dossier.ts";
import type { Rule } from "../../../model/rule.ts";
import { valueAt } from "../../walk.ts";

export default {
  severity: "warning",
  frameworks: { mil: "mil-08" },
  asks: "All feedback leads to a readjustment, or to a stated reason for none.",
  message: "The feedback `{id}` has led to no readjustment, and no reason for none is stated.",
  why: "Stakeholders who hear nothing back stop answering; the checklist asks cities to readjust from feedback.",
  fix: "Name the readjustment that it led to (`readjustment`), or say why nothing changes (`noChange`).",
  right: `
kind: city
memberships:
  - framework: mil
---
kind: plan
id: plan-2026
frameworks: [mil]
readjustments:
  - { id: r1 }
  - { id: r2, feedback: f3 }
---
kind: report
plan: plan-2026
feedback:
  - { id: f1, from: youth, readjustment: r1 }
  - { id: f2, from: residents, noChange: The rooms are open on Sundays already. }
  - { id: f3, from: teachers }
`,
  wrong: `
kind: city
memberships:
  - framework: mil
---
kind: report
feedback:
  - id: f1 # !
    from: youth
    text: The labs are too far from the bus.
`,
  cases: [
    `
kind: city
memberships:
  - framework: mil
  - framework: iaec
---
kind: plan
id: plan-2024
frameworks: [iaec]
---
kind: report
plan: plan-2024
feedback:
  - { id: f1, from: youth }
---
kind: report
plan: of-no-such-name
feedback:
  - { id: f2, from: youth } # !
  - { id: f3, from: youth, readjustment: }
`,
    `
kind: city
memberships:
  - framework: gnlc
---
kind: report
feedback:
  - { id: f1, from: youth }
`,
    `
kind: city
memberships:
  - framework: mil
---
kind: report
feedback:
  - { id: f1, from: youth, noChange: "" } # !
`,
  ],
  *check({ dossier, facts }) {
    if (dossier.incomplete) return;
    const isEmpty = (report: Document, at: string) => valueAt(report.data, at) === "";
    const others = new Set(
      facts.plans.filter(({ frameworks }) => frameworks.length > 0 && !frameworks.includes("mil")).map(({ id }) => id),
    );
    for (const { in: report, at, id, plan, answered } of facts.feedback) {
      const isUnknown = [`${at}/readjustment`, `${at}/noChange`].some(
        (one) => report.has(one) && !isEmpty(report, one),
      );
      if (answered || isUnknown || id === "" || others.has(plan)) continue;
      yield { in: report, at: `${at}/id`, args: { id } };
    }
  },
} satisfies Rule;
