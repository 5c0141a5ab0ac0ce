import type { Document, Sound } from "../model/dossier.ts";
import type { AllianceFact, CityFact, ClusterFact, MembershipFact, PartnerFact } from "../model/facts.ts";
import type { Pack } from "../model/library.ts";
import type { ClusterMembership } from "../model/kinds.gen.ts";
import { lies, yearsOf } from "./days.ts";
import { placed, type Given } from "./given.ts";
import { lowerCase, spoken, strings, versions } from "./texts.ts";

export function cityFact({ dossier, language }: Given): CityFact | null {
  const city = dossier.documents.city[0];
  if (!city) return null;
  const { name, country, region, website, languages } = city.data;
  return {
    in: city,
    at: "",
    name: spoken(name, language),
    names: versions(name),
    country: country ?? "",
    region: region ?? "",
    website: website ?? "",
    languages: strings(languages),
  };
}

export function memberships(given: Given): MembershipFact[] {
  const { dossier, library, day } = given;
  return dossier.documents.city.flatMap((city) =>
    placed(city.data.memberships, "/memberships").map(({ data, at }) => {
      const pack = library.packs.get(data.framework ?? "");
      const [since, until] = [data.since ?? "", data.until ?? ""];
      const networks = strings(data.networks);
      const working = new Set(lowerCase(Object.values(pack?.framework.networks ?? {}).flat()));
      return {
        in: city,
        at,
        framework: data.framework ?? "",
        role: data.role ?? "",
        since,
        until,
        current: lies(day, since, until),
        networks,
        networksAtWork: networks.filter((name) => working.has(name.toLowerCase())),
        clusters: placed(data.clusters, `${at}/clusters`).map((cluster) =>
          clusterFact(given, city, cluster, pack, since),
        ),
      };
    }),
  );
}

function clusterFact(
  { day }: Given,
  city: Document<"city">,
  { data, at }: { data: Sound<ClusterMembership>; at: string },
  pack: Pack | undefined,
  since: string,
): ClusterFact {
  const today = pack?.framework.clusters?.find(({ id }) => id === data.id);
  const [start, end] = [data.term?.start ?? "", data.term?.end ?? ""];
  const years = yearsOf(start, end === "" || end > day ? day : end);
  return {
    in: city,
    at,
    id: data.id ?? "",
    title: spoken(today?.title, "en"),
    known: today !== undefined,
    role: data.role ?? "",
    representative: data.representative ?? "",
    start,
    end,
    dated: start === "" ? since : start,
    years: years.filter(({ first }) => first <= day).map(({ year }) => year),
  };
}

export function alliances({ dossier }: Given): AllianceFact[] {
  return dossier.documents.city.flatMap((city) =>
    placed(city.data.alliances, "/alliances").map(({ data, at }) => ({
      in: city,
      at,
      id: data.id ?? "",
      city: data.city ?? "",
      country: data.country ?? "",
      region: data.region ?? "",
      kind: data.kind ?? "",
      since: data.since ?? "",
      abroad: data.country !== undefined && city.data.country !== undefined && data.country !== city.data.country,
    })),
  );
}

export function partners({ dossier, language }: Given): PartnerFact[] {
  return dossier.documents.city.flatMap((city) =>
    placed(city.data.partners, "/partners").map(({ data, at }) => ({
      in: city,
      at,
      id: data.id ?? "",
      name: spoken(data.name, language),
      sector: data.sector ?? "",
      kind: data.kind ?? "",
      expertise: lowerCase(data.expertise),
    })),
  );
}
