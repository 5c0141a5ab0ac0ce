import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plan, sound } from "../hostile/case.ts";

/** A command line whose file operations fail one after the other. */
export interface Tortured {
  name: string;
  /** Run in the folder of the workspace; `out` beside it may be written to. */
  args: readonly string[];
  stdin?: string;
  /** Whether the workspace is a repository: git is started then, which takes its time. */
  git?: true;
  /** Where files cannot be compared or listed, it looks at more than it need, and says nothing of it. */
  cautious?: true;
  /** Whether a dossier has a fault that `--fix` mends. */
  faulty?: true;
  /** The command line of a run before, in which nothing fails. */
  first?: readonly string[];
  /** Whether what is found is kept from run to run, in `kept` beside the workspace. */
  keeps?: true;
}

const day = ["--as-of", "2026-11-30"];
// A report is in the language of its dossier, and so is what is said beside it.
const english = ["--language", "en"];
const submitted = ["submit", "dossiers/a", "--to", "iaec", ...day];
const frozen = ["report", "freeze", "report-1", "dossiers/a", ...english];
const kept = ["validate", ".", ...day, "--format", "json"];

/** Each command that reads or writes files. One that is added to the program is added here. */
export const commands: readonly Tortured[] = [
  { name: "validate", args: ["validate", ".", ...day, "--format", "json"] },
  { name: "validate-below", args: ["validate", "dossiers", ...day] },
  { name: "validate-file", args: ["validate", "dossiers/a/plan.yaml", ...day] },
  {
    name: "validate-reports",
    args: ["validate", ".", ...day, "--report", "sarif=../out/a.sarif", "--report", "json=../out/new/b.json"],
  },
  { name: "validate-output", args: ["validate", ".", ...day, "--format", "sarif", "-o", "../out/a.sarif"] },
  { name: "validate-baseline", args: ["validate", ".", ...day, "--baseline", "--format", "json"] },
  { name: "update-baseline", args: ["validate", ".", ...day, "--update-baseline"] },
  { name: "fix", args: ["validate", ".", ...day, "--fix", "--format", "json"], faulty: true },
  { name: "fix-dry-run", args: ["validate", ".", ...day, "--fix-dry-run"], faulty: true },
  {
    name: "stdin",
    args: ["validate", "--stdin", "--stdin-filename", "dossiers/a/plan.yaml", ...day, "--format", "json"],
    stdin: "kind: plan\nversion: 1\n",
  },
  { name: "print-config", cautious: true, args: ["validate", ".", "--print-config"] },
  { name: "changed", cautious: true, args: ["validate", "--changed", ...day, "--format", "json"], git: true },
  { name: "changed-base", cautious: true, args: ["validate", "--changed", "HEAD~1", ...day], git: true },
  { name: "score", args: ["score", "dossiers/a", ...day, "--format", "json"] },
  { name: "score-output", args: ["score", "dossiers/a", ...day, "-o", "../out/score.txt"] },
  { name: "history", args: ["score", "dossiers/a", "--history", "--format", "json"], git: true },
  { name: "report", args: ["report", "dossiers/a", ...day, ...english, "-o", "../out/report.html"] },
  { name: "report-markdown", args: ["report", "dossiers/a", ...day, ...english, "--format", "markdown"] },
  {
    name: "report-own",
    args: [
      "report",
      "dossiers/a",
      ...day,
      ...english,
      "--templates",
      "templates",
      "--template",
      "council",
      "--format",
      "markdown",
    ],
  },
  {
    name: "report-docx",
    args: ["report", "dossiers/a", ...day, ...english, "--format", "docx", "-o", "../out/report.docx"],
  },
  { name: "freeze", args: [...frozen, ...day, "--format", "json"], git: true },
  {
    name: "freeze-again",
    args: [...frozen, ...day, "--again", "-o", "../out/freeze.txt"],
    git: true,
    first: [...frozen, "--as-of", "2026-11-01"],
  },
  {
    name: "verify",
    args: ["report", "verify", "report-1", "dossiers/a", ...english],
    git: true,
    first: [...frozen, ...day],
  },
  { name: "diff", args: ["diff", "HEAD~1", "HEAD", ...day, "--format", "json"], git: true },
  { name: "diff-disk", cautious: true, args: ["diff", ...day, "--format", "json"], git: true },
  { name: "submit", args: [...submitted, "-o", "../out/bundle.zip", "--yes"] },
  { name: "submit-dry-run", args: [...submitted, "--dry-run"] },
  {
    name: "submit-verify",
    args: ["submit", "--verify", "../bundle.zip", "--format", "json"],
    first: [...submitted, "-o", "../bundle.zip", "--yes"],
  },
  {
    name: "merge",
    args: ["merge", "../base.yaml", "dossiers/a/plan.yaml", "../theirs.yaml", "-o", "../out/plan.yaml"],
  },
  {
    name: "init",
    args: ["init", "../out/new", "--name", "Vila", "--country", "PT", "--language", "pt", "--yes", ...day],
  },
  { name: "schema-install", args: ["schema", "--install", "vscode"] },
  { name: "schema-output", args: ["schema", "plan", "-o", "../out/plan.schema.json"] },
  { name: "list", args: ["list", "items", "--format", "json"] },
  { name: "explain", args: ["explain", "mil-01"] },
  { name: "keep", args: kept, keeps: true },
  { name: "keep-known", args: kept, keeps: true, first: kept },
  { name: "cache-clear", args: ["cache", "clear"], keeps: true, first: kept },
];

const report = `kind: report
version: 1
id: report-1
plan: plan-1
period: { start: 2026-01-01, end: 2026-06-30 }
date: 2026-07-15
author: ana
status: approved
actions:
  - { action: labs, status: in-progress, progress: 20 }
`;

/** Writes the workspace that a command is run in: two dossiers with a configuration, a pack, a template and a baseline. */
export function workspaceAt(folder: string, { git, faulty }: Tortured): void {
  const ws = join(folder, "ws");
  mkdirSync(join(ws, "dossiers"), { recursive: true });
  mkdirSync(join(folder, "out"));
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(sound))
    for (const one of ["a", "b"]) write(`ws/dossiers/${one}/${path}`, text);
  write("ws/milcity.config.yaml", "version: 1\n");
  write("ws/.milcity-baseline.yaml", "[]\n");
  write("ws/dossiers/a/report-1.yaml", report);
  write("ws/templates/council.md.hbs", "{{show cover.city}}\n");
  for (const old of ["a.sarif", "score.txt", "report.html", "report.docx", "plan.yaml"]) write(`out/${old}`, "old\n");
  write("base.yaml", plan);
  write("theirs.yaml", plan.replace("title: Plan", "title: Another"));
  if (faulty) write("ws/dossiers/a/plan.yaml", plan.replace("\nstatus:", "\nstatsu:"));
  if (!git) return;
  const env = { PATH: process.env["PATH"] ?? "", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const run = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd: ws,
      env,
      stdio: "pipe",
    });
  run("init", "--quiet");
  run("add", "--all");
  run("commit", "--quiet", "--message", "One");
  write("ws/dossiers/a/plan.yaml", plan.replace("title: Plan", "title: Other"));
  run("commit", "--quiet", "--all", "--message", "Two");
  write("ws/dossiers/b/note.yaml", "kind: plan\n");
}
