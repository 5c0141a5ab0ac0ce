import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../src/model/diagnostic.ts";
import type { FindingsView, Setting } from "../src/model/views.ts";
import { codeFrame } from "../src/render/code-frame.ts";
import json from "../src/render/diagnostics/json.ts";
import pretty from "../src/render/diagnostics/pretty.ts";
import { json as jsonText } from "../src/render/json.ts";
import { coverer, masked } from "../src/render/mask.ts";
import { breakCommands, cut, forTerminal, widthOf, wrapped } from "../src/render/terminal.ts";
import { wordsOf } from "../src/index.ts";

const anyText = fc.string({ unit: "binary", maxLength: 60 });
const unsafe =
  /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;

describe("what comes from a dossier", () => {
  it("never steers a terminal", () => {
    fc.assert(fc.property(anyText, (text) => !unsafe.test(forTerminal(text))));
  });

  it.each([
    ["\u001b[31mred", "\\u{1b}[31mred"],
    ["a\u202eb", "aU+202Eb"],
    ["a\nb", "a\\u{a}b"],
    ["\ud800", "\\u{d800}"],
    ["tag \u{e0041}", "tag U+E0041"],
    ["مدينة 東京 👩‍🏫 می‌خواهم", "مدينة 東京 👩‍🏫 می‌خواهم"],
  ])("shows %j as %j", (text, shown) => expect(forTerminal(text)).toBe(shown));

  it("is never taken for a command by the machine that runs a build", () => {
    const command = /^\s*::|##\[|##[a-z]+\[/im;
    expect(breakCommands("  ::error::x\na ##[group]b ##vso[task]")).not.toMatch(command);
    const piece = fc.constantFrom("::", ":", "##[", "#", "[", " ", "\n", "vso[", "x", "##VSO[");
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (parts) => !command.test(breakCommands(parts.join("")))));
  });

  it("comes back from JSON as it went in, well-formed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = jsonText({ text });
        expect(JSON.parse(written)).toEqual({ text: text.replace(/\p{Surrogate}/gu, "\ufffd") });
        expect(written.trimEnd().replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e]/u);
      }),
    );
    expect(jsonText("##[x] ##vso[y]")).not.toMatch(/##\w*\[/);
  });
});

describe("widths", () => {
  it.each([
    ["abc", 3],
    ["東京", 4],
    ["e\u0301", 1],
    ["👩‍🏫", 2],
    ["\u001b[31mab\u001b[39m", 2],
  ])("%j takes %i cells", (text, cells) => expect(widthOf(text)).toBe(cells));

  it("has the same width behind a sign that has every character looked at", () => {
    const signs = Array.from({ length: 0xe000 }, (_, code) => String.fromCharCode(code)).filter(
      // The last two join what stands before them, though they are letters.
      (sign) => !/[\p{Cc}\p{Cs}\u0e33\u0eb3]/u.test(sign),
    );
    expect(signs.filter((sign) => widthOf(`東${sign}`) !== 2 + widthOf(sign))).toEqual([]);
    const pairs = fc.array(fc.constantFrom(...signs.slice(0, 0x2900)), { minLength: 2, maxLength: 8 });
    const narrow = pairs.map((all) => all.filter((sign) => !/[\p{M}\p{Cf}\u1100-\u11ff]/u.test(sign)).join(""));
    fc.assert(
      fc.property(narrow, (text) => widthOf(`東${text}`) === 2 + widthOf(text)),
      { numRuns: 2000 },
    );
  });

  it("are kept when text is wrapped or cut, and no word is lost", () => {
    const texts = fc.array(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 30 }), { maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 60 }), (words, width) => {
        const text = words.join(" ");
        const lines = wrapped(text, width, "- ", "  ");
        for (const line of [...lines, cut(text, width)]) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "").slice(1)).toBe(text.replaceAll(" ", ""));
      }),
    );
  });
});

/** The text above the carets. */
function underlined(line: string, marked: string, width = 76): string {
  const from = line.indexOf(marked) + 1;
  const range = { start: { line: 7, column: from }, end: { line: 7, column: from + marked.length } };
  const [quoted, carets] = codeFrame([{ line: 7, text: line }], range, width);
  const before = carets?.text.indexOf("^") ?? 0;
  let at = 0;
  let found = "";
  for (const { segment } of new Intl.Segmenter("en").segment(quoted?.text ?? "")) {
    if (at >= before && at < (carets?.text.length ?? 0)) found += segment;
    at += widthOf(segment);
  }
  return found;
}

describe("a code frame", () => {
  it.each([
    ["    lead: anna", "anna"],
    ["\tlead: anna # tab", "anna"],
    ["name: 東京都, lead: anna", "anna"],
    ["name: cafe\u0301, lead: anna", "anna"],
    ["name: مدينة القراءة", "القراءة"],
    ["👩‍🏫 lead: anna", "anna"],
  ])("underlines the value in %j", (line, value) => expect(underlined(line, value)).toContain(value));

  it("shows the mark of a long line at any width", () => {
    const line = `${"x: 1, ".repeat(40)}lead: anna, ${"y: 2, ".repeat(40)}`;
    for (let width = 30; width < 100; width += 7) expect(underlined(line, "anna", width)).toBe("anna");
  });

  it("shows a mark in the middle of a line of 60,000 characters, in little time", () => {
    const half = "مدينة 👩‍🏫 x: 1, ".repeat(2_000);
    const line = `${half}lead: anna, ${half}`;
    const from = half.length + 7;
    const range = { start: { line: 7, column: from }, end: { line: 7, column: from + 4 } };
    const cover = coverer();
    const started = performance.now();
    const frames = Array.from({ length: 1_000 }, () => codeFrame([{ line: 7, text: line }], range, 76, cover));
    expect(performance.now() - started).toBeLessThan(10_000);
    const [quoted] = frames.at(-1) ?? [];
    expect(quoted?.text).toMatch(/^….*anna.*…$/u);
    expect(quoted?.text).not.toMatch(/\p{Cs}/u);
    expect(underlined(line, "anna")).toBe("anna");
    for (const part of [line.slice(0, from + 3), line.slice(half.length)])
      expect(underlined(part, "anna")).toBe("anna");
  });

  it("covers what is secret in a long line, wherever the mark is", () => {
    const line = `email: ana@example.org ${"x".repeat(5_000)} y`;
    const range = { start: { line: 1, column: 5_025 }, end: { line: 1, column: 5_026 } };
    expect(codeFrame([{ line: 1, text: line }], range, 60)[0]?.text).not.toMatch(/[xy]/);
  });

  it("underlines a control character by the name that is shown for it", () => {
    expect(underlined("a: \u202e b", "\u202e")).toBe("U+202E");
  });

  it("has a caret where the place lies behind the line's end", () => {
    const range = { start: { line: 1, column: 9 }, end: { line: 1, column: 9 } };
    expect(codeFrame([{ line: 1, text: "kind: x" }], range, 60).at(-1)?.text).toMatch(/^ *\^$/);
  });
});

describe("covering", () => {
  it.each([
    "email: ana@example.org",
    "- {id: a, email: ana@example.org, phone: 912345678}",
    "call +351 912 345 678 today",
    "phone: 0049 30 901820",
    "tel 21 345 67 89",
    "tel 21.345.6789",
    "tel 912.12.2027",
    "token: ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7",
    "password: hunter2hunter2",
    "url: https://me:s3cretword@host.example/",
  ])("hides what is private in %j", (line) => {
    const shown = masked(line);
    expect(shown).toHaveLength(line.length);
    expect(shown).toContain("••");
    expect(shown).not.toMatch(/example\.org|912|901820|345.67|ghp_0|MIIE|hunter2|s3cret/);
  });

  it.each([
    "period: { start: 2026-01-01, end: 2027-12-31 }",
    "period: { start: 01/02/2026, end: 31.12.2027 }",
    "date: 2026/3/31",
    "amount: 400000",
    "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "evidence: evidence/minutes-of-the-steering-committee-2026-03.pdf",
    "items: [mil-01, gnlc-s1.7]",
  ])("leaves %j", (line) => expect(masked(line)).toBe(line));
});

const finding = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: "reference/unresolved",
  severity: "error",
  message: "Nobody in this dossier has the id `anna`.",
  place: "actions › library-labs › lead",
  file: "city/plan.yaml",
  range: { start: { line: 42, column: 11 }, end: { line: 42, column: 15 } },
  pointer: "/actions/0/lead",
  identity: "reference/unresolved\nactions › library-labs › lead",
  help: "Correct the id. Did you mean `ana`?",
  why: "Nobody can follow up an action whose lead is unknown.",
  excerpt: [
    { line: 41, text: "  - id: library-labs" },
    { line: 42, text: "    lead: anna" },
  ],
  ...more,
});

const view = (diagnostics: Diagnostic[]): FindingsView => ({
  tool: { name: "milcity", version: "0.0.0" },
  asOf: "2026-06-30",
  summary: {
    dossiers: 1,
    documents: 7,
    errors: diagnostics.filter(({ severity }) => severity === "error").length,
    warnings: diagnostics.filter(({ severity }) => severity === "warning").length,
    infos: 0,
  },
  checked: { files: 7, ignored: [], rulesRun: 90, rulesNotRun: [], suppressed: 0 },
  diagnostics,
  dropped: 0,
});

const setting = (more: Partial<Setting> = {}): Setting => ({
  words: wordsOf("en"),
  colour: false,
  width: 80,
  verbose: false,
  quiet: false,
  ...more,
});

describe("findings for people", () => {
  it("say what is wrong, where, and what to do", () => {
    expect(pretty(view([finding()]), setting()))
      .toBe(`error[reference/unresolved]: Nobody in this dossier has the id \`anna\`.
  --> city/plan.yaml:42:11
      actions › library-labs › lead
  41 |   - id: library-labs
  42 |     lead: anna
     |           ^^^^
  = to do: Correct the id. Did you mean \`ana\`?

1 error in 1 dossier (7 documents)
Checked 7 files against 90 rules as of June 30, 2026.
`);
  });

  it("say why with more detail, and nothing beside the findings when quiet", () => {
    expect(pretty(view([finding()]), setting({ verbose: true }))).toContain("why: Nobody can follow up");
    expect(pretty(view([finding()]), setting({ quiet: true }))).not.toContain("Checked");
    expect(pretty(view([]), setting({ quiet: true }))).toBe("");
  });

  it("say what being sound means", () => {
    expect(pretty(view([]), setting({ width: 120 }))).toContain("whether what it says is true was not checked");
  });

  it("keep to the width, and colour changes nothing but the colour", () => {
    const colour = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
    const diagnostics = [
      finding(),
      finding({ severity: "warning", message: "long ".repeat(60), place: "p › ".repeat(40) }),
    ];
    for (const width of [40, 60, 100]) {
      const plain = pretty(view(diagnostics), setting({ width }));
      for (const line of plain.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(width);
      const coloured = pretty(view(diagnostics), setting({ width, colour: true }));
      expect(coloured).toMatch(colour);
      expect(coloured.replace(colour, "")).toBe(plain);
    }
  });

  it("quote no line that holds a secret", () => {
    const found = finding({ rule: "text/secret", excerpt: [{ line: 42, text: "key: not shown" }] });
    expect(pretty(view([found]), setting())).not.toContain("not shown");
  });

  it("let no text of the dossier act, whichever field it is in", () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, ci) => {
        const place = {
          file: text,
          range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
          message: text,
        };
        const found = finding({
          ...place,
          rule: `policy/${text}`,
          place: text,
          help: text,
          why: text,
          item: text,
          related: [place],
          excerpt: [{ line: 1, text }],
        });
        const shown = pretty(view([found]), setting({ verbose: true, ci }));
        expect(shown.replaceAll("\n", "")).not.toMatch(unsafe);
        expect(() => JSON.parse(json(view([found]))) as unknown).not.toThrow();
      }),
    );
  });
});
