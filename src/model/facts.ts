import type { Document } from "./dossier.ts";

/**
 * What follows from a dossier on the day of assessment: every "current", "held", "due" and "under way" is decided here, once.
 * A field that the dossier does not state is "" for text and days, [] for lists, false for statements, NaN for numbers.
 * Each thing knows the place it was read from.
 */

/** An ISO day, `2026-03-31`; "" where none is stated. Days compare as strings. */
export type Day = string;

export interface Thing {
  in: Document;
  /** JSON pointer. */
  at: string;
}

/** Exact money: amount × 10^-scale of a currency. */
export interface Amount {
  units: bigint;
  scale: number;
  currency: string;
}

export interface PartyFact {
  /** "" for a free name. */
  id: string;
  name: string;
  sector: string;
  /** Whether it is an id that the dossier knows, or a free name. */
  known: boolean;
  kind: "member" | "partner" | "alliance" | "named" | "unknown";
}

export interface CityFact extends Thing {
  name: string;
  names: string[];
  country: string;
  region: string;
  website: string;
  languages: string[];
}

export interface ClusterFact extends Thing {
  id: string;
  /** Title as in the pack, for one of today's clusters; else "". */
  title: string;
  /** One of the pack's clusters of today. */
  known: boolean;
  role: string;
  representative: string;
  start: Day;
  end: Day;
  /** The term's start, else the membership's since. */
  dated: Day;
  /** Calendar years of the term that have begun by the day. */
  years: string[];
}

export interface MembershipFact extends Thing {
  framework: string;
  role: string;
  since: Day;
  until: Day;
  /** No `until`, or it has not passed; and `since` not in the future. */
  current: boolean;
  networks: string[];
  /** Of `networks`, those that the pack lists as being at work. */
  networksAtWork: string[];
  clusters: ClusterFact[];
}

export interface AllianceFact extends Thing {
  id: string;
  city: string;
  country: string;
  region: string;
  kind: string;
  since: Day;
  abroad: boolean;
}

export interface PartnerFact extends Thing {
  id: string;
  name: string;
  sector: string;
  kind: string;
  /** In lower case, every language of each. */
  expertise: string[];
}

export interface CommitteeFact extends Thing {
  id: string;
  type: string;
  /** Current members. */
  seats: number;
}

export interface MemberFact extends Thing {
  id: string;
  name: string;
  committee: string;
  committeeType: string;
  roles: string[];
  sector: string;
  gender: string;
  start: Day;
  end: Day;
  current: boolean;
  responsibilities: string[];
  /** In lower case, every language of each. */
  expertise: string[];
  represents: string[];
}

export interface ResearchTeamFact extends Thing {
  committee: string;
  committeeType: string;
  lead: string;
  leadIsCurrent: boolean;
  documentation: number;
}

export interface StudyFact extends Thing {
  id: string;
  kind: string;
  status: string;
  hasEvidence: boolean;
}

export interface MeetingFact extends Thing {
  id: string;
  committee: string;
  committeeType: string;
  type: string;
  date: Day;
  year: string;
  status: string;
  /** Status held and dated up to the day. */
  held: boolean;
  online: boolean;
  topics: string[];
  attendance: string[];
  /** Members whose term includes the meeting's date. */
  members: number;
  decisions: number;
  minuted: boolean;
}

export interface PlanFact extends Thing {
  id: string;
  /** Every language. */
  titles: string[];
  /** A title of its own, up to 80 characters, beyond "action plan", its kind of words and the city's name. */
  ownTitle: boolean;
  frameworks: string[];
  status: string;
  start: Day;
  end: Day;
  /** Whole months of the period when it is whole months to the day, else NaN. */
  months: number;
  /** The last day of two years from its start. */
  twoYearsEnd: Day;
  begun: boolean;
  ended: boolean;
  /** Calendar years of the period that have begun, as text. */
  yearsBegun: string[];
  /** Those that have ended. */
  yearsEnded: string[];
  hasCharter: boolean;
  /** Entries of the audience of its reports. */
  audience: number;
  strategy: boolean;
  /** Months; NaN if not stated. */
  reviewEvery: number;
  /** The sum of the budgets of uncancelled actions, per currency. */
  budget: Amount[];
  /** Secured sources over the budget; NaN without a budget or in several currencies. */
  securedShare: number;
  /** Secured and pledged sources over the budget; NaN as above. */
  pledgedShare: number;
}

export interface IssueFact extends Thing {
  id: string;
  plan: string;
  raisedBy: PartyFact[];
  raisedByNamed: boolean;
  raisedByGovernment: boolean;
}

export interface StocktakeFact extends Thing {
  plan: string;
  sector: string;
}

export interface PolicyFact extends Thing {
  plan: string;
  level: string;
}

export interface ObjectiveFact extends Thing {
  id: string;
  plan: string;
  horizon: string;
  items: string[];
  keyFeatures: string[];
  /** Its own, and those of its actions. */
  indicators: string[];
  /** Whether it names an indicator itself that exists. */
  measured: boolean;
  /** An indicator of its own with a baseline and a target. */
  measurable: boolean;
  /** Uncancelled actions. */
  actions: number;
}

export interface MilestoneFact extends Thing {
  id: string;
  title: string;
  due: Day;
  done: Day;
}

/** What an action's budget takes from a source. */
export interface DrawFact extends Thing {
  source: string;
  amount: Amount | null;
}

export interface ActionFact extends Thing {
  id: string;
  title: string;
  plan: string;
  objective: string;
  /** Items it names, and those that it counts for by the crosswalk. */
  items: string[];
  /** Items it names itself. */
  ownItems: string[];
  type: string;
  lead: PartyFact;
  /** The lead is a current member or a named organisation (a partner, an alliance or a free name). */
  led: boolean;
  partners: PartyFact[];
  /** An alliance, that is another city, is among its partners. */
  withCity: boolean;
  /** A stakeholder outside the local government, another city apart, is its lead or partner. */
  withStakeholders: boolean;
  /** Regions of the alliances among its partners. */
  partnerRegions: string[];
  /** A partner of kind technical is among its partners. */
  withTechnicalPartner: boolean;
  /** A member, partner or free name of the media sector is its lead or partner. */
  withMedia: boolean;
  audience: string[];
  start: Day;
  /** Its own end, or the plan's where it is ongoing. */
  end: Day;
  ongoing: boolean;
  /** As the plan or the newest report has it, whichever is newer. */
  status: string;
  /** The report's entry that the status comes from, if any. */
  statusFrom: Thing | null;
  /** From the newest report that tells it, 0 to 100; NaN if none. */
  progress: number;
  underWay: boolean;
  completed: boolean;
  cancelled: boolean;
  /** Its end has come by the day and it is not cancelled. */
  due: boolean;
  milestones: MilestoneFact[];
  /** Evidence of the action, in the plan or in a report. */
  hasEvidence: boolean;
  evidenceKinds: string[];
  budgeted: boolean;
  budget: Amount | null;
  draws: DrawFact[];
  spent: Amount | null;
  /** Groups that its budget is earmarked for. */
  earmarked: string[];
  indicators: string[];
  /** One of its indicators has a target. */
  targeted: boolean;
}

/** A value with its day: a number, reached or not, or a bound. */
export interface MeasuredValue {
  /** NaN where it is not a plain number. */
  number: number;
  reached: boolean | null;
  bound: "atLeast" | "atMost" | null;
  /** The number of the bound; NaN where there is none. */
  limit: number;
  date: Day;
}

export interface MeasurementFact extends Thing, MeasuredValue {
  indicator: string;
  report: string;
}

export interface IndicatorFact extends Thing {
  id: string;
  title: string;
  plan: string;
  type: string;
  direction: string;
  every: number;
  baseline: MeasuredValue | null;
  target: MeasuredValue | null;
  hasBaseline: boolean;
  hasTarget: boolean;
  hasVerification: boolean;
  /** Up to the day, oldest first; the baseline is none of them. */
  measurements: MeasurementFact[];
  measured: boolean;
  /** Measured within its interval before the day; without an interval, measured at all. */
  onTime: boolean;
  /** An interval has passed since the plan began or since the baseline, so that a measurement is owed. */
  owed: boolean;
  /** Way from baseline to target that the latest value has gone; negative for a regression; NaN if unknown. */
  progress: number;
  /** Where a straight line from baseline to target would be on the day of the latest value; NaN if unknown. */
  expected: number;
}

export interface CocreationFact extends Thing {
  id: string;
  plan: string;
  kind: string;
  digital: boolean;
  dialogue: boolean;
  start: Day;
  end: Day;
  /** Begun by the day, or undated. */
  openOrHeld: boolean;
  residents: number;
  publicBodies: number;
  privateCompanies: number;
  organisations: number;
}

export interface ConsultationFact extends Thing {
  plan: string;
  with: string;
  date: Day;
}

export interface SubmissionFact extends Thing {
  plan: string;
  to: string;
  date: Day;
}

export interface CommentFact extends Thing {
  plan: string;
  id: string;
  to: string;
  date: Day;
  answered: boolean;
}

export interface SourceFact extends Thing {
  id: string;
  name: string;
  plan: string;
  /** The sector of the giver. */
  type: string;
  kind: string;
  status: string;
  amount: Amount | null;
  earmarked: string[];
}

export interface ContributionFact extends Thing {
  plan: string;
  option: string;
  kind: string;
  date: Day;
}

export interface ReadjustmentFact extends Thing {
  id: string;
  plan: string;
  date: Day;
  affects: string[];
  feedback: string;
}

export interface EventFact extends Thing {
  id: string;
  plan: string;
  kind: string;
  date: Day;
  year: string;
  status: string;
  /** Status held and dated up to the day. */
  held: boolean;
  /** Status planned, with a date inside the plan's period. */
  planned: boolean;
  invitedCities: number;
}

export interface ReportFact extends Thing {
  id: string;
  plan: string;
  start: Day;
  end: Day;
  date: Day;
  status: string;
  published: boolean;
  lessons: number;
  suggestions: number;
  /** The newest of its dossier by date, then by period. */
  latest: boolean;
}

/** One reporting period of a plan. */
export interface DueReportFact extends Thing {
  plan: string;
  start: Day;
  end: Day;
  due: Day;
  /** The day it is due has passed or is the day of assessment. */
  isDue: boolean;
  /** The report that covers it, "" if none. */
  report: string;
  covered: boolean;
}

export interface ReportActionFact extends Thing {
  report: string;
  plan: string;
  action: string;
  status: string;
  progress: number;
  spent: Amount | null;
  hasEvidence: boolean;
  /** The day of its report. */
  date: Day;
  /** What the plan's report before tells of the same action. */
  before: ReportActionFact | null;
}

export interface FeedbackFact extends Thing {
  id: string;
  report: string;
  plan: string;
  from: string;
  channel: string;
  date: Day;
  answered: boolean;
}

export interface GoodPracticeFact extends Thing {
  id: string;
  report: string;
  sharedWith: string[];
}

export interface ExchangeFact extends Thing {
  id: string;
  report: string;
  kind: string;
  date: Day;
  year: string;
  role: string;
  network: string;
  cluster: string;
}

export interface MediaFact extends Thing {
  report: string;
}

/** A dated activity: an action's start or end, a meeting, an event, an exchange. */
export interface ActivityFact extends Thing {
  date: Day;
  year: string;
}

export interface ChecklistFact extends Thing {
  framework: string;
  date: Day;
  /** item → what the city declares. */
  items: Map<string, Thing & { status: string; reason: string }>;
}

export interface Facts {
  day: Day;
  year: string;
  city: CityFact | null;
  memberships: MembershipFact[];
  alliances: AllianceFact[];
  partners: PartnerFact[];
  committees: CommitteeFact[];
  members: MemberFact[];
  researchTeams: ResearchTeamFact[];
  studies: StudyFact[];
  meetings: MeetingFact[];
  plans: PlanFact[];
  issues: IssueFact[];
  stocktake: StocktakeFact[];
  policies: PolicyFact[];
  objectives: ObjectiveFact[];
  actions: ActionFact[];
  indicators: IndicatorFact[];
  cocreation: CocreationFact[];
  consultations: ConsultationFact[];
  submissions: SubmissionFact[];
  comments: CommentFact[];
  sources: SourceFact[];
  contributions: ContributionFact[];
  readjustments: ReadjustmentFact[];
  events: EventFact[];
  reports: ReportFact[];
  dueReports: DueReportFact[];
  reportActions: ReportActionFact[];
  measurements: MeasurementFact[];
  feedback: FeedbackFact[];
  goodPractices: GoodPracticeFact[];
  exchanges: ExchangeFact[];
  media: MediaFact[];
  activities: ActivityFact[];
  /** The newest of each framework. */
  checklists: Map<string, ChecklistFact>;
  /** id → member, partner or alliance. */
  parties: Map<string, PartyFact & Thing>;
  /** framework → the plan that is assessed for it on the day; null if there is none. */
  planOf: Map<string, PlanFact | null>;
}
