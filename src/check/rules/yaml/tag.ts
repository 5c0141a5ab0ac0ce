import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No value has a tag.",
  message: "The tag `{name}` may not stand in a dossier.",
  why: "A tag asks a program to read the value as something else than it looks like.",
  fix: "Delete the tag. A text that begins with `!` goes in quotation marks.",
  right: city,
  wrong: `
kind: city
version: 1
name: !!str Lakeside # !
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
`,
} satisfies Rule;
