import type { CommitteeView, StudyView } from "../model/report-people.ts";
import type { BodyView, PartnerView, ReachView } from "../model/report-parts.ts";
import { marginalised } from "../model/audiences.ts";
import type { Actions } from "./lines.ts";
import type { Telling } from "./telling.ts";

/** The committees by what they are made of: no names. */
export function bodies(all: Telling): BodyView[] {
  const { facts } = all;
  return all.dossier.documents.committee.map((committee) => {
    const current = facts.members.filter((member) => member.in === committee && member.current);
    return {
      name: all.spoken(committee.data.name),
      type: all.label("committeeType", committee.data.type),
      members: current.length,
      sectors: all.labels("sector", [...new Set(current.map(({ sector }) => sector).filter((one) => one !== ""))]),
      meetingsHeld: facts.meetings.filter((one) => one.in === committee && one.held && all.covers(one.date)).length,
    };
  });
}

export function partners(all: Telling): PartnerView[] {
  return all.dossier.documents.city.flatMap(({ data }) =>
    (data.partners ?? []).map(({ id, name, sector, kind, expertise }) => ({
      name: all.spoken(name) ?? { text: id ?? "" },
      sector: all.label("sector", sector),
      kind: all.label("partnerKind", kind),
      expertise: all.spokenAll(expertise),
    })),
  );
}

/** The groups that uncancelled actions are for, those of most actions first. */
export function reach(all: Telling, { all: actions }: Actions): ReachView[] {
  const counts = new Map<string, { actions: number; reached: number }>();
  for (const { fact } of actions)
    for (const group of fact === undefined || fact.cancelled ? [] : new Set(fact.audience)) {
      const known = counts.get(group) ?? { actions: 0, reached: 0 };
      known.actions += 1;
      if (fact?.underWay || fact?.completed) known.reached += 1;
      counts.set(group, known);
    }
  return [...counts]
    .map(([group, counted]) => ({
      group: all.words.label("audience", group),
      marginalised: marginalised.has(group),
      ...counted,
    }))
    .sort((a, b) => b.actions - a.actions || all.words.compare(a.group, b.group));
}

export const studies = (governance: readonly CommitteeView[]): StudyView[] =>
  governance.flatMap(({ research }) => research?.studies ?? []);
