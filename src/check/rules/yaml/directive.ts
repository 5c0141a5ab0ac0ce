import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "No document begins with a directive.",
  message: "The directive `{name}` may not stand in a dossier.",
  why: "A directive changes how the file is read: with YAML 1.1, for example, `no` is no longer a word.",
  fix: "Delete the line.",
  right: city,
  wrong: `
%YAML 1.1 # !
--- # the document
${city}
`,
} satisfies Rule;
