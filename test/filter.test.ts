/** The filters over the long lists of a page, in a browser: with keys alone, in other scripts, on paper, and where no script runs. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inspect, openWorkspace, reportOf, wordsOf } from "../src/index.ts";
import html from "../src/render/report/html.ts";
import pdf from "../src/render/report/pdf.ts";
import { script, scriptHash } from "../src/render/report/templates.build.js";
import { inMemory } from "./in-memory.ts";
import { withoutOwnScript } from "./page-script.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-filter-"));
afterAll(() => rmSync(folder, { recursive: true }));

const settingOf = (language: string) => ({
  words: wordsOf(language),
  colour: false,
  width: 80,
  verbose: false,
  quiet: false,
});

type Made = (write: typeof html, language: string, template: string) => string;

function city(workspace: ReturnType<typeof openWorkspace>): Made {
  const [one] = [...inspect(workspace)];
  if (one === undefined) throw new Error("There is no dossier");
  return (write, language, template) =>
    write(reportOf(one, workspace, { public: true, template, language }), settingOf(language));
}

const example = city(openWorkspace({ cwd: root, paths: ["examples/vila-clara"], day: "2026-11-22", language: "en" }));

/** Ten actions of two objectives, and one of none. */
const titles = [
  "Ångström Straße",
  "Cœur de ville",
  "ورشة الإِعلام ١٢",
  "Ελλάδος λόγος",
  "İstanbul okulu",
  "媒体素养",
  "<b>constructor</b>",
  "Smørrebrød på Øst",
  "Łódź",
  "Plain 12",
  "Soft\u00adhyphen",
];
const many = city(
  inMemory(
    new Map([
      [
        "milcity.yaml",
        "kind: city\nversion: 1\nname: Porto Raso\ncountry: PT\nlanguages: [en]\nmemberships: [{ framework: mil, role: member }]\n",
      ],
      [
        "plan.yaml",
        `kind: plan\nversion: 1\nid: p\ntitle: A plan\nframeworks: [mil]\nstatus: active\nperiod: { start: 2026-01-01, end: 2027-12-31 }\nreporting: { every: 12 }\nobjectives:\n  - { id: o, title: Reading rooms, horizon: medium-term }\n  - { id: q, title: Voices, horizon: medium-term }\n  - { id: e, title: Nothing yet, horizon: medium-term }\nactions:\n${titles
          .map(
            (title, n) =>
              `  - { id: a${n}, title: "${title}", ${n === 10 ? "" : `objective: ${n % 2 ? "q" : "o"}, `}lead: { name: X }, start: 2026-01-01, end: 2027-12-31, status: planned }\n`,
          )
          .join("")}`,
      ],
    ]),
    { day: "2026-11-22" },
  ),
);

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});
afterAll(() => browser.close());

let context: BrowserContext;
let faults: string[] = [];
beforeEach(() => (faults = []));
afterEach(async () => {
  await context?.close();
  if (faults.length > 0) throw new Error(faults.join("\n"));
});

async function opened(page: string, more: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const file = join(folder, "page.html");
  writeFileSync(file, page);
  context = await browser.newContext({ viewport: { width: 1000, height: 900 }, ...more });
  const tab = await context.newPage();
  tab.on("console", (message) => faults.push(message.text()));
  tab.on("pageerror", ({ message }) => faults.push(message));
  tab.on("request", (request) => {
    if (request.url() !== `file://${file}`) faults.push(request.url());
  });
  await tab.goto(`file://${file}`);
  return tab;
}

/** The bar right before what a section holds. */
const barOf = (tab: Page, within: string) => tab.locator(`${within} .mc-filter`).last();
const actions = "#mc-objectives";

/** The first lines of what is to be seen, without their numbers. */
const shown = (tab: Page, rows: string): Promise<string[]> =>
  tab.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(rows)})].filter((one) => one.checkVisibility()).map((one) => one.innerText.split("\\n")[0].replace(/^[\\d.–]+\\s+/, ""))`,
  );
const isFocused = (tab: Page, selector: string): Promise<boolean> =>
  tab.evaluate(`document.activeElement === [...document.querySelectorAll(${JSON.stringify(selector)})].at(-1)`);

/** Types what is looked for, and gives the titles that are left. */
async function looked(tab: Page, text: string): Promise<string[]> {
  await barOf(tab, actions).getByRole("searchbox").fill(text);
  return shown(tab, `${actions} article`);
}

describe("a filter", () => {
  it("leaves the rows that hold all its words, whatever their case, accents and digits", async () => {
    const tab = await opened(many(html, "en", "biennial"));
    const bare = (text: string) => text.replace("\u00ad", "");
    const order = titles.map(bare);
    for (const [text, left] of [
      ["angstrom strasse", [0]],
      ["ANGSTRÖM", [0]],
      ["coeur", [1]],
      ["الاعلام", [2]],
      ["ورشة 12", [2]],
      ["plain ١٢", [9]],
      ["ΛΟΓΟΣ", [3]],
      ["istanbul", [4]],
      ["ISTANBUL", [4]],
      ["素养", [5]],
      ["<b>", [6]],
      ["smorrebrod ost", [7]],
      ["lodz", [8]],
      ["softhyphen", [10]],
      ["12 plain", [9]],
      ["  ", titles.map((_, n) => n)],
      ["constructor __proto__", []],
      ["x 12", [2, 9]],
      [".*", []],
      ["", titles.map((_, n) => n)],
    ] as const) {
      const found = (await looked(tab, text)).map((title) => order.indexOf(bare(title)));
      expect([text, found.toSorted((a, b) => a - b)]).toEqual([text, left]);
    }
  });

  it("by an objective leaves its actions, and no heading without one", async () => {
    const tab = await opened(many(html, "en", "biennial"));
    expect(await looked(tab, "voices")).toHaveLength(5);
    expect(await shown(tab, `${actions} h3`)).toEqual(["Objective 2: Voices"]);
    expect(await looked(tab, "lodz")).toHaveLength(1);
    expect(await shown(tab, `${actions} h3`)).toEqual(["Objective 1: Reading rooms"]);
    // One without an action is found by its own words.
    expect(await looked(tab, "nothing yet")).toEqual([]);
    expect(await shown(tab, `${actions} h3`)).toEqual(["Objective 3: Nothing yet"]);
    await looked(tab, "");
    expect(await shown(tab, `${actions} h3`)).toHaveLength(4);
  });

  it("in a table with rows under headings hides the headings that nothing is left of", async () => {
    const tab = await opened(many(html, "en", "mil"));
    const rows = "#mc-actions tbody tr";
    expect(await tab.locator(`${rows}:visible`).count()).toBe(14);
    await barOf(tab, "#mc-actions").getByRole("searchbox").fill("lodz");
    expect(await shown(tab, rows)).toEqual([
      "Objective 1: Reading rooms",
      "Łódź\tplanned\tX\tJanuary 1, 2026 to December 31, 2027\tnot stated\tnot stated",
    ]);
    await barOf(tab, "#mc-actions").getByRole("button").click();
    expect(await tab.locator(`${rows}:visible`).count()).toBe(14);
  });

  it("is worked with keys alone, says what it does, and once for a word", async () => {
    const tab = await opened(many(html, "en", "biennial"));
    const bar = barOf(tab, actions);
    const input = bar.getByRole("searchbox", { name: "Filter Objectives and actions", exact: true });
    const focused = () => isFocused(tab, `${actions} .mc-filter input`);
    for (let n = 0; n < 60 && !(await focused()); n++) await tab.keyboard.press("Tab");
    expect(await focused()).toBe(true);
    const told = bar.getByRole("status");
    await tab.evaluate(
      `{ const one = [...document.querySelectorAll("${actions} output")].at(-1); globalThis.told = []; new MutationObserver(() => told.push(one.textContent)).observe(one, { childList: true }); }`,
    );
    await tab.keyboard.type("voices");
    await expect.poll(() => told.innerText()).toBe("5 of 11 shown");
    expect(await tab.evaluate("told")).toEqual(["5 of 11 shown"]);
    await tab.keyboard.press("Tab");
    const clear = bar.getByRole("button", { name: "Show all Objectives and actions", exact: true });
    expect(await isFocused(tab, `${actions} .mc-filter button`)).toBe(true);
    await tab.keyboard.press("Enter");
    expect(await focused()).toBe(true);
    expect(await shown(tab, `${actions} article`)).toHaveLength(11);
    await expect.poll(() => told.innerText()).toBe("11 of 11 shown");
    expect(await clear.isVisible()).toBe(false);
    await tab.keyboard.type("lodz");
    await tab.keyboard.press("Escape");
    expect(await input.inputValue()).toBe("");
    expect(await shown(tab, `${actions} article`)).toHaveLength(11);
  });

  it("never stands between a link and where it leads", async () => {
    const tab = await opened(many(html, "en", "mil"));
    const link = tab.locator("#mc-to-do a").first();
    const address = (await link.getAttribute("href")) ?? "";
    const target = tab.locator(address);
    const input = barOf(tab, "#mc-checklist").getByRole("searchbox");
    await input.fill("no such item");
    expect(await target.isVisible()).toBe(false);
    await link.click();
    expect(await target.isVisible()).toBe(true);
    await expect
      .poll(() => tab.evaluate(`document.querySelector("${address}").getBoundingClientRect().top < innerHeight`))
      .toBe(true);
    await input.fill("no such item");
    await tab.evaluate("location.hash = '#mc-main'");
    await tab.goBack();
    await expect.poll(() => target.isVisible()).toBe(true);
    expect(await input.inputValue()).toBe("");
  });

  it("hides nothing on paper, and is not on it", async () => {
    const tab = await opened(many(html, "en", "biennial"));
    expect(await looked(tab, "lodz")).toHaveLength(1);
    await tab.emulateMedia({ media: "print" });
    expect(await shown(tab, `${actions} article`)).toHaveLength(11);
    expect(await shown(tab, `${actions} h3`)).toHaveLength(4);
    expect(await tab.locator(".mc-filter:visible").count()).toBe(0);
    await tab.emulateMedia({ media: "screen" });
    expect(await shown(tab, `${actions} article`)).toEqual(["Łódź"]);
  });

  it("stands over what is long enough to want it, and over each such list of every report", async () => {
    const bars: Record<string, string[]> = {};
    for (const template of ["biennial", "checklist", "gnlc", "iaec", "mil", "submission", "summary"]) {
      const tab = await opened(example(html, "en", template));
      const all = await tab.evaluate<{ rows: number; seen: boolean; name: string }[]>(
        `[...document.querySelectorAll(".mc-filter")].map((one) => ({
          rows: one.nextElementSibling.querySelectorAll("tbody tr:not(:has(.mc-group)), .mc-item, .mc-action").length,
          seen: !one.hidden,
          name: (one.querySelector("input").getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "),
        }))`,
      );
      for (const { rows, seen } of all) expect([template, rows, seen]).toEqual([template, rows, rows >= 8]);
      bars[template] = all.flatMap(({ seen, name }) => (seen ? [name] : []));
      await context.close();
    }
    expect(bars).toEqual({
      biennial: [
        "Filter Actions and milestones over time: the data",
        "Filter Objectives and actions",
        "Filter Indicators with their baseline, target and latest value",
        "Filter Around the table: Vila Clara Learns committee: the data",
        "Filter Members",
        "Filter Sources of money and of help in kind",
        "Filter UNESCO MIL Cities checklist",
        "Filter UNESCO GNLC guidelines for building learning cities (2015)",
        "Filter UNESCO GNLC strategy 2021–2023 (2021-2023)",
        "Filter Completion by area: IAEC action plan 2024: the data",
        "Filter IAEC action plan 2024 (2024)",
      ],
      checklist: [
        "Filter UNESCO MIL Cities checklist",
        "Filter UNESCO GNLC guidelines for building learning cities (2015)",
        "Filter UNESCO GNLC strategy 2021–2023 (2021-2023)",
        "Filter IAEC action plan 2024 (2024)",
      ],
      gnlc: [
        "Filter Sources of money and of help in kind",
        "Filter Actions by the groups that they are for; cancelled ones are left out",
        "Filter Indicators with their baseline, target and latest value",
        "Filter What the checklists ask here",
      ],
      iaec: [
        "Filter What the network asks of the city, and what the city's actions do for it",
        "Filter Every principle with the actions that name it",
        "Filter Experiences",
      ],
      mil: [
        "Filter The checklists, item by item",
        "Filter Every action with its status, lead, dates, checklist items and budget",
      ],
      submission: [
        "Filter Around the table: Vila Clara Learns committee: the data",
        "Filter Members",
        "Filter Every action with its status, lead, dates, checklist items and budget",
        "Filter Actions and milestones over time: the data",
        "Filter Objectives and actions",
        "Filter Indicators with their baseline, target and latest value",
        "Filter Sources of money and of help in kind",
      ],
      summary: [],
    });
  });
});

describe("where no script runs", () => {
  it("nothing is hidden, and no control is there that does nothing", async () => {
    const tab = await opened(many(html, "en", "biennial"), { javaScriptEnabled: false });
    expect(await tab.locator(".mc-filter").count()).toBeGreaterThan(1);
    expect(await tab.locator("input:visible, button:visible, output:visible").count()).toBe(0);
    expect(await shown(tab, `${actions} article`)).toHaveLength(11);
  });

  it("the page for a PDF has none, and a policy that lets none in", () => {
    const page = many(pdf, "en", "biennial");
    expect(page).not.toContain("<script");
    expect(page).not.toContain("script-src");
    expect(page).toContain("default-src 'none'; style-src");
  });
});

describe("in the language of the report", () => {
  it.each([
    ["fr", "Filtrer", "Affichage : 1 sur 11"],
    ["es", "Filtrar", "Se muestran 1 de 11"],
    ["pt", "Filtrar", "A mostrar 1 de 11"],
    ["ar", "تصفية", "المعروض: 1 من 11"],
    ["ar-EG", "تصفية", "المعروض: ١ من ١١"],
    ["zh", "筛选", "共 11 项，显示 1 项"],
  ])("%s", async (language, label, told) => {
    const tab = await opened(many(html, language, "biennial"));
    const bar = barOf(tab, actions);
    expect(await looked(tab, "lodz")).toEqual(["Łódź"]);
    await expect.poll(() => bar.getByRole("status").innerText()).toBe(told);
    expect(await bar.locator("label").innerText()).toBe(label);
    const [start, end] = await Promise.all([bar.locator("label").boundingBox(), bar.getByRole("button").boundingBox()]);
    expect((start?.x ?? 0) < (end?.x ?? 0)).toBe(!language.startsWith("ar"));
  });
});

describe("the script", () => {
  it("is the same in every report, holds nothing of a dossier, and is the only one that its policy lets in", async () => {
    const pages = [many(html, "en", "biennial"), example(html, "pt", "gnlc")];
    for (const page of pages) {
      expect(page.match(/<script/g)).toHaveLength(1);
      expect(withoutOwnScript(page)).not.toContain("<script");
      expect(page).toContain(`script-src '${scriptHash}'; `);
    }
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(script))).toString("base64");
    expect(scriptHash).toBe(`sha256-${hash}`);
    expect(script).toMatch(/^[ -~]+$/);
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|createElement|\.write|eval|Function|fetch|XMLHttp|[sS]torage|cookie|import/,
    );
  });

  it("goes on where a bar stands before nothing, or is none", async () => {
    const page = many(html, "en", "biennial").replace(
      '<main id="mc-main">',
      '$&<p class="mc-filter"></p><p></p><div><p class="mc-filter" data-told=""></p></div>',
    );
    const tab = await opened(page);
    expect(await looked(tab, "lodz")).toEqual(["Łódź"]);
  });

  it("runs nothing else that gets into a page", async () => {
    const page = many(html, "en", "biennial").replace("</main>", "<script>document.title='x'</script></main>");
    const tab = await opened(page);
    expect(await tab.title()).not.toBe("x");
    expect(faults.join()).toMatch(/Content Security Policy/);
    faults = [];
  });
});
