import type { Amount } from "./facts.ts";

/**
 * A piece of text in English that is put into the words of a language when it is shown. Its own `{name}`s are filled then, too; where a
 * language has several forms of it by number, `args.count` chooses.
 */
export interface Phrase {
  phrase: string;
  args?: Args;
}

/** Several things in one sentence: `a, b and c`, `a or b`, or one beside the other. */
export interface Series {
  series: readonly Said[];
  by: "and" | "or" | "comma";
}

/** What a message is made of. Texts stay as they are: those of the dossier, ids, days. All else is said as the language says it. */
export type Said = string | number | Phrase | Series | { amount: Amount } | { share: number };

/** What fills the `{name}`s of a text. */
export type Args = Record<string, Said>;

/** How a language says what messages are made of. */
export interface Speech {
  /** BCP 47. */
  readonly language: string;
  /** The text of an English phrase; of its forms by number, the one for a count. */
  translate: (english: string, count?: number) => string;
  list: (parts: string[], by?: Series["by"]) => string;
  number: (value: number) => string;
  /** From a fraction. */
  percent: (fraction: number) => string;
  money: (amount: Amount) => string;
}

/** The first argument is always a plain literal: `scripts/i18n.ts` finds what is to be translated by it. */
export const phrase = (text: string, args?: Args): Phrase =>
  args === undefined ? { phrase: text } : { phrase: text, args };

/** An argument that is plain text; "" of any other. */
export function plain(args: Args | undefined, name: string): string {
  const value = args?.[name];
  return typeof value === "string" ? value : "";
}

export const series = (by: Series["by"], parts: readonly Said[]): Series => ({ series: parts, by });

/** As a language says it. `show` is what becomes of texts that are not ours, wherever they stand. */
export function told(said: Said, speech: Speech, show = (text: string): string => text): string {
  if (typeof said === "string") return show(said);
  if (typeof said === "number") return speech.number(said);
  if ("phrase" in said) {
    const { phrase: text, args = {} } = said;
    const count = args["count"];
    return filled(speech.translate(text, typeof count === "number" ? count : undefined), args, speech, show);
  }
  if ("series" in said)
    return speech.list(
      said.series.map((part) => told(part, speech, show)),
      said.by,
    );
  return "amount" in said ? speech.money(said.amount) : speech.percent(said.share);
}

/** Fills the `{name}`s of a text in one pass, so that a name in a filled-in text stays as it is. A number in `…` stays plain digits. */
export function filled(text: string, args: Args, speech: Speech, show?: (text: string) => string): string {
  return text.replace(/(`?)\{([A-Za-z]+)\}/g, (whole, quote: string, name: string) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    if (value === undefined) return whole;
    return quote + told(quote !== "" && typeof value === "number" ? String(value) : value, speech, show);
  });
}

/** English, where no locale is at hand. */
export const english: Speech = {
  language: "en",
  translate: (text) => text,
  list: (parts, by = "and") => (by === "comma" ? parts.join(", ") : parts.join(` ${by} `)),
  number: (value) => new Intl.NumberFormat("en", { maximumFractionDigits: 20 }).format(value),
  percent: (fraction) => new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 }).format(fraction),
  money: ({ units, scale, currency }) => {
    const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
    const cut = digits.length - scale;
    const fraction = /[1-9]/.test(digits.slice(cut)) ? `.${digits.slice(cut)}` : "";
    return `${units < 0n ? "-" : ""}${digits.slice(0, cut)}${fraction} ${currency}`;
  },
};
