import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every document is text in UTF-8 without foreign signs.",
  message: "{problem}",
  why: "A file in another encoding shows wrong letters in names and texts, or cannot be read at all.",
  fix: "Save the file again as plain text with the encoding UTF-8, and retype what looks wrong.",
  right: city,
  wrong: `
${city}x-note: two\u2028lines # !
`,
  cases: [
    `
${city}x-mark: inner\ufeffmark # !
`,
  ],
} satisfies Rule;
