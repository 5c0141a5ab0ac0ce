import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every document is in version 1 of the format.",
  message: {
    number: "This document is in version `{version}` of the format, which this milcity does not know.",
    text: "The version of this document is a text, since it stands in quotation marks.",
  },
  why: "Fields of another version may mean something else.",
  fix: "Write `version: 1`, or install a newer milcity if the document comes from one.",
  right: city,
  wrong: `
kind: city
version: 2 # !
name: Lakeside
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
`,
  cases: [
    `
${city.replace("version: 1", 'version: "1" # !')}`,
  ],
} satisfies Rule;
