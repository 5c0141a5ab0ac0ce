import type { WordCount } from "./report-parts.ts";
import type { Choice, EvidenceView, Narrative, PartyView, Share } from "./report-pieces.ts";
import type { Spoken } from "./words.ts";

/** What stands at the beginning of a report. Null is "not stated". */

export interface CoverView {
  city: Spoken;
  country: string | null;
  mayor: string | null;
  website: string | null;
  plans: PlanView[];
  period: string | null;
  memberships: MembershipView[];
  scores: CoverScore[];
  day: string;
}

export interface PlanView {
  title: Spoken;
  status: string | null;
  period: string | null;
  frameworks: Spoken[];
}

export interface MembershipView {
  framework: Spoken;
  role: string | null;
  since: string | null;
  until: string | null;
  networks: string[];
}

export interface CoverScore {
  title: Spoken;
  role: string;
  edition: string | null;
  score: Share | null;
  complete: number;
  applicable: number;
}

export interface SummaryView {
  plans: { title: Spoken; vision: Narrative | null; summary: Narrative | null; charter: EvidenceView[] }[];
  reports: ReportText[];
}

export interface ReportText {
  period: string | null;
  date: string | null;
  status: string | null;
  author: PartyView | null;
  published: string | null;
  summary: Narrative | null;
  summaryWords: WordCount | null;
  challenges: Narrative | null;
  challengesWords: WordCount | null;
  sections: { title: string; text: Narrative; words: WordCount | null }[];
}

export interface GlanceView {
  actions: number;
  completed: number;
  underWay: number;
  statuses: (Choice & { count: number; share: Share })[];
  average: Share | null;
  /** Of how many uncancelled actions the progress is stated, and how many there are. */
  progressStated: number;
  progressOf: number;
  indicators: number;
  /** Those whose place on the way to the target is known, and those of them that keep up. */
  judged: number;
  onTrack: number;
  reportsDue: number;
  reportsPresent: number;
  meetingsHeld: number;
  milestones: number;
  milestonesDone: number;
  money: { currency: string; budget: string | null; secured: string | null; spent: string | null }[];
}
