import type { ActionFact, CityFact, ContributionFact, MembershipFact, PlanFact, SourceFact } from "../model/facts.ts";
import { addMonths, dayBefore, wholeMonths, yearsOf } from "./days.ts";
import { byDocument, placed, type Given } from "./given.ts";
import { amountOf, share, sums } from "./money.ts";
import { evidenceOf, spoken, strings, versions } from "./texts.ts";
import { hasOwnTitle } from "./titles.ts";

export function plans(
  { dossier, day }: Given,
  city: CityFact | null,
  actions: readonly ActionFact[],
  sources: readonly SourceFact[],
): PlanFact[] {
  const [actionsOf, sourcesOf] = [byDocument(actions), byDocument(sources)];
  return dossier.documents.plan.map((plan) => {
    const { data } = plan;
    const [start, end] = [data.period?.start ?? "", data.period?.end ?? ""];
    const years = yearsOf(start, end);
    const titles = versions(data.title);
    return {
      in: plan,
      at: "",
      id: data.id ?? "",
      titles,
      ownTitle: hasOwnTitle(titles, city?.names ?? []),
      frameworks: strings(data.frameworks),
      status: data.status ?? "",
      start,
      end,
      months: wholeMonths(start, end),
      twoYearsEnd: dayBefore(addMonths(start, 24)),
      begun: start !== "" && start <= day,
      ended: end !== "" && end < day,
      yearsBegun: years.filter(({ first }) => first <= day).map(({ year }) => year),
      yearsEnded: years.filter(({ last }) => last < day).map(({ year }) => year),
      hasCharter: evidenceOf(data.charter).length > 0,
      audience: (data.reporting?.audience ?? []).filter((text) => versions(text).length > 0).length,
      strategy: versions(data.readjustment?.strategy).length > 0,
      reviewEvery: data.readjustment?.every ?? Number.NaN,
      ...funded(actionsOf(plan), sourcesOf(plan)),
    };
  });
}

function funded(actions: readonly ActionFact[], sources: readonly SourceFact[]) {
  const counted = (...statuses: string[]) => sources.filter(({ status }) => statuses.includes(status));
  // An amount that is stated and could not be read may cover anything.
  const isUnknown = ({ in: plan, at, amount }: SourceFact) => amount === null && plan.has(`${at}/amount`);
  const budget = sums(actions.filter(({ cancelled }) => !cancelled).map((one) => one.budget));
  const covered = (given: SourceFact[]) =>
    given.some(isUnknown) ? Number.NaN : share(sums(given.map(({ amount }) => amount)), budget);
  return {
    budget,
    securedShare: covered(counted("secured")),
    pledgedShare: covered(counted("secured", "pledged")),
  };
}

/** The plan that each membership is assessed by: the one that runs, else the last that ran, else the next to begin. */
export function planOf(memberships: readonly MembershipFact[], all: readonly PlanFact[]): Map<string, PlanFact | null> {
  const chosen = new Map<string, PlanFact | null>();
  for (const { framework } of memberships) {
    const named = all.filter((plan) => plan.frameworks.includes(framework));
    const candidates = named.length > 0 ? named : all;
    const running = candidates.filter((plan) => plan.begun && !plan.ended);
    const over = candidates.filter((plan) => plan.ended);
    const rest = candidates.filter((plan) => !plan.ended && !plan.begun);
    chosen.set(
      framework,
      best(running, (a, b) => a.start > b.start) ??
        best(over, (a, b) => a.end > b.end) ??
        best(rest, (a, b) => a.start !== "" && (b.start === "" || a.start < b.start)),
    );
  }
  return chosen;
}

function best(plans: readonly PlanFact[], better: (a: PlanFact, b: PlanFact) => boolean): PlanFact | null {
  let top: PlanFact | null = null;
  for (const plan of plans) if (!top || better(plan, top)) top = plan;
  return top;
}

export function sources({ dossier, language }: Given): SourceFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.funding?.sources, "/funding/sources").map(({ data, at }) => ({
      in: plan,
      at,
      id: data.id ?? "",
      name: spoken(data.name, language),
      plan: plan.data.id ?? "",
      type: data.type ?? "",
      kind: data.kind ?? "",
      status: data.status ?? "",
      amount: amountOf(data.amount),
      earmarked: strings(data.earmarked),
    })),
  );
}

export function contributions({ dossier }: Given): ContributionFact[] {
  return dossier.documents.plan.flatMap((plan) =>
    placed(plan.data.funding?.contributions, "/funding/contributions").map(({ data, at }) => ({
      in: plan,
      at,
      plan: plan.data.id ?? "",
      option: data.option ?? "",
      kind: data.kind ?? "",
      date: data.date ?? "",
    })),
  );
}
