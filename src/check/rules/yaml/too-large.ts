import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every document keeps to the limits of size.",
  message: "{problem}",
  why: "Limits keep every run fast and safe, whatever a file holds.",
  fix: "Split the document, for example into a report for each period, or move long texts into files of evidence.",
  right: city,
  wrong: `
${city}x-«long × 80»: 1 # !
`,
} satisfies Rule;
