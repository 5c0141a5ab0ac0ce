import type { ChartView } from "./chart.ts";
import type {
  AccountView,
  ActionLine,
  AimView,
  BodyView,
  DayView,
  MendView,
  PartnerView,
  PrincipleView,
  ReachView,
  SectionText,
  SectionView,
  SheetView,
  WordCount,
} from "./report-parts.ts";
import type { Spoken } from "./words.ts";

/** A report that can be asked for: what its template says of itself. */
export interface ReportTemplate {
  id: string;
  /** What the report is called on its cover, in English. */
  title: string;
  /** One line for a list, in English. */
  about: string;
  /** The frameworks of its network, the first before the others; none where it is for every network. */
  frameworks: readonly string[];
  formats: readonly string[];
  /** The parts of the view that it shows. */
  parts: readonly string[];
}

/**
 * What a report says, in one language and ready to be shown: the templates only lay it out. Null is "not stated"; a number is
 * a count. A public view holds no personal detail that its owner has not released.
 */
export interface ReportView {
  /** The template that lays it out, by its id. */
  template: string;
  /** What the report is called. */
  title: string;
  tool: { name: string; version: string };
  /** ISO day of assessment. */
  asOf: string;
  /** Of the labels; a text in another language says so itself. */
  language: string;
  direction: "ltr" | "rtl";
  public: boolean;
  /** The newest report, or the plan itself, is still a draft. */
  draft: boolean;
  cover: CoverView;
  summary: SummaryView;
  glance: GlanceView;
  timeline: ChartView | null;
  objectives: ObjectiveView[];
  indicatorsChart: ChartView | null;
  indicators: IndicatorView[];
  governance: CommitteeView[];
  participation: ParticipationView;
  feedback: FeedbackView[];
  readjustment: ReadjustmentView;
  spending: ChartView | null;
  funding: FundingView;
  networking: NetworkingView;
  lessons: LessonsView;
  checklists: ChecklistView[];
  findings: FindingsList;
  sources: SourcesView;
  /** What the dossier lacks for this report, in sentences. */
  notices: string[];
  /** Section id → section, of the frameworks' forms. */
  sections: Record<string, SectionView>;
  /** Texts of the reports that belong to none of the sections. */
  otherTexts: SectionText[];
  bodies: BodyView[];
  partners: PartnerView[];
  reach: ReachView[];
  studies: StudyView[];
  /** The cheapest first. */
  toDo: MendView[];
  aims: AimView[];
  principles: PrincipleView[];
  /** Actions that have begun and serve the network. */
  experiences: ActionView[];
  /** Whether the labels are in a language that the network's data bank takes. */
  bankLanguage: boolean;
  days: DayView[];
  sheet: SheetView;
}

/** A longer text of the dossier. */
export interface Narrative {
  markdown: string;
  lang: string | null;
}

/** A share with a bar's length and how it is written; the text alone may pass 100 %. */
export interface Share {
  /** 0 to 1. */
  fraction: number;
  text: string;
}

/** A value of one of the format's enums with its label. */
export interface Choice {
  value: string;
  label: string;
}

export interface PartyView {
  name: Spoken;
  sector: string | null;
}

export interface EvidenceView {
  title: Spoken | null;
  kind: string | null;
  date: string | null;
  /** A path in the dossier; null where it is on the web. */
  path: string | null;
  /** https only. */
  url: string | null;
}

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

export interface ObjectiveView {
  /** 1, 2, …; null for the actions that belong to no known objective. */
  number: number | null;
  title: Spoken | null;
  /** Where the report covers several plans. */
  plan: Spoken | null;
  horizon: string | null;
  items: string[];
  keyFeatures: string[];
  sdgs: string[];
  actions: ActionView[];
}

export interface ActionView {
  number: string;
  /** What a link to it leads to in a page. */
  anchor: string;
  title: Spoken | null;
  description: Narrative | null;
  status: Choice | null;
  progress: Share | null;
  type: string | null;
  engagement: string | null;
  lead: PartyView | null;
  partners: PartyView[];
  audience: string[];
  start: string | null;
  end: string | null;
  ongoing: boolean;
  /** From when to when, in words. */
  dates: string | null;
  items: string[];
  sdgs: string[];
  principles: string[];
  milestones: { title: Spoken | null; due: string | null; done: string | null; overdue: boolean }[];
  budget: string | null;
  budgetSources: { name: Spoken; amount: string | null }[];
  earmarked: string[];
  spent: string | null;
  /** What the reports tell of it, oldest first. */
  accounts: { period: string | null; text: Narrative }[];
  evidence: EvidenceView[];
}

export interface DatedText {
  value: string;
  date: string | null;
}

export interface IndicatorView {
  title: Spoken | null;
  plan: Spoken | null;
  type: string | null;
  unit: Spoken | null;
  baseline: DatedText | null;
  target: DatedText | null;
  latest: DatedText | null;
  /** An arrow and the word beside it. */
  trend: (Choice & { arrow: string }) | null;
  progress: Share | null;
  onTrack: boolean | null;
  /** Null where the place on the way is unknown. */
  pace: string | null;
  ratio: { numerator: Spoken | null; denominator: Spoken | null } | null;
  verification: Spoken | null;
  source: Spoken | null;
  every: number | null;
  disaggregation: Spoken[];
  notes: { date: string | null; text: Spoken }[];
}

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

export interface ReadjustmentView {
  strategies: { plan: Spoken | null; strategy: Narrative | null; every: number | null }[];
  entries: {
    date: string | null;
    reason: Spoken | null;
    change: Spoken | null;
    affects: Spoken[];
    decidedAt: string | null;
    feedback: Spoken | null;
  }[];
}

export interface FundingView {
  sources: {
    name: Spoken | null;
    type: string | null;
    kind: string | null;
    status: string | null;
    amount: string | null;
    year: string | null;
    earmarked: string[];
  }[];
  totals: {
    currency: string;
    sought: string | null;
    pledged: string | null;
    secured: string | null;
    total: string;
  }[];
  contributions: { option: string | null; kind: string | null; amount: string | null; date: string | null }[];
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

export interface ChecklistView extends CoverScore {
  /** Of the framework. */
  id: string;
  /** Of the city's own account. */
  declaredOn: string | null;
  areasChart: ChartView | null;
  history: ChartView | null;
  areas: { title: Spoken; score: Share | null; items: ItemView[] }[];
}

export interface ItemView {
  id: string;
  title: Spoken;
  level: string;
  status: Choice;
  declared: string | null;
  /** The city says done and the dossier does not show it. */
  contradicted: boolean;
  demonstrated: Share | null;
  reason: Spoken | null;
  /** What the checklist says of it beside its status. */
  account: AccountView;
  /** The documents that show it, from the dossier's folder on. */
  files: string[];
  /** The actions of the plans that count for it. */
  actions: ActionLine[];
  /** What is cheapest to do for it; null where nothing is missing. */
  cheapest: MendView | null;
  criteria: {
    label: Spoken;
    share: Share | null;
    reason: string | null;
    /** `file:line`. */
    evidence: string[];
    /** How many more places show it. */
    more: number;
    mend: Spoken | null;
  }[];
}

export interface FindingsList {
  errors: number;
  warnings: number;
  entries: {
    severity: Choice;
    message: string;
    place: string | null;
    /** `file:line`. */
    at: string;
    help: string | null;
    rule: string;
    item: string | null;
  }[];
}

export interface SourcesView {
  files: { file: string; sha256: string | null }[];
  packs: { title: Spoken; edition: string | null; source: string | null }[];
}
