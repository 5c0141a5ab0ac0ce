/**
 * The pictures of the documents: the report of the README, and each report as `docs/reports.md` shows it, taken by the installed Chromium of
 * what the built program writes.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

interface Picture {
  /** Without its ending, in `docs/images`. */
  name: string;
  template: string;
  dossier?: string;
  language?: string;
  width: number;
  height: number;
  scheme?: "light" | "dark";
  /** What the picture begins with; else the page. */
  at?: string;
  /** What is typed into the filter over what stands there. */
  filter?: string;
}

const wide = { width: 1100, height: 820 };
const narrow = { width: 390, height: 820 };
const pictures: Picture[] = [
  { name: "report", template: "biennial", width: 1200, height: 1480 },
  { name: "biennial-dark", template: "biennial", ...wide, scheme: "dark", at: "#mc-objectives" },
  { name: "biennial-filter", template: "biennial", ...wide, at: "#mc-indicators .mc-filter", filter: "people" },
  {
    name: "biennial-arabic",
    template: "biennial",
    dossier: "test/dossiers/ain-zaytoun",
    language: "ar",
    ...wide,
    at: "#mc-objectives",
  },
  { name: "mil", template: "mil", ...wide, at: "#mc-checklist" },
  { name: "mil-narrow", template: "mil", ...narrow, at: "#mc-checklist" },
  { name: "gnlc", template: "gnlc", ...wide, at: "#mc-s-accessibility" },
  { name: "gnlc-narrow", template: "gnlc", ...narrow, at: "#mc-s-accessibility" },
  { name: "iaec", template: "iaec", ...wide, at: "#mc-experiences" },
  { name: "iaec-narrow", template: "iaec", ...narrow, at: "#mc-experiences" },
  { name: "submission", template: "submission", ...wide, at: "#mc-actions" },
  { name: "submission-narrow", template: "submission", ...narrow, at: "#mc-actions" },
  { name: "checklist", template: "checklist", ...wide, at: "#mc-list-mil" },
  { name: "checklist-narrow", template: "checklist", ...narrow, at: "#mc-list-mil" },
  { name: "summary", template: "summary", ...wide },
  { name: "summary-narrow", template: "summary", ...narrow },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-picture-"));
mkdirSync(join(root, "docs/images"), { recursive: true });

function written({ template, dossier = "examples/vila-clara", language = "en" }: Picture): string {
  const file = join(folder, `${template}-${language}.html`);
  const asked = ["--template", template, "--as-of", "2026-11-30", "--language", language, "-o", file];
  execFileSync(process.execPath, ["bin/milcity.js", "report", dossier, ...asked], { cwd: root });
  return file;
}

const browser = await chromium.launch({
  executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const only = process.argv.slice(2);
for (const picture of pictures) {
  const { name, width, height, scheme = "light", at, filter } = picture;
  if (only.length > 0 && !only.includes(name)) continue;
  const tab = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  await tab.emulateMedia({ reducedMotion: "reduce" });
  await tab.goto(`file://${written(picture)}`);
  if (at !== undefined) {
    if (filter !== undefined) {
      await tab.locator(`${at} input`).last().fill(filter);
      await tab.locator(`${at} output`).last().filter({ hasText: /\d/ }).waitFor();
    }
    await tab.evaluate(
      `scrollTo(0, [...document.querySelectorAll(${JSON.stringify(at)})].at(-1).getBoundingClientRect().top + scrollY - 24)`,
    );
  }
  await tab.screenshot({ path: join(root, "docs/images", `${name}.png`), caret: "hide" });
  await tab.close();
}
await browser.close();
rmSync(folder, { recursive: true, force: true });
