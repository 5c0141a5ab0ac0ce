/** Arabic and Chinese where a reader meets them: direction, digits, lines and names of other scripts. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { main, type World } from "../src/cli/main.ts";
import { inspect, openWorkspace, reportOf, wordsOf } from "../src/index.ts";
import html from "../src/render/report/html.ts";
import { forTerminal, widthOf, wrapped } from "../src/render/terminal.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-tongues-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Written in Arabic, with French for some of it. */
const arabic = "test/dossiers/ain-zaytoun";
const settingOf = (language: string) => ({
  words: wordsOf(language),
  colour: false,
  width: 80,
  verbose: false,
  quiet: false,
});

function pageOf(path: string, language: string): string {
  const workspace = openWorkspace({ cwd: root, paths: [path], day: "2026-11-22", language });
  const [one] = [...inspect(workspace)];
  if (one === undefined) throw new Error(`No dossier at ${path}`);
  return html(reportOf(one, workspace, { public: false, language }), settingOf(language));
}

describe("a report", () => {
  it("reads in the direction of its language", () => {
    expect(pageOf(arabic, "ar")).toContain('<html lang="ar" dir="rtl">');
    expect(pageOf(arabic, "zh")).toContain('<html lang="zh" dir="ltr">');
  });

  it("shows a text that its language lacks in the dossier's first one, with the tag and the direction of that", () => {
    const [inArabic, inChinese, inFrench] = ["ar", "zh", "fr"].map((language) => pageOf(arabic, language));
    expect(inArabic).toContain("<h1>عين الزيتون</h1>");
    expect(inChinese).toContain('<h1><span lang="ar" dir="rtl">عين الزيتون</span></h1>');
    expect(inFrench).toContain("<h1>Aïn Zaytoun</h1>");
    for (const page of [inChinese, inFrench]) {
      expect(page).toContain(
        '<div class="mc-prose" lang="ar" dir="rtl">\n<p>تُعدّ اللجنة الخطة <strong>وتتابعها</strong>',
      );
      expect(page).toContain('<span lang="ar" dir="rtl">مئة مشارك</span>');
    }
    const only = "L&#x27;émission « La question du jour »";
    for (const page of [inArabic, inChinese]) expect(page).toContain(`<span lang="fr" dir="ltr">${only}</span>`);
    expect(inFrench).toContain(only);
    expect(inFrench).not.toContain(`<span lang="fr" dir="ltr">`);
  });

  it("keeps the sign before its number where text runs from right to left", () => {
    expect(pageOf(arabic, "ar")).toContain("&#x200e;-320");
    expect(pageOf(arabic, "fr")).not.toMatch(/\u200e|&#x200e;/);
  });

  it("has the digits of the country in words, tables and pictures alike", () => {
    const page = pageOf(arabic, "ar-EG");
    expect(page).toContain("٤١٬٢٥٠٫٧٥");
    const pictures = [...page.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
    expect(pictures.filter((text) => /٢٠٢٦/.test(text))).not.toEqual([]);
    const isolates = /&#x\w+;/g;
    expect(
      pictures.filter(
        (text) => /^[\d.,%]+$/.test(text.replace(isolates, "")) && /\d{3}/.test(text.replace(isolates, "")),
      ),
    ).toEqual([]);
  });
});

describe("on a page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(() => browser.close());

  test.each(["ar", "zh"])(
    "the whole report in %s is valid, accessible and no wider than the window",
    async (language) => {
      const file = join(folder, `${language}.html`);
      writeFileSync(file, pageOf(arabic, language));
      const jar = join(root, "node_modules/vnu-jar/build/dist/vnu.jar");
      const args = ["-jar", jar, "--stdout", "--errors-only", "--exit-zero-always", "--format", "text", file];
      expect(execFileSync("java", args, { encoding: "utf8" })).not.toMatch(/error:/i);
      for (const width of [360, 1440]) {
        const context = await browser.newContext({ viewport: { width, height: 900 } });
        const tab = await context.newPage();
        await tab.goto(`file://${file}`);
        const measured = "[document.documentElement.scrollWidth, getComputedStyle(document.body).direction]";
        expect(await tab.evaluate(measured)).toEqual([width, language === "ar" ? "rtl" : "ltr"]);
        if (width === 360) {
          const { violations } = await new AxeBuilder({ page: tab })
            .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
            .analyze();
          expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        }
        await context.close();
      }
    },
    180_000,
  );
});

describe("numbers in Arabic", () => {
  const words = wordsOf("ar");

  it.each([
    [0, "لا توجد أخطاء."],
    [1, "يوجد خطأ واحد."],
    [2, "يوجد خطآن."],
    [3, "توجد 3 أخطاء."],
    [11, "يوجد 11 خطأً."],
    [100, "يوجد 100 خطأ."],
  ])("%i takes its form", (count, said) => expect(words.say("report.findings.errors", { count })).toBe(said));

  it("hold no hidden character that a terminal would have to show", () => {
    const all = [
      words.number(-3.5),
      words.percent(0.625),
      words.money({ units: 123_450n, scale: 2, currency: "MAD" }),
      wordsOf("ar-EG").percent(-0.5),
    ];
    for (const text of all) expect(forTerminal(text)).toBe(text);
    expect(all[1]).toBe("62.5%");
  });

  it("and its lists and days are those of the language", () => {
    expect(words.list(["mil", "gnlc"], "comma")).toBe("mil، gnlc");
    expect(wordsOf("zh").list(["mil", "gnlc"], "comma")).toBe("mil、gnlc");
    expect(words.date("2026-11-30")).toBe("30 نوفمبر 2026");
    expect(wordsOf("ar-SA").date("2026-11-30")).toBe("٣٠ نوفمبر ٢٠٢٦");
  });
});

describe("at a terminal", () => {
  const world: World = {
    cwd: root,
    env: new Map(),
    now: () => "2026-11-22",
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 60,
    icu: "74.1",
    input: () => Promise.resolve(new Uint8Array()),
    look: () => "nothing",
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  };
  const run = async (line: string) => (await main(line.split(" "), world)).stdout ?? "";

  it.each(["ar", "zh"])("findings and scores in %s are whole words in lines that fit", async (language) => {
    for (const command of ["validate", "score"]) {
      const text = await run(`${command} ${arabic} --as-of 2026-11-22 --language ${language}`);
      expect(text).not.toMatch(/U\+|\{\w+\}|\b(?:the|items?|findings?|warnings?) /);
      // What is cited of a file, and names without a blank, may be longer.
      const long = text.split("\n").filter((line) => widthOf(line) > 60 && !/[|>]|[\w/.-]{30}/.test(line));
      expect(long).toEqual([]);
    }
  });

  it("Chinese is broken between its characters, and no line begins with a stop", () => {
    const text = "核对清单申报 `mil-01` 已完成，而档案中没有任何内容显示这一点。".repeat(4);
    const lines = wrapped(text, 24);
    expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    for (const line of lines) {
      expect(widthOf(line)).toBeLessThanOrEqual(24);
      expect(line).not.toMatch(/^[，。：；、）”]/);
    }
    expect(Math.max(...lines.map(widthOf))).toBeGreaterThan(20);
  });
});
