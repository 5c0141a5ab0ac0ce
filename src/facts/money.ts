import type { Sound } from "../model/dossier.ts";
import type { Amount } from "../model/facts.ts";
import type { Money } from "../model/kinds.gen.ts";

/** Decimals of the currencies of ISO 4217 that do not have two. */
const decimals = new Map<string, number>([
  ...[
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "UYI",
    "VND",
    "VUV",
    "XAF",
    "XOF",
  ].map((code): [string, number] => [code, 0]),
  ["XPF", 0],
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code): [string, number] => [code, 3]),
  ["CLF", 4],
  ["UYW", 4],
]);

/** A number or decimal string as digits × 10^-scale, which may be below 0; numbers by their shortest decimal text. */
function decimal(amount: number | string): { digits: bigint; scale: number } | null {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d{1,3}))?$/.exec(String(amount));
  if (!match) return null;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  return { digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

/** Exact, at the scale of its currency, so that amounts of one currency add up as they are; null where it has more decimals. */
export function amountOf(money: Sound<Money> | undefined): Amount | null {
  if (money?.amount === undefined || money.currency === undefined) return null;
  const value = decimal(money.amount);
  if (!value) return null;
  const scale = decimals.get(money.currency) ?? 2;
  if (value.scale <= scale)
    return { units: value.digits * 10n ** BigInt(scale - value.scale), scale, currency: money.currency };
  const surplus = 10n ** BigInt(value.scale - scale);
  return value.digits % surplus === 0n ? { units: value.digits / surplus, scale, currency: money.currency } : null;
}

/** The sums, one per currency, in the order in which the currencies come. */
export function sums(amounts: readonly (Amount | null)[]): Amount[] {
  const totals = new Map<string, Amount>();
  for (const amount of amounts)
    if (amount)
      totals.set(amount.currency, { ...amount, units: (totals.get(amount.currency)?.units ?? 0n) + amount.units });
  return [...totals.values()];
}

/** How much of a whole a part is; NaN without a whole, or in several currencies. Never 1 where the part falls short. */
export function share(part: readonly Amount[], whole: readonly Amount[]): number {
  const [total] = whole;
  if (!total || whole.length > 1 || total.units === 0n) return Number.NaN;
  const some = part.filter((amount) => amount.units > 0n);
  if (some.some((amount) => amount.currency !== total.currency)) return Number.NaN;
  const units = some[0]?.units ?? 0n;
  const fraction = Number(units) / Number(total.units);
  return units < total.units && fraction >= 1 ? 1 - Number.EPSILON : fraction;
}
