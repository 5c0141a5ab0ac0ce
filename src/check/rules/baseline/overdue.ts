import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "warning",
  asks: "What the baseline accepts up to a day is mended by then.",
  message: "The finding of `{rule}` at `{path}` was accepted until {day}, and that day has passed.",
  why: "It was agreed to look at it again by then; until someone has, it counts as a warning.",
  fix: "Mend it and delete the entry, or agree on another day and write it down here.",
  right: `
# file: .milcity-baseline.yaml = [{ rule: yaml/ambiguous-scalar, path: x-code, reviewBy: 2026-06-30 }]
${city}x-code: 010
`,
  wrong: `
# file: .milcity-baseline.yaml = [{ rule: yaml/ambiguous-scalar, path: x-code, reviewBy: 2026-06-29 }] # !
${city}x-code: 010
`,
} satisfies Rule;
