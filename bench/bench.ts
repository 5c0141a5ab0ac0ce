/**
 * Measures the built program beside others on generated dossiers: `npm run bench -- [--runs 3] [--starts 25] [--sizes 100,1000] [--write]`.
 * With `--write` the figures go into docs/performance.md.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { today } from "./corpus/frame.ts";
import { generate, generateJson, type Manifest } from "./generate.ts";
import { alternate, median, ratio, type Measured, type Program } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const work = join(root, "bench/work");
const page = join(root, "docs/performance.md");
const usageFile = join(work, "usage.json");
const command = join(root, "bin/milcity.js");
const seed = 1;

const tell = (text: string) => process.stderr.write(`${text}\n`);
const validate = (folder: string, ...more: string[]) => [command, "validate", folder, "--as-of", today, ...more];

/** A workspace as cities keep it, in a repository; `bad` percent of its dossiers have a fault. */
function workspace(dossiers: number, bad = 0): { yaml: string; manifest: Manifest } {
  const yaml = join(work, bad === 0 ? String(dossiers) : `${dossiers}-bad-${bad}`);
  const manifest = generate(yaml, { dossiers, bad, seed });
  execFileSync("git", ["init", "--quiet", yaml]);
  return { yaml, manifest };
}

/** The same data as JSON beside it. */
function prepare(dossiers: number): { yaml: string; json: string; manifest: Manifest } {
  const { yaml, manifest } = workspace(dossiers);
  const json = join(work, `${dossiers}-json`);
  generateJson(json, manifest);
  return { yaml, json, manifest };
}

/** `validate` over dossiers of which some have a fault, beside the same without. */
function faulty(dossiers: number, bad: number): Program {
  const { yaml, manifest } = workspace(dossiers, bad);
  return {
    name: `\`milcity validate\`, ${bad === 100 ? "each" : `${bad} % of them`} with a fault`,
    node: validate(yaml, "--format", "json", "--fail-on", "warning"),
    exit: manifest.faults.length > 0 ? 1 : 0,
    check: (stdout) => {
      const { summary: seen } = JSON.parse(stdout) as { summary: Record<string, number> };
      if ((seen["errors"] ?? 0) + (seen["warnings"] ?? 0) < manifest.faults.length)
        throw new Error(`Of ${manifest.faults.length} faults, only ${seen["errors"]} were found.`);
    },
  };
}

function expect(seen: string, wanted: string): void {
  if (seen !== wanted) throw new Error(`There is ${wanted} to look at; a program looked at ${seen}.`);
}

/** The programs that are measured on a workspace. Each has to have looked at everything that there is. */
function programs(yaml: string, json: string, { dossiers, files }: Manifest): Program[] {
  return [
    {
      name: "limit: read and `JSON.parse` the same data",
      node: [join(root, "bench/peers/limit.cjs"), json],
      check: (stdout) => expect(stdout.trim(), String(files)),
    },
    {
      name: "`milcity validate`, all rules",
      node: validate(yaml, "--format", "json"),
      check: (stdout) => {
        const { summary: seen } = JSON.parse(stdout) as { summary: Record<string, number> };
        const looked = { dossiers: seen["dossiers"], documents: seen["documents"], errors: seen["errors"] };
        expect(JSON.stringify(looked), JSON.stringify({ dossiers, documents: files, errors: 0 }));
      },
    },
    {
      name: "straightforward: `yaml` and Ajv, no rules",
      node: [join(root, "bench/peers/straightforward.js"), yaml],
      check: (stdout) => expect(stdout.trim(), String(files)),
    },
  ];
}

const line = (cells: string[]) => `| ${cells.join(" | ")} |`;

/** A table in Markdown, the way Prettier lays it out; all columns but the first hold numbers. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(3, ...rows.map((row) => row[i]?.length ?? 0)));
  const [head = [], ...body] = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
  );
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [head, rule, ...body].map(line).join("\n");
}

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const spread = (values: number[]) => `${digits(Math.min(...values))}–${digits(Math.max(...values))}`;

function startTable(measured: Measured[]): string {
  const rows = measured.map((one) => {
    const [ms, cpu] = [one.seconds, one.cpu].map((all) => all.map((value) => value * 1000)) as [number[], number[]];
    const floor = measured[0];
    const times = [ratio(one, floor, "seconds"), ratio(one, floor, "cpu")].map(digits);
    const last = [one.peaks, one.reads].map((all) => digits(median(all)));
    return [one.name, digits(median(ms)), spread(ms), digits(median(cpu)), ...times, ...last];
  });
  return table([["program", "ms", "spread", "CPU ms", "× `node -e 0`", "× CPU", "peak MiB", "read MB"], ...rows]);
}

function sizeTable(measured: Measured[], { dossiers, bytes }: Manifest): string {
  const rows = measured.map((one) => {
    const seconds = median(one.seconds);
    const times = [ratio(one, measured[0], "seconds"), ratio(one, measured[0], "cpu")].map(digits);
    const speeds = [dossiers / seconds, bytes / 1e6 / seconds].map(digits);
    return [
      one.name,
      digits(seconds),
      spread(one.seconds),
      digits(median(one.cpu)),
      ...times,
      ...speeds,
      digits(median(one.peaks)),
      digits(median(one.heaps)),
      digits(median(one.reads)),
    ];
  });
  const head = [
    "program",
    "s",
    "spread",
    "CPU s",
    "× limit",
    "× CPU",
    "dossiers/s",
    "MB/s",
    "peak MiB",
    "heap MiB",
    "read MB",
  ];
  return table([head, ...rows]);
}

function numbers(name: string, text: string): number[] {
  const all = text.split(",").map(Number);
  if (all.every((value) => Number.isInteger(value) && value >= 1 && value <= 10_000)) return all;
  throw new Error(`--${name} takes whole numbers from 1 to 10000, not "${text}".`);
}

function machine(): string {
  const processor = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${processor}, ${memory}, ${platform()} ${release()}, Node ${process.version.slice(1)}; load at the start ${digits(loadavg()[0] ?? 0)}.`;
}

/** The one dossier with a word that the format does not have. */
function brokenDossier(): string {
  const folder = join(work, "1-broken");
  generate(folder, { dossiers: 1, bad: 0, seed });
  execFileSync("git", ["init", "--quiet", folder]);
  const plan = join(folder, "cities/00001/plan.yaml");
  const text = readFileSync(plan, "utf8");
  const wrong = text.replace(/^( +status: )planned$/m, "$1plannned");
  if (wrong === text) throw new Error("There is no action to be broken.");
  writeFileSync(plan, wrong);
  return folder;
}

function measureStart(starts: number): string {
  const { yaml } = prepare(1);
  const of = (verb: string) => [command, verb, yaml, "--as-of", today];
  const broken = brokenDossier();
  const all: Program[] = [
    { name: "`node -e 0`", node: ["-e", "0"] },
    { name: "`milcity --version`", node: [command, "--version"] },
    { name: "`milcity --help`", node: [command, "--help"] },
    { name: "`milcity validate`, one dossier", node: validate(yaml) },
    // Under another setting of V8, which then refuses the compiled form.
    { name: "the same, without V8's compiled form", node: ["--no-flush-bytecode", ...validate(yaml)] },
    { name: "`milcity validate`, one word wrong", node: validate(broken), exit: 1 },
    { name: "`milcity score`", node: of("score") },
    { name: "`milcity report`", node: of("report") },
  ];
  return startTable(alternate(all, { rounds: starts, warm: 1 }, usageFile, tell));
}

function measureSize(dossiers: number, runs: number): string {
  const { yaml, json, manifest } = prepare(dossiers);
  // What was just written is in the system's cache: no round has to warm it.
  const all = [...programs(yaml, json, manifest), faulty(dossiers, 3), faulty(dossiers, 100)];
  const measured = alternate(all, { rounds: runs, warm: 0 }, usageFile, tell);
  const about = `### ${dossiers.toLocaleString("en")} dossiers, ${manifest.files.toLocaleString("en")} files, ${digits(manifest.bytes / 1e6)} MB`;
  return `${about}\n\n${sizeTable(measured, manifest)}`;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "3" },
      starts: { type: "string", default: "25" },
      sizes: { type: "string", default: "100,1000" },
      write: { type: "boolean", default: false },
    },
  });
  if (!existsSync(join(root, "dist/milcity.cjs")))
    throw new Error("The program is not built yet: run `npm run build` first.");
  mkdirSync(work, { recursive: true });
  const [[runs = 3], [starts = 25], sizes] = [
    numbers("runs", values.runs),
    numbers("starts", values.starts),
    numbers("sizes", values.sizes),
  ];
  const parts: string[] = [];
  const say = (part: string) => {
    parts.push(part);
    console.log(`${part}\n`);
  };
  say(`Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}`);
  say(
    `To repeat it: \`npm run build && npm run bench -- --runs ${runs} --starts ${starts} --sizes ${sizes.join(",")} --write\`.`,
  );
  say(`### Start-up, ${starts} rounds\n\n${measureStart(starts)}`);
  for (const size of sizes) say(measureSize(size, runs));
  if (!values.write) return;
  const marks = /(?<=<!-- measured -->\n)[\s\S]*(?=\n<!-- end of what is measured -->)/;
  const before = readFileSync(page, "utf8");
  if (!marks.test(before)) throw new Error("docs/performance.md has lost the marks between which the figures stand.");
  writeFileSync(
    page,
    before.replace(marks, () => `\n${parts.join("\n\n")}\n`),
  );
}

main();
