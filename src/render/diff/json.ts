import type { DossierChange, DossierDiff, ScoreDiff } from "../../model/diff.ts";
import type { DiffView } from "../../model/diff.ts";
import type { Format } from "../../model/views.ts";
import { diagnostic } from "../diagnostics/json.ts";
import { json } from "../json.ts";

const change = ({ kind, type, id, place, field, from, to, text }: DossierChange) => ({
  kind,
  type,
  id,
  place,
  ...(field !== undefined && { field }),
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  text,
});

const score = ({ framework, before, after, editions, items }: ScoreDiff) => ({
  framework,
  before,
  after,
  ...(editions && { editions: { before: editions.before, after: editions.after } }),
  items: items.map(({ id, before: was, after: is, why }) => ({ id, before: was, after: is, why })),
});

const dossier = ({ path, changes, scores, findings, regressions, incomplete }: DossierDiff) => ({
  path,
  changes: changes.map(change),
  scores: scores.map(score),
  findings: {
    new: findings.new.map(diagnostic),
    resolved: findings.resolved.map(diagnostic),
    kept: findings.kept,
  },
  regressions: regressions.map(({ kind, place, text }) => ({ kind, place, text })),
  ...(incomplete.length > 0 && { incomplete: incomplete.map(({ side, file, text }) => ({ side, file, text })) }),
});

/** `schemas/output/diff.schema.json`. */
export default ((view) =>
  json({
    version: 1,
    base: view.base,
    head: view.head,
    asOf: view.asOf,
    dossiers: view.dossiers.map(dossier),
  })) satisfies Format<DiffView>;
