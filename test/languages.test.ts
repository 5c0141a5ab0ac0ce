import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import {
  categories,
  faultsOf,
  isPlural,
  missing,
  phrasesIn,
  readLocale,
  root,
  sources,
  type Texts,
  toTranslate,
  unused,
} from "../scripts/i18n-texts.ts";
import { fromSheet, toSheet } from "../scripts/i18n-sheet.ts";
import { rules } from "../src/check/rules.gen.ts";
import { translated } from "../src/check/translate.ts";
import { main, type World } from "../src/cli/main.ts";
import { rulesIn } from "../src/index.ts";
import type { Diagnostic } from "../src/model/diagnostic.ts";
import type { Speech } from "../src/model/phrase.ts";
import type { LocaleData } from "../src/model/words.ts";
import { localeData } from "../src/read/library.ts";
import { words } from "../src/report/words.ts";
import { fixture, found, isOnSilencing } from "./rule-examples.ts";

const english = await toTranslate();
const data = (locale: unknown) => locale as LocaleData;

/** The languages of which it is said that nothing is missing. */
const complete = readdirSync(join(root, "locales"))
  .map((file) => file.replace(".yaml", ""))
  .filter((language) => language === "en" || readLocale(language)["complete"] === true);

/** Words that are spelt alike in English and another language, and texts that are made of names and signs alone. */
const whats = "frameworks, items, rules, templates, formats, languages";
const alike = new Set(
  `action actions area base cause central charter city communication compassion data date decision directive documents education email erreur error
  exchange final format formats for framework gender global horizon id idea impact information item latitude local mail Markdown media minute
  mobile national no note notes OK online original participation partner pause phase plan Plan plans plural points public questionnaire region
  Report revision rural Score seminar service sessions social solution source Source sources standard station status Status svg Total video
  Date Description Documents Audience Direction Instruction Normal Notes Options Format Note Type type UNESCO total Sources Participation
  indicator Indicator Expertise expertise impact Impact publication Publication Sector sector festival forum Forum campaign mentor plural
  webinar director Director Error general General observer social Gender Budget budget Base Horizon Contributions Pause Local Regional
  assembly culture philanthropy media adults adolescents no transport culture quality`
    .split(/\s+/)
    .filter(Boolean),
);

function* leaves(texts: Texts | undefined, at: string[] = []): Generator<[string[], string]> {
  if (typeof texts === "string") yield [at, texts];
  else if (texts) for (const [name, text] of Object.entries(texts)) yield* leaves(text, [...at, name]);
}

function textAt(texts: unknown, path: string[]): Texts | undefined {
  let found = texts;
  for (const name of path)
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, name)
        ? (found as Record<string, unknown>)[name]
        : undefined;
  return found as Texts | undefined;
}

/** Each English text with what another language makes of it; of forms by number each with each. */
function* pairs(own: unknown): Generator<{ key: string; text: string; translation: string; form: string }> {
  const seen = new Set<string>();
  for (const [path, text] of leaves(english)) {
    const parent = textAt(english, path.slice(0, -1));
    const whole = isPlural(parent) ? path.slice(0, -1) : path;
    const key = whole.join(" › ");
    if (seen.has(key)) continue;
    seen.add(key);
    const translation = textAt(own, whole);
    const all = isPlural(parent) ? (parent["other"] ?? text) : text;
    for (const [form, one] of leaves(translation)) yield { key, text: all, translation: one, form: form.join() };
  }
}

test("English is complete by itself, and other languages say that they are", () => expect(complete).toContain("en"));

test("phrases are plain literals, so that they can be found", () => {
  expect(phrasesIn(`phrase("a \\"b\\"") phrase('it "is"', {}) x.phrase(y) phrase(text)`)).toEqual([
    'a "b"',
    'it "is"',
    undefined,
  ]);
  const odd = sources().filter(({ file, text }) => file !== "model/phrase.ts" && phrasesIn(text).includes(undefined));
  expect(odd.map(({ file }) => file)).toEqual([]);
});

test("what fails is said in phrases", () => {
  const plain = sources().flatMap(({ file, text }) =>
    [...text.matchAll(/new UserError\(\s*"[a-z-]+",\s*(["'`].*)/g)].map(([, said]) => `${file}: ${said}`),
  );
  expect(plain).toEqual([]);
});

describe.each(complete.filter((language) => language !== "en"))("%s", (language) => {
  const { language: _language, direction: _direction, complete: _complete, ...own } = readLocale(language);

  it("lacks nothing and has nothing that English has not", () => {
    expect({ lacks: missing(english, own as Texts, language), unused: unused(english, own as Texts) }).toEqual({
      lacks: undefined,
      unused: [],
    });
  });

  it("keeps the names to fill in, what is quoted and the blanks at the ends", () => {
    const wrong = [...pairs(own)].flatMap(({ key, text, translation, form }) =>
      faultsOf({ path: key.split(" › "), text, translation, form, language }).map((fault) => `${key}: ${fault}`),
    );
    expect(wrong).toEqual([]);
  });

  it("says something else than English", () => {
    const same = [...pairs(own)].filter(
      ({ text, translation }) =>
        text === translation && /[A-Za-z]{2}/.test(text.replace(/\{\w+\}|`[^`]*`/g, "")) && !alike.has(text),
    );
    // A word or two may be the same; a sentence is not.
    expect(same.filter(({ text }) => text.split(" ").length > 3 && text !== whats)).toEqual([]);
    expect(same.length).toBeLessThan(60);
  });

  it("has the forms that its numbers take", () => {
    const forms = [...pairs(own)].filter(({ key }) => isPlural(textAt(own, key.split(" › "))));
    for (const { key } of forms)
      expect(Object.keys(textAt(own, key.split(" › ")) as object)).toEqual(
        expect.arrayContaining(categories(language)),
      );
  });
});

describe("a sheet for translators", () => {
  const own = (language: string): Texts => {
    const { language: _language, direction: _direction, complete: _complete, ...texts } = readLocale(language);
    return texts as Texts;
  };

  it.each(["ar", "fr", "zh"])("of %s brings back all that the language says", (language) => {
    expect(fromSheet(toSheet(english, own(language), language), english, language)).toEqual({
      texts: own(language),
      faults: [],
    });
  });

  it("of a new language has every form that it needs, and no translation", () => {
    const rows = toSheet(english, undefined, "ar").split("\n").filter(Boolean);
    expect(rows.every((row) => row.split("\t")[2] === "")).toBe(true);
    for (const form of categories("ar"))
      expect(rows.some((row) => row.startsWith(`/report/findings/errors/${form}\t`))).toBe(true);
  });

  it("is refused where a name, a code or a blank was lost, or the key is unknown", () => {
    const rows = [
      "/report/summary/author\t\tكتبه.",
      "/rules/cluster~1former/message/ended\t\tلم يعد `cluster` قائمًا.",
      "/phrases/ (it holds {codes})\t\t(فيه {codes})",
      "/report/no-such\t\tنص",
      "/report/findings/errors/two\t\tخطآن",
      "/report/findings/errors/few\t\tأخطاء",
      "/report/title\t\t",
    ];
    const { faults } = fromSheet(rows.join("\r\n"), english, "ar");
    expect(faults.map((fault) => fault.replace(/: \/.*/, ""))).toEqual([
      "1: names to fill in differ",
      "2: names to fill in differ",
      "2: codes in backticks differ",
      "3: blanks at an end differ",
      "4: no such key",
      "6: names to fill in differ",
    ]);
  });
});

/** A language in which every letter of ours looks otherwise: what reads as English in it comes from nowhere a language could reach. */
const strange = (text: string) =>
  text.replace(/\{\w+\}|`[^`]*`|([A-Za-z])/g, (whole, letter: string | undefined) =>
    letter === undefined ? whole : String.fromCodePoint(0x1d5d4 + letter.toLowerCase().charCodeAt(0) - 97),
  );
const inside = (texts: Texts): Texts =>
  typeof texts === "string"
    ? strange(texts)
    : Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, inside(text)]));

function said(speech: Speech, locale: LocaleData, wanted = (_id: string): boolean => true): string[] {
  const spoken = translated(rules, locale["rules"]);
  return [...spoken]
    .filter(([id]) => wanted(id))
    .flatMap(([id, rule]) =>
      [rule.wrong, ...(rule.cases ?? [])].flatMap((source) =>
        found(id, rule, fixture(source, id), speech).flatMap((one) => textsOf(one).map((text) => `${id}: ${text}`)),
      ),
    );
}

const textsOf = ({ message, help, why, detail, related, fixes }: Diagnostic): string[] =>
  [
    message,
    help,
    why,
    detail,
    ...(related ?? []).map((one) => one.message),
    ...(fixes ?? []).map(({ title }) => title),
  ].filter((text) => text !== undefined);

test("nothing of a finding is English where a language says otherwise", () => {
  const locale = data({
    language: "xx",
    ...Object.fromEntries(Object.entries(english).map(([name, texts]) => [name, inside(texts)])),
  });
  const speech: Speech = { ...words(data({ ...locale, language: "en" }), data({ language: "en" })), language: "en" };
  // Those on the workspace's own files go through the languages that there are; what an item lacks is said in the words of its pack.
  const left = said(speech, locale, (id) => !isOnSilencing(id)).filter(
    (text) =>
      !text.startsWith("checklist/contradicts-dossier") &&
      / [a-z]+ [a-z]+/.test(
        text
          .replace(/^\S+: /, "")
          .replace(/`[^`]*`/g, "")
          .replace(/\b(?:and|or)\b/g, ""),
      ),
  );
  expect(left).toEqual([]);
});

test.each(complete.filter((language) => language !== "en"))(
  "no finding in %s has an English phrase or an open name",
  (language) => {
    const locale = data(readLocale(language));
    const texts = said(words(locale, data(readLocale("en"))), locale);
    expect(texts.filter((text) => /\{[A-Za-z]+\}|undefined|NaN/.test(text))).toEqual([]);
    expect(
      texts.filter((text) =>
        /\b(?:the|which|is not|has no|of this|should have|and is)\b/.test(text.replace(/`[^`]*`/g, "")),
      ),
    ).toEqual([]);
  },
);

describe("the rules", () => {
  it.each([
    ["pt-BR", "pt"],
    ["PT", "pt"],
    ["de", "en"],
    ["no language", "en"],
  ])("in %s are those in %s, whichever is asked for first", (language, locale) => {
    const told = rulesIn(language);
    expect(told).toBe(rulesIn(locale));
    expect(rulesIn(language)).toBe(told);
  });
});

describe.each(["ar", "es", "fr", "pt", "zh"])("the rules in %s", (language) => {
  it("are each told in words of its own", () => {
    const told = rulesIn(language);
    const english = [...rules].filter(
      ([id, { asks, why }]) => told.get(id)?.asks === asks || told.get(id)?.why === why,
    );
    expect(english.map(([id]) => id)).toEqual([]);
  });
});

it("takes a locale apart once, since every finding may ask for a word of it", () => {
  expect(localeData("fr")?.language).toBe("fr");
  expect(localeData("fr")).toBe(localeData("fr"));
  expect(localeData("constructor")).toBeUndefined();
});

describe("the language of a run", () => {
  const world = (env: Record<string, string>): World => ({
    cwd: join(root, "examples"),
    env: new Map(Object.entries(env)),
    now: () => "2026-11-30",
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 100,
    icu: "74.1",
    input: () => Promise.resolve(new Uint8Array()),
    look: () => "nothing",
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  });
  const run = async (line: string, env: Record<string, string> = {}) => {
    const { stdout = "", stderr = "" } = await main(line.split(" "), world(env));
    return stdout + stderr;
  };
  const validate = "validate vila-clara --as-of 2026-11-30";
  const summary = {
    en: /\d warnings? in 1 dossier/,
    pt: /\d avisos? em 1 dossiê/,
    fr: /\d avertissements? dans 1 dossier/,
    ar: /في إضبارة واحدة \(٩ مستندات\)/,
    zh: /^1 份档案中(?:发现 \d|没有问题)/m,
  };

  it.each([
    ["", {}, "pt"],
    ["", { LANG: "fr_CA.UTF-8" }, "fr"],
    ["", { LANG: "fr_FR.UTF-8", LC_MESSAGES: "pt_BR" }, "pt"],
    ["", { LANG: "fr_FR.UTF-8", LC_ALL: "C.UTF-8" }, "en"],
    ["", { LANG: "POSIX" }, "en"],
    ["", { LANG: "ar_EG.UTF-8" }, "ar"],
    ["", { LANG: "zh_CN.UTF-8" }, "zh"],
    ["", { LANG: "xx_XX.UTF-8" }, "pt"],
    ["", { LANG: "…" }, "pt"],
    [" --language fr", { LC_ALL: "pt_PT" }, "fr"],
    [" --language en", {}, "en"],
  ] as const)("validate%s in %j", async (option, env, language) => {
    expect(await run(validate + option, env)).toMatch(summary[language]);
  });

  it("is English for several dossiers", async () => {
    expect(await run("validate --as-of 2026-11-30")).toMatch(/in 3 dossiers/);
  });

  it.each(["json", "ndjson", "sarif", "junit", "gitlab", "github", "compact", "markdown"])(
    "is that of the option alone in the format %s",
    async (format) => {
      const line = `${validate} --format ${format}`;
      const plain = await run(line, { LC_ALL: "C" });
      expect(await run(line, { LANG: "pt_PT.UTF-8" })).toBe(plain);
      expect(await run(line)).toBe(plain);
    },
  );

  it("is told to who errs, and never taken from the language of a new dossier", async () => {
    expect(await run("validate --language tlh")).toMatch(/tlh.*en, /);
    expect(await run("validate --language en-@@")).toMatch(/\[usage\]/);
    expect(await run("init new --name X --country PT --language fi --framework nothing", { LANG: "C" })).toMatch(
      /^milcity: A framework cannot be "nothing"/,
    );
  });
});
