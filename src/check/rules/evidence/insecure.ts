import type { Rule } from "../../../model/rule.ts";
import { evidenceOf } from "../../evidence.ts";

export default {
  severity: "warning",
  asks: "An address of evidence begins with `https`.",
  message: "This address is not protected: it begins with `http`.",
  why: "Who reads the page over `http` cannot know whether it was changed on its way.",
  fix: "Write `https` where the site offers it, or keep a copy of the page in the dossier.",
  right: `
kind: plan
charter: https://city.example/charter
`,
  wrong: `
kind: plan
charter: http://city.example/charter # !
actions:
  - id: labs
    evidence:
      url: http://city.example/labs # !
`,
  *check({ dossier }) {
    for (const { in: document, at, url } of evidenceOf(dossier)) if (/^http:/i.test(url)) yield { in: document, at };
  },
} satisfies Rule;
