import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every value is of the sort that its field takes.",
  message: "{name} has to be {expected}, and is {actual}.",
  why: "A text where a list is expected, or the other way round, cannot be read as what it is meant to be.",
  fix: "Write the value in the form that the field takes.",
  right: city,
  wrong: `
kind: city
version: 1
name: Lakeside
country: FI
languages: en # !
memberships:
  - framework: iaec
    role: member
`,
  cases: [
    `
${city}population: about 5000 # !
partners: # !
  library: City library
`,
    `
kind: city
version: 1
name: # !
country: FI
languages: [en]
memberships:
  - iaec # !
`,
  ],
} satisfies Rule;
