import type { ChartView } from "./chart.ts";
import type { CoverScore } from "./report-cover.ts";
import type { AccountView, ActionLine, MendView } from "./report-parts.ts";
import type { Choice, Share } from "./report-pieces.ts";
import type { Spoken } from "./words.ts";

/** What a report tells of checklists, findings and its own sources. Null is "not stated". */

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
