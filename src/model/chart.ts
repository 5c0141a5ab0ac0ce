import type { Spoken } from "./words.ts";

/**
 * A picture as geometry, in pixels and with one digit, mirrored already where the page reads from right to left. Texts are data:
 * whoever writes the picture escapes them, and cuts what is longer than its room.
 */
export interface ChartView {
  /** From 1, in the order of the page: its ids are made of it. */
  number: number;
  title: string;
  description: string;
  width: number;
  height: number;
  marks: Mark[];
  /** What the picture leaves out or cannot show. */
  notes: string[];
  /** The same data; null where the section has them in a table already. */
  table: ChartTable | null;
}

/** What a mark looks like: one name or several, each of which the style sheet knows. */
interface Seen {
  look: string;
}

export interface Box extends Seen {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A line, or a sign around the point it is moved to. */
export interface Outline extends Seen {
  /** Path data. */
  d: string;
  at: [x: number, y: number] | null;
}

export interface Label extends Seen, Spoken {
  x: number;
  y: number;
  /** How long it may be, in pixels. */
  room: number;
}

export type Mark = Box | Outline | Label;

export interface ChartTable {
  /** Over the names of the rows. */
  heading: string;
  columns: { label: string; numeric: boolean }[];
  rows: { name: Spoken; cells: { text: string | null; numeric: boolean }[] }[];
}

/** The score of one framework at one revision of the dossier. */
export interface ScoredRevision {
  framework: string;
  /** A tag or an abbreviated commit. */
  revision: string;
  /** ISO day. */
  date: string;
  /** 0 to 1; null where nothing was assessed. */
  score: number | null;
  /** "" where it is not known. */
  edition: string;
}
