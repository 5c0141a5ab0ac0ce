/** From bytes to text to plain data: what is refused, in which words and at which offsets, and what stays. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { english, type Said, told } from "../src/model/phrase.ts";
import { codePoint, decode } from "../src/read/decode.ts";
import { limits } from "../src/read/limits.ts";
import { parse, treeOf } from "../src/read/parse.ts";
import type { Problem } from "../src/read/problem.ts";
import { twins } from "../src/read/unique.ts";

const said = (one: Said | undefined) => (one === undefined ? undefined : told(one, english));
const bytes = (text: string) => new TextEncoder().encode(text);

/** A problem in one line: its rule, its offsets and what it says. */
function line({ rule, start, end, at, args = {}, say, fix, related, source, ...more }: Problem): string {
  expect(more).toEqual({});
  const shown = Object.entries(args)
    .filter(([name]) => name !== "problem" || typeof args["problem"] === "object")
    .map(([name, value]) => (name === "problem" ? said(value) : `${name}=${String(said(value))}`));
  return [
    `${rule} ${start}-${end}`,
    ...(at === undefined ? [] : [`at ${at}`]),
    ...(say === undefined ? [] : [`say ${say}`]),
    ...shown,
    ...(typeof args["problem"] === "string" ? [`kind=${args["problem"]}`] : []),
    ...(fix === undefined ? [] : [`fix ${JSON.stringify(fix)}`]),
    ...(related === undefined ? [] : [`${related.start}-${related.end} ${said(related.message)}`]),
    ...(source === undefined ? [] : [`in ${JSON.stringify(source)}`]),
  ].join(" | ");
}

describe("bytes", () => {
  const read = (content: Uint8Array | string) => {
    const { text, problems } = decode(typeof content === "string" ? bytes(content) : content);
    return [text, ...problems.map(line)];
  };
  const encoding = (problem: string) => [null, `yaml/encoding 0-0 | ${problem}`];

  it.each(["", "a: b\n", "é\u00a0日本 😀\n", "a\r\nb\r\n", "a\tb\n", "\u0300\ue000\ufffd\u{10fffd}"])(
    "that are %j",
    (text) => {
      expect(read(text)).toEqual([text]);
      expect(read(`\ufeff${text}`)).toEqual([text]);
    },
  );

  it.each<[string, number[]]>([
    ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]],
    ["a JPEG picture", [0xff, 0xd8, 0xff]],
    ["a GIF picture", [0x47, 0x49, 0x46, 0x38]],
    ["a ZIP archive or an office document", [0x50, 0x4b, 3, 4]],
    ["a gzip archive", [0x1f, 0x8b]],
    ["a PDF", [0x25, 0x50, 0x44, 0x46]],
  ])("of %s are known by how they begin", (what, start) => {
    expect(read(Uint8Array.from(start))).toEqual(encoding(`The file is ${what}, not a text.`));
    expect(read(Uint8Array.from([...start, 0x61]))).toEqual(encoding(`The file is ${what}, not a text.`));
    expect(read(Uint8Array.from(start.slice(0, -1)))).not.toEqual(encoding(`The file is ${what}, not a text.`));
    expect(read(Uint8Array.from([0x61, ...start]))).not.toEqual(encoding(`The file is ${what}, not a text.`));
  });

  const wide = (mark: string) =>
    encoding(`The file is in ${mark}; a dossier is in UTF-8. Save it again with the encoding UTF-8.`);
  it.each<[string, number[]]>([
    ["UTF-32", [0xff, 0xfe, 0, 0]],
    ["UTF-32", [0, 0, 0xfe, 0xff]],
    ["UTF-16", [0xff, 0xfe]],
    ["UTF-16", [0xfe, 0xff]],
    ["UTF-16", [0xff, 0xfe, 0x61, 0]],
  ])("in %s are known by their mark", (mark, start) => {
    expect(read(Uint8Array.from(start))).toEqual(wide(mark));
  });

  const padded = (text: string, before: number, behind: number) =>
    Uint8Array.from(
      [...text].flatMap((sign) => [
        ...Array<number>(before).fill(0),
        sign.charCodeAt(0),
        ...Array<number>(behind).fill(0),
      ]),
    );
  it("in UTF-16 or UTF-32 are known without a mark by where their NULs stand", () => {
    for (const text of ["ab", "kind: plan\n", "x".repeat(300), "kind: 日本"]) {
      const latin = text.replaceAll(/[^\0-\x7f]/g, "");
      expect(read(padded(latin, 1, 0))).toEqual(wide("UTF-16"));
      expect(read(padded(latin, 0, 1))).toEqual(wide("UTF-16"));
      expect(read(padded(latin, 3, 0))).toEqual(wide("UTF-32"));
      expect(read(padded(latin, 0, 3))).toEqual(wide("UTF-32"));
    }
    expect(read(padded("a", 0, 3))).toEqual(wide("UTF-32"));
    // Only the beginning is looked at, and a few signs of another alphabet do not hide it.
    const mixed = Uint8Array.from([...padded("kind: plan and", 0, 1), 0x65, 0xe5, 0x67, 0x2c]);
    expect(read(mixed)).toEqual(wide("UTF-16"));
    const late = Uint8Array.from([...bytes("x".repeat(256)), ...padded("kind", 0, 1)]);
    expect(read(late)[1]).toMatch(/U\+0000/);
  });

  it("with a NUL here and there are text with a sign that it may not have", () => {
    for (const text of [
      "a\0b",
      "\0",
      "a\0\0\0",
      "\0\0\0\0",
      "abc\0abc\0abc\0",
      "\0a\0\0b",
      "a\0\0b\0\0",
      "abcdefgh\0",
    ]) {
      const [shown, first] = read(text);
      if (text === "a\0\0\0") expect([shown, first]).toEqual(wide("UTF-32"));
      else {
        expect(shown).toBe(text.replaceAll("\0", "\ufffd"));
        expect(first).toMatch(/^yaml\/encoding \d+-\d+ \| The character U\+0000 may not stand in a dossier\./);
      }
    }
  });

  const invalid = (start: number, byte: string, offset: number, before: string) => [
    null,
    `yaml/encoding ${start}-${start} | The byte ${byte} at offset ${offset} is not UTF-8. Save the file again with the encoding UTF-8. | in ${JSON.stringify(before)}`,
  ];
  it.each<[string, number[], string]>([
    ["a", [0xe9], "0xE9"],
    ["", [0x80], "0x80"],
    ["a", [0xff], "0xFF"],
    ["a", [0xc0, 0xaf], "0xC0"],
    ["a", [0xc3], "0xC3"],
    ["a", [0xc3, 0x61], "0xC3"],
    ["é", [0xe2, 0x82], "0xE2"],
    ["€", [0xe2, 0x82, 0x61], "0xE2"],
    ["😀", [0xf0, 0x9f, 0x98], "0xF0"],
    ["a😀é", [0xf0, 0x9f, 0x98, 0x61], "0xF0"],
    ["\u07ff\u0800\uffff\u{10000}", [0xed, 0xa0, 0xbd], "0xED"],
    ["a", [0xf4, 0x90, 0x80, 0x80], "0xF4"],
    ["\x7f\u0080", [0x9f], "0x9F"],
  ])("after %j that are no UTF-8: %j", (before, rest, byte) => {
    const start = bytes(before);
    for (const behind of [[], [0x0a], bytes("äöü")])
      if (rest.length > 1 || behind[0] === undefined || behind[0] < 0x80 || rest[0] === 0x80)
        expect(read(Uint8Array.from([...start, ...rest, ...behind]))).toEqual(
          invalid(before.length, byte, start.length, before),
        );
    // A mark of byte order counts for the offset in the file, and not for the place in the text.
    expect(read(Uint8Array.from([0xef, 0xbb, 0xbf, ...start, ...rest]))).toEqual(
      invalid(before.length, byte, start.length + 3, before),
    );
  });

  it("are no more than the limit", () => {
    // One line of so many is too long, and that is said first of fewer bytes.
    expect(read(new Uint8Array(limits.bytes).fill(0x61))[1]).toMatch(/^yaml\/too-large 0-0 \| A line has/);
    expect(read(new Uint8Array(limits.bytes + 1).fill(0x61))).toEqual([
      null,
      "yaml/too-large 0-0 | The file has 1,048,577 bytes; the limit is 1,048,576.",
    ]);
  });

  it("are of so many lines", () => {
    const { lines } = limits;
    expect(read("\n".repeat(lines - 1))).toEqual(["\n".repeat(lines - 1)]);
    expect(read("\n".repeat(lines))).toEqual([
      null,
      "yaml/too-large 0-0 | The file has 50,001 lines; the limit is 50,000.",
    ]);
  });

  it("are of lines so long", () => {
    const { lineLength } = limits;
    const long = "b".repeat(lineLength);
    expect(read(`a\n${long}\nc`)).toEqual([`a\n${long}\nc`]);
    expect(read(long)).toEqual([long]);
    const problem = (at: number, length: string) =>
      `yaml/too-large ${at}-${at} | A line has ${length} characters; the limit is 65,536.`;
    expect(read(`${long}b`)).toEqual([null, problem(0, "65,537")]);
    expect(read(`a\nb\n${long}bc\nd`)).toEqual([null, problem(4, "65,538")]);
    expect(read(`a\u0007\n${long}b`)).toEqual([
      null,
      "text/control-character 1-2 | The character U+0007 may not stand in a dossier. | code=U+0007",
      problem(3, "65,537"),
    ]);
  });

  const sign = (rule: string, start: number, code: string, end = start + 1) =>
    `${rule} ${start}-${end} | The character ${code} may not stand in a dossier. | code=${code}`;
  it.each<[string, string, string[]]>([
    ["a\u0001b", "a\ufffdb", [sign("text/control-character", 1, "U+0001")]],
    [
      "\u000b\u000c",
      "\ufffd\ufffd",
      [sign("text/control-character", 0, "U+000B"), sign("text/control-character", 1, "U+000C")],
    ],
    ["a\u007f", "a\ufffd", [sign("text/control-character", 1, "U+007F")]],
    ["a\u0085b", "a\ufffdb", [sign("text/control-character", 1, "U+0085")]],
    ["a\0b", "a\ufffdb", [sign("yaml/encoding", 1, "U+0000")]],
    ["a\u2028b\u2029", "a\ufffdb\ufffd", [sign("yaml/encoding", 1, "U+2028"), sign("yaml/encoding", 3, "U+2029")]],
    ["a\ufeffb", "a\ufffdb", [sign("yaml/encoding", 1, "U+FEFF")]],
    ["\ufdd0\uffff", "\ufffd\ufffd", [sign("yaml/encoding", 0, "U+FDD0"), sign("yaml/encoding", 1, "U+FFFF")]],
    ["é\u0001", "é\ufffd", [sign("text/control-character", 1, "U+0001")]],
    // A character beyond the first plane is looked at where there is another reason to look closely.
    [
      "\u0001\u{1ffff}",
      "\ufffd\ufffd\ufffd",
      [sign("text/control-character", 0, "U+0001"), sign("yaml/encoding", 1, "U+1FFFF", 3)],
    ],
    ["a\rb", "a\nb", ["yaml/encoding 1-2 | A line ends in a lone carriage return (U+000D). | code=U+000D"]],
    [
      "a\r\r\nb\r",
      "a\n\r\nb\n",
      [
        "yaml/encoding 1-2 | A line ends in a lone carriage return (U+000D). | code=U+000D",
        "yaml/encoding 5-6 | A line ends in a lone carriage return (U+000D). | code=U+000D",
      ],
    ],
  ])("of the text %j, whose places stay", (text, shown, problems) => {
    expect(read(text)).toEqual([shown, ...problems]);
    expect(shown).toHaveLength(text.length);
  });

  it("have a hundred problems at most", () => {
    const { problems, text } = decode(bytes("\u0001".repeat(150)));
    expect(problems).toHaveLength(100);
    expect(text).toBe("\ufffd".repeat(150));
  });

  it("name a character by its code", () => {
    expect(["a", "é", "\0", "\u{1f600}", ""].map(codePoint)).toEqual([
      "U+0061",
      "U+00E9",
      "U+0000",
      "U+1F600",
      "U+0000",
    ]);
  });
});

/** What the library makes of a text. */
function read(text: string) {
  const { value, problems, tree, ...more } = parse(text, "library");
  return {
    value,
    problems: problems.map(line),
    hasTree: tree !== undefined,
    isDocument: more.isDocument,
    incomplete: more.incomplete,
    missing: [...more.missing],
    written: [...more.written],
  };
}
const whole = (value: unknown) => ({
  value,
  problems: [],
  hasTree: true,
  isDocument: true,
  incomplete: false,
  missing: [],
  written: [],
});
const unread = (...problems: string[]) => ({
  value: undefined,
  problems,
  hasTree: false,
  isDocument: false,
  incomplete: true,
  missing: [],
  written: [],
});
const unclosed = (start: number, end: number) => `yaml/syntax ${start}-${end} | A bracket is opened and never closed.`;
const broken = (...problems: string[]) => ({ ...unread(...problems), hasTree: true, isDocument: true });

describe("a text that the library reads", () => {
  it.each<[string, unknown]>([
    ["", null],
    ["# only\n", null],
    ["a: 1\nb: [x, 'y', \"z\"]\nc: { d: true, e: ~ }\n", { a: 1, b: ["x", "y", "z"], c: { d: true, e: null } }],
    ["- - a\n- {}\n- []\n-\n", [["a"], {}, [], null]],
    ["text", "text"],
    ["a: |\n  b\nc: >-\n  d\n  e\n", { a: "b\n", c: "d e" }],
    ["? a\n: b\n", { a: "b" }],
    ["a:\nb:\n", { a: null, b: null }],
    ["a: [\n  b # c\n ]\n", { a: ["b"] }],
    ["a: 'x ] } &'\n", { a: "x ] } &" }],
    ["a: x&y*z!%\n", { a: "x&y*z!%" }],
    ["a: 5 %\n", { a: "5 %" }],
    ['a: "b\\\n  c"\n', { a: "bc" }],
    ["1: a\ntrue: b\n", { 1: "a", true: "b" }],
  ])("%j", (text, value) => {
    expect(read(text)).toEqual(whole(value));
  });

  it("is read by the plain reader where that can, without a tree", () => {
    expect(parse("a: 1\n")).toEqual({
      value: { a: 1 },
      isDocument: true,
      tree: undefined,
      problems: [],
      incomplete: false,
      missing: new Set(),
      written: new Map(),
    });
    expect(parse("a: &b 1\n").tree).toBeDefined();
    expect(parse("a: 1\n", "library").tree).toBeDefined();
    expect(treeOf("a: 1\n")?.toJS()).toEqual({ a: 1 });
    expect(treeOf(`a: ${"[".repeat(200)}`)).toBeUndefined();
  });

  it.each<[string, unknown, string[]]>([
    ["a: &b 1\nc: 2\n", { a: 1, c: 2 }, ["yaml/anchor 3-5 | name=&b | kind=anchor"]],
    ["a: *b\nc: 2\n", { c: 2 }, ["yaml/alias 3-5 | name=*b | kind=alias"]],
    ["a: !b c\n", { a: "c" }, ["yaml/tag 3-5 | name=!b | kind=tag"]],
    ["a: !!int '7'\n", { a: 7 }, ["yaml/tag 3-8 | name=!!int | kind=tag"]],
    [
      "- &a 1\n- *a\n",
      [1, null],
      ["yaml/anchor 2-4 | name=&a | kind=anchor", "yaml/alias 9-11 | name=*a | kind=alias"],
    ],
    ["a: !!str no\n", { a: "no" }, ["yaml/tag 3-8 | name=!!str | kind=tag"]],
    ["a: [&b 1]\n", { a: [1] }, ["yaml/anchor 4-6 | name=&b | kind=anchor"]],
    ["a: [b\nc: &x d\n", undefined, ["yaml/anchor 9-11 | name=&x | kind=anchor", unclosed(3, 5)]],
    ["a: { b: c\nd: &x e\n", undefined, ["yaml/anchor 13-15 | name=&x | kind=anchor", unclosed(3, 9)]],
  ])("%j has what no dossier has", (text, value, problems) => {
    const found = read(text);
    expect(found.problems).toEqual(problems);
    expect(found.value).toEqual(value);
    expect(found.isDocument).toBe(true);
  });

  it("has no directives: nothing behind them is read", () => {
    expect(read("%YAML 1.1\n---\na: 1\n")).toEqual(unread("yaml/directive 0-9 | name=%YAML 1.1 | kind=directive"));
    expect(read("# c\n%TAG ! x \n---\na: 1\n").problems).toEqual([
      "yaml/directive 4-12 | name=%TAG ! x | kind=directive",
    ]);
    expect(read("a: 1\n%b\n").problems.join()).not.toContain("directive");
  });

  it("has its faults of syntax with what stands around them read", () => {
    expect(read("a: [1\nb: 2\n")).toEqual(broken("yaml/syntax 3-5 | A bracket is opened and never closed."));
    expect(read("a: 'b\nc: 2\n")).toEqual(broken("yaml/syntax 3-5 | A quotation mark is opened and never closed."));
    expect(read('a: "b\nc: 2\n')).toEqual(broken("yaml/syntax 3-5 | A quotation mark is opened and never closed."));
    expect(read("a: 1]\nb: }\nc: ]\n")).toEqual(
      broken("yaml/syntax 9-10 | This `}` closes nothing.", "yaml/syntax 14-15 | This `]` closes nothing."),
    );
    expect(read("a: [1]]\nb: 2\nc: &d 1\n").problems).toEqual([
      "yaml/syntax 6-7 | This `]` closes nothing.",
      "yaml/anchor 16-18 | name=&d | kind=anchor",
    ]);
    expect(read("a: { : 1, b: 2 }\n")).toMatchObject({
      value: undefined,
      problems: ["yaml/syntax 4-4 | at /a | A field has no name."],
    });
    expect(read("a: '").problems).toEqual(["yaml/syntax 3-4 | A quotation mark is opened and never closed."]);
    expect(read("a: 'b'\nc: [1\n").problems).toEqual(["yaml/syntax 10-12 | A bracket is opened and never closed."]);
    // Behind a bracket that closes nothing the places stay.
    expect(read("a: [1]]\nb: @c\n").problems).toEqual([
      "yaml/syntax 6-7 | This `]` closes nothing.",
      "yaml/syntax 11-12 | A text may not begin with `@`. Put it in quotation marks.",
    ]);
    const strays = (count: number) => parse("]\n".repeat(count), "library").problems.length;
    expect([strays(1), strays(3), strays(101)]).toEqual([1, 3, 100]);
  });

  it("has at most a hundred of them", () => {
    const anchors = (count: number) => read(Array.from({ length: count }, (_, n) => `- &a${n} 1\n`).join(""));
    expect(anchors(99)).toMatchObject({ isDocument: true, incomplete: false });
    expect(anchors(99).problems).toHaveLength(99);
    expect(anchors(100)).toMatchObject({ isDocument: false, incomplete: true, value: undefined });
    expect(anchors(100).problems).toHaveLength(100);
    expect(anchors(102).problems).toHaveLength(100);
    expect(read("- &a 1\n".repeat(60) + "- @b\n".repeat(45)).problems).toHaveLength(100);
    expect(read("a: 1\n".repeat(105)).problems).toHaveLength(100);
    const strays = read("}".repeat(200));
    expect(strays).toMatchObject({ isDocument: false, hasTree: false });
    expect(strays.problems).toHaveLength(100);
    const doubts = read("- no\n".repeat(101));
    expect(doubts.problems).toHaveLength(100);
    expect(doubts).toMatchObject({ incomplete: false });
  });

  it("is one document", () => {
    expect(read("a: 1\n---\nb: 2\n")).toMatchObject({
      value: { a: 1 },
      problems: ["yaml/several-documents 5-8"],
      isDocument: true,
    });
    expect(read("---\na: 1\n--- # two\nb: 2\n---\nc: 3\n").problems).toEqual(["yaml/several-documents 9-18"]);
    expect(read("a: 1\n...\nb: 2\n").problems).toEqual(["yaml/several-documents 9-13"]);
    expect(read("a: 1\n...\n# c\n\n").problems).toEqual([]);
    expect(read("a: 1\n...\n# c --- d\n\n  # e\nb: 2\n").problems).toEqual(["yaml/several-documents 26-30"]);
    expect(read("a: 1\n# ---\n---\n").problems).toEqual(["yaml/several-documents 11-14"]);
    expect(read("a\n...\n  b\n").problems).toEqual(["yaml/several-documents 6-9"]);
  });

  it.each<[string, string, (depth: number) => string]>([
    ["brackets", "64-65", (depth) => `${"[".repeat(depth)}${"]".repeat(depth)}\n`],
    ["braces", "320-321", (depth) => `${"{ a: ".repeat(depth)}1${" }".repeat(depth)}\n`],
    ["dashes", "128-129", (depth) => `${"- ".repeat(depth)}a\n`],
    [
      "lines",
      "2340-2340",
      (depth) => Array.from({ length: depth }, (_, n) => `${" ".repeat(n)}a:\n`).join("") + " ".repeat(depth) + "b\n",
    ],
    [
      "dashes in lines",
      "2275-2275",
      (depth) => Array.from({ length: depth }, (_, n) => `${" ".repeat(n)}-\n`).join("") + " ".repeat(depth) + "b\n",
    ],
  ])("is nested so deep in %s", (_, place, make) => {
    const { depth } = limits;
    expect(read(make(depth))).toMatchObject({ isDocument: true, problems: [], incomplete: false });
    // From the next level on nothing of it is read, and that is said.
    expect(read(make(depth + 1))).toEqual(
      unread(`yaml/too-deep ${place} | Lists and mappings are nested more than 64 deep. | limit=64`),
    );
  });

  it("says where it is nested too deep", () => {
    expect(read("[".repeat(65)).problems).toEqual([
      "yaml/too-deep 64-65 | Lists and mappings are nested more than 64 deep. | limit=64",
    ]);
    expect(read(`a: ${"[".repeat(70)}`).problems[0]).toMatch(/^yaml\/too-deep 67-68 /);
    expect(read(`${"? ".repeat(65)}a\n`).problems[0]).toMatch(/^yaml\/too-deep 128-129 /);
    // Keys that are nested over lines.
    const keys = Array.from({ length: 65 }, (_, n) => `${" ".repeat(n)}?\n`).join("");
    expect(read(`${keys}${" ".repeat(65)}a\n`).problems).toEqual([
      "yaml/too-deep 2275-2275 | Lists and mappings are nested more than 64 deep. | limit=64",
    ]);
    expect(read("- ".repeat(65)).problems[0]).toMatch(/^yaml\/too-deep 128-129 /);
    expect(read("- []\n".repeat(70)).problems.join()).not.toContain("deep");
    expect(read(`a: [${"[],".repeat(70)}]\n`)).toMatchObject({ problems: [] });
    expect(read("- a\n".repeat(70))).toMatchObject({ problems: [] });
    expect(read("- - a\n".repeat(70))).toMatchObject({ problems: [] });
    expect(read(`a: "${"[".repeat(70)}"\nb: ${"x[".repeat(70)}\n`)).toMatchObject({ problems: [] });
  });
});

describe("a field", () => {
  it("stands once in a mapping", () => {
    expect(read("a: 1\nb: 2\na: 3\n")).toEqual({
      ...whole({ a: 1, b: 2 }),
      incomplete: true,
      problems: ["yaml/duplicate-key 10-11 | at /a | say field | name=a | 0-1 `a` stands here first."],
    });
    expect(read("x:\n  caf\u00e9: 1\n  cafe\u0301: 2\n").problems).toEqual([
      "yaml/duplicate-key 15-20 | at /x/cafe\u0301 | say field | name=cafe\u0301 | 5-9 `cafe\u0301` stands here first.",
    ]);
    expect(read("a: { b: 1 }\nb: 2\n").problems).toEqual([]);
    expect(read("a: 1\n'a': 2\n").problems).toEqual([
      "yaml/duplicate-key 5-8 | at /a | say field | name=a | 0-1 `a` stands here first.",
    ]);
  });

  it("that begins again what an entry begins with is another entry, whose dash is missing", () => {
    const found = read("x:\n  - a: 1\n    b: 2\n    a: 3\n    b: 4\n    c: 5\n");
    expect(found.problems).toEqual([
      "yaml/duplicate-key 25-26 | at /x/0/a | say entry | name=a | 7-8 `a` stands here first.",
    ]);
    expect(found.value).toEqual({ x: [{ a: 1, b: 2, c: 5 }] });
    expect(read(`${"- a\n".repeat(10)}- a: 1\n  b: 2\n  a: 3\n`).problems[0]).toMatch(/say entry/);
    // The second field again, or the only one, is none.
    expect(read("- a: 1\n  b: 2\n  b: 3\n").problems[0]).toMatch(/say field/);
    expect(read("- a: 1\n  a: 3\n  a: 4\n").problems.map((one) => /say (\w+)/.exec(one)?.[1])).toEqual([
      "field",
      "field",
    ]);
    expect(read("x1:\n  a: 1\n  b: 2\n  a: 3\n").problems[0]).toMatch(/say field/);
    expect(read("1:\n  a: 1\n  b: 2\n  a: 3\n").problems[0]).toMatch(/say entry/);
    expect(read("1x:\n  a: 1\n  b: 2\n  a: 3\n").problems[0]).toMatch(/say field/);
  });

  it.each<[string, unknown, string[], string[]]>([
    ["<<: { a: 1 }\n", {}, ["yaml/merge-key 0-2 | at /<<"], ["/<<"]],
    [
      "constructor: 1\nb: 2\n",
      { b: 2 },
      ["yaml/reserved-key 0-11 | at /constructor | name=constructor"],
      ["/constructor"],
    ],
    [
      "a/b~c:\n  __proto__: 1\n",
      { "a/b~c": {} },
      ["yaml/reserved-key 9-18 | at /a~1b~0c/__proto__ | name=__proto__"],
      ["/a~1b~0c/__proto__"],
    ],
    [
      `${"k".repeat(257)}: 1\n`,
      undefined,
      [`yaml/too-large 0-257 | at /${"k".repeat(257)} | The name of a field has 257 characters; the limit is 256.`],
      [`/${"k".repeat(257)}`],
    ],
    [`${"k".repeat(256)}: 1\n`, { ["k".repeat(256)]: 1 }, [], []],
    [
      '"a\\e": 1\n',
      {},
      ["text/control-character 0-5 | at /a\u001b | code=U+001B | The name of a field holds U+001B."],
      ["/a\u001b"],
    ],
    [
      '"a\\u202e": 1\n',
      {},
      ["text/bidi-control 0-9 | at /a\u202e | code=U+202E | The name of a field holds U+202E."],
      ["/a\u202e"],
    ],
    [
      '"a\\u200b": 1\n',
      { "a\u200b": 1 },
      ["text/invisible 0-9 | at /a\u200b | code=U+200B | The name of a field holds U+200B."],
      [],
    ],
    ['"\\u00e9": 1\n', { é: 1 }, [], []],
    [
      '"\\t": 1\n',
      {},
      ["text/control-character 0-4 | at /\t | code=U+0009 | The name of a field holds U+0009."],
      ["/\t"],
    ],
    [
      '"a\\U000e0041": 1\n',
      { "a\u{e0041}": 1 },
      ["text/invisible 0-13 | at /a\u{e0041} | code=U+E0041 | The name of a field holds U+E0041."],
      [],
    ],
    // Where the sign stands elsewhere in the text as well.
    [
      '"a\\u200b": x\u200b\n',
      { "a\u200b": "x\u200b" },
      ["text/invisible 0-9 | at /a\u200b | code=U+200B | The name of a field holds U+200B."],
      [],
    ],
    // What stands in the text itself is found there.
    ["a\u200b: 1\n", { "a\u200b": 1 }, [], []],
    ['"a\u200b\\x41": 1\n', { "a\u200bA": 1 }, [], []],
    ["a\\u200b: 1\n", { "a\\u200b": 1 }, [], []],
  ])("%j", (text, value, problems, missing) => {
    const found = read(text);
    expect(found.problems.map((one) => one.replace(/^(.*) \| (The name of .*) \| (code=.*)$/, "$1 | $3 | $2"))).toEqual(
      problems,
    );
    expect(found.value).toEqual(value);
    expect(found.missing).toEqual(missing);
    expect(found.incomplete).toBe(missing.length > 0);
  });

  it("has a name, and one that is a text", () => {
    expect(read("a: { '': 1 }\n")).toMatchObject({
      value: undefined,
      problems: ["yaml/syntax 5-7 | at /a | A field has no name."],
    });
    expect(read("? [a]\n: b\n").problems).toEqual(["yaml/syntax 2-3 | The name of a field must be a plain text."]);
  });
});

describe("a value", () => {
  const doubt = (source: string, fix = true) =>
    `yaml/ambiguous-scalar 3-${3 + source.length} | at /a | value=${source}${fix ? ' | fix {"do":"quote"}' : ""}`;
  it.each([
    "yes",
    "No",
    "ON",
    "off",
    "12:30",
    "1:2:3",
    "999:59",
    "-1:05",
    "2026-01-01",
    "2026-1-1T1",
    "2026-01-01 10:00",
  ])("%s is a text that others read as something else", (source) => {
    expect(read(`a: ${source}\n`)).toEqual({ ...whole({ a: source }), problems: [doubt(source)] });
    expect(read(`a: '${source}'\n`)).toEqual(whole({ a: source }));
  });
  it.each<[string, number]>([
    ["017", 17],
    ["0o17", 15],
    ["00", 0],
    ["07", 7],
  ])("%s is a number that others read otherwise", (source, value) => {
    expect(read(`a: ${source}\n`)).toEqual({ ...whole({ a: value }), problems: [doubt(source, false)] });
  });
  it.each<[string, unknown]>([
    ["yess", "yess"],
    ["noon", "noon"],
    ["12:60", "12:60"],
    ["1234:30", "1234:30"],
    ["12:3x", "12:3x"],
    ["x12:30", "x12:30"],
    ["0o8", "0o8"],
    ["018", 18],
    ["2026-01-01x", "2026-01-01x"],
    ["2026-01", "2026-01"],
    ["x2026-01-01", "x2026-01-01"],
    ["0x1F", 31],
    ["1e3", 1000],
    ["-0", 0],
    ["-0.0", 0],
    ["+5", 5],
    [".5", 0.5],
    ["9007199254740991", 9_007_199_254_740_991],
    ["123456789012345", 123_456_789_012_345],
    ["0.1234567890123456", 0.1234567890123456],
    ["1.0000000000000000000000000", 1],
    ["100000000000000000000", "100000000000000000000".slice(0, 0) || undefined],
  ])("%s is %j", (source, value) => {
    const found = read(`a: ${source}\n`);
    if (value === undefined) expect(found.value).toEqual({});
    else expect(found).toEqual(whole({ a: value }));
  });

  it("that looks like a day is one where a day is asked for", () => {
    expect(read("date: 2026-01-01\nstart: [2026-01-01]\n")).toEqual(
      whole({ date: "2026-01-01", start: ["2026-01-01"] }),
    );
    expect(read("date: { x: 2026-01-01 }\n").problems).toHaveLength(1);
    expect(read("x: [2026-01-01]\n").problems).toHaveLength(1);
  });

  it("is doubted as a name as well", () => {
    expect(read("no: 1\n")).toEqual({
      ...whole({ no: 1 }),
      problems: ['yaml/ambiguous-scalar 0-2 | at /no | value=no | fix {"do":"quote"}'],
    });
    expect(read("'no': 1\n")).toEqual(whole({ no: 1 }));
    expect(read("2026-01-01: 1\n")).toEqual(whole({ "2026-01-01": 1 }));
  });

  it("of a number that would change is refused", () => {
    const range = (source: string, problem: string) =>
      `schema/range 3-${3 + source.length} | at /a | ${problem} | value=${source.slice(0, 40)}`;
    for (const source of [
      "9007199254740993",
      "1234567890123456789",
      "0.12345678901234567890123",
      "1.23456789012345678",
      "0x20000000000001",
      `1.${"1".repeat(60)}`,
      `1.${"1".repeat(150)}`,
      `0.${"0".repeat(399)}1`,
      "1".repeat(30),
    ])
      expect(read(`a: ${source}\n`)).toMatchObject({
        value: {},
        problems: [range(source, `\`${source.slice(0, 40)}\` has more digits than can be kept exactly.`)],
        missing: ["/a"],
        incomplete: true,
      });
    for (const source of [".nan", "-.inf", ".INF", "1e999"])
      expect(read(`a: ${source}\n`)).toMatchObject({
        value: {},
        problems: [range(source, `\`${source}\` is no number that can be kept.`)],
        missing: ["/a"],
      });
    expect(read("- 1\n- .nan\n- 2\n").value).toEqual([1, null, 2]);
  });

  it("that has the digits of its source is kept", () => {
    const kept = (source: string) => read(`a: ${source}\n`).problems.length === 0;
    for (const source of [
      "0x1FFFFFFFFFFFFF",
      "0o377777777777777777",
      "1e-7",
      "12345678901234e5",
      "12345678901234e15",
      "0.1",
      "1e15",
      "0.000000000000000000001",
      "1.2345678901234567",
      "123456789012345.6",
      "1234567890123456.5",
      "1.5e300",
    ])
      expect([source, kept(source.replace(/^0o.*/, "0x10"))]).toEqual([source, true]);
    for (const source of ["1.23456789012345678", "123456789012345.678", "12345678901234567890", "1e400"])
      expect([source, kept(source)]).toEqual([source, false]);
    // Fifteen digits are kept at any scale, and what is kept has the digits that were written.
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 21 }),
        fc.nat(20),
        fc.infiniteStream(fc.constantFrom(..."1234567890")),
        (length, point, stream) => {
          const digits = `1${[...stream.take(length - 1)].join("")}`.padEnd(point + 1, "7");
          const source = `${digits.slice(0, digits.length - point)}.${digits.slice(digits.length - point)}1`;
          const { value } = read(`a: ${source}\n`);
          const { a } = value as { a?: number };
          if (source.length <= 16) expect(a).toBe(Number(source));
          if (a !== undefined)
            expect(a.toPrecision(Math.min(21, source.length - 1)).replace(/^0\.0*/, "")).toContain(
              source.replace(/^0\.0*/, "").slice(0, 15),
            );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of zeros at the end is remembered as it is written", () => {
    expect(read("a: 1.230\nb: [999.000, 1.23, 1234.560, 1.2340]\nc/d: 12.340\n")).toEqual({
      ...whole({ a: 1.23, b: [999, 1.23, 1234.56, 1.234], "c/d": 12.34 }),
      written: [
        ["/a", "1.230"],
        ["/b/0", "999.000"],
        ["/c~1d", "12.340"],
      ],
    });
    expect(read("a: '1.230'\nb: x1.230\nc: 1.230x\n")).toEqual(whole({ a: "1.230", b: "x1.230", c: "1.230x" }));
  });

  it("is a text of so many characters", () => {
    const text = (length: number) => `a: >-\n${"  bbbbbbb\n".repeat(length / 8 - 1)}  ${"b".repeat(7)}\n`;
    const source = limits.scalar;
    const found = parse(text(300_000), "library");
    expect(found.problems.map(line)[0]).toMatch(
      /^yaml\/too-large 3-5 \| at \/a \| A text has [\d,]+ characters; the limit is 262,144\.$/,
    );
    expect([found.value, [...found.missing], found.incomplete]).toEqual([undefined, ["/a"], true]);
    expect(parse(text(source - 8_000), "library").problems).toEqual([]);
  });

  it("of another kind is left out, with what follows from it", () => {
    const found = read("a: !!binary aGk=\nb: *c\nd: [*e]\n");
    expect(found.value).toEqual({ a: "aGk=", d: [null] });
    expect(found.missing).toEqual(["/b", "/d/0"]);
    expect(found.incomplete).toBe(true);
  });
});

describe("equal entries of a list", () => {
  it.each<[unknown[], ReturnType<typeof twins>]>([
    [[], undefined],
    [[1], undefined],
    [[1, 2], undefined],
    [
      [1, 1],
      [1, 0],
    ],
    [
      [1, 2, 1, 2],
      [3, 1],
    ],
    [
      [1, 1, 1],
      [2, 1],
    ],
    [[1, "1", true, "true", null, "null"], undefined],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [1, 0],
    ],
    [
      [
        { a: 1, b: 2 },
        { a: 2, b: 1 },
      ],
      undefined,
    ],
    [[{ a: 1 }, { a: 1, b: 1 }], undefined],
    [
      [
        { c: 1, a: 2, b: 3 },
        { b: 3, c: 1, a: 2 },
      ],
      [1, 0],
    ],
    [
      [
        [1, 2],
        [1, 2],
      ],
      [1, 0],
    ],
    [
      [
        [1, 2],
        [2, 1],
      ],
      undefined,
    ],
    [[[], {}], undefined],
    [[[[1], 2], [[1, 2]]], undefined],
    [[[1, 2], [12], ["1,2"]], undefined],
    [[{ "a:1": 1 }, { a: { 1: 1 } }], undefined],
    [
      [{ a: [{ b: null }] }, 0, { a: [{ b: null }] }],
      [2, 0],
    ],
    [
      [null, null],
      [1, 0],
    ],
    [
      ["a", "a"],
      [1, 0],
    ],
    [
      [
        { a: 1, "b,c": 2 },
        { a: 1, b: 2 },
      ],
      undefined,
    ],
  ])("%j: %j", (list, found) => {
    expect(twins(list)).toEqual(found);
  });
});
