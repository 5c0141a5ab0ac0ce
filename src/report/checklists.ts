import type { Document } from "../model/dossier.ts";
import type { Criterion } from "../model/kinds.gen.ts";
import type { ChecklistView, ItemView } from "../model/report-standing.ts";
import type { AccountView, MendView } from "../model/report-parts.ts";
import type { CriterionScore, ItemScore } from "../model/score.ts";
import { areasChart } from "./chart/areas.ts";
import { historyChart } from "./chart/history.ts";
import { coverScore } from "./cover.ts";
import type { Actions } from "./lines.ts";
import type { Telling } from "./telling.ts";

/** Places named beside a criterion; the rest are counted. */
const shownPlaces = 5;

export function checklists(all: Telling, actions: Actions): ChecklistView[] {
  return all.scores.map((card) => {
    const titles = new Map(all.library.packs.get(card.id)?.framework.areas.map(({ id, title }) => [id, title]));
    const covered = coverScore(all, card);
    return {
      id: card.id,
      ...covered,
      areasChart: areasChart(all, card),
      history: historyChart(all, card.id, covered.title.text),
      declaredOn: all.date(all.facts.checklists.get(card.id)?.date),
      areas: card.areas.map((area) => ({
        title: all.ofPack(titles.get(area.id)) ?? { text: area.title },
        score: all.share(area.score),
        items: card.items.filter((item) => item.area === area.id).map((item) => itemView(all, card.id, item, actions)),
      })),
    };
  });
}

const spared = new Set(["complete", "not-applicable", "waived", "not-assessable"]);

function itemView(all: Telling, framework: string, item: ItemScore, actions: Actions): ItemView {
  const pack = all.library.items.get(item.id)?.item;
  const criteria = new Map(pack?.criteria.map((criterion) => [criterion.id, criterion]));
  return {
    id: item.id,
    title: all.ofPack(pack?.title) ?? { text: item.title },
    level: all.words.label("level", item.level),
    status: { value: item.status, label: all.words.label("itemStatus", item.status) },
    declared: all.label("checklistStatus", item.declared ?? ""),
    contradicted: item.declared === "done" && !spared.has(item.status),
    demonstrated: all.share(item.demonstrated),
    reason: item.reason === undefined || item.reason === "" ? null : { text: item.reason },
    files: filesOf(all, item),
    account: account(all, framework, item.id),
    actions: actions.serving([item.id]).map(({ line }) => line),
    cheapest: cheapest(all, item),
    criteria: item.criteria.map((criterion) => criterionView(all, criterion, criteria.get(criterion.id))),
  };
}

function filesOf({ dossier: { path } }: Telling, { criteria }: ItemScore): string[] {
  const files = new Set(criteria.flatMap((criterion) => [...criterion.files]));
  return [...files]
    .map((file) => (path !== "." && file.startsWith(`${path}/`) ? file.slice(path.length + 1) : file))
    .sort();
}

/** Only what the city says beside the status; what it shows stands on its own. */
function account(all: Telling, framework: string, id: string): AccountView {
  const fact = all.facts.checklists.get(framework)?.items.get(id);
  const items = (fact?.in as Document<"checklist"> | undefined)?.data.items ?? {};
  const given = Object.hasOwn(items, id) ? items[id] : undefined;
  return {
    note: all.spoken(given?.reason),
    date: all.date(given?.date),
    responsible: all.party(given?.responsible),
    evidence: all.evidence(given?.evidence),
  };
}

/** From writing down what is there to carrying something out. */
const efforts = ["record", "agree", "carry-out"];
const effortOf = ({ effort = "carry-out" }: CriterionScore): number => efforts.indexOf(effort);

/** The least effort counts, and of as little that which gains most. */
function cheapest(all: Telling, item: ItemScore): MendView | null {
  if (item.status !== "partial" && item.status !== "missing") return null;
  const lost = ({ value, weight }: CriterionScore): number => (1 - (value ?? 1)) * weight;
  const [first] = item.criteria
    .filter((one) => one.mend !== undefined && one.value !== null && one.value < 1)
    .sort((a, b) => effortOf(a) - effortOf(b) || lost(b) - lost(a));
  if (first === undefined) return null;
  const pack = all.library.items.get(item.id)?.item;
  const criterion = pack?.criteria.find(({ id }) => id === first.id);
  return {
    id: item.id,
    item: all.ofPack(pack?.title) ?? { text: item.title },
    level: all.words.label("level", item.level),
    mend: all.ofPack(criterion?.mend) ?? { text: first.mend ?? "" },
    effort: all.label("effort", first.effort),
  };
}

/** What to do first: the least effort before the greater, the required before the recommended. What is voluntary can wait. */
export function toDo(all: Telling, lists: readonly ChecklistView[]): MendView[] {
  const scored = new Map(all.scores.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));
  const ranked = lists.flatMap(({ areas }) =>
    areas.flatMap(({ items }) =>
      items.flatMap(({ id, cheapest: mend }) => {
        const level = scored.get(id)?.level;
        if (mend === null || level === undefined || level === "voluntary") return [];
        const effort = efforts.findIndex((one) => all.words.label("effort", one) === mend.effort);
        return [{ mend, rank: effort * 2 + (level === "required" ? 0 : 1) }];
      }),
    ),
  );
  return ranked.sort((a, b) => a.rank - b.rank).map(({ mend }) => mend);
}

function criterionView(
  all: Telling,
  score: CriterionScore,
  criterion: Criterion | undefined,
): ItemView["criteria"][number] {
  const places = [...new Set(score.evidence.map(({ file, line }) => `${file}:${line}`))];
  const wanting = score.value !== null && score.value < 1 && score.mend !== undefined;
  return {
    label: all.ofPack(criterion?.label) ?? { text: score.label },
    share: all.share(score.value),
    reason: score.reason ?? null,
    evidence: places.slice(0, shownPlaces),
    more: Math.max(0, places.length - shownPlaces),
    mend: wanting ? (all.ofPack(criterion?.mend) ?? { text: score.mend ?? "" }) : null,
  };
}
