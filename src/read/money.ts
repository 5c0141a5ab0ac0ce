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
  here: unknown;
  around: Step | undefined;
  key: string;
}

function pointerTo(step: Step): string {
  const parts: string[] = [];
  for (let { around, key } = step; around; { around, key } = around) parts.unshift(escaped(key));
  return parts.map((part) => `/${part}`).join("");
}

/** Amounts with more decimals than their currency has: no schema can say that, and no sum of them would be money. */
export function moneyFaults(value: unknown, written: ReadonlyMap<string, string>): Misfit[] {
  const found: Misfit[] = [];
  const stack: Step[] = [{ here: value, around: undefined, key: "" }];
  for (let step = stack.pop(); step; step = stack.pop()) {
    const { here } = step;
    if (typeof here !== "object" || here === null) continue;
    const { amount, currency } = here as { amount?: unknown; currency?: unknown };
    if ((typeof amount === "number" || typeof amount === "string") && typeof currency === "string") {
      const allowed = decimals.get(currency) ?? 2;
      const source = (written.size > 0 ? written.get(`${pointerTo(step)}/amount`) : undefined) ?? String(amount);
      // Three digits behind the point are mostly thousands, and no cents.
      const thousands = allowed < 3 && /^[1-9][0-9]{0,2}\.[0-9]{3}$/.test(source);
      // What is no amount at all is told by the schema.
      const stated = /^[0-9]+\.([0-9]+)$/.exec(String(amount))?.[1]?.replace(/0+$/, "").length ?? 0;
      const small = typeof amount === "number" && /e-/.test(String(amount));
      if (stated > allowed || small || thousands)
        found.push({
          keyword: "format",
          at: `${pointerTo(step)}/amount`,
          of: "value",
          args: {
            field: "amount",
            value: source,
            actual: phrase("a number"),
            expected: phrase("an amount with at most {count} decimals, since {currency} has no smaller unit", {
              count: allowed,
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
