/** How far a dossier shows what a framework's items ask for. */

/** A place that demonstrates a criterion. */
export interface Cited {
  file: string;
  pointer: string;
  line: number;
}

export interface CriterionScore {
  id: string;
  label: string;
  /** 0 to 1; null where it is not counted, with the reason. */
  value: number | null;
  weight: number;
  reason?: string;
  evidence: Cited[];
  /** The files of what shows it, which are known without looking for places in them. */
  readonly files: ReadonlySet<string>;
  /** What would raise it, in words, where the pack says so. */
  mend?: string;
  effort?: "record" | "agree" | "carry-out";
}

export type ItemStatus = "complete" | "partial" | "missing" | "not-assessable" | "not-applicable" | "waived";

export interface ItemScore {
  id: string;
  title: string;
  level: "required" | "recommended" | "voluntary";
  status: ItemStatus;
  /** The status in the city's own checklist. */
  declared: string | null;
  /** The weighted mean of the criteria that are counted, 0 to 1. */
  demonstrated: number | null;
  /** Why it is not applicable, waived or not assessable. */
  reason?: string;
  criteria: CriterionScore[];
  area: string;
}

export interface AreaScore {
  id: string;
  title: string;
  score: number | null;
}

/** One framework of one membership. */
export interface ScoreCard {
  id: string;
  title: string;
  edition?: string;
  role: string;
  /** The plan that is assessed. */
  plan: string | null;
  /** 0 to 1; null where nothing counts. */
  score: number | null;
  complete: number;
  applicable: number;
  areas: AreaScore[];
  items: ItemScore[];
}
