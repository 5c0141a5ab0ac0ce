/** What leaves the screen: the report as a PDF and as a Word document, and what a public report keeps back in every format. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import markdownit from "markdown-it";
import { afterAll, describe, expect, it } from "vitest";
import { city, milPlan } from "../src/check/examples.ts";
import { browserOf, type Machine } from "../src/browser.ts";
import { inspect } from "../src/corridor/inspect.ts";
import { openWorkspace } from "../src/corridor/open.ts";
import { localeOf, wordsOf } from "../src/corridor/language.ts";
import { formatsOf, loadFileFormat } from "../src/corridor/offers.ts";
import { reportOf } from "../src/corridor/report.ts";
import type { ReportView } from "../src/model/report.ts";
import { templates } from "../src/model/templates.gen.ts";
import { marking } from "../src/render/report/tongues.ts";
import { bodyOf } from "../src/render/report/word/body.ts";
import { inMemory } from "./in-memory.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-paper-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(args: string[], env: Record<string, string> = {}) {
  const temporary = mkdtempSync(join(scratch, "tmp-"));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "bin/milcity.js"), "report", ...args], {
    cwd: scratch,
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C", HOME: scratch, TMPDIR: temporary, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr, left: readdirSync(temporary) };
}

const dossier = join(root, "test/dossiers/ribeira-nova");

/** A program that stands in for a browser. */
function stub(name: string, script: string): string {
  const path = join(scratch, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("a PDF", () => {
  it("is tagged, has bookmarks, a title and a language, and the day of assessment for its date", () => {
    const file = join(scratch, "report.pdf");
    const { status, stderr, left } = run([dossier, "--as-of", "2026-11-30", "-o", file]);
    expect([status, stderr, left]).toEqual([0, "", []]);
    const text = readFileSync(file).toString("latin1");
    expect(text.startsWith("%PDF-")).toBe(true);
    expect(text).toContain("/Marked true");
    expect(text).toContain("/Outlines");
    expect(text).toMatch(/\/Lang \(pt\)/);
    expect(text).toMatch(/\/Title \((?:Ribeira Nova|\\376\\377|\xfe\xff)/);
    expect(text).toContain("/CreationDate (D:20261130000000+00'00')");
    expect(text.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3);
  }, 120_000);

  it("is made without network, in a profile of its own, and nothing is left behind", () => {
    const told = join(scratch, "told");
    const fake = stub(
      "recorder",
      `printf '%s\\n' "$@" > ${told}; pwd > ${told}.cwd; env > ${told}.env
for a in "$@"; do case "$a" in --print-to-pdf=*) printf '%%PDF-1.4\\n%%%%EOF\\n' > "\${a#--print-to-pdf=}";; file:*) cp "$(printf %s "$a" | sed 's,^file://,,')" ${told}.html;; esac; done`,
    );
    const file = join(scratch, "made.pdf");
    const { status, left, stderr } = run([dossier, "--browser", fake, "-o", file, "--as-of", "2026-11-30"], {
      SECRET_TOKEN: "s3cret",
    });
    expect([status, stderr, left]).toEqual([0, "", []]);
    const args = readFileSync(told, "utf8").split("\n");
    expect(args).toContain("--host-resolver-rules=MAP * ~NOTFOUND");
    expect(args).toContain("--proxy-server=http://127.0.0.1:9");
    expect(args).toContain("--export-tagged-pdf");
    expect(args).toContain("--generate-pdf-document-outline");
    expect(args.includes("--no-sandbox")).toBe(process.getuid?.() === 0);
    const cwd = readFileSync(`${told}.cwd`, "utf8").trim();
    expect(args).toContain(`--user-data-dir=${cwd}/profile`);
    expect(existsSync(cwd)).toBe(false);
    const env = readFileSync(`${told}.env`, "utf8");
    expect(env).not.toContain("s3cret");
    expect(env).toContain(`HOME=${cwd}`);
    expect(readFileSync(`${told}.html`, "utf8")).toContain("default-src 'none'");
    expect(readFileSync(file, "latin1")).toBe("%PDF-1.4\n%%EOF\n");
  });

  it.each([
    ["makes nothing", "exit 3"],
    [
      "makes half a file",
      `for a in "$@"; do case "$a" in --print-to-pdf=*) printf '%%PDF-1.4' > "\${a#--print-to-pdf=}";; esac; done`,
    ],
  ])("is whole or not at all: a browser that %s", (name, script) => {
    const file = join(scratch, `${name}.pdf`);
    const { status, stderr, left } = run([dossier, "--browser", stub("broken", script), "-o", file]);
    expect([status, stderr, left]).toEqual([2, expect.stringContaining("[write]"), []]);
    expect(stderr).toContain("--format html");
    expect(existsSync(file)).toBe(false);
  });

  it("says what is missing", () => {
    expect(run([dossier, "--format", "pdf"]).stderr).toContain("--output report.pdf");
    expect(run([dossier, "--browser", "/nowhere", "-o", join(scratch, "x.pdf")]).stderr).toContain("`/nowhere`");
    expect(run([dossier, "--browser", "/bin/sh", "-o", join(scratch, "x.html")]).stderr).toContain("--format pdf");
  });

  it("is never made by a program that lies around the work", async () => {
    const work = join(scratch, "work");
    const bin = join(work, "bin");
    const modules = join(scratch, "elsewhere/node_modules/.bin");
    const good = join(scratch, "good");
    for (const folder of [bin, modules, good]) {
      mkdirSync(folder, { recursive: true });
      cpSync(stub("chromium", "exit 0"), join(folder, "chromium"));
    }
    mkdirSync(join(work, ".git"));
    mkdirSync(join(work, "city"));
    const machine: Machine = {
      platform: "linux",
      env: { PATH: ["bin", ".", bin, modules, good].join(":") },
      cwd: join(work, "city"),
      temporary: scratch,
      isRoot: false,
      end: () => undefined,
      stop: new AbortController().signal,
    };
    expect(await browserOf(undefined, machine)).toBe(join(good, "chromium"));
    await expect(browserOf(undefined, { ...machine, platform: "win32", env: { PATH: bin } })).rejects.toThrow(
      /Install Chromium or Google Chrome, or name one with --browser PATH\. The page \(--format html\) prints as well/,
    );
  });
});

const partsIn = (bytes: Uint8Array) =>
  new Map(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]));

/** Well-formed, as far as a reader of few words can tell: every element is closed in its order, and no sign stands where it may not. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml [^>]*\?>/, "");
  for (const [, end, name = "", empty] of body.matchAll(/<(\/)?([\w:]+)(?: [\w:]+="[^"<]*")*(\/)?>/g))
    if (end) {
      if (open.pop() !== name) return false;
    } else if (!empty) open.push(name);
  const texts = body.replace(/<(\/)?([\w:]+)(?: [\w:]+="[^"<]*")*(\/)?>/g, "");
  return (
    open.length === 0 &&
    !/[<>]|&(?!#\d+;)/.test(texts) &&
    !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)
  );
}

const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
const wordsIn = (xml: string) =>
  [...xml.replace(/<w:sdt>[^]*?<\/w:sdt>/, "").matchAll(/<w:p>([^]*?)<\/w:p>/g)]
    .map(([, paragraph = ""]) =>
      unescaped([...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)].map(([, t]) => t ?? "\n").join("")),
    )
    .filter((text) => text !== "");

/** The text of Markdown, block by block, as a page would show it. */
const shownBy = (source: string) =>
  markdownit("commonmark", { html: false })
    .enable("table")
    .parse(source, {})
    .filter(({ type, content }) => (type === "inline" || type === "fence" || type === "code_block") && content !== "")
    .map(({ type, content, children }) =>
      type === "inline"
        ? (children ?? [])
            .map((one) => (one.type === "softbreak" ? " " : one.type === "hardbreak" ? "\n" : one.content))
            .join("")
        : content.replace(/\n$/, ""),
    )
    .filter((text) => text !== "");

describe("a Word document", () => {
  const file = join(scratch, "report.docx");
  const made = (args: string[] = [], env = {}) => {
    const { status, stderr } = run([dossier, "--as-of", "2026-11-30", "-o", file, ...args], env);
    expect([status, stderr]).toEqual([0, ""]);
    return readFileSync(file);
  };

  it("says what the Markdown says, in parts that are XML", () => {
    const parts = partsIn(made());
    for (const [path, xml] of parts) expect([path, wellFormed(xml)]).toEqual([path, true]);
    const markdown = run([dossier, "--as-of", "2026-11-30", "--format", "markdown"]).stdout;
    const xml = parts.get("word/document.xml") ?? "";
    expect(wordsIn(xml)).toEqual(shownBy(markdown));
    const headings = markdown.match(/^#{1,6} /gm) ?? [];
    expect(xml.match(/<w:pStyle w:val="(?:Heading\d|Title)"\/>/g)?.length).toBe(headings.length);
    expect(xml.match(/<w:tblHeader\/>/g)?.length).toBe(markdown.match(/^\| --- /gm)?.length);
    expect(xml).toContain("TOC ");
    expect(parts.get("word/styles.xml")).toContain('<w:lang w:val="pt"');
    const core = parts.get("docProps/core.xml") ?? "";
    expect(core).toContain("<dc:language>pt</dc:language>");
    expect(core).toContain(">2026-11-30T00:00:00Z</dcterms:modified>");
    // Every relation is there and every one that is asked for.
    const asked = [...xml.matchAll(/r:id="(rId\d+)"/g)].map(([, id]) => id);
    const relations = parts.get("word/_rels/document.xml.rels") ?? "";
    for (const id of asked) expect(relations).toContain(`Id="${id}"`);
  });

  it("is the same bytes in another time zone and place", () => {
    const first = made();
    expect(made([], { TZ: "Pacific/Kiritimati", LC_ALL: "ar_EG.UTF-8" }).equals(first)).toBe(true);
  });

  it("leads only to the web and to mail, whatever a text holds", () => {
    const texts = ["https://a.example/x?y=1&z=2", "http://b.example", "mailto:c@d.example", "file:///etc/passwd"];
    const more = [
      "javascript:alert(1)",
      "//e.example",
      "../up",
      "data:text/html,x",
      "\\\\host\\share",
      "HTTPS://F.example",
    ];
    const { links, xml } = bodyOf([...texts, ...more].map((url) => `[label](<${url}>)`).join("\n\n"), false);
    expect(links).toEqual(
      [texts[0], texts[1], texts[2], "HTTPS://F.example"].map(
        (url) => expect.stringMatching(new RegExp(`^${String(url).slice(0, 9)}`, "i")) as string,
      ),
    );
    expect(xml.match(/<w:hyperlink /g)?.length).toBe(4);
  });

  it("survives any text, and says it", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: "grapheme" }),
            fc.constantFrom(
              "- a",
              "1. b",
              "> c",
              "| a | b |\n| - | - |\n| c |",
              "`x`",
              "**",
              "[a](",
              "<b>",
              "&amp;",
              "```",
              "    code",
              "# h",
              "مرحبا 12 abc",
              "---",
            ),
          ),
        ),
        (lines) => {
          const source = lines.join("\n").replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
          const { xml } = bodyOf(source, false);
          expect(wellFormed(xml)).toBe(true);
          // An image is its text alone.
          if (!source.includes("![")) expect(wordsIn(xml)).toEqual(shownBy(source));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is set from right to left where its language is", () => {
    const { xml } = bodyOf("# تقرير\n\nنص 2026 abc\n\n| أ | ب |\n| --- | --- |\n| ج | 1 |\n", true);
    expect(xml.match(/<w:p>/g)?.length).toBe(xml.match(/<w:bidi\/>/g)?.length);
    expect(xml).toContain("<w:bidiVisual/>");
    expect(xml).toContain('<w:rtl/></w:rPr><w:t xml:space="preserve">نص</w:t>');
    expect(xml).toContain('<w:r><w:t xml:space="preserve"> 2026 abc</w:t></w:r>');
  });
});

describe("a Word document in more than one language", () => {
  /** Written in Arabic, with French for some of it. */
  const workspace = openWorkspace({ cwd: root, paths: ["test/dossiers/ain-zaytoun"], day: "2026-11-22" });
  const [one] = [...inspect(workspace)];
  const made = async (language: string) => {
    if (!one) throw new Error("No dossier");
    const view = reportOf(one, workspace, { public: true, language });
    const setting = { words: wordsOf(language), colour: false, width: 80, verbose: false, quiet: false };
    const parts = partsIn((await loadFileFormat<ReportView>("report", "docx"))(view, setting) as Uint8Array);
    const markdown = (await loadFileFormat<ReportView>("report", "markdown"))(view, setting) as string;
    return { xml: parts.get("word/document.xml") ?? "", parts, markdown };
  };
  const runsIn = (xml: string) =>
    [...xml.matchAll(/<w:r>(?:<w:rPr>((?:(?!<w:t[ >])[^])*?)<\/w:rPr>)?<w:t [^>]*>([^<]*)<\/w:t>/g)].map(
      ([, face = "", text = ""]) => ({
        text: unescaped(text),
        rtl: face.includes("<w:rtl/>"),
        lang: /<w:lang w:val="([^"]*)" w:eastAsia="\1" w:bidi="\1"\/>$/.exec(face)?.[1],
      }),
    );

  it.each(["ar", "fr", "zh"])("in %s says what the Markdown says, and keeps no mark", async (language) => {
    const { xml, parts, markdown } = await made(language);
    for (const [path, part] of parts) expect([path, wellFormed(part)]).toEqual([path, true]);
    for (const part of parts.values()) expect(part).not.toMatch(/[\ufdd0-\ufdef]|&#6497\d;/);
    expect(wordsIn(xml)).toEqual(shownBy(markdown));
  });

  it("says of each text of another language which one that is, and which way it runs", async () => {
    const [french, arabic] = [await made("fr"), await made("ar")].map(({ xml }) => runsIn(xml));
    expect(french).toContainEqual({ text: "مئة مشارك", rtl: true, lang: "ar" });
    const own = french?.find(({ text }) => text.includes("L'émission «"));
    expect(own).toEqual(expect.objectContaining({ rtl: false, lang: undefined }));
    expect(arabic).toContainEqual({ text: "L'émission « La question du jour »", rtl: false, lang: "fr" });
    expect(arabic?.filter(({ lang }) => lang === "ar")).toEqual([]);
    // In a text that runs from right to left, so do its figures and its stop.
    expect(french?.filter(({ text, rtl, lang }) => lang === "ar" && !rtl && !/\p{Script=Latin}/u.test(text))).toEqual(
      [],
    );
  });

  it("turns a paragraph around that is in such a language as a whole, and no other", async () => {
    const { xml } = await made("fr");
    const paragraphs = [...xml.matchAll(/<w:p>[^]*?<\/w:p>/g)].map(([text]) => text);
    const turned = paragraphs.filter((text) => text.includes("<w:bidi/>"));
    expect(turned.some((text) => text.includes("تُعدّ اللجنة الخطة"))).toBe(true);
    for (const text of turned)
      expect(runsIn(text).filter(({ lang, text: said }) => lang !== "ar" && said !== " ")).toEqual([]);
    const { mark, tags } = marking();
    const { xml: other } = bodyOf(`${mark("Une phrase.", "fr")}\n\nجملة ${mark("Une phrase.", "fr")}\n`, true, tags);
    expect(other.match(/<w:bidi[^>]*>/g)).toEqual(['<w:bidi w:val="0"/>', "<w:bidi/>"]);
  });

  it("takes nothing in a text for a mark, and marks what stands in lists, tables and links", async () => {
    const forged = "a\ufdd0\ufdd2b\ufdd1c";
    const title = `Titre ${forged} [x](https://a.example) - **y**`;
    const vision = "- un\n- deux **trois**\n\n| a | b |\n| - | - |\n| c | [d](https://d.example) |\n";
    const small = inMemory(
      new Map([
        ["milcity.yaml", city.replace("framework: iaec", "framework: mil").replace("[en]", "[fr]")],
        [
          "plan.yaml",
          milPlan.replace(
            /^title: .*$/m,
            `title: ${JSON.stringify({ fr: title })}\nvision: ${JSON.stringify({ fr: vision })}`,
          ),
        ],
      ]),
    );
    const [found] = [...inspect(small)];
    if (!found) throw new Error("No dossier");
    const view = reportOf(found, small, { public: true, language: "en" });
    const setting = { words: wordsOf("en"), colour: false, width: 80, verbose: false, quiet: false };
    const xml =
      partsIn((await loadFileFormat<ReportView>("report", "docx"))(view, setting) as Uint8Array).get(
        "word/document.xml",
      ) ?? "";
    expect(xml).not.toMatch(/[\ufdd0-\ufdef]/);
    const told = runsIn(xml);
    for (const text of ["un", "deux", "trois", "a", "b", "c", "d"])
      expect(told).toContainEqual({ text, rtl: false, lang: "fr" });
  });
});

describe("a public report", () => {
  const formats = formatsOf("report");
  const sectors = ["education", "media", "local-government"];
  const person = fc.record({
    seed: fc.integer({ min: 0, max: 99_999 }),
    gender: fc.constantFrom("woman", "man", "non-binary", "undisclosed"),
  });
  /** Nobody has the details of somebody else, who may have released them. */
  const detailsOf = ({ seed, gender }: { seed: number; gender: string }, n: number, side: 0 | 1) => ({
    email: `person${seed}-${n}-${side}@mailbox.example`,
    phone: `+351 9${String(seed).padStart(5, "0")}${String(n).padStart(2, "0")}${side}`,
    gender,
  });
  const committee = (members: Record<string, unknown>[]) => ({
    kind: "committee",
    version: 1,
    id: "steering",
    name: "Steering committee",
    type: "steering",
    members,
  });

  async function outputs(members: Record<string, unknown>[], template: string): Promise<Map<string, string>> {
    const workspace = inMemory(
      new Map([
        ["milcity.yaml", city.replace("framework: iaec", "framework: mil")],
        ["plan.yaml", milPlan],
        ["committee.yaml", JSON.stringify(committee(members), null, 1)],
      ]),
    );
    const [one] = [...inspect(workspace)];
    const view = reportOf(one!, workspace, { public: true, template });
    const setting = { words: wordsOf(localeOf(view.language)), colour: false, width: 80, verbose: false, quiet: false };
    const texts = new Map<string, string>();
    for (const format of formats) {
      const made = await (await loadFileFormat<ReportView>("report", format))(view, setting);
      if (typeof made === "string") texts.set(format, made);
      else for (const [path, xml] of partsIn(made)) texts.set(`${format} ${path}`, xml);
    }
    return texts;
  }

  const masked = (text: string) => text.replace(/[0-9a-f]{64}/g, "SUM");

  it.each(templates.map(({ id }) => id))(
    "%s is the same whatever nobody has released, in every format and every part of it",
    async (template) => {
      expect(formats).toEqual(expect.arrayContaining(["html", "markdown", "json", "pdf", "docx"]));
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(person, person, fc.subarray(["email", "phone", "gender"])), { minLength: 3, maxLength: 6 }),
          async (roster) => {
            const members = (side: 0 | 1) =>
              roster.map((entry, n) => {
                const [, , released] = entry;
                const own = detailsOf(entry[side], n, side);
                const given = detailsOf(entry[0], n, 0);
                return {
                  id: `m${n}`,
                  name: `Member ${n}`,
                  roles: n === 0 ? ["focal-point"] : ["member"],
                  sector: sectors[n % 3],
                  email: released.includes("email") ? given.email : own.email,
                  phone: released.includes("phone") ? given.phone : own.phone,
                  gender: released.includes("gender") ? given.gender : own.gender,
                  publish: released,
                };
              });
            const [first, second] = [await outputs(members(0), template), await outputs(members(1), template)];
            for (const [name, text] of first) {
              expect([name, masked(text)]).toEqual([name, masked(second.get(name) ?? "")]);
              for (const [n, [given, , released]] of roster.entries()) {
                const { email, phone } = detailsOf(given, n, 0);
                if (!released.includes("email")) expect([name, text.includes(email)]).toEqual([name, false]);
                if (!released.includes("phone"))
                  expect([name, text.includes(phone) || text.includes(phone.slice(5))]).toEqual([name, false]);
              }
            }
            const showsMembers = templates.find(({ id }) => id === template)?.parts.includes("governance");
            for (const [n, [given, , released]] of roster.entries())
              if (showsMembers && released.includes("email"))
                expect(first.get("html")).toContain(detailsOf(given, n, 0).email);
          },
        ),
        { numRuns: 6, endOnFailure: true },
      );
    },
    60_000,
  );
});
