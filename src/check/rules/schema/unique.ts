import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No value stands twice in a list where each counts once.",
  message: "`{value}` stands twice in this list.",
  why: "What stands twice would be counted twice.",
  fix: "Delete one of the two.",
  right: city,
  wrong: `
kind: city
version: 1
name: Lakeside
country: FI
languages:
  - en
  - fi
  - en # !
memberships:
  - framework: iaec
    role: member
`,
} satisfies Rule;
