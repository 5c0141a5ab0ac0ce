import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No document is a symbolic link, nor lies behind one.",
  message: "`{file}` is a symbolic link, which is not followed.",
  why: "A link may lead out of the dossier, to a file that others do not have or must not see.",
  fix: "Put the file itself in the place of the link.",
  right: city,
  wrong: `
# link: plan.yaml # !
${city}
`,
} satisfies Rule;
