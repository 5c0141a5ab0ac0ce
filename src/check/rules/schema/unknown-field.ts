import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every field is one that the format knows.",
  message: "There is no field `{field}` here{strange}.",
  why: "A field that is spelt wrongly is a field that nobody reads.",
  fix: "Correct the name. A field of your own begins with `x-`.",
  right: city,
  wrong: `
kind: city
version: 1
name: Lakeside
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
partner: [] # !
`,
  cases: [
    `
${city}p\u043epulation: 5000 # !
`,
    `
${city}x-own: { anything: goes }
partners:
  - id: library
    name: City library
    secktor: library-archive-museum # !
`,
  ],
} satisfies Rule;
