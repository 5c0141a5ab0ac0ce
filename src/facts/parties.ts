import type { Sound } from "../model/dossier.ts";
import type { AllianceFact, MemberFact, PartnerFact, PartyFact, Thing } from "../model/facts.ts";
import type { Party } from "../model/kinds.gen.ts";
import { spoken } from "./texts.ts";

export type Parties = ReadonlyMap<string, PartyFact & Thing>;

/** Members, partners and alliances by id; of two with one id the first counts. */
export function parties(
  members: readonly MemberFact[],
  partners: readonly PartnerFact[],
  alliances: readonly AllianceFact[],
): Map<string, PartyFact & Thing> {
  const known = new Map<string, PartyFact & Thing>();
  const add = (thing: Thing & { id: string }, name: string, sector: string, kind: PartyFact["kind"]): void => {
    if (thing.id !== "" && !known.has(thing.id))
      known.set(thing.id, { in: thing.in, at: thing.at, id: thing.id, name, sector, known: true, kind });
  };
  for (const member of members) add(member, member.name, member.sector, "member");
  for (const partner of partners) add(partner, partner.name, partner.sector, "partner");
  for (const alliance of alliances) add(alliance, alliance.city, "", "alliance");
  return known;
}

export function party(value: Sound<Party> | undefined, known: Parties, language: string): PartyFact {
  if (typeof value === "string") {
    const found = known.get(value);
    if (!found) return { id: value, name: "", sector: "", known: false, kind: "unknown" };
    return { id: found.id, name: found.name, sector: found.sector, known: true, kind: found.kind };
  }
  const name = spoken(value?.name, language);
  if (name === "") return { id: "", name, sector: value?.sector ?? "", known: false, kind: "unknown" };
  return { id: "", name, sector: value?.sector ?? "", known: true, kind: "named" };
}

/** An organisation or person outside the city government; another city is none. */
export function isStakeholder(someone: PartyFact): boolean {
  return someone.known && someone.kind !== "alliance" && someone.sector !== "" && someone.sector !== "local-government";
}
