import type { Rule } from "../../../model/rule.ts";
import { evidenceOf } from "../../evidence.ts";

export default {
  severity: "error",
  asks: "Every file that is named as evidence lies in the dossier and can be read.",
  message: {
    missing: "There is no file `{path}` in this dossier.",
    "not-regular": "`{path}` is a folder or another thing that is no file.",
    unreadable: "The file `{path}` cannot be read: {reason}.",
  },
  why: "Evidence that nobody can open shows nothing.",
  fix: "Correct the path, which counts from the dossier's folder and minds capital letters, or add the file.",
  right: `
# file: evidence/minutes.md
kind: committee
meetings:
  - id: first
    minutes: evidence/minutes.md
  - id: second
    minutes: https://city.example/minutes
`,
  wrong: `
# file: evidence/minutes.md
kind: committee
meetings:
  - id: first
    minutes: evidence/minuts.md # !
  - id: second
    minutes:
      - evidence/minutes.md
      - evidence/list.pdf # !
      - path: evidence/map.png # !
`,
  cases: [
    `
# file: evidence/minutes.md
kind: committee
researchTeam:
  documentation: evidence # !
---
kind: plan
charter: charter.pdf # !
actions:
  - id: labs
    evidence:
      path: labs.pdf # !
x-own:
  evidence: of-no-concern.pdf
---
kind: report
sections:
  evidence: This is a text.
---
kind: checklist
items:
  mil-01:
    evidence: [list.pdf] # !
`,
  ],
  *check({ dossier }) {
    for (const { in: document, at, path } of evidenceOf(dossier)) {
      if (path === "") continue;
      const { state, reason = "" } = dossier.evidence(path);
      if (state === "missing" || state === "not-regular" || state === "unreadable")
        yield { in: document, at, say: state, args: { path, reason } };
    }
  },
} satisfies Rule;
