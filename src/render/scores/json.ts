import type { ItemScore, ScoreCard } from "../../model/score.ts";
import type { Format, Pieces, ScoredDossier, ScoresView } from "../../model/views.ts";
import { json } from "../json.ts";

const item = (one: ItemScore) => ({
  id: one.id,
  title: one.title,
  level: one.level,
  status: one.status,
  declared: one.declared,
  demonstrated: one.demonstrated,
  ...(one.reason !== undefined && { reason: one.reason }),
  criteria: one.criteria.map(({ id, label, value, weight, reason, evidence }) => ({
    id,
    label,
    value,
    weight,
    ...(reason !== undefined && { reason }),
    evidence: evidence.map(({ file, pointer, line }) => ({ file, pointer, line })),
  })),
});

const framework = (card: ScoreCard) => ({
  id: card.id,
  title: card.title,
  ...(card.edition !== undefined && { edition: card.edition }),
  role: card.role,
  score: card.score,
  complete: card.complete,
  applicable: card.applicable,
  areas: card.areas.map(({ id, title, score }) => ({ id, title, score })),
  items: card.items.map(item),
});

export const dossier = ({ path, city, frameworks }: ScoredDossier) => ({
  path,
  city,
  frameworks: frameworks.map(framework),
});

/** `schemas/output/score.schema.json`, written dossier by dossier. */
export const pieces = function* ({ asOf, dossiers }) {
  const all = json({ version: 1, asOf, dossiers: [] });
  const end = all.lastIndexOf("]");
  yield all.slice(0, end);
  let gap = "";
  for (const one of dossiers) {
    yield `${gap && ","}\n${json(dossier(one)).trimEnd().replace(/^/gm, "    ")}`;
    gap = "\n  ";
  }
  yield gap + all.slice(end);
} satisfies Pieces<ScoresView>;

export default ((view) => [...pieces(view)].join("")) satisfies Format<ScoresView>;
