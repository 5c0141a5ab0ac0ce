import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No list or text is emptier or longer than its field allows.",
  message: "{name} takes {expected}, and its length is {size}.",
  why: "An empty name says nothing, and a text without end cannot be shown.",
  fix: "Add what is missing, or shorten the text.",
  right: city,
  wrong: `
kind: city
version: 1
name: Lakeside
country: FI
languages: [] # !
memberships:
  - framework: iaec
    role: member
`,
  cases: [
    `
kind: city
version: 1
name: "" # !
country: FI
languages: [en]
memberships: [] # !
`,
  ],
} satisfies Rule;
