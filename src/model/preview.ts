import type { Severity } from "./diagnostic.ts";

/** A report as its writer sees it: the page, and what is found beside the section that it concerns. */
export interface PreviewView {
  /** The report as an HTML page. */
  page: string;
  notes: PreviewNote[];
  /** Why there is no report to show. */
  failed?: string;
}

export interface PreviewNote {
  /** Ids of elements of the page beside which it may stand, the best one first. None: above the report. */
  beside: string[];
  severity: Severity;
  message: string;
  help: string | null;
  rule: string;
  /** By ids; "" where it is about a whole file. */
  place: string;
  /** `plan.yaml:31` */
  at: string;
}
