import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No field has a name that programs use for themselves.",
  message: "A field may not be called `{name}`.",
  why: "Names such as `constructor` make programs that read the file behave wrongly.",
  fix: "Choose another name.",
  right: city,
  wrong: `
${city}x-own:
  constructor: Ana # !
`,
  cases: [
    `
${city}__proto__: {} # !
`,
  ],
} satisfies Rule;
