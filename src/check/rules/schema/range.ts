import type { Rule } from "../../../model/rule.ts";
import { city, plan } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every number lies in the range of its field.",
  message: {
    value: "{name} has to be {expected}, and is {value}.",
    problem: "{problem}",
  },
  why: "A number outside the range is a slip: a share over the whole, or a goal that does not exist.",
  fix: "Correct the number.",
  right: city,
  wrong: `
${city}population: -5 # !
`,
  cases: [
    `
${city}population: .inf # !
`,
    `
${city}population: 12345678901234567890 # !
`,
    `
${city}
---
${plan}    sdgs: [4, 18] # !
`,
  ],
} satisfies Rule;
