import type { Amount } from "../model/facts.ts";
import type { Said } from "../model/phrase.ts";

/** Amounts of one currency have one scale, so that they add up as they are. */

/** As a message shows it. */
export const money = (amount: Amount): Said => ({ amount });

/** The sum of amounts of one currency; null of none, or of several currencies. */
export function sum(amounts: readonly Amount[]): Amount | null {
  const [first] = amounts;
  if (!first || amounts.some(({ currency }) => currency !== first.currency)) return null;
  return { ...first, units: amounts.reduce((total, { units }) => total + units, 0n) };
}

export const difference = (a: Amount, b: Amount): Amount => ({ ...a, units: a.units - b.units });
