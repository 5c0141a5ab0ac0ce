import type { Rule } from "../../../model/rule.ts";
import { city, plan } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every id, language and address has the form that is asked for.",
  message: {
    value: "{name} has to be {expected}, and is `{value}`{unseen}.",
    key: "The name `{value}` has to be {expected}.",
  },
  why: "Ids are used in references, addresses and file names: with one form for all of them, each is found.",
  fix: "Write the value in that form.",
  right: city,
  wrong: `
${city}partners:
  - id: City Library # !
    name: City library
`,
  cases: [
    `
${city}---
${plan.replace("horizon: medium-term", "horizon: medium-term\n    keyFeatures:\n      - quality/ # !")}`,
    `
${city}website: http://lakeside.example # !
`,
    `
kind: city
version: 1
name: Lakeside
country: FI
languages: [finnish language] # !
memberships:
  - framework: iaec
    role: member
`,
  ],
} satisfies Rule;
