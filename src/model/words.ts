import type { Amount, Day } from "./facts.ts";
import type { Said, Speech } from "./phrase.ts";

/** A text of the dossier in a language: `lang` is set where it is not the language asked for. */
export interface Spoken {
  text: string;
  lang?: string;
}

/** Labels and messages of one language, and how it writes numbers, days and money. */
export interface Words extends Speech {
  /** BCP 47. */
  language: string;
  direction: "ltr" | "rtl";
  /**
   * The text of a key such as `report.summary.title`, its `{name}`s filled. Where the locale gives a map by plural category
   * (`one`, `other`, …, and `none` for 0), `args.count` chooses. A key that no locale has is our fault and throws.
   */
  say(key: string, args?: Record<string, string | number>): string;
  /** A label where there may be none: an enum value of the format such as `in-progress`. */
  label(group: string, value: string): string;
  /** A text of the dossier in this language, else in the dossier's first one, else in any. */
  spoken(value: string | Record<string, string> | undefined, first?: string): Spoken;
  number(value: number, digits?: number): string;
  /** From a fraction: 0.625 → "62.5 %" as the language writes it. */
  percent(fraction: number): string;
  date(day: Day): string;
  /** Parts of a day, from milliseconds, such as a month and its year. */
  moment(at: number, parts: { day?: "numeric"; month?: "short"; year?: "numeric" }): string;
  /** A country by its two letters. */
  region(code: string): string;
  money(amount: Amount): string;
  list(values: string[], by?: "and" | "or" | "comma"): string;
  /** What messages are made of, in this language. */
  tell: (said: Said) => string;
  compare(a: string, b: string): number;
}

/** A text, or texts by name: a section of a locale, or the forms of one text by plural category. */
export type LocaleText = string | { [key: string]: LocaleText };

/** A file of `locales/`. A language without a file of its own has none but these two, and speaks with the labels of another. */
export interface LocaleData {
  /** BCP 47. */
  language: string;
  direction?: "ltr" | "rtl";
  [section: string]: LocaleText | undefined;
}
