import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import markdownit from "markdown-it";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inspect, openWorkspace, reportOf, wordsOf, type ReportView } from "../src/index.ts";
import { templates } from "../src/model/templates.gen.ts";
import type { LocaleData, LocaleText } from "../src/model/words.ts";
import html from "../src/render/report/html.ts";
import markdown from "../src/render/report/markdown.ts";
import { script, scriptHash, style, styleHash } from "../src/render/report/templates.build.js";
import { mapTexts } from "../src/render/report/visible.ts";
import { words } from "../src/report/words.ts";
import { withoutOwnScript } from "./page-script.ts";

interface Untidy {
  ruleNames: string[];
  lineNumber: number;
  errorDetail?: string;
}
// It comes without types.
const linter = "markdownlint-cli2/markdownlint/promise";
const { lint } = (await import(linter)) as { lint: (options: object) => Promise<{ report: Untidy[] }> };

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const locale = (language: string) =>
  parse(readFileSync(join(root, "locales", `${language}.yaml`), "utf8")) as LocaleData;
const setting = { words: wordsOf("en"), colour: false, width: 80, verbose: false, quiet: false };

function report(
  path: string,
  isPublic = true,
  language = "en",
  period?: { start: string; end: string },
  template = "biennial",
): ReportView {
  const workspace = openWorkspace({ cwd: root, paths: [path], day: "2026-11-22", language });
  const [one] = [...inspect(workspace)];
  if (one === undefined) throw new Error(`No dossier at ${path}`);
  return reportOf(one, workspace, { template, public: isPublic, language, ...(period && { period }) });
}

/** A dossier of its own below the temporary folder. */
function dossier(name: string, documents: Record<string, string>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(documents)) writeFileSync(join(path, file), text);
  return path;
}

const city =
  "kind: city\nversion: 1\nname: Porto Raso\ncountry: PT\nlanguages: [en]\nmemberships:\n  - { framework: mil, role: member }\n";

function expectValid(pages: Map<string, string>): void {
  const jar = join(root, "node_modules/vnu-jar/build/dist/vnu.jar");
  const files = [...pages].map(([name, page]) => {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, page);
    return file;
  });
  const args = ["-jar", jar, "--stdout", "--errors-only", "--exit-zero-always", "--format", "text", ...files];
  let said: string;
  try {
    said = execFileSync("java", args, { encoding: "utf8" });
  } catch (error) {
    throw new Error("The Nu validator did not run: this test needs `java`, version 11 or later.", { cause: error });
  }
  expect(said).not.toMatch(/error:/i);
}

async function expectTidy(text: string): Promise<void> {
  const { report: found } = await lint({ strings: { report: text }, config: { default: true, MD013: false } });
  expect(found.map(({ ruleNames, lineNumber, errorDetail }) => [ruleNames[0], lineNumber, errorDetail])).toEqual([]);
}

/** The elements of a page in order, without their texts. */
const elements = (page: string): string[] =>
  [
    ...withoutOwnScript(page)
      .replace(/<title>.*?<\/title>/s, "")
      .matchAll(/<\/?[a-z][a-z0-9]*/g),
  ].map(([tag]) => tag);

/** The names in a message. */
const named = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join(" ");

/** Milliseconds for both formats. */
function time(view: ReportView): number {
  const before = performance.now();
  html(view, setting);
  markdown(view, setting);
  return performance.now() - before;
}

/** At most two entries of every list: the same shape in less time. */
function short<T>(value: T): T {
  if (Array.isArray(value)) return value.slice(0, 2).map((entry: unknown) => short(entry)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, short(entry as unknown)])) as T;
}

/** Every text of the dossier replaced; enum values, languages and addresses stay. */
function replaced(view: ReportView, text: (key: string) => string): ReportView {
  const kept = new Set([
    "template",
    "value",
    "lang",
    "language",
    "direction",
    "asOf",
    "currency",
    "url",
    "website",
    "published",
    "anchor",
  ]);
  return mapTexts(view, (old, key) => (kept.has(key) ? old : text(key)));
}

describe("words", () => {
  const forms = { one: "{count} item", other: "{count} items", none: "nothing" };
  const own: LocaleData = { language: "pt-PT", report: { only: "só", count: forms } };
  const spoken = words(own, { language: "en", report: { both: "both {who}" } });

  test("fill in names, choose a plural and fall back", () => {
    expect(spoken.say("report.count", { count: 0 })).toBe("nothing");
    expect(spoken.say("report.count", { count: 1 })).toBe("1 item");
    expect(spoken.say("report.count", { count: 12_345 })).toBe("12\u00a0345 items");
    expect(spoken.say("report.both", { who: "{who}" })).toBe("both {who}");
    expect(() => spoken.say("report.constructor")).toThrow("report.constructor");
    expect(spoken.label("sector", "no-such")).toBe("no-such");
  });

  test("choose the text that fits best", () => {
    expect(spoken.spoken({ en: "e", "pt-PT": "p", pt: "b" })).toEqual({ text: "p" });
    expect(spoken.spoken({ en: "e", pt: "b" })).toEqual({ text: "b" });
    expect(spoken.spoken({ en: "e", ar: "a" }, "ar")).toEqual({ text: "a", lang: "ar" });
    expect(spoken.spoken({ en: "e", ar: "a" })).toEqual({ text: "e", lang: "en" });
    expect(spoken.spoken({ pt: " ", en: "e" })).toEqual({ text: "e", lang: "en" });
    expect(spoken.spoken("x", "fr")).toEqual({ text: "x", lang: "fr" });
    expect(spoken.spoken(undefined)).toEqual({ text: "" });
  });

  test("write money exactly, days in UTC and shares with a digit", () => {
    const english = wordsOf("en");
    expect(english.money({ units: 900_719_925_474_099_312n, scale: 2, currency: "EUR" })).toBe(
      "€9,007,199,254,740,993.12",
    );
    expect(english.money({ units: 1_000n, scale: 0, currency: "JPY" })).toBe("¥1,000");
    expect(english.money({ units: 1_500n, scale: 3, currency: "TND" })).toBe("TND\u00a01.500");
    expect(english.date("2026-03-01")).toBe("March 1, 2026");
    expect(english.percent(0.625)).toBe("62.5%");
  });

  test.each(["en", "pt", "fr", "es", "ar", "zh", "pt-BR", "en-GB", "ar-EG"])("write days in %s as Intl does", (tag) => {
    const words = wordsOf(tag);
    const shapes = [
      { month: "short", year: "numeric" },
      { month: "short", day: "numeric" },
      { year: "numeric" },
      { month: "short" },
      { day: "numeric", month: "short", year: "numeric" },
    ] as const;
    const utc = { timeZone: "UTC", calendar: "gregory" } as const;
    const long = new Intl.DateTimeFormat(tag, { dateStyle: "long", ...utc });
    const short = shapes.map((shape) => ({ shape, format: new Intl.DateTimeFormat(tag, { ...shape, ...utc }) }));
    for (const year of ["0987", "1582", "1600", "1999", "2026", "9999"])
      for (let month = 1; month <= 12; month++)
        for (const day of ["01", "09", "10", "28"]) {
          const value = `${year}-${String(month).padStart(2, "0")}-${day}`;
          const at = Date.parse(`${value}T00:00:00Z`);
          expect(words.date(value)).toBe(long.format(at));
          for (const { shape, format } of short) expect(words.moment(at, shape)).toBe(format.format(at));
        }
  });

  test.each(["en", "pt", "fr", "es", "ar", "zh", "pt-BR", "ar-EG"])("call countries in %s as Intl does", (tag) => {
    const names = new Intl.DisplayNames([tag.slice(0, 2)], { type: "region" });
    for (const code of ["PT", "CN", "EG", "TL", "XK", "GB", "ZZ", "AB", "QQ"])
      expect(wordsOf(tag).region(code)).toBe(names.of(code) ?? code);
  });

  test("every locale has the same keys with the same names in them", () => {
    const plural = new Set(["none", "zero", "one", "two", "few", "many", "other"]);
    const keys = (value: LocaleText, key: string): string[] => {
      if (typeof value === "string") return [`${key}: ${named(value)}`];
      const forms = Object.keys(value);
      const isPlural = forms.includes("other") && forms.every((form) => plural.has(form));
      if (isPlural) return [`${key}: ${named(JSON.stringify(value))}`];
      return Object.entries(value).flatMap(([name, inner]) => keys(inner, `${key}.${name}`));
    };
    const own = (language: string): string[] =>
      ["report", "enums"].flatMap((section) => keys(locale(language)[section] ?? {}, section)).sort();
    const others = readdirSync(join(root, "locales")).map((file) => file.replace(".yaml", ""));
    expect(others).toContain("pt");
    for (const other of others) expect(own(other)).toEqual(own("en"));
  });
});

describe("the report of a full dossier", () => {
  let view: ReportView;
  let page: string;
  beforeAll(() => {
    view = report("examples/vila-clara");
    page = html(view, setting);
  });

  test("is valid HTML, here, in Portuguese and for the other examples", () => {
    const pages = ["iaec-2024", "san-telmo-del-rio"].map(
      (name) => [name, html(report(`examples/${name}`), setting)] as const,
    );
    const portuguese = html(report("examples/vila-clara", true, "pt"), { ...setting, words: wordsOf("pt") });
    expect(portuguese).toContain('<html lang="pt" dir="ltr">');
    expectValid(new Map([["vila-clara", page], ["vila-clara-pt", portuguese], ...pages]));
  });

  test("is tidy Markdown", async () => {
    await expectTidy(markdown(view, setting));
    await expectTidy(markdown(report("examples/vila-clara", true, "pt"), { ...setting, words: wordsOf("pt") }));
    await expectTidy(markdown(report("examples/san-telmo-del-rio"), setting));
    for (const language of ["ar", "zh"])
      await expectTidy(
        markdown(report("test/dossiers/ain-zaytoun", true, language), { ...setting, words: wordsOf(language) }),
      );
  });

  test("has the same bytes each time", () => {
    const again = report("examples/vila-clara");
    expect(html(again, setting)).toBe(page);
    expect(markdown(again, setting)).toBe(markdown(view, setting));
  });

  test("lets in nothing but its own style and its own script", async () => {
    for (const [text, hash] of [
      [style, styleHash],
      [script, scriptHash],
    ] as const) {
      const own = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).toString("base64");
      expect(hash).toBe(`sha256-${own}`);
    }
    const policy = `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
    expect(page).toContain(`<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`);
    expect(page).toContain(`<style>${style}</style>`);
    expect(withoutOwnScript(page)).not.toMatch(/<script|<img|<link|style="|src=|@import|url\(/);
    for (const [, id] of page.matchAll(/ id="([^"]*)"/g)) expect(id).toMatch(/^mc-/);
  });

  test("names no field that the view does not have", () => {
    const fields = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        fields.add(key);
        collect(inner);
      }
    };
    for (const { id } of templates) collect(report("examples/vila-clara", true, "en", undefined, id));
    const parameters = new Set([
      "null",
      "page",
      "policy",
      "style",
      "script",
      "this",
      "items",
      "text",
      "lang",
      "public",
      "draft",
    ]);
    // What this dossier happens not to have.
    const absent = new Set(["numerator", "denominator", "responseDate", "over"]);
    const files = readdirSync(join(root, "templates"), { recursive: true, encoding: "utf8" });
    const unknown = files
      .filter((file) => file.endsWith(".hbs"))
      .flatMap((file) => {
        const source = readFileSync(join(root, "templates", file), "utf8");
        const paths = [...source.matchAll(/\{\{(?:#(?:if|each) |(?:show|list|link|md|plain|brief) )([A-Za-z.0-9-]+)/g)];
        return paths.flatMap(([, path = ""]) => path.split(".").map((name) => ({ file, name })));
      })
      .filter(({ name }) => !fields.has(name) && !parameters.has(name) && !absent.has(name));
    expect(unknown).toEqual([]);
  });
});

describe("what is not there", () => {
  test("is said in a sentence, and nothing is made up", async () => {
    const view = report(dossier("empty", { "milcity.yaml": city }));
    const [page, text] = [html(view, setting), markdown(view, setting)];
    expectValid(new Map([["empty", page]]));
    await expectTidy(text);
    for (const said of [
      "There is no action plan to report on.",
      "The plan has neither objectives nor actions.",
      "There is no committee.",
      "No feedback is recorded.",
      "The plan has no indicators.",
    ]) {
      expect(page).toContain(said);
      expect(text).toContain(said);
    }
    expect(view.glance).toMatchObject({ average: null, money: [], reportsDue: 0 });
    expect(text).toContain("Mayor: not stated");
  });
});

describe("what the report tells", () => {
  const plan = `
kind: plan
version: 1
id: p
title: A plan
frameworks: [mil]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
reporting: { every: 6, within: 1 }
objectives:
  - { id: o, title: Read, horizon: medium-term }
actions:
  - id: a
    title: First
    objective: o
    lead: { name: The library, sector: library-archive-museum }
    start: 2026-01-01
    end: 2026-12-31
    status: planned
    budget: { amount: { amount: "0.10", currency: EUR } }
    milestones:
      - { id: m1, title: Late, due: 2026-11-21 }
      - { id: m2, title: Today, due: 2026-11-22 }
      - { id: m3, title: Reached, due: 2026-05-01, done: 2026-05-02 }
  - { id: b, title: Second, objective: o, lead: { name: X }, start: 2026-03-01, end: 2026-03-01, status: planned, budget: { amount: { amount: 0.2, currency: EUR } } }
  - { id: c, title: Third, objective: nowhere, lead: { name: X }, start: 2026-03-01, ongoing: true, status: cancelled, budget: { amount: { amount: 5, currency: EUR } } }
indicators:
  - { id: i, title: Readers, type: outcome, direction: decrease, baseline: { value: 10, date: 2026-01-01 }, target: { value: 0, date: 2027-01-01 } }
  - { id: j, title: Rooms, type: output, baseline: { value: false, date: 2026-01-01 }, target: { value: { atLeast: 3 }, date: 2027-01-01 } }
funding:
  sources:
    - { id: s, name: City, kind: financial, status: secured, amount: { amount: 0.2, currency: EUR } }
    - { id: t, name: Fund, kind: financial, status: sought, amount: { amount: 7, currency: USD } }
readjustments:
  - { id: r, date: 2026-07-10, reason: Too few, change: More rooms, affects: [b, i], feedback: f1 }
`;
  const told = `
kind: report
version: 1
id: first
plan: p
period: { start: 2026-01-01, end: 2026-06-30 }
date: 2026-07-05
author: { name: The library }
status: approved
actions:
  - { action: a, status: in-progress, progress: 25, spent: { amount: "0.05", currency: EUR }, narrative: "Begun." }
indicators:
  - { indicator: i, value: 8, date: 2026-03-01 }
  - { indicator: i, value: 9, date: 2026-06-30 }
feedback:
  - { id: f1, from: residents, date: 2026-06-01, text: Too small, readjustment: r }
  - { id: f2, from: teachers, date: 2026-06-02, text: Too late, noChange: It cannot be earlier }
  - { id: f3, from: youth, date: 2026-06-03, text: Too loud }
`;
  let path: string;
  let view: ReportView;
  beforeAll(() => {
    path = dossier("told", { "milcity.yaml": city, "plan.yaml": plan, "report.yaml": told });
    view = report(path);
  });

  test("counts, averages and sums what is stated, and says how much of it is", () => {
    expect(view.glance).toMatchObject({ actions: 3, completed: 0, underWay: 1, milestones: 3, milestonesDone: 1 });
    expect(view.glance).toMatchObject({ progressStated: 1, progressOf: 2, reportsDue: 1, reportsPresent: 1 });
    expect(view.glance.average).toEqual({ fraction: 0.25, text: "25%" });
    expect(view.glance.money).toEqual([{ currency: "EUR", budget: "€0.30", secured: "€0.20", spent: "€0.05" }]);
    expect(view.funding.totals).toEqual([
      { currency: "EUR", sought: null, pledged: null, secured: "€0.20", total: "€0.20" },
      { currency: "USD", sought: "$7", pledged: null, secured: null, total: "$7" },
    ]);
  });

  test("puts actions under their objectives, with the newest state", () => {
    const [read, rest] = view.objectives;
    expect(read?.actions.map(({ number, title }) => [number, title?.text])).toEqual([
      ["1.1", "First"],
      ["1.2", "Second"],
    ]);
    expect(rest).toMatchObject({ number: null, title: null, actions: [{ title: { text: "Third" } }] });
    const [first, second] = read?.actions ?? [];
    expect(first).toMatchObject({ status: { value: "in-progress" }, progress: { text: "25%" }, spent: "€0.05" });
    expect(first?.lead).toEqual({ name: { text: "The library" }, sector: "libraries, archives and museums" });
    expect(first?.milestones.map(({ overdue }) => overdue)).toEqual([true, false, false]);
    expect(first?.accounts).toEqual([
      { period: "January 1, 2026 to June 30, 2026", text: { markdown: "Begun.", lang: null } },
    ]);
    expect(second).toMatchObject({ progress: null, spent: null, dates: "March 1, 2026", budget: "€0.20" });
    expect(rest?.actions[0]?.dates).toBe(
      "from March 1, 2026, ongoing for as long as the plan runs (until December 31, 2027)",
    );
  });

  test("judges an indicator by its direction and pace", () => {
    const [readers, rooms] = view.indicators;
    expect(readers).toMatchObject({
      latest: { value: "9", date: "June 30, 2026" },
      trend: { value: "worse" },
      onTrack: false,
    });
    expect(readers?.progress?.text).toBe("10%");
    expect(rooms).toMatchObject({
      baseline: { value: "not reached" },
      target: { value: "at least 3" },
      latest: null,
      trend: null,
      progress: null,
    });
  });

  test("sets beside each feedback what came of it", () => {
    expect(
      view.feedback.map(({ from, changed, change, noChange }) => [from, changed, change?.text, noChange?.text]),
    ).toEqual([
      ["residents", true, "More rooms", undefined],
      ["teachers", false, undefined, "It cannot be earlier"],
      ["young people", false, undefined, undefined],
    ]);
    expect(view.readjustment.entries).toMatchObject([
      {
        change: { text: "More rooms" },
        affects: [{ text: "Second" }, { text: "Readers" }],
        feedback: { text: "Too small" },
      },
    ]);
  });

  test("keeps to a period that is asked for", () => {
    const later = report(path, true, "en", { start: "2026-08-01", end: "2027-12-31" });
    expect(later.cover.period).toBe("August 1, 2026 to December 31, 2027");
    expect([later.summary.reports, later.feedback, later.readjustment.entries]).toEqual([[], [], []]);
    expect(later.objectives[0]?.actions).toHaveLength(2);
    expect(report(path, true, "en", { start: "2020-01-01", end: "2020-12-31" }).cover.plans).toEqual([]);
  });
});

describe("personal details", () => {
  const members = [
    "  - { id: ana, name: Ana Lima, roles: [chair], sector: health, email: canary-ana@example.org, phone: +351 211 111 111, gender: non-binary }",
    "  - { id: rui, name: Rui Melo, roles: [member], sector: media, email: rui@example.org, phone: +351 222 222 222, gender: man, publish: [email] }",
    "  - { id: eva, name: Eva Dias, roles: [member], sector: culture, email: not-an-address canary-eva, gender: woman }",
  ];
  const committee = `kind: committee\nversion: 1\nid: c\nname: Board\ntype: steering\nmembers:\n${members.join("\n")}\n`;
  let path: string;
  beforeAll(() => {
    path = dossier("people", { "milcity.yaml": city, "committee.yaml": committee });
  });

  test("are in a public report only where their owner has released them", () => {
    const view = report(path);
    const all = [JSON.stringify(view), html(view, setting), markdown(view, setting)].join("\n");
    expect(all).toContain("Ana Lima");
    expect(all).toContain("rui@example.org");
    expect(all).not.toMatch(/canary|211 111|222 222|non-binary/);
    expect(JSON.stringify(view)).not.toMatch(/"(?:email|phone|gender)"/);
  });

  test("are in an internal one, which says that it is not for publication", () => {
    const page = html(report(path, false), setting);
    expect(page).toContain("canary-ana@example.org");
    expect(page).toContain("+351 222 222 222");
    expect(page).toContain("not for publication");
  });
});

/** What a Markdown reader makes of a text; the comments that keep lists apart are ours. */
function outline(text: string): string[] {
  const reader = markdownit("commonmark", { html: true }).enable(["table"]);
  return reader
    .parse(text.replaceAll("<!-- -->", ""), {})
    .flatMap(({ type, tag, children }) => [
      ...(type.endsWith("_open") ? [tag] : type.startsWith("html") ? [type] : []),
      ...(children ?? []).map((child) => child.type).filter((name) => /^(?:link_open|image|html|code)/.test(name)),
    ]);
}

describe("hostile texts", () => {
  const attacks = [
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    '" onload="x',
    "{{city}} {{{page}}}",
    "[x](javascript:alert(1))",
    "![i](https://example.org/i.png)",
    "https://example.org/a_b",
    "www.example.org",
    "a@b.example",
    "| a | b |",
    "a\n\n# Heading\n\n- item\n1. one",
    "> quote",
    "```\ncode",
    "    code",
    "---",
    "***",
    "**bold**",
    "*em*",
    "`code`",
    "\\",
    "&amp; &#x202e;",
    "a\u202eb",
    "\u0000\u001b[31m",
    "\u200b\ufeff",
    "\ud800",
    "\ufffe",
    "\u2028",
    "A".repeat(300),
    "[r]: https://example.org",
    "(x)[y]",
    "#",
    "# x #",
    "ends!",
    "שלום",
    "+",
    "= =",
    "1.",
    "2) two",
    "<!--",
    "]]>",
    "$x$",
    "~~s~~",
  ];
  let view: ReportView;
  let plain: ReportView;
  beforeAll(() => {
    view = short(report("examples/vila-clara"));
    plain = replaced(view, () => "plain words");
  });

  /** The attacks one after the other, over all fields but the long texts; each round begins with another. */
  const attacked = (round: number, shape: (attack: string) => string): ReportView => {
    let count = round * 7;
    return replaced(view, (key) =>
      key === "markdown" ? "plain words" : shape(attacks[count++ % attacks.length] ?? ""),
    );
  };
  const rounds = [0, 1, 2, 3, 4];

  test("leave an action the address that its id gives it", () => {
    const page = html(view, setting);
    expect(page).toContain('id="mc-action-oficinas-nas-escolas"');
    expect(page).toContain('href="#mc-action-oficinas-nas-escolas"');
    for (const [, id = ""] of page.matchAll(/ id="(mc-action-[^"]*)"/g)) expect(id).toMatch(/^mc-action-[a-z0-9.-]+$/);
  });

  test("do nothing to the structure of a page", () => {
    const skeleton = elements(html(plain, setting));
    const pages = new Map(
      rounds.map((round) => [
        `attack-${round}`,
        html(
          attacked(round, (attack) => `x${attack}`),
          setting,
        ),
      ]),
    );
    for (const page of pages.values()) expect(elements(page)).toEqual(skeleton);
    expectValid(pages);
  });

  test("do nothing to the structure of a Markdown report", async () => {
    const expected = outline(markdown(plain, setting));
    for (const round of rounds) {
      const text = markdown(
        attacked(round, (attack) => `${attack} x`),
        setting,
      );
      expect(outline(text)).toEqual(expected);
      await expectTidy(text);
    }
  });

  test("are harmless in long texts as well", async () => {
    const blocks = [
      "## h",
      "- a\n  - b",
      "1. a\n2. b",
      "[l](https://example.org)",
      "| a |\n| - |\n| 1 |",
      "<div>\n*a*",
      "*b*",
    ];
    const pieces = fc.array(fc.constantFrom(...attacks, ...blocks), { maxLength: 8 });
    const pages = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(pieces, fc.constantFrom("\n", "\n\n", " "), async (parts, glue) => {
        const hostile = replaced(plain, (key) => (key === "markdown" ? parts.join(glue) : "plain words"));
        const page = html(hostile, setting);
        expect(withoutOwnScript(page)).not.toMatch(/<(?:script|img|iframe|[a-z]+ on[a-z]+=)/);
        for (const [, address = ""] of page.matchAll(/href="([^"]*)"/g)) expect(address).toMatch(/^(?:https:|#mc-)/);
        const text = markdown(hostile, setting);
        expect(outline(text).filter((name) => /^(?:image|html)/.test(name))).toEqual([]);
        await expectTidy(text);
        pages.set(`long-${pages.size % 10}`, page);
      }),
      { numRuns: 25, seed: 7 },
    );
    expectValid(pages);
  });

  test("show the characters that would act", () => {
    const page = html({ ...plain, cover: { ...plain.cover, city: { text: "a\u202eb\u0007" } } }, setting);
    expect(page).toContain("<h1>aU+202EbU+0007</h1>");
  });
});

test("names in another language say so, and stand apart in our sentences", () => {
  const base = short(report("examples/vila-clara"));
  const page = html({ ...base, cover: { ...base.cover, city: { text: "مدينة", lang: "ar" } } }, setting);
  expect(page).toContain('<h1><span lang="ar" dir="rtl">مدينة</span></h1>');
  expect(page).toContain('<bdi lang="ar" dir="rtl">مدينة</bdi>, as of');
});

test("2,000 actions take no more than their share of the time", () => {
  const base = report("examples/vila-clara");
  const [objective] = base.objectives;
  const [action] = objective?.actions ?? [];
  if (objective === undefined || action === undefined) throw new Error("The example has no action");
  const many = (count: number): ReportView => ({
    ...base,
    objectives: [{ ...objective, actions: Array.from({ length: count }, () => action) }],
  });
  time(many(500));
  expect(time(many(2_000))).toBeLessThan(10 * time(many(500)) + 500);
});
