import type { ChartView } from "./chart.ts";
import type { CoverView, GlanceView, SummaryView } from "./report-cover.ts";
import type {
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
} from "./report-parts.ts";
import type {
  CommitteeView,
  FeedbackView,
  LessonsView,
  NetworkingView,
  ParticipationView,
  StudyView,
} from "./report-people.ts";
import type { ActionView, FundingView, IndicatorView, ObjectiveView, ReadjustmentView } from "./report-plan.ts";
import type { ChecklistView, FindingsList, SourcesView } from "./report-standing.ts";

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
