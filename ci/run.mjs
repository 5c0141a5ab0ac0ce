/** One check: which change, the command on it, and what is left for people, for later steps and for the comment. `check.mjs` says what is set. */
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { changeIn, Refusal } from "./base.mjs";

/** GitHub refuses a summary of more than 1 MiB, and takes 65,536 characters for a comment, to which its poster adds some. */
const limits = { summary: 900_000, comment: 60_000, pages: 20, rows: 500 };

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

/** Anything as text in a cell: every sign that could act is written as its number. */
const cell = (text) => text.slice(0, 200).replace(/[^\p{L}\p{N}\p{M} ./_-]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** The scores of all dossiers, for the summary of a push. */
export function scoreTable({ dossiers }) {
  const rows = dossiers.flatMap(({ path, frameworks }) =>
    frameworks.map(({ id, score }) => {
      const share = typeof score === "number" ? `${(100 * score).toFixed(1)} %` : "–";
      return `| ${cell(path)} | ${cell(id)} | ${share} |\n`;
    }),
  );
  const more = rows.length - limits.rows;
  return [
    "## Scores\n\n| Dossier | Framework | Score |\n| --- | --- | --- |\n",
    ...rows.slice(0, limits.rows),
    ...(more > 0 ? [`\n${more} more ${more === 1 ? "score is" : "scores are"} in score.json.\n`] : []),
  ].join("");
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
    const options = this.options("as-of", "language");
    const file = this.file(names.score);
    this.exit = Math.max(
      this.exit,
      this.run(["score", ...options, "--format=json", `--output=${file}`, "--", ...this.paths]),
    );
    const score = this.json(names.score);
    if (score) writeFileSync(this.file(names.scoreText), scoreTable(score));
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

/** The exit code. Throws `Refusal`. */
export function main(env) {
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
