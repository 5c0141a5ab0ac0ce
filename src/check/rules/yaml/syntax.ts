import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every document is sound YAML.",
  message: "{problem}",
  why: "Nothing in a file that cannot be read is known, checked or counted.",
  fix: "Mend this line; the fault may also lie in the line before it.",
  right: city,
  wrong: `
kind: city
name: "Lakeside # !
`,
  cases: [
    `
${city}x-note: a: b # !
`,
    `
kind: city
\tname: Lakeside # !
`,
    `
${city}<<<<<<< ours # !
x-side: ours
=======
x-side: theirs
>>>>>>> theirs
`,
  ],
} satisfies Rule;
