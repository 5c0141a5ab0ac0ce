import { months, monthsBefore } from "./months.ts";
import { REASONS, type Reason, within01 } from "./outcome.ts";
import { cite, Shown } from "./shown.ts";
import { Instance } from "./things.ts";

/* What expressions can call: our own functions, and those of the language that are offered. */

/** A function of ours, by its signature in the language. */
export interface Callable {
  signature: string;
  says: string;
  call: (...args: never[]) => unknown;
}

const fieldsOf = (field: string | string[] | undefined) => (field === undefined ? [] : [field].flat());
type Field = string | string[];

function when(holds: boolean, things: unknown[], field?: Field): Shown {
  return new Shown(holds && things.length > 0 ? 1 : 0, () => cite(things, fieldsOf(field)));
}

/** What they yield is a `Shown`. Each takes one more parameter, which may be left out: the field, or list of fields, that shows it. */
export const CITING: readonly Callable[] = [
  {
    signature: "some(list)",
    says: "1 if the list has an entry, else 0; cites the entries.",
    call: (things: unknown[], field?: Field) => when(true, things, field),
  },
  {
    signature: "when(bool, list)",
    says: "1 if the statement holds and the list has an entry, else 0; cites the entries.",
    call: when,
  },
  {
    signature: "atLeast(int, list)",
    says: "1 if the list has so many entries, else 0; cites the entries.",
    call: (least: bigint, things: unknown[], field?: Field) => when(things.length >= least, things, field),
  },
  {
    signature: "share(list, list)",
    says: "The entries of the first list over those of the second; not counted if the second is empty; cites the first.",
    call: (some: unknown[], whole: unknown[], field?: Field) =>
      whole.length === 0
        ? new Shown(null, () => [], REASONS.nothing)
        : new Shown(within01(some.length / whole.length), () => cite(some, fieldsOf(field))),
  },
  {
    signature: "part(double, list)",
    says: "The number, or 0 if the list is empty; not counted if the number is unknown; cites the entries.",
    call: (part: number, things: unknown[], field?: Field) =>
      Number.isNaN(part)
        ? new Shown(null, () => [], REASONS.unknown)
        : new Shown(things.length > 0 ? within01(part) : 0, () => cite(things, fieldsOf(field))),
  },
  {
    signature: "Shown.shownBy(list)",
    says: "The same value, but cites these entries instead.",
    call: (shown: Shown, things: unknown[], field?: Field) =>
      new Shown(shown.value, () => cite(things, fieldsOf(field)), shown.reason),
  },
];

function together(all: Shown[], value: (values: number[]) => number): Shown {
  const counted = all.map((shown) => shown.value).filter((one) => one !== null);
  const result = counted.length > 0 ? value(counted) : null;
  return new Shown(result, () => all.flatMap(({ places }) => places), all[0]?.reason ?? REASONS.nothing);
}

const countedIf = (shown: Shown, counted: boolean, reason: Reason) =>
  counted ? shown : new Shown(null, () => [], reason);

/** Those that put together what others yield, and those about texts and days. */
export const OTHERS: readonly Callable[] = [
  {
    signature: "mean(list<Shown>): Shown",
    says: "The mean of those that are counted; cites what each of them cites.",
    call: (all: Shown[]) => together(all, (values) => values.reduce((sum, one) => sum + one, 0) / values.length),
  },
  {
    signature: "best(list<Shown>): Shown",
    says: "The largest of those that are counted; cites what each of them cites.",
    call: (all: Shown[]) => together(all, (values) => Math.max(...values)),
  },
  {
    signature: "least(list<Shown>): Shown",
    says: "The smallest of those that are counted; cites what each of them cites.",
    call: (all: Shown[]) => together(all, (values) => Math.min(...values)),
  },
  {
    signature: "Shown.countedIf(bool, map<string, string>): Shown",
    says: "The same if the statement holds; else not counted, for the reason given by language.",
    call: countedIf,
  },
  {
    signature: "Shown.countedIf(bool, string): Shown",
    says: "The same if the statement holds; else not counted, for the reason given in English.",
    call: (shown: Shown, counted: boolean, reason: string) => countedIf(shown, counted, { en: reason }),
  },
  {
    signature: "distinct(list<string>): list<string>",
    says: "Each text once; empty ones are left out.",
    call: (words: string[]) => [...new Set(words)].filter((word) => word !== ""),
  },
  {
    signature: "largest(list<string>): int",
    says: "How often the most frequent text occurs; empty ones are left out.",
    call: (words: string[]) => {
      const sizes = new Map<string, number>();
      for (const word of words) if (word !== "") sizes.set(word, (sizes.get(word) ?? 0) + 1);
      return BigInt(Math.max(0, ...sizes.values()));
    },
  },
  {
    signature: "months(string, string): double",
    says: "The months from a first to a last day, both included; unknown if they are not whole to the day.",
    call: months,
  },
  {
    signature: "monthsBefore(string, double): string",
    says: "The day so many months before a day; one that never comes if the number is unknown.",
    call: monthsBefore,
  },
];

/** What `has(x.field)` asks: whether the dossier states it. */
export function isStated(value: unknown): boolean {
  if (typeof value === "string") return value !== "";
  if (typeof value === "number") return !Number.isNaN(value);
  if (Array.isArray(value)) return value.length > 0;
  return value instanceof Instance ? value.thing !== null : value === true;
}

/** Of the language's own functions. All that can grow a value without end, or search by patterns, is left out. */
export const OF_THE_LANGUAGE: Record<string, string> = {
  "has(thing.field)": "Whether the dossier states the field; of a bool, whether it is true.",
  "list.size()": "How many entries a list, or characters a text, has; also written `size(list)`.",
  "list.filter(x, condition)": "The entries that the condition holds for.",
  "list.map(x, value)": "What the value is for each entry.",
  "list.exists(x, condition)": "Whether the condition holds for an entry.",
  "list.all(x, condition)": "Whether the condition holds for every entry; also true of an empty list.",
  "list.exists_one(x, condition)": "Whether the condition holds for exactly one entry.",
  "string.contains(string)": "Whether a text contains another.",
  "string.startsWith(string)": "Whether a text begins with another.",
  "string.endsWith(string)": "Whether a text ends with another.",
  "string.lowerAscii()": "The text in small letters.",
  "string.upperAscii()": "The text in capital letters.",
  "string.trim()": "The text without blanks around it.",
  "int(value)": "The value as a whole number.",
  "double(value)": "The value as a number with decimals.",
  "string(value)": "The value as a text.",
};

const nameOf = (signature: string) => signature.slice(0, signature.indexOf("(")).replace(/^.*\./, "");

/** The name of each function that an expression may call. */
export const OFFERED: ReadonlySet<string> = new Set(
  [...Object.keys(OF_THE_LANGUAGE), ...[...CITING, ...OTHERS].map(({ signature }) => signature)].map(nameOf),
);
