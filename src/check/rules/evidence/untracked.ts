import type { Dossier } from "../../../model/dossier.ts";
import { isUnknown } from "../../../model/history.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { evidenceOf, type Named } from "../../evidence.ts";

const isPresent = (dossier: Dossier, path: string) => path !== "" && dossier.evidence(path).state === "present";

/** The files of evidence that are there, each with all places that name it. */
function present(dossier: Dossier): Map<string, Named[]> {
  const files = new Map<string, Named[]>();
  for (const named of evidenceOf(dossier)) {
    const known = files.get(named.path);
    if (known) known.push(named);
    else if (isPresent(dossier, named.path)) files.set(named.path, [named]);
  }
  return files;
}

export default {
  severity: "warning",
  asks: "Every file of evidence is kept in git together with the dossier.",
  message: {
    untracked: "The file `{path}` is here, but git does not keep it.",
    ignored: "The file `{path}` is here, but git is told to ignore it.",
  },
  why: "Whoever fetches the dossier gets no such file: to them, and to an automatic check, the evidence is missing.",
  fix: "Add the file to git (`git add`); if git ignores it, change `.gitignore` first. What must not be published can be named by an address instead.",
  right: `
# file: evidence/minutes.md
# tracked: evidence/minutes.md
kind: committee
meetings:
  - id: first
    minutes: evidence/minutes.md
  - id: second
    minutes: https://city.example/minutes
  - id: third
    minutes: evidence/not-there.md
`,
  wrong: `
# file: evidence/minutes.md
# file: evidence/list.csv
# file: evidence/map.png
# tracked: evidence/minutes.md
# ignored: evidence/map.png
kind: committee
meetings:
  - id: first
    minutes: evidence/minutes.md
  - id: second
    minutes: evidence/list.csv # !
  - id: third
    minutes:
      - evidence/list.csv
      - path: evidence/map.png # !
`,
  unable({ dossier, history }) {
    for (const { path } of evidenceOf(dossier)) {
      if (!isPresent(dossier, path)) continue;
      if (!history) return phrase("the dossier lies in no git repository");
      const tracked = history.tracked(path);
      if (isUnknown(tracked)) return tracked.why;
    }
    return undefined;
  },
  *check({ dossier, history }) {
    if (!history) return;
    for (const [path, [first, ...others]] of present(dossier)) {
      if (!first || history.tracked(path) !== false) continue;
      yield {
        in: first.in,
        at: first.at,
        say: history.ignored(path) ? "ignored" : "untracked",
        args: { path },
        ...(others.length > 0
          ? {
              related: others.map(({ in: place, at }) => ({
                in: place,
                at,
                message: phrase("It is named here, too."),
              })),
            }
          : {}),
      };
    }
  },
} satisfies Rule;
