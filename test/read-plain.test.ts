/** The plain reader piece by piece: what it reads and as what, and what it leaves to the library, at each of its boundaries. */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { limits } from "../src/read/limits.ts";
import { markPlain, readPlain } from "../src/read/plain.ts";
import { difference } from "./plain-agreement.ts";

/** Each text that is read here: at the end they go to the library as well. Of a few tests alone they are those of these tests. */
const texts = new Set<string>();

function expectRead(text: string, value: unknown): void {
  texts.add(text);
  const read = readPlain(text);
  if (!isDeepStrictEqual(read, value)) expect(read, JSON.stringify(text)).toStrictEqual(value);
}
function expectLeft(text: string): void {
  const read = readPlain(text);
  if (read !== undefined) expect(read, JSON.stringify(text)).toBeUndefined();
}

/** In a line, before a comment, as an entry, in brackets of both sorts, and at the end of the text. */
function expectValue(source: string, value: unknown, field = "a"): void {
  const lines = [`- ${field}: ${source}`, `- ${field}:   ${source}   `, `- ${field}: ${source} # why`, `  b: 1`];
  const expected: unknown[] = [{ [field]: value }, { [field]: value }, { [field]: value, b: 1 }];
  lines.push(`- ${field}:`, `  - ${source}`, `  -   ${source} # why`);
  expected.push({ [field]: [value, value] });
  // In brackets some signs mean something else.
  if (!/[,[\]{}]/.test(source.replace(/^(["']).*\1$/, ""))) {
    lines.push(`- ${field}: [${source}, ${source} ]`, `- { ${field}: ${source}, b: 1 }`, `- {${field}:  ${source} }`);
    expected.push({ [field]: [value, value] }, { [field]: value, b: 1 }, { [field]: value });
  }
  expectRead(`${lines.join("\n")}\n- ${field}: ${source}`, [...expected, { [field]: value }]);
}

describe("a text without quotation marks", () => {
  it.each<[string, unknown]>([
    ["a", "a"],
    ["A b  c", "A b  c"],
    ["Zz09_./$+~=^;(", "Zz09_./$+~=^;("],
    ["(a)", "(a)"],
    ["/a/b", "/a/b"],
    [".a", ".a"],
    [".", "."],
    ["_a", "_a"],
    ["$a", "$a"],
    ["+a", "+a"],
    ["~a", "~a"],
    ["=a", "=a"],
    ["^a", "^a"],
    [";a", ";a"],
    ["z", "z"],
    ["Z", "Z"],
    ["é", "é"],
    ["\u00a0a", "\u00a0a"],
    ["日本 😀", "日本 😀"],
    ["-a", "-a"],
    ["-.a", "-.a"],
    ["a-b", "a-b"],
    ["a:b", "a:b"],
    ["a#b", "a#b"],
    ["a'b\"c", "a'b\"c"],
    ["a&b*c!d%e@f`g", "a&b*c!d%e@f`g"],
    ["https://a.example/b?c=d#e", "https://a.example/b?c=d#e"],
    ["a, b [c] {d}", "a, b [c] {d}"],
    ["a|b>c", "a|b>c"],
    ["a\\nb", "a\\nb"],
  ])("%s", (source, value) => expectValue(source, value));

  it.each<[string, unknown]>([
    ["0", 0],
    ["-0", 0],
    ["7", 7],
    ["90", 90],
    ["-1", -1],
    ["100", 100],
    ["123456789012345", 123_456_789_012_345],
    ["-12345678901234", -12_345_678_901_234],
    ["1.5", 1.5],
    ["-1.5", -1.5],
    ["0.5", 0.5],
    ["0.0", 0],
    ["-0.0", 0],
    ["1.50", 1.5],
    ["1.5000", 1.5],
    ["1234.500", 1234.5],
    ["-1.500", -1.5],
    ["1.234", 1.234],
    ["0.1234567890123", 0.1234567890123],
    ["true", true],
    ["True", true],
    ["TRUE", true],
    ["false", false],
    ["False", false],
    ["FALSE", false],
    ["null", null],
    ["Null", null],
    ["NULL", null],
    ["~", null],
  ])("%s is %j", (source, value) => expectValue(source, value));

  it.each([
    "tRUE",
    "fALSE",
    "nULL",
    "~~",
    "truer",
    "nulls",
    "Falsey",
    "yess",
    "nope",
    "onto",
    "offs",
    "ayes",
    "anno",
    "1.2.3",
    "1-2",
    "1_000",
    "10 %",
    "1 000",
    "12,5x".replace(",", ";"),
    "0x1G",
    "0xg",
    "x0x1",
    "0b101",
    "0o8",
    "0o",
    "0x",
    "1:60",
    "1:5a",
    "1234:30",
    "12:300",
    "a1:30",
    "1:30b",
    "1e",
    "1e+",
    "e3",
    "1e3x",
    "1.e3x",
    ".info",
    ".nane",
    ".iNF",
    ".nAn",
    "-.nan",
    "+.nan",
    "..5",
    "+-5",
    "+",
    "-.",
    "1a",
    "9z",
    "2026-01-01x",
    "2026-001-01",
    "2026-01-001",
    "22026-01-01",
    "226-01-01",
    "a2026-01-01",
    "2026-01",
    "123456789012345a",
  ])("%s is a text", (source) => expectValue(source, source));

  it("that looks like a day is one where a day is asked for", () => {
    for (const day of ["2026-01-01", "2026-1-1", "2026-01-01T10:00:00Z", "2026-01-01t1", "2026-01-01 10:00"]) {
      expectValue(day, day, "date");
      expectLeft(`a: ${day}\n`);
      expectLeft(`a: [${day}]\n`);
      expectLeft(`- ${day}\n`);
      expectLeft(`date: [a]\nb: ${day}\n`);
      expectRead(`date: [${day}, { date: ${day} }]\n`, { date: [day, { date: day }] });
      expectRead(`date:\n  - ${day}\n  -\n    - ${day}\n`, { date: [day, [day]] });
      expectRead(`date: { date: ${day} }\n`, { date: { date: day } });
      expectLeft(`date: { b: ${day} }\n`);
      expectLeft(`date:\n  b: ${day}\n`);
      expectLeft(`date:\n  - b: ${day}\n`);
    }
  });

  it.each(
    (
      "yes No oN OFF on no off YES 017 0o17 0O7 00 07 08 09 0x1F 0xaF 12:30 -1:05 +1:5 1:2:3 190:20:30 1e3 1E3 1.5e-3 -1e+3 +5 +1.5 .5 -.5 +.5 " +
      "5. -5. .55 -.25 .inf .Inf .INF -.inf +.INF .nan .NaN .NAN 1.230 12.340 999.990 0.000 1234567890123456 -123456789012345 0.12345678901234 " +
      "12345678901234567890 1e999"
    ).split(" "),
  )("%s is left to the library", (source) => {
    expectLeft(`a: ${source}\n`);
    expectLeft(`a: ${source}`);
    expectLeft(`a: [b, ${source}]\n`);
    expectLeft(`- ${source}\n`);
  });

  it.each([
    "&a b",
    "*a",
    "!a",
    "!!str a",
    "%a",
    "@a",
    "`a",
    "?a",
    "? a",
    "<a",
    "-",
    "- a",
    "--",
    "--a",
    "-:",
    "- - a",
    ",a",
    "]",
    "}",
    ":a",
    ": a",
    "#a".slice(0, 0) || "|a",
    ">a",
    '"a" b',
    "'a' b",
    "[a] b",
    "{a: 1} b",
    "a: b",
    "a:",
    "a :",
    "a b: c",
    "[",
    "{",
    '"',
    "'",
  ])("%j is left to the library", (source) => {
    expectLeft(`a: ${source}\n`);
    expectLeft(`x: 1\na: ${source}\nb: 2\n`);
  });

  it("ends where a comment, its line or in brackets an entry ends", () => {
    expectRead("a: b #c\n", { a: "b" });
    expectRead("a: b # c # d\n", { a: "b" });
    expectRead("a: b#c # d\n", { a: "b#c" });
    expectRead("a: b ---\nc: 1\n", { a: "b ---", c: 1 });
    expectRead("a: b:]c\n", { a: "b:]c" });
    expectLeft("a: b:");
    expectLeft("a: 'b'#c\n");
    expectLeft("a: [b]#c\n");
    expectRead("a: b ## c", { a: "b" });
    expectRead("a: [b#c, d]\n", { a: ["b#c", "d"] });
    expectRead("a: {b: c d, e: f}\n", { a: { b: "c d", e: "f" } });
    expectRead("a: [b c]\n", { a: ["b c"] });
    expectRead("a: [b{c]\n".replace("{", ";"), { a: ["b;c"] });
    for (const sign of "[{") expectLeft(`a: [b${sign}c]\n`);
    expectLeft("a: [b}]\n");
    expectLeft("a: {b: c]}\n");
    expectLeft("a: [b: c]\n");
    expectLeft("a: [b:, c]\n");
    expectLeft("a: [b:]\n");
    expectLeft("a: [b #c]\n");
    expectRead("a: [b:c, 'd:e']\n", { a: ["b:c", "d:e"] });
    expectRead("a: b:c:d\n", { a: "b:c:d" });
  });
});

describe("a text in quotation marks", () => {
  it.each<[string, string]>([
    ['""', ""],
    ["''", ""],
    ['"a"', "a"],
    ["'a'", "a"],
    ['"a b"', "a b"],
    ['" a "', " a "],
    ['"no"', "no"],
    ["'1'", "1"],
    ['"a: b # c"', "a: b # c"],
    ["'a: b # c'", "a: b # c"],
    ["'it''s'", "it's"],
    ["''''", "'"],
    ["'a''''b'", "a''b"],
    ['"it\'s"', "it's"],
    ["'a \"b\"'", 'a "b"'],
    ["'a\\nb'", "a\\nb"],
    ["'\\'", "\\"],
    ["'a\\'", "a\\"],
    ['"\\""', '"'],
    ['"\\\\"', "\\"],
    ['"\\/"', "/"],
    ['"\\n\\t\\r"', "\n\t\r"],
    ['"a\\nb\\nc"', "a\nb\nc"],
    ['"\\u00e9"', "é"],
    ['"\\u00E9x"', "éx"],
    ['"\\ud83d\\ude00"', "😀"],
    ['"a\\u0041\\\\b"', "aA\\b"],
    ['"[a], {b}"', "[a], {b}"],
    ['"\\"a\\""', '"a"'],
  ])("%s", (source, value) => expectValue(source, value));

  it.each([
    '"\\x41"',
    '"\\0"',
    '"\\e"',
    '"\\ "',
    '"\\N"',
    '"\\U00000041"',
    '"\\u004"',
    '"\\u00g1"',
    '"\\u"',
    '"\\uu0041"',
    '"a',
    '"a\\"',
    '"a\\',
    "'a",
    "'a''",
    "'it's'",
    '"a"b"',
    '"a""b"',
    '"a"b',
    '"a\\\nb"',
    '"a\n  b"',
    "'a\n  b'",
    '"a\tb"',
  ])("%j is left to the library", (source) => {
    expectLeft(`a: ${source}\n`);
    expectLeft(`a: [${source}]\n`);
    expectLeft(`a: ${source}`);
    expectLeft(`- ${source}\nb`);
  });
});

describe("a name", () => {
  it.each([
    "a",
    "Z",
    "a-b",
    "a_b",
    "a.b",
    "a/b",
    "a0",
    "_",
    "/",
    "x-no",
    "noo",
    "A9z",
    "aye",
    "yess",
    "x".repeat(limits.key),
  ])("%s", (name) => {
    const other = name.length === limits.key ? "b" : `b${name}`;
    expectRead(`${name}: 1\n"${other}": 2\nc:\n- ${name}: 1\n- '${name}':   1\n- { ${name}: 1 }\n`, {
      [name]: 1,
      [other]: 2,
      c: [{ [name]: 1 }, { [name]: 1 }, { [name]: 1 }],
    });
  });

  it.each(["no", "Yes", "ON", "off", "1", "0a", ".a", "-a", "1.5", "9"])("%s only in quotation marks", (name) => {
    expectLeft(`${name}: 1\n`);
    expectLeft(`a: { ${name}: 1 }\n`);
    expectRead(`"${name}": 1\n`, { [name]: 1 });
    expectRead(`a: { '${name}': 1 }\n`, { a: { [name]: 1 } });
    // It is not remembered as one that needs none.
    expectLeft(`${name}: 1\n`);
  });

  it.each([
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "é",
    "a b",
    "a@b",
    "<<",
    "",
    "a\\b",
    "x".repeat(limits.key + 1),
  ])("%s is left to the library", (name) => {
    for (const text of [
      `${name}: 1\n`,
      `"${name}": 1\n`,
      `'${name}': 1\n`,
      `a: { ${name}: 1 }\n`,
      `a: { "${name}": 1 }\n`,
    ])
      expectLeft(text);
  });

  it.each([
    "a",
    "a:b",
    "a:",
    "a :",
    "a : 1",
    '"a" : 1',
    '"a: 1',
    "'a\": 1",
    "\"a': 1",
    '"a"',
    "a:1",
    '"a":1',
    "?",
    "? a",
  ])("%j is none", (source) => {
    if (source === "a:") expectRead("a:\n", { a: null });
    else {
      expectLeft(`${source}\n`);
      expectLeft(`b: 1\n${source}\n`);
      expectLeft(`a: { ${source} }\n`);
    }
  });

  it("is told from others of its length and of its place in memory", () => {
    const names = Array.from({ length: 1_000 }, (_, n) => `x${n.toString(36)}`);
    const text = names.map((name, n) => `${name}: ${n}\n`).join("");
    const expected = Object.fromEntries(names.map((name, n) => [name, n]));
    expect(readPlain(text)).toEqual(expected);
    expect(readPlain(text)).toEqual(expected);
  });

  it("stands once in a mapping", () => {
    expectLeft("a: 1\nb: 2\na: 3\n");
    expectLeft("a: 1\n'a': 2\n");
    expectLeft("x: { a: 1, b: 2, a: 3 }\n");
    expectLeft("a: null\na: 1\n");
    expectLeft("- a: 1\n  a: 2\n");
    expectRead("a: { a: { a: 1 } }\n", { a: { a: { a: 1 } } });
    expectRead("- a: 1\n- a: 1\n", [{ a: 1 }, { a: 1 }]);
  });
});

describe("a text in lines of its own", () => {
  it.each<[string, string]>([
    ["|\n  b\n", "b\n"],
    ["|-\n  b\n", "b"],
    ["|  \n  b\n", "b\n"],
    ["|-  \n  b\n", "b"],
    ["|\n  b", "b\n"],
    ["|-\n  b", "b"],
    ["|\n b\n c\n", "b\nc\n"],
    ["|\n  b\n   c\n  d\n", "b\n c\nd\n"],
    ["|\n  b\n\n  c\n", "b\n\nc\n"],
    ["|\n  b\n \n  c\n", "b\n\nc\n"],
    ["|\n  b\n  \n  c\n", "b\n\nc\n"],
    ["|\n\n\n  b\n", "\n\nb\n"],
    ["|\n  b\n\n\n", "b\n"],
    ["|-\n  b\n\n\n", "b"],
    ["|\n  b  \n", "b  \n"],
    ["|\n  # b\n", "# b\n"],
    ["|\n  b: c\n  - d\n", "b: c\n- d\n"],
    [">\n  b\n  c\n", "b c\n"],
    [">-\n  b\n  c\n", "b c"],
    [">\n  b\n\n  c\n", "b\nc\n"],
    [">\n  b\n\n\n  c\n", "b\n\nc\n"],
    [">\n\n  b\n  c\n", "\nb c\n"],
    [">\n  b\n   c\n  d\n", "b\n c\nd\n"],
    [">\n  b\n   c\n   d\n  e\n  f\n", "b\n c\n d\ne f\n"],
    [">\n  b\n\n   c\n\n  d\n", "b\n\n c\n\nd\n"],
    [">\n  b\n   c\n\n   d\n  e\n", "b\n c\n\n d\ne\n"],
    [">\n  b\n   c\n\n\n  d\n  e\n", "b\n c\n\n\nd e\n"],
    [">\n  b\n \n  c\n", "b\nc\n"],
    [">\n  b\n  \n  c\n", "b\nc\n"],
    [">\n  b\n  c", "b c\n"],
    [">\n  b \n  c\n", "b  c\n"],
    [">\n  b\n\n\n", "b\n"],
  ])("%j", (source, value) => {
    expectRead(`a: ${source}`, { a: value });
    expectRead(`- ${source}`, [value]);
    if (source.endsWith("\n")) expectRead(`x:\n- ${source}- c\n`, { x: [value, "c"] });
  });

  it.each([
    "|\n",
    "|",
    "|+\n  b\n",
    "|2\n  b\n",
    "|-2\n  b\n",
    "|2-\n  b\n",
    "| # c\n  b\n",
    "|x\n  b\n",
    "|\nb\n",
    "|\n\nb\n",
    "|\n   \n  b\n",
    "|\n  b\n   \n  c\n",
    ">\n  b\n   \n  c\n",
    ">\n  b\n    \n",
    "|\n  b\n c\n",
    ">\n  b\n c\n",
    ">+\n  b\n",
    "|\n  b\n# c\n d\n",
    "|\n  ",
  ])("%j is left to the library", (source) => {
    expectLeft(`a: ${source}`);
    expectLeft(`- ${source}`);
  });

  it("ends where a line is indented less", () => {
    expectRead("a:\n  b: |\n    c\n  d: 1\n", { a: { b: "c\n", d: 1 } });
    expectRead("a:\n  b: >\n    c\n    d\ne: 1\n", { a: { b: "c d\n" }, e: 1 });
    expectRead("- a: |\n    b\n  c: 1\n- d\n", [{ a: "b\n", c: 1 }, "d"]);
    expectRead("- - |\n    b\n  - c\n", [["b\n", "c"]]);
    expectRead("a: |\n  b\n\n# c\nd: 1\n", { a: "b\n", d: 1 });
    expectRead("a: >-\n  b\n\n\nd: 1\n", { a: "b", d: 1 });
    expectLeft("a:\n  b: |\n   c\n    d: 1\n".replace("    d", "  d").replace("   c", "  c"));
  });
});

describe("mappings and lists in lines", () => {
  it.each<[string, unknown]>([
    ["a: 1", { a: 1 }],
    ["- a", ["a"]],
    ["-   a\n", ["a"]],
    ["a:\n", { a: null }],
    ["a:", { a: null }],
    ["a:\nb:\n", { a: null, b: null }],
    ["a: # c\nb: 1\n", { a: null, b: 1 }],
    ["a:   \n  b: 1\n", { a: { b: 1 } }],
    ["a: # c\n  b: 1\n", { a: { b: 1 } }],
    ["a:\n # c\n\n  b: 1\n", { a: { b: 1 } }],
    ["a:\n b: 1\n c: 2\nd: 3\n", { a: { b: 1, c: 2 }, d: 3 }],
    ["a:\n  b:\n    c:\n      d: 1\n  e: 2\n", { a: { b: { c: { d: 1 } }, e: 2 } }],
    ["a:\n- b\n- c\n", { a: ["b", "c"] }],
    ["a:\n  - b\n  - c\nd: 1\n", { a: ["b", "c"], d: 1 }],
    ["a:\n- b\nc:\n- d\n", { a: ["b"], c: ["d"] }],
    ["a:\n  b:\n  - c\n  d: 1\n", { a: { b: ["c"], d: 1 } }],
    ["- a: 1\n  b: 2\n- c: 3\n", [{ a: 1, b: 2 }, { c: 3 }]],
    ["-  a: 1\n   b: 2\n", [{ a: 1, b: 2 }]],
    ["- a:\n    b: 1\n  c: 2\n", [{ a: { b: 1 }, c: 2 }]],
    ["- a:\n  - b\n  c: 2\n", [{ a: ["b"], c: 2 }]],
    ["- - a\n  - b\n- c\n", [["a", "b"], "c"]],
    ["- - - a\n    - b\n", [[["a", "b"]]]],
    ["-\n  a: 1\n  b: 2\n", [{ a: 1, b: 2 }]],
    ["- # c\n  a: 1\n", [{ a: 1 }]],
    ["-\n  - a\n", [["a"]]],
    ["-\n - a\n -\n  - b\n", [["a", ["b"]]]],
    ["- 'a': 1\n", [{ a: 1 }]],
    ["- 'a'\n", ["a"]],
    ['- "a: b"\n', ["a: b"]],
    ["- a:b\n", ["a:b"]],
    ["- [a]\n- {b: 1}\n", [["a"], { b: 1 }]],
    ["# c\n\na: 1\n", { a: 1 }],
    ["a: 1\n# c", { a: 1 }],
    ["a: 1\n\n\n", { a: 1 }],
    ["a: 1\n  # c\nb: 2\n", { a: 1, b: 2 }],
    ["a:\n  # c\nb: 2\n", { a: null, b: 2 }],
    ["a: 1\n   \nb: 2\n", { a: 1, b: 2 }],
    ["---\na: 1\n", { a: 1 }],
    ["---   \n# c\na: 1\n", { a: 1 }],
    ["# c\n---\n- a\n", ["a"]],
    ["a: 'x'\nb: \"y\"\n", { a: "x", b: "y" }],
    ["a: [b]\nc: {d: 1}\n", { a: ["b"], c: { d: 1 } }],
  ])("%j", (text, value) => {
    expectRead(text, value);
    expect(readPlain(text.replaceAll("\n", "\r\n"))).toStrictEqual(value);
  });

  it.each([
    "",
    "\n",
    "# c\n",
    "---\n",
    "---",
    " a: 1\n",
    "a: 1\n b: 2\n",
    "a:\n  b: 1\n c: 2\n",
    "a:\n b: 1\n  c: 2\n",
    "a:\n    b: 1\n  c: 2\n",
    "- a\n b: 1\n",
    "- a\nb: 1\n",
    "a: 1\n- b\n",
    "a:\n- b\n - c\n",
    "a:\n  - b\n - c\n",
    "a:\n  - b\n- c\n",
    "a:\n  b:\n- c\n",
    "- a\n - b\n",
    "-a\n",
    "-\n",
    "-",
    "- ",
    "- a\n-\n",
    "-\n- a\n",
    "- # c\n",
    "-\na: 1\n",
    "- a: 1\n b: 2\n",
    "- a: 1\n   b: 2\n",
    "a: b\n c\n",
    "a: 'b'\n 'c'\n",
    "a\n",
    "'a'\n",
    "[a]\n",
    "{a: 1}\n",
    "a: 1\n---\nb: 2\n",
    "a: 1\n...\n",
    "--- a: 1\n",
    "---a: 1\n",
    "--- # c\na: 1\n",
    " ---\na: 1\n",
    "a: 1\nb\n",
    "a: 1\n'b'\n",
    "a: - b\n",
    "a: b: c\n",
    "a:\tb\n",
    "\ta: 1\n",
    "a: 1\t\n",
    "a: 1\u0000\n",
    "a: 1\u0007\n",
    "a: 1\u001f\n",
    "a: 1\u007f\n",
    "a: 1\u0085b\n",
    "a: 1\u009f\n",
    "a: b\u2028c\n",
    "a: b\u2029c\n",
    "\ufeffa: 1\n",
    "a: b\rc: d\n",
    "a: 1\r",
    "a: 1\n#c\n b: 2\n",
    "a: 1 #c\n b: 2\n",
  ])("%j is left to the library", (text) => expectLeft(text));

  it("are as deep as four levels less than the limit, and no deeper", () => {
    const most = limits.depth - 4;
    const steps = (depth: number) => Array.from({ length: depth }, (_, n) => `${" ".repeat(n)}a:\n`).join("");
    const dashes = (depth: number) => `${"- ".repeat(depth)}b\n`;
    const brackets = (depth: number) => `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
    const braces = (depth: number) => `${"- ".repeat(1)}${"{ a: ".repeat(depth)}1${" }".repeat(depth)}\n`;
    for (const [make, deepest] of [
      [steps, most + 1],
      [dashes, most + 1],
      [brackets, most],
      [braces, most],
    ] as const) {
      expect(readPlain(make(deepest)), make(1)).toBeDefined();
      expect(difference(make(deepest)), make(1)).toBeUndefined();
      expectLeft(make(deepest + 1));
    }
    const items = (depth: number) => Array.from({ length: depth }, (_, n) => `${" ".repeat(n)}-\n`).join("");
    expect(readPlain(`${items(most)}${" ".repeat(most)}- b\n`)).toBeDefined();
    expectLeft(`${items(most + 1)}${" ".repeat(most + 1)}- b\n`);
  });
});

describe("mappings and lists in brackets", () => {
  it.each<[string, unknown]>([
    ["[]", []],
    ["{}", {}],
    ["[ ]", []],
    ["{  }", {}],
    ["[a]", ["a"]],
    ["[ a , b ]", ["a", "b"]],
    ["[a,b]", ["a", "b"]],
    ["[a, ]", ["a"]],
    ["[a,]", ["a"]],
    ["{a: 1}", { a: 1 }],
    ["{ a: 1 , b: 2 , }", { a: 1, b: 2 }],
    ["{a: 1,b: 2}", { a: 1, b: 2 }],
    ["{a:   1}", { a: 1 }],
    ["{a: 'x',b: \"y\"}", { a: "x", b: "y" }],
    ["['a', \"b\"]", ["a", "b"]],
    ["[[a], [], [b, c]]", [["a"], [], ["b", "c"]]],
    ["[{a: 1}, {b: 2}]", [{ a: 1 }, { b: 2 }]],
    ["{a: [b], c: {d: {}}}", { a: ["b"], c: { d: {} } }],
    ["[\n  a,\n  b\n]", ["a", "b"]],
    ["[\n  a,\n\n  b,\n]", ["a", "b"]],
    ["{\n  a: 1,\n  b: [\n    c\n  ]\n}", { a: 1, b: ["c"] }],
    ["[a,\n b]", ["a", "b"]],
    ["[a\n ,b]", ["a", "b"]],
    ["{ a: 1\n }", { a: 1 }],
    ["[\n]", []],
  ])("%j", (source, value) => {
    expectRead(`a: ${source} # c\nb: 1\n`, { a: value, b: 1 });
    expectRead(`x:\n  a: ${source.replaceAll("\n", "\n    ")}`, { x: { a: value } });
    if (!/\n[\]}]/.test(source)) expectRead(`- ${source}\n- b\n`, [value, "b"]);
  });

  it.each([
    "[",
    "{",
    "[a",
    "{a: 1",
    "[a b",
    "[,]",
    "[, a]",
    "[a,, b]",
    "{,}",
    "{a: 1,, b: 2}",
    "[a}",
    "{a: 1]",
    "[a]]",
    "[a] b",
    "{a: 1} b",
    "[a][b]",
    "{a}",
    "{a, b}",
    "{a: }",
    "{a:}",
    "{a: , b: 1}",
    "{a: b: c}",
    "{a: 1 b: 2}",
    "['a' 'b']",
    "['a'b]",
    "[[a] [b]]",
    "{[a]: 1}",
    "{ - a }",
    "[- a]",
    "[|]",
    "[>]",
    "[# c\n a]",
    "[a, # c\n b]",
    "[a # c\n ]",
    "[a\n b]",
    "[\n a,\nb\n]",
    "[\na\n]",
    "{\na: 1\n}",
    "[[\n]]",
    "[{\n}\n]",
    "[a: 1]",
    "[a,\n\n",
    "[a,",
    "[\n",
    "{a: 1,\n",
    "['a'",
    "{a: 'b'",
    "{'a': 1, \"a\": 2}",
  ])("%j is left to the library", (source) => {
    expectLeft(`a: ${source}\n`);
    expectLeft(`a: ${source}`);
    expectLeft(`b: 1\na: ${source}\nc: 1\n`);
  });

  it("go on in lines that are indented more than what they belong to", () => {
    expectRead("a:\n  b: [\n    c\n  ]\n", { a: { b: ["c"] } });
    expectRead("a:\n  b: [\n   c\n  ]\n", { a: { b: ["c"] } });
    expectLeft("a:\n  b: [\n  c\n  ]\n");
    expectLeft("a:\n  b: [\n    c\n ]\n");
    expectLeft("a:\n  b: [\n    c\n]\n");
    expectLeft("a: [[\n b\n]]\n");
    expectLeft("a: [\n b\n], c: d\n");
    expectRead("a: [[\n b\n ]]\n", { a: [["b"]] });
    expectRead("- [\n  a ]\n", [["a"]]);
    expectRead("- a: [\n   b ]\n", [{ a: ["b"] }]);
  });
});

describe("the places in a text", () => {
  it("are known where the text is read, and of the text with one sort of line ends", () => {
    expect(markPlain("a: *b\n")).toBeUndefined();
    expect(markPlain("a: b\u0007\n")).toBeUndefined();
    expect(markPlain("")).toBeUndefined();
    expect(markPlain("- a\nb\n")).toBeUndefined();
    const scalar = (start: number, end: number) => ({ start, end, shape: "scalar", flow: false, entries: [] });
    expect(markPlain("a: b\r\nc: [d]\r\n")).toEqual({
      text: "a: b\nc: [d]\n",
      root: {
        start: 0,
        end: 12,
        shape: "map",
        flow: false,
        entries: [
          { name: "a", key: { start: 0, end: 1 }, value: scalar(3, 4) },
          {
            name: "c",
            key: { start: 5, end: 6 },
            value: {
              start: 8,
              end: 11,
              shape: "list",
              flow: true,
              entries: [{ name: undefined, key: undefined, value: scalar(9, 10) }],
            },
          },
        ],
      },
    });
    expect(markPlain("- { a: 'b' }\n- |\n  c\n- \n  d: # e\n")?.root).toEqual({
      start: 0,
      end: undefined,
      shape: "list",
      flow: false,
      entries: [
        {
          name: undefined,
          key: undefined,
          value: {
            start: 2,
            end: 12,
            shape: "map",
            flow: true,
            entries: [{ name: "a", key: { start: 4, end: 5 }, value: scalar(7, 10) }],
          },
        },
        { name: undefined, key: undefined, value: scalar(15, 21) },
        {
          name: undefined,
          key: undefined,
          value: {
            start: 26,
            end: undefined,
            shape: "map",
            flow: false,
            entries: [
              {
                name: "d",
                key: { start: 26, end: 27 },
                value: { start: 28, end: undefined, shape: "scalar", flow: false, entries: [] },
              },
            ],
          },
        },
      ],
    });
  });
});

describe("all of these texts", () => {
  it("say the same to the library, which has everything at the same places", () => {
    for (const text of texts) expect([text, difference(text)]).toEqual([text, undefined]);
  });
});
