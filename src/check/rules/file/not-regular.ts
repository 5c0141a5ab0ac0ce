import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every document is a regular file.",
  message: "`{file}` is no document: {reason}.",
  why: "A device or a pipe may never end, and a folder that is named like a document hides what is in it.",
  fix: "Remove it, or rename it so that it does not end in `.yaml`.",
  right: city,
  wrong: `
# pipe: plan.yaml # !
${city}
`,
} satisfies Rule;
