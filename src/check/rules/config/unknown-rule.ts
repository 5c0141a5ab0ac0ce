import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every rule that the configuration or a comment names is one that there is.",
  message: "There is no rule `{rule}`{strange}.",
  why: "Whoever wrote it believes that something is checked, or let pass, that is not.",
  fix: "Correct the name: `milcity list rules` has them all, and a policy of your own is called `policy/` and its id.",
  right: `
# file: milcity.config.yaml = { version: 1, rules: { plan/late-start: off } }
${city}`,
  wrong: `
# file: milcity.config.yaml = { version: 1, rules: { plan/lat-start: off } } # !
${city}`,
  cases: [
    `
# file: milcity.config.yaml = { version: 1, rules: { plan/late-start: info, policy/own: warning } } # !
${city}`,
    `
# file: milcity.config.yaml = { version: 1, rules: { policy/own: warning }, policies: [{ id: own, over: city, check: "true", message: Own. }] }
${city}`,
    `
${city}# milcity: ignore[yaml/ambiguous-scala] it is a code # !
x-code: 010
`,
  ],
} satisfies Rule;
