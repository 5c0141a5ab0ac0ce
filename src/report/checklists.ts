import type { Criterion } from "../model/kinds.gen.ts";
import type { ChecklistView, ItemView } from "../model/report.ts";
import type { CriterionScore, ItemScore } from "../model/score.ts";
import { areasChart } from "./chart/areas.ts";
import { historyChart } from "./chart/history.ts";
import { coverScore } from "./cover.ts";
import type { Telling } from "./telling.ts";

/** Places named beside a criterion; the rest are counted. */
const shownPlaces = 5;

export function checklists(all: Telling): ChecklistView[] {
  return all.scores.map((card) => {
    const titles = new Map(all.library.packs.get(card.id)?.framework.areas.map(({ id, title }) => [id, title]));
    const covered = coverScore(all, card);
    return {
      ...covered,
      areasChart: areasChart(all, card),
      history: historyChart(all, card.id, covered.title.text),
      declaredOn: all.date(all.facts.checklists.get(card.id)?.date),
      areas: card.areas.map((area) => ({
        title: all.ofPack(titles.get(area.id)) ?? { text: area.title },
        score: all.share(area.score),
        items: card.items.filter((item) => item.area === area.id).map((item) => itemView(all, item)),
      })),
    };
  });
}

const spared = new Set(["complete", "not-applicable", "waived", "not-assessable"]);

function itemView(all: Telling, item: ItemScore): ItemView {
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
    criteria: item.criteria.map((criterion) => criterionView(all, criterion, criteria.get(criterion.id))),
  };
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
