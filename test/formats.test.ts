import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { registerSchema, setShouldValidateFormat, validate } from "@hyperjump/json-schema/draft-07";
import "@hyperjump/json-schema/formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { wordsOf } from "../src/index.ts";
import type { Diagnostic } from "../src/model/diagnostic.ts";
import type { FindingsView, Format, Setting } from "../src/model/views.ts";
import compact from "../src/render/diagnostics/compact.ts";
import github from "../src/render/diagnostics/github.ts";
import gitlab from "../src/render/diagnostics/gitlab.ts";
import json from "../src/render/diagnostics/json.ts";
import junit from "../src/render/diagnostics/junit.ts";
import markdown from "../src/render/diagnostics/markdown.ts";
import ndjson from "../src/render/diagnostics/ndjson.ts";
import sarif from "../src/render/diagnostics/sarif.ts";
import { cut, forTerminal } from "../src/render/terminal.ts";
import { visible } from "../src/render/report/visible.ts";

const formats = new Map<string, Format<FindingsView>>(
  Object.entries({ compact, github, gitlab, json, junit, markdown, ndjson, sarif }),
);
const setting = (more: Partial<Setting> = {}): Setting => ({
  words: wordsOf("en"),
  colour: false,
  width: 80,
  verbose: false,
  quiet: false,
  ...more,
});
const write = (format: Format<FindingsView>, view: FindingsView) => format(view, setting());

const esc = "\u001b";
const hostile = [
  "two\nlines",
  "\r\n::error::carriage",
  "100 % %0A::error file=x::y %25",
  `${esc}[31mred${esc}[0m`,
  `${esc}]0;title\u0007`,
  `${esc}]52;c;AAAA\u0007 \u009b31m`,
  "::error file=a,line=1::b",
  "  ::stop-commands::t",
  "::",
  "##[error]x",
  "###[group]x ##vso[task.complete]y",
  "##teamcity[x]",
  "a ]]> b",
  "<![CDATA[",
  "<script>alert(1)</script>",
  "<!-- x --> -- &amp; &lt; &#64;",
  "\u0000\u0008\u000b\ufffe\uffff",
  "\ud800 \udc00 \ud83d",
  "\u202eabc\u202c \u2066x\u2069 \u200b \ufeff",
  "\u0085 \u2028 \u2029 \u007f",
  "x".repeat(10_000),
  "a|b||c \\| \\",
  "`code` ``` `` \\` `@user`",
  "@user @org/team mail@example.org \\@user $x$ $$",
  "#12 owner/repo#3 GH-4 ##5 C# #",
  "[text](https://evil.example) ![i](x) <https://a.example> www.b.example https://c.example \\](x)",
  "# heading",
  "--- \n===\n- item\n1. one\n> quote\n~~~",
  "*a* _b_ ~~c~~ [^1] [x][y] :smile:",
  "{0} {{1}}",
  "--help",
  "=x",
  "a, b: c=d; e",
  "",
  " ",
];
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        ...hostile.filter(({ length }) => length < 200),
        "@",
        "#",
        "`",
        "\\",
        "$",
        ":",
        "]",
        "(",
        "[",
        "1",
      ),
      {
        maxLength: 5,
      },
    )
    .map((parts) => parts.join("")),
);

const finding = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  identity: `${more.rule ?? ""} ${more.place ?? ""}`,
  rule: "reference/unresolved",
  severity: "error",
  message: "Nobody in this dossier has the id `anna`.",
  place: "actions › library-labs › lead",
  file: "city/plan.yaml",
  range: { start: { line: 42, column: 11 }, end: { line: 42, column: 15 } },
  pointer: "/actions/0/lead",
  ...more,
});
const everywhere = (text: string, severity: Diagnostic["severity"] = "error"): Diagnostic =>
  finding({
    severity,
    rule: `policy/${text}`,
    message: text,
    place: text,
    file: text,
    pointer: text,
    help: text,
    item: text,
    why: text,
    related: [{ file: text, range: finding().range, message: text }],
    fixes: [{ title: text, edits: [{ file: text, range: finding().range, text }] }],
  });

function viewOf(diagnostics: Diagnostic[], more: Partial<FindingsView> = {}): FindingsView {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  return {
    tool: { name: "milcity", version: "0.1.0" },
    asOf: "2026-06-30",
    summary: {
      dossiers: 1,
      documents: 7,
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
    },
    checked: { files: 7, ignored: [], rulesRun: 90, rulesNotRun: [], suppressed: 0 },
    diagnostics,
    dropped: 0,
    ...more,
  };
}
const severities = ["error", "warning", "info"] as const;
const hostileView = viewOf(
  hostile.map((text, n) => everywhere(text, severities[n % 3])),
  {
    checked: {
      files: 7,
      ignored: hostile.map((file) => ({ file, why: file })),
      rulesRun: 90,
      rulesNotRun: hostile.map((rule) => ({ rule, why: rule })),
      suppressed: hostile.length,
    },
    excused: hostile.map((reason, n) => ({
      diagnostic: everywhere(`excused ${reason}`),
      by: (["comment", "config", "baseline"] as const)[n % 3]!,
      reason,
    })),
    rules: hostile.map((id) => ({ id, severity: "error", asks: id, why: id, fix: id })),
    dossiers: ["city", ...hostile],
  },
);
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** What GitHub's runner takes a line for: the newer form first, then the older one anywhere in the line. */
const commands = new Set(
  "error warning notice debug group endgroup echo add-mask add-matcher remove-matcher set-env set-output save-state add-path stop-commands internal-set-repo-path".split(
    " ",
  ),
);
interface Command {
  name: string;
  properties: Map<string, string>;
  data: string;
}
function commandIn(line: string): Command | undefined {
  const decode = (text: string, signs: string) =>
    [...signs, "%"].reduce((rest, sign) => {
      const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
      return rest.replaceAll(`%${code}`, sign);
    }, text);
  const read = (info: string, data: string, between: string, signs: string, dataSigns: string) => {
    const space = info.indexOf(" ");
    const name = space < 0 ? info : info.slice(0, space);
    if (!commands.has(name)) return undefined;
    const properties = new Map<string, string>();
    for (const pair of space < 0
      ? []
      : info
          .slice(space + 1)
          .trim()
          .split(between)) {
      const [, key, value] = /^=*([^=]+)=+([^]+)$/.exec(pair) ?? [];
      if (key !== undefined && value !== undefined) properties.set(key, decode(value, signs));
    }
    return { name, properties, data: decode(data, dataSigns) };
  };
  const trimmed = line.trimStart();
  const end = trimmed.indexOf("::", 2);
  const newer =
    trimmed.startsWith("::") && end >= 0
      ? read(trimmed.slice(2, end), trimmed.slice(end + 2), ",", "\r\n:,", "\r\n")
      : undefined;
  if (newer) return newer;
  const from = line.indexOf("##[");
  const to = line.indexOf("]", from);
  if (from < 0 || to < 0) return undefined;
  return read(line.slice(from + 3, to), line.slice(to + 1), ";", ";\r\n]", ";\r\n]");
}
const linesOf = (text: string) => text.split(/\r\n|\r|\n/);

describe.each([...formats])("the format %s", (name, format) => {
  it("gives the same bytes twice, well-formed, with a line end last", () => {
    const text = write(format, hostileView);
    expect(write(format, hostileView)).toBe(text);
    expect(text.endsWith("\n")).toBe(true);
    expect(text.endsWith("\n\n")).toBe(false);
    expect(wellFormed(text)).toBe(text);
  });

  it("lets nothing steer a terminal", () => {
    const written = write(format, hostileView).replaceAll("\n", "");
    expect(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.exec(written)?.[0]).toBeUndefined();
  });

  it("is taken for no command by the machine that runs a build", () => {
    const foreign = (text: string) => linesOf(text).filter((line) => commandIn(line) !== undefined);
    fc.assert(
      fc.property(anyText, (text) => {
        const written = format(viewOf([everywhere(text)], { excused: [] }), setting({ ci: true }));
        expect(foreign(written)).toHaveLength(name === "github" ? 1 : 0);
        expect(written).not.toMatch(/##\[|##[a-z]+\[/i);
      }),
    );
    expect(foreign(format({ ...hostileView, diagnostics: [] }, setting({ ci: true })))).toHaveLength(
      name === "github" ? 1 : 0,
    );
  });
});

describe("compact", () => {
  it("is a line per finding and empty without one", () => {
    expect(write(compact, viewOf([]))).toBe("");
    expect(write(compact, viewOf([finding()]))).toBe(
      "city/plan.yaml:42:11: error: Nobody in this dossier has the id `anna`. [reference/unresolved]\n",
    );
  });

  it("keeps every text in its line", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = forTerminal(text);
        expect(write(compact, viewOf([everywhere(text)]))).toBe(`${shown}:42:11: error: ${shown} [policy/${shown}]\n`);
      }),
    );
  });
});

describe("ndjson", () => {
  const parsed = (view: FindingsView) =>
    write(ndjson, view)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as object);

  it("says line by line what json says", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), (texts) => {
        const view = viewOf(texts.map((text) => everywhere(text)));
        const whole = JSON.parse(write(json, view)) as { diagnostics: object[] };
        const lines = parsed(view);
        expect({ ...lines.at(-1), diagnostics: lines.slice(0, -1) }).toEqual(whole);
        expect(lines.slice(0, -1).map((line) => Object.keys(line))).toEqual(whole.diagnostics.map(Object.keys));
      }),
    );
  });

  it("is the summary alone without a finding", () => {
    expect(parsed(viewOf([]))).toEqual([
      expect.objectContaining({
        version: 1,
        asOf: "2026-06-30",
        summary: expect.objectContaining({ errors: 0 }) as object,
      }),
    ]);
  });
});

/**
 * Read by the rules of draft 7, because draft 4 knows no relative addresses. One of its patterns, of fields that we do not write, is a
 * regular expression only to those who read it loosely.
 */
const sarifSchema = JSON.parse(
  readFileSync(new URL("vendor/sarif-2.1.0-rtm.5.json", import.meta.url), "utf8")
    .replace("draft-04", "draft-07")
    .replaceAll("{2}]?$", "{2}$"),
) as { id: string };
registerSchema(sarifSchema, sarifSchema.id);
setShouldValidateFormat(true);

interface SarifLog {
  runs: [
    {
      tool: { driver: { rules: { id: string }[] } };
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: string } };
            logicalLocations?: [{ fullyQualifiedName: string }];
          },
        ];
        partialFingerprints: Record<string, string>;
        suppressions?: { kind: string; justification: string }[];
      }[];
      invocations: [{ toolExecutionNotifications?: { message: { text: string } }[] }];
    },
  ];
}
const logOf = (view: FindingsView) => JSON.parse(write(sarif, view)) as SarifLog;
const checked = async (log: unknown) => (await validate(sarifSchema.id))(log as never, "BASIC");
async function expectSarif(log: unknown): Promise<void> {
  expect(await checked(log)).toEqual({ valid: true });
}

describe("sarif", () => {
  it("holds the standard's schema, whatever the texts are", async () => {
    await expectSarif(logOf(hostileView));
    await expectSarif(logOf(viewOf([])));
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 3 }), async (texts) => {
        await expectSarif(logOf(viewOf(texts.map((text) => everywhere(text)))));
      }),
      { numRuns: 40 },
    );
  });

  it("would fail the schema with a field of no place, a level of no kind or a file that is no address", async () => {
    for (const [from, to] of [
      ['"level": "error"', '"level": "fatal"'],
      ['"ruleId"', '"rule"'],
      ['"startLine": 42', '"startLine": 0'],
      ['"uri": "city/plan.yaml"', '"uri": "city plan%"'],
    ] as const) {
      const text = write(sarif, viewOf([finding()]));
      expect(text).toContain(from);
      expect((await checked(JSON.parse(text.replace(from, to)))).valid, to).toBe(false);
    }
  });

  it("gives every text back", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [run] = logOf(viewOf([everywhere(text)])).runs;
        const [result] = run.results;
        const sound = wellFormed(text);
        expect(result?.message.text.replaceAll("] (", "](")).toBe(sound.replaceAll("] (", "]("));
        expect(result?.message.text).not.toContain("](");
        const [{ physicalLocation, logicalLocations }] = result!.locations;
        expect(decodeURIComponent(physicalLocation.artifactLocation.uri)).toBe(sound);
        expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w!'()*./~%-]*$/);
        expect(logicalLocations?.[0].fullyQualifiedName ?? "").toBe(sound);
        expect(run.tool.driver.rules[result!.ruleIndex]?.id).toBe(result?.ruleId);
      }),
    );
  });

  it("lists every rule, sorts by severity and keeps the excused apart", () => {
    const rule = { id: "date/backwards", severity: "error" as const, asks: "a", why: "w", fix: "f" };
    const [run] = logOf(
      viewOf([finding({ severity: "info" }), finding({ severity: "warning" }), finding({ identity: "i" })], {
        rules: [rule],
        excused: [
          { diagnostic: finding({ place: "p" }), by: "comment", reason: "r" },
          { diagnostic: finding({ place: "q" }), by: "baseline", reason: "s" },
        ],
      }),
    ).runs;
    expect(run.tool.driver.rules).toEqual([
      {
        id: "date/backwards",
        name: "DateBackwards",
        shortDescription: { text: "a" },
        fullDescription: { text: "w" },
        help: { text: "f", markdown: "f" },
        defaultConfiguration: { level: "error" },
      },
      { id: "reference/unresolved", name: "ReferenceUnresolved", defaultConfiguration: { level: "error" } },
    ]);
    expect(run.results.map(({ level }) => level)).toEqual(["error", "warning", "note", "error", "error"]);
    expect(run.results.map(({ suppressions }) => suppressions?.[0])).toEqual([
      undefined,
      undefined,
      undefined,
      { kind: "inSource", justification: "r" },
      { kind: "external", justification: "s" },
    ]);
    const prints = run.results.map(({ partialFingerprints }) => partialFingerprints["milcity/v1"]);
    expect(new Set(prints).size).toBe(4);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{64}$/);
  });

  it("knows a finding again that has moved", () => {
    const print = (more: Partial<Diagnostic>) =>
      logOf(viewOf([finding(more)])).runs[0].results[0]?.partialFingerprints["milcity/v1"];
    const range = { start: { line: 7, column: 1 }, end: { line: 7, column: 2 } };
    expect(print({ range, file: "other.yaml", message: "Said otherwise." })).toBe(print({}));
    expect(print({ place: "elsewhere" })).not.toBe(print({}));
    expect(print({ identity: "known" })).toBe(print({ identity: "known", place: "elsewhere" }));
  });

  it("has 5,000 results at most and says how many more there are", () => {
    const view = viewOf(
      Array.from({ length: 5_010 }, (_, n) => finding({ severity: n < 5_005 ? "warning" : "error", place: String(n) })),
      { dropped: 7 },
    );
    const [run] = logOf(view).runs;
    expect(run.results).toHaveLength(5_000);
    expect(run.results.slice(0, 6).map(({ level }) => level)).toEqual([...Array<string>(5).fill("error"), "warning"]);
    expect(run.invocations[0].toolExecutionNotifications?.[0]?.message.text).toContain("17 ");
  });
});

const xsd = fileURLToPath(new URL("vendor/jenkins-junit.xsd", import.meta.url));
function xmllint(text: string, ...options: string[]) {
  const { status, stdout, stderr, error } = spawnSync("xmllint", ["--nonet", ...options, "-"], {
    input: text,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}
function expectJUnit(text: string): void {
  const { status, stderr } = xmllint(text, "--noout", "--schema", xsd);
  expect(stderr).toBe("- validates\n");
  expect(status).toBe(0);
}
/** The values of an attribute as the parser has them; it writes them with entities and references. */
function values(text: string, path: string): string[] {
  const entities = new Map([["lt", "<"], ["gt", ">"], ["amp", "&"], ["quot", '"']]); // prettier-ignore
  return xmllint(text, "--xpath", path)
    .stdout.split("\n")
    .filter((line) => line !== "")
    .map((line) =>
      line
        .trimStart()
        .replace(/^\w+="|"$/g, "")
        .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex: string, decimal: string, name: string) =>
          name ? entities.get(name)! : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
        ),
    );
}
const inXml = (text: string) =>
  [...text]
    .map((character) => {
      const code = character.codePointAt(0)!;
      const allowed =
        [9, 10, 13].includes(code) ||
        (code >= 0x20 && code <= 0xd7ff) ||
        (code >= 0xe000 && code <= 0xfffd) ||
        code >= 0x10000;
      return allowed ? character : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    })
    .join("");

describe("junit", () => {
  it("holds the schema of Jenkins and is never without a test", () => {
    for (const view of [hostileView, viewOf([]), viewOf([finding()])]) {
      const text = write(junit, view);
      expectJUnit(text);
      expect(text).not.toContain("]]>");
      expect(text).toContain("<testcase ");
    }
  });

  it("gives every text back, but for what XML does not allow", () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 20, maxLength: 60 }), (texts) => {
        const distinct = [...new Set(texts)];
        const text = write(junit, viewOf(distinct.map((one) => everywhere(one))));
        expectJUnit(text);
        const expected = distinct.map(inXml);
        expect(values(text, "//failure/@message")).toEqual(expected);
        expect(values(text, "//testcase[failure]/@classname")).toEqual(expected);
        expect(values(text, "//testcase[failure]/@name")).toEqual(expected.map((one) => `policy/${one}`));
      }),
      { numRuns: 25 },
    );
  });

  it("fails by errors and warnings, tells notes, skips what is excused and counts right", () => {
    const text = write(
      junit,
      viewOf(
        [
          finding(),
          finding({ severity: "warning", message: "second" }),
          finding({ severity: "warning", rule: "date/backwards" }),
          finding({ severity: "info", rule: "text/invisible" }),
        ],
        {
          excused: [{ diagnostic: finding({ rule: "plan/late-start" }), by: "config", reason: "known" }],
          dossiers: ["city", "town"],
        },
      ),
    );
    expectJUnit(text);
    expect(values(text, "//failure/@type")).toEqual(["error", "warning"]);
    expect(values(text, "/testsuites/@tests")).toEqual(["6"]);
    expect(values(text, "/testsuites/@failures")).toEqual(["2"]);
    expect(values(text, "//testsuite/@name")).toEqual(["city/plan.yaml", "town", "milcity"]);
    expect(values(text, "//testcase[skipped]/@name")).toEqual(["plan/late-start"]);
    expect(text).toContain("second");
  });
});

describe("github", () => {
  const annotations = (view: FindingsView) =>
    linesOf(write(github, view))
      .slice(0, -1)
      .map((line) => commandIn(line)!);
  const clean = (text: string) =>
    text
      .replace(/[^\r\n]+/g, forTerminal)
      .replace(/^(\s*):(?=:)/gm, "$1: ")
      .replace(/#(?=#(?:\[|[a-z]+\[))/gi, "# ");

  it("is read by the runner as it was meant", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [one, ...others] = annotations(viewOf([everywhere(text)]));
        expect(others).toEqual([]);
        expect(one?.data).toBe(clean(text));
        // The runner drops equals signs that lead a value, and blanks before the message.
        expect(one?.properties.get("file") ?? "").toBe(clean(text).replace(/^=+/, ""));
        expect(one?.properties.get("title")).toBe(clean(`policy/${text}`).replace(/[^\S\r\n]+$/, ""));
      }),
    );
    expect(write(github, viewOf([finding({ message: "50 %\nof a:b, c" })]))).toBe(
      "::error file=city/plan.yaml,line=42,endLine=42,col=11,endColumn=15,title=reference/unresolved::50 %25%0Aof a:b, c\n",
    );
  });

  it("gives columns of one line only", () => {
    const range = { start: { line: 1, column: 3 }, end: { line: 2, column: 1 } };
    expect([...annotations(viewOf([finding({ range })]))[0]!.properties.keys()]).toEqual([
      "file",
      "line",
      "endLine",
      "title",
    ]);
  });

  it("keeps to ten of each level, new and worst first, and counts the rest", () => {
    const many = severities.flatMap((severity) =>
      Array.from({ length: 15 }, (_, n) => finding({ severity, place: String(n), message: `${n}`, new: n === 14 })),
    );
    const found = annotations(viewOf(many.toReversed(), { dropped: 100 }));
    const count = (name: string) => found.filter((one) => one.name === name).length;
    expect([count("error"), count("warning"), count("notice")]).toEqual([10, 10, 10]);
    expect(found[0]?.data).toBe("14");
    expect(found.at(-1)?.data).toBe("116 more findings are in the job summary.");
    expect(annotations(viewOf(many.filter(({ place }) => Number(place) < 10)))).toHaveLength(30);
  });

  it("says that nothing was found", () => {
    expect(write(github, viewOf([]))).toBe("::notice::No finding in 1 dossier (7 documents)\n");
  });
});

/** The fields that GitLab reads, as its manual gives them: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const gitlabReport = new Ajv2020({ allErrors: true }).compile({
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: { type: "string" },
      check_name: { type: "string" },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        properties: {
          path: { type: "string", not: { pattern: "^\\./" } },
          lines: { type: "object", required: ["begin"], properties: { begin: { type: "integer", minimum: 1 } } },
        },
      },
    },
  },
});

describe("gitlab", () => {
  type Entry = { description: string; fingerprint: string; severity: string; location: { path: string } };
  const entries = (view: FindingsView) => JSON.parse(write(gitlab, view)) as Entry[];

  it("holds the published form and gives every text back", () => {
    expect(write(gitlab, viewOf([]))).toBe("[]\n");
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), (texts) => {
        const found = entries(viewOf(texts.map((text) => everywhere(text))));
        gitlabReport(found);
        expect(gitlabReport.errors ?? []).toEqual([]);
        expect(found.map(({ description }) => description)).toEqual(texts.map(wellFormed));
        expect(found.map(({ location }) => location.path)).toEqual(texts.map(wellFormed));
        expect(new Set(found.map((one) => one.fingerprint)).size).toBe(found.length);
      }),
    );
  });

  it("tells findings apart that are known by the same, and nothing by its line", () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    const [one, two] = entries(viewOf([finding(), finding({ severity: "warning" })]));
    expect(one?.fingerprint).not.toBe(two?.fingerprint);
    expect(entries(viewOf([finding({ range })]))[0]?.fingerprint).toBe(one?.fingerprint);
    expect([one?.severity, two?.severity]).toEqual(["major", "minor"]);
  });
});

const reader = new MarkdownIt({ html: true, linkify: true });
// GitHub makes a link of an address or a mail address, not of every word with a dot in it.
reader.linkify.set({ fuzzyLink: false });

/** Cells of the table by rows, their text as it is read; throws for anything but our own structure. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  const own = /^(?:heading|table|thead|tbody|tr|th|td|bullet_list|list_item|paragraph)_(?:open|close)$|^inline$/;
  for (const token of reader.parse(text, {})) {
    expect(token.type).toMatch(own);
    if (token.type === "tr_open") rows.push([]);
    for (const part of token.children ?? []) {
      expect(["text", "code_inline"]).toContain(part.type);
      if (part.type === "code_inline") expect(part.content).toMatch(/^[@#$]+$|^-$/);
      else expect(part.content).not.toMatch(/@|#\w|\$|\bGH-\d/i);
    }
    const row = rows.at(-1);
    if (token.type === "td_close" && row) row.push("");
    if (token.type === "inline" && row && row.length < 4)
      row.push((token.children ?? []).map(({ content }) => content).join(""));
    if (token.type === "td_close" && row) row.pop();
  }
  return rows.slice(1);
}

// It comes with no types of its own.
const linterAt: string = "markdownlint-cli2/markdownlint/promise";
const linter = (await import(/* @vite-ignore */ linterAt)) as {
  lint(options: object): Promise<Record<string, { ruleNames: string[]; lineNumber: number }[]>>;
};

describe("markdown", () => {
  async function complaints(text: string): Promise<string[]> {
    const config = { default: true, MD013: false, MD041: { level: 2 } };
    const { view = [] } = await linter.lint({ strings: { view: text }, config });
    return view.map(({ ruleNames, lineNumber }) => `${lineNumber}: ${ruleNames.join("/")}`);
  }

  it("satisfies markdownlint", async () => {
    for (const view of [hostileView, viewOf([]), viewOf([finding()], { dropped: 3 })])
      expect(await complaints(write(markdown, view))).toEqual([]);
    expect(await complaints("# a\n<b>x</b> https://example.org\n")).not.toEqual([]);
  });

  it("lets no text make a link, an image, a mention, markup or another row", () => {
    expect(cellsOf(write(markdown, hostileView))).toHaveLength(hostile.length);
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = cut(visible(text), 300).trim();
        const at = cut(visible(`${text}:42`), 300).trim();
        expect(cellsOf(write(markdown, viewOf([everywhere(text)])))).toEqual([["error", shown, shown, at]]);
      }),
      { numRuns: 500 },
    );
  });

  it("begins with the counts and ends with what was checked and what was not", () => {
    const view = viewOf([finding({ severity: "warning", message: "later" }), finding()], {
      checked: {
        files: 7,
        ignored: [{ file: "notes.txt", why: "no YAML" }],
        rulesRun: 90,
        rulesNotRun: [{ rule: "plan/not-two-years", why: "no membership" }],
        suppressed: 2,
      },
    });
    expect(write(markdown, view)).toBe(`## 1 error, 1 warning in 1 dossier (7 documents)

| Severity | Where | What is wrong | Files |
| --- | --- | --- | --- |
| error | actions › library-labs › lead | Nobody in this dossier has the id &#96;anna&#96;. | city/plan.yaml:42 |
| warning | actions › library-labs › lead | later | city/plan.yaml:42 |

- Checked 7 files against 90 rules as of June 30, 2026.
- 2 findings are excused by the workspace.
- Not checked: plan/not-two-years (no membership).
- Passed over: notes.txt (no YAML).
`);
    expect(write(markdown, viewOf([]))).toContain("## No finding in 1 dossier (7 documents)\n");
  });

  it("has 200 rows at most, worst first, within the size of a job summary, and counts the rest", () => {
    const wide = `${"e\u0301".repeat(200)}${"\u0301".repeat(5_000)}`;
    const view = viewOf(
      Array.from({ length: 300 }, (_, n) => everywhere(`${n} ${wide}`, n === 299 ? "error" : "warning")),
      { dropped: 5 },
    );
    const text = write(markdown, view);
    const rows = cellsOf(text);
    expect(rows[0]?.[0]).toBe("error");
    expect(rows.length).toBeLessThanOrEqual(200);
    expect(text).toContain(`${305 - rows.length} more findings`);
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
  });
});
