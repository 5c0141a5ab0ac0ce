/** What becomes of texts on their way out: to a terminal, a log, a page, a table, a picture and JSON. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inert } from "../src/render/inert-markdown.ts";
import { json } from "../src/render/json.ts";
import { coverer, masked, maskedPointer } from "../src/render/mask.ts";
import { cut as cutToRoom } from "../src/render/report/cut.ts";
import { escapeMarkdown, escapeTarget, markdownLink } from "../src/render/report/escape-markdown.ts";
import { mapTexts, referred, visible, visibleLines } from "../src/render/report/visible.ts";
import {
  breakCommands,
  breakCommandsInMarkup,
  cellsOf,
  cut,
  forTerminal,
  padded,
  widthOf,
  wrapped,
} from "../src/render/terminal.ts";

type Span = [first: number, last: number];
const isIn = (spans: readonly Span[], code: number) => spans.some(([first, last]) => code >= first && code <= last);
const hex = (code: number) => code.toString(16);
const upper = (code: number) => `U+${hex(code).toUpperCase().padStart(4, "0")}`;

describe("a text for a terminal", () => {
  const controls: Span[] = [
    [0, 0x1f],
    [0x7f, 0x9f],
    [0x2028, 0x2029],
    [0xd800, 0xdfff],
  ];
  const invisible: Span[] = [
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180e, 0x180e],
    [0x200b, 0x200b],
    [0x200e, 0x200f],
    [0x202a, 0x202e],
    [0x2060, 0x206f],
    [0x3164, 0x3164],
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
    [0xfff9, 0xfffb],
    [0xe0000, 0xe0fff],
  ];

  it("shows each character that would act by its code, and every other as it is", () => {
    const wrong: string[] = [];
    for (const span of [
      [0, 0xffff],
      [0xdff00, 0xe10ff],
    ] as Span[])
      for (let code = span[0]; code <= span[1]; code++) {
        const character = String.fromCodePoint(code);
        const expected = isIn(invisible, code) ? upper(code) : isIn(controls, code) ? `\\u{${hex(code)}}` : character;
        if (forTerminal(character) !== expected) wrong.push(upper(code));
      }
    expect(wrong).toEqual([]);
    expect(forTerminal("a\u0007b\u202ec\u0007")).toBe("a\\u{7}bU+202Ec\\u{7}");
  });

  const commands: [string, string, string][] = [
    ["::error::x", ": :error::x", "&#58;:error::x"],
    ["::", ": :", "&#58;:"],
    [":::", ": ::", "&#58;::"],
    [" \t::x", " \t: :x", " \t&#58;:x"],
    ["a\n::b\n ::c", "a\n: :b\n : :c", "a\n&#58;:b\n &#58;:c"],
    ["a ::x", "a ::x", "a ::x"],
    [":x", ":x", ":x"],
    ["##[group]x", "# #[group]x", "&#35;#[group]x"],
    ["a ##[b] ##[c]", "a # #[b] # #[c]", "a &#35;#[b] &#35;#[c]"],
    ["###[x]", "## #[x]", "#&#35;#[x]"],
    ["##vso[task]", "# #vso[task]", "&#35;#vso[task]"],
    ["##TeamCity[x]", "# #TeamCity[x]", "&#35;#TeamCity[x]"],
    ["##v1[x]", "##v1[x]", "##v1[x]"],
    ["##vso", "##vso", "##vso"],
    ["## x [y]", "## x [y]", "## x [y]"],
    ["#[x]", "#[x]", "#[x]"],
  ];
  it.each(commands)("%j is no command of the machine that runs a build", (text, expected) => {
    expect(breakCommands(text)).toBe(expected);
  });
  it.each(commands)("%j is none in markup either, where it reads as it was", (text, _, expected) => {
    expect(breakCommandsInMarkup(text)).toBe(expected);
  });
});

describe("the cells that a text takes", () => {
  it.each<[string, number]>([
    ["", 0],
    ["abc", 3],
    ["~", 1],
    ["é", 1],
    ["e\u0301", 1],
    ["\u0301", 0],
    ["\u0301\u0302", 0],
    ["\u0600a", 1],
    ["\u0600東", 1],
    ["\u200d", 0],
    ["a\u0301b", 2],
    ["\u0301a", 1],
    ["東京", 4],
    ["東a", 3],
    ["한", 2],
    ["！", 2],
    ["\u{20000}", 2],
    ["👩‍🏫", 2],
    ["🇵🇹", 2],
    ["❤", 1],
    ["❤\ufe0f", 2],
    ["مدينة", 5],
    ["\u001b[31mab\u001b[39m", 2],
    ["\u001b[1;31m東\u001b[m", 2],
    ["\u001b[31mab\u001b[39m\u001b[1mcd\u001b[22m", 4],
  ])("%j: %i", (text, expected) => {
    expect(widthOf(text)).toBe(expected);
  });

  it("are filled up with blanks", () => {
    expect(padded("ab", 4)).toBe("ab  ");
    expect(padded("東", 4)).toBe("東  ");
    expect(padded("abcd", 4)).toBe("abcd");
    expect(padded("abcde", 4)).toBe("abcde");
    expect(padded("", 2)).toBe("  ");
  });

  it.each<[string, number, string]>([
    ["abcd", 4, "abcd"],
    ["abcde", 4, "abc…"],
    ["東京都", 6, "東京都"],
    ["東京都", 5, "東京…"],
    ["東京都", 4, "東…"],
    ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
    ["abc", 1, "…"],
    ["abc", 0, "…"],
    ["", 0, ""],
  ])("%j is cut to %i: %j", (text, width, expected) => {
    expect(cut(text, width)).toBe(expected);
  });

  it("of a source line are known one by one, with tabs spread and controls named", () => {
    expect(cellsOf("a\tb\u0007東")).toEqual([
      { from: 0, to: 1, text: "a", width: 1, rtl: false },
      { from: 1, to: 2, text: "   ", width: 3, rtl: false },
      { from: 2, to: 3, text: "b", width: 1, rtl: false },
      { from: 3, to: 4, text: "\\u{7}", width: 5, rtl: false },
      { from: 4, to: 5, text: "東", width: 2, rtl: false },
    ]);
    expect(cellsOf("\t\tabcd\te").map(({ text }) => text.length)).toEqual([4, 4, 1, 1, 1, 1, 4, 1]);
    expect(cellsOf("東\ta").map(({ width }) => width)).toEqual([2, 2, 1]);
    expect(cellsOf("👩‍🏫e\u0301").map(({ from, to, width }) => [from, to, width])).toEqual([
      [0, 5, 2],
      [5, 7, 1],
    ]);
    expect(cellsOf("aאبܐހߊ1").map(({ rtl }) => rtl)).toEqual([false, true, true, true, true, true, false]);
    expect(cellsOf("")).toEqual([]);
  });
});

describe("lines of a width", () => {
  it.each<[string, number, string[]]>([
    ["", 20, [""]],
    ["one two", 20, ["one two"]],
    ["  one   two  ", 20, ["one two"]],
    ["one two three four five", 13, ["one two three", "four five"]],
    ["one two three four five", 12, ["one two", "three four", "five"]],
    // Nothing is made narrower than twelve cells.
    ["one two three four five", 1, ["one two", "three four", "five"]],
    ["abcdefghijklmnopqrst", 12, ["abcdefghijkl", "mnopqrst"]],
    ["x abcdefghijklmnopqrst y", 12, ["x", "abcdefghijkl", "mnopqrst y"]],
    ["abcdefghijkl mnop", 12, ["abcdefghijkl", "mnop"]],
    ["e\u0301".repeat(13), 12, ["e\u0301".repeat(12), "e\u0301"]],
    ["我们阅读潮汐的城市行动计划", 12, ["我们阅读潮汐", "的城市行动计", "划"]],
    // A stop begins no line, an opening bracket ends none.
    ["我们阅读潮汐。的城市", 12, ["我们阅读潮", "汐。的城市"]],
    ["我们阅读潮（汐）的城市", 12, ["我们阅读潮", "（汐）的城市"]],
    ["我们a阅读b潮汐c", 12, ["我们a阅读b潮", "汐c"]],
    ["我们阅读潮a汐汐", 12, ["我们阅读潮a", "汐汐"]],
    ["one two አማርኛአማ", 12, ["one two", "አማርኛአማ"]],
    // A sign that belongs to what follows is no stop and no bracket.
    ["我们阅读潮汐\u0600。", 12, ["我们阅读潮汐", "\u0600。"]],
    ["我们阅读潮\u0600（汐汐", 12, ["我们阅读潮\u0600（", "汐汐"]],
    ["café crème brûlée", 12, ["café crème", "brûlée"]],
    ["über-lange ééééééééééééé", 12, ["über-lange", "éééééééééééé", "é"]],
    ["the city 東京 reads", 12, ["the city 東", "京 reads"]],
  ])("%j in %i", (text, width, lines) => {
    expect(wrapped(text, width)).toEqual(lines);
  });

  it("begin with what is asked for, which takes of the width", () => {
    expect(wrapped("one two three four", 15, "- ", "  ")).toEqual(["- one two three", "  four"]);
    expect(wrapped("one two three four", 16, "- ", "    ")).toEqual(["- one two", "    three four"]);
    expect(wrapped("one two three four", 16, "-   ", "  ")).toEqual(["-   one two", "  three four"]);
    expect(wrapped("one two three four", 17, "東 ")).toEqual(["東 one two three", "東 four"]);
    expect(wrapped("", 20, "- ")).toEqual(["-"]);
  });

  it("hold every word, in their order", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abé東京。（）🙂"), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.integer({ min: 12, max: 30 }), (words, width) => {
        const lines = wrapped(words.join(" "), width);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
        for (const line of lines) expect(line).toBe(line.trimEnd());
      }),
      { numRuns: 30 },
    );
  });
});

describe("what a log must not quote", () => {
  it.each<[string, string]>([
    ["email: ana@example.org", "email: •••••••••••••••"],
    ["  email: a b", "  email: • •"],
    ["- phone: 12", "- phone: ••"],
    ["- { phone: 12, id: a }", "- { phone: ••• ••• • •"],
    ["-{email: x", "-{email: •"],
    ["  \"email\" : 'x y'", '  "email" : •• ••'],
    ["'phone': x", "'phone': •"],
    ["phone:x", "phone:•"],
    ["phone:   x", "phone:   •"],
    ["email:", "email:"],
    ["emails: x", "emails: x"],
    ["no email: x", "no email: x"],
    ["write to ana.b+c@example.org.", "write to ••••••••••••••••••••"],
    ["<ana@example.org>, (b@c)", "<•••••••••••••••>, (•••)"],
    ["a @ b", "a @ b"],
    ["call +351 912 345 678 today", "call •••• ••• ••• ••• today"],
    ["call 00351912345678", "call ••••••••••••••"],
    ["call +351-(912).345/678", "call ••••••••••••••••••"],
    ["+1 234567", "•• ••••••"],
    ["+12345", "+12345"],
    ["+1234567", "••••••••"],
    ["tel 21 345 67 89", "tel •• ••• •• ••"],
    ["tel (021) 345 67 89", "tel ••••• ••• •• ••"],
    ["tel 021/345", "tel 021/345"],
    ["tel 021/345-67", "tel ••••••••••"],
    ["912345678", "•••••••••"],
    ["123456789012345", "•••••••••••••••"],
    ["1234567890123456", "1234567890123456"],
    ["12345678", "12345678"],
    ["2026-01-31", "2026-01-31"],
    ["2026-01-31-22", "•••••••••••••"],
    ["21 2026-01-31", "•• ••••••••••"],
    ["start: 2026-01-01, end: 2027-12-31", "start: 2026-01-01, end: 2027-12-31"],
    ["amount: 400000", "amount: 400000"],
    ["password: hunter22", "password: ••••••••"],
    ["passwd=hunter22 x", "passwd=•••••••• x"],
    ["API_KEY: abcdefgh", "API_KEY: ••••••••"],
    ["api-key = 'abcdefgh'", "api-key = ••••••••••"],
    ["apikey:abcdefgh", "apikey:••••••••"],
    ['"secret": "abcdef"', '"secret": ••••••••'],
    ["'token' : abcdefgh", "'token' : ••••••••"],
    ["secret: abcdefg", "secret: abcdefg"],
    ["secret     : abcdefgh", "secret     : abcdefgh"],
    ["secret:     abcdefgh", "secret:     abcdefgh"],
    ["secret    :    abcdefgh", "secret    :    ••••••••"],
    ["secrets abcdefgh", "secrets abcdefgh"],
    ["ghp_0123456789abcdef", "••••••••••••••••••••"],
    ["ghp_0123456789abcde", "ghp_0123456789abcde"],
    ["key ghp_0123456789abcdef.", "key •••••••••••••••••••••"],
    ["xghp_0123456789abcde", "xghp_0123456789abcde"],
    ["Abcdefghijklmnopqrstuv12", "••••••••••••••••••••••••"],
    ["Abcdefghijklmnopqrstuv1", "Abcdefghijklmnopqrstuv1"],
    ["abcdefghijklmnopqrstuvw1", "abcdefghijklmnopqrstuvw1"],
    ["ABCDEFGHIJKLMNOPQRSTUVW1", "ABCDEFGHIJKLMNOPQRSTUVW1"],
    ["Abcdefghijklmnopqrstuvwx", "Abcdefghijklmnopqrstuvwx"],
    ["MIIEvQIBADANBgkqhkiG9w0BAQEF+/=A", "••••••••••••••••••••••••••••••••"],
    [`sha256: ${"0123456789abcdef".repeat(4)}`, `sha256: ${"0123456789abcdef".repeat(4)}`],
    [`sha256: ${"0123456789abcdeF".repeat(4)}`, `sha256: ${"•".repeat(64)}`],
    [`A${"0123456789abcdef".repeat(4)}`, "•".repeat(65)],
    [`${"0123456789abcdef".repeat(4)}A`, "•".repeat(65)],
    ["Abcdefghijklmnopqrstuv12 Abcdefghijklmnopqrstuv34", `${"•".repeat(24)} ${"•".repeat(24)}`],
    ["evidence/minutes-of-the-steering-committee.pdf", "evidence/minutes-of-the-steering-committee.pdf"],
    ["two ana@b.c and bob@d.e", "two ••••••• and •••••••"],
    ["", ""],
  ])("%j is quoted as %j", (line, quoted) => {
    expect(masked(line)).toBe(quoted);
    expect(masked(line)).toHaveLength(line.length);
  });

  it.each(
    "ghp_ gho_ github_pat_ glpat- glft- glsoa- npm_ pypi- hf_ xoxb- sk- sk_ rk_ whsec_ dop_v1_ doo_v1_ dor_v1_ shpat_ key- SG. AKIA ASIA AIza ya29 eyJ".split(
      " ",
    ),
  )("begins with %s: a key of a service", (prefix) => {
    // Of small letters alone, so that it is known by its beginning.
    const key = `${prefix}abcdefghijklmnop`;
    expect(masked(`x: ${key} y`)).toBe(`x: ${"•".repeat(key.length)} y`);
    // What is as long as any key is one of a service by its beginning alone.
    const shorter = key.slice(0, -1);
    expect(masked(`x: ${shorter} y`)).toBe(
      shorter.length < 24 ? `x: ${shorter} y` : `x: ${"•".repeat(shorter.length)} y`,
    );
  });

  it.each(
    "2027-12-31 2027-01-09 1999/10/10 2000.11.20 31.12.2027 09/01/1999 10-10-2000 29.02.2027 30.11.2027 19.09.2027 1.2.2027 2027-1-2".split(
      " ",
    ),
  )("leaves the day %s as it is", (day) => expect(masked(`on ${day}, or`)).toBe(`on ${day}, or`));

  it.each(
    "2027-13-31 2027-00-10 2027-12-32 2027-12-00 2027-12-41 3027-12-31 2027-12.31 12027-12-31 2027-12-312 32.12.2027 00.12.2027 41.12.2027 31.13.2027 31.00.2027 31.12.3027 31/12.2027 31.12.20271 2027-20-10 10.20.2027".split(
      " ",
    ),
  )("covers %s, which is no day", (number) =>
    expect(masked(`on ${number}, or`)).toBe(`on ${number.replace(/\d/g, "•").replace(/[./-]/g, "•")}, or`),
  );

  it.each([
    ["-----BEGIN RSA PRIVATE KEY----- abc d", "•••••••••• ••• ••••••• •••••••• ••• •"],
    ["x -----BEGIN PRIVATE KEY", "x •••••••••• ••••••• •••"],
    ["-----BEGIN OPENSSH EC PRIVATE KEY BLOCK", "•••••••••• ••••••• •• ••••••• ••• •••••"],
    ["-----BEGIN rsa PRIVATE KEY-----", "-----BEGIN rsa PRIVATE KEY-----"],
    ["-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----"],
  ])("%j is quoted as %j", (line, quoted) => expect(masked(line)).toBe(quoted));

  it.each([
    ["", ""],
    ["/actions/labs/title", "/actions/labs/title"],
    ["/parties/ana@city.example/name", "/parties/••••••••••••••••/name"],
    ["/a/b@c.d/20-21-22-23", "/a/•••••/•••••••••••"],
    ["/a/20-21-22-23", "/a/20-21-22-23"],
  ])("of a pointer %j is told %j", (pointer, told) => expect(maskedPointer(pointer)).toBe(told));

  it("is covered for each line, the last ones from memory", () => {
    const cover = coverer();
    for (const line of ["phone: 1", "phone: 22", "phone: 1", "x", "y", "phone: 333", "phone: 22", ""])
      for (let again = 0; again < 2; again++) expect(cover(line)).toBe(masked(line));
  });
});

describe("JSON", () => {
  it("is indented by two blanks and ends in a line end", () => {
    expect(json({ a: [1, "x"], b: null })).toBe('{\n  "a": [\n    1,\n    "x"\n  ],\n  "b": null\n}\n');
    expect(json("x")).toBe('"x"\n');
  });

  it("writes what would act as an escape, and reads back the same", () => {
    const escaped: Span[] = [
      [0x7f, 0x9f],
      [0x61c, 0x61c],
      [0x200e, 0x200f],
      [0x2028, 0x202e],
      [0x2066, 0x2069],
    ];
    for (const [first, last] of [
      [0x20, 0x7ff],
      [0x2000, 0x20ff],
      [0xfe00, 0xffff],
    ] as Span[])
      for (let code = first; code <= last; code++) {
        const text = String.fromCodePoint(code);
        const written = json(text);
        expect(JSON.parse(written)).toBe(text);
        if (isIn(escaped, code)) expect(written).toBe(`"\\u${hex(code).padStart(4, "0")}"\n`);
        else if (code !== 0x22 && code !== 0x5c) expect(written).toBe(`"${text}"\n`);
      }
    expect(json({ "a\u202eb": "\u202e\u202e" })).toBe('{\n  "a\\u202eb": "\\u202e\\u202e"\n}\n');
  });

  it("is well-formed, whatever the texts are", () => {
    expect(json(["a\ud800b", "\udc00", "\ud83d\ude42"])).toBe('[\n  "a\ufffdb",\n  "\ufffd",\n  "🙂"\n]\n');
  });

  it.each([
    ["##[x]", '"\\u0023#[x]"\n'],
    ["a ##vso[y] ##VSO[z]", '"a \\u0023#vso[y] \\u0023#VSO[z]"\n'],
    ["###[x]", '"#\\u0023#[x]"\n'],
    ["##v1[x]", '"##v1[x]"\n'],
    ["## x", '"## x"\n'],
    ["#[x]", '"#[x]"\n'],
  ])("holds no command: %j", (text, written) => {
    expect(json(text)).toBe(written);
    expect(JSON.parse(json(text))).toBe(text);
  });
});

describe("plain text in Markdown", () => {
  it.each<[string, string]>([
    ["\\`*_[]<>|~#@", "\\\\\\`\\*\\_\\[\\]\\<\\>\\|\\~\\#\\@"],
    ["plain (text)!", "plain (text)!"],
    ["&amp; & &x", "\\&amp; & &x"],
    ["&#64;", "&\\#64;"],
    ["https://a.example http://b", "https\\://a.example http\\://b"],
    ["a: b", "a: b"],
    ["www.a.example WWW.b", "www\\.a.example WWW\\.b"],
    ["- x", "\\- x"],
    ["+ x", "\\+ x"],
    ["=== x", "\\=== x"],
    ["a - b + c = d", "a - b + c = d"],
    ["1. x", "1\\. x"],
    ["12) x", "12\\) x"],
    ["1.", "1\\."],
    ["123456789. x", "123456789\\. x"],
    ["1234567890. x", "1234567890. x"],
    ["1.5", "1.5"],
    ["in 2026. x", "in 2026. x"],
    ["a\n- b", "a\n- b"],
  ])("%j is written %j", (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it.each<[string, string]>([
    ["https://a.example/b?c=d&e#f", "https://a.example/b?c=d&e#f"],
    ["a b", "a%20b"],
    ["a\tb", "a%9b"],
    ["()<>[]\\|`*_", "%28%29%3C%3E%5B%5D%5C%7C%60%2A%5F"],
  ])("the address %j is written %j", (url, expected) => {
    expect(escapeTarget(url)).toBe(expected);
  });

  it.each<[string, string]>([
    ["The plan", "[The plan](https://a.example/x%28y%29)"],
    ["here", "[here (https\\://a.example/x(y))](https://a.example/x%28y%29)"],
    ["Click here!", "[Click here! (https\\://a.example/x(y))](https://a.example/x%28y%29)"],
    ["click  -  here", "[click  -  here (https\\://a.example/x(y))](https://a.example/x%28y%29)"],
    ["LINK", "[LINK (https\\://a.example/x(y))](https://a.example/x%28y%29)"],
    ["_more_", "[_more_ (https\\://a.example/x(y))](https://a.example/x%28y%29)"],
    ["…", "[… (https\\://a.example/x(y))](https://a.example/x%28y%29)"],
    ["", "<https://a.example/x%28y%29>"],
    ["more on it", "[more on it](https://a.example/x%28y%29)"],
    ["not here", "[not here](https://a.example/x%28y%29)"],
    ["clickhere", "[clickhere](https://a.example/x%28y%29)"],
  ])("a link called %j says where it leads", (text, expected) => {
    expect(markdownLink(text, "https://a.example/x(y)")).toBe(expected);
  });

  it.each<[string, string]>([
    ["plain", "plain"],
    ["a_b", "a\\_b"],
    ["@user", "`@`user"],
    ["a@b", "a`@`b"],
    ["@", "`@`"],
    ["@@x", "`@@`x"],
    ["#12", "`#`12"],
    ["#x", "`#`x"],
    ["C# x", "C\\# x"],
    ["#", "\\#"],
    ["##5", "`##`5"],
    ["#@x", "`#@`x"],
    ["$x$", "`$`x`$`"],
    ["$ $", "`$` `$`"],
    ["$$", "`$$`"],
    ["GH-4", "GH`-`4"],
    ["gh-4", "gh`-`4"],
    ["xGH-4", "xGH-4"],
    ["GH-x", "GH-x"],
    ["a-4", "a-4"],
    ["`x`", "&#96;x&#96;"],
    ["\\`", "\\\\&#96;"],
    ["a\u202eb", "aU+202Eb"],
    ["a\n@b", "a `@`b"],
  ])("%j names nobody and nothing: %j", (text, expected) => {
    expect(inert(text)).toBe(expected);
  });
});

describe("a text on a page", () => {
  it("has its marks of direction by reference, and so has one in Markdown", () => {
    expect(referred("<b>\u200e-5 \u061c\u200f</b> \u200d")).toBe("<b>&#x200e;-5 &#x61c;&#x200f;</b> \u200d");
    expect(inert("a\u200fb, c")).toBe("a&#x200f;b, c");
  });

  const acting: Span[] = [
    [0, 0x1f],
    [0x7f, 0x9f],
    [0x180e, 0x180e],
    [0x200b, 0x200b],
    [0x202a, 0x202e],
    [0x2060, 0x2064],
    [0x2066, 0x206f],
    [0xd800, 0xdfff],
    [0xfdd0, 0xfdef],
    [0xfeff, 0xfeff],
    [0xfff9, 0xfffb],
    [0xfffe, 0xffff],
    [0xe0000, 0xe007f],
    [0x1fffe, 0x1ffff],
  ];
  const breaks = new Set([9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029]);

  it("shows each character that would act by its code, and every other as it is", () => {
    const wrong: string[] = [];
    const spans: Span[] = [
      [0x21, 0xffff],
      [0x1fff0, 0x1ffff],
      [0xe0000, 0xe00ff],
    ];
    for (const [first, last] of spans)
      for (let code = first; code <= last; code++) {
        const text = String.fromCodePoint(code);
        if (breaks.has(code) || /\s/.test(text)) continue;
        const expected = isIn(acting, code) ? upper(code) : text;
        if (visible(text) !== expected || visibleLines(text) !== expected) wrong.push(upper(code));
      }
    expect(wrong).toEqual([]);
  });

  it("is one line without blanks at its ends or in a row", () => {
    for (const code of breaks) {
      const sign = String.fromCodePoint(code);
      expect(visible(`a${sign}b`), upper(code)).toBe("a b");
      expect(visible(`a${sign}${sign} ${sign}b`), upper(code)).toBe("a b");
      expect(visible(`${sign}a ${sign}`), upper(code)).toBe("a");
    }
    expect(visible("  a  b   c ")).toBe("a b c");
    expect(visible("")).toBe("");
    expect(visible("a\0b")).toBe("aU+0000b");
  });

  it("keeps its lines where they mean something", () => {
    expect(visibleLines("a\r\nb\rc\nd\u0085e\u2028f\u2029g")).toBe("a\nb\nc\nd\ne\nf\ng");
    expect(visibleLines("a\tb\vc\fd")).toBe("a  b  c  d");
    expect(visibleLines(" a  b ")).toBe(" a  b ");
    expect(visibleLines("a\n\nb\n")).toBe("a\n\nb\n");
    expect(visibleLines("a\u0007\u202eb")).toBe("aU+0007U+202Eb");
  });

  it("is reached wherever it stands in a view", () => {
    const told: [string, string][] = [];
    const leaf = (text: string, key: string) => {
      told.push([key, text]);
      return text.toUpperCase();
    };
    const view = { a: "x", b: [{ c: "y", n: 1 }, "z"], d: null, e: true, f: undefined, g: { h: [["w"]] } };
    expect(mapTexts(view, leaf)).toEqual({
      a: "X",
      b: [{ c: "Y", n: 1 }, "Z"],
      d: null,
      e: true,
      f: undefined,
      g: { h: [["W"]] },
    });
    expect(told).toEqual([
      ["a", "x"],
      ["c", "y"],
      ["b", "z"],
      ["h", "w"],
    ]);
    expect(mapTexts("x", (text, key) => `${key}${text}`)).toBe("x");
    expect(mapTexts(null, leaf)).toBeNull();
    expect(mapTexts(undefined, leaf)).toBeUndefined();
  });
});

describe("a text in a picture", () => {
  /** How many of a character fit into a room of so many ems: what is known of its breadth. */
  const breadthOf = (character: string) => {
    for (let hundredths = 1; hundredths < 300; hundredths++)
      if (cutToRoom(character, hundredths / 100 + 1e-9) === character) return hundredths / 100;
    return Number.NaN;
  };

  it.each<[string, number]>([
    ["東", 1.05],
    ["あ", 1.05],
    ["カ", 1.05],
    ["한", 1.05],
    ["🙂", 1.05],
    ["！", 1.05],
    ["\u3000", 1.05],
    ["i", 0.32],
    ["I", 0.32],
    ["·", 0.32],
    ["\u0627", 0.32],
    ["f", 0.4],
    [" ", 0.4],
    ["-", 0.4],
    ["/", 0.4],
    ["m", 0.95],
    ["W", 0.95],
    ["—", 0.95],
    ["A", 0.72],
    ["É", 0.72],
    ["Þ", 0.72],
    ["Ā", 0.72],
    ["×", 0.56],
    ["©", 1.05],
    ["®", 1.05],
    ["Я", 0.72],
    ["ب", 0.58],
    ["a", 0.56],
    ["é", 0.56],
    ["\u024f", 0.56],
    ["\u0250", 0.64],
    ["я", 0.64],
    ["e\u0301", 0.56],
    // What a sign before it belongs to is as broad as the sign, and so is what stands above it.
    ["\u0600東", 0.58],
    ["\u0600i", 0.58],
    ["\u0600f", 0.58],
    ["\u0600m", 0.58],
    ["\u0600A", 0.58],
    ["e\u0610", 0.56],
  ])("%j is taken for %d ems broad", (character, ems) => {
    expect(breadthOf(character)).toBe(ems);
  });

  it.each<[string, number, string]>([
    ["", 0, ""],
    ["aaaa", 4 * 0.56 + 1e-9, "aaaa"],
    ["aaaa", 4 * 0.56 - 0.01, "aa…"],
    ["aaaa", 0.56 * 2 + 0.95 + 1e-9, "aa…"],
    ["aaaa", 0.56 * 2 + 0.95 - 0.01, "a…"],
    ["aaaa", 0.5, "…"],
    ["aaaa", 0, "…"],
    // No blank before the ellipsis.
    ["a a a a", 0.56 + 0.4 + 0.95 + 1e-9, "a…"],
    ["👩‍🏫👩‍🏫", 1.05 + 0.95 + 1e-9, "👩‍🏫…"],
    // What would fit without the ellipsis stays whole.
    ["a", 0.56, "a"],
    ["aa", 1.12 + 1e-9, "aa"],
    ["aaiiiiii", 0.56 * 2 + 0.32 * 2 + 0.95, "aaii…"],
    ["iiiiM", 4 * 0.32 + 0.95 + 1e-9, "iiiiM"],
  ])("%j in a room of %d ems is %j", (text, room, expected) => {
    expect(cutToRoom(text, room)).toBe(expected);
  });

  it("of any length is read only as far as it can be shown", () => {
    const begun = performance.now();
    let read = 0;
    for (let n = 0; n < 200; n++) read += cutToRoom("a".repeat(100_000), 10).length;
    expect(read).toBe(200 * 17);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
