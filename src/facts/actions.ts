import type { Document, Sound } from "../model/dossier.ts";
import type {
  ActionFact,
  AllianceFact,
  IndicatorFact,
  MemberFact,
  ObjectiveFact,
  PartnerFact,
  PartyFact,
  ReportActionFact,
} from "../model/facts.ts";
import { addTo } from "../model/groups.ts";
import type { Action } from "../model/kinds.gen.ts";
import { byDocument, placed, type Given } from "./given.ts";
import { amountOf } from "./money.ts";
import { isStakeholder, party, type Parties } from "./parties.ts";
import { keyOf } from "./reports.ts";
import { evidenceKinds, evidenceOf, spoken, strings } from "./texts.ts";

/** What an action is judged with. */
export interface Around {
  parties: Parties;
  members: readonly MemberFact[];
  partners: readonly PartnerFact[];
  alliances: readonly AllianceFact[];
  indicators: readonly IndicatorFact[];
  /** Oldest first. */
  reportActions: readonly ReportActionFact[];
}

/** How far along a status is: a later one in the plan shows that the plan was edited after the report. */
const stages = new Map([
  ["planned", 0],
  ["in-progress", 1],
  ["delayed", 1],
  ["completed", 2],
  ["cancelled", 2],
]);

const stage = (status: string): number => stages.get(status) ?? -1;

export function actions(given: Given, around: Around): ActionFact[] {
  const told = new Map<string, ReportActionFact[]>();
  for (const entry of around.reportActions) {
    const key = keyOf(entry.plan, entry.action);
    if (entry.date > given.day || entry.plan === "" || entry.action === "") continue;
    const entries = told.get(key);
    if (entries) entries.push(entry);
    else told.set(key, [entry]);
  }
  for (const entries of told.values()) entries.reverse();
  const hasTarget = new Set(around.indicators.filter((one) => one.hasTarget).map(({ id }) => id));
  const lookup = {
    ...around,
    hasTarget,
    current: new Set(around.members.filter((m) => m.current).map(({ id }) => id)),
  };
  return given.dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.actions, "/actions").map((place) => {
      const entries = told.get(keyOf(plan.data.id ?? "", place.data.id ?? "")) ?? [];
      return actionFact(given, plan, place, entries, lookup);
    }),
  );
}

interface Lookup extends Around {
  hasTarget: ReadonlySet<string>;
  current: ReadonlySet<string>;
}

function actionFact(
  { day, language, library }: Given,
  plan: Document<"plan">,
  { data, at }: { data: Sound<Action>; at: string },
  told: readonly ReportActionFact[],
  lookup: Lookup,
): ActionFact {
  const { status, statusFrom } = standing(data.status ?? "", told);
  const ongoing = data.ongoing === true;
  const end = ongoing ? (plan.data.period?.end ?? "") : (data.end ?? "");
  const ownItems = strings(data.items);
  const evidence = evidenceOf(data.evidence);
  const budget = amountOf(data.budget?.amount);
  const indicators = strings(data.indicators);
  return {
    in: plan,
    at,
    id: data.id ?? "",
    title: spoken(data.title, language),
    plan: plan.data.id ?? "",
    objective: data.objective ?? "",
    items: [...new Set([...ownItems, ...ownItems.flatMap((item) => library.counts.get(item) ?? [])])],
    ownItems,
    type: data.type ?? "",
    ...who(data, lookup, language),
    audience: strings(data.audience),
    start: data.start ?? "",
    end,
    ongoing,
    status,
    statusFrom,
    progress: told.find(({ progress }) => !Number.isNaN(progress))?.progress ?? Number.NaN,
    underWay: stage(status) === 1,
    completed: status === "completed",
    cancelled: status === "cancelled",
    due: end !== "" && end <= day && status !== "cancelled",
    milestones: placed(data.milestones, `${at}/milestones`).map((milestone) => ({
      in: plan,
      at: milestone.at,
      id: milestone.data.id ?? "",
      title: spoken(milestone.data.title, language),
      due: milestone.data.due ?? "",
      done: milestone.data.done ?? "",
    })),
    hasEvidence: evidence.length > 0 || told.some((entry) => entry.hasEvidence),
    evidenceKinds: [...new Set([...evidenceKinds(evidence), ...told.flatMap(kindsShown)])],
    budgeted: budget !== null,
    budget,
    draws: placed(data.budget?.sources, `${at}/budget/sources`).map((draw) => ({
      in: plan,
      at: draw.at,
      source: draw.data.source ?? "",
      amount: amountOf(draw.data.amount),
    })),
    spent: told.find(({ spent }) => spent !== null)?.spent ?? null,
    earmarked: strings(data.budget?.earmarked),
    indicators,
    targeted: indicators.some((id) => lookup.hasTarget.has(id)),
  };
}

/** The newest report's status, unless the plan has come further since. */
function standing(planned: string, told: readonly ReportActionFact[]): Pick<ActionFact, "status" | "statusFrom"> {
  const newest = told.find(({ status }) => status !== "");
  if (!newest || stage(planned) > stage(newest.status)) return { status: planned, statusFrom: null };
  return { status: newest.status, statusFrom: { in: newest.in, at: newest.at } };
}

function kindsShown(entry: ReportActionFact): string[] {
  const index = Number(entry.at.slice(entry.at.lastIndexOf("/") + 1));
  return evidenceKinds(evidenceOf((entry.in as Document<"report">).data.actions?.[index]?.evidence));
}

function who(data: Sound<Action>, lookup: Lookup, language: string) {
  const lead = party(data.lead, lookup.parties, language);
  const partners = (data.partners ?? []).map((one) => party(one, lookup.parties, language));
  const all: PartyFact[] = [lead, ...partners];
  const ids = new Set(partners.filter(({ known }) => known).map(({ id }) => id));
  const regions = lookup.alliances.filter(({ id, region }) => ids.has(id) && region !== "").map(({ region }) => region);
  return {
    lead,
    led: lead.kind === "member" ? lookup.current.has(lead.id) : lead.known,
    partners,
    withCity: partners.some(({ kind }) => kind === "alliance"),
    withStakeholders: all.some(isStakeholder),
    partnerRegions: [...new Set(regions)],
    withTechnicalPartner: lookup.partners.some(
      ({ id, kind }) => kind === "technical" && (ids.has(id) || (lead.kind === "partner" && lead.id === id)),
    ),
    withMedia: all.some(({ known, sector }) => known && sector === "media"),
  };
}

export function objectives(
  { dossier }: Given,
  all: readonly ActionFact[],
  indicators: readonly IndicatorFact[],
): ObjectiveFact[] {
  const known = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const actionsOf = byDocument(all);
  return dossier.documents.plan.flatMap((plan) => {
    const served = new Map<string, ActionFact[]>();
    for (const action of actionsOf(plan)) {
      if (action.cancelled) continue;
      addTo(served, action.objective, action);
    }
    return placed(plan.data.objectives, "/objectives").map(({ data, at }) => {
      const own = strings(data.indicators);
      const serving = (data.id === undefined ? [] : served.get(data.id)) ?? [];
      return {
        in: plan,
        at,
        id: data.id ?? "",
        plan: plan.data.id ?? "",
        horizon: data.horizon ?? "",
        items: strings(data.items),
        keyFeatures: strings(data.keyFeatures),
        indicators: [...new Set([...own, ...serving.flatMap((action) => action.indicators)])],
        measured: own.some((id) => known.has(id)),
        measurable: own.some((id) => known.get(id)?.hasBaseline === true && known.get(id)?.hasTarget === true),
        actions: serving.length,
      };
    });
  });
}
