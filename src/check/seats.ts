import type { Document, Dossier } from "../model/dossier.ts";
import type { Facts, MemberFact } from "../model/facts.ts";

/** Where a finding about who sits on the committees stands: at the members of the steering committee, else of the first one. */
export function seatsPlace(dossier: Dossier) {
  const committees = dossier.documents.committee;
  const committee = committees.find(({ data }) => data.type === "steering") ?? committees[0];
  return committee && { in: committee, at: committee.data.members ? "/members" : "", of: "key" as const };
}

export const currentMembers = (facts: Facts): MemberFact[] => facts.members.filter(({ current }) => current);

export function membersByCommittee(facts: Facts): Map<Document, MemberFact[]> {
  const members = new Map<Document, MemberFact[]>();
  for (const member of facts.members) {
    const own = members.get(member.in);
    if (own) own.push(member);
    else members.set(member.in, [member]);
  }
  return members;
}

/** Whether a day lies in a member's term; an end that is not stated is open. */
export const servedOn = (member: MemberFact, day: string) =>
  (member.start === "" || member.start <= day) && (member.end === "" || day <= member.end);

/** How many of some things are of each sort, in the order of their first. */
export function tally(sorts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sort of sorts) counts.set(sort, (counts.get(sort) ?? 0) + 1);
  return counts;
}
