import type { Rule } from "../../../model/rule.ts";
import type { Document, Dossier, Found } from "../../../model/dossier.ts";
import type { Library } from "../../../model/library.ts";
import { isDoubtful } from "../../doubt.ts";
import { inOrder } from "../../ids.ts";
import { along, escaped, signposts } from "../../walk.ts";

const plan = signposts({ "/objectives/*/items/*": "item", "/actions/*/items/*": "item" });

/** Every item that the dossier names and no framework has. */
function* unknownIn(dossier: Dossier, { items }: Library): Generator<{ found: Found & { in: Document }; id: string }> {
  for (const document of inOrder(dossier)) {
    if (document.kind === "plan") {
      for (const met of along(plan, document.data))
        if (typeof met.value === "string" && !items.has(met.value))
          yield { found: { in: document, at: met.at }, id: met.value };
    }
    if (document.kind === "checklist" && "items" in document.data)
      for (const id of Object.keys(document.data.items ?? {}))
        if (!items.has(id)) yield { found: { in: document, at: `/items/${escaped(id)}`, of: "key" }, id };
  }
}

export default {
  severity: "error",
  asks: "Every item that an objective, an action or a checklist names is one of a framework.",
  message: "No framework has an item `{id}`.",
  why: "What is done for an item that does not exist counts for nothing.",
  fix: "Correct the id; `milcity list items` shows all of them.",
  right: `
kind: plan
frameworks: [mil]
objectives:
  - id: skills
    items: [mil-05, gnlc-1.4]
actions:
  - id: labs
    items: [gnlc-s1.7, iaec-9.1]
---
kind: checklist
framework: mil
items:
  mil-01: { status: done }
`,
  wrong: `
kind: plan
objectives:
  - id: skills
    items: [mil-99] # !
actions:
  - id: labs
    items:
      - mil-04
      - gnlc-2-3 # !
---
kind: checklist
framework: mil
items:
  mil-1: { status: done } # !
`,
  cases: [
    // The framework is what is unknown here.
    `
kind: plan
frameworks: [green]
actions:
  - id: labs
    items: [green-1]
`,
  ],
  *check({ dossier, facts, library }) {
    const frameworks = [
      ...facts.memberships.map(({ framework }) => framework),
      ...facts.plans.flatMap((one) => one.frameworks),
    ];
    const unknown = new Set([...frameworks, ...dossier.documents.checklist.map(({ data }) => data.framework ?? "")]);
    for (const { found, id } of unknownIn(dossier, library)) {
      if (isDoubtful(dossier, found.in, found.at)) continue;
      const framework = id.slice(0, Math.max(0, id.lastIndexOf("-")));
      if (unknown.has(framework) && !library.packs.has(framework)) continue;
      yield { ...found, args: { id }, near: { word: id, among: library.items.keys() } };
    }
  },
} satisfies Rule;
