import { phrase, type Said, series } from "../model/phrase.ts";
import type { LocaleText } from "../model/words.ts";
import { labels } from "./data.build.js";
import { date } from "./formats.ts";
import { fieldsAt, partsOf } from "./navigate.ts";

/** Slips of the pen: what a person meant who wrote a value or a name that does not fit, in words for the help of the finding. */

const fold = (word: string) =>
  word
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .trim()
    .replace(/[\s_]+/g, "-");

const quotes = /^[“”„«‘’‚].*[“”»’‘]$/su;

/** A date of another form as the day it stands for. */
export function daySlip(value: string): Said {
  const [, one = "", two = "", year = ""] = /^\s*([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\s*$/.exec(value) ?? [];
  const [, first = "", month = "", day = ""] = /^\s*([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})\s*$/.exec(value) ?? [];
  const made = [
    [year, two, one],
    [year, one, two],
    [first, month, day],
  ].map(([y = "", m = "", d = ""]) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`);
  const [only, other] = [...new Set(made.filter((text) => date(text)))];
  if (only === undefined) return phrase("Write the year, the month and the day in digits, with hyphens between them.");
  if (other === undefined) return phrase("Write the year first: `{day}`.", { day: only });
  return phrase("Write the year first: `{day}` or `{other}`, whichever is meant.", { day: only, other });
}

/** A number as people write it, with marks between thousands or a comma before the decimals, as YAML has it. */
export function plainNumber(value: string): string | undefined {
  const bare = value.replace(/\s|[€$£¥'’\u00a0\u202f]|^[A-Z]{3}|[A-Z]{3}$/gu, "");
  if (!/^[-+]?[0-9][0-9.,]*$/.test(bare) || bare.length > 30) return undefined;
  const marks = bare.replace(/[^.,]/g, "");
  const last = marks.at(-1) ?? "";
  const behind = bare.length - 1 - bare.lastIndexOf(last);
  // Three digits behind the only mark are a thousand's; so is every mark that stands twice.
  const isDecimal =
    last !== "" && marks.indexOf(last) === marks.length - 1 && (behind !== 3 || new Set(marks).size > 1);
  const whole = isDecimal ? bare.slice(0, bare.lastIndexOf(last)) : bare;
  const number =
    whole.replace(/[.,]/g, "") + (isDecimal && behind > 0 ? `.${bare.slice(bare.lastIndexOf(last) + 1)}` : "");
  return number === value ? undefined : number;
}

const yes = new Set(["yes", "y", "on", "x", "sim", "si", "oui", "ja", "verdadeiro", "vrai", "verdadero"]);
const no = new Set(["no", "n", "off", "nao", "non", "nein", "falso", "faux"]);

/** A value of another type than the field takes. */
export function typeSlip(value: unknown, types: readonly string[]): Said | undefined {
  const takes = (type: string) => types.includes(type);
  const word = typeof value === "string" ? value : "";
  if (takes("boolean") && yes.has(fold(word))) return phrase("Write `{value}`.", { value: "true" });
  if (takes("boolean") && no.has(fold(word))) return phrase("Write `{value}`.", { value: "false" });
  if (takes("integer") && typeof value === "number")
    return phrase("Write the digits of a whole number together, without a mark between thousands.");
  const number = takes("number") || takes("integer") ? plainNumber(word) : undefined;
  if (number !== undefined) return phrase("Write the number in digits alone: `{value}`.", { value: number });
  const share = /^\s*([-+]?[0-9]+(?:[.,][0-9]+)?)\s*%\s*$/.exec(word)?.[1];
  if (takes("number") && share !== undefined)
    return phrase("Write the number alone: `{value}`. That it is a percentage is said by the unit.", {
      value: share.replace(",", "."),
    });
  if (takes("array") && /^[^\s,[\]{}:#&*!|>'"%@`]{1,60}$/.test(word))
    return phrase("Write it as a list: `[{value}]`.", { value: word });
  if (takes("array") && word !== "") return phrase("Give each entry a line of its own that begins with `- `.");
  if (takes("string") && (typeof value === "number" || typeof value === "boolean"))
    return phrase("Put it in quotation marks, as it stands there.");
  return undefined;
}

export interface Meant {
  slip?: Said;
  near?: { word: string; among: string[] };
}

/** What a text would be as an id; "" where nothing is left of it. A row of marks is looked at from its first one alone: a text may be long. */
export const idFrom = (text: string): string =>
  fold(text)
    .replace(/\p{Cf}/gu, "")
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/-{2,}/g, "-")
    .replace(/^[-.]+|(?<![-.])[-.]+$/g, "");

/** Signs that are not seen or look like a blank: a reader has to be told that they are there. */
export function unseenSigns(text: string): Said {
  const found = new Set(
    text.slice(0, 1000).match(/[\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}|[\u115f\u1160\u3164\uffa0]/gu) ?? [],
  );
  if (found.size === 0) return "";
  const codes = [...found]
    .slice(0, 5)
    .map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
  return phrase(" with a sign in it that is not seen ({codes})", { codes: series("comma", codes) });
}

/** A text that has not the form of an id, an amount or an item. */
export function formSlip(value: string, pattern: string, pointer: string): Meant {
  if (pattern.startsWith("^[0-9]{1,15}")) {
    const amount = plainNumber(value);
    return amount === undefined
      ? {}
      : {
          slip: phrase("Write it without marks between thousands, and with a point before the cents: `{amount}`.", {
            amount,
          }),
        };
  }
  if (!pattern.startsWith("^[a-z0-9][a-z0-9.-]")) return {};
  // What may be an address, a number to call or a password is not repeated in another form.
  const isName = value.length <= 50 && !/@|[0-9]{6}|\S{25}/.test(value);
  const id = isName ? idFrom(value) : "";
  const near = id === "" ? {} : { near: { word: id, among: [id] } };
  if (quotes.test(value)) return { ...near, slip: straight };
  const isOwn = partsOf(pointer).at(-1) === "id";
  return isOwn ? near : { ...near, slip: phrase("What stands here is an id, not a name.") };
}

/** The name of an item with slips of the keyboard. */
export function itemSlip(name: string): Meant {
  const id = fold(name).replaceAll(",", ".");
  return id === name ? {} : { near: { word: id, among: [id] } };
}

const straight = phrase("The typographic quotation marks count as part of the text; leave them out.");

/** An address that lacks its beginning, or has one that is not asked for. */
export function addressSlip(value: string): Said | undefined {
  const whole = value.trim();
  if (/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?:[/?#][^\s\\]*)?$/i.test(whole))
    return phrase("Write it with its beginning: `{address}`.", { address: `https://${whole}` });
  return undefined;
}

const signs = new Map([
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["R$", "BRL"],
  ["US$", "USD"],
  ["$", "USD"],
  ["₹", "INR"],
  ["₺", "TRY"],
  ["₩", "KRW"],
  ["₦", "NGN"],
  ["₪", "ILS"],
  ["₴", "UAH"],
  ["zł", "PLN"],
  ["Fr.", "CHF"],
]);

// A region by its name is looked for in the languages that the tool speaks, and in those that many cities write.
const tongues = ["en", "fr", "es", "pt", "ar", "zh", "de", "it", "ru"];

/** The code of a currency by its sign, or of a country or a currency by its name in some language. */
function codeFor(value: string, allowed: readonly string[]): string | undefined {
  const sign = signs.get(value.trim());
  if (sign !== undefined && allowed.includes(sign)) return sign;
  const kind = allowed.every((code) => /^[A-Z]{2}$/.test(code)) ? "region" : "currency";
  if (kind === "currency" && !allowed.every((code) => /^[A-Z]{3}$/.test(code))) return undefined;
  const wanted = fold(value);
  if (wanted.length < 3 || value.length > 60) return undefined;
  for (const language of tongues) {
    const names = new Intl.DisplayNames(language, { type: kind, fallback: "none" });
    const found = allowed.find((code) => fold(names.of(code) ?? "") === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A word that is none of a list: in typographic quotation marks, or in another language. */
export function wordSlip(value: string, allowed: readonly string[]): Meant {
  if (quotes.test(value)) return { slip: straight };
  const word = translated(value, allowed) ?? codeFor(value, allowed);
  return word === undefined ? {} : { near: { word, among: [word] } };
}

/** A field that is none of its group: a field of the group around it or of one inside it, or its name in another language. */
export function fieldSlip(file: string, group: string, name: string, fields: readonly string[]): Meant {
  const around = partsOf(group);
  const outer = around.at(-1);
  const inner = fields.find((field) => fieldsAt(file, `${group}/${field}`).includes(name));
  if (inner !== undefined)
    return { slip: phrase("It is a field of `{group}`: see how far the line is indented.", { group: inner }) };
  const list = outer !== undefined && /^[0-9]+$/.test(outer) ? 2 : 1;
  if (outer !== undefined && fieldsAt(file, pointerOf(around.slice(0, -list))).includes(name))
    return { slip: phrase("It is a field of the group around this one: see how far the line is indented.") };
  const word = translated(name, fields);
  return word === undefined ? {} : { near: { word, among: [word] } };
}

const pointerOf = (parts: string[]) =>
  parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** The words of the format by what some language calls them. */
let known: Map<string, Set<string>> | undefined;

/** Made when it is first asked for: a document may have a hundred names that are none, and the languages thousands of labels. */
function spoken(): Map<string, Set<string>> {
  if (known) return known;
  const found = new Map<string, Set<string>>();
  const visit = (text: LocaleText | undefined, key: string): void => {
    if (typeof text === "object") for (const [name, below] of Object.entries(text)) visit(below, name);
    else if (typeof text === "string") {
      const word = fold(text);
      found.set(word, (found.get(word) ?? new Set()).add(key));
    }
  };
  for (const locale of Object.values(labels())) visit(locale as LocaleText, "");
  return (known = found);
}

/** The word of the format that some language calls so; none where it may be several. */
function translated(label: string, words: readonly string[]): string | undefined {
  const [only, other] = [...(spoken().get(fold(label)) ?? [])].filter((word) => words.includes(word));
  return other === undefined ? only : undefined;
}
