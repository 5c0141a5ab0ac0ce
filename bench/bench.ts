/**
 * Measures the built program beside others on generated dossiers: `npm run bench -- [--parts start,sizes,…] [--write]`. Each part can be
 * measured by itself; `--scale 0.01` makes all workspaces smaller, to try it. With `--write` the figures of all parts go into docs/performance.md.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { today } from "./corpus/frame.ts";
import { generate, generateJson, type Manifest } from "./generate.ts";
import { alternate, median, type Measured, type Program } from "./measure.ts";
import { isInstalled, peers } from "./peers.ts";
import { digits, measuredTable, table } from "./tables.ts";

const root = join(import.meta.dirname, "..");
const work = join(root, "bench/work");
const page = join(root, "docs/performance.md");
const kept = join(work, "kept");
const command = join(root, "bin/milcity.js");
const seed = 1;

const tell = (text: string) => process.stderr.write(`${text}\n`);

/** What a run is asked for, so that nothing hangs on the machine or on the run before. */
const milcity = (verb: string, folder: string, ...more: string[]) => [command, verb, folder, "--as-of", today, ...more];
const validate = (folder: string, ...more: string[]) => milcity("validate", folder, "--no-cache", ...more);
const one = ["--jobs", "1", "--format", "json"];

interface Place {
  yaml: string;
  manifest: Manifest;
}

const made = new Map<string, Place>();

/** A workspace as cities keep it, in a repository; `bad` percent of its dossiers have a fault. */
function workspace(dossiers: number, bad = 0): Place {
  const yaml = join(work, bad === 0 ? String(dossiers) : `${dossiers}-bad-${bad}`);
  const known = made.get(yaml) ?? { yaml, manifest: generate(yaml, { dossiers, bad, seed }) };
  if (!made.has(yaml)) execFileSync("git", ["init", "--quiet", yaml]);
  made.set(yaml, known);
  return known;
}

/** The same data as JSON. */
function asJson({ manifest }: Place): string {
  const json = join(work, `${manifest.dossiers}-json`);
  generateJson(json, manifest);
  return json;
}

function expect(seen: string, wanted: string): void {
  if (seen !== wanted) throw new Error(`There is ${wanted} to look at; a program looked at ${seen}.`);
}

/** A check has to have looked at everything that there is, and to have found what is wrong. */
function checked(name: string, { yaml, manifest }: Place, more: readonly string[] = one): Program {
  const { dossiers, files, faults } = manifest;
  return {
    name,
    node: validate(yaml, ...more, "--fail-on", "warning"),
    exit: faults.length > 0 ? 1 : 0,
    check: (stdout) => {
      const { summary: seen } = JSON.parse(stdout) as { summary: Record<string, number> };
      expect(`${seen["dossiers"]} dossiers`, `${dossiers} dossiers`);
      if (faults.length === 0) expect(`${seen["documents"]} documents`, `${files} documents`);
      const found = (seen["errors"] ?? 0) + (seen["warnings"] ?? 0);
      if (found < faults.length) throw new Error(`Of ${faults.length} faults, only ${found} were found.`);
    },
  };
}

const limitOn = (json: string, { manifest }: Place): Program => ({
  name: "limit: read and `JSON.parse` the same data",
  node: [join(root, "bench/peers/limit.cjs"), json],
  check: (stdout) => expect(stdout.trim(), String(manifest.files)),
});

const measure = (programs: Program[], rounds: number, warm = 0) => alternate(programs, { rounds, warm }, work, tell);

const about = (title: string, { manifest: { dossiers, files, bytes } }: Place, rounds: number) =>
  `### ${title}\n\n${dossiers.toLocaleString("en")} dossiers, ${files.toLocaleString("en")} files, ${digits(bytes / 1e6)} MB; ${rounds === 1 ? "1 round" : `${rounds} rounds`}.`;

interface Sizes {
  runs: number;
  starts: number;
  /** That many dossiers, or fewer where it is only tried. */
  of: (dossiers: number) => number;
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

function start({ starts }: Sizes): string {
  const { yaml } = workspace(1);
  const all: Program[] = [
    { name: "`node -e 0`", node: ["-e", "0"] },
    { name: "`milcity --version`", node: [command, "--version"] },
    { name: "`milcity --help`", node: [command, "--help"] },
    { name: "`milcity validate`, one dossier", node: validate(yaml) },
    // Under another setting of V8, which then refuses the compiled form.
    { name: "the same, without V8's compiled form", node: ["--no-flush-bytecode", ...validate(yaml)] },
    { name: "the same, known from the run before", node: milcity("validate", yaml), env: { XDG_CACHE_HOME: kept } },
    { name: "`milcity validate`, one word wrong", node: validate(brokenDossier()), exit: 1 },
    { name: "`milcity score`", node: milcity("score", yaml) },
    { name: "`milcity report`", node: milcity("report", yaml) },
  ];
  const measured = measure(all, starts, 1);
  return `### Start-up, ${starts} rounds\n\n${measuredTable(measured, { than: "`node -e 0`", unit: "ms" })}`;
}

function many({ runs, of }: Sizes): string {
  return [100, 1000]
    .map((size) => {
      const place = workspace(of(size));
      const straightforward: Program = {
        name: "straightforward: `yaml` and Ajv, no rules",
        node: [join(root, "bench/peers/straightforward.js"), place.yaml],
        check: (stdout) => expect(stdout.trim(), String(place.manifest.files)),
      };
      const programs = [
        limitOn(asJson(place), place),
        checked("`milcity validate`, one thread", place),
        ...(size === 100 ? [straightforward] : []),
        ...(size === 100 ? [{ name: "`milcity score`", node: milcity("score", place.yaml, "--format", "json") }] : []),
      ];
      const title = `Beside the limit, ${place.manifest.dossiers}`;
      return `${about(title, place, runs)}\n\n${measuredTable(measure(programs, runs), { than: "limit", unit: "s" })}`;
    })
    .join("\n\n");
}

/** How long one more dossier takes, from two sizes. */
function slopes(few: Measured[], more: Measured[], [from, to]: [number, number]): string {
  const of = (one: Measured | undefined, other: Measured | undefined, what: "seconds" | "cpu") =>
    ((median(other?.[what] ?? []) - median(one?.[what] ?? [])) / (to - from)) * 1000;
  const own = of(few[0], more[0], "cpu");
  const rows = few.map((one, i) => {
    const [ms, cpu] = [of(one, more[i], "seconds"), of(one, more[i], "cpu")];
    const times = [median(one.seconds), median(more[i]?.seconds ?? [])];
    return [
      one.name,
      ...times.map(digits),
      digits(ms),
      digits(cpu),
      digits(cpu / own),
      digits(median(more[i]?.peaks ?? [])),
    ];
  });
  const head = ["program", `s, ${from} dossiers`, `s, ${to}`, "ms for one more", "CPU ms", "× milcity", "peak MiB"];
  return table([head, ...rows]);
}

function others({ runs, of }: Sizes): string {
  const all = peers(work);
  const there = all.filter(isInstalled);
  const missing = all.filter((peer) => !isInstalled(peer)).map(({ name }) => name);
  const parts: string[] = [];
  const place = workspace(of(1000));
  const json = asJson(place);
  const fast = there.filter(({ isSlow }) => !isSlow);
  if (fast.length > 0) {
    const programs = fast.map(({ name, program }) => ({ name, ...program(place.yaml, json) }));
    const measured = measure([checked("`milcity validate`, one thread, all rules", place), ...programs], runs);
    parts.push(
      `${about("Beside quick ones", place, runs)}\n\n${measuredTable(measured, { than: "milcity", unit: "s" })}`,
    );
  }
  const slow = there.filter(({ isSlow }) => isSlow);
  if (slow.length > 0) {
    const sizes: [number, number] = [of(1000) < 1000 ? 1 : 10, of(1000) < 1000 ? 2 : 30];
    const [few = [], more = []] = sizes.map((size) => {
      const some = workspace(size);
      const data = asJson(some);
      const programs = slow.map(({ name, program }) => ({ name, ...program(some.yaml, data) }));
      return measure([checked("`milcity validate`, one thread, all rules", some), ...programs], 1);
    });
    parts.push(
      `### Beside slower ones\n\nThese would take minutes for 1,000 dossiers. What one dossier more takes is worked out from two smaller sizes, 1 round each.\n\n${slopes(few, more, sizes)}`,
    );
  }
  if (missing.length > 0)
    parts.push(
      `Not there, and not measured: ${missing.join(", ")}. \`npm run bench:peers\` installs the others; a native program is taken where one is on the path.`,
    );
  return parts.join("\n\n");
}

function faulty({ of }: Sizes): string {
  const clean = workspace(of(2000));
  const programs = [
    checked("`milcity validate`, without a fault", clean),
    checked("3 % of them with a fault", workspace(of(2000), 3)),
    checked("each with a fault", workspace(of(2000), 100)),
  ];
  const measured = measure(programs, 2);
  return `${about("Faults", clean, 2)}\n\n${measuredTable(measured, { than: "without", unit: "s" })}`;
}

function growth({ of }: Sizes): string {
  const large = workspace(of(10_000));
  const programs = [
    ...[1000, 10_000].map((size) =>
      checked(`${of(size).toLocaleString("en")} dossiers, one thread`, workspace(of(size))),
    ),
    checked(`${of(10_000).toLocaleString("en")} dossiers, two threads`, large, ["--jobs", "2", "--format", "json"]),
    checked("1 dossier", workspace(1)),
  ];
  const measured = measure(programs, 1);
  const [, alone, two] = measured;
  const times = alone && two ? digits(median(two.seconds) / median(alone.seconds)) : "–";
  return `${about("Growth and threads", large, 1)}\n\nTwo threads take ${times} times as long as one.\n\n${measuredTable(measured, { than: "first", unit: "s" })}`;
}

function cache({ runs, of }: Sizes): string {
  const place = workspace(of(10_000));
  const env = { XDG_CACHE_HOME: kept };
  const node = milcity("validate", place.yaml, ...one);
  const clear = () => rmSync(kept, { recursive: true, force: true });
  const { check } = checked("", place);
  const common = { node, env, ...(check && { check }) };
  const cold = measure([{ name: "nothing known, one thread", before: clear, ...common }], 1);
  const git: Program = {
    name: "`git status --porcelain -uall`",
    other: ["git", "status", "--porcelain", "-uall"],
    cwd: place.yaml,
  };
  // Files that have just been written are known by their contents only.
  const warm = measure([{ name: "all known, nothing has changed", ...common }, git], Math.max(3, runs), 1);
  const all = [...cold, ...warm];
  const ratio = (a: number, b: number) => digits(median(all[a]?.seconds ?? []) / median(all[b]?.seconds ?? []));
  return [
    about("What is known from the run before", place, Math.max(3, runs)),
    `With everything known a run takes ${ratio(1, 0)} times as long as with nothing known (1 round), and ${ratio(1, 2)} times as long as \`git status\`.`,
    measuredTable(all, { than: "nothing known", unit: "s" }),
  ].join("\n\n");
}

const parts = { start, sizes: many, peers: others, faulty, growth, cache };

function numberOf(name: string, text: string, most: number): number {
  const value = Number(text);
  if (value > 0 && value <= most) return value;
  throw new Error(`--${name} takes a number up to ${most}, not "${text}".`);
}

function machine(): string {
  const processor = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${processor}, ${memory}, ${platform()} ${release()}, Node ${process.version.slice(1)}; load at the start ${digits(loadavg()[0] ?? 0)}.`;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      parts: { type: "string", default: Object.keys(parts).join(",") },
      runs: { type: "string", default: "3" },
      starts: { type: "string", default: "25" },
      scale: { type: "string", default: "1" },
      write: { type: "boolean", default: false },
    },
  });
  if (!existsSync(join(root, "dist/milcity.cjs")))
    throw new Error("The program is not built yet: run `npm run build` first.");
  mkdirSync(work, { recursive: true });
  rmSync(kept, { recursive: true, force: true });
  const [runs, starts] = [
    Math.ceil(numberOf("runs", values.runs, 100)),
    Math.ceil(numberOf("starts", values.starts, 1000)),
  ];
  const scale = numberOf("scale", values.scale, 1);
  const sizes: Sizes = { runs, starts, of: (dossiers) => Math.max(2, Math.round(dossiers * scale)) };
  const asked = values.parts.split(",");
  const unknown = asked.find((part) => !Object.hasOwn(parts, part));
  if (unknown !== undefined)
    throw new Error(`There is no part "${unknown}". There are: ${Object.keys(parts).join(", ")}.`);
  const isWhole = asked.length === Object.keys(parts).length && scale === 1;
  if (values.write && !isWhole) throw new Error("--write is for all parts at their full size.");
  const said: string[] = [];
  const say = (part: string) => {
    said.push(part);
    console.log(`${part}\n`);
  };
  say(`Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}`);
  say(
    `To repeat it: \`npm run build && npm run bench:peers && npm run bench -- --runs ${runs} --starts ${starts} --write\`.`,
  );
  for (const part of asked) say(parts[part as keyof typeof parts](sizes));
  if (!values.write) return;
  const marks = /(?<=<!-- measured -->\n)[\s\S]*(?=\n<!-- end of what is measured -->)/;
  const before = readFileSync(page, "utf8");
  if (!marks.test(before)) throw new Error("docs/performance.md has lost the marks between which the figures stand.");
  writeFileSync(
    page,
    before.replace(marks, () => `\n${said.join("\n\n")}\n`),
  );
}

main();
