import type { CoverScore, CoverView, MembershipView, ReportText, SummaryView } from "../model/report-cover.ts";
import type { ScoreCard } from "../model/score.ts";
import { personal } from "./names.ts";
import { counted } from "./word-limits.ts";
import type { Telling } from "./telling.ts";

export function cover(all: Telling): CoverView {
  const { dossier, facts, scores, plans } = all;
  const city = dossier.documents.city[0]?.data;
  return {
    city: all.spoken(city?.name) ?? { text: "" },
    country: all.country(city?.country),
    mayor: personal(city?.mayor?.name)?.text ?? null,
    website: secure(city?.website),
    plans: plans.map(({ data }) => ({
      title: all.spoken(data.title) ?? { text: "" },
      status: all.label("planStatus", data.status),
      period: all.span(data.period),
      frameworks: (data.frameworks ?? []).map((id) => frameworkTitle(all, id)),
    })),
    period: all.span(all.period ?? coveredBy(all)),
    memberships: memberships(all),
    scores: scores.map((card) => coverScore(all, card)),
    day: all.date(facts.day) ?? "",
  };
}

export function secure(url: string | undefined): string | null {
  return url !== undefined && /^https:\/\//i.test(url) ? url : null;
}

function coveredBy({ plans }: Telling): { start?: string; end?: string } {
  const starts = plans.flatMap(({ data }) => data.period?.start ?? []).sort();
  const ends = plans.flatMap(({ data }) => data.period?.end ?? []).sort();
  const [start, end] = [starts[0], ends.at(-1)];
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
}

function frameworkTitle({ library, ofPack }: Telling, id: string) {
  return ofPack(library.packs.get(id)?.framework.title) ?? { text: id };
}

function memberships(all: Telling): MembershipView[] {
  return all.dossier.documents.city.flatMap(({ data }) =>
    (data.memberships ?? []).map(({ framework, role, since, until, networks }) => ({
      framework: frameworkTitle(all, framework ?? ""),
      role: all.label("role", role),
      since: all.date(since),
      until: all.date(until),
      networks: [...(networks ?? [])],
    })),
  );
}

export function coverScore(all: Telling, card: ScoreCard): CoverScore {
  return {
    title: all.ofPack(all.library.packs.get(card.id)?.framework.title) ?? { text: card.title },
    role: all.label("role", card.role) ?? card.role,
    edition: edition(card.edition ?? all.library.packs.get(card.id)?.framework.edition),
    score: all.share(card.score),
    complete: card.complete,
    applicable: card.applicable,
  };
}

/** A source without a date has no edition to name. */
export function edition(stated: string | undefined): string | null {
  return stated === undefined || stated === "undated" ? null : stated;
}

export function summary(all: Telling): SummaryView {
  return {
    plans: all.plans.map(({ data }) => ({
      title: all.spoken(data.title) ?? { text: "" },
      vision: all.narrative(data.vision),
      summary: all.narrative(data.summary),
      charter: all.evidence(data.charter),
    })),
    reports: all.reports.toReversed().map((report) => reportText(all, report)),
  };
}

function reportText(all: Telling, { data }: Telling["reports"][number]): ReportText {
  const [summary, challenges] = [all.narrative(data.summary), all.narrative(data.challenges)];
  return {
    period: all.span(data.period),
    date: all.date(data.date),
    status: all.label("reportStatus", data.status),
    author: all.party(data.author),
    published: secure(data.published),
    summary,
    summaryWords: counted(all, "summary", summary),
    challenges,
    challengesWords: counted(all, "challenges", challenges),
    sections: Object.entries(data.sections ?? {}).flatMap(([id, text]) => {
      const told = all.narrative(text);
      return told === null ? [] : [{ title: sectionTitle(all, id), text: told, words: counted(all, id, told) }];
    }),
  };
}

/** Networks name the sections of their forms themselves: an id without a label is read as words. */
export function sectionTitle({ words }: Telling, id: string): string {
  const label = words.label("reportSection", id);
  const plain = id.replaceAll("-", " ");
  return label === id ? plain.charAt(0).toUpperCase() + plain.slice(1) : label;
}
