/**
 * Reports in each language, byte by byte: whoever changes what a report says sees it here. `GOLDEN=write npx vitest run
 * test/golden.test.ts` writes them anew; look at the difference before it is committed.
 *
 * - `summary` of vila-clara as a page, as Markdown, as JSON and as the text of the Word document: one printed page, so that a difference in
 *   each of the formats can be read.
 * - `biennial` of every-field as Markdown: the report with most parts on the dossier that has each field once, so that every label and every
 *   sign is there. The page and JSON lay out the same view; as whole pages they would be ten times this, most of it markup.
 * - the text of a PDF is a browser's, whose lines depend on its fonts: the words of the Word document have to be in it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import {
  inspect,
  languages,
  loadFileFormat,
  loadFormat,
  localeOf,
  openWorkspace,
  reportOf,
  wordsOf,
} from "../src/index.ts";
import type { ReportView } from "../src/model/report.ts";

const root = resolve(import.meta.dirname, "..");
const scratch = mkdtempSync(join(tmpdir(), "milcity-golden-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const endings = { html: "html", markdown: "md", json: "json" } as const;

function opened(path: string) {
  const workspace = openWorkspace({ cwd: root, paths: [path], day: "2026-11-22" });
  const [one] = [...inspect(workspace)];
  if (!one) throw new Error("The dossier is not there.");
  return { workspace, one };
}
const city = opened("examples/vila-clara");
const full = opened("test/dossiers/every-field");

/** The style and the script are held by tests of their own, and would be most of each file. */
const withoutStyle = (text: string) =>
  text.replace(/<style>[^]*?<\/style>/, "<style>…</style>").replace(/<script>[^]*?<\/script>/, "<script>…</script>");

function viewed({ workspace, one }: typeof city, template: string, language: string) {
  const view = reportOf(one, workspace, { public: true, template, language });
  const words = wordsOf(localeOf(view.language));
  return { view, setting: { words, colour: false, width: 80, verbose: false, quiet: false } };
}

async function written(language: string, format: keyof typeof endings, template = "summary"): Promise<string> {
  const { view, setting } = viewed(template === "summary" ? city : full, template, language);
  const write = await loadFormat<ReportView>("report", format);
  return withoutStyle(write(view, setting)).replace(/(style|script)-src '[^']*'/g, "$1-src '…'");
}

/** The paragraphs of a Word document, each with the languages that its runs are marked as being in. */
async function inWord(language: string): Promise<string[]> {
  const { view, setting } = viewed(city, "summary", language);
  const bytes = (await loadFileFormat<ReportView>("report", "docx"))(view, setting) as Uint8Array;
  const xml = strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());
  return [...xml.replace(/<w:sdt>[^]*?<\/w:sdt>/, "").matchAll(/<w:p>[^]*?<\/w:p>/g)]
    .map(([paragraph]) => {
      const text = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, said = ""]) => said).join("");
      const tags = [...new Set([...paragraph.matchAll(/<w:lang w:val="([^"]*)"/g)].map(([, tag]) => tag))];
      return unescaped(text) + (tags.length === 0 ? "" : ` [${tags.join(" ")}]`);
    })
    .filter((line) => line.trim() !== "");
}

const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

/** What a file holds; with `GOLDEN=write` it is written first. */
function held(name: string, text: string): string {
  const file = join(root, "test/golden", name);
  if (process.env["GOLDEN"] === "write") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return existsSync(file) ? readFileSync(file, "utf8") : `There is no ${file}`;
}

describe.each(languages())("in %s", (language) => {
  it.each(Object.keys(endings) as (keyof typeof endings)[])("the report says as %s what it said", async (format) => {
    const text = await written(language, format);
    expect(text).toBe(held(`summary.${language}.${endings[format]}`, text));
  });

  it("the Word document says what it said", async () => {
    const text = `${(await inWord(language)).join("\n")}\n`;
    expect(text).toBe(held(`summary.${language}.docx.txt`, text));
  });

  it("the longest report says what it said", async () => {
    const text = await written(language, "markdown", "biennial");
    expect(text).toBe(held(`biennial.${language}.md`, text));
  });
});

/** What a reader of a PDF finds, without the blanks and hyphens that lines bring along. */
const letters = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

// Not in Arabic: what reads a PDF here puts the parts of its ligatures in another order.
it.each(["en", "fr", "es", "pt", "zh"])(
  "a PDF in %s says what the Word document says",
  async (language) => {
    const file = join(scratch, `${language}.pdf`);
    const args = ["report", "examples/vila-clara", "--template", "summary", "--as-of", "2026-11-22"];
    const made = spawnSync(process.execPath, ["bin/milcity.js", ...args, "--language", language, "-o", file], {
      cwd: root,
      encoding: "utf8",
    });
    expect([made.status, made.stderr]).toEqual([0, ""]);
    const { stdout } = spawnSync("pdftotext", ["-raw", "-enc", "UTF-8", file, "-"], { encoding: "utf8" });
    const text = letters(stdout);
    const lines = (await inWord(language)).map((line) => line.replace(/ \[[\w ]+\]$/, ""));
    // What the page leaves out, such as the plan's status, is not on paper either.
    const page = letters((await written(language, "html")).replace(/<[^>]*>|&#?\w+;/g, ""));
    const words = lines
      .flatMap((line) => line.split(/[^\p{L}\p{N}]+/u))
      .filter((word) => letters(word).length > 3 && page.includes(letters(word)));
    expect(words.length).toBeGreaterThan(40);
    expect(words.filter((word) => !text.includes(letters(word)))).toEqual([]);
  },
  180_000,
);
