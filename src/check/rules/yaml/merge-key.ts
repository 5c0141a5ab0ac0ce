import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No group of fields is merged into another.",
  message: "The sign `<<` may not stand in a dossier.",
  why: "Fields that come from elsewhere are not seen by who reads or reviews this place.",
  fix: "Write the fields out.",
  right: city,
  wrong: `
${city}x-one:
  <<: { a: 1 } # !
`,
} satisfies Rule;
