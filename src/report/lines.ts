import type { ActionFact } from "../model/facts.ts";
import type { Action } from "../model/kinds.gen.ts";
import type { Sound } from "../model/dossier.ts";
import type { ActionView, ObjectiveView } from "../model/report-plan.ts";
import type { ActionLine } from "../model/report-parts.ts";
import { groups } from "./objectives.ts";
import { factsAt, type Telling } from "./telling.ts";

/** An action of the plans, as it is stated, as it follows, and as it is told. */
export interface Told {
  data: Sound<Action>;
  fact: ActionFact | undefined;
  view: ActionView;
  line: ActionLine;
}

/** The actions of a report by the items that they count for. */
export interface Actions {
  all: Told[];
  /** Each once, in the order of the plans. */
  serving: (items: Iterable<string>) => Told[];
}

/** `objectives`: as they were made of the same plans, so that numbers and texts are the same everywhere. */
export function actionsOf(all: Telling, objectives: readonly ObjectiveView[]): Actions {
  const factAt = factsAt(all.facts.actions);
  const told = groups(all).flatMap(({ plan, actions }, n) =>
    actions.flatMap(({ data, at }, m): Told[] => {
      const view = objectives[n]?.actions[m];
      return view === undefined ? [] : [{ data, fact: factAt(plan, at), view, line: lineOf(view) }];
    }),
  );
  const byItem = new Map<string, number[]>();
  for (const [n, { fact }] of told.entries())
    for (const item of new Set(fact?.items)) {
      const known = byItem.get(item);
      if (known === undefined) byItem.set(item, [n]);
      else known.push(n);
    }
  return {
    all: told,
    serving(items) {
      const found = new Set([...items].flatMap((item) => byItem.get(item) ?? []));
      return [...found].sort((a, b) => a - b).flatMap((n) => told[n] ?? []);
    },
  };
}

const lineOf = ({ number, title, status, progress, dates }: ActionView): ActionLine => ({
  number,
  title,
  status,
  progress,
  dates,
});
