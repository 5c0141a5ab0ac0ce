/** The README's picture: the first page of the report that `npm start` renders, taken by the installed Chromium. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-picture-"));
const page = join(folder, "report.html");
execFileSync(
  process.execPath,
  ["bin/milcity.js", "report", "examples/vila-clara", "--as-of", "2026-11-30", "--language", "en", "-o", page],
  { cwd: root },
);
const browser = await chromium.launch({
  executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const tab = await browser.newPage({ viewport: { width: 1200, height: 1480 }, colorScheme: "light" });
await tab.goto(`file://${page}`);
await tab.screenshot({ path: join(root, "docs/images/report.png") });
await browser.close();
rmSync(folder, { recursive: true, force: true });
