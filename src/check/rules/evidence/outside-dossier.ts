import type { Rule } from "../../../model/rule.ts";
import { evidenceOf } from "../../evidence.ts";

export default {
  severity: "error",
  asks: "Every path of evidence leads to a place inside the dossier.",
  message: {
    plain: "`{path}` does not lead to a place inside the dossier.",
    reason: "`{path}` does not lead to a place inside the dossier: {reason}.",
  },
  why: "What lies elsewhere is not handed on with the dossier, and others cannot open it.",
  fix: "Copy the file into the dossier and name it from the dossier's folder, with `/` between the folders.",
  right: `
# file: evidence/minutes.md
kind: committee
meetings:
  - id: first
    minutes: evidence/minutes.md
`,
  wrong: `
kind: committee
meetings:
  - id: first
    minutes: ../minutes.md # !
  - id: second
    minutes: /home/ana/minutes.md # !
  - id: third
    minutes: { path: "C:\\\\minutes.md" } # !
`,
  cases: [
    `
kind: plan
charter: file:///etc/passwd # !
`,
  ],
  *check({ dossier }) {
    for (const { in: document, at, path } of evidenceOf(dossier)) {
      // What an escape such as "\\a" has put into a path is told of every text.
      // oxlint-disable-next-line no-control-regex -- these are what is looked for
      if (path === "" || /[\0-\x08\x0b-\x1f\x7f-\x9f]/.test(path)) continue;
      const { state, reason } = dossier.evidence(path);
      if (state === "outside")
        yield { in: document, at, say: reason ? "reason" : "plain", args: { path, reason: reason ?? "" } };
    }
  },
} satisfies Rule;
