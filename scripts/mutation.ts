/**
 * Tries whether the tests would notice: Stryker changes one thing in a source, a mutant, and some test has to fail of it.
 *
 *     npm run mutation                       every group
 *     npm run mutation -- money score        these groups
 *     npm run mutation -- src/read/find.ts   these sources, with the tests of their group
 *
 * Stryker stands in `scripts/mutation`, apart from what building and testing need, and is installed there when it is first used. Ends
 * with 1 where a group is below its aim. What survives is listed; the whole report is in `coverage/mutation`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const home = join(root, "scripts/mutation");
const reports = join(root, "coverage/mutation");
const stryker = join(home, "node_modules/@stryker-mutator/core/bin/stryker.js");

/** Percent of a group's mutants that its tests have to notice. */
const aim = 90;

interface Group {
  sources: string[];
  tests: string[];
}

const groups: Record<string, Group> = {
  money: {
    sources: ["src/read/money.ts", "src/facts/money.ts", "src/check/money.ts", "src/report/money.ts"],
    tests: ["test/money.test.ts"],
  },
  score: {
    sources: [
      "src/score/criteria.ts",
      "src/score/score.ts",
      "src/score/texts.ts",
      "src/cel/outcome.ts",
      "src/cel/shown.ts",
      "src/cel/functions.ts",
    ],
    tests: ["test/score-cards.test.ts", "test/cel-functions.test.ts"],
  },
  paths: {
    sources: ["src/read/files.ts", "src/read/find.ts", "src/read/pointer.ts"],
    tests: ["test/read-files.test.ts"],
  },
  texts: {
    sources: [
      "src/render/terminal.ts",
      "src/render/graphemes.ts",
      "src/render/inert-markdown.ts",
      "src/render/mask.ts",
      "src/render/json.ts",
      "src/render/report/escape-markdown.ts",
      "src/render/report/visible.ts",
      "src/render/report/cut.ts",
    ],
    tests: ["test/render-texts.test.ts"],
  },
  findings: {
    sources: ["github", "gitlab", "junit", "sarif", "compact", "ndjson"].map(
      (format) => `src/render/diagnostics/${format}.ts`,
    ),
    tests: ["test/render-findings.test.ts"],
  },
  files: {
    sources: ["src/cli/files.ts"],
    tests: ["test/cli-files.test.ts"],
  },
  plain: {
    sources: [
      "src/read/plain.ts",
      ...["blocks", "names", "reader", "scalars"].map((part) => `src/read/plain/${part}.ts`),
    ],
    tests: ["test/read-plain.test.ts", "test/read-limits.test.ts"],
  },
  gates: {
    sources: ["decode", "parse", "values", "unique", "limits"].map((part) => `src/read/${part}.ts`),
    tests: ["test/read-texts.test.ts", "test/read-limits.test.ts"],
  },
};

/** Of Stryker's report. */
interface Mutant {
  mutatorName: string;
  replacement?: string;
  status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "RuntimeError" | "CompileError" | "Ignored";
  statusReason?: string;
  location: { start: { line: number; column: number }; end: { line: number; column: number } };
}

interface Report {
  files: Record<string, { source: string; mutants: Mutant[] }>;
}

function install(): void {
  if (existsSync(stryker)) return;
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: home, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** Of a checkout, what neither the sources nor the tests of a group read. */
const beside = [
  "/coverage",
  "/dist",
  "/bench",
  "/docs/rules",
  "/docs/decisions",
  "/ci",
  "/bin",
  "/.github",
  "/test/golden",
  "/test/corpus",
];

function run(name: string, { sources, tests }: Group): Report {
  mkdirSync(reports, { recursive: true });
  const [settings, report] = [join(reports, `${name}.settings.json`), join(reports, `${name}.json`)];
  const options = {
    testRunner: "milcity",
    plugins: [join(home, "runner.mjs")],
    milcity: { tests },
    mutate: sources,
    concurrency: 1,
    coverageAnalysis: "perTest",
    timeoutMS: 5_000,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: report },
    tempDirName: `coverage/mutation/tmp/${name}`,
    ignorePatterns: beside,
    // The types are checked elsewhere.
    disableTypeChecks: false,
    tsconfigFile: "none",
    allowConsoleColors: false,
  };
  writeFileSync(settings, JSON.stringify(options));
  const { status } = spawnSync(process.execPath, [stryker, "run", settings], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  return JSON.parse(readFileSync(report, "utf8")) as Report;
}

const isNoticed = ({ status }: Mutant) => status === "Killed" || status === "Timeout";
const counts = ({ status }: Mutant) => status !== "Ignored" && status !== "CompileError" && status !== "RuntimeError";

function score(mutants: Mutant[]): number {
  const counted = mutants.filter(counts);
  return counted.length === 0 ? 100 : (100 * counted.filter(isNoticed).length) / counted.length;
}

function line(name: string, mutants: Mutant[]): string {
  const counted = mutants.filter(counts);
  const noticed = counted.filter(isNoticed).length;
  const left = mutants.filter(({ status }) => status === "Ignored").length;
  const apart = left > 0 ? `, ${left} equivalent` : "";
  return `${name}: ${counted.length} mutants, ${noticed} noticed, ${score(mutants).toFixed(1)} %${apart}\n`;
}

function survivor(
  file: string,
  source: string,
  { location: { start, end }, mutatorName, replacement }: Mutant,
): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const was = lines
    .map((text, n) => text.slice(n === 0 ? start.column - 1 : 0, n === last ? end.column - 1 : undefined).trim())
    .join(" ");
  const short = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);
  return `  ${file}:${start.line}:${start.column} ${mutatorName}: ${short(was)} → ${short(replacement ?? "")}\n`;
}

function chosen(asked: string[]): [string, Group][] {
  const all = Object.entries(groups);
  if (asked.length === 0) return all;
  const files = asked.map((one) => relative(root, one).replaceAll("\\", "/"));
  const found = all.flatMap(([name, group]): [string, Group][] => {
    if (asked.includes(name)) return [[name, group]];
    const sources = group.sources.filter((file) => files.includes(file));
    return sources.length > 0 ? [[name, { ...group, sources }]] : [];
  });
  const known = new Set(all.flatMap(([name, { sources }]) => [name, ...sources]));
  const unknown = asked.filter((one, n) => !known.has(one) && !known.has(files[n] ?? ""));
  if (unknown.length > 0)
    throw new Error(`No group and no source of one: ${unknown.join(", ")}. Groups: ${Object.keys(groups).join(", ")}.`);
  return found;
}

const asked = chosen(process.argv.slice(2));
install();
let isBelow = false;
const told: string[] = [];
for (const [name, group] of asked) {
  const { files } = run(name, group);
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  isBelow ||= score(mutants) < aim;
  told.push(`\n${line(name, mutants)}`);
  for (const [file, { source, mutants: own }] of Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    told.push(line(file, own));
    told.push(...own.filter((one) => counts(one) && !isNoticed(one)).map((one) => survivor(file, source, one)));
  }
}
process.stdout.write(told.join(""));
process.exitCode = isBelow ? 1 : 0;
