/**
 * Whether everybody can read every report: each template in each language, in light and dark, on narrow and wide windows. One page for
 * each template and language, which is resized instead of loaded again: axe takes most of the time, and a page little.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inspect, languages, reportOf, wordsOf, type Inspected, type Workspace } from "../src/index.ts";
import { templates } from "../src/model/templates.gen.ts";
import html from "../src/render/report/html.ts";
import { inMemory } from "./in-memory.ts";
import { strained } from "./strained.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-everybody-"));
afterAll(() => rmSync(folder, { recursive: true }));

const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const widths = [360, 768, 1440];
const ids = templates.map(({ id }) => id);
/** Asks for the colours of every text at every width as well: `MILCITY_THOROUGH=1 npx vitest run test/everybody.test.ts
 * --testTimeout 900000`, which takes long. */
const isThorough = process.env["MILCITY_THOROUGH"] === "1";
const tongues = languages();

interface Opened {
  workspace: Workspace;
  one: Inspected;
}
function opened(texts: Record<string, string>): Opened {
  const workspace = inMemory(new Map(Object.entries(texts)), { day: "2026-11-22" });
  const [one] = [...inspect(workspace)];
  if (one === undefined) throw new Error("There is no dossier");
  return { workspace, one };
}

/** The address of a page of a report. */
function written(name: string, { one, workspace }: Opened, template: string, language: string): string {
  const setting = { words: wordsOf(language), colour: false, width: 80, verbose: false, quiet: false };
  const file = join(folder, `${name}-${template}-${language}.html`);
  // An internal report shows the most.
  writeFileSync(file, html(reportOf(one, workspace, { public: false, template, language }), setting));
  return file;
}

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
});
afterAll(() => browser.close());

/** A page with everything unfolded that can be, and what it complains of or asks for. */
async function looked<T>(file: string, look: (tab: Page) => Promise<T>): Promise<T> {
  const tab = await browser.newPage({ viewport: { width: 360, height: 900 }, colorScheme: "light" });
  const faults: string[] = [];
  tab.on("console", (message) => faults.push(message.text()));
  tab.on("pageerror", ({ message }) => faults.push(message));
  tab.on("request", (request) => faults.push(request.url()));
  await tab.goto(`file://${file}`);
  await tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
  const seen = await look(tab);
  await tab.close();
  expect([file, faults]).toEqual([file, [`file://${file}`]]);
  return seen;
}

interface Fault {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/**
 * Marks one of each kind of text that is to be seen. The colours of a text follow from its element and classes and from those around it;
 * to ask axe for all of them takes ten times as long, which `right-to-left.test.ts` does of two pages, and a thorough run of all.
 */
const kinds = `{
  const seen = new Set();
  for (const one of document.querySelectorAll("body *")) {
    one.removeAttribute("data-kind");
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") || !one.checkVisibility()) continue;
    let kind = "";
    for (let at = one; at !== document.body; at = at.parentElement) kind += at.tagName + " " + (at.getAttribute("class") ?? "") + ">";
    if (!seen.has(kind)) one.setAttribute("data-kind", "");
    seen.add(kind);
  }
}`;

/** What axe finds against WCAG 2.2 A and AA, in light and in dark. */
async function faultsOf(tab: Page, isColoured = true): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  // The size of targets has to be asked for.
  const rules = { "target-size": { enabled: true }, "color-contrast": { enabled: false } };
  if (!(await tab.evaluate<boolean>("typeof axe === 'object'"))) await tab.evaluate(axe);
  const ask = async (about: string, options: object): Promise<string[]> => {
    const found = await tab.evaluate<Fault[]>(
      `axe.run(${about}, ${JSON.stringify({ ...options, resultTypes: ["violations"] })}).then(({ violations }) => violations)`,
    );
    return found.map(({ id, nodes: [first] }) => `${id}: ${first?.html.slice(0, 200)} ${first?.failureSummary}`);
  };
  const faults = await ask("document", { runOnly: tags, rules });
  if (!isColoured) return faults;
  if (!isThorough) await tab.evaluate(kinds);
  for (const colorScheme of ["dark", "light"] as const) {
    await tab.emulateMedia({ colorScheme });
    const colours = await ask(isThorough ? "document" : '{ include: [["[data-kind]"]] }', {
      runOnly: { type: "rule", values: ["color-contrast"] },
    });
    faults.push(...colours.map((fault) => `${colorScheme} ${fault}`));
  }
  return faults;
}

/** What reaches beyond a window is what nothing scrolls around. */
const wide = "document.documentElement.scrollWidth";

describe("every report in every language", () => {
  const dossier = opened(strained(9));

  test.each(ids.flatMap((template) => tongues.map((language) => [template, language] as const)))(
    "%s in %s",
    async (template, language) => {
      await looked(written("strained", dossier, template, language), async (tab) => {
        for (const width of widths) {
          await tab.setViewportSize({ width, height: 900 });
          expect([width, await tab.evaluate(wide)]).toEqual([width, width]);
          // Colours do not change with the width; in English they are asked for all the same.
          expect([width, await faultsOf(tab, isThorough || width === 360 || language === "en")]).toEqual([width, []]);
        }
      });
    },
  );

  test("is valid HTML", () => {
    const jar = join(root, "node_modules/vnu-jar/build/dist/vnu.jar");
    const files = ids.flatMap((template) =>
      tongues.map((language) => written("strained", dossier, template, language)),
    );
    const args = ["-jar", jar, "--stdout", "--errors-only", "--exit-zero-always", "--format", "text", ...files];
    const said = execFileSync("java", args, { encoding: "utf8", maxBuffer: 1e8 }).split("\n");
    expect(said.filter((line) => /error:/i.test(line)).slice(0, 9)).toEqual([]);
  }, 400_000);
});

describe("a report", () => {
  test.each(ids)("%s without an action, and with 2,000 of them, is no wider than the window", async (template) => {
    for (const actions of [0, 2_000])
      await looked(written(String(actions), opened(strained(actions)), template, "en"), async (tab) => {
        // The longer a page, the longer a browser takes to lay it out anew.
        for (const width of actions === 0 ? widths : [360]) {
          await tab.setViewportSize({ width, height: 900 });
          expect([actions, width, await tab.evaluate(wide)]).toEqual([actions, width, width]);
        }
        if (actions === 0) expect(await faultsOf(tab)).toEqual([]);
      });
  });

  test("is as readable while it is filtered", async () => {
    await looked(written("filtered", opened(strained(9)), "biennial", "ar"), async (tab) => {
      await tab.locator("#mc-objectives").getByRole("searchbox").last().fill("everyone");
      await tab.locator("#mc-objectives output").last().filter({ hasText: "9" }).waitFor();
      expect(await faultsOf(tab)).toEqual([]);
      expect(await tab.evaluate(wide)).toBe(360);
    });
  });

  test("with a fault is found out: of structure, of colours in light and in dark alike", async () => {
    const file = written("faulty", opened(strained(0)), "summary", "en");
    const page = readFileSync(file, "utf8");
    writeFileSync(file, page.replace("</main>", '<p><a href="#x"></a></p></main>'));
    expect((await looked(file, (tab) => faultsOf(tab))).map((text) => text.split(":")[0])).toEqual(["link-name"]);
    for (const [quiet, said] of [
      ["#55606a", "color-contrast"],
      ["#a9b3bc", "dark color-contrast"],
    ] as const) {
      const style = page
        .replace(`--quiet:${quiet}`, "--quiet:#777")
        .replace(/style-src '[^']*'/, "style-src 'unsafe-inline'");
      const unlike = style.replace(`--quiet: ${quiet}`, "--quiet: #777");
      writeFileSync(file, unlike);
      expect(unlike).toContain("#777");
      expect((await looked(file, (tab) => faultsOf(tab))).join()).toContain(said);
    }
  });
});
