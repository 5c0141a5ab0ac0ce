import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every file holds one document.",
  message: "A second document begins here.",
  why: "What comes after the first document would be passed over.",
  fix: "Put each document into a file of its own.",
  right: city,
  wrong: `
${city}--- # !
kind: plan
`,
} satisfies Rule;
