import type { Rule } from "../../../model/rule.ts";
import { city, plan } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every value that is chosen from a list is one of that list.",
  message: "{name} may not be `{value}`; it is one of {allowed}.",
  why: "Items and reports count things by these words; one of another spelling is not counted.",
  fix: "Choose one of the words of the list.",
  right: city,
  wrong: `
${city}region: europe # !
`,
  cases: [
    `
${city}---
${plan.replace("horizon: medium-term", "horizon: medium-term\n    keyFeatures:\n      - qualityx # !\n      - quality/8.4")}`,
    `
kind: city
version: 1
name: Lakeside
country: Finland # !
languages: [en]
memberships:
  - framework: iaec
    role: member
---
kind: committee
version: 1
id: steering
name: Steering committee
type: steering
members:
  - id: ana
    name: Ana Silva
    roles: [focalpoint] # !
    sector: local-goverment # !
`,
  ],
} satisfies Rule;
