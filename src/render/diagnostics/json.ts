import type { ChangeView } from "../../model/change.ts";
import type { Diagnostic, Range } from "../../model/diagnostic.ts";
import type { Commit } from "../../model/revision.ts";
import type { FindingsView, Format } from "../../model/views.ts";
import { json } from "../json.ts";
import { maskedPointer } from "../mask.ts";

const range = ({ start, end }: Range) => ({
  start: { line: start.line, column: start.column },
  end: { line: end.line, column: end.column },
});

export const diagnostic = (one: Diagnostic) => ({
  rule: one.rule,
  severity: one.severity,
  message: one.message,
  place: one.place,
  file: one.file,
  range: range(one.range),
  pointer: maskedPointer(one.pointer),
  ...(one.new !== undefined && { new: one.new }),
  ...(one.item !== undefined && { item: one.item }),
  ...(one.help !== undefined && { help: one.help }),
  ...(one.related?.length && {
    related: one.related.map((other) => ({ file: other.file, range: range(other.range), message: other.message })),
  }),
  ...(one.fixes?.length && {
    fixes: one.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ file: edit.file, range: range(edit.range), text: edit.text })),
    })),
  }),
});

const commit = (one: Commit | undefined) => (one ? { name: one.name, commit: one.hash, date: one.date } : null);

const change = ({ base, head, isBaseTrusted, new: added, old, resolved, notes }: ChangeView) => ({
  base: commit(base),
  head: commit(head),
  settings: isBaseTrusted ? "base" : "head",
  new: { errors: added.errors, warnings: added.warnings, infos: added.infos },
  old: { errors: old.errors, warnings: old.warnings, infos: old.infos },
  resolved: resolved.map(diagnostic),
  notes,
});

/** `schemas/output/validate.schema.json`. */
export default ((view) =>
  json({
    version: 1,
    tool: { name: view.tool.name, version: view.tool.version },
    asOf: view.asOf,
    summary: {
      dossiers: view.summary.dossiers,
      documents: view.summary.documents,
      errors: view.summary.errors,
      warnings: view.summary.warnings,
      infos: view.summary.infos,
    },
    checked: {
      files: view.checked.files,
      ignored: view.checked.ignored.length,
      rulesRun: view.checked.rulesRun,
      rulesNotRun: view.checked.rulesNotRun.map(({ rule, why }) => ({ rule, why })),
      suppressed: view.checked.suppressed,
      passedOver: view.checked.ignored.map(({ file, why }) => ({ file, why })),
      excused: (view.excused ?? []).map(({ diagnostic: { rule, place, file, range }, by, reason }) => {
        return { rule, place, file, line: range.start.line, by, reason };
      }),
      unseen: view.checked.unseen ?? [],
      ...(view.change && {
        policyChanged: view.change.policyChanged.map(({ kind, file, change }) => ({ kind, file, change })),
      }),
    },
    ...(view.change && { change: change(view.change) }),
    diagnostics: view.diagnostics.map(diagnostic),
  })) satisfies Format<FindingsView>;
