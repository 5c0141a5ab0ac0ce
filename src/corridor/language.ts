import { rules } from "../check/rules.gen.ts";
import { translated } from "../check/translate.ts";
import { UserError } from "../model/failure.ts";
import { phrase, series } from "../model/phrase.ts";
import type { Rule } from "../model/rule.ts";
import type { Words } from "../model/words.ts";
import { localeData, localeTags } from "../read/library.ts";
import { words } from "../report/words.ts";

/** Languages that have a locale. */
export const languages = (): string[] => localeTags().sort();

/** The locale that serves a language: its own, or that of its base language. */
export function localeOf(language: string): string | undefined {
  const known = languages();
  const base = language.split("-")[0] ?? "";
  return isTag(language)
    ? (known.find((name) => name.toLowerCase() === language.toLowerCase()) ??
        known.find((name) => name === base.toLowerCase()))
    : undefined;
}

/** Whether it is a tag that numbers and dates can be written by. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

/** Labels in a language. An explicit language without a locale is the user's error and names those there are. */
export function wordsOf(language: string | undefined): Words {
  if (language !== undefined && localeOf(language) === undefined)
    throw new UserError(
      "usage",
      phrase("There is no locale for the language `{language}`. There are: {languages}.", {
        language,
        languages: series("comma", languages()),
      }),
    );
  return wordsFor(language);
}

const spoken = new Map<string, Words>();

/** Labels in the locale of a language, else in English; texts of the dossier stay in that language. */
export function wordsFor(language = "en"): Words {
  const known = spoken.get(language);
  if (known) return known;
  const [base = ""] = language.split("-");
  const tag = [language, base].find(isTag) ?? "en";
  const made = words({ ...localeData(localeOf(tag) ?? ""), language: tag }, localeData("en") ?? { language: "en" });
  spoken.set(language, made);
  return made;
}

const told = new Map<string, ReadonlyMap<string, Rule>>();

/** The rules with their texts in a language, in English where it has none. */
export function rulesIn(language: string): ReadonlyMap<string, Rule> {
  // Asked once for each dossier, and to find the locale of a language takes as long as to read a short document.
  const known = told.get(language);
  if (known) return known;
  const locale = localeOf(language) ?? "en";
  const found = told.get(locale) ?? translated(rules, localeData(locale)?.["rules"]);
  told.set(locale, found);
  told.set(language, found);
  return found;
}
