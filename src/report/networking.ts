import type { Sound } from "../model/dossier.ts";
import type { Exchange, GoodPractice, PlanEvent } from "../model/kinds.gen.ts";
import type { NetworkingView } from "../model/report-people.ts";
import type { Spoken } from "../model/words.ts";
import { secure } from "./cover.ts";
import { personal } from "./names.ts";
import type { Telling } from "./telling.ts";

export function networking(all: Telling): NetworkingView {
  const cities = all.dossier.documents.city.map(({ data }) => data);
  return {
    exchanges: all.reports
      .flatMap(({ data }) => data.exchanges ?? [])
      .filter(({ date }) => all.covers(date))
      .map((data) => exchange(all, data)),
    alliances: cities
      .flatMap(({ alliances }) => alliances ?? [])
      .map(({ city, country, kind, since, purpose }) => ({
        city: personal(city)?.text ?? null,
        country: all.country(country),
        kind: all.label("allianceKind", kind),
        since: all.date(since),
        purpose: all.spoken(purpose),
      })),
    events: all.plans
      .flatMap(({ data }) => data.events ?? [])
      .filter(({ date }) => all.covers(date))
      .map((data) => event(all, data)),
    practices: all.reports.flatMap(({ data }) => data.goodPractices ?? []).map((data) => practice(all, data)),
    media: all.reports
      .flatMap(({ data }) => data.media ?? [])
      .filter(({ date }) => all.covers(date))
      .map(({ title, outlet, date, url }) => ({
        title: all.spoken(title),
        outlet: all.spoken(outlet),
        date: all.date(date),
        url: secure(url),
      })),
    clusters: cities
      .flatMap(({ memberships }) => memberships ?? [])
      .flatMap(({ clusters }) => clusters ?? [])
      .map(({ id, role, representative, term }) => ({
        title: clusterTitle(all, id ?? ""),
        role: all.label("role", role),
        representative: all.partyNames.get(representative ?? "")?.name ?? personal(representative),
        term: all.span(term),
      })),
  };
}

function exchange(all: Telling, data: Sound<Exchange>): NetworkingView["exchanges"][number] {
  return {
    kind: all.label("exchangeKind", data.kind),
    date: all.date(data.date),
    role: all.label("exchangeRole", data.role),
    with: all.spokenAll(data.with),
    network: all.label("network", data.network),
    cluster: data.cluster === undefined ? null : clusterTitle(all, data.cluster),
    evidence: all.evidence(data.evidence),
  };
}

function event(all: Telling, data: Sound<PlanEvent>): NetworkingView["events"][number] {
  return {
    title: all.spoken(data.title),
    kind: all.label("eventKind", data.kind),
    date: all.date(data.date),
    place: all.spoken(data.place),
    status: all.label("occasionStatus", data.status),
    invited: all.spokenAll(data.invitedCities),
    evidence: all.evidence(data.evidence),
  };
}

function practice(all: Telling, data: Sound<GoodPractice>): NetworkingView["practices"][number] {
  return {
    title: all.spoken(data.title),
    summary: all.narrative(data.summary),
    sharedWith: all.labels("sharedWith", data.sharedWith),
  };
}

/** As a pack calls it, today's clusters before former ones. */
function clusterTitle(all: Telling, id: string): Spoken {
  const packs = [...all.library.packs.values()].map(({ framework }) => framework);
  const known = [
    ...packs.flatMap(({ clusters }) => clusters ?? []),
    ...packs.flatMap(({ formerClusters }) => formerClusters ?? []),
  ];
  return all.ofPack(known.find((cluster) => cluster.id === id)?.title) ?? { text: id };
}
