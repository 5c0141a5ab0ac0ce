import type { Dossier } from "../../../model/dossier.ts";
import type { FrozenFile, FrozenManifest } from "../../../model/frozen.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { evidenceOf } from "../../evidence.ts";
import { city } from "../../examples.ts";
import { inDossier, strayed, sums } from "../../frozen.ts";

/** Where a changed input is to be seen: a report in itself, a file where a document names it. */
function placeOf(dossier: Dossier, { path, kind }: FrozenFile) {
  if (kind === "report") {
    const report = dossier.documents.report.find((document) => inDossier(dossier, document) === path);
    return report && { in: report, at: report.has("/id") ? "/id" : "" };
  }
  const named = evidenceOf(dossier).find((one) => one.path === path);
  return named && { in: named.in, at: named.at };
}

/** A manifest for the examples, of a report whose only neighbour is a list. */
const manifest = `{"version":1,"tool":{"name":"milcity","version":"0.1.0"},"data":{"icu":"77.1","cldr":"47","unicode":"16"},"report":"report-2025","city":"Lakeside","plan":"plan-2025","period":{"start":"2025-01-01","end":"2025-12-31"},"asOf":"2026-02-15","language":"en","template":"biennial","public":true,"revision":"8b1f0c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b","workspace":".","dossier":".","config":null,"packs":[],"files":[{"path":"document-001.yaml","kind":"report","sha256":"fb1303ac9c667b0971b6d63aec5803dab683324f0adf2270cbf6bde535ccbcca"},{"path":"list.csv","kind":"evidence","sha256":"dc4d5d14d836429a6fac74d245a067499df74058773e36ec92f5166a0d502abd"}],"left":[],"frameworks":[],"outputs":[]}`;

const report = `kind: report
version: 1
id: report-2025
plan: plan-2025
period: { start: 2025-01-01, end: 2025-12-31 }
date: 2026-02-15
author: ana
status: approved
actions:
  - action: labs
    status: in-progress
    progress: 40
    evidence: list.csv
`;

const argsOf = ({ report, asOf }: FrozenManifest) => ({ report, day: asOf });

export default {
  severity: "error",
  asks: "A frozen report, the reports before it and their evidence stay as they were frozen.",
  message: {
    changed: "`{path}` has changed since the report `{report}` was frozen on {day}.",
    gone: "`{path}` is no longer here, and the report `{report}` was frozen with it on {day}.",
    unknown: "The manifest `{path}` of a frozen report cannot be understood: {why}.",
  },
  why: "A network has been told what was frozen. A late change of it would pass for what was reported, and nobody could tell.",
  fix: "Bring back what was frozen (`milcity report verify` says what that was) and tell what is new in the next report. Where the frozen report itself was wrong, commit the change and freeze it again: `milcity report freeze ID --again`.",
  right: `${city}
# file: report-2025.frozen.json = ${manifest}
# file: list.csv = ana, ben
---
${report}`,
  wrong: `${city}
# file: report-2025.frozen.json = ${manifest}
# file: list.csv = ana, ben, eva
---
${report.replace("id: report-2025", "id: report-2025 # !").replace("list.csv", "list.csv # !")}`,
  cases: [
    `${city}
# file: report-2025.frozen.json = ${manifest} # !
---
kind: committee
`,
    `${city}
# file: report-2025.frozen.json = {"version":1} # !
`,
  ],
  *check({ dossier }) {
    const sumOf = sums(dossier);
    for (const { in: source, manifest, why } of dossier.frozen ?? []) {
      if (!manifest) {
        yield { in: source, at: "", say: "unknown", args: { path: source.file, why: why ?? "" } };
        continue;
      }
      for (const { n, file, state } of strayed(dossier, manifest, sumOf)) {
        // What lives on changes with right.
        if (file.kind === "document") continue;
        const here = { in: source, at: `/files/${n}/path` };
        const place = state === "changed" ? placeOf(dossier, file) : undefined;
        yield {
          ...(place ?? here),
          say: state,
          args: { ...argsOf(manifest), path: file.path },
          ...(place && { related: [{ ...here, message: phrase("This is what it was frozen as.") }] }),
        };
      }
    }
  },
} satisfies Rule;
