import type { Document } from "../model/dossier.ts";

/** A text by language. */
export type Said = Record<string, string>;

/** A place that shows what an expression says. */
export interface Place {
  in: Document;
  at: string;
}

/** What an expression yields: 0 to 1, or null with the reason why it is not counted. */
export interface Outcome {
  value: number | null;
  places: Place[];
  reason?: Said;
}

export const REASONS = {
  nothing: { en: "there is nothing yet to take a share of", pt: "ainda não há nada de que tirar uma parte" },
  unknown: { en: "the figures that it rests on are not stated", pt: "os números de que depende não estão indicados" },
  late: { en: "the expression took too long and was stopped", pt: "a expressão demorou demasiado e foi parada" },
  null: { en: "the expression gives no value", pt: "a expressão não dá valor" },
} satisfies Record<string, Said>;

export const within01 = (value: number): number => Math.min(1, Math.max(0, value));
