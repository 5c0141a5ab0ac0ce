import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { limits } from "../src/read/limits.ts";
import { manifest } from "./hostile/manifest.ts";

/** What `docs/safety.md` says is so: each limit has the number that the program has, and each test that is named is there. */
const root = fileURLToPath(new URL("..", import.meta.url));
const text = (file: string) => readFileSync(join(root, file), "utf8");
const page = text("docs/safety.md");

/** The numbers that a source writes, `_` and all. */
function numbers(file: string, pattern: RegExp): number[] {
  const found = pattern.exec(text(file));
  if (!found) throw new Error(`${file} lacks ${pattern}`);
  return found.slice(1).map((number) => Number(number.replaceAll("_", "")));
}

const units: Record<string, number> = {
  KB: 1_024,
  MiB: 1_048_576,
  MB: 1_048_576,
  GiB: 1_073_741_824,
  "million bytes": 1_000_000,
  second: 1_000,
  seconds: 1_000,
  s: 1_000,
};

/** The numbers that a cell says, in bytes and milliseconds. One unit may stand behind several numbers. */
function said(cell: string): number[] {
  const found: number[] = [];
  let unit = 1;
  for (const [, number = "", name = ""] of [
    ...cell.matchAll(/([0-9][0-9,]*)(?: (KB|MiB|MB|GiB|million bytes|seconds?|s)\b)?/g),
  ].toReversed()) {
    unit = units[name] ?? (name === "" && /^[0-9]+$/.test(number) && Number(number) < 1_000 ? unit : 1);
    found.unshift(Number(number.replaceAll(",", "")) * unit);
  }
  return found;
}

/** Limits that stand beside what they bound, by the first column of the page. */
const held: Record<string, number[]> = {
  "bytes of a document": [limits.bytes],
  "lines of a document, characters of a line": [limits.lines, limits.lineLength],
  "parts, values, keys of one group": [limits.tokens, limits.nodes, limits.keysPerMapping],
  "characters of a value, of a key": [limits.scalar, limits.key],
  "levels of nesting": [limits.depth],
  "anchors, aliases, tags, directives, documents": [1],
  "findings of reading in one file": [limits.problemsPerFile],
  "findings of one run that are kept": numbers("src/corridor/findings.ts", /keptFindings = ([0-9_]+)/),
  "results in SARIF": numbers("src/render/diagnostics/sarif.ts", /const most = ([0-9_]+)/),
  "documents of a dossier, files and folders in it": [limits.filesPerDossier, limits.entries],
  "folders inside one another": [limits.folderDepth],
  "bytes of a dossier's documents, of a run": [limits.dossierBytes, limits.workspaceBytes],
  "evidence whose checksum is looked at": [limits.evidenceBytes],
  "an expression of a workspace": numbers("src/cel/limits.ts", /source: ([0-9_]+), depth: ([0-9_]+)/),
  "a criterion, a policy over one thing": numbers("src/cel/allowance.ts", /once: ([0-9_]+)/),
  "a policy, over all things of a dossier": [
    ...numbers("src/cel/allowance.ts", /each: ([0-9_]+)/),
    ...numbers("src/check/policies.ts", /const budget = ([0-9_]+)/),
  ],
  "all expressions of a workspace over a dossier": [
    ...numbers("src/cel/allowance.ts", /all: ([0-9_]+)/),
    ...numbers("src/cel/allowance.ts", /const ofDossier = ([0-9_]+)/),
  ],
  "a pattern of `ignore` or `dossiers`": numbers("src/read/config.ts", /glob\.length > ([0-9_]+)/),
  "what `--fix` reads again": numbers("src/edit/fix.ts", /mostRead = ([0-9_]+)/),
  "an archive that is verified, and what it holds": numbers(
    "src/read/bundle.ts",
    /archive: ([0-9_]+)[^}]*all: ([0-9_]+)/,
  ),
  "evidence in an archive that is made": numbers("src/corridor/bundle.ts", /mostEvidence = ([0-9_]+)/),
  "a template of one's own, all of them": numbers("src/read/templates.ts", /bytes: ([0-9_]+), files: ([0-9_]+)/),
  "what a template of one's own comes to": numbers("src/render/report/own/parse.ts", /output: ([0-9_]+)/),
  "a repository's first answer, each further one": [
    ...numbers("src/git/ask.ts", /const soon = ([0-9_]+)/),
    ...numbers("src/git/ask.ts", /timeout: ([0-9_]+)/),
    ...numbers("src/git/ask.ts", /maxBuffer: ([0-9_]+)/),
  ],
  "a repository's own configuration": numbers("src/git/unfit.ts", /mostConfig = ([0-9_]+)/),
};

describe("the page about safety", () => {
  const rows = new Map(
    [...page.matchAll(/^\| (.+?) +\| +(.+?) \| .+ \|$/gm)].map(([, limit = "", number = ""]): [string, string] => [
      limit,
      number,
    ]),
  );

  it.each(Object.entries(held))("says how much is allowed: %s", (limit, expected) => {
    expect(said(rows.get(limit) ?? "nothing")).toEqual(expected);
  });

  it("names no limit that nothing holds", () => {
    const table = page.slice(page.indexOf("## Limits"), page.indexOf("## Threats"));
    const named = [...table.matchAll(/^\| (.+?) +\|/gm)].map(([, limit = ""]) => limit).slice(2);
    expect(named).toEqual(Object.keys(held));
  });

  const threats = page.slice(page.indexOf("## Threats"), page.indexOf("## Two readers"));

  it("names groups of cases and tests that there are", () => {
    const names = manifest.map(({ name }) => name);
    const groups = [...threats.matchAll(/`([a-z0-9-]+)\*`/g)].map(([, group = ""]) => group);
    expect(groups.filter((group) => !names.some((name) => name.startsWith(group)))).toEqual([]);
    for (const [, file = "", title] of threats.matchAll(/`(test\/[a-z-]+\.test\.ts)`(?:: "([^"]+)")?/g)) {
      expect(existsSync(join(root, file)), file).toBe(true);
      if (title !== undefined) expect(text(file)).toContain(title);
    }
  });

  it("says of every threat what holds it", () => {
    const told = [...threats.matchAll(/^\| ([YVHPOGNF][0-9, A-Z]*) +\| .+? \| (.+) \|$/gm)];
    const rows = told.flatMap(([, row = ""]) => row.trim().split(", "));
    const counts = { Y: 22, V: 14, H: 15, P: 12, O: 12, G: 10, N: 9, F: 12 };
    expect(rows).toEqual(
      Object.entries(counts).flatMap(([letter, count]) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`)),
    );
    const unheld = told.filter(([, , held = ""]) => !held.includes("`") && !held.includes("the tool writes none"));
    expect(unheld).toEqual([]);
  });

  it("names every group of cases", () => {
    const named = new Set([...threats.matchAll(/`([a-z0-9]+)-[a-z0-9-]*\*`/g)].map(([, group]) => group));
    const groups = new Set(manifest.map(({ name }) => name.slice(0, name.indexOf("-"))));
    expect(named).toEqual(groups);
  });
});
