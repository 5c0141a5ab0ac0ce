import type { ChartView } from "./chart.ts";
import type { EvidenceView, Narrative, PartyView } from "./report-pieces.ts";
import type { Spoken } from "./words.ts";

/** What a report tells of those who make a plan, and of whom they meet. Null is "not stated". */

export interface CommitteeView {
  name: Spoken | null;
  type: string | null;
  established: string | null;
  mandate: Narrative | null;
  seats: ChartView | null;
  members: MemberView[];
  meetings: MeetingView[];
  research: ResearchView | null;
}

export interface MemberView {
  name: string | null;
  roles: string[];
  sector: string | null;
  organisation: Spoken | null;
  responsibilities: Spoken[];
  expertise: Spoken[];
  represents: string[];
  term: string | null;
  current: boolean;
  /** Only what may be shown in this view. */
  details: { label: string; text: string }[];
}

export interface MeetingView {
  date: string | null;
  type: string | null;
  status: string | null;
  online: boolean;
  topics: string[];
  /** How many came, of how many members at the time. */
  attendance: string | null;
  decisions: { text: Spoken | null; by: string | null; responsible: PartyView | null }[];
  minutes: EvidenceView[];
}

export interface ResearchView {
  lead: Spoken | null;
  members: Spoken[];
  documentation: EvidenceView[];
  studies: StudyView[];
}

export interface StudyView {
  title: Spoken | null;
  kind: string | null;
  status: string | null;
  evidence: EvidenceView[];
}

export interface ParticipationView {
  issues: { title: Spoken | null; raisedBy: PartyView[] }[];
  stocktake: { sector: string | null; finding: Spoken | null; evidence: EvidenceView[] }[];
  policies: { title: Spoken | null; level: string | null; url: string | null }[];
  cocreation: CocreationView[];
  consultations: { with: string | null; date: string | null; topic: Spoken | null; evidence: EvidenceView[] }[];
  submissions: SubmissionView[];
}

export interface CocreationView {
  title: Spoken | null;
  kind: string | null;
  period: string | null;
  url: string | null;
  residents: number | null;
  publicBodies: number | null;
  privateCompanies: number | null;
  organisations: number | null;
  result: Narrative | null;
  evidence: EvidenceView[];
}

export interface SubmissionView {
  to: string | null;
  date: string | null;
  revision: string | null;
  comments: { date: string | null; text: Spoken | null; response: Spoken | null; responseDate: string | null }[];
}

export interface FeedbackView {
  from: string | null;
  channel: string | null;
  date: string | null;
  text: Spoken | null;
  /** What changed for it. */
  change: Spoken | null;
  changed: boolean;
  /** Why nothing changed. */
  noChange: Spoken | null;
}

export interface NetworkingView {
  exchanges: {
    kind: string | null;
    date: string | null;
    role: string | null;
    with: Spoken[];
    network: string | null;
    cluster: Spoken | null;
    evidence: EvidenceView[];
  }[];
  alliances: {
    city: string | null;
    country: string | null;
    kind: string | null;
    since: string | null;
    purpose: Spoken | null;
  }[];
  events: {
    title: Spoken | null;
    kind: string | null;
    date: string | null;
    place: Spoken | null;
    status: string | null;
    invited: Spoken[];
    evidence: EvidenceView[];
  }[];
  practices: { title: Spoken | null; summary: Narrative | null; sharedWith: string[] }[];
  media: { title: Spoken | null; outlet: Spoken | null; date: string | null; url: string | null }[];
  clusters: { title: Spoken; role: string | null; representative: Spoken | null; term: string | null }[];
}

export interface LessonsView {
  lessons: Spoken[];
  suggestions: Spoken[];
}
