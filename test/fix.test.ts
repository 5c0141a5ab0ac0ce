import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import { afterAll, describe, expect, it } from "vitest";
import { meant } from "../src/check/nearest.ts";
import { writeAll } from "../src/cli/files.ts";
import { main, type Outcome, type World } from "../src/cli/main.ts";
import { apart, applyFixes } from "../src/edit/apply.ts";
import { nameInDiff, unifiedDiff } from "../src/edit/diff.ts";
import type { Fix, Range } from "../src/model/diagnostic.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-fix-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const turned = "\u202e";

let folders = 0;
function folder(files: Record<string, string> = {}): string {
  const path = join(scratch, String(folders++));
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

function run(cwd: string, ...words: string[]): Promise<Outcome> {
  const world: World = {
    cwd,
    env: new Map(),
    now: () => "2026-11-30",
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    input: () => Promise.resolve(new Uint8Array()),
    icu: "74.1",
    look: (path) => (existsSync(path) ? (statSync(path).isDirectory() ? "folder" : "file") : "nothing"),
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  };
  return main(["validate", ...words], world);
}

const write = ({ writes = [], inputs = new Set() }: Outcome) =>
  writeAll(writes, inputs, { id: process.pid, isRunning: () => true, isStopped: () => false });

async function fix(cwd: string): Promise<Outcome> {
  const outcome = await run(cwd, "--fix", "--format", "json");
  await write(outcome);
  return outcome;
}

const texts = (path: string) =>
  new Map(
    readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(path, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(path, name), "utf8")]),
  );

const gitApply = (cwd: string, diff: string) =>
  execFileSync("git", ["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"], { cwd, input: diff });

const city = `kind: city
version: 1
name: Lakeside
country: FI
languages: [en]
memberships:
  - framework: iaec
    role: member
`;

interface Told {
  diagnostics: { rule: string; fixes?: Fix[] }[];
}
const told = ({ stdout = "" }: Outcome) => JSON.parse(stdout) as Told;

async function mended(text: string): Promise<string> {
  const cwd = folder({ "milcity.yaml": text });
  await fix(cwd);
  return readFileSync(join(cwd, "milcity.yaml"), "utf8");
}

describe("what has one right answer", () => {
  it.each([
    ["population", "populaton: 5000", "population: 5000"],
    ["population", '"populaton": 5000', '"population": 5000'],
    ["population", "'p\u043epulation' : 5000 # people", "'population' : 5000 # people"],
    ["partners", "Partners: []", "partners: []"],
    ["region", "region: Europe_North America # here", "region: europe-north-america # here"],
    ["region", "region: 'europe-north-amerca'", "region: 'europe-north-america'"],
    ["x-a", "x-a: yes", 'x-a: "yes"'],
    ["x-a", "x-a: { no: off, day: 2026-03-31 }", 'x-a: { "no": "off", day: "2026-03-31" }'],
    ["x-a", `x-a: to${turned}wn ${turned}`, "x-a: town"],
    ["x-a", 'x-a: "to\\u202Ewn \\\\u202e \\U0000202e\\n"', 'x-a: "town \\\\u202e \\n"'],
    ["x-a", `x-a: |\n  to${turned}wn  \n\n  and${turned}\n`, "x-a: |\n  town  \n\n  and\n"],
    ["a comment", `# a${turned} comment \t`, "# a comment"],
    ["blanks", "x-a: one\n   two  \n   \nx-b: 2 ", "x-a: one\n   two\n\nx-b: 2"],
    [
      "blanks in a text",
      'x-a: "one  \n   two"  \nx-b: |+\n  three  \n   \n',
      'x-a: "one  \n   two"\nx-b: |+\n  three  \n   \n',
    ],
  ])("is mended: %s", async (_, wrong, right) => {
    expect(await mended(`${city}${wrong}`.replace(/\n?$/, "\n"))).toBe(`${city}${right}`.replace(/\n?$/, "\n"));
  });

  it("is a country by its letters, in quotation marks where they mean something else to other programs", async () => {
    expect(await mended(city.replace("FI", "fi"))).toBe(city);
    expect(await mended(city.replace("FI", "no"))).toBe(city.replace("FI", '"NO"'));
  });

  it("is a last line with its end, in the way of the file", async () => {
    expect(await mended(city.trimEnd())).toBe(city);
    expect(await mended(`${city.trimEnd()}\n  `)).toBe(city);
    const windows = `\ufeff${city.replaceAll("\n", "\r\n")}`;
    expect(await mended(windows.trimEnd())).toBe(windows);
    expect(await mended(windows)).toBe(windows);
  });

  it.each([
    ["the field is there already", "populaton: 5000\npopulation: 6000", /^populaton: 5000/],
    ["two fields would become one", "populaton: 5000\npopulatio: 6000", /^populaton: 5000\npopulatio: /],
    ["a short name", "nme: Lakeside", /^nme:/],
    ["a number", "x-a: 010", /^x-a: 010/],
    ["a statement that is not one yet", "memberships2: yes", /yes$/],
    ["http", "website: http://example.org", /http:/],
    ["a key that is no single word", "? >-\n  populaton\n: 5", /populaton/],
  ])("is not: %s", async (_, wrong, left) => {
    const after = await mended(`${city}${wrong}\n`);
    expect(after.slice(city.length).trimEnd()).toMatch(left);
    expect(after.startsWith(city)).toBe(true);
  });

  it("is not: one of two names that are as near", async () => {
    const plan = "kind: plan\nversion: 1\nid: plan\ncharter: { pate: a.pdf, kin: charter }\n";
    const cwd = folder({ "milcity.yaml": city, "plan.yaml": plan });
    await fix(cwd);
    expect(readFileSync(join(cwd, "plan.yaml"), "utf8")).toBe(plan.replace("kin:", "kind:"));
  });

  it("leaves a file alone that cannot be read, and what would be read otherwise", async () => {
    for (const text of [`${city}x-a: [1  \n`, `${city}x-a: \u0007  \n`, `kind: city\nversion: 2  \n`])
      expect(await mended(text)).toBe(text);
    // Without the sign the rest of the line would be a comment, and quotation marks would be marks.
    const tricky = `${city}x-a: a ${turned}# b\nx-b: ${turned}"b"\n`;
    expect(await mended(`${tricky}x-c: on\n`)).toBe(`${tricky}x-c: "on"\n`);
  });

  it("leaves alone what the workspace does not want to hear of", async () => {
    const cwd = folder({
      "milcity.yaml": `${city}x-a: yes\n`,
      "milcity.config.yaml": "version: 1\nrules: { yaml/ambiguous-scalar: off }  \n",
    });
    expect((await run(cwd, "--fix")).writes).toEqual([]);
  });
});

describe("a name that is meant", () => {
  const fields = ["start", "status", "title", "end", "lead", "date", "due"];
  it.each([
    ["titel", "title"],
    ["strat", "start"],
    ["Status", "status"],
    ["dat", "date"],
    ["laed", undefined],
    ["edn", undefined],
    ["et", undefined],
    ["duee", "due"],
    ["", undefined],
    ["x".repeat(5000), undefined],
  ])("%s → %s", (word, name) => {
    expect(meant(word, fields)).toBe(name);
  });

  it("is none where there are two", () => {
    expect(meant("stat", ["star", "stay"])).toBeUndefined();
    expect(meant("IN PROGRESS", ["in-progress", "in_progress"])).toBeUndefined();
    expect(meant("fi", ["FI", "FR", "FO"])).toBe("FI");
  });
});

const range = (line: number, from: number, to: number): Range => ({
  start: { line, column: from },
  end: { line, column: to },
});

describe("edits", () => {
  it("are made in the order of the text, the first of those that overlap", () => {
    const edits = [
      { range: range(2, 3, 4), text: "C" },
      { range: range(1, 1, 3), text: "A" },
      { range: range(1, 2, 3), text: "no" },
      { range: range(1, 3, 3), text: "+" },
    ];
    expect(applyFixes("\ufeffabc\r\nab😀\r\n", edits)).toBe("\ufeffA+c\r\nabC\ude00\r\n");
    expect(applyFixes("a\n", [])).toBe("a\n");
  });

  it("of a fix are made together or not at all", () => {
    const of = (...ranges: Range[]) => ({ fix: { edits: ranges.map((one) => ({ file: "", range: one, text: "" })) } });
    const [first, across, last] = [of(range(1, 5, 6)), of(range(1, 1, 2), range(1, 4, 9)), of(range(1, 2, 5))];
    expect(apart([first, across, last])).toEqual([first, last]);
  });
});

describe("a diff", () => {
  const line = fc.constantFrom("a", "b", "c", "  d", "", "é", "-", "+x", "@@", "\\ No", "e\r");
  const text = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 30 }), fc.boolean())
    .map(([lines, ended]) => lines.join("\n") + (ended || lines.at(-1) === "" ? "\n" : ""));

  it("turns the one text into the other by git", () => {
    const cwd = folder();
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = unifiedDiff("a b/ü.yaml", before, after);
        expect(diff === "").toBe(before === after);
        if (diff === "") return;
        mkdirSync(join(cwd, "a b"), { recursive: true });
        writeFileSync(join(cwd, "a b/ü.yaml"), before);
        gitApply(cwd, diff);
        expect(readFileSync(join(cwd, "a b/ü.yaml"), "utf8")).toBe(after);
      }),
      { numRuns: 150 },
    );
  });

  it("has three lines around each change", () => {
    const lines = Array.from({ length: 20 }, (_, n) => `line ${n}\n`);
    const after = lines.with(9, "other\n").with(16, "last\n").join("").trimEnd();
    expect(unifiedDiff("f", lines.join(""), after)).toBe(
      [
        "--- a/f\n+++ b/f\n@@ -7,14 +7,14 @@\n line 6\n line 7\n line 8\n-line 9\n+other\n line 10\n line 11\n line 12\n line 13\n line 14\n",
        " line 15\n-line 16\n+last\n line 17\n line 18\n-line 19\n+line 19\n\\ No newline at end of file\n",
      ].join(""),
    );
  });

  it.each([
    "sp ace.yaml",
    'quo"te.yaml',
    "back\\slash.yaml",
    "new\nline.yaml",
    `turn${turned}ed.yaml`,
    "\u001b[31m.yaml",
    "ä.yaml",
  ])("names %j so that git finds it and nothing acts", (name) => {
    const cwd = folder({ [name]: "a\n" });
    const diff = unifiedDiff(name, "a\n", "b\n");
    expect(diff).not.toMatch(/[^\P{C}\n\t]/u);
    expect(diff.split("\n")).toHaveLength(6);
    gitApply(cwd, diff);
    expect(texts(cwd)).toEqual(new Map([[name, "b\n"]]));
    expect(nameInDiff(name)).not.toContain("\n");
  });

  it("of fifty thousand lines is soon there", () => {
    const lines = Array.from({ length: 50_000 }, (_, n) =>
      n % 3 === 0 ? "  status: planned" : `- id: number-${n % 9000}`,
    );
    const after = lines.map((one, n) => (n % 2 === 0 ? `${one} ` : one));
    const started = performance.now();
    const diff = unifiedDiff("f", lines.join("\n"), after.join("\n"));
    expect(diff.match(/^\+/gm)).toHaveLength(25_001);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

/** What a line may read once it was mended; itself if nothing else. */
interface Mutated {
  line: string;
  may: string[];
}

const mutations: ((line: string, n: number) => Mutated)[] = [
  // A letter is missing or doubled in the name of a field.
  (line, n) => {
    const [, lead = "", name = "", rest = ""] = /^(\s*(?:- )?)([a-z][A-Za-z]{3,})(:.*)$/.exec(line) ?? [];
    const at = n % Math.max(1, name.length);
    const other =
      n % 2 === 0
        ? name.slice(0, at) + name.slice(at + 1)
        : name.slice(0, at) + name.slice(at, at + 1) + name.slice(at);
    return name === "" ? { line, may: [] } : { line: lead + other + rest, may: [line] };
  },
  // A word of a list in other letters.
  (line, n) => {
    const [, lead = "", word = "", rest = ""] =
      /^(.*\b(?:status|type|kind|sector|horizon|direction|region|role): )([a-z][a-z-]+)(.*)$/.exec(line) ?? [];
    const other = [word.toUpperCase(), word.replaceAll("-", " "), word.replaceAll("-", "_"), `${word}x`][n % 4] ?? word;
    return word === "" ? { line, may: [] } : { line: lead + other + rest, may: [line] };
  },
  (line) => ({ line: `${line} \t`, may: [line, line.trimEnd()] }),
  (line) => ({ line: `${line} # it${turned} turns`, may: [`${line} # it turns`] }),
  (line, n) => {
    const at = n % (line.length + 1);
    return { line: line.slice(0, at) + turned + line.slice(at), may: [line, line.trimEnd()] };
  },
  (line) =>
    /^\S/.test(line) && !line.startsWith("#")
      ? { line: `${line}\nx-u: yes`, may: [`${line}\nx-u: "yes"`] }
      : { line, may: [] },
];

/** Keys and values in the order of a text. */
function* saidIn(node: unknown): Generator {
  if (isScalar(node)) yield node.value;
  if (isSeq(node)) for (const item of node.items) yield* saidIn(item);
  if (isMap(node))
    for (const { key, value } of node.items) {
      yield* saidIn(key);
      yield* saidIn(value);
    }
}
const said = (text: string) => {
  const tree = parseDocument(text.replace(/^\ufeff/, ""), { uniqueKeys: false, logLevel: "silent" });
  return tree.errors.length > 0 ? undefined : [...saidIn(tree.contents)];
};

/** A value without the sign that turns text around; blanks as a text in lines folds them. */
const bare = (value: unknown) => String(value).replaceAll(turned, "").replace(/\s+/g, " ").trim();

const change = fc.record({
  file: fc.nat(),
  line: fc.nat(),
  kind: fc.nat(mutations.length - 1),
  n: fc.nat(1000),
});
const damage = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 12 }),
  windows: fc.boolean(),
  marked: fc.boolean(),
  cut: fc.boolean(),
});

describe.each(["san-telmo-del-rio", "vila-clara"])("%s, damaged at random", (example) => {
  const sound = new Map([...texts(join(root, "examples", example))].filter(([name]) => name.endsWith(".yaml")));

  /** The dossier with mutated lines, and what each of its lines may become. */
  function damaged({ changes, windows, marked, cut }: typeof damage extends fc.Arbitrary<infer D> ? D : never) {
    const cwd = folder();
    cpSync(join(root, "examples", example), cwd, { recursive: true });
    const names = [...sound.keys()];
    const before = new Map<string, { text: string; may: Map<number, string[]>; end: string }>();
    for (const [f, name] of names.entries()) {
      const lines = (sound.get(name) ?? "").trimEnd().split("\n");
      const may = new Map<number, string[]>();
      for (const { line, kind, n } of changes.filter((one) => one.file % names.length === f)) {
        const at = line % lines.length;
        const mutated = mutations[kind]?.(lines[at] ?? "", n);
        if (!mutated || may.has(at) || mutated.may.length === 0) continue;
        lines[at] = mutated.line;
        may.set(at, mutated.may);
      }
      const end = windows ? "\r\n" : "\n";
      const text = (marked ? "\ufeff" : "") + lines.join("\n").replaceAll("\n", end) + (cut ? "" : end);
      // Of a line that was put in, the number of the lines behind it changes.
      before.set(name, { text, may, end });
      writeFileSync(join(cwd, name), text);
    }
    return { cwd, before };
  }

  it("is mended once, only where it was damaged, as the dry run says", async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        const { cwd, before } = damaged(how);
        const as = texts(cwd);
        const dry = await run(cwd, "--fix-dry-run");
        expect(dry.writes ?? []).toEqual([]);
        expect(texts(cwd)).toEqual(as);
        const first = await fix(cwd);
        for (const [name, { text, may, end }] of before) {
          const after = readFileSync(join(cwd, name), "utf8");
          // Lines: what was not damaged is the same to the byte.
          const was = text
            .replace(/^\ufeff/, "")
            .split(end)
            .flatMap((one) => one.split("\n"));
          const is = after
            .replace(/^\ufeff/, "")
            .split(end)
            .flatMap((one) => one.split("\n"));
          // A blank before a sign goes with it where a value is written anew.
          const close = (line: string | undefined) => line?.replace(/[ \t]+/g, "");
          const right = new Set([...may.values()].flat().flatMap((one) => one.split("\n").map(close)));
          const more = is.length - was.length;
          expect(more === 0 || (more === 1 && how.cut && is.at(-1) === "")).toBe(true);
          for (const [n, line] of was.entries()) if (line !== is[n]) expect([...right]).toContain(close(is[n]));
          expect(after.startsWith("\ufeff")).toBe(how.marked);
          // Values: each is as it was read, or as it was before the damage.
          const read = said(text);
          if (!read) expect(after).toBe(text);
          else {
            const now = said(after) ?? [];
            const once = said(sound.get(name) ?? "") ?? [];
            expect(now).toHaveLength(read.length);
            const known = new Set([...once, ...once.map(String), "x-u", "yes"]);
            // A sign may have come into a text of several lines: without it, the text is what it was.
            for (const [n, value] of now.entries())
              if (!Object.is(value, read[n]) && bare(value) !== bare(read[n])) expect([...known]).toContain(value);
          }
        }
        // A second run finds nothing more.
        const second = await run(cwd, "--fix", "--format", "json");
        expect(second.writes).toEqual([]);
        expect(second.stderr).toBe("0 fixes in 0 files.\n");
        expect(second.stdout).toBe(first.stdout);
        // Without a sign that stands between a field and its value, the text would be another: that fix is offered, and left to a person.
        const left = told(first).diagnostics.filter(({ fixes }) => fixes);
        expect(left.filter(({ rule }) => rule !== "text/bidi-control")).toEqual([]);
        // The diff says what was done.
        const copy = folder(Object.fromEntries(as));
        if (dry.stdout !== "") gitApply(copy, dry.stdout ?? "");
        expect(texts(copy)).toEqual(texts(cwd));
      }),
      { seed: 11, numRuns: example === "vila-clara" ? 3 : 12 },
    );
  });
});

describe("validate --fix", () => {
  const two = () =>
    folder({
      "milcity.yaml": `${city}x-a: yes\n`,
      "sub/plan.yaml": "kind: plan\nversion: 1 \nid: plan\ntitel: Plan\n",
    });

  it("says what it did, and checks what is left", async () => {
    const cwd = two();
    const outcome = await run(cwd, "--fix");
    expect(outcome.stderr).toBe(
      [
        "- milcity.yaml",
        "  - Put it in quotation marks",
        "- sub/plan.yaml",
        "  - Rename `titel` to `title`",
        "  - Remove blanks at line ends: 1",
        "3 fixes in 2 files.",
        "",
      ].join("\n"),
    );
    expect(outcome.stdout).not.toMatch(/ambiguous-scalar|unknown-field/);
    expect(outcome.stdout).toMatch(/schema\/required/);
    expect(outcome.exit).toBe(1);
    expect((await run(cwd, "--fix", "--quiet")).stderr).toBe("3 fixes in 2 files.\n");
    expect((await run(cwd, "--fix-dry-run", "--quiet")).stderr).toBe("3 fixes in 2 files. Nothing was written.\n");
    expect((await run(cwd, "--fix", "--fix-dry-run")).exit).toBe(2);
  });

  it("mends a part of a large file with very many slips, and says so", async () => {
    const plan = `kind: plan\nversion: 1\nid: plan\ntitle: Plan\nactions:\n${"  - { id: a, titel: A, statsu: planed }\n".repeat(300)}`;
    const cwd = folder({ "milcity.yaml": city, "plan.yaml": `${plan}${`# ${"a".repeat(1_000)}\n`.repeat(200)}` });
    const { stderr } = await run(cwd, "--fix-dry-run", "--quiet");
    expect(stderr).toMatch(
      /^\d+ fixes in 1 file\. Nothing was written\. That is as much as one run mends: run it again for the rest\.\n$/,
    );
    expect(stderr).not.toMatch(/^0/);
  }, 60_000);

  it("gives exact edits to other programs", async () => {
    const found = told(
      await run(folder({ "milcity.yaml": `${city}x-a: "😀" \nx-b: { é😀: "x", on: 1 }\n` }), "--format", "json"),
    );
    expect(found.diagnostics.find(({ rule }) => rule === "yaml/ambiguous-scalar")?.fixes).toEqual([
      { title: "Put it in quotation marks", edits: [{ file: "milcity.yaml", range: range(10, 18, 20), text: '"on"' }] },
    ]);
  });

  it("writes all files or none when one may not be written to", async () => {
    const cwd = two();
    const before = texts(cwd);
    chmodSync(join(cwd, "sub/plan.yaml"), 0o444);
    await expect(fix(cwd)).rejects.toMatchObject({
      code: "write",
      message: expect.stringContaining("plan.yaml") as string,
    });
    expect(texts(cwd)).toEqual(before);
    expect(readdirSync(join(cwd, "sub"))).toEqual(["plan.yaml"]);
  });

  it("writes no file that has changed or gone since it was read", async () => {
    const cwd = two();
    const outcome = await run(cwd, "--fix");
    writeFileSync(join(cwd, "sub/plan.yaml"), "kind: plan\n");
    const before = texts(cwd);
    await expect(write(outcome)).rejects.toMatchObject({ code: "write" });
    rmSync(join(cwd, "sub/plan.yaml"));
    await expect(write(outcome)).rejects.toMatchObject({ code: "write" });
    expect(texts(cwd)).toEqual(new Map([...before].filter(([name]) => name === "milcity.yaml")));
  });

  it("keeps permissions, and takes no document for an output", async () => {
    const cwd = two();
    chmodSync(join(cwd, "milcity.yaml"), 0o640);
    await fix(cwd);
    expect(statSync(join(cwd, "milcity.yaml")).mode & 0o777).toBe(0o640);
    const before = texts(cwd);
    await expect(write(await run(cwd, "--fix", "-o", "milcity.yaml"))).rejects.toMatchObject({ code: "write" });
    expect(texts(cwd)).toEqual(before);
  });
});
