import { phrase } from "../model/phrase.ts";
import type { Misfit } from "./conform.ts";
import { escaped } from "./navigate.ts";

/** Currencies whose smallest unit is not the hundredth. Source: ISO 4217. */
const decimals: ReadonlyMap<string, number> = new Map([
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
    "XPF",
  ].map((currency): [string, number] => [currency, 0]),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((currency): [string, number] => [currency, 3]),
  ...["CLF", "UYW"].map((currency): [string, number] => [currency, 4]),
]);

/** A mapping or list on the way through a value. Hardly any has a fault: only then is its pointer made. */
interface Step {
  here: object;
  around: Step | undefined;
  key: string;
}

function pointerTo(step: Step): string {
  const parts: string[] = [];
  for (let { around, key } = step; around; { around, key } = around) parts.unshift(escaped(key));
  return parts.map((part) => `/${part}`).join("");
}

/** Whether something is an amount with its currency: what is no amount at all is told by the schema. */
const isMoney = (one: { amount?: unknown; currency?: unknown }): one is { amount: number | string; currency: string } =>
  (typeof one.amount === "number" || typeof one.amount === "string") && typeof one.currency === "string";

const allowedIn = (currency: string) => decimals.get(currency) ?? 2;

// Three digits behind the point are mostly thousands, and no cents.
const areThousands = (source: string, allowed: number) => allowed < 3 && /^[1-9][0-9]{0,2}\.[0-9]{3}$/.test(source);

function hasTooMany(amount: number | string, allowed: number): boolean {
  if (typeof amount === "number" && Number.isInteger(amount)) return false;
  const text = String(amount);
  if (typeof amount === "number" && text.includes("e-")) return true;
  return (/^[0-9]+\.([0-9]+)$/.exec(text)?.[1]?.replace(/0+$/, "").length ?? 0) > allowed;
}

/** Whether any amount may be at fault. Most documents have none that is, and their values need not be followed by their ways. */
function mayHaveFault(here: object, isWritten: boolean): boolean {
  if (Array.isArray(here)) {
    for (const below of here as unknown[])
      if (typeof below === "object" && below !== null && mayHaveFault(below, isWritten)) return true;
    return false;
  }
  if (isMoney(here)) {
    const allowed = allowedIn(here.currency);
    if (isWritten || hasTooMany(here.amount, allowed) || areThousands(String(here.amount), allowed)) return true;
  }
  for (const key of Object.keys(here)) {
    const below = (here as Record<string, unknown>)[key];
    if (typeof below === "object" && below !== null && mayHaveFault(below, isWritten)) return true;
  }
  return false;
}

/**
 * Amounts with more decimals than their currency has: no schema can say that, and no sum of them would be money. `written` holds, by their
 * pointers, the numbers that a text writes otherwise.
 */
export function moneyFaults(value: unknown, written: ReadonlyMap<string, string>): Misfit[] {
  if (typeof value !== "object" || value === null || !mayHaveFault(value, written.size > 0)) return [];
  const found: Misfit[] = [];
  const stack: Step[] = [{ here: value, around: undefined, key: "" }];
  for (let step = stack.pop(); step; step = stack.pop()) {
    const { here } = step;
    if (isMoney(here)) {
      const { amount, currency } = here;
      const at = `${pointerTo(step)}/amount`;
      const source = written.get(at) ?? String(amount);
      const count = allowedIn(currency);
      const thousands = areThousands(source, count);
      if (thousands || hasTooMany(amount, count))
        found.push({
          keyword: "format",
          at,
          of: "value",
          args: {
            field: "amount",
            value: source,
            actual: phrase("a number"),
            expected: phrase("an amount with at most {count} decimals, since {currency} has no smaller unit", {
              count,
              currency,
            }),
            ...(thousands
              ? { slip: phrase("If thousands are meant, write `{amount}`.", { amount: source.replace(".", "") }) }
              : {}),
          },
          schemaPath: "",
        });
    }
    for (const key of Object.keys(here)) {
      const below = (here as Record<string, unknown>)[key];
      if (typeof below === "object" && below !== null) stack.push({ here: below, around: step, key });
    }
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}
