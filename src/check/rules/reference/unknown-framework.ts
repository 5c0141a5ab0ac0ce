import type { Rule } from "../../../model/rule.ts";
import { isDoubtful } from "../../doubt.ts";
import { inOrder } from "../../ids.ts";
import { along, signposts } from "../../walk.ts";

const posts = new Map([
  ["city", signposts({ "/memberships/*/framework": "framework" })],
  ["plan", signposts({ "/frameworks/*": "framework" })],
  ["checklist", signposts({ "/framework": "framework" })],
]);

export default {
  severity: "error",
  asks: "Every framework that a membership, a plan or a checklist names is one that milcity knows.",
  message: "No framework has the id `{id}`.",
  why: "What an unknown framework asks for can neither be checked nor scored.",
  fix: "Correct the id (`milcity list frameworks` shows all of them), or name the pack of your own in milcity.config.yaml.",
  right: `
kind: city
memberships:
  - framework: mil
---
kind: plan
frameworks: [mil, gnlc]
---
kind: checklist
framework: iaec
`,
  wrong: `
kind: city
memberships:
  - framework: gnlc
  - framework: gncl # !
---
kind: plan
frameworks:
  - mil
  - mill # !
---
kind: checklist
framework: iec # !
`,
  *check({ dossier, library }) {
    for (const document of inOrder(dossier)) {
      const post = posts.get(document.kind);
      if (!post) continue;
      for (const met of along(post, document.data)) {
        const { value } = met;
        if (typeof value === "string" && !library.packs.has(value) && !isDoubtful(dossier, document, met.at))
          yield { in: document, at: met.at, args: { id: value }, near: { word: value, among: library.packs.keys() } };
      }
    }
  },
} satisfies Rule;
