#!/usr/bin/env node
/**
 * Checks the dossiers of a checkout in GitHub Actions and GitLab CI: everything on a push, what a change brings on a pull or merge request.
 * Nothing of the checkout is run, and where there is a base, configuration, packs and baseline are those of the base (`validate --changed`).
 * Settings come from the environment, each `MILCITY_…` an option of the command:
 *
 *   WORKSPACE  the checkout; else that of the platform, else the working directory
 *   PATHS      dossiers or folders with dossiers, one a line; without them all of the checkout
 *   FAIL_ON, MAX_WARNINGS, BASELINE (true), AS_OF, LANGUAGE   as `validate` takes them
 *   REGRESSIONS   what `diff --fail-on` takes: never (the usual), error, regression, regression:KIND,…
 *   OUT        the folder of the results, which must not be there yet; else one in RUNNER_TEMP or the system's
 *   PROGRAM    the command; else the one beside this file
 *
 * Exit codes are those of milcity: 0 nothing to mend, 1 something to mend, 2 it could not do its work.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { changeIn, Refusal } from "./base.mjs";

/** GitHub refuses a summary of more than 1 MiB, and takes 65,536 characters for a comment, to which its poster adds some. */
const limits = { summary: 900_000, comment: 60_000, pages: 20 };

/** The start of a text that fits, cut after a whole line, with a last line that says so. */
export function cutTo(text, bytes, more) {
  if (Buffer.byteLength(text) <= bytes) return text;
  const note = `\n${more}\n`;
  const kept = Buffer.from(text).subarray(0, bytes - Buffer.byteLength(note));
  return `${kept.subarray(0, kept.lastIndexOf("\n") + 1).toString("utf8")}${note}`;
}

/** What the command may know: no token, and nothing that makes Node load code. */
function environment(env) {
  const kept = [
    "PATH",
    "HOME",
    "LANG",
    "TZ",
    "CI",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "SOURCE_DATE_EPOCH",
    "SYSTEMROOT",
    "TEMP",
    "TMPDIR",
  ];
  return Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** Scores in percent: the mean over every framework of every dossier that was looked at, and how it has moved. */
export function scoresIn({ diff, score }) {
  const pairs = diff
    ? diff.dossiers.flatMap(({ scores }) => scores)
    : score.dossiers.flatMap(({ frameworks }) => frameworks.map((one) => ({ before: null, after: one.score })));
  const mean = (numbers) =>
    numbers.length === 0 ? "" : (100 * (numbers.reduce((sum, one) => sum + one, 0) / numbers.length)).toFixed(1);
  const isKnown = (one) => typeof one === "number";
  const moved = pairs.filter(({ before, after }) => isKnown(before) && isKnown(after));
  const delta = diff && (mean(moved.map(({ before, after }) => after - before)) || "0.0");
  return {
    score: mean(pairs.map(({ after }) => after).filter(isKnown)),
    delta: (delta ?? "").replace(/^-(?=0\.0$)/, ""),
  };
}

class Check {
  constructor(env) {
    this.env = env;
    this.workspace = resolve(env.MILCITY_WORKSPACE || env.GITHUB_WORKSPACE || env.CI_PROJECT_DIR || ".");
    this.program = env.MILCITY_PROGRAM || fileURLToPath(new URL("../bin/milcity.js", import.meta.url));
    this.paths = (env.MILCITY_PATHS ?? "")
      .split("\n")
      .map((path) => path.trim())
      .filter(Boolean);
    // What is being written while the checkout is looked at must not lie in it.
    this.out = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), "milcity-report-"));
    this.exit = 0;
    this.notes = [];
  }

  file(name) {
    return join(this.out, name);
  }

  text(name) {
    return existsSync(this.file(name)) ? readFileSync(this.file(name), "utf8") : "";
  }

  json(name) {
    const text = this.text(name);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** Options that are set, in a form in which no value can be taken for an option. */
  options(...names) {
    return names.flatMap((name) => {
      const value = this.env[`MILCITY_${name.toUpperCase().replaceAll("-", "_")}`];
      return value ? [`--${name}=${value}`] : [];
    });
  }

  run(args, { isSilent = false } = {}) {
    const { status, error } = spawnSync(process.execPath, [this.program, ...args], {
      cwd: this.workspace,
      env: environment(this.env),
      stdio: ["ignore", isSilent ? "ignore" : "inherit", isSilent ? "ignore" : "inherit"],
    });
    if (error) throw error;
    return status ?? 2;
  }

  validate(base) {
    const reports = ["json", "sarif", "junit", "gitlab", "markdown"].map(
      (format) => `--report=${format}=${this.file(names[format])}`,
    );
    this.exit = this.run([
      "validate",
      ...(base === undefined ? [] : [`--changed=${base}`]),
      `--format=${this.env.GITHUB_ACTIONS ? "github" : "pretty"}`,
      ...reports,
      ...this.options("fail-on", "max-warnings", "as-of", "language"),
      ...(this.env.MILCITY_BASELINE === "true" ? ["--baseline"] : []),
      "--",
      ...this.paths,
    ]);
  }

  /** What the change means; failing only where the workflow asks for it. */
  diff(base) {
    const common = ["diff", ...this.options("as-of", "language")];
    const markdown = this.run([...common, "--format=markdown", `--output=${this.file(names.diffText)}`, "--", base]);
    const failing = this.env.MILCITY_REGRESSIONS ? [`--fail-on=${this.env.MILCITY_REGRESSIONS}`] : [];
    const json = this.run([...common, ...failing, "--format=json", `--output=${this.file(names.diff)}`, "--", base]);
    if (json === 1) this.notes.push(`The change takes back what was promised (\`${this.env.MILCITY_REGRESSIONS}\`).`);
    this.exit = Math.max(this.exit, markdown, json);
  }

  score() {
    const common = ["score", ...this.options("as-of", "language")];
    for (const [format, name] of [
      ["json", names.score],
      ["markdown", names.scoreText],
    ])
      this.exit = Math.max(
        this.exit,
        this.run([...common, `--format=${format}`, `--output=${this.file(name)}`, "--", ...this.paths]),
      );
  }

  /** The public report of each dossier that was looked at, for those who would rather read a page. */
  pages(dossiers) {
    mkdirSync(this.file("pages"));
    for (const [n, path] of dossiers.slice(0, limits.pages).entries()) {
      // A folder's name may hold anything; the number keeps two apart that are left with the same.
      const name = `${n + 1}-${
        path
          .replace(/[^A-Za-z0-9]+/g, "-")
          .replace(/^-|-$/g, "")
          .slice(0, 60) || "dossier"
      }.html`;
      this.run(["report", ...this.options("as-of"), `--output=${this.file(join("pages", name))}`, "--", path], {
        isSilent: true,
      });
    }
    const more = dossiers.length - limits.pages;
    if (more > 0)
      this.notes.push(`${more} more ${more === 1 ? "dossier has" : "dossiers have"} no page in the report.`);
  }
}

const names = {
  json: "findings.json",
  sarif: "findings.sarif",
  junit: "junit.xml",
  gitlab: "gl-code-quality.json",
  markdown: "findings.md",
  diff: "diff.json",
  diffText: "diff.md",
  score: "score.json",
  scoreText: "score.md",
};

/** Values for later steps. A delimiter that nobody can guess keeps what a value holds from being another one. */
function tell(env, values) {
  if (!env.GITHUB_OUTPUT) return;
  const end = `end-${randomBytes(16).toString("hex")}`;
  appendFileSync(
    env.GITHUB_OUTPUT,
    Object.entries(values)
      .map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`)
      .join(""),
  );
}

/** What the second workflow writes under the pull request. */
function comment(check, { number, head }, found) {
  const parts = [check.text(names.markdown), ...check.notes, check.text(names.diffText)];
  const isQuiet = found.summary.dossiers === 0 && found.diagnostics.length === 0 && check.exit === 0;
  const body = cutTo(parts.filter(Boolean).join("\n\n"), limits.comment, "The rest is in the summary of the check.");
  mkdirSync(check.file("comment"));
  writeFileSync(check.file("comment/comment.json"), JSON.stringify({ version: 1, number, head, isQuiet, body }));
}

function main(env) {
  const check = new Check(env);
  const change = changeIn(check.workspace, env);
  const wanted = env.MILCITY_OUT && resolve(check.workspace, env.MILCITY_OUT);
  if (wanted && existsSync(wanted)) throw new Refusal(`${wanted} is there already, and nothing is written over.`);
  check.validate(change.base);
  const found = check.json(names.json);
  if (found && check.exit < 2) {
    if (change.base === undefined) check.score();
    else check.diff(change.base);
    const { diff, score } = { diff: check.json(names.diff), score: check.json(names.score) };
    check.pages((diff ?? score)?.dossiers.map(({ path }) => path) ?? []);
    const summary = [
      check.text(names.markdown),
      ...check.notes,
      check.text(names.diffText),
      check.text(names.scoreText),
    ];
    writeFileSync(check.file("summary.md"), summary.filter(Boolean).join("\n\n"));
    if (change.pull) comment(check, change.pull, found);
    const { errors, warnings } = found.change?.new ?? found.summary;
    if (diff ?? score) tell(env, { ...scoresIn({ diff, score }), errors, warnings });
  } else {
    writeFileSync(
      check.file("summary.md"),
      "milcity could not do its work. The log of this step says why and what to do.\n",
    );
  }
  if (wanted) cpSync(check.out, wanted, { recursive: true, errorOnExist: true, force: false });
  const out = wanted || check.out;
  const sarif = existsSync(check.file(names.sarif)) ? join(out, names.sarif) : "";
  const said = existsSync(check.file("comment/comment.json")) ? join(out, "comment/comment.json") : "";
  tell(env, { report: out, sarif, comment: said, "is-fork": String(change.isFork) });
  if (env.GITHUB_STEP_SUMMARY)
    appendFileSync(
      env.GITHUB_STEP_SUMMARY,
      cutTo(
        check.text("summary.md"),
        limits.summary,
        "This summary is cut; the whole of it is in the artifact of the check.",
      ),
    );
  return check.exit;
}

if (
  process.argv[1] !== undefined &&
  import.meta.url.endsWith("/check.mjs") &&
  fileURLToPath(import.meta.url) === resolve(process.argv[1])
)
  try {
    process.exitCode = main(process.env);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A refusal quotes only hashes and paths of our own.
    process.stderr.write(process.env.GITHUB_ACTIONS ? `::error::${error.message}\n` : `milcity: ${error.message}\n`);
    process.exitCode = 2;
  }
