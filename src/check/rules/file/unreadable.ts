import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every file and folder of a dossier can be read.",
  message: "`{file}` cannot be read: {reason}.",
  why: "What cannot be read may define what other documents rest on; nothing is checked that would need it.",
  fix: "Give the program the right to read it, or take it out of the dossier.",
  right: city,
  wrong: `
# locked: plan.yaml # !
${city}
`,
} satisfies Rule;
