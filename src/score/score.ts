import { context, type Context } from "../cel.ts";
import type { Dossier } from "../model/dossier.ts";
import type { Facts, MembershipFact } from "../model/facts.ts";
import type { FrameworkItem } from "../model/kinds.gen.ts";
import type { Library, Pack } from "../model/library.ts";
import type { Phrase, Speech } from "../model/phrase.ts";
import type { CriterionScore, ItemScore, ItemStatus, ScoreCard } from "../model/score.ts";
import { assess } from "./criteria.ts";
import { inLanguage, reasonIn, reasons } from "./texts.ts";

export { loadCriteria } from "./criteria.ts";

/** How much an item of a level counts in a mean: voluntary ones are listed and never change a score. */
const levelWeights = { required: 2, recommended: 1, voluntary: 0 };

interface Weighed {
  value: number | null;
  weight: number;
}

/** The weighted mean of what has a value and a weight, null where nothing has. Not rounded. */
export function mean(all: readonly Weighed[]): number | null {
  let [sum, weights] = [0, 0];
  for (const { value, weight } of all) {
    if (value === null || weight === 0) continue;
    sum += value * weight;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}

/** The cards of a dossier: all of them, or those of some frameworks. */
export type Scorer = (among?: { has(framework: string): boolean }) => ScoreCard[];

/**
 * One card per membership that is current on the day and whose framework is known, in the order of the memberships; each is worked out
 * when it is first asked for. Texts are in the language, else in English.
 */
export function scorer(facts: Facts, library: Library, language: string, speech?: Speech): Scorer {
  const known = new Map<MembershipFact, ScoreCard>();
  return (among) => {
    const cards: ScoreCard[] = [];
    for (const membership of facts.memberships) {
      const pack = library.packs.get(membership.framework);
      if (!pack || !membership.current || among?.has(membership.framework) === false) continue;
      const made = known.get(membership) ?? card(pack, membership, facts, language, speech);
      known.set(membership, made);
      cards.push(made);
    }
    return cards;
  };
}

/** Every card of a dossier. */
export const score = (
  _dossier: Dossier,
  facts: Facts,
  library: Library,
  language: string,
  speech?: Speech,
): ScoreCard[] => scorer(facts, library, language, speech)();

function card(pack: Pack, membership: MembershipFact, facts: Facts, language: string, speech?: Speech): ScoreCard {
  const { framework } = pack;
  const ids = framework.areas.flatMap(({ items }) => items.map(({ id }) => id));
  const asked = context(facts, { framework: framework.id, items: ids, membership });
  const items = framework.areas.flatMap((area) =>
    area.items.map((item) => itemScore(pack, item, area.id, membership, { facts, asked, language, speech })),
  );
  const applicable = items.filter(({ status }) => status !== "not-applicable" && status !== "waived");
  return {
    id: framework.id,
    title: inLanguage(framework.title, language),
    edition: framework.edition,
    role: membership.role,
    plan: facts.planOf.get(framework.id)?.id ?? null,
    score: mean(items.map(weighed)),
    complete: applicable.filter(({ status }) => status === "complete").length,
    applicable: applicable.length,
    areas: framework.areas.map(({ id, title }) => ({
      id,
      title: inLanguage(title, language),
      score: mean(items.filter(({ area }) => area === id).map(weighed)),
    })),
    items,
  };
}

const counted = new Set<ItemStatus>(["complete", "partial", "missing"]);

function weighed({ status, demonstrated, level }: ItemScore): Weighed {
  return { value: counted.has(status) ? demonstrated : null, weight: levelWeights[level] };
}

interface Asked {
  facts: Facts;
  asked: Context;
  language: string;
  speech: Speech | undefined;
}

function itemScore(
  pack: Pack,
  item: FrameworkItem,
  area: string,
  membership: MembershipFact,
  { facts, asked, language, speech }: Asked,
): ItemScore {
  const account = facts.checklists.get(membership.framework)?.items.get(item.id);
  const title = inLanguage(item.title, language);
  const declared = account?.status || null;
  const scored = (status: ItemStatus, demonstrated: number | null, criteria: CriterionScore[], reason?: string) => {
    const { id, level } = item;
    return reason
      ? { id, title, level, declared, area, status, demonstrated, reason, criteria }
      : { id, title, level, declared, area, status, demonstrated, criteria };
  };
  const outside = notAsked(item, membership.role, facts.day);
  if (outside) return scored("not-applicable", null, [], reasonIn(outside, language, speech));
  const criteria = assess(pack, item, asked, language, speech);
  const demonstrated = mean(criteria);
  if ((account?.status === "not-applicable" || account?.status === "waived") && account.reason !== "")
    return scored(account.status, demonstrated, criteria, account.reason);
  return scored(statusOf(demonstrated), demonstrated, criteria, demonstrated === null ? whyNull(criteria) : undefined);
}

/** Why an item is not asked of the city at all. */
function notAsked(item: FrameworkItem, role: string, day: string): Phrase | undefined {
  if (item.for && !item.for.includes(role)) return reasons.role(item.for);
  if (item.since !== undefined && item.since > day) return reasons.announced(item.since);
  if (item.until !== undefined && item.until < day) return reasons.past(item.until);
  return undefined;
}

function statusOf(demonstrated: number | null): ItemStatus {
  if (demonstrated === null) return "not-assessable";
  if (demonstrated >= 1) return "complete";
  return demonstrated > 0 ? "partial" : "missing";
}

function whyNull(criteria: readonly CriterionScore[]): string {
  return [...new Set(criteria.flatMap(({ reason }) => reason ?? []))].join("; ");
}
