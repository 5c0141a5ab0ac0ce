import type { Diagnostic } from "../model/diagnostic.ts";
import type { FindingsList, SourcesView } from "../model/report-standing.ts";
import { edition } from "./cover.ts";
import type { Telling } from "./telling.ts";

/** A personal detail of a member: its finding may quote it. */
const personal = /^\/members\/\d+\/(?:email|phone|gender)(?:\/|$)/;

export function findings(all: Telling): FindingsList {
  const errors = all.diagnostics.filter(({ severity }) => severity === "error");
  const warnings = all.diagnostics.filter(({ severity }) => severity === "warning");
  return {
    errors: errors.length,
    warnings: warnings.length,
    entries: [...errors, ...warnings].map((one) => entry(all, one)),
  };
}

function entry({ words, public: isPublic }: Telling, one: Diagnostic): FindingsList["entries"][number] {
  const hidden = isPublic && personal.test(one.pointer);
  return {
    severity: { value: one.severity, label: words.label("severity", one.severity) },
    message: hidden ? words.say("report.findings.personal") : one.message,
    place: one.place === "" ? null : one.place,
    at: `${one.file}:${one.range.start.line}`,
    help: hidden ? null : (one.help ?? null),
    rule: one.rule,
    item: one.item ?? null,
  };
}

export function sources(all: Telling): SourcesView {
  const ids = [...new Set(all.scores.map(({ id }) => id))];
  return {
    files: all.sources.map(({ file, sha256 }) => ({ file, sha256: sha256 ?? null })),
    packs: ids.map((id) => {
      const framework = all.library.packs.get(id)?.framework;
      const source = framework?.source;
      return {
        title: all.ofPack(framework?.title) ?? { text: id },
        edition: edition(framework?.edition),
        source: typeof source === "object" ? (all.ofPack(source.title)?.text ?? source.file ?? null) : (source ?? null),
      };
    }),
  };
}
