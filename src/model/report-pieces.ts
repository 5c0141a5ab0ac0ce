import type { Spoken } from "./words.ts";

/** What the parts of a report are made of. Null is "not stated". */

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

export interface DatedText {
  value: string;
  date: string | null;
}
