import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import * as yaml from "yaml";
import type { Range } from "../src/model/diagnostic.ts";
import type { Dossier, Fault } from "../src/model/dossier.ts";
import { english, type Said, told as spoken } from "../src/model/phrase.ts";
import { misfits } from "../src/read/conform.ts";
import { kinds, parseDocument } from "../src/read/document.ts";
import { diskFiles, type Files, memoryFiles, readWithin, refusedPath } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { limits } from "../src/read/limits.ts";
import { findDossiers, holdsDocuments, type Scope } from "../src/read/search.ts";
import { readDossier, readTexts } from "../src/read/workspace.ts";
import * as validators from "../src/read/validators.build.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const library = readLibrary(diskFiles(root), []);

const said = (what: Said | undefined) => (what === undefined ? "" : spoken(what, english));
const rangeOf = (fault: Fault): Range => fault.range ?? fault.in.place(fault.at, fault.of);
const at = ({ start, end }: Range) => `${start.line}:${start.column}-${end.line}:${end.column}`;
/** `rule place`, in the order of the file. */
const told = (faults: Fault[]) => faults.map((fault) => `${fault.rule} ${at(rangeOf(fault))}`);
/** What is found in a text besides required fields that the short examples leave out, in the order of the places. */
const found = (text: string | Uint8Array, file = "plan.yaml") =>
  told(
    parseDocument(text, file)
      .faults.filter(({ rule }) => rule !== "schema/required")
      .map((fault) => ({ fault, start: rangeOf(fault).start }))
      .sort((a, b) => a.start.line - b.start.line || a.start.column - b.start.column)
      .map(({ fault }) => fault),
  );
const rulesOf = (faults: Fault[]) => faults.map(({ rule }) => rule);
const bytes = (text: string, encoding: BufferEncoding) => Uint8Array.from(Buffer.from(text, encoding));

const city = `kind: city
version: 1
name: Vila
country: PT
languages: [pt]
memberships:
  - { framework: iaec, role: member }
`;
const plan = `kind: plan
version: 1
id: plan-1
title: Plan
frameworks: [iaec]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
reporting: { every: 12 }
objectives: []
actions: []
`;
const committee = `kind: committee
version: 1
id: board
name: Board
type: steering
members: []
`;
const dossierOf = (texts: Record<string, string | Uint8Array>) =>
  readTexts(new Map(Object.entries({ "milcity.yaml": city, ...texts })), library);

const folders: string[] = [];
/** A folder of the disk with some files in it. */
function folder(files: Record<string, string | Uint8Array> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "milcity-read-"));
  folders.push(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

const scopeOf = (files: Files, more: Partial<Scope> = {}): Scope => ({
  files,
  ignore: [],
  ignoredByGit: () => new Set(),
  budget: { bytes: limits.workspaceBytes },
  ...more,
});
const onDisk = (path: string, more: Partial<Scope> = {}): Dossier =>
  readDossier(scopeOf(diskFiles(path), more), ".", library);

describe("places", () => {
  type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

  const text = fc.oneof(
    fc.string({ unit: "grapheme-ascii", maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(
        "a",
        "é",
        "ж",
        "日",
        "👩‍👧",
        " ",
        ":",
        "#",
        "-",
        "'",
        '"',
        "\\",
        "~",
        "/",
        "[",
        "}",
        ",",
        "\n",
        "0",
      ),
      maxLength: 12,
    }),
    fc.constantFrom(
      "",
      "yes",
      "null",
      "1",
      "2026-01-01",
      "a: b",
      "- a",
      "# a",
      "|",
      " a",
      "a ",
      "a\n",
      "\na",
      "a\n\n b\n",
      "&a",
      "*a",
      "!a",
      "%a",
      "@a",
    ),
  );
  const key = fc
    .string({
      unit: fc.constantFrom("a", "b", "é", "日", "-", "/", "~", " ", ":", "#", "'", '"', "0"),
      minLength: 1,
      maxLength: 8,
    })
    .filter((name) => !(name in Object.prototype));
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      text,
      fc.integer(),
      fc.constantFrom(0.5, -12.25, 1e21, 3e-7),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const style = fc.record({
    collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
    defaultStringType: fc.constantFrom(
      "PLAIN" as const,
      "QUOTE_DOUBLE" as const,
      "QUOTE_SINGLE" as const,
      "BLOCK_LITERAL" as const,
    ),
    defaultKeyType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const),
    lineWidth: fc.constantFrom(0, 20, 80),
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
  });

  /** Every pointer below a value with what stands there. */
  function* below(
    value: Value,
    pointer: string,
  ): Generator<{ pointer: string; value: Value; name: string | undefined }> {
    if (typeof value !== "object" || value === null) return;
    const inList = Array.isArray(value);
    for (const [name, child] of Object.entries(value)) {
      const next = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      yield { pointer: next, value: child, name: inList ? undefined : name };
      yield* below(child, next);
    }
  }
  const cut = (source: string, { start, end }: Range): string => {
    const lines = source.split(/\r?\n/);
    if (start.line !== end.line) throw new Error("a place of several lines");
    return (lines[start.line - 1] ?? "").slice(start.column - 1, end.column - 1);
  };
  const readBack = (source: string): unknown => {
    try {
      return yaml.parse(source);
    } catch {
      return undefined;
    }
  };
  const scalarAt = (source: string, pointer: string) =>
    yaml.parseDocument(source, { stringKeys: true }).getIn(
      pointer
        .slice(1)
        .split("/")
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")),
      true,
    );

  it("of every key and every value are exact, whatever the style, the line ends and the mark", () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }), style, (data, options) => {
        const lf = yaml.stringify({ kind: "plan", "x-data": data }, { ...options, aliasDuplicateObjects: false });
        // The library prints some texts wrongly; they say something else, or nothing.
        fc.pre(isDeepStrictEqual(readBack(lf), { kind: "plan", "x-data": data }));
        const crlf = lf.replaceAll("\n", "\r\n");
        const sources = [lf, crlf, `\ufeff${lf}`].map((source) => ({
          source,
          read: parseDocument(source, "plan.yaml"),
        }));
        const [first] = sources;
        for (const { read } of sources) {
          expect(rulesOf(read.faults).filter((rule) => !/required|ambiguous/.test(rule))).toEqual([]);
          expect(read.document?.data).toEqual({ kind: "plan", "x-data": data });
          for (const { pointer, value, name } of below({ "x-data": data }, "")) {
            const { document } = read;
            expect(document?.has(pointer)).toBe(true);
            const place = document?.place(pointer) as Range;
            expect(place).toEqual(first?.read.document?.place(pointer));
            if (name !== undefined) {
              const keyPlace = document?.place(pointer, "key") as Range;
              expect(String(yaml.parse(cut(lf, keyPlace)))).toBe(name);
              expect(keyPlace).toEqual(first?.read.document?.place(pointer, "key"));
              const node = scalarAt(lf, pointer);
              const hasNoPlace = !yaml.isScalar(node) || node.range?.[0] === node.range?.[1];
              if (hasNoPlace) expect(place).toEqual(keyPlace);
            }
            const node = scalarAt(lf, pointer);
            if (!yaml.isScalar(node) || value === null) continue;
            const [start = 0, end = 0] = node.range ?? [];
            const before = lf.slice(0, start).split("\n");
            expect(place.start).toEqual({ line: before.length, column: (before.at(-1) ?? "").length + 1 });
            if (!lf.slice(start, end).includes("\n")) expect(yaml.parse(cut(lf, place))).toEqual(value);
          }
        }
      }),
      { numRuns: 400, seed: 20260630 },
    );
  });

  it("of what does not exist are those of the nearest thing around it", () => {
    const { document } = parseDocument(`${plan}x-a:\n  b: 1\n`, "plan.yaml");
    expect(document?.has("/x-a/c")).toBe(false);
    expect(at(document?.place("/x-a/c/d") as Range)).toBe("11:1-11:4");
    expect(at(document?.place("") as Range)).toBe("1:1-1:5");
    expect(at(document?.place("/nowhere") as Range)).toBe("1:1-1:5");
    expect(document?.lines(0, 2)).toEqual([
      { line: 1, text: "kind: plan" },
      { line: 2, text: "version: 1" },
    ]);
    expect(document?.lines(12, 99)).toEqual([
      { line: 12, text: "  b: 1" },
      { line: 13, text: "" },
    ]);
  });

  it("has what its text has, whatever became of it, and nothing that only a value of JavaScript has", () => {
    const { document } = parseDocument("kind: plan\nversion: 1\nid: 7\nactions:\n  - 12\n  - id: a\n", "plan.yaml");
    // Taken out as unsound, and still in the text.
    for (const pointer of ["", "/id", "/actions", "/actions/0", "/actions/1/id"])
      expect(document?.has(pointer), pointer).toBe(true);
    for (const pointer of ["/title", "/actions/2", "/actions/length", "/constructor", "/id/length"])
      expect(document?.has(pointer), pointer).toBe(false);
  });
});

describe("the text of a document", () => {
  it.each<[string, string, string[]]>([
    ["a quotation mark that is never closed", "kind: plan\ntitle: 'a\nx-b: c\n", ["yaml/syntax 2:8-2:10"]],
    ["a bracket that is never closed", "kind: plan\nx-a: [1, 2\nx-b: 1\nx-c: 2\n", ["yaml/syntax 2:6-2:11"]],
    [
      "a bracket that closes nothing",
      "kind: plan\nx-a: [1]]\nx-b: 2\n}\nx-c: 3\n",
      ["yaml/syntax 2:9-2:10", "yaml/syntax 4:1-4:2"],
    ],
    ["a colon in a text", "kind: plan\nx-a: b: c\n", ["yaml/syntax 2:6-2:7"]],
    ["a tab", "kind: plan\nx-a:\n\tx-b: 1\n", ["yaml/syntax 3:1-3:2"]],
    ["a wrong indentation", "kind: plan\nx-a:\n   b: 1\n  c: 2\n", ["yaml/syntax 4:1-4:2"]],
    [
      "a text that begins with a sign",
      "kind: plan\nx-a: @b\nx-c: 1\nx-d: `e\n",
      ["yaml/syntax 2:6-2:7", "yaml/syntax 4:6-4:7"],
    ],
    ["a backslash", 'kind: plan\nx-a: "C:\\q"\n', ["yaml/syntax 2:9-2:10"]],
    ["a field without a name", "kind: plan\nx-a: { : 1 }\n", ["yaml/syntax 2:7-2:7"]],
    ["a field named by a list", "kind: plan\n? [a]\n: b\n", ["yaml/syntax 2:3-2:4"]],
    ["a merge conflict", "kind: plan\n<<<<<<< a\nx-a: 1\n", ["yaml/syntax 2:1-2:10"]],
    [
      "equal keys",
      "kind: plan\nx-a: 1\n'x-a': 2\nx-a: 3\n",
      ["yaml/duplicate-key 3:1-3:6", "yaml/duplicate-key 4:1-4:4"],
    ],
    ["keys that are equal in NFC", "kind: plan\nx-caf\u00e9: 1\nx-cafe\u0301: 2\n", ["yaml/duplicate-key 3:1-3:8"]],
    ["equal keys in braces", "kind: plan\nx-a: { b: 1, b: 2 }\n", ["yaml/duplicate-key 2:14-2:15"]],
    ["an anchor and an alias", "kind: plan\nx-a: &a 1\nx-b: *a\n", ["yaml/anchor 2:6-2:8", "yaml/alias 3:6-3:8"]],
    ["a merge key", "kind: plan\nx-a:\n  <<: { b: 1 }\n", ["yaml/merge-key 3:3-3:5"]],
    ["tags", "kind: plan\nx-a: !!binary aGk=\nx-b: !own { c: 1 }\n", ["yaml/tag 2:6-2:14", "yaml/tag 3:6-3:10"]],
    ["a directive", "%YAML 1.1\n---\nkind: plan\n", ["yaml/directive 1:1-1:10"]],
    ["two documents", "kind: plan\n# ---\n---\nkind: plan\n", ["yaml/several-documents 3:1-3:4"]],
    ["text after the end", "kind: plan\n...\nmore: x\n", ["yaml/several-documents 3:1-3:8"]],
    ["a raw control character", "kind: plan\nx-a: b\u001bc\n", ["text/control-character 2:7-2:8"]],
    ["NUL", "kind: plan\nx-a: b\0c\n", ["yaml/encoding 2:7-2:8"]],
    ["a second mark of byte order", "kind: plan\nx-a: \ufeffb\n", ["yaml/encoding 2:6-2:7"]],
    ["a lone carriage return", "kind: plan\rx-a: b\n", ["yaml/encoding 1:11-2:1"]],
    ["a line separator", "kind: plan\nx-a: b\u2028c\n", ["yaml/encoding 2:7-2:8"]],
    ["a noncharacter", "kind: plan\nx-a: b\u{1ffff}c\n", ["yaml/encoding 2:7-2:9"]],
    ["a control character in a name", 'kind: plan\n"x-\\e": b\n', ["text/control-character 2:1-2:7"]],
    ["a turn of direction in a name", 'kind: plan\n"x-\\u202e": b\n', ["text/bidi-control 2:1-2:11"]],
    ["a sign that cannot be seen in a name", 'kind: plan\n"x-\\u200b": b\n', ["text/invisible 2:1-2:11"]],
    [
      "no number",
      "kind: plan\nx-a: .nan\nx-b: -.inf\nx-c: 1e999\n",
      ["schema/range 2:6-2:10", "schema/range 3:6-3:11", "schema/range 4:6-4:11"],
    ],
    [
      "numbers too long to keep",
      "kind: plan\nx-a: 9007199254740993\nx-b: 0.12345678901234567890123\n",
      ["schema/range 2:6-2:22", "schema/range 3:6-3:31"],
    ],
    [
      "texts that others read as something else",
      "kind: plan\nx-a: yes\nx-b: [NO, 12:30, 0777, 0o17]\nx-c: 2026-01-01\nx-on: 'on'\nx-d: { off: 1 }\n",
      [
        "yaml/ambiguous-scalar 2:6-2:9",
        "yaml/ambiguous-scalar 3:7-3:9",
        "yaml/ambiguous-scalar 3:11-3:16",
        "yaml/ambiguous-scalar 3:18-3:22",
        "yaml/ambiguous-scalar 3:24-3:28",
        "yaml/ambiguous-scalar 4:6-4:16",
        "yaml/ambiguous-scalar 6:8-6:11",
      ],
    ],
  ])("has %s", (_name, text, expected) => {
    expect(found(text)).toEqual(expected);
    expect(found(text.replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(found(`\ufeff${text}`)).toEqual(expected);
  });

  it("is refused for every name that plain objects have", () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      expect(found(`kind: plan\nx-a:\n  ${name}: { PWNED: 1 }\n`), name).toEqual([
        `yaml/reserved-key 3:3-3:${3 + name.length}`,
      ]);
    }
    expect(({} as Record<string, unknown>)["PWNED"]).toBeUndefined();
  });

  it("says all faults at once, whatever their kind", () => {
    const text = "kind: plan\nx-a: b: c\nx-d: &e f\nx-d: 1\nx-g: @h\n";
    expect(found(text)).toEqual([
      "yaml/syntax 2:6-2:7",
      "yaml/anchor 3:6-3:8",
      "yaml/duplicate-key 4:1-4:4",
      "yaml/syntax 5:6-5:7",
    ]);
  });

  it("names both places of equal keys", () => {
    const [fault] = parseDocument("kind: plan\nx-a: 1\nx-a: 2\n", "plan.yaml").faults;
    expect(fault?.related?.map(({ range, message }) => [range && at(range), said(message)])).toEqual([
      ["2:1-2:4", "`x-a` stands here first."],
    ]);
  });

  it.each<[string, Uint8Array, string, RegExp]>([
    ["UTF-16 with a mark", bytes("\ufeffkind: plan\n", "utf16le"), "1:1-1:1", /UTF-16/],
    ["UTF-16 without one", bytes("kind: plan\n", "utf16le"), "1:1-1:1", /UTF-16/],
    [
      "UTF-16, the larger byte first",
      Uint8Array.from(Buffer.from("\ufeffkind: plan\n", "utf16le").swap16()),
      "1:1-1:1",
      /UTF-16/,
    ],
    ["UTF-32 with a mark", Uint8Array.from([0xff, 0xfe, 0, 0, 0x6b, 0, 0, 0]), "1:1-1:1", /UTF-32/],
    [
      "UTF-32 without one",
      Uint8Array.from([..."kind: plan\n"].flatMap((sign) => [0, 0, 0, sign.charCodeAt(0)])),
      "1:1-1:1",
      /UTF-32/,
    ],
    ["Latin-1", bytes("kind: plan\nx-a: caf\u00e9\n", "latin1"), "2:9-2:9", /0xE9 at offset 19/],
    [
      "an overlong sequence",
      Uint8Array.from([...bytes("kind: plan\nx-a: ", "utf8"), 0xc0, 0xaf]),
      "2:6-2:6",
      /0xC0 at offset 16/,
    ],
    [
      "a sequence that is cut",
      Uint8Array.from([...bytes("kind: plan\nx-a: ", "utf8"), 0xe2, 0x82]),
      "2:6-2:6",
      /0xE2 at offset 16/,
    ],
    [
      "a surrogate",
      Uint8Array.from([...bytes("kind: plan\nx-a: ", "utf8"), 0xed, 0xa0, 0xbd]),
      "2:6-2:6",
      /0xED at offset 16/,
    ],
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), "1:1-1:1", /PNG/],
    ["an archive", Uint8Array.from([0x1f, 0x8b, 8, 0]), "1:1-1:1", /gzip/],
  ])("is refused in %s", (_name, content, place, problem) => {
    const { faults, document } = parseDocument(content, "plan.yaml");
    expect(told(faults)).toEqual([`yaml/encoding ${place}`]);
    expect(said(faults[0]?.args?.["problem"])).toMatch(problem);
    expect(document).toBeUndefined();
  });

  it("is UTF-8 exactly where the platform says so", () => {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const sound = (content: Uint8Array) => {
      try {
        return decoder.decode(content).length >= 0;
      } catch {
        return false;
      }
    };
    const byte = fc.constantFrom(
      0x61,
      0x20,
      0x0a,
      0xc3,
      0xa9,
      0xe2,
      0x82,
      0xac,
      0xf0,
      0x9f,
      0x98,
      0x80,
      0xed,
      0xa0,
      0xf4,
      0x90,
      0xff,
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ max: 255, maxLength: 12 }).chain((any) =>
          fc.oneof(
            fc.constant(any),
            fc.array(byte, { maxLength: 12 }).map((list) => Uint8Array.from(list)),
          ),
        ),
        (content) => {
          const refused = parseDocument(content, "a.yaml").faults.some(
            ({ rule, args }) =>
              rule === "yaml/encoding" &&
              /is not UTF-8|UTF-16|UTF-32|picture|archive|PDF/.test(said(args?.["problem"])),
          );
          expect(refused).toBe(!sound(content) || /^(\xff\xfe|\xfe\xff)/.test(Buffer.from(content).toString("latin1")));
        },
      ),
      { numRuns: 3000, seed: 7 },
    );
  });

  it.each<[string, string, string]>([
    ["65 nested lists", `kind: plan\nx-a: ${"[".repeat(65)}${"]".repeat(65)}\n`, "yaml/too-deep"],
    [
      "70 nested mappings",
      `kind: plan\nx-a:\n${Array.from({ length: 70 }, (_, i) => `${" ".repeat(i + 1)}a:\n`).join("")}`,
      "yaml/too-deep",
    ],
    ["100,000 open brackets", "[".repeat(60_000), "yaml/too-deep"],
    ["100,000 dashes", "- ".repeat(30_000), "yaml/too-deep"],
    ["a long line", `kind: plan\nx-a: ${"b".repeat(limits.lineLength)}\n`, "yaml/too-large"],
    ["many lines", `kind: plan\n${"\n".repeat(limits.lines)}`, "yaml/too-large"],
    ["a long text", `kind: plan\nx-a: |\n${`  ${"b".repeat(60_000)}\n`.repeat(5)}`, "yaml/too-large"],
    ["a long key", `kind: plan\nx-${"a".repeat(limits.key)}: 1\n`, "yaml/too-large"],
    [
      "many keys",
      `kind: plan\nx-a:\n${Array.from({ length: limits.keysPerMapping + 1 }, (_, i) => `  k${i}: 1\n`).join("")}`,
      "yaml/too-large",
    ],
    [
      "many parts",
      `kind: plan\nx-a: [${Array.from({ length: 5 }, () => `${"a, ".repeat(20_000)}\n`).join("  ")}]\n`,
      "yaml/too-large",
    ],
    ["many bytes", `kind: plan\nx-a: |\n${`  ${"é".repeat(500)}\n`.repeat(1100)}`, "yaml/too-large"],
  ])("is refused with %s", (_name, text, rule) => {
    const read = parseDocument(text, "plan.yaml");
    expect(rulesOf(read.faults)).toEqual([rule]);
    expect(said(read.faults[0]?.args?.["problem"])).toMatch(/\d/);
    expect(read.incomplete).toBe(true);
    expect(read.document).toBeUndefined();
  });

  it("may go to the limits", () => {
    const nested = `kind: plan\nx-a: ${"[".repeat(60)}${"]".repeat(60)}\n`;
    const long = `kind: plan\nx-a: ${"b".repeat(limits.lineLength - 5)}\n`;
    const keys = `kind: plan\nx-a:\n${Array.from({ length: limits.keysPerMapping }, (_, i) => `  k${i}: 1\n`).join("")}`;
    for (const text of [nested, long, keys]) expect(found(text)).toEqual([]);
  });

  it("has at most a hundred faults, and those that matter come first", () => {
    const doubts = Array.from({ length: 150 }, (_, i) => `x-${i}: no\n`).join("");
    const faults = rulesOf(parseDocument(`kind: plan\n${doubts}x-a: 1\nx-a: 2\nnope: 1\n`, "plan.yaml").faults);
    expect(faults).toHaveLength(limits.problemsPerFile);
    expect(faults[0]).toBe("yaml/duplicate-key");
    expect(faults).toContain("schema/unknown-field");
    expect(faults).toContain("schema/required");
    const many = parseDocument(`${plan}${Array.from({ length: 300 }, (_, i) => `a${i}: 1\n`).join("")}`, "plan.yaml");
    expect(rulesOf(many.faults)).toEqual(Array.from({ length: 100 }, () => "schema/unknown-field"));
  });

  it("may be anything: nothing is thrown, and every place is inside the file", () => {
    const piece = fc.constantFrom(
      "kind: plan\n",
      "x-a: ",
      "- ",
      "? ",
      ": ",
      "[",
      "]",
      "{",
      "}",
      ",",
      '"',
      "'",
      "|\n",
      ">-\n",
      "&a ",
      "*a",
      "!t ",
      "%Y\n",
      "---\n",
      "...\n",
      "# c",
      "\n",
      "  ",
      "\t",
      "\r\n",
      "\r",
      "\0",
      "\u202e",
      "<<",
      "~",
      "1",
      "@",
      "`",
      "é",
      "\ud83d\ude00",
      "\\",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const { faults, document } = parseDocument(text, "plan.yaml");
        const lines = text.replaceAll(/\r(?!\n)/g, "\n").split(/\r?\n/);
        for (const fault of faults) {
          const { start, end } = rangeOf(fault);
          for (const { line, column } of [start, end]) {
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 2);
          }
          expect(start.line < end.line || (start.line === end.line && start.column <= end.column)).toBe(true);
        }
        expect(told(parseDocument(text, "plan.yaml").faults)).toEqual(told(faults));
        if (document) expect(document.kind).toBe("plan");
      }),
      { numRuns: 3000, seed: 11 },
    );
  });
});

describe("the form of a document", () => {
  const action = "id: a, title: A, objective: o, lead: l, start: 2026-01-01, status: planned, ongoing: true";

  it.each<[string, string, string[]]>([
    ["a field that is missing", plan.replace("status: active\n", ""), ["schema/required  status"]],
    ["a field that nobody knows", `${plan}statsu: active\n`, ["schema/unknown-field /statsu statsu"]],
    ["a wrong type", plan.replace("title: Plan", "title: 5"), ["schema/type /title title"]],
    ["a wrong value", plan.replace("active", "activ"), ["schema/enum /status status"]],
    ["a day that is none", plan.replace("2026-01-01", "2026-02-30"), ["schema/format /period/start start"]],
    ["a wrong id", plan.replace("plan-1", "Plan 1"), ["schema/pattern /id id"]],
    ["a number out of range", plan.replace("every: 12", "every: 0"), ["schema/range /reporting/every every"]],
    ["an empty title", plan.replace("title: Plan", 'title: ""'), ["schema/length /title title"]],
    ["an entry twice", plan.replace("[iaec]", "[iaec, mil, iaec]"), ["schema/unique /frameworks/2 frameworks"]],
    [
      "an amount with too many decimals",
      `${plan}funding: { sources: [{ id: a, name: A, amount: { amount: 1.5, currency: JPY } }] }\n`,
      ["schema/format /funding/sources/0/amount/amount amount"],
    ],
    [
      "evidence with a path and a URL",
      `${plan}charter: { path: a.pdf, url: "https://a.example" }\n`,
      ["schema/one-of /charter charter"],
    ],
    ["evidence with neither", `${plan}charter: { title: Charter }\n`, ["schema/one-of /charter charter"]],
    [
      "evidence with an unknown field",
      `${plan}charter: { path: a.pdf, pages: 3 }\n`,
      ["schema/unknown-field /charter/pages pages"],
    ],
    [
      "a list of evidence with a bad entry",
      `${plan}charter: [a.pdf, 5]\n`,
      ["schema/type /charter/1 entry 2 of charter"],
    ],
    [
      "evidence with a wrong kind",
      `${plan}charter: [{ path: a.pdf, kind: photograph }]\n`,
      ["schema/enum /charter/0/kind kind"],
    ],
    [
      "a text with a language that is none",
      plan.replace("title: Plan", "title: { english: Plan }"),
      ["schema/pattern /title/english title"],
    ],
    [
      "a text whose translation is no text",
      plan.replace("title: Plan", "title: { en: 5 }"),
      ["schema/type /title/en en"],
    ],
    [
      "a bound with a wrong name",
      `${plan}indicators: [{ id: i, title: I, type: output, target: { value: { atleast: 5 }, date: 2027-01-01 } }]\n`,
      ["schema/unknown-field /indicators/0/target/value/atleast atleast"],
    ],
    [
      "a bound that is no number",
      `${plan}indicators: [{ id: i, title: I, type: output, target: { value: { atLeast: many }, date: 2027-01-01 } }]\n`,
      ["schema/type /indicators/0/target/value/atLeast atLeast"],
    ],
    [
      "an entry that is no group",
      plan.replace("actions: []", "actions: [x]"),
      ["schema/type /actions/0 entry 1 of actions"],
    ],
    [
      "a wrong audience",
      plan.replace("actions: []", `actions: [{ ${action}, audience: [kids] }]`),
      ["schema/enum /actions/0/audience/0 entry 1 of audience"],
    ],
    [
      "a lead that is neither an id nor a name",
      plan.replace("actions: []", `actions: [{ ${action.replace("lead: l", "lead: { sector: media }")} }]`),
      ["schema/required /actions/0/lead name"],
    ],
    [
      "a version that is none of ours",
      plan.replace("version: 1", "version: 2"),
      ["dossier/unsupported-version /version "],
    ],
  ])("has %s: one cause, one finding", (_name, text, expected) => {
    const { faults } = parseDocument(text, "plan.yaml");
    expect(faults.map(({ rule, at, args }) => `${rule} ${at} ${said(args?.["field"])}`)).toEqual(expected);
  });

  it("has bounds of values, texts in languages and both forms of reporting", () => {
    const text = `${plan.replace("title: Plan", "title: { pt: Plano, en-GB: Plan }").replace("{ every: 12 }", "{ periods: [] }")}charter: [a.pdf, "https://a.example/b", { path: c.pdf }]
indicators: [{ id: i, title: I, type: output, baseline: { value: { atMost: 3 }, date: 2026-01-01 }, target: { value: true, date: 2027-01-01 } }]
x-own: { anything: [1, { goes: here }] }
`;
    expect(found(text)).toEqual([]);
  });

  it("names the right fields and values beside the wrong ones", () => {
    const near = (text: string) => {
      const [fault] = parseDocument(text, "plan.yaml").faults;
      return { word: fault?.near?.word, among: [...(fault?.near?.among ?? [])] };
    };
    expect(near(`${plan}statsu: active\n`)).toMatchObject({ word: "statsu" });
    expect(near(`${plan}statsu: active\n`).among).toEqual(
      expect.arrayContaining(["status", "objectives", "readjustment"]),
    );
    expect(near(plan.replace("active", "activ"))).toEqual({
      word: "activ",
      among: ["draft", "submitted", "approved", "active", "closed"],
    });
  });

  it("has no second finding for what was refused as text", () => {
    const rules = (text: string) => rulesOf(parseDocument(text, "plan.yaml").faults);
    expect(rules(plan.replace("status: active", "status: *status"))).toEqual(["yaml/alias"]);
    expect(rules(plan.replace("actions: []", "actions: [*a, *a]"))).toEqual(["yaml/alias", "yaml/alias"]);
    expect(rules(`${plan}charter: { path: *a }\n`)).toEqual(["yaml/alias"]);
    expect(rules(plan.replace("every: 12", "every: 1e999"))).toEqual(["schema/range"]);
    expect(
      rules(plan.replace("status: active\n", "").replace("id: plan-1", "<<: { status: active }\nid: plan-1")),
    ).toEqual(["yaml/merge-key"]);
  });

  it("leaves what is sound when what is not is taken out, at the same indices", () => {
    const { document, uncertainIds } = parseDocument(
      plan
        .replace("status: active", "status: activ")
        .replace(
          "actions: []",
          `actions: [5, { ${action}, nope: 1, end: soon, sdgs: [1, x] }, { id: Bad Id, title: B }]`,
        ),
      "plan.yaml",
    );
    expect(document?.faulty).toBe(true);
    expect(document?.data).toEqual({
      kind: "plan",
      version: 1,
      id: "plan-1",
      title: "Plan",
      frameworks: ["iaec"],
      period: { start: "2026-01-01", end: "2027-12-31" },
      reporting: { every: 12 },
      objectives: [],
      actions: [
        {},
        { id: "a", title: "A", objective: "o", lead: "l", start: "2026-01-01", status: "planned", ongoing: true },
        { title: "B" },
      ],
    });
    expect(uncertainIds).toEqual(["Bad Id", "bad-id"]);
  });

  it("holds no value of another type, however many there were", () => {
    const { document, faults } = parseDocument(
      plan.replace("actions: []", `actions: [${"5, ".repeat(500)}]`),
      "plan.yaml",
    );
    expect(faults).toHaveLength(limits.problemsPerFile);
    expect(document?.data).toMatchObject({ actions: Array.from({ length: 500 }, () => ({})) });
    expect(JSON.stringify(document?.data)).not.toContain("5,");
  });

  it("is sound after any damage", () => {
    const sources = new Map(
      ["milcity", "committee", "plan", "report-2026-1", "checklist"].map((name) => [
        name,
        yaml.parse(readFileSync(join(root, `test/dossiers/every-field/${name}.yaml`), "utf8")) as unknown,
      ]),
    );
    const damage = fc.record({
      source: fc.constantFrom(...sources.keys()),
      hits: fc.array(
        fc.record({
          where: fc.nat(),
          what: fc.constantFrom<unknown>(
            5,
            "",
            "x",
            "No Such",
            null,
            true,
            [],
            {},
            [5],
            { x: 1 },
            [{}],
            [[]],
            -1,
            1e300,
            { en: 5 },
          ),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    });
    fc.assert(
      fc.property(damage, ({ source, hits }) => {
        const value = structuredClone(sources.get(source));
        for (const { where, what } of hits) {
          const spots: [Record<string, unknown>, string][] = [];
          const collect = (here: unknown): void => {
            if (typeof here !== "object" || here === null) return;
            for (const [key, child] of Object.entries(here)) {
              if (key !== "kind" && key !== "version") spots.push([here as Record<string, unknown>, key]);
              collect(child);
            }
          };
          collect(value);
          const spot = spots[where % spots.length];
          if (spot) spot[0][spot[1]] = structuredClone(what);
        }
        const { document } = parseDocument(yaml.stringify(value, { aliasDuplicateObjects: false }), `${source}.yaml`);
        const kind = document?.kind;
        expect(kinds).toContain(kind);
        if (!kind) return;
        const left = misfits(validators[kind], `${kind}.schema.json`, document?.data).filter(
          ({ keyword }) => keyword === "type" || keyword === "unknown-field",
        );
        expect(left.map(({ keyword, at }) => `${keyword} ${at}`)).toEqual([]);
      }),
      { numRuns: 1000, seed: 5 },
    );
  });
});

describe("what a framework asks", () => {
  const mil = city.replace("framework: iaec", "framework: mil");
  const milPlan = plan.replace("[iaec]", "[mil]");
  const asked = (texts: Record<string, string>) =>
    dossierOf(texts)
      .faults.filter(({ framework }) => framework !== undefined)
      .map(({ rule, in: { file }, at, item }) => `${rule} ${file}${at} ${String(item)}`);
  const members = (count: number) =>
    committee.replace(
      "members: []",
      `members:\n${Array.from({ length: count }, (_, i) => `  - { id: m${i}, name: M, roles: [member], sector: media }\n`).join("")}`,
    );
  const actions = (count: number) =>
    Array.from(
      { length: count },
      (_, i) =>
        `  - { id: a${i}, title: A, objective: o, lead: m0, start: 2026-01-01, status: planned, ongoing: true }\n`,
    ).join("");
  const whole = milPlan
    .replace("objectives: []", "objectives: [{ id: o, title: O, horizon: medium-term }]")
    .replace("actions: []", `actions:\n${actions(3)}cocreation: []\nreadjustment: { every: 6 }`);

  it("mil: a steering committee of three and a plan with the four parts", () => {
    expect(asked({ "milcity.yaml": mil, "c.yaml": members(3), "p.yaml": whole })).toEqual([]);
    expect(asked({ "milcity.yaml": mil, "c.yaml": members(2), "p.yaml": milPlan }).sort()).toEqual([
      "mil/length c.yaml/members mil-01",
      "mil/length p.yaml/actions mil-05",
      "mil/length p.yaml/objectives mil-05",
      "mil/required p.yaml mil-04",
      "mil/required p.yaml mil-09",
    ]);
    expect(asked({ "milcity.yaml": mil }).sort()).toEqual([
      "mil/length milcity.yaml/memberships/0 mil-05",
      "mil/required milcity.yaml/memberships/0 mil-01",
    ]);
    expect(
      asked({ "milcity.yaml": mil, "c.yaml": members(1).replace("steering", "executive"), "p.yaml": whole }),
    ).toEqual(["mil/required milcity.yaml/memberships/0 mil-01"]);
    expect(asked({ "c.yaml": members(1), "p.yaml": plan })).toEqual([]);
    expect(
      asked({ "milcity.yaml": mil, "c.yaml": members(3), "p.yaml": whole, "q.yaml": plan.replace("plan-1", "plan-2") }),
    ).toEqual([]);
  });

  it("gnlc: objectives of both horizons; its strategy: a cluster", () => {
    const gnlc = { "milcity.yaml": city.replace("iaec", "gnlc") };
    const gnlcPlan = plan.replace("[iaec]", "[gnlc]");
    expect(asked({ ...gnlc, "p.yaml": gnlcPlan })).toEqual(["gnlc/contains p.yaml/objectives gnlc-1.4"]);
    const both = gnlcPlan.replace(
      "objectives: []",
      "objectives: [{ id: a, title: A, horizon: long-term }, { id: b, title: B, horizon: medium-term }]",
    );
    expect(asked({ ...gnlc, "p.yaml": both })).toEqual([]);
    expect(asked({ ...gnlc, "p.yaml": both.replace("medium-term", "long-term") })).toEqual([
      "gnlc/contains p.yaml/objectives gnlc-1.4",
    ]);
    const strategy = city.replace("framework: iaec", "framework: gnlc-strategy");
    expect(asked({ "milcity.yaml": strategy })).toEqual([
      "gnlc-strategy/required milcity.yaml/memberships/0 gnlc-s1.1",
    ]);
    expect(asked({ "milcity.yaml": strategy.replace("role: member", "role: member, clusters: []") })).toEqual([
      "gnlc-strategy/length milcity.yaml/memberships/0/clusters gnlc-s1.1",
    ]);
    expect(
      asked({
        "milcity.yaml": strategy.replace("role: member", "role: member, clusters: [{ id: health, role: member }]"),
      }),
    ).toEqual([]);
  });

  it("is not asked again where the form is already wrong, nor of what is not known", () => {
    const gnlc = { "milcity.yaml": city.replace("iaec", "gnlc") };
    expect(
      asked({
        "milcity.yaml": mil,
        "c.yaml": members(3),
        "p.yaml": whole.replace("cocreation: []", "cocreation: many"),
      }),
    ).toEqual([]);
    expect(
      asked({ "milcity.yaml": mil, "c.yaml": members(3).replace("type: steering", "type: stering"), "p.yaml": whole }),
    ).toEqual([]);
    expect(asked({ "milcity.yaml": mil, "c.yaml": members(3), "p.yaml": whole.replace("[mil]", "[MIL]") })).toEqual([]);
    expect(asked({ "milcity.yaml": mil, "broken.yaml": "kind: committee\nx: [" })).toEqual([]);
    const both = plan
      .replace("[iaec]", "[gnlc]")
      .replace(
        "objectives: []",
        "objectives: [{ id: a, title: A, horizon: long }, { id: b, title: B, horizon: medium-term }]",
      );
    expect(asked({ ...gnlc, "p.yaml": both })).toEqual([]);
  });
});

describe("the files of a dossier", () => {
  const files = (dossier: Dossier) =>
    Object.values(dossier.documents)
      .flatMap((documents) => documents.map(({ file }) => file))
      .sort();
  const passed = (dossier: Dossier) => dossier.faults.map(({ rule, in: { file } }) => `${rule} ${file}`).sort();

  it("are those of a known kind, in any folder", () => {
    const dossier = dossierOf({
      "plans/2026/plan.yml": plan,
      "Committee.YAML": committee,
      "notes.md": "kind: plan",
      "evidence/a.pdf": "",
    });
    expect(files(dossier)).toEqual(["Committee.YAML", "milcity.yaml", "plans/2026/plan.yml"]);
    expect(passed(dossier)).toEqual([]);
    expect(dossier.incomplete).toBe(false);
    expect(dossier.seen).toEqual({ files: 3, ignored: [], unread: new Map() });
  });

  it("are never those that are hidden, belong to others, are ignored, or to the dossier inside", () => {
    const dossier = readDossier(
      scopeOf(
        memoryFiles(
          new Map(
            Object.entries({
              "milcity.yaml": city,
              ".hidden.yaml": "x: [",
              ".github/workflows/a.yml": "on: push",
              "node_modules/a/b.yaml": "x: [",
              "action.yml": "x: [",
              "milcity.config.yaml": "x: [",
              "drafts/plan.yaml": "x: [",
              "old/plan.yaml": "x: [",
              "generated.yaml": "x: [",
              "inner/milcity.yaml": "x: [",
              "inner/deep/plan.yaml": "x: [",
              "plan.yaml": plan,
            }),
          ),
        ),
        {
          ignore: ["drafts", "old/**"],
          ignoredByGit: (paths) => new Set(paths.filter((path) => path === "generated.yaml")),
        },
      ),
      ".",
      library,
    );
    expect(files(dossier)).toEqual(["milcity.yaml", "plan.yaml"]);
    expect(passed(dossier)).toEqual([]);
    expect(dossier.seen.ignored.map(({ file, why }) => ({ file, why: said(why) }))).toEqual([
      { file: "drafts", why: "milcity.config.yaml ignores it" },
      { file: "generated.yaml", why: "git ignores it" },
      { file: "old", why: "milcity.config.yaml ignores it" },
    ]);
  });

  it("of no known kind get a warning, and a pack of one's own does not", () => {
    const dossier = dossierOf({
      "a.yaml": "kind: plann\n",
      "b.yaml": "services: {}\n",
      "c.yaml": "",
      "d.yaml": "# nothing\n",
      "e.yaml": "- a\n",
      "f.yaml": "text\n",
      "g.yaml": "restart: no\n",
      "h.yaml": "kind: 5\n",
      "pack.yaml": "kind: framework\nid: own\n",
    });
    expect(passed(dossier)).toEqual("abcdefgh".split("").map((name) => `dossier/unrecognised-file ${name}.yaml`));
    const [first] = dossier.faults;
    expect([first?.at, first?.near?.word, [...(first?.near?.among ?? [])]]).toEqual([
      "/kind",
      "plann",
      [...kinds, "framework"],
    ]);
  });

  it("that cannot be understood leave the dossier incomplete, and others are read all the same", () => {
    const dossier = dossierOf({ "a.yaml": "kind: plan\nid: [", "plan.yaml": plan });
    expect(passed(dossier)).toEqual(["yaml/syntax a.yaml"]);
    expect(dossier.incomplete).toBe(true);
    expect(files(dossier)).toEqual(["milcity.yaml", "plan.yaml"]);
    expect(dossierOf({ "a.yaml": plan.replace("version: 1", "version: 2") }).incomplete).toBe(true);
    expect(dossierOf({ "a.yaml": `${plan}x-a: *b\n` }).incomplete).toBe(true);
    expect(dossierOf({ "a.yaml": `${plan}nope: 1\n` }).incomplete).toBe(false);
  });

  it("give the ids of what was taken out", () => {
    const dossier = dossierOf({
      "c.yaml": committee.replace(
        "members: []",
        "members: [{ id: Ana, name: A, roles: [member], sector: media }, { id: ben, name: B, roles: [member], sector: media }]",
      ),
    });
    expect([...dossier.uncertainIds]).toEqual(["Ana", "ana"]);
  });

  it("have exactly one city, which is milcity.yaml", () => {
    const told = (texts: Record<string, string>) => passed(readTexts(new Map(Object.entries(texts)), library));
    expect(told({ "plan.yaml": plan })).toEqual(["dossier/no-city plan.yaml"]);
    expect(told({ "milcity.yaml": "" })).toEqual(["dossier/no-city milcity.yaml"]);
    expect(told({ "milcity.yaml": plan })).toEqual(["dossier/no-city milcity.yaml"]);
    expect(told({ "city.yaml": city, "plan.yaml": plan })).toEqual(["dossier/no-city city.yaml"]);
    expect(told({ "milcity.yaml": city, "city.yaml": city })).toEqual(["dossier/several-cities city.yaml"]);
    expect(told({ "milcity.yaml": "kind: city\nx: [" })).toEqual(["yaml/syntax milcity.yaml"]);
    expect(told({ "milcity.yaml": city.replace("kind: city\n", "") })).toEqual(["schema/required milcity.yaml"]);
    expect(told({ "milcity.yaml": city.replace("kind: city", "kind: citty") })).toEqual(["schema/enum milcity.yaml"]);
    expect(told({ "milcity.yaml": "- a\n" })).toEqual(["schema/type milcity.yaml"]);
    expect(told({ "milcity.yaml": city.replace("version: 1", "version: 9") })).toEqual([
      "dossier/unsupported-version milcity.yaml",
    ]);
  });

  it("on the disk are regular files, and no link is followed", () => {
    const outside = folder({ "plan.yaml": plan, "canary.md": "canary" });
    const path = folder({ "milcity.yaml": city, "folder.yaml/plan.yaml": "x: [", "evidence/a.md": "a" });
    symlinkSync(join(outside, "plan.yaml"), join(path, "linked.yaml"));
    symlinkSync(outside, join(path, "linked"));
    symlinkSync(".", join(path, "loop"));
    symlinkSync("nowhere", join(path, "dangling.yaml"));
    symlinkSync("b/c", join(path, "round"));
    symlinkSync(join(outside, "canary.md"), join(path, "evidence/b.md"));
    execFileSync("mkfifo", [join(path, "pipe.yaml"), join(path, "evidence/pipe.md")]);
    const dossier = onDisk(path);
    expect(files(dossier)).toEqual(["milcity.yaml"]);
    expect(passed(dossier)).toEqual([
      "file/not-regular folder.yaml",
      "file/not-regular pipe.yaml",
      "file/symlink dangling.yaml",
      "file/symlink linked",
      "file/symlink linked.yaml",
      "file/symlink loop",
    ]);
    expect(dossier.incomplete).toBe(true);
    expect(dossier.evidence("evidence/a.md")).toMatchObject({ state: "present" });
    expect(dossier.evidence("evidence/b.md").state).toBe("link");
    expect(dossier.evidence("evidence/pipe.md").state).toBe("not-regular");
    expect(dossier.evidence("evidence").state).toBe("not-regular");
    expect(dossier.evidence("linked/canary.md").state).toBe("link");
    expect(dossier.evidence("evidence/c.md").state).toBe("missing");
    expect(dossier.evidence("evidence/a.md/b").state).toBe("missing");
    expect(dossier.evidence(`evidence/${"a".repeat(300)}`).state).toBe("unreadable");
    expect(readWithin(join(path, "linked.yaml"), 100)).toMatchObject({ fault: "link" });
    expect(readWithin(join(path, "pipe.yaml"), 100)).toMatchObject({ fault: "not-regular" });
    expect(readWithin(join(path, "milcity.yaml/x"), 100)).toMatchObject({ fault: "unreadable" });
    expect(readWithin("/dev/zero", 100)).toMatchObject({ fault: "not-regular" });
  });

  it("that cannot be read are told, and so are folders", () => {
    const disk = memoryFiles(
      new Map([
        ["milcity.yaml", city],
        ["plan.yaml", plan],
        ["a/b.yaml", plan],
        ["large.yaml", `x: ${"a".repeat(limits.bytes)}`],
      ]),
    );
    const failing: Files = {
      ...disk,
      list: (path) => (path === "a" ? { why: "permission is denied" } : disk.list(path)),
      read: (path, limit) =>
        path === "plan.yaml" ? { fault: "unreadable", why: "the disk reports an error" } : disk.read(path, limit),
    };
    const dossier = readDossier(scopeOf(failing), ".", library);
    expect(passed(dossier)).toEqual(["file/unreadable a", "file/unreadable plan.yaml", "yaml/too-large large.yaml"]);
    expect(dossier.incomplete).toBe(true);
    const noCity: Files = { ...disk, read: () => ({ fault: "unreadable", why: "the disk reports an error" }) };
    expect(passed(readDossier(scopeOf(noCity), ".", library))).not.toContain("dossier/no-city milcity.yaml");
  });

  it("are limited in number and depth", () => {
    const many = new Map<string, string>([["milcity.yaml", city]]);
    for (let i = 0; i < limits.filesPerDossier + 5; i++) many.set(`f${i}.yaml`, "x: 1\n");
    expect(passed(readTexts(many, library))).toContain("file/too-many .");
    const deep = dossierOf({ [`${"d/".repeat(limits.folderDepth + 1)}plan.yaml`]: plan });
    expect(passed(deep)).toEqual([`file/too-many ${"d/".repeat(limits.folderDepth + 1).slice(0, -1)}`]);
    const crowd = new Map<string, string>([["milcity.yaml", city]]);
    for (let i = 0; i < limits.entries + 5; i++) crowd.set(`f${i}.md`, "");
    expect(passed(readTexts(crowd, library))).toEqual(["file/too-many ."]);
  });

  it("lead to the dossiers of a workspace", () => {
    const workspace = memoryFiles(
      new Map([
        ["cities/a/milcity.yaml", city],
        ["cities/b/milcity.yaml", city],
        ["cities/b/inner/milcity.yaml", city],
        ["cities/.c/milcity.yaml", city],
        ["node_modules/d/milcity.yaml", city],
        ["old/e/milcity.yaml", city],
        ["built/milcity.yaml", city],
        ["loose/plan.yaml", plan],
        ["loose2/compose.yaml", "services: {}"],
      ]),
    );
    const scope = scopeOf(workspace, {
      ignore: ["old/**"],
      ignoredByGit: (paths) => new Set(paths.filter((path) => path.startsWith("built/"))),
    });
    expect(findDossiers(scope, ".")).toEqual(["cities/a", "cities/b", "cities/b/inner"]);
    expect(findDossiers(scope, "cities/b")).toEqual(["cities/b", "cities/b/inner"]);
    expect(findDossiers(scope, ".", ["cities/*"])).toEqual(["cities/a", "cities/b"]);
    expect(holdsDocuments(scope, "loose")).toBe(true);
    expect(holdsDocuments(scope, "loose2")).toBe(false);
    expect(holdsDocuments(scope, "nowhere")).toBe(false);
  });
});

describe("the path of evidence", () => {
  it.each([
    "../a",
    "a/../b",
    "/etc/passwd",
    "~/a",
    "~",
    "C:\\a",
    "c:/a",
    "\\\\host\\a",
    "a\\b",
    "file:///etc/passwd",
    "http:a",
    "a\0b",
    "a\nb",
    "a\u0085b",
    "a:b",
    "a.md::$DATA",
    "a.",
    "a ",
    "a /b",
    "./a",
    "a//b",
    "a/",
    "",
    ".git/config",
    "a/.hidden",
    "..",
    ".",
  ])("%j is refused, with the reason", (path) => {
    expect(said(refusedPath(path))).toMatch(/^(it|a part of it|one of its parts) \w+/);
    for (const files of [diskFiles(root), memoryFiles(new Map([[path, "x"]]))])
      expect(files.evidence(".", path)).toMatchObject({ state: "outside", reason: refusedPath(path) });
  });

  it.each([
    "a",
    "a/b.pdf",
    "minutes 2026.pdf",
    "a..b",
    "a/..b..c/d".replace("..b", "b"),
    "100%.pdf",
    "%2e%2e/a",
    "-rf",
    "ação.pdf",
    "日本/議事録.pdf",
    "a'b\"c",
  ])("%j is a path like others", (path) => {
    expect(refusedPath(path)).toBeUndefined();
    expect(memoryFiles(new Map([[path, "x"]])).evidence(".", path).state).toBe("present");
  });

  it("is hashed up to the limit, from the file itself", () => {
    const path = folder({ "a.md": "hello" });
    const { sha256 } = diskFiles(path).evidence(".", "a.md");
    expect(sha256?.()).toBe("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    rmSync(join(path, "a.md"));
    expect(sha256?.()).toBeUndefined();
  });
});
