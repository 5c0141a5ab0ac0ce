import type { Rule } from "../../../model/rule.ts";
import { committee, milCity, milCommittee, milPlan, plan } from "../../examples.ts";

export default {
  severity: "error",
  frameworks: { mil: "mil-05" },
  asks: "The steering committee has at least three members, and the plan at least one objective and three actions.",
  message: {
    members: "A steering committee has at least three members, and this one has {size}.",
    objectives: "A plan for MIL Cities has at least one objective, and this one has none.",
    actions: "A plan for MIL Cities has at least three actions, and this one has {size}.",
    plan: "MIL Cities asks for an action plan, and no plan of this dossier names `mil` among its frameworks.",
    other: "{name} takes {expected}, and has {size}.",
  },
  why: "Several stakeholders steer, and several actions carry a plan; with fewer, the checklist of MIL Cities is not met.",
  fix: "Add what is missing.",
  right: `
${milCity}---
${milCommittee}---
${milPlan}
`,
  wrong: `
${milCity}
---
${committee.replace("members:", "members: # !")}
---
${plan.replace("[iaec]", "[mil]").replace("actions:", "actions: # !")}
`,
  cases: [
    `
${milCity.replace("framework: mil", "framework: mil # !")}
---
${milCommittee}
`,
  ],
} satisfies Rule;
