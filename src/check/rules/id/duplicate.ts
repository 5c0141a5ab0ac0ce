import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { groupOf, scopeOf, type StatedId, statedIds } from "../../ids.ts";
import { kindOf } from "../../kinds.ts";
import type { Way } from "../../walk.ts";

export default {
  severity: "error",
  asks: "No two things of a kind share an id in a dossier, nor two milestones in an action; members, partners and alliances count as one kind.",
  message: { same: "Two {plural} have the id `{id}`.", other: "The id `{id}` names both {kind} and {first}." },
  why: "A reference to this id could mean either of them.",
  fix: "Give one of them another id, and correct what refers to it.",
  right: `
kind: city
partners:
  - id: library
---
kind: committee
members:
  - id: ana
---
kind: plan
objectives:
  - id: labs
actions:
  - id: labs
`,
  wrong: `
kind: plan
actions:
  - id: labs
  - id: films
  - id: labs # !
`,
  cases: [
    `
kind: city
partners:
  - id: library
alliances:
  - id: library # !
---
kind: committee
members:
  - id: ana
  - id: ben
---
kind: committee
members:
  - id: ana # !
---
kind: plan
actions:
  - id: labs
    milestones:
      - id: m1
      - id: m2
      - id: m1 # !
  - id: films
    milestones:
      - id: m1
---
kind: report
feedback:
  - id: f1
---
kind: report
feedback:
  - id: f1 # !
`,
    `
kind: plan
id: plan-2026
---
kind: plan
id: plan-2026 # !
---
kind: plan
id: plan-2026 # !
`,
  ],
  *check({ dossier }) {
    // Scope → group and id.
    const scopes = new Map<Way | undefined, Map<string, StatedId>>();
    for (const stated of statedIds(dossier)) {
      const { kind, id } = stated;
      const scope = scopeOf(stated);
      const first = scopes.get(scope) ?? new Map<string, StatedId>();
      if (first.size === 0) scopes.set(scope, first);
      const key = `${groupOf(kind)} ${id}`;
      const before = first.get(key);
      if (!before) {
        first.set(key, stated);
        continue;
      }
      yield {
        in: stated.in,
        at: stated.at,
        say: kind === before.kind ? "same" : "other",
        args: { id, kind: kindOf(kind).one, plural: kindOf(kind).several, first: kindOf(before.kind).one },
        related: [{ in: before.in, at: before.at, message: phrase("`{id}` stands here first.") }],
      };
    }
  },
} satisfies Rule;
