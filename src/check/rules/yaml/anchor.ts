import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No document holds an anchor.",
  message: "The anchor `{name}` may not stand in a dossier.",
  why: "Who reads or reviews a value sees all of it at its place, and no file can be made to grow without bound.",
  fix: "Delete the anchor, and write the value out wherever it was used. A text that begins with `&` goes in quotation marks.",
  right: city,
  wrong: `
kind: city
version: 1
name: &name Lakeside # !
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
`,
} satisfies Rule;
