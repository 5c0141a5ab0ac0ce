import type { Choice, DatedText, EvidenceView, Narrative, PartyView, Share } from "./report-pieces.ts";
import type { ItemView } from "./report-standing.ts";
import type { Spoken } from "./words.ts";

/** The parts of a report that one network asks for, beside those that every network does. Null is "not stated". */

/** How many words a text has, where its section has a limit. */
export interface WordCount {
  count: number;
  limit: number;
  over: boolean;
}

/** A section of a network's form: what the reports answer there, and what the dossier has to show for it. */
export interface SectionView {
  id: string;
  title: Spoken;
  /** How many words the form takes. */
  limit: number | null;
  /** The newest report first. */
  texts: SectionText[];
  items: ItemView[];
  /** Those that count for one of the items. */
  actions: ActionLine[];
  /** Those that the actions name. */
  indicators: IndicatorLine[];
}

export interface SectionText {
  title: string;
  period: string | null;
  text: Narrative;
  words: WordCount | null;
}

/** An action in one line. */
export interface ActionLine {
  number: string;
  title: Spoken | null;
  status: Choice | null;
  progress: Share | null;
  dates: string | null;
}

/** An indicator in one line. */
export interface IndicatorLine {
  title: Spoken | null;
  unit: Spoken | null;
  baseline: DatedText | null;
  latest: DatedText | null;
  target: DatedText | null;
}

/** Who sits on a committee, without their names. */
export interface BodyView {
  name: Spoken | null;
  type: string | null;
  /** In office on the day. */
  members: number;
  sectors: string[];
  meetingsHeld: number;
}

export interface PartnerView extends PartyView {
  kind: string | null;
  expertise: Spoken[];
}

/** A group that actions are for. */
export interface ReachView {
  group: string;
  marginalised: boolean;
  actions: number;
  /** Of those, the ones that are under way or completed. */
  reached: number;
}

/** What is cheapest to do for an item that the dossier does not show in full. */
export interface MendView {
  id: string;
  item: Spoken;
  level: string;
  mend: Spoken;
  effort: string | null;
}

export interface PrincipleView {
  number: number;
  edition: string;
  title: Spoken | null;
  actions: ActionLine[];
}

/** An objective of the network with what the city's actions do for it. */
export interface AimView {
  title: Spoken;
  items: { id: string; title: Spoken; status: Choice }[];
  actions: ActionLine[];
}

/** A network's day in one year of the plan. */
export interface DayView {
  date: string;
  events: { title: Spoken | null; kind: string | null; status: string | null; place: Spoken | null }[];
  actions: ActionLine[];
}

/** All of a report that fits on one printed page. */
export interface SheetView {
  /** What the newest report says in short, else the plan. */
  summary: Narrative | null;
  scores: { title: Spoken; score: Share | null; complete: number; applicable: number }[];
  moreScores: number;
  money: { currency: string; budget: string | null; secured: string | null; spent: string | null }[];
  moreMoney: number;
  /** Milestones whose day has passed. */
  overdue: number;
  /** Milestones to come, and the actions that they belong to. */
  next: { date: string; what: Spoken | null; of: Spoken | null }[];
  moreNext: number;
  toDo: MendView[];
  moreToDo: number;
}

/** Of a checklist's own account of an item. */
export interface AccountView {
  note: Spoken | null;
  date: string | null;
  responsible: PartyView | null;
  evidence: EvidenceView[];
}
