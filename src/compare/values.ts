import type { Amount } from "../model/facts.ts";
import type { Shape } from "./shape.ts";

/** Data in the one form that all ways to write the same have in common: entries of sets in order, amounts without needless zeros. */
export type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** A value of a field. Two are the same when their plain data is. */
export interface Value {
  plain: Plain;
  shape: Shape;
}

/** What makes two values the same. */
export const sameOf = (plain: Plain): string => JSON.stringify(plain);

export const byCodeUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text however it is quoted, folded or indented. */
const tidy = (text: string) => text.replace(/\r\n?/g, "\n").trim().normalize("NFC");

/** A text in the dossier's own language alone is the same with and without the name of that language. */
function text(value: unknown, language: string): Plain | undefined {
  if (typeof value === "string") return tidy(value) || undefined;
  if (!isRecord(value)) return undefined;
  const versions = Object.entries(value)
    .flatMap(([tag, one]): [string, string][] =>
      typeof one === "string" && tidy(one) !== "" ? [[tag.toLowerCase(), tidy(one)]] : [],
    )
    .sort(([a], [b]) => byCodeUnits(a, b));
  const [only] = versions;
  if (only && versions.length === 1 && only[0] === language) return only[1];
  return only ? Object.fromEntries(versions) : undefined;
}

/** Exact, whatever zeros it is written with; undefined where an amount or its currency is missing. */
export function amountIn(value: unknown): Amount | undefined {
  const { amount, currency } = isRecord(value) ? value : {};
  if (typeof currency !== "string" || (typeof amount !== "number" && typeof amount !== "string")) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d{1,3}))?$/.exec(String(amount)) ?? [];
  if (whole === "") return undefined;
  const surplus = Math.max(0, Number(exponent) - fraction.length);
  let units = BigInt(whole + fraction) * 10n ** BigInt(surplus);
  let scale = Math.max(0, fraction.length - Number(exponent));
  for (; scale > 0 && units % 10n === 0n; scale--) units /= 10n;
  return { units, scale, currency };
}

function money(value: unknown): Plain | undefined {
  const amount = amountIn(value);
  if (!amount) return undefined;
  const digits = String(amount.units).padStart(amount.scale + 1, "0");
  const cut = digits.length - amount.scale;
  const decimals = amount.scale > 0 ? `.${digits.slice(cut)}` : "";
  return { amount: `${digits.slice(0, cut)}${decimals}`, currency: amount.currency };
}

/** Data that the format knows nothing of, with its fields in order. */
export function opaque(value: unknown): Plain {
  if (typeof value === "string") return tidy(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(opaque);
  if (!isRecord(value)) return null;
  const fields = Object.entries(value).sort(([a], [b]) => byCodeUnits(a, b));
  return Object.fromEntries(fields.map(([name, field]) => [name, opaque(field)]));
}

export const inOrder = (all: Plain[]): Plain[] => all.toSorted((a, b) => byCodeUnits(sameOf(a), sameOf(b)));

function group(value: unknown, fields: { [name: string]: Shape }, language: string): Plain | undefined {
  if (!isRecord(value)) return undefined;
  const found = Object.entries(value).flatMap(([name, field]): [string, Plain][] => {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const plain = shape === undefined ? opaque(field) : plainOf(field, shape, language);
    return plain === undefined ? [] : [[name, plain]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found.sort(([a], [b]) => byCodeUnits(a, b)));
}

const party: { [name: string]: Shape } = { name: "text", sector: "plain" };

/** The data of a value; undefined where it states nothing. `language` is the dossier's own, in lower case. */
export function plainOf(value: unknown, shape: Shape, language: string): Plain | undefined {
  if (value === undefined || value === null) return undefined;
  if (shape === "text") return text(value, language);
  if (shape === "money") return money(value);
  if (shape === "party" && isRecord(value)) return group(value, party, language);
  if (typeof shape === "string") return opaque(value);
  if ("group" in shape) return group(value, shape.group, language);
  if ("map" in shape || !Array.isArray(value)) return opaque(value);
  const entries = value.flatMap((entry) => plainOf(entry, shape.list, language) ?? []);
  return entries.length === 0 ? undefined : inOrder(entries);
}
