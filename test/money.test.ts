/** Amounts of money, in each room that has to do with them: exact to the smallest unit, or not counted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, money, sum } from "../src/check/money.ts";
import { amountOf, share, sums } from "../src/facts/money.ts";
import type { Amount } from "../src/model/facts.ts";
import type { Money } from "../src/model/kinds.gen.ts";
import { english, phrase, told } from "../src/model/phrase.ts";
import { moneyFaults } from "../src/read/money.ts";
import { amountOf as statedAmountOf, sums as statedSums } from "../src/report/money.ts";

/** Decimals by ISO 4217 (list one), where they are not two. */
const iso4217: Record<number, string> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};
const odd = Object.entries(iso4217).flatMap(([scale, codes]) =>
  codes.split(" ").map((code): [string, number] => [code, Number(scale)]),
);
const currencies: [string, number][] = [...odd, ["EUR", 2], ["MAD", 2], ["MXN", 2]];
const code = (currency: string) => currency as Money["currency"];

const eur = (units: bigint): Amount => ({ units, scale: 2, currency: "EUR" });
const usd = (units: bigint): Amount => ({ units, scale: 2, currency: "USD" });

/** An amount in its smallest unit as a plan would write it. */
function writtenOut(units: bigint, scale: number): string {
  const digits = units.toString().padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

describe("an amount that is counted", () => {
  it.each(currencies)("in %s has its %i decimals", (currency, scale) => {
    const least = scale === 0 ? "1" : `0.${"1".padStart(scale, "0")}`;
    expect(amountOf({ amount: least, currency: code(currency) })).toEqual({ units: 1n, scale, currency });
    expect(amountOf({ amount: `${least}0`.replace(/^10$/, "1.0"), currency: code(currency) })).toEqual({
      units: 1n,
      scale,
      currency,
    });
    expect(amountOf({ amount: scale === 0 ? "1.5" : `${least}5`, currency: code(currency) })).toBeNull();
  });

  it("is exact, however large", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.constantFrom(...currencies),
        (units, [currency, scale]) => {
          expect(amountOf({ amount: writtenOut(units, scale), currency: code(currency) })).toEqual({
            units,
            scale,
            currency,
          });
        },
      ),
    );
  });

  it.each<[string | number, bigint | null]>([
    [0, 0n],
    ["0", 0n],
    [12, 1200n],
    ["12", 1200n],
    [0.1, 10n],
    ["0.1", 10n],
    ["12.30", 1230n],
    ["12.3000", 1230n],
    ["12.3001", null],
    [1e3, 100_000n],
    [1e21, 10n ** 23n],
    [1.5e21, 15n * 10n ** 22n],
    ["1e3", null],
    ["1.25e+1", 1250n],
    ["1e+100", 10n ** 102n],
    ["125e-2", 125n],
    ["1e-2", 1n],
    ["100e-4", 1n],
    ["1e-3", null],
    [1e-7, null],
    ["1e+1000", null],
    ["1e-0002", null],
    ["-1", null],
    [-1, null],
    ["+1", null],
    ["", null],
    [".5", null],
    ["5.", null],
    ["1,50", null],
    ["1 000", null],
    ["12 EUR", null],
    ["EUR 12", null],
    ["twelve", null],
    ["1e+x", null],
    ["1.5e", null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])("%j euros are %s cents", (amount, units) => {
    expect(amountOf({ amount, currency: "EUR" })).toEqual(units === null ? null : eur(units));
  });

  it("is stated in full", () => {
    expect(amountOf(undefined)).toBeNull();
    expect(amountOf({ amount: undefined, currency: "EUR" })).toBeNull();
    expect(amountOf({ amount: 1, currency: undefined })).toBeNull();
  });

  it("is added up currency by currency, in the order in which they come", () => {
    expect(sums([])).toEqual([]);
    expect(sums([null])).toEqual([]);
    expect(sums([usd(1n), null, eur(10n), eur(20n), usd(2n)])).toEqual([usd(3n), eur(30n)]);
  });
});

describe("a share of money", () => {
  it("is the part over the whole", () => {
    expect(share([eur(1n)], [eur(4n)])).toBe(0.25);
    expect(share([eur(0n)], [eur(4n)])).toBe(0);
    expect(share([], [eur(4n)])).toBe(0);
    expect(share([eur(6n)], [eur(4n)])).toBe(1.5);
    expect(share([eur(4n)], [eur(4n)])).toBe(1);
  });

  it("is not known without a whole, of nothing, or over several currencies", () => {
    expect(share([eur(1n)], [])).toBeNaN();
    expect(share([eur(1n)], [eur(0n)])).toBeNaN();
    expect(share([eur(1n)], [eur(4n), usd(4n)])).toBeNaN();
    expect(share([usd(1n)], [eur(4n)])).toBeNaN();
    expect(share([eur(1n), usd(1n)], [eur(4n)])).toBeNaN();
    expect(share([usd(1n), eur(1n)], [eur(4n)])).toBeNaN();
  });

  it("does not mind nothing in another currency", () => {
    expect(share([usd(0n), eur(1n)], [eur(4n)])).toBe(0.25);
  });

  it("is never whole where a cent is missing, however large", () => {
    const whole = 10n ** 20n;
    expect(share([eur(whole - 1n)], [eur(whole)])).toBe(1 - Number.EPSILON);
    expect(share([eur(whole)], [eur(whole)])).toBe(1);
    expect(share([eur(whole + 1n)], [eur(whole)])).toBe(1);
    expect(share([eur(99n)], [eur(100n)])).toBe(0.99);
  });
});

describe("amounts in a finding", () => {
  it("are said as money", () => {
    expect(told(money(eur(123_450n)), english)).toBe("1234.50 EUR");
  });

  it("are added up where all are of one currency", () => {
    expect(sum([eur(1n)])).toEqual(eur(1n));
    expect(sum([eur(1n), eur(2n), eur(3n)])).toEqual(eur(6n));
    expect(sum([])).toBeNull();
    expect(sum([eur(1n), usd(2n)])).toBeNull();
    expect(sum([usd(1n), eur(2n), eur(3n)])).toBeNull();
  });

  it("have a difference, also one below nothing", () => {
    expect(difference(eur(5n), eur(2n))).toEqual(eur(3n));
    expect(difference(eur(2n), eur(5n))).toEqual(eur(-3n));
  });
});

describe("an amount in a report", () => {
  it.each<[string | number, bigint, number]>([
    [12, 12n, 0],
    ["12", 12n, 0],
    ["12.50", 1250n, 2],
    ["0.125", 125n, 3],
    [0.1, 1n, 1],
    ["007", 7n, 0],
    [1e21, 10n ** 21n, 0],
    ["1.25e+1", 125n, 1],
    ["1.25e1", 125n, 1],
    ["1.25E2", 125n, 0],
    ["1.25e3", 1250n, 0],
    ["1e100", 10n ** 100n, 0],
  ])("%j has the decimals that it is written with", (amount, units, scale) => {
    expect(statedAmountOf({ amount, currency: "EUR" })).toEqual({ units, scale, currency: "EUR" });
  });

  it.each(["", "-1", "+1", ".5", "5.", "1.x", "1,5", "x1", "1x", "1e", "1e-2", "1e1000", "1ex", "twelve"])(
    "%j is none",
    (amount) => {
      expect(statedAmountOf({ amount, currency: "EUR" })).toBeNull();
    },
  );

  it("is stated in full", () => {
    expect(statedAmountOf(undefined)).toBeNull();
    expect(statedAmountOf({ amount: undefined, currency: "EUR" })).toBeNull();
    expect(statedAmountOf({ amount: 1, currency: undefined })).toBeNull();
  });

  it("is added to others of its currency with the decimals of the finest", () => {
    const of = (amount: string, currency: "EUR" | "USD" = "EUR") => statedAmountOf({ amount, currency });
    expect([...statedSums([])]).toEqual([]);
    expect([...statedSums([null, of("1.5")])]).toEqual([["EUR", { units: 15n, scale: 1, currency: "EUR" }]]);
    expect([...statedSums([of("1"), of("0.25"), null, of("2", "USD"), of("1.5")])]).toEqual([
      ["EUR", { units: 275n, scale: 2, currency: "EUR" }],
      ["USD", { units: 2n, scale: 0, currency: "USD" }],
    ]);
    expect([...statedSums([of("0.25"), of("1")])]).toEqual([["EUR", { units: 125n, scale: 2, currency: "EUR" }]]);
  });
});

describe("an amount with more decimals than its currency has", () => {
  const none: ReadonlyMap<string, string> = new Map();
  const faults = (value: unknown, written = none) => moneyFaults(value, written);
  const expected = (count: number, currency: string) =>
    phrase("an amount with at most {count} decimals, since {currency} has no smaller unit", { count, currency });
  const fault = (at: string, value: string, count: number, currency: string, thousands?: string) => ({
    keyword: "format",
    at,
    of: "value",
    args: {
      field: "amount",
      value,
      actual: phrase("a number"),
      expected: expected(count, currency),
      ...(thousands === undefined
        ? {}
        : { slip: phrase("If thousands are meant, write `{amount}`.", { amount: thousands }) }),
    },
    schemaPath: "",
  });

  it.each(currencies)("is told in %s from the decimal behind %i on", (currency, scale) => {
    const most = scale === 0 ? "12" : `12.${"3".repeat(scale)}`;
    const over = scale === 0 ? "12.3" : `${most}3`;
    expect(faults({ amount: most, currency })).toEqual([]);
    const [found, ...more] = faults({ amount: over, currency });
    expect(more).toEqual([]);
    expect(found?.at).toBe("/amount");
    expect(found?.args["expected"]).toEqual(expected(scale, currency));
  });

  it.each<[string | number, string, string | undefined]>([
    ["1234.567", "EUR", undefined],
    [1234.567, "EUR", undefined],
    [0.125, "EUR", undefined],
    ["0.125", "EUR", undefined],
    // Three digits behind the point are mostly thousands, and no cents.
    [1.234, "EUR", "1234"],
    ["12.345", "EUR", "12345"],
    ["123.000", "EUR", "123000"],
    ["123.000", "JPY", "123000"],
    [1.5e-7, "EUR", undefined],
    [1e-7, "JPY", undefined],
    [1e-7, "CLF", undefined],
    [12.5, "JPY", undefined],
    [1.5, "JPY", undefined],
    ["1.0005", "EUR", undefined],
  ])("is told of %j %s", (amount, currency, thousands) => {
    const count = { EUR: 2, JPY: 0, CLF: 4 }[currency] ?? 2;
    expect(faults({ amount, currency })).toEqual([fault("/amount", String(amount), count, currency, thousands)]);
  });

  it.each<[unknown, string]>([
    [0, "EUR"],
    [12, "EUR"],
    [12.5, "EUR"],
    ["12.50", "EUR"],
    ["12.5000", "EUR"],
    ["0.000", "EUR"],
    ["1234.000", "EUR"],
    ["1234.0", "JPY"],
    ["1.234", "KWD"],
    ["1.234", "CLF"],
    [1e21, "EUR"],
    ["1e-7", "EUR"],
    ["twelve", "EUR"],
    ["v1.234", "EUR"],
    ["1.234x", "EUR"],
    ["01.000", "EUR"],
    ["1x234", "EUR"],
  ])("is not told of %j %s", (amount, currency) => {
    expect(faults({ amount, currency })).toEqual([]);
  });

  it("is told only where amount and currency stand side by side, as text or number", () => {
    expect(faults({ amount: 0.001 })).toEqual([]);
    expect(faults({ amount: 0.001, currency: 7 })).toEqual([]);
    expect(faults({ amount: 0.001, currency: null })).toEqual([]);
    expect(faults({ amount: ["0.001"], currency: "EUR" })).toEqual([]);
    expect(faults({ amount: true, currency: "EUR" })).toEqual([]);
    expect(faults({ amount: null, currency: "EUR" })).toEqual([]);
    expect(faults({ currency: "EUR" })).toEqual([]);
    expect(faults(null)).toEqual([]);
    expect(faults(undefined)).toEqual([]);
    expect(faults("0.001")).toEqual([]);
    expect(faults(7)).toEqual([]);
  });

  it("is found at any depth, with its place, in the order of the places", () => {
    const money = { amount: "1.2345", currency: "EUR" };
    const found = faults({
      z: money,
      actions: [{ budget: money }, null, "text", { "a/b~c": money, none: null }],
      budget: { amount: { ...money, parts: [money] } },
      fine: { amount: "1.23", currency: "EUR" },
    });
    expect(found.map(({ at }) => at)).toEqual([
      "/actions/0/budget/amount",
      "/actions/3/a~1b~0c/amount",
      "/budget/amount/amount",
      "/budget/amount/parts/0/amount",
      "/z/amount",
    ]);
  });

  it("is found wherever it is the only one, and however a number is written", () => {
    const good = { amount: "1.23", currency: "EUR", note: { amount: 4, currency: "JPY" } };
    const bad = { amount: 0.125, currency: "EUR" };
    const texts = ["0.125", "1.5", "1.50", "12.345", "100", "7e-7", "1.234000", "x"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("list", "a", "x-own", "amount"), { maxLength: 6 }),
        fc.constantFrom<unknown>(bad, good, ...texts.map((amount) => ({ amount, currency: "EUR" }))),
        fc.option(fc.constantFrom(...texts), { nil: undefined }),
        (way, money, text) => {
          const isList = way.map((part) => part === "list");
          const value = way.reduceRight<unknown>(
            (below, part) => (part === "list" ? [good, below, null] : { fine: good, [part]: below, none: "text" }),
            money,
          );
          const at = `${way.map((part, i) => (isList[i] ? "/1" : `/${part}`)).join("")}/amount`;
          const { amount } = money as { amount: string | number };
          const source = text ?? String(amount);
          const isOne =
            /^[1-9][0-9]{0,2}\.[0-9]{3}$/.test(source) || (String(Number(amount)).split(".")[1] ?? "").length > 2;
          const told = faults(value, text === undefined ? none : new Map([[at, text]]));
          expect(told.map((one) => [one.at, one.args["value"]])).toEqual(isOne ? [[at, source]] : []);
        },
      ),
      { seed: 20261130, numRuns: 3000 },
    );
  });

  it("is quoted as the text has it", () => {
    const value = {
      parts: [
        { amount: 12.34, currency: "EUR" },
        { amount: 12.345, currency: "EUR" },
      ],
    };
    const written = new Map([
      ["/parts/0/amount", "12.340"],
      ["/parts/1/amount", "12.3450"],
    ]);
    expect(faults(value, written)).toEqual([
      fault("/parts/0/amount", "12.340", 2, "EUR", "12340"),
      fault("/parts/1/amount", "12.3450", 2, "EUR"),
    ]);
    expect(faults(value, new Map([["/elsewhere", "1.000"]]))).toEqual([
      fault("/parts/1/amount", "12.345", 2, "EUR", "12345"),
    ]);
  });
});
