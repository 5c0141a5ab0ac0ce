/** Findings as services and editors read them, to the byte: every field at its place, and none that is not there. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ChangeView } from "../src/model/change.ts";
import type { Diagnostic } from "../src/model/diagnostic.ts";
import { english, type Said, told } from "../src/model/phrase.ts";
import type { FindingsView, Format, Setting } from "../src/model/views.ts";
import type { Words } from "../src/model/words.ts";
import compact from "../src/render/diagnostics/compact.ts";
import github from "../src/render/diagnostics/github.ts";
import gitlab from "../src/render/diagnostics/gitlab.ts";
import junit from "../src/render/diagnostics/junit.ts";
import ndjson from "../src/render/diagnostics/ndjson.ts";
import sarif from "../src/render/diagnostics/sarif.ts";

/** Says what it is asked to say: the key, with what fills it. */
const words = {
  ...english,
  say: (key: string, args: Record<string, string | number> = {}) =>
    [key, ...Object.values(args)].join(" ").replace("findings.", ""),
  list: (parts: string[]) => parts.join(", "),
  date: (day: string) => day,
  tell: (one: Said) => told(one, english),
} as unknown as Words;

const setting = (more: Partial<Setting> = {}): Setting => ({
  words,
  colour: false,
  width: 80,
  verbose: false,
  quiet: false,
  ...more,
});
const write = (format: Format<FindingsView>, view: FindingsView, more: Partial<Setting> = {}) =>
  format(view, setting(more));

const range = (line: number, column: number, endLine = line, endColumn = column + 4) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

const finding = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  identity: "known by this",
  rule: "reference/unresolved",
  severity: "error",
  message: "Nobody has the id `anna`.",
  place: "actions › labs › lead",
  file: "city/plan.yaml",
  range: range(42, 11),
  pointer: "/actions/0/lead",
  ...more,
});

function viewOf(diagnostics: Diagnostic[], more: Partial<FindingsView> = {}): FindingsView {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  return {
    tool: { name: "milcity", version: "0.1.0" },
    asOf: "2026-06-30",
    summary: { dossiers: 1, documents: 7, errors: count("error"), warnings: count("warning"), infos: count("info") },
    checked: { files: 7, ignored: [], rulesRun: 90, rulesNotRun: [], suppressed: 0 },
    diagnostics,
    dropped: 0,
    ...more,
  };
}

const change: ChangeView = {
  base: undefined,
  head: undefined,
  isBaseTrusted: true,
  new: { errors: 1, warnings: 0, infos: 0 },
  old: { errors: 0, warnings: 0, infos: 0 },
  resolved: [],
  notes: [],
  policyChanged: [],
};

describe("compact", () => {
  it("is a line for each finding, and of a change only for what it brings", () => {
    const old = finding({ new: false, message: "old" });
    expect(write(compact, viewOf([]))).toBe("");
    expect(
      write(compact, viewOf([finding(), finding({ severity: "info", message: "a\nb", range: range(1, 2) })])),
    ).toBe(
      "city/plan.yaml:42:11: error: Nobody has the id `anna`. [reference/unresolved]\n" +
        "city/plan.yaml:1:2: info: a\\u{a}b [reference/unresolved]\n",
    );
    expect(write(compact, viewOf([old]))).toContain("old");
    expect(write(compact, viewOf([old, finding({ new: true, message: "new" })], { change }))).toBe(
      "city/plan.yaml:42:11: error: new [reference/unresolved]\n",
    );
  });

  it("holds no command in the log of a build", () => {
    const view = viewOf([finding({ file: "::a", message: "##[b]" })]);
    expect(write(compact, view)).toBe("::a:42:11: error: ##[b] [reference/unresolved]\n");
    expect(write(compact, view, { ci: true })).toBe(": :a:42:11: error: # #[b] [reference/unresolved]\n");
  });
});

describe("ndjson", () => {
  it("is a line for each finding, and one for all that was looked at", () => {
    const about = {
      rule: "reference/unresolved",
      severity: "error",
      message: "a,\n b\u2028",
      place: "actions › labs › lead",
      file: "city/plan.yaml",
      range: range(42, 11),
      pointer: "/actions/0/lead",
    };
    const [first, last, ...more] = write(ndjson, viewOf([finding({ message: about.message })])).split("\n");
    expect(more).toEqual([""]);
    expect(JSON.parse(first ?? "")).toEqual(about);
    expect(
      first?.startsWith('{"rule": "reference/unresolved", "severity": "error", "message": "a,\\n b\\u2028", '),
    ).toBe(true);
    expect(first?.endsWith('"pointer": "/actions/0/lead"}')).toBe(true);
    expect(JSON.parse(last ?? "")).toEqual({
      summary: { dossiers: 1, documents: 7, errors: 1, warnings: 0, infos: 0 },
      version: 1,
      tool: { name: "milcity", version: "0.1.0" },
      asOf: "2026-06-30",
      checked: {
        files: 7,
        ignored: 0,
        rulesRun: 90,
        rulesNotRun: [],
        suppressed: 0,
        passedOver: [],
        excused: [],
        unseen: [],
      },
    });
    expect(last).toMatch(/^\{"summary": \{"dossiers": 1, /);
  });
});

describe("gitlab", () => {
  it("has the fields that GitLab reads", () => {
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const same = finding({ severity: "info", message: "again", range: range(7, 1) });
    expect(
      JSON.parse(write(gitlab, viewOf([finding(), finding({ severity: "warning", identity: "else" }), same, same]))),
    ).toEqual(
      [
        ["Nobody has the id `anna`.", hash("known by this"), "major", 42],
        ["Nobody has the id `anna`.", hash("else"), "minor", 42],
        ["again", hash("known by this\n1"), "info", 7],
        ["again", hash("known by this\n2"), "info", 7],
      ].map(([description, fingerprint, severity, begin]) => ({
        description,
        check_name: "reference/unresolved",
        fingerprint,
        severity,
        location: { path: "city/plan.yaml", lines: { begin } },
      })),
    );
  });
});

describe("github", () => {
  const many = (count: number, more: Partial<Diagnostic> = {}) =>
    Array.from({ length: count }, (_, n) => finding({ message: `${more.severity ?? "error"} ${n}`, ...more }));
  const lines = (view: FindingsView) => write(github, view).trimEnd().split("\n");
  const messages = (view: FindingsView) => lines(view).map((line) => line.replace(/^::(\w+) ?.*?::/, "$1: "));

  it("annotates each finding, the worst first", () => {
    const view = viewOf([
      finding({ severity: "info", range: range(1, 2, 3, 4) }),
      finding({ severity: "warning", range: range(5, 6) }),
      finding(),
    ]);
    const title = "title=reference/unresolved::Nobody has the id `anna`.";
    expect(lines(view)).toEqual([
      `::error file=city/plan.yaml,line=42,endLine=42,col=11,endColumn=15,${title}`,
      `::warning file=city/plan.yaml,line=5,endLine=5,col=6,endColumn=10,${title}`,
      // GitHub takes columns only of one line.
      `::notice file=city/plan.yaml,line=1,endLine=3,${title}`,
    ]);
  });

  it("writes what would end a field or a line, or act, in another way", () => {
    const text = "50 %\r\na: b, c\u0007 ::d ##[e]";
    expect(write(github, viewOf([finding({ message: text, file: text, rule: text })]))).toBe(
      "::error file=50 %25%0D%0Aa%3A b%2C c\\u{7} %3A%3Ad # #[e],line=42,endLine=42,col=11,endColumn=15," +
        "title=50 %25%0D%0Aa%3A b%2C c\\u{7} %3A%3Ad # #[e]::50 %25%0D%0Aa: b, c\\u{7} ::d # #[e]\n",
    );
    expect(write(github, viewOf([finding({ message: "::error::x" })]))).toMatch(/::: :error::x\n$/);
  });

  it("says that nothing was found", () => {
    expect(write(github, viewOf([]))).toBe("::notice::none dossiers 1 documents 7\n");
  });

  it("shows ten of each level", () => {
    expect(lines(viewOf(many(10)))).toHaveLength(10);
    const all = [...many(10), ...many(10, { severity: "warning" }), ...many(10, { severity: "info" })];
    expect(lines(viewOf(all))).toHaveLength(30);
  });

  it("says how many more there are, in the place of a tenth notice", () => {
    expect(messages(viewOf(many(11)))).toEqual([
      ...Array.from({ length: 10 }, (_, n) => `error: error ${n}`),
      "notice: 1 more finding is in the job summary.",
    ]);
    expect(messages(viewOf(many(12))).at(-1)).toBe("notice: 2 more findings are in the job summary.");
    const notices = messages(viewOf(many(11, { severity: "info" })));
    expect(notices).toEqual([
      ...Array.from({ length: 9 }, (_, n) => `notice: info ${n}`),
      "notice: 2 more findings are in the job summary.",
    ]);
    expect(messages(viewOf(many(2), { dropped: 3 }))).toEqual([
      "error: error 0",
      "error: error 1",
      "notice: 3 more findings are in the job summary.",
    ]);
    expect(messages(viewOf([], { dropped: 1 }))).toEqual(["notice: 1 more finding is in the job summary."]);
    expect(messages(viewOf(many(1), { dropped: 1 }))).toEqual([
      "error: error 0",
      "notice: 1 more finding is in the job summary.",
    ]);
  });

  it("shows what a change brings before what was there, whatever the level", () => {
    const old = many(2, { new: false, message: "old error" });
    const fresh = many(1, { severity: "warning", new: true, message: "new warning" });
    const unknown = many(1, { severity: "info", message: "of no change" });
    expect(messages(viewOf([...old, ...unknown, ...fresh]))).toEqual([
      "warning: new warning",
      "notice: of no change",
      "error: old error",
      "error: old error",
    ]);
    const crowd = messages(
      viewOf([...many(12, { new: false, message: "old" }), ...many(3, { new: true, message: "new" })]),
    );
    expect(crowd.filter((line) => line === "error: new")).toHaveLength(3);
    expect(crowd.filter((line) => line === "error: old")).toHaveLength(7);
  });
});

describe("junit", () => {
  const head = (tests: number, failures: number) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="milcity" tests="${tests}" failures="${failures}" errors="0">\n`;
  const suite = (name: string, tests: number, failures: number, cases: string) =>
    `  <testsuite name="${name}" tests="${tests}" failures="${failures}" errors="0">\n${cases}  </testsuite>\n`;
  const test = (classname: string, name: string, inside: string) =>
    `    <testcase classname="${classname}" name="${name}">${inside}</testcase>\n`;
  const last = (text: string) =>
    suite("milcity", 1, 0, test("milcity", "validate", `<system-out>${text}</system-out>`)) + "</testsuites>\n";
  const checked = "checked files 7 rules 90 2026-06-30";

  it("is never without a test", () => {
    expect(write(junit, viewOf([]))).toBe(head(1, 0) + last(`none dossiers 1 documents 7\n${checked}`));
  });

  it("has a test for each rule in each file, and one for each dossier that is sound", () => {
    const view = viewOf(
      [
        finding({ help: "Correct it." }),
        finding({ severity: "warning", message: "second", place: "", range: range(1, 2) }),
        finding({ severity: "warning", rule: "date/backwards", help: "" }),
        finding({ severity: "info", rule: "text/invisible", file: "town/plan.yaml" }),
        finding({ severity: "info", rule: "date/backwards", message: "a note" }),
      ],
      { dossiers: ["city", "village", "town", "cit"], dropped: 4 },
    );
    const at = "city/plan.yaml:42:11:";
    const place = "\n  actions › labs › lead";
    expect(write(junit, view)).toBe(
      head(6, 2) +
        suite(
          "city/plan.yaml",
          2,
          2,
          test(
            "city/plan.yaml",
            "reference/unresolved",
            `<failure type="error" message="Nobody has the id \`anna\`.">${at} error: Nobody has the id \`anna\`.${place}\n  help Correct it.\ncity/plan.yaml:1:2: warning: second</failure>`,
          ) +
            test(
              "city/plan.yaml",
              "date/backwards",
              `<failure type="warning" message="Nobody has the id \`anna\`.">${at} warning: Nobody has the id \`anna\`.${place}\n${at} info: a note${place}</failure>`,
            ),
        ) +
        suite(
          "town/plan.yaml",
          1,
          0,
          test(
            "town/plan.yaml",
            "text/invisible",
            `<system-out>town/plan.yaml:42:11: info: Nobody has the id \`anna\`.${place}</system-out>`,
          ),
        ) +
        suite("village", 1, 0, test("village", "validate", "")) +
        suite("cit", 1, 0, test("cit", "validate", "")) +
        last(`some count.error 1, count.warning 2, count.info 2 dossiers 1 documents 7\ndropped 4\n${checked}`),
    );
  });

  it("skips what is excused, and fails all the same where more was found", () => {
    const excused = [
      { diagnostic: finding({ rule: "plan/late" }), by: "config" as const, reason: "first" },
      { diagnostic: finding({ rule: "plan/late" }), by: "baseline" as const, reason: "<second>" },
      { diagnostic: finding({ file: "other.yaml" }), by: "comment" as const, reason: "" },
      { diagnostic: finding(), by: "comment" as const, reason: "excused" },
    ];
    const text = write(junit, viewOf([finding()], { excused }));
    expect(text).toContain(test("city/plan.yaml", "plan/late", "<skipped>first\n&#60;second&#62;</skipped>"));
    expect(text).toContain(test("other.yaml", "reference/unresolved", "<skipped></skipped>"));
    expect(text).toContain('<testsuite name="city/plan.yaml" tests="2" failures="1" errors="0">');
    expect(text).toContain('<testsuites name="milcity" tests="4" failures="1" errors="0">');
    expect(text).not.toContain("excused");
  });

  it("tells of a change only what it brings", () => {
    const view = viewOf([finding({ new: false }), finding({ new: true, rule: "date/backwards" })], { change });
    expect(write(junit, view).match(/name="\w+\/\w+"/g)).toEqual(['name="date/backwards"']);
  });

  it("has no sound dossier around the workspace where something was found in it", () => {
    expect(write(junit, viewOf([finding()], { dossiers: ["."] }))).not.toContain('name="."');
    expect(write(junit, viewOf([], { dossiers: ["."] }))).toContain(suite(".", 1, 0, test(".", "validate", "")));
  });

  it.each<[string, string]>([
    ["a<b>&\"'", "a&#60;b&#62;&#38;&#34;&#39;"],
    ["\t\n\r", "&#9;&#10;&#13;"],
    ["\0\u0007\ufffe\uffff", "U+0000U+0007U+FFFEU+FFFF"],
    ["\ud800x\udfff", "U+D800xU+DFFF"],
    [" \u007e\u007f\u0080\u009f\u00a0", " ~&#127;&#128;&#159;\u00a0"],
    ["\u061c\u200d\u200e\u200f\u2010", "&#1564;\u200d&#8206;&#8207;\u2010"],
    ["\u2027\u2028\u202e\u202f", "\u2027&#8232;&#8238;\u202f"],
    ["\u2065\u2066\u2069\u206a", "\u2065&#8294;&#8297;\u206a"],
    ["\ud7ff\ue000\ufffd\u{10000}\u{10ffff}", "\ud7ff\ue000\ufffd\u{10000}\u{10ffff}"],
    ["::error", "&#58;:error"],
    ["a: b", "a: b"],
    ["##[x] ##VSO[y] ###[z]", "&#35;#[x] &#35;#VSO[y] #&#35;#[z]"],
    ["## ##v1[", "## ##v1["],
  ])("writes %j so that it reads back and does not act", (text, written) => {
    const view = viewOf([finding({ file: text, rule: text, message: text, place: text })]);
    expect(write(junit, view)).toContain(
      test(
        written,
        written,
        `<failure type="error" message="${written}">${written}:42:11: error: ${written}\n  ${written}</failure>`,
      ),
    );
  });
});

describe("sarif", () => {
  const logOf = (view: FindingsView) =>
    JSON.parse(write(sarif, view)) as {
      runs: [{ results: object[]; invocations: object[]; tool: { driver: { rules: object[] } } }];
    };
  const region = (line: number, column: number, endLine = line, endColumn = column + 4) => ({
    startLine: line,
    startColumn: column,
    endLine,
    endColumn,
  });
  const artifact = (uri: string) => ({ uri, uriBaseId: "%SRCROOT%" });
  const print = (text: string) => ({ "milcity/v1": createHash("sha256").update(text).digest("hex") });

  it("says who found it, by which rules, and where columns count from", () => {
    expect(logOf(viewOf([]))).toEqual({
      $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "milcity", semanticVersion: "0.1.0", rules: [] } },
          invocations: [{ executionSuccessful: true }],
          originalUriBaseIds: { "%SRCROOT%": { description: { text: "The workspace." } } },
          columnKind: "utf16CodeUnits",
          results: [],
        },
      ],
    });
  });

  it("has of a finding what is there and nothing else", () => {
    const plain = finding({ place: "" });
    expect(logOf(viewOf([plain])).runs[0].results).toEqual([
      {
        ruleId: "reference/unresolved",
        ruleIndex: 0,
        level: "error",
        message: { text: "Nobody has the id `anna`." },
        locations: [{ physicalLocation: { artifactLocation: artifact("city/plan.yaml"), region: region(42, 11) } }],
        partialFingerprints: print("known by this"),
        properties: { pointer: "/actions/0/lead" },
      },
    ]);
    const full = finding({
      severity: "info",
      message: "see [this](https://a.example)",
      file: "a b/ä%#.yaml",
      range: range(1, 2, 3, 4),
      item: "mil-01",
      help: "Correct it.",
      new: true,
      related: [
        { file: "x.yaml", range: range(5, 6), message: "here](y)" },
        { file: "\ud800.yaml", range: range(7, 8), message: "there" },
      ],
      fixes: [
        {
          title: "Correct [it](x)",
          edits: [
            { file: "x.yaml", range: range(5, 6), text: "one" },
            { file: "y.yaml", range: range(7, 8), text: "](two" },
            { file: "x.yaml", range: range(9, 1), text: "" },
          ],
        },
        { title: "Nothing", edits: [] },
      ],
    });
    expect(logOf(viewOf([full])).runs[0].results).toEqual([
      {
        ruleId: "reference/unresolved",
        ruleIndex: 0,
        level: "note",
        message: { text: "see [this] (https://a.example)" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: artifact("a%20b/%C3%A4%25%23.yaml"),
              region: region(1, 2, 3, 4),
            },
            logicalLocations: [{ fullyQualifiedName: "actions › labs › lead" }],
          },
        ],
        relatedLocations: [
          {
            id: 0,
            physicalLocation: { artifactLocation: artifact("x.yaml"), region: region(5, 6) },
            message: { text: "here] (y)" },
          },
          {
            id: 1,
            physicalLocation: { artifactLocation: artifact("%EF%BF%BD.yaml"), region: region(7, 8) },
            message: { text: "there" },
          },
        ],
        partialFingerprints: print("known by this"),
        baselineState: "new",
        fixes: [
          {
            description: { text: "Correct [it] (x)" },
            artifactChanges: [
              {
                artifactLocation: artifact("x.yaml"),
                replacements: [
                  { deletedRegion: region(5, 6), insertedContent: { text: "one" } },
                  { deletedRegion: region(9, 1), insertedContent: { text: "" } },
                ],
              },
              {
                artifactLocation: artifact("y.yaml"),
                replacements: [{ deletedRegion: region(7, 8), insertedContent: { text: "](two" } }],
              },
            ],
          },
        ],
        properties: { pointer: "/actions/0/lead", item: "mil-01", help: "Correct it." },
      },
    ]);
    const empty = finding({ new: false, related: [], fixes: [{ title: "Nothing", edits: [] }] });
    const [result] = logOf(viewOf([empty])).runs[0].results;
    expect(result).toMatchObject({ baselineState: "unchanged" });
    expect(Object.keys(result ?? {})).not.toContain("relatedLocations");
    expect(Object.keys(result ?? {})).not.toContain("fixes");
  });

  it("lists the rules by their ids, also those that only findings name", () => {
    const rule = (id: string, severity: "error" | "warning" | "info") => ({
      id,
      severity,
      asks: "asks [a](b)",
      why: "why [a](b)",
      fix: "fix *it*\u202e [a](b)",
    });
    const view = viewOf(
      [
        finding({ rule: "zeta" }),
        finding({ rule: "policy/Ä-1_x", severity: "info" }),
        finding({ rule: "date/in-future" }),
      ],
      { rules: [rule("text/x", "info"), rule("date/in-future", "warning"), rule("a", "error")] },
    );
    const [{ tool, results }] = logOf(view).runs;
    const told = (id: string, name: string, level: string) => ({
      id,
      name,
      shortDescription: { text: "asks [a] (b)" },
      fullDescription: { text: "why [a] (b)" },
      help: { text: "fix *it*\u202e [a] (b)", markdown: "fix \\*it\\*U+202E \\[a\\](b)" },
      defaultConfiguration: { level },
    });
    expect(tool.driver.rules).toEqual([
      told("a", "A", "error"),
      told("date/in-future", "DateInFuture", "warning"),
      { id: "policy/Ä-1_x", name: "PolicyÄ1X", defaultConfiguration: { level: "note" } },
      told("text/x", "TextX", "note"),
      { id: "zeta", name: "Zeta", defaultConfiguration: { level: "error" } },
    ]);
    expect(results.map((one) => "ruleIndex" in one && one.ruleIndex)).toEqual([4, 1, 2]);
    const names = logOf(viewOf([finding({ rule: "--a//b-" }), finding({ rule: "///" })])).runs[0].tool.driver.rules;
    expect(names.map((one) => "name" in one && one.name)).toEqual(["AB", ""]);
  });

  it("has what is excused last, with who excuses it", () => {
    const known = finding({ rule: "b", severity: "warning" });
    const worse = finding({ rule: "c" });
    const [{ results, tool }] = logOf(
      viewOf([finding({ rule: "a", severity: "info" })], {
        excused: [
          { diagnostic: known, by: "comment", reason: "one" },
          { diagnostic: known, by: "config", reason: "two" },
          { diagnostic: worse, by: "baseline", reason: "three" },
        ],
      }),
    ).runs;
    expect(tool.driver.rules).toHaveLength(3);
    expect(results.map((one) => ["ruleId" in one && one.ruleId, "suppressions" in one && one.suppressions])).toEqual([
      ["a", false],
      ["c", [{ kind: "external", justification: "three" }]],
      [
        "b",
        [
          { kind: "inSource", justification: "one" },
          { kind: "external", justification: "two" },
        ],
      ],
    ]);
  });

  it("says how many are left out", () => {
    const told = (view: FindingsView) => {
      const [{ results, invocations }] = logOf(view).runs;
      return [results.length, ...invocations];
    };
    const note = (text: string) => ({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: "note", message: { text } }],
    });
    expect(told(viewOf([finding()], { dropped: 2 }))).toEqual([1, note("dropped 2")]);
    const many = Array.from({ length: 5_001 }, () => finding());
    expect(told(viewOf(many.slice(1)))).toEqual([5_000, { executionSuccessful: true }]);
    expect(told(viewOf(many, { dropped: 3 }))).toEqual([5_000, note("dropped 4")]);
  });
});
