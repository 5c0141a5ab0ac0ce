import type { Choice, DatedText, EvidenceView, Narrative, PartyView, Share } from "./report-pieces.ts";
import type { Spoken } from "./words.ts";

/** What a report tells of a plan. Null is "not stated". */

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
