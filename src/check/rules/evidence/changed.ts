import type { Rule } from "../../../model/rule.ts";
import { evidenceOf } from "../../evidence.ts";

export default {
  severity: "error",
  asks: "A file of evidence has the checksum that is stated for it.",
  message: "`{path}` is not the file it was: its checksum is {actual}.",
  why: "Somebody changed or replaced the file after it was recorded as evidence.",
  fix: "Bring the file of that time back or, where the change is right, state the new checksum.",
  right: `
# file: minutes.md = We met.
kind: committee
meetings:
  - id: first
    minutes:
      path: minutes.md
      sha256: 2e79b56f8b8e134653f8d3b14ff83b86fd416f5000009a8de75a60a767eea736
`,
  wrong: `
# file: minutes.md = We met twice.
kind: committee
meetings:
  - id: first
    minutes:
      path: minutes.md
      sha256: 2e79b56f8b8e134653f8d3b14ff83b86fd416f5000009a8de75a60a767eea736 # !
`,
  *check({ dossier }) {
    for (const { in: document, path, whole } of evidenceOf(dossier)) {
      if (path === "" || whole.sha256 === "") continue;
      const file = dossier.evidence(path);
      const actual = file.state === "present" ? file.sha256?.() : undefined;
      if (actual !== undefined && actual.toLowerCase() !== whole.sha256)
        yield { in: document, at: `${whole.at}/sha256`, args: { path, actual } };
    }
  },
} satisfies Rule;
