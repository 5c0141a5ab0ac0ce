import type { Document, Sound } from "../model/dossier.ts";
import type { ActionFact } from "../model/facts.ts";
import type { Action, Evidence, EvidenceList, Objective } from "../model/kinds.gen.ts";
import type { ActionView, ObjectiveView } from "../model/report-plan.ts";
import { amountOf } from "./money.ts";
import { factsAt, listed, type Telling } from "./telling.ts";

type Plan = Document<"plan">;

/** What the reports tell of an action. */
interface Told {
  accounts: ActionView["accounts"];
  evidence: Sound<Evidence>[];
}

export function objectives(all: Telling): ObjectiveView[] {
  const factAt = factsAt(all.facts.actions);
  const told = new Map(all.plans.map((plan) => [plan, accounts(all, plan)]));
  const taken = new Map<string, number>();
  return groups(all).map(({ plan, data, number, actions }) => ({
    ...objective(all, plan, data ?? {}),
    number,
    actions: actions.map(({ data: own, at, number: place }) => ({
      ...action(all, own, factAt(plan, at), place, told.get(plan)?.get(own.id ?? "")),
      anchor: anchorOf(own.id, taken),
    })),
  }));
}

/** What a link leads to, the same as long as the action has its id; of two with one id the second is counted. */
function anchorOf(id: string | undefined, taken: Map<string, number>): string {
  const name = `mc-action-${id ?? "unnamed"}`;
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  // No id holds such a sign.
  return count === 1 ? name : `${name}_${count}`;
}

/** An objective with its actions; the last of a plan may be without objective and number, for those of none. */
export interface Group {
  plan: Plan;
  data: Sound<Objective> | null;
  number: number | null;
  actions: { data: Sound<Action>; at: string; number: string }[];
}

/** The objectives of the plans, numbered through. */
export function groups(all: Telling): Group[] {
  let count = 0;
  return all.plans.flatMap((plan) => {
    const byObjective = grouped(plan);
    const numbered = (id: string | undefined, of: string): Group["actions"] =>
      (byObjective.get(id) ?? []).map((entry, n) => ({ ...entry, number: `${of}.${n + 1}` }));
    const own: Group[] = (plan.data.objectives ?? []).map((data) => {
      count += 1;
      // Of two objectives with one id the first has the actions.
      const actions = numbered(data.id, String(count));
      byObjective.delete(data.id);
      return { plan, data, number: count, actions };
    });
    const rest = [...byObjective.keys()].flatMap((id) => numbered(id, "–"));
    return rest.length === 0 ? own : [...own, { plan, data: null, number: null, actions: rest }];
  });
}

function objective(all: Telling, plan: Plan, data: Sound<Objective>): Omit<ObjectiveView, "number" | "actions"> {
  return {
    title: all.spoken(data.title),
    plan: all.planOf(plan),
    horizon: all.label("horizon", data.horizon),
    items: [...(data.items ?? [])],
    keyFeatures: (data.keyFeatures ?? []).map((feature) => keyFeature(all, feature)),
    sdgs: (data.sdgs ?? []).map(String),
  };
}

/** A feature code of the city's own stands after a slash. */
function keyFeature({ words }: Telling, feature: string): string {
  const [area = "", ...code] = feature.split("/");
  const label = words.label("keyFeature", area);
  return code.length === 0 ? label : words.say("report.marks.brackets", { a: label, b: code.join("/") });
}

/** The actions by objective; those of no known one come last, together. */
function grouped(plan: Plan): Map<string | undefined, { data: Sound<Action>; at: string }[]> {
  const known = new Set((plan.data.objectives ?? []).map(({ id }) => id));
  const groups = new Map<string | undefined, { data: Sound<Action>; at: string }[]>();
  for (const [n, data] of (plan.data.actions ?? []).entries()) {
    const id = data.objective !== undefined && known.has(data.objective) ? data.objective : undefined;
    const group = groups.get(id) ?? [];
    group.push({ data, at: `/actions/${n}` });
    groups.set(id, group);
  }
  return groups;
}

function accounts(all: Telling, plan: Plan): Map<string, Told> {
  const found = new Map<string, Told>();
  for (const { data: report } of all.reports) {
    if (report.plan !== plan.data.id) continue;
    for (const { action: id, narrative, evidence } of report.actions ?? []) {
      if (id === undefined) continue;
      const told = found.get(id) ?? { accounts: [], evidence: [] };
      const text = all.narrative(narrative);
      if (text !== null) told.accounts.push({ period: all.span(report.period), text });
      told.evidence.push(...listed(evidence));
      found.set(id, told);
    }
  }
  return found;
}

function action(
  all: Telling,
  data: Sound<Action>,
  fact: ActionFact | undefined,
  number: string,
  told: Told | undefined,
): Omit<ActionView, "anchor"> {
  const progress = fact?.progress ?? Number.NaN;
  return {
    number,
    title: all.spoken(data.title),
    description: all.narrative(data.description),
    status: all.choice("actionStatus", fact?.status ?? data.status ?? ""),
    progress: all.share(progress / 100),
    type: all.label("actionType", data.type),
    engagement: all.label("engagement", data.engagement),
    lead: all.party(data.lead),
    partners: all.parties(data.partners),
    audience: all.labels("audience", data.audience),
    start: all.date(data.start),
    end: all.date(fact?.end ?? data.end),
    ongoing: data.ongoing === true,
    dates: dates(all, data, fact?.end ?? data.end),
    items: [...(data.items ?? [])],
    sdgs: (data.sdgs ?? []).map(String),
    principles: principles(all, data),
    milestones: milestones(all, data),
    budget: all.money(amountOf(data.budget?.amount)),
    budgetSources: (data.budget?.sources ?? []).map(({ source = "", amount }) => ({
      name: all.titles.get(source) ?? { text: source },
      amount: all.money(amountOf(amount)),
    })),
    earmarked: all.labels("audience", data.budget?.earmarked),
    spent: all.money(fact?.spent ?? null),
    accounts: told?.accounts ?? [],
    evidence: all.evidence([...listed(data.evidence), ...(told?.evidence ?? [])] as Sound<EvidenceList>),
  };
}

function dates(all: Telling, { start, ongoing }: Sound<Action>, end: string | undefined): string | null {
  const [from, to] = [all.date(start), all.date(end)];
  if (ongoing !== true || from === null || to === null)
    return all.span({ ...(start && { start }), ...(end && { end }) });
  return all.words.say("report.actions.ongoing", { start: from, end: to });
}

function principles({ words }: Telling, data: Sound<Action>): string[] {
  return (data.principles ?? [])
    .filter((one) => one.number !== undefined && one.edition !== undefined)
    .map(({ number, edition }) =>
      words.say("report.actions.principle", { number: String(number), edition: String(edition) }),
    );
}

function milestones(all: Telling, data: Sound<Action>): ActionView["milestones"] {
  const cancelled = data.status === "cancelled";
  return (data.milestones ?? []).map(({ title, due, done }) => ({
    title: all.spoken(title),
    due: all.date(due),
    done: all.date(done),
    overdue: !cancelled && done === undefined && due !== undefined && due < all.facts.day,
  }));
}
