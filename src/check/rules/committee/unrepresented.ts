import type { Rule } from "../../../model/rule.ts";
import { areMembersKnown, isDoubtful } from "../../doubt.ts";
import { currentMembers } from "../../seats.ts";

export default {
  severity: "info",
  asks: "Every group that the plan addresses is represented by a member of a committee.",
  message: "The plan addresses `{group}`, and no current member of a committee represents this group.",
  why: "A plan for people works better when somebody who speaks for them helps to make it.",
  fix: "Invite somebody who speaks for this group, or note under `represents` who does.",
  right: `
kind: committee
members:
  - id: ana
    represents: [migrants, youth]
---
kind: plan
status: active
actions:
  - id: labs
    audience: [everyone, youth]
  - id: films
    status: cancelled
    audience: [women]
`,
  wrong: `
kind: committee
members:
  - id: ana
    represents: [youth]
  - id: ben
    represents: [women]
    term: { start: 2024-01-01, end: 2025-12-31 }
---
kind: plan
status: active
actions:
  - id: labs
    audience: [youth]
  - id: films
    audience:
      - youth
      - women # !
      - migrants # !
  - id: radio
    audience: [migrants]
`,
  cases: [
    `
kind: plan
actions:
  - id: labs
    audience: [youth]
`,
    `
kind: committee
members:
  - id: ana
    represents: [everyone]
---
kind: plan
status: active
actions:
  - id: labs
    audience: [youth]
`,
  ],
  *check({ dossier, facts }) {
    const members = currentMembers(facts);
    if (members.length === 0 || !areMembersKnown(dossier)) return;
    const represented = new Set(members.flatMap(({ represents }) => represents));
    if (represented.has("everyone")) return;
    const open = new Set(facts.plans.filter(({ status }) => status !== "closed").map((plan) => plan.in));
    const seen = new Set(["everyone"]);
    for (const action of facts.actions) {
      if (action.cancelled || !open.has(action.in)) continue;
      for (const [i, group] of action.audience.entries()) {
        const at = `${action.at}/audience/${i}`;
        if (represented.has(group) || seen.has(group) || isDoubtful(dossier, action.in, at)) continue;
        seen.add(group);
        yield { in: action.in, at, args: { group } };
      }
    }
  },
} satisfies Rule;
