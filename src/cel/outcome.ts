import type { Document } from "../model/dossier.ts";
import { type Phrase, phrase } from "../model/phrase.ts";

/** Why something is not counted: words of a pack, by language, or our own. */
export type Reason = Record<string, string> | Phrase;

/** A place that shows what an expression says. */
export interface Place {
  in: Document;
  at: string;
}

/** What an expression yields: 0 to 1, or null with the reason why it is not counted. */
export interface Outcome {
  value: number | null;
  places: Place[];
  reason?: Reason | undefined;
}

export const REASONS = {
  nothing: phrase("there is nothing yet to take a share of"),
  unknown: phrase("the figures that it rests on are not stated"),
  late: phrase("the expression took too long and was stopped"),
  null: phrase("the expression gives no value"),
} satisfies Record<string, Reason>;

export const within01 = (value: number): number => Math.min(1, Math.max(0, value));
