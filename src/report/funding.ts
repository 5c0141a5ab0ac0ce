import type { Amount } from "../model/facts.ts";
import type { FundingView } from "../model/report-plan.ts";
import { amountOf, sums } from "./money.ts";
import type { Telling } from "./telling.ts";

export function funding(all: Telling): FundingView {
  const each = all.plans.flatMap(({ data }) => data.funding ?? []);
  const sources = each.flatMap((one) => one.sources ?? []);
  return {
    sources: sources.map((source) => ({
      name: all.spoken(source.name),
      type: all.label("sector", source.type),
      kind: all.label("fundingKind", source.kind),
      status: all.label("fundingStatus", source.status),
      amount: all.money(amountOf(source.amount)),
      year: source.year === undefined ? null : String(source.year),
      earmarked: all.labels("audience", source.earmarked),
    })),
    totals: totals(all, (status) =>
      sums(sources.filter((one) => status === null || one.status === status).map(({ amount }) => amountOf(amount))),
    ),
    contributions: each
      .flatMap((one) => one.contributions ?? [])
      .filter(({ date }) => all.covers(date))
      .map(({ option, kind, amount, date }) => ({
        option: all.label("contributionOption", option),
        kind: all.label("fundingKind", kind),
        amount: all.money(amountOf(amount)),
        date: all.date(date),
      })),
  };
}

function totals(all: Telling, sumOf: (status: string | null) => Map<string, Amount>): FundingView["totals"] {
  const [sought, pledged, secured] = [sumOf("sought"), sumOf("pledged"), sumOf("secured")];
  const entries = [...sumOf(null)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([currency, total]) => ({
    currency,
    sought: all.money(sought.get(currency) ?? null),
    pledged: all.money(pledged.get(currency) ?? null),
    secured: all.money(secured.get(currency) ?? null),
    total: all.words.money(total),
  }));
}
