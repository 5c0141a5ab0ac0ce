import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No field stands twice in the same place.",
  message: "The field `{name}` stands twice here.",
  why: "Programs disagree on which of the two counts, so that readers and checks may see different plans.",
  fix: "Keep one of them.",
  right: city,
  wrong: `
${city}x-note: one
x-note: two # !
`,
  cases: [
    `
kind: city
version: 1
name: Lakeside
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
    "role": secretariat # !
`,
  ],
} satisfies Rule;
