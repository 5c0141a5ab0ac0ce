import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "A dossier keeps to the limits of number.",
  message: "`{file}` holds more than {limit} {what}; the rest is not read.",
  why: "Limits keep every run fast and safe, whatever a folder holds.",
  fix: "Divide the dossier, or move what is no part of it out of its folder.",
  right: city,
  wrong: `
# copies: 2001 # !
${city}
`,
} satisfies Rule;
