import type { Rule } from "../../../model/rule.ts";
import { city, plan } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every field that the format asks for is there.",
  message: "The field `{field}` is missing.",
  why: "Without it, other parts of the dossier cannot be understood, checked or shown.",
  fix: "Add the field. `milcity schema` prints every kind of document with its fields.",
  right: city,
  wrong: `
kind: city # !
version: 1
name: Lakeside
languages: [en]
memberships:
  - framework: iaec
    role: member
`,
  cases: [
    `
kind: city
version: 1
name: Lakeside
country: FI
languages: [en]
memberships:
  - framework: iaec # !
partners:
  - id: library # !
`,
    `
${city}
---
${plan}  - id: films # !
    title: Films
    objective: skills
    start: 2025-03-01
    ongoing: true
    status: planned
`,
  ],
} satisfies Rule;
