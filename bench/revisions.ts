/**
 * Measures what is asked of revisions, in a repository that git's fast-import makes: `tsx bench/revisions.ts [--dossiers 2000]
 * [--commits 500] [--runs 5]`. Needs the built program. Prints ratios.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { today } from "./corpus/frame.ts";
import { texts } from "./generate.ts";
import { alternate, median, ratios, type Program } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const work = join(root, "bench/work");
const command = join(root, "bin/milcity.js");
const tags = 20;

interface Made {
  folder: string;
  dossier: string;
}

/** A repository with a dossier in each of so many folders, whose commits change one dossier each; the last tags change the first one. */
async function make(dossiers: number, commits: number): Promise<Made> {
  const folder = join(work, "revisions");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", folder]);
  const files = Array.from({ length: dossiers }, (_, number) => [
    ...texts({ dossiers, bad: 0, seed: 1 }, number).files,
  ]);
  const importer = spawn("git", ["fast-import", "--quiet"], { cwd: folder, stdio: ["pipe", "inherit", "inherit"] });
  const write = (text: string) =>
    new Promise<void>((done) => (importer.stdin.write(text) ? done() : importer.stdin.once("drain", () => done())));
  const blob = (path: string, text: string) => `M 644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  const start = Date.parse("2025-01-01T00:00:00Z") / 1000;
  for (let n = 0; n < commits; n++) {
    await write(`commit refs/heads/main\ncommitter a <a@city.example> ${start + n * 80_000} +0000\ndata 1\nx\n`);
    const tagged = commits - n <= tags;
    const changed = n === 0 ? files.flat() : [files[tagged ? 0 : n % dossiers]?.[0] ?? ["x", ""]];
    for (const [path, text] of changed) await write(blob(path, n === 0 ? text : `${text}# ${n}\n`));
    if (tagged) await write(`reset refs/tags/v${n}\nfrom refs/heads/main\n\n`);
  }
  importer.stdin.end();
  await new Promise((done) => importer.on("close", done));
  execFileSync("git", ["reset", "--quiet", "--hard", "main"], { cwd: folder });
  return { folder, dossier: join(folder, "cities/00001") };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dossiers: { type: "string", default: "2000" },
      commits: { type: "string", default: "500" },
      runs: { type: "string", default: "5" },
    },
  });
  const { folder, dossier } = await make(Number(values.dossiers), Number(values.commits));
  const plan = join(dossier, "milcity.yaml");
  const day = ["--as-of", today];
  const validate = (name: string, ...more: string[]): Program => ({
    name,
    node: [command, "validate", ...more, ...day, "--format", "json"],
    check(stdout) {
      const { summary } = JSON.parse(stdout) as { summary: { dossiers: number } };
      if (summary.dossiers !== 1) throw new Error(`${name} looked at ${summary.dossiers} dossiers.`);
    },
  });
  const diff = (name: string, ...more: string[]): Program => ({
    name,
    node: [command, "diff", "-C", folder, ...more, ...day, "--format", "json"],
    check(stdout) {
      const { dossiers } = JSON.parse(stdout) as { dossiers: unknown[] };
      if (dossiers.length !== 1) throw new Error(`${name} compared ${dossiers.length} dossiers.`);
    },
  });
  const measured = (programs: Program[]) =>
    alternate(programs, { rounds: Number(values.runs), warm: 1 }, work, () => undefined);
  const told = (programs: Program[], than: string) => {
    const all = measured(programs);
    for (const one of all) {
      const times = `${median(one.seconds).toFixed(2)} s, ${Math.round(median(one.peaks))} MiB`;
      console.log(`${one.name}: ${times}, ${median(ratios(one, all[0], "seconds")).toFixed(2)} ${than}`);
    }
  };
  const at = ["-C", folder];
  const text = readFileSync(plan, "utf8");
  writeFileSync(plan, `${text}x-code: 010\n`);
  told(
    [
      validate("validate one dossier", dossier),
      validate("validate --changed, work tree against HEAD", ...at, "--changed"),
      validate("validate --changed main, work tree", ...at, "--changed", "main"),
      validate("validate --changed of two commits", ...at, "--changed", "main~1..main"),
      validate("validate --changed of two commits, one dossier named", dossier, "--changed", "main~1..main"),
      diff("diff, work tree against HEAD"),
      diff("diff of two commits", "main~1..main"),
    ],
    "of one dossier",
  );
  writeFileSync(plan, text);
  told(
    [
      { name: "score one dossier", node: [command, "score", dossier, ...day] },
      { name: `score --history over ${tags} tags`, node: [command, "score", dossier, "--history", ...day] },
    ],
    "of one score",
  );
}

await main();
