import type { CommitteeFact, MeetingFact, MemberFact, ResearchTeamFact, StudyFact } from "../model/facts.ts";
import { lies } from "./days.ts";
import { byDocument, placed, type Given } from "./given.ts";
import { evidenceOf, lowerCase, strings, versions } from "./texts.ts";

export function members({ dossier, day }: Given): MemberFact[] {
  return dossier.documents.committee.flatMap((committee) =>
    placed(committee.data.members, "/members").map(({ data, at }) => {
      const [start, end] = [data.term?.start ?? "", data.term?.end ?? ""];
      return {
        in: committee,
        at,
        id: data.id ?? "",
        name: data.name ?? "",
        committee: committee.data.id ?? "",
        committeeType: committee.data.type ?? "",
        roles: strings(data.roles),
        sector: data.sector ?? "",
        gender: data.gender ?? "",
        start,
        end,
        current: lies(day, start, end),
        responsibilities: (data.responsibilities ?? []).flatMap((text) => versions(text).slice(0, 1)),
        expertise: lowerCase(data.expertise),
        represents: strings(data.represents),
      };
    }),
  );
}

export function committees({ dossier }: Given, everyone: readonly MemberFact[]): CommitteeFact[] {
  const membersOf = byDocument(everyone);
  return dossier.documents.committee.map((committee) => ({
    in: committee,
    at: "",
    id: committee.data.id ?? "",
    type: committee.data.type ?? "",
    seats: membersOf(committee).filter(({ current }) => current).length,
  }));
}

export function researchTeams({ dossier }: Given, everyone: readonly MemberFact[]): ResearchTeamFact[] {
  const serving = new Set(everyone.filter(({ current }) => current).map(({ id }) => id));
  return dossier.documents.committee.flatMap((committee) => {
    const team = committee.data.researchTeam;
    if (!team) return [];
    const lead = team.lead ?? "";
    return {
      in: committee,
      at: "/researchTeam",
      committee: committee.data.id ?? "",
      committeeType: committee.data.type ?? "",
      lead,
      leadIsCurrent: lead !== "" && serving.has(lead),
      documentation: evidenceOf(team.documentation).length,
    };
  });
}

export function studies({ dossier }: Given): StudyFact[] {
  return dossier.documents.committee.flatMap((committee) =>
    placed(committee.data.researchTeam?.studies, "/researchTeam/studies").map(({ data, at }) => ({
      in: committee,
      at,
      id: data.id ?? "",
      kind: data.kind ?? "",
      status: data.status ?? "",
      hasEvidence: evidenceOf(data.evidence).length > 0,
    })),
  );
}

export function meetings({ dossier, day }: Given, everyone: readonly MemberFact[]): MeetingFact[] {
  const membersOf = byDocument(everyone);
  return dossier.documents.committee.flatMap((committee) => {
    const seated = membersOf(committee);
    return placed(committee.data.meetings, "/meetings").map(({ data, at }) => {
      const date = data.date ?? "";
      return {
        in: committee,
        at,
        id: data.id ?? "",
        committee: committee.data.id ?? "",
        committeeType: committee.data.type ?? "",
        type: data.type ?? "",
        date,
        year: date.slice(0, 4),
        status: data.status ?? "",
        held: data.status === "held" && date !== "" && date <= day,
        online: data.online === true,
        topics: strings(data.topics),
        attendance: strings(data.attendance),
        members: seated.filter(({ start, end }) => lies(date, start, end)).length,
        decisions: data.decisions?.length ?? 0,
        minuted: evidenceOf(data.minutes).length > 0,
      };
    });
  });
}
