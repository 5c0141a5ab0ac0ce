import type { Rule } from "../../../model/rule.ts";
import { milCity, milCommittee, milPlan } from "../../examples.ts";

export default {
  severity: "error",
  frameworks: { mil: "mil-05" },
  asks: "The dossier has what MIL Cities asks for: a steering committee, a plan, and in the plan `cocreation` and `readjustment`.",
  message: {
    cocreation:
      "The plan does not say how residents, public bodies and private companies take part: `cocreation` is missing.",
    readjustment: "The plan does not say how it is kept current: `readjustment` is missing.",
    steering: "MIL Cities asks for a steering committee, and no committee of this dossier has the type `steering`.",
    plan: "MIL Cities asks for an action plan, and no plan of this dossier names `mil` among its frameworks.",
    other: "MIL Cities asks for `{field}`, which is missing.",
  },
  why: "The checklist of MIL Cities rests on it: no plan is complete without.",
  fix: "Add what is missing. `milcity explain {item}` says what the item asks for.",
  right: `
${milCity}---
${milCommittee}---
${milPlan}
`,
  wrong: `
${milCity}
---
${milCommittee}
---
${milPlan.replace("kind: plan", "kind: plan # !").replace("cocreation: []\n", "")}
`,
  cases: [
    `
${milCity}
---
${milCommittee}
---
${milPlan.replace("kind: plan", "kind: plan # !").replace(/readjustment.*\n/, "")}
`,
    `
${milCity.replace("framework: mil", "framework: mil # !")}
---
${milPlan}
`,
  ],
} satisfies Rule;
