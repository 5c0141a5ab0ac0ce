import type { Format, HistoryView } from "../../model/views.ts";
import { json } from "../json.ts";
import { dossier } from "../scores/json.ts";

/** `schemas/output/score-history.schema.json`. */
export default ((view) =>
  json({
    version: 1,
    asOf: view.asOf,
    history: view.history.map(({ revision, commit, date, asOf, dossiers, why }) => ({
      revision,
      commit,
      date,
      asOf,
      dossiers: dossiers.map(dossier),
      ...(why !== undefined && { why }),
    })),
    ...(view.notes.length > 0 && { notes: view.notes }),
  })) satisfies Format<HistoryView>;
