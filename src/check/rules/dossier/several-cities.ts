import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "A dossier is of one city.",
  message: "This is a second city document in one dossier.",
  why: "Which memberships, languages and partners count would depend on which of the two is read.",
  fix: "Give each city a folder of its own, with a `milcity.yaml` in it.",
  right: city,
  wrong: `
${city}
---
kind: city # !
version: 1
name: Seaside
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
`,
} satisfies Rule;
