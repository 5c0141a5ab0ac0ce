import type { Rule } from "../../../model/rule.ts";
import { currentMembers } from "../../seats.ts";

export default {
  severity: "info",
  asks: "The terms of current members last as long as the plan.",
  message: "The term of `{id}` ends on {end}, before the plan `{plan}` does on {planEnd}.",
  why: "Who leaves in the middle of a plan takes knowledge along; a successor should be found in time.",
  fix: "Plan the renewal of the term or the handing over.",
  right: `
kind: committee
members:
  - id: ana
    term: { start: 2025-01-01, end: 2026-12-31 }
  - id: ben
---
kind: plan
id: plan-2025
status: active
period: { start: 2025-01-01, end: 2026-12-31 }
`,
  wrong: `
kind: committee
members:
  - id: ana
    term:
      start: 2025-01-01
      end: 2026-09-30 # !
  - id: ben
    term:
      start: 2024-01-01
      end: 2025-12-31
---
kind: plan
id: plan-2025
status: active
period: { start: 2025-01-01, end: 2026-12-31 }
`,
  cases: [
    `
kind: committee
members:
  - id: ana
    term: { start: 2025-01-01, end: 2026-09-30 }
---
kind: plan
id: plan-2025
status: closed
period: { start: 2025-01-01, end: 2026-12-31 }
---
kind: plan
id: plan-2027
status: draft
period: { start: 2027-01-01, end: 2028-12-31 }
`,
  ],
  *check({ facts }) {
    const plans = facts.plans.filter(({ status, start, end }) => status !== "closed" && start !== "" && end !== "");
    for (const member of currentMembers(facts)) {
      const plan = plans.find(({ start, end }) => member.end !== "" && start <= member.end && member.end < end);
      if (plan)
        yield {
          in: member.in,
          at: `${member.at}/term/end`,
          args: { id: member.id, end: member.end, plan: plan.id, planEnd: plan.end },
        };
    }
  },
} satisfies Rule;
