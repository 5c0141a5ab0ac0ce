import type { Rule } from "../../../model/rule.ts";
import { city, plan } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every day is a real one, and every address can be opened.",
  message: "{name} has to be {expected}, and is `{value}`{unseen}.",
  why: "A day that does not exist is never due, and an address with a slip leads nowhere.",
  fix: "Correct the value.",
  right: city,
  wrong: `
kind: city
version: 1
name: Lakeside
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
    since: 2025-02-30 # !
`,
  cases: [
    `
${city}mayor:
  name: Liisa Korpi
  term:
    start: 1.6.2025 # !
    end: 2029-05-31
`,
    `
${city}
---
${plan}    budget:
      amount: { amount: 10.505, currency: EUR } # !
`,
  ],
} satisfies Rule;
