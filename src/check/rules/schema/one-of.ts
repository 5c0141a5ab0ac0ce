import type { Rule } from "../../../model/rule.ts";
import { city, plan } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Where the format offers several forms, a value has exactly one of them.",
  message: "{name} has to have exactly one of these: {allowed}.",
  why: "A value that is of no form, or of two at once, can be understood in two ways.",
  fix: "Keep the field that is meant, and delete the others.",
  right: `
${city}---
${plan}    evidence:
      path: labs.pdf
      kind: study
`,
  wrong: `
${city}
---
${plan}    evidence: # !
      path: labs.pdf
      url: https://lakeside.example/labs.pdf
`,
  cases: [
    `
${city}---
${plan.replace("reporting: { every: 12 }", "reporting: { every: 12, periods: [] } # !")}`,
    `
${city}---
${plan.replace("reporting: { every: 12 }", "reporting: { within: 3, periods: [] } # !")}`,
  ],
} satisfies Rule;
