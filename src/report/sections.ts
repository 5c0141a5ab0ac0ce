import type { Document } from "../model/dossier.ts";
import type { Section } from "../model/kinds.gen.ts";
import type { IndicatorView } from "../model/report-plan.ts";
import type { ChecklistView } from "../model/report-standing.ts";
import type { IndicatorLine, SectionText, SectionView } from "../model/report-parts.ts";
import { sectionTitle } from "./cover.ts";
import type { Actions, Told } from "./lines.ts";
import type { Telling } from "./telling.ts";
import { counted } from "./word-limits.ts";

/** What belongs to the form of the report's own network. */
export const formOf = ({ template, library }: Telling): Section[] =>
  template.frameworks.flatMap((id) => library.packs.get(id)?.framework.sections ?? []);

/** The sections of the network's form: their texts, and the items, actions and indicators that the packs put there. */
export function sections(
  all: Telling,
  checklists: readonly ChecklistView[],
  actions: Actions,
  indicators: readonly IndicatorView[],
): Record<string, SectionView> {
  const items = new Map(
    checklists.flatMap(({ areas }) => areas.flatMap((area) => area.items.map((item) => [item.id, item] as const))),
  );
  const measured = indicatorsById(all, indicators);
  const found = new Map<string, SectionView>();
  for (const { id, title, items: own = [] } of formOf(all)) {
    if (found.has(id)) continue;
    const serving = actions.serving(own);
    found.set(id, {
      id,
      title: all.ofPack(title) ?? { text: sectionTitle(all, id) },
      limit: all.library.limits.get(id) ?? null,
      texts: textsOf(all, id),
      items: own.flatMap((item) => items.get(item) ?? []),
      actions: serving.map(({ line }) => line),
      indicators: indicatorsOf(serving, measured),
    });
  }
  return Object.fromEntries(found);
}

/** Texts that the reports give under names of their own: none of them is lost because the form has no place for it. */
export function otherTexts(all: Telling): SectionText[] {
  const known = new Set(formOf(all).map(({ id }) => id));
  const ids = new Set(all.reports.flatMap(({ data }) => Object.keys(data.sections ?? {})));
  return [...ids].filter((id) => !known.has(id)).flatMap((id) => textsOf(all, id));
}

function textsOf(all: Telling, id: string): SectionText[] {
  return all.reports.toReversed().flatMap(({ data }) => {
    const given = data.sections ?? {};
    const text = Object.hasOwn(given, id) ? all.narrative(given[id]) : null;
    if (text === null) return [];
    return [{ title: sectionTitle(all, id), period: all.span(data.period), text, words: counted(all, id, text) }];
  });
}

type Measured = Map<Document, Map<string, IndicatorLine>>;

/** `views`: those of the same plans, in their order. */
function indicatorsById({ plans }: Telling, views: readonly IndicatorView[]): Measured {
  const found: Measured = new Map();
  let at = 0;
  for (const plan of plans) {
    const own = new Map<string, IndicatorLine>();
    for (const { id } of plan.data.indicators ?? []) {
      const view = views[at++];
      if (id === undefined || view === undefined || own.has(id)) continue;
      const { title, unit, baseline, latest, target } = view;
      own.set(id, { title, unit, baseline, latest, target });
    }
    found.set(plan, own);
  }
  return found;
}

function indicatorsOf(actions: readonly Told[], measured: Measured): IndicatorLine[] {
  const found = new Set<IndicatorLine>();
  for (const { fact } of actions)
    for (const id of fact?.indicators ?? []) {
      const line = fact && measured.get(fact.in)?.get(id);
      if (line) found.add(line);
    }
  return [...found];
}
