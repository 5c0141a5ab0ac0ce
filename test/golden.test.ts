/**
 * One report in each language and format, byte by byte: whoever changes what a report says sees it here. `GOLDEN=write npx vitest run
 * test/golden.test.ts` writes them anew; look at the difference before it is committed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { inspect, languages, loadFormat, localeOf, openWorkspace, reportOf, wordsOf } from "../src/index.ts";
import type { ReportView } from "../src/model/report.ts";

const root = resolve(import.meta.dirname, "..");
const endings = { html: "html", markdown: "md", json: "json" } as const;

const workspace = openWorkspace({ cwd: join(root, "examples"), paths: ["vila-clara"], day: "2026-11-22" });
const [city] = [...inspect(workspace)];

/** The style and the script are held by tests of their own, and would be most of each file. */
const withoutStyle = (text: string) =>
  text.replace(/<style>[^]*?<\/style>/, "<style>…</style>").replace(/<script>[^]*?<\/script>/, "<script>…</script>");

async function written(language: string, format: keyof typeof endings): Promise<string> {
  if (!city) throw new Error("The example is not there.");
  const view = reportOf(city, workspace, { public: true, template: "summary", language });
  const words = wordsOf(localeOf(view.language));
  const setting = { words, colour: false, width: 80, verbose: false, quiet: false };
  const write = await loadFormat<ReportView>("report", format);
  return withoutStyle(write(view, setting)).replace(/(style|script)-src '[^']*'/g, "$1-src '…'");
}

describe.each(languages())("in %s", (language) => {
  it.each(Object.keys(endings) as (keyof typeof endings)[])("the report says as %s what it said", async (format) => {
    const file = join(root, "test/golden", `summary.${language}.${endings[format]}`);
    const text = await written(language, format);
    if (process.env["GOLDEN"] === "write") {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file), file).toBe(true);
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});
