import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "warning",
  asks: "A change under review leaves alone what decides which findings count: the configuration, the packs, the baseline, the manifests of frozen reports and the comments that excuse.",
  message: {
    config:
      "The change under review has {change} the configuration {file}; the findings are those under the configuration of the base.",
    baseline:
      "The change under review has {change} the baseline {file}; what counts as accepted is what the base accepts.",
    pack: "The change under review has {change} the pack {file}; the scores and findings are those under the packs of the base.",
    frozen:
      "The change under review has {change} the manifest {file} of a frozen report: what it says was frozen is no longer what the base says.",
    comment: "The change under review excuses {rule} here; the comment counts once it is in the base.",
  },
  why: "Whoever proposes a change could otherwise silence what is found in it, and the check would pass unearned.",
  fix: "Read this part of the change with care, or have it reviewed as a change of its own; once it is merged, it counts.",
  right: `
# file: milcity.config.yaml = { version: 1, rules: { text/invisible: info } }
# base: milcity.config.yaml = { version: 1, rules: { text/invisible: info } }
${city}# milcity: ignore[yaml/ambiguous-scalar] The number of the archive
x-code: 010
--- # base
${city}
# milcity: ignore[yaml/ambiguous-scalar] The number of the archive
x-code: 010
`,
  wrong: `
# file: milcity.config.yaml = { version: 1, rules: { text/invisible: off } } # !
# base: milcity.config.yaml = { version: 1, rules: { text/invisible: warning } }
# file: .milcity-baseline.yaml = [] # !
# file: report-2025.frozen.json = {} # !
# base: report-2025.frozen.json = []
${city}# milcity: ignore[yaml/ambiguous-scalar] Nobody needs to know # !
x-code: 010
--- # base
${city}x-code: 010
`,
} satisfies Rule;
