import type { Amount } from "../model/facts.ts";

/** Amounts of one currency have one scale, so that they add up as they are. */

/** As a message shows it: `1250.50 EUR`. */
export function money({ units, scale, currency }: Amount): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const cut = digits.length - scale;
  const fraction = /[1-9]/.test(digits.slice(cut)) ? `.${digits.slice(cut)}` : "";
  return `${units < 0n ? "-" : ""}${digits.slice(0, cut)}${fraction} ${currency}`;
}

/** The sum of amounts of one currency; null of none, or of several currencies. */
export function sum(amounts: readonly Amount[]): Amount | null {
  const [first] = amounts;
  if (!first || amounts.some(({ currency }) => currency !== first.currency)) return null;
  return { ...first, units: amounts.reduce((total, { units }) => total + units, 0n) };
}

export const difference = (a: Amount, b: Amount): Amount => ({ ...a, units: a.units - b.units });
