import type * as Fact from "../../model/facts.ts";
import { lists, period, stated, type, type Type } from "./fields.ts";

/** What stands in the city's own document. */
export const CITY: Record<string, Type> = {
  City: type<Fact.CityFact>(
    "The city of the dossier.",
    {
      string: {
        name: "Its name in the dossier's own language.",
        country: "Its country, as two letters of ISO 3166-1.",
        region: "Its UNESCO region.",
        website: "Its website.",
      },
      "list<string>": {
        names: "Its name in every language that it is given in.",
        languages: "The languages of the dossier, its own first.",
      },
    },
    {
      population: stated("double", "/population", "How many people live there."),
      mayor: stated("string", "/mayor/name", "The mayor's name."),
      ...lists({
        memberships: "The frameworks that it follows.",
        alliances: "Its alliances.",
        partners: "Its partners.",
      }),
    },
  ),
  Membership: type<Fact.MembershipFact>(
    "A framework that the city follows.",
    {
      string: {
        framework: "The framework's id.",
        role: "The city's role in it.",
        since: "The first day.",
        until: "The last day.",
      },
      bool: { current: "Whether it has begun and not ended, as far as it says." },
      "list<string>": {
        networks: "The names of the thematic networks that the city is in.",
        networksAtWork: "Those of them that the framework lists as at work.",
      },
    },
    {
      clusters: {
        is: "list<Cluster>",
        says: "The clusters that the city is in.",
        from: ({ clusters }, maker) => maker.list("Cluster", clusters),
      },
    },
  ),
  Cluster: type<Fact.ClusterFact>(
    "A thematic cluster that the city is in.",
    {
      string: {
        id: "Its id.",
        title: "Its title in the framework, in English; empty if it is none of today's clusters.",
        role: "`member` or `coordinator`.",
        representative: "The id of the member who represents the city.",
        start: "The first day of the term.",
        end: "The last day of the term.",
        dated: "The first day of the term, or else of the membership.",
      },
      bool: { known: "Whether it is one of the framework's clusters of today." },
      "list<string>": { years: "The calendar years of the term that have begun." },
    },
    {
      term: period("The term."),
      names: {
        is: "list<string>",
        says: "Its id and its title, in small letters.",
        from: ({ id, title }) => [id, title].filter((name) => name !== "").map((name) => name.toLowerCase()),
      },
    },
  ),
  Alliance: type<Fact.AllianceFact>("Another city or network that the city is allied with.", {
    string: {
      id: "Its id.",
      city: "The other city.",
      country: "The other city's country.",
      region: "The other city's UNESCO region.",
      kind: "`twin`, `network`, `mentor` or `mentee`.",
      since: "The first day.",
    },
    bool: { abroad: "Whether it is in another country." },
  }),
  Partner: type<Fact.PartnerFact>("A partner of the city.", {
    string: {
      id: "Its id.",
      name: "Its name in the dossier's own language.",
      sector: "Its sector.",
      kind: "`strategic`, `technical`, `funding` or `media`.",
    },
    "list<string>": { expertise: "What it is expert in: every language, in small letters." },
  }),
};
