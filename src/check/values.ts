import { phrase, type Said } from "../model/phrase.ts";
import type { IndicatorFact, MeasuredValue } from "../model/facts.ts";

/** The least and the most that a value can be; reached counts as 1, not reached as 0. Infinite where only a bound is known. */
export function rangeOf({ number, reached, bound, limit }: MeasuredValue): { least: number; most: number } {
  if (bound === "atLeast") return { least: limit, most: Number.POSITIVE_INFINITY };
  if (bound === "atMost") return { least: Number.NEGATIVE_INFINITY, most: limit };
  const value = reached === null ? number : Number(reached);
  return { least: value, most: value };
}

/** As a message shows it. */
export function shown({ number, reached, bound, limit }: MeasuredValue): Said {
  if (bound === "atLeast") return phrase("at least {limit}", { limit });
  if (bound) return phrase("at most {limit}", { limit });
  return reached === null ? number : String(reached);
}

/** Which way is better: as the indicator says, else from its baseline to its target; "" if that is unknown too. */
export function wayOf({ direction, baseline, target }: IndicatorFact): string {
  if (direction !== "" || !target) return direction;
  if (target.reached !== null) return target.reached ? "increase" : "decrease";
  if (target.bound) return target.bound === "atLeast" ? "increase" : "decrease";
  const from = baseline?.number ?? Number.NaN;
  if (target.number > from) return "increase";
  return target.number < from ? "decrease" : "";
}
