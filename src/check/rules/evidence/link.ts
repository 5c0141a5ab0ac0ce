import type { Rule } from "../../../model/rule.ts";
import { evidenceOf } from "../../evidence.ts";

export default {
  severity: "error",
  asks: "No evidence is a symbolic link, nor lies behind one.",
  message: "`{path}` is a symbolic link, or lies behind one.",
  why: "A link may lead out of the dossier, to a file that others do not have or must not see. Links are never followed.",
  fix: "Put the file itself in the place of the link.",
  right: `
# file: evidence/minutes.md
kind: committee
meetings:
  - id: first
    minutes: evidence/minutes.md
`,
  wrong: `
# link: evidence/minutes.md
kind: committee
meetings:
  - id: first
    minutes: evidence/minutes.md # !
`,
  *check({ dossier }) {
    for (const { in: document, at, path } of evidenceOf(dossier))
      if (path !== "" && dossier.evidence(path).state === "link") yield { in: document, at, args: { path } };
  },
} satisfies Rule;
