import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No field stands twice in the same place.",
  message: {
    field: "The field `{name}` stands twice here.",
    entry:
      "The field `{name}` stands twice in one entry of a list: another entry begins here, and its dash is missing.",
  },
  why: "Programs disagree on which of the two counts, so that readers and checks may see different plans.",
  fix: "Keep one of them, or begin the new entry of a list with `- `.",
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
    `
${city}partners:
  - id: library
    name: City library
    sector: library-archive-museum
    id: radio # !
    name: City radio
    sector: media
`,
  ],
} satisfies Rule;
