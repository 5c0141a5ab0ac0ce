/** What is to be translated: the rules' texts, the phrases of the sources and of the commands, and the sections of `locales/en.yaml`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { rules } from "../src/check/rules.gen.ts";
import { commonOptions } from "../src/cli/command.ts";
import { commands } from "../src/cli/commands.gen.ts";
import { templates } from "../src/model/templates.gen.ts";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** A text, or texts by name. */
export type Texts = string | { [name: string]: Texts };
export type Locale = { [section: string]: Texts | boolean | undefined };

export const localeFile = (language: string) => join(root, "locales", `${language}.yaml`);

export const readLocale = (language: string): Locale =>
  existsSync(localeFile(language)) ? (parse(readFileSync(localeFile(language), "utf8")) as Locale) : {};

export const sources = (): { file: string; text: string }[] =>
  readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.(d|gen)\.ts$/.test(file))
    .map((file) => ({ file: file.replaceAll("\\", "/"), text: readFileSync(join(root, "src", file), "utf8") }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));

/** Every use of the constructor of phrases; `text` is undefined where its argument is no plain literal. */
export function phrasesIn(source: string): (string | undefined)[] {
  const uses = source.matchAll(/(?<![.\w])phrase\(\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|(\S))/g);
  return [...uses].map(([, double, single]) => {
    const literal = double ?? single?.replaceAll("\\'", "'").replaceAll('"', '\\"');
    return literal === undefined ? undefined : (JSON.parse(`"${literal}"`) as string);
  });
}

/** What the commands say of themselves. */
async function ofCommands(): Promise<string[]> {
  const texts = [
    ...Object.values(commonOptions).map(({ about }) => about),
    ...templates.flatMap(({ title, about }) => [title, about]),
  ];
  for (const { load } of commands.values()) {
    const { summary, arguments: named = [], options, examples } = (await load()).default;
    texts.push(summary, ...[...named, ...options].map(({ about }) => about), ...examples.map(([, does]) => does));
  }
  return texts;
}

/** Every key with its text in English; a phrase whose forms go by number has them in `locales/en.yaml`. */
export async function toTranslate(): Promise<Record<string, Texts>> {
  const {
    language: _language,
    direction: _direction,
    complete: _complete,
    phrases: forms,
    ...sections
  } = readLocale("en");
  const found = sources().flatMap(({ text }) => phrasesIn(text));
  const phrases = [...new Set([...found.filter((text) => text !== undefined), ...(await ofCommands())])];
  return {
    ...(sections as Record<string, Texts>),
    rules: Object.fromEntries(
      [...rules].map(([id, { asks, message, why, fix }]) => [
        id,
        fix === "" ? { asks, message, why } : { asks, message, why, fix },
      ]),
    ),
    phrases: Object.fromEntries(
      phrases.map((text) => [text, typeof forms === "object" ? (forms[text] ?? text) : text]),
    ),
  };
}

/** The names of numbers' forms that whole numbers up to a hundred thousand take in a language. */
export const categories = (language: string): string[] => [...numbersOf(language).keys()];

const counted = new Map<string, Map<string, number>>();

/** How many of those numbers take each form. */
function numbersOf(language: string): Map<string, number> {
  const known = counted.get(language);
  if (known !== undefined) return known;
  const plural = new Intl.PluralRules(language);
  const found = new Map<string, number>();
  for (let n = 0; n <= 100_000; n++) found.set(plural.select(n), (found.get(plural.select(n)) ?? 0) + 1);
  counted.set(language, found);
  return found;
}

export const formNames = new Set(["zero", "one", "two", "few", "many", "other", "none"]);

/** Whether it is one text with forms by number, not several texts. */
export const isPlural = (text: Texts | undefined): text is { [form: string]: string } =>
  typeof text === "object" && "other" in text && Object.keys(text).every((name) => formNames.has(name));

const namesIn = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
/** Single words in backticks; what is quoted with blanks in it may be words. */
const codesIn = (text: string) => (text.match(/`[^`]*`/g) ?? []).filter((code) => !code.includes(" ")).sort();
const endsOf = (text: string) => [/^\s*/, /\s*$/].map((end) => end.exec(text)?.[0]);
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Forms whose number goes without saying: those of a single number, such as the dual of Arabic, and "one" wherever it is. */
const exact = (form: string, language: string): boolean => form === "one" || numbersOf(language).get(form) === 1;

/** What a translation has lost of its English text, or added to it. */
export function faultsOf(one: {
  path: readonly string[];
  text: string;
  translation: string;
  form?: string;
  language: string;
}): string[] {
  const { path, text, translation, form = "", language } = one;
  const names = namesIn(text);
  const there = namesIn(translation);
  // Of none nothing need be said.
  const nothing = form === "none" || (form === "zero" && exact(form, language));
  const must = nothing ? [] : names.filter((name) => name !== "{count}" || !exact(form, language));
  const wrong = (fault: string, is: boolean) => (is ? [fault] : []);
  return [
    ...wrong(
      "names to fill in differ",
      !there.every((name) => names.includes(name)) || !must.every((name) => there.includes(name)),
    ),
    ...wrong(
      "codes in backticks differ",
      /^(?:rules|phrases)$/.test(path[0] ?? "") && !same(codesIn(text), codesIn(translation)),
    ),
    ...wrong("blanks at an end differ", !same(endsOf(text), endsOf(translation))),
  ];
}

/** What a language lacks of some texts, in English; of forms by number, all that it needs. */
export function missing(texts: Texts, own: Texts | undefined, language: string): Texts | undefined {
  if (isPlural(texts)) {
    const needed = categories(language);
    if (typeof own === "string" || (isPlural(own) && needed.every((name) => Object.hasOwn(own, name))))
      return undefined;
    const { other = "", one = other } = texts;
    const all = Object.fromEntries(needed.map((name) => [name, name === "one" ? one : other]));
    return texts["none"] === undefined ? all : { none: texts["none"], ...all };
  }
  if (typeof texts === "string") return typeof own === "string" || isPlural(own) ? undefined : texts;
  const lacking = Object.entries(texts).flatMap(([name, text]): [string, Texts][] => {
    const there = typeof own === "object" && Object.hasOwn(own, name) ? own[name] : undefined;
    const lacks = missing(text, there, language);
    return lacks === undefined ? [] : [[name, lacks]];
  });
  return lacking.length === 0 ? undefined : Object.fromEntries(lacking);
}

/** Keys that a language has and English has not. */
export function unused(texts: Texts | undefined, own: Texts | boolean | undefined, at = ""): string[] {
  if (typeof own !== "object" || isPlural(own)) return texts === undefined && own !== undefined ? [at] : [];
  if (typeof texts !== "object" || isPlural(texts)) return [at];
  return Object.entries(own).flatMap(([name, text]) =>
    unused(Object.hasOwn(texts, name) ? texts[name] : undefined, text, at === "" ? name : `${at} › ${name}`),
  );
}
