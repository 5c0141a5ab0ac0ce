import type { Rule } from "../../../model/rule.ts";
import { evidenceOf } from "../../evidence.ts";

export default {
  severity: "warning",
  asks: "Evidence is still valid on the day of assessment.",
  message: "This evidence was valid until {until}.",
  why: "Evidence past its date no longer shows that something is so.",
  fix: "Replace it with newer evidence, or state until when it has been prolonged.",
  right: `
kind: plan
charter:
  path: charter.pdf
  validUntil: 2026-06-30
`,
  wrong: `
kind: plan
charter:
  path: charter.pdf
  validUntil: 2026-06-29 # !
`,
  cases: [
    `
kind: plan
actions:
  - id: labs
    evidence:
      - url: https://city.example/labs
        validUntil: 2025-12-31 # !
      - evidence.md
`,
  ],
  *check({ dossier, facts }) {
    for (const { in: document, whole } of evidenceOf(dossier))
      if (whole.validUntil !== "" && whole.validUntil < facts.day)
        yield { in: document, at: `${whole.at}/validUntil`, args: { until: whole.validUntil } };
  },
} satisfies Rule;
