import type { HistoryView } from "../../model/views.ts";

/** The scores of one dossier in one framework, one for each revision: null where nothing counts, undefined where there is none. */
export interface Line {
  path: string;
  city: string;
  framework: string;
  title: string;
  scores: (number | null | undefined)[];
}

/** In the order of their paths and frameworks. */
export function linesOf({ history }: HistoryView): Line[] {
  const lines = new Map<string, Line>();
  for (const [n, { dossiers }] of history.entries())
    for (const { path, city, frameworks } of dossiers)
      for (const { id, title, score } of frameworks) {
        const key = JSON.stringify([path, id]);
        const line = lines.get(key) ?? { path, city, framework: id, title, scores: history.map(() => undefined) };
        // What they are called last is what they are called.
        lines.set(key, { ...line, city, title });
        line.scores[n] = score;
      }
  return [...lines.values()].sort((a, b) => compare(a.path, b.path) || compare(a.framework, b.framework));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Nothing short of the whole reads as 100 %. */
export const rounded = (score: number) => (score < 1 ? Math.min(score, 0.999) : score);
