import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "warning",
  asks: "Everything that is to be passed over is there, and every comment that asks for it says why.",
  message: {
    unused: "There is no finding of `{rule}` here that this comment could excuse.",
    never: "A comment cannot excuse a finding of `{rule}`.",
    reason: "The comment gives no reason, so it excuses nothing.",
    form: "The comment names no rule, so it excuses nothing.",
    pattern: "The pattern `{glob}` of `ignore` matches nothing that would be looked at.",
  },
  why: "What excuses nothing today may hide something tomorrow, and nobody knows any more what it was meant for.",
  fix: "Delete it, or correct it: `# milcity: ignore[rule] reason` on the line that it is about, or alone on the line above.",
  right: `
# file: milcity.config.yaml = { version: 1, ignore: [drafts] }
# file: drafts/plan.yaml = kind: plan
${city}x-code: 010 # milcity: ignore[yaml/ambiguous-scalar] the archive's own number
`,
  wrong: `
${city}x-code: "010" # milcity: ignore[yaml/ambiguous-scalar] the archive's own number # !
`,
  cases: [
    `
# file: milcity.config.yaml = { version: 1, ignore: [drafts] } # !
${city}`,
    `
${city}x-code: 010 # milcity: ignore[yaml/ambiguous-scalar] # !
`,
    `
${city}x-code: 010 # milcity: ignore the archive's own number # !
`,
    `
${city}# milcity: ignore[text/secret] it is an old one # !
x-key: AKIA${"ABCD1234".repeat(2)}
`,
    `
${city}# milcity: ignore[yaml/ambiguous-scalar, date/backwards] the archive's own number # !
x-code: 010
`,
    `
${city}x-note: |
  # milcity: ignore[plan/late-start] a text is no comment
`,
  ],
} satisfies Rule;
