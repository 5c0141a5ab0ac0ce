import type { Sound } from "../model/dossier.ts";
import type { MeetingFact } from "../model/facts.ts";
import type { Meeting, Member, ResearchTeam } from "../model/kinds.gen.ts";
import type { CommitteeView, MeetingView, MemberView, ResearchView } from "../model/report-people.ts";
import type { Spoken } from "../model/words.ts";
import { seatsChart } from "./chart/seats.ts";
import { personal } from "./names.ts";
import { factsAt, type Telling } from "./telling.ts";

export function governance(all: Telling): CommitteeView[] {
  const memberAt = factsAt(all.facts.members);
  const meetingAt = factsAt(all.facts.meetings);
  const steering = all.dossier.documents.committee.filter(({ data }) => data.type === "steering");
  return all.dossier.documents.committee.map((committee) => {
    const { data } = committee;
    const meetings = (data.meetings ?? []).map((meeting, n) => ({
      meeting,
      fact: meetingAt(committee, `/meetings/${n}`),
    }));
    return {
      name: all.spoken(data.name),
      type: all.label("committeeType", data.type),
      established: all.date(data.established),
      mandate: all.narrative(data.mandate),
      // Only the one that steers the plan has to stand for all whom the plan names.
      seats: steering.length === 0 || steering.includes(committee) ? seatsChart(all, committee) : null,
      members: (data.members ?? []).flatMap((one, n) =>
        all.covers(one.term?.start, one.term?.end)
          ? [member(all, one, memberAt(committee, `/members/${n}`)?.current ?? false)]
          : [],
      ),
      meetings: meetings
        .filter(({ meeting: { date } }) => all.covers(date))
        .toSorted((a, b) =>
          (a.meeting.date ?? "") < (b.meeting.date ?? "")
            ? -1
            : (a.meeting.date ?? "") > (b.meeting.date ?? "")
              ? 1
              : 0,
        )
        .map(({ meeting: one, fact }) => meeting(all, one, fact)),
      research: data.researchTeam === undefined ? null : research(all, data.researchTeam),
    };
  });
}

function member(all: Telling, data: Sound<Member>, current: boolean): MemberView {
  return {
    name: personal(data.name)?.text ?? null,
    roles: all.labels("memberRole", data.roles),
    sector: all.label("sector", data.sector),
    organisation: all.spoken(data.organisation),
    responsibilities: all.spokenAll(data.responsibilities),
    expertise: all.spokenAll(data.expertise),
    represents: all.labels("audience", data.represents),
    term: all.span(data.term),
    current,
    details: details(all, data),
  };
}

/** In a public report only what the member has released. */
function details(all: Telling, data: Sound<Member>): MemberView["details"] {
  const released = new Set(data.publish ?? []);
  const shown = (["email", "phone", "gender"] as const).filter((field) => !all.public || released.has(field));
  return shown.flatMap((field) => {
    const value = data[field];
    if (value === undefined) return [];
    const text = field === "gender" ? all.words.label("gender", value) : value;
    return [{ label: all.words.say(`report.governance.${field}`), text }];
  });
}

function meeting(all: Telling, data: Sound<Meeting>, fact: MeetingFact | undefined): MeetingView {
  return {
    date: all.date(data.date),
    type: all.label("meetingType", data.type),
    status: all.label("occasionStatus", data.status),
    online: data.online === true,
    topics: all.labels("topic", data.topics),
    attendance: attendance(all, data, fact?.members ?? 0),
    decisions: (data.decisions ?? []).map(({ text, by, responsible }) => ({
      text: all.spoken(text),
      by: all.date(by),
      responsible: all.party(responsible),
    })),
    minutes: all.evidence(data.minutes),
  };
}

function attendance({ words }: Telling, data: Sound<Meeting>, members: number): string | null {
  if (data.attendance === undefined) return null;
  const count = new Set(data.attendance).size;
  return members > 0 && count <= members
    ? words.say("report.governance.attended", { count: members, present: count })
    : words.say("report.governance.came", { count });
}

function research(all: Telling, team: Sound<ResearchTeam>): ResearchView {
  const name = (id: string): Spoken => all.partyNames.get(id)?.name ?? { text: id };
  return {
    lead: team.lead === undefined ? null : name(team.lead),
    members: (team.members ?? []).map(name),
    documentation: all.evidence(team.documentation),
    studies: (team.studies ?? []).map(({ title, kind, status, evidence }) => ({
      title: all.spoken(title),
      kind: all.label("studyKind", kind),
      status: all.label("studyStatus", status),
      evidence: all.evidence(evidence),
    })),
  };
}
