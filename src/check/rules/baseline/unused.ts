import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "warning",
  asks: "Every entry of the baseline accepts something that is found.",
  message: {
    unused: "Nothing of `{rule}` is found at `{path}` any more.",
    unknown: "There is no rule `{rule}`{strange}, so the entry accepts nothing.",
  },
  why: "An entry that is no longer needed would accept the same fault again, unnoticed, when it comes back.",
  fix: "Delete the entry; `milcity validate --update-baseline` does so.",
  right: `
# file: .milcity-baseline.yaml = [{ rule: yaml/ambiguous-scalar, path: x-code, reason: The number of the archive }]
${city}x-code: 010
`,
  wrong: `
# file: .milcity-baseline.yaml = [{ rule: yaml/ambiguous-scalar, path: x-code, reason: The number of the archive }] # !
${city}x-code: "010"
`,
  cases: [
    `
# file: .milcity-baseline.yaml = [{ rule: yaml/ambiguous-scala, path: x-code, reason: The number of the archive }] # !
${city}x-code: 010
`,
  ],
} satisfies Rule;
