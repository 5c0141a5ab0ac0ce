import { english, type Phrase, phrase, series, type Speech, told } from "../model/phrase.ts";

/** A text of a pack: plain, or a version per language. */
export type Text = string | { [language: string]: string | undefined };

/** The text in the language asked for, else in the language without its region, in English, or in the first there is. */
export function inLanguage(text: Text, language: string): string {
  if (typeof text === "string") return text;
  const version = (tag: string) => (Object.hasOwn(text, tag) ? text[tag] : undefined);
  return version(language) ?? version(language.split("-")[0] ?? "") ?? version("en") ?? Object.values(text)[0] ?? "";
}

/** Why something is not counted, in words: a pack's own by language, ours as the language says them. */
export function reasonIn(reason: Record<string, string> | Phrase, language: string, speech: Speech = english): string {
  return isPhrase(reason) ? told(reason, speech) : inLanguage(reason, language);
}

const isPhrase = (reason: Record<string, string> | Phrase): reason is Phrase => "phrase" in reason;

/** Why an item is listed and not counted. */
export const reasons = {
  role: (roles: readonly string[]): Phrase =>
    phrase("asked of the roles {roles} only", { roles: series("comma", roles) }),
  announced: (since: string): Phrase => phrase("announced: it counts from {since}", { since }),
  past: (until: string): Phrase => phrase("it counted until {until}", { until }),
};
