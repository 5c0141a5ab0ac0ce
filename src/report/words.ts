import type { Amount, Day } from "../model/facts.ts";
import { told } from "../model/phrase.ts";
import type { LocaleData, LocaleText, Spoken, Words } from "../model/words.ts";

/**
 * The texts of `locale`, and of `fallback` where it has none. Numbers, days and money are written as the labels' language does,
 * so that a dossier in a language without a locale still reads as one piece.
 */
export function words(locale: LocaleData, fallback: LocaleData): Words {
  const labels = typeof locale["report"] === "object" ? locale : fallback;
  const tag = akin(locale.language, labels.language) ? locale.language : labels.language;
  // Making a format costs a hundred times its use, and most runs need none of them.
  const plural = once(() => new Intl.PluralRules(tag));
  const collator = once(() => new Intl.Collator(tag));
  const percent = once(() => new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1 }));
  // The days of a dossier are those of the Gregorian calendar, also where another one is in use.
  const day = once(() => new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC", calendar: "gregory" }));
  const written = writtenIn(labels, tag);
  const regions = once(() => new Intl.DisplayNames([spokenWords.say("report.language")], { type: "region" }));
  const lists = {
    and: once(() => new Intl.ListFormat(tag, { type: "conjunction" })),
    or: once(() => new Intl.ListFormat(tag, { type: "disjunction" })),
  };
  const texts = new Map<string, LocaleText>();
  const numbers = new Map<string, Intl.NumberFormat>();
  const monies = new Map<string, Intl.NumberFormat>();
  const text = (key: string): LocaleText | undefined => {
    const known = texts.get(key);
    if (known !== undefined) return known;
    const found = inside(locale, key) ?? inside(fallback, key);
    if (found !== undefined) texts.set(key, found);
    return found;
  };
  // What needs no format: the same figures in every language of this list.
  const isPlain = /^(?:de|en|es|fr|it|pt)(?:-|$)/.test(tag) && !tag.includes("-u-");
  const number = (value: number, digits = 20): string =>
    isPlain && value >= 0 && value < 1000 && Number.isInteger(value) && !Object.is(value, -0)
      ? String(value)
      : bare(
          cached(numbers, String(digits), () => new Intl.NumberFormat(tag, { maximumFractionDigits: digits })).format(
            value,
          ),
        );
  const spokenWords: Words = {
    language: locale.language,
    direction: labels.direction ?? "ltr",
    say(key, args = {}) {
      const found = text(key);
      const form = typeof found === "object" ? byCount(found, plural(), args["count"]) : found;
      if (form === undefined) throw new Error(`No locale has the text ${key}`);
      return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = Object.hasOwn(args, name) ? args[name] : undefined;
        return typeof value === "number" ? number(value) : (value ?? whole);
      });
    },
    label(group, value) {
      const found = value === "" ? undefined : text(`enums.${group}.${value}`);
      return typeof found === "string" ? found : value;
    },
    spoken: (value, first) => spoken(value, locale.language, first),
    number,
    percent: (fraction) => bare(percent().format(fraction)),
    date(value) {
      if (!real(value)) return value;
      const at = Date.parse(`${value}T00:00:00Z`);
      return written("day", at) ?? day().format(at);
    },
    moment: (at, parts) =>
      written(shapeOf(parts), at) ??
      new Intl.DateTimeFormat(tag, { ...parts, timeZone: "UTC", calendar: "gregory" }).format(at),
    region: (code) => named(labels, spokenWords.say("report.language"), code) ?? regions().of(code) ?? code,
    money: (amount) =>
      bare(
        cached(monies, `${amount.currency} ${amount.scale}`, () => currencyFormat(amount, tag)).format(decimal(amount)),
      ),
    // One alone is the same in every language, and most lists are of one.
    list: (values, by = "and") =>
      values.length < 2
        ? (values[0] ?? "")
        : by === "comma"
          ? values.join(spokenWords.say("report.comma", { a: "", b: "" }))
          : lists[by]().format(values),
    compare: (a, b) => collator().compare(a, b),
    translate(english, count) {
      const found = phraseOf(locale, english) ?? phraseOf(fallback, english);
      return (typeof found === "object" ? byCount(found, plural(), count) : found) ?? english;
    },
    tell: (said) => told(said, spokenWords),
  };
  return spokenWords;
}

/** The value at a dotted key; a key's own dots do not occur. */
function inside(locale: LocaleData, key: string): LocaleText | undefined {
  let at: LocaleText | LocaleData | undefined = locale;
  for (const name of key.split(".")) {
    if (typeof at !== "object" || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at as LocaleText | undefined;
}

/** Phrases are found by their English text, dots and all. */
function phraseOf({ phrases }: LocaleData, english: string): LocaleText | undefined {
  return typeof phrases === "object" && Object.hasOwn(phrases, english) ? phrases[english] : undefined;
}

function byCount(
  forms: { [key: string]: LocaleText },
  plural: Intl.PluralRules,
  count: string | number | undefined,
): string | undefined {
  const category = plural.select(Number(count ?? 0));
  const name = [count === 0 ? "none" : category, category].find((name) => Object.hasOwn(forms, name)) ?? "other";
  const form = forms[name];
  return typeof form === "string" ? form : undefined;
}

/**
 * Without the direction marks that Intl puts around signs in Arabic and Hebrew: in a terminal and in a check of texts they would stand
 * for a hidden text. A page gives its numbers a direction of their own.
 */
const bare = (text: string): string => text.replace(/[\u061c\u200e\u200f]/g, "");

const lower = (tag: string): string => tag.toLowerCase();
const base = (tag: string): string => lower(tag).split("-")[0] ?? "";

/** `pt` and `pt-PT` are; `pt-BR` and `pt-PT` are not. */
function akin(a: string, b: string): boolean {
  const [x, y] = [lower(a), lower(b)];
  return x === y || x.startsWith(`${y}-`) || y.startsWith(`${x}-`);
}

function spoken(value: string | Record<string, string> | undefined, wanted: string, first: string | undefined): Spoken {
  if (value === undefined) return { text: "" };
  if (typeof value === "string") return tagged(value, first ?? wanted, wanted);
  const versions = Object.entries(value).filter(([, text]) => text.trim() !== "");
  const found =
    nearest(versions, wanted) ?? (first === undefined ? undefined : nearest(versions, first)) ?? versions[0];
  return found === undefined ? { text: "" } : tagged(found[1], found[0], wanted);
}

function nearest(versions: [string, string][], tag: string): [string, string] | undefined {
  return (
    versions.find(([key]) => lower(key) === lower(tag)) ??
    versions.find(([key]) => lower(key) === base(tag)) ??
    versions.find(([key]) => base(key) === base(tag))
  );
}

function tagged(text: string, tag: string, wanted: string): Spoken {
  return akin(tag, wanted) ? { text } : { text, lang: tag };
}

function real(day: Day): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
}

/** The name of the tables of months for parts of a day; "" where there are none. */
const shapeOf = ({ day, month, year }: Parameters<Words["moment"]>[1]): string => {
  if (month === undefined) return day === undefined ? "year" : "";
  if (year === undefined) return day === undefined ? "" : "dayOfMonth";
  return day === undefined ? "monthOfYear" : "";
};

/**
 * A moment as a locale's own tables of months write it (`scripts/gen-data.ts`): in the language of the tables alone, and from the year on in
 * which calendars agree.
 */
function writtenIn({ dates }: LocaleData, tag: string): (shape: string, at: number) => string | undefined {
  const tables = typeof dates === "object" && dates["of"] === tag ? dates : {};
  return (shape, at) => {
    const moment = new Date(at);
    const months = tables[shape];
    const form = typeof months === "object" ? months[moment.getUTCMonth() + 1] : undefined;
    if (typeof form !== "string" || moment.getUTCFullYear() < 1600) return undefined;
    return form.replace("{day}", String(moment.getUTCDate())).replace("{year}", String(moment.getUTCFullYear()));
  };
}

/** What a locale's own table calls a country. */
function named({ regions }: LocaleData, tag: string, code: string): string | undefined {
  if (typeof regions !== "object" || regions["of"] !== tag || !Object.hasOwn(regions, code)) return undefined;
  const name = regions[code];
  return typeof name === "string" ? name : undefined;
}

function once<V>(make: () => V): () => V {
  let made: V | undefined;
  return () => (made ??= make());
}

function cached<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** All the digits there are: as a decimal string they reach Intl without passing through a float. */
function decimal({ units, scale }: Amount): `${number}` {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ""}` as `${number}`;
}

function currencyFormat({ currency, scale }: Amount, tag: string): Intl.NumberFormat {
  const usual =
    new Intl.NumberFormat(tag, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return new Intl.NumberFormat(tag, {
    style: "currency",
    currency,
    maximumFractionDigits: Math.min(20, Math.max(scale, usual)),
    trailingZeroDisplay: "stripIfInteger",
  });
}
