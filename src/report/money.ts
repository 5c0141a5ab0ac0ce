import type { Sound } from "../model/dossier.ts";
import type { Amount } from "../model/facts.ts";
import type { Money } from "../model/kinds.gen.ts";

/** A stated amount with the decimals it is written with; null where it is not stated in full. */
export function amountOf(money: Sound<Money> | undefined): Amount | null {
  if (money?.amount === undefined || money.currency === undefined) return null;
  const match = /^(\d+)(?:\.(\d+))?(?:e\+?(\d{1,3}))?$/i.exec(String(money.amount));
  if (match === null) return null;
  const [, whole = "", decimals = "", exponent = "0"] = match;
  const scale = decimals.length - Number(exponent);
  const units = BigInt(whole + decimals) * 10n ** BigInt(Math.max(0, -scale));
  return { units, scale: Math.max(0, scale), currency: money.currency };
}

/** The exact sums by currency. */
export function sums(amounts: Iterable<Amount | null>): Map<string, Amount> {
  const found = new Map<string, Amount>();
  for (const amount of amounts) {
    if (amount === null) continue;
    const before = found.get(amount.currency);
    found.set(amount.currency, before === undefined ? amount : added(before, amount));
  }
  return found;
}

function added(a: Amount, b: Amount): Amount {
  const scale = Math.max(a.scale, b.scale);
  const units = ({ units, scale: own }: Amount): bigint => units * 10n ** BigInt(scale - own);
  return { units: units(a) + units(b), scale, currency: a.currency };
}
