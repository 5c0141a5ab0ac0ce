import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No document holds an alias.",
  message: "The alias `{name}` may not stand in a dossier.",
  why: "Who reads or reviews a value sees all of it at its place, and no file can be made to grow without bound.",
  fix: "Write the value out. A text that begins with `*` goes in quotation marks.",
  right: city,
  wrong: `
kind: city
version: 1
name: &name Lakeside
x-name: *name # !
`,
} satisfies Rule;
