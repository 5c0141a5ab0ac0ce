import type { Rule } from "../../../model/rule.ts";
import { gnlcCity, gnlcPlan } from "../../examples.ts";

export default {
  severity: "error",
  frameworks: { gnlc: "gnlc-1.4" },
  asks: "The plan has at least one medium-term and at least one long-term objective.",
  message: "A learning city's plan has medium-term and long-term objectives, and one of the two is missing here.",
  why: "The guidelines for learning cities ask for both: what can be reached soon, and where it leads.",
  fix: "Add an objective with the `horizon` that is missing.",
  right: `
${gnlcCity}---
${gnlcPlan}
`,
  wrong: `
${gnlcCity}
---
${gnlcPlan.replace("objectives:", "objectives: # !").replace("long-term", "medium-term")}
`,
  cases: [
    `
${gnlcCity}
---
${gnlcPlan.replace("objectives:", "objectives: # !").replace("medium-term", "long-term")}
`,
  ],
} satisfies Rule;
