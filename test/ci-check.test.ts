/** The steps that look at a change, run as their platforms run them: on real repositories, with the events of a push, of a pull request and of a fork's. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { actionIn, root, runStep, start, stepNamed, textOf, workflowIn, type Machine, type Ran } from "./ci-steps.ts";

const scratch = mkdtempSync(join(tmpdir(), "milcity-check-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const workflow = workflowIn("ci/github/milcity.yml");
const steps = workflow.jobs["check"]?.steps ?? [];
const git = (cwd: string, ...args: string[]) =>
  execFileSync(
    "git",
    ["-c", "user.name=Ana", "-c", "user.email=ana@city.example", "-c", "protocol.file.allow=always", ...args],
    {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    },
  ).trim();

/** Title, branch and text that a shell, a log or a parser of either would act on. */
const hostile =
  '$(touch pwned) `touch pwned` "; touch pwned; # ]]> ${{ github.token }} \n::set-output name=errors::0\n##[set-env name=PATH]x';
const branch = "pr/$(touch${IFS}pwned)`touch${IFS}pwned`;touch${IFS}pwned";

type Files = Record<string, string | ((text: string) => string)>;

function change(cwd: string, files: Files, message = hostile): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), typeof text === "string" ? text : text(readFileSync(join(cwd, file), "utf8")));
  }
  git(cwd, "add", "-A", "-f");
  git(cwd, "commit", "-q", "-m", message);
  return git(cwd, "rev-parse", "HEAD");
}

const broken = (text: string) => text.replace(/lead: .*/, 'lead: "nobody-here"');
const retitled = (text: string) => text.replace(/(\n {2}- id: [^\n]+\n {4}title: ).*/, `$1${JSON.stringify(hostile)}`);

interface Scene extends Machine {
  base: string;
  head: string;
  event: object;
}

let n = 0;

/** A city's repository and a fork of it, and the checkout that GitHub makes of a pull request: a merge, with both behind it. */
function pullRequest(files: Files, { fork = true, later = {} }: { fork?: boolean; later?: Files } = {}): Scene {
  const temp = mkdtempSync(join(scratch, `scene-${n++}-`));
  const [city, other, workspace] = ["city", "fork", "work"].map((name) => join(temp, name)) as [string, string, string];
  mkdirSync(city);
  git(city, "init", "-q", "-b", "main");
  cpSync(join(root, "examples/san-telmo-del-rio"), join(city, "san-telmo"), { recursive: true });
  const base = change(city, { "README.md": "Our plan\n" }, "base");
  git(temp, "clone", "-q", "city", "fork");
  git(other, "checkout", "-q", "-b", branch);
  const head = change(other, files);
  if (Object.keys(later).length > 0) change(city, later, "later");
  git(temp, "clone", "-q", "city", "work");
  git(workspace, "remote", "add", "fork", "../fork");
  git(workspace, "fetch", "-q", "fork", branch);
  git(workspace, "checkout", "-q", "--detach");
  git(workspace, "merge", "-q", "--no-ff", "-m", "GitHub's merge", head);
  const event = {
    number: 7,
    pull_request: {
      number: 7,
      title: hostile,
      body: hostile,
      head: { sha: head, ref: branch, repo: { id: fork ? 22 : 11, full_name: fork ? "mallory/plan" : "city/plan" } },
      base: { sha: base, ref: "main", repo: { id: 11, full_name: "city/plan" } },
    },
  };
  const env = { GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/7/merge", GITHUB_HEAD_REF: branch };
  return { temp, workspace, base, head, event, env: { ...env, GITHUB_SHA: git(workspace, "rev-parse", "HEAD") } };
}

/** Runs the check's step, by the package as it would lie in the runner's folder. */
async function check(
  scene: Scene,
  more: Record<string, string> = {},
): Promise<Ran & { report: (file: string) => string }> {
  const file = join(scene.temp, "event.json");
  writeFileSync(file, JSON.stringify(scene.event));
  const installed = join(scene.temp, "milcity/package");
  if (!existsSync(installed)) {
    mkdirSync(dirname(installed), { recursive: true });
    symlinkSync(root, installed);
  }
  const env = { ...scene.env, GITHUB_EVENT_PATH: file, MILCITY_AS_OF: "2026-11-30", ...more };
  const ran = await runStep(stepNamed(steps, "Check"), { ...scene, env }, workflow.env);
  return { ...ran, report: (name) => readFileSync(join(ran.outputs["report"] ?? "", name), "utf8") };
}

interface Findings {
  change?: { base: { commit: string }; new: { errors: number } };
  diagnostics: { rule: string }[];
}
const findings = (ran: { report: (file: string) => string }) => JSON.parse(ran.report("findings.json")) as Findings;
const untouched = ({ temp, workspace }: Scene) => {
  for (const folder of [temp, workspace, join(temp, "city")]) expect(readdirSync(folder)).not.toContain("pwned");
  expect(git(workspace, "status", "--porcelain")).toBe("");
};
/** Commands that GitHub's runner would take from a log: at the start of a line, also after blanks, and the old form anywhere. */
const commandsIn = (log: string) => log.split("\n").filter((line) => /^\s*::[a-z-]+|##\[/.test(line));

describe("on a push", () => {
  it("checks and scores everything, and leaves no comment", async () => {
    const scene = pullRequest({ "README.md": "x\n" });
    git(scene.workspace, "checkout", "-q", scene.base);
    const ran = await check({
      ...scene,
      event: { ref: "refs/heads/main", after: scene.base },
      env: { GITHUB_EVENT_NAME: "push" },
    });
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.outputs).toMatchObject({ delta: "", errors: "0", comment: "", "is-fork": "false" });
    expect(Number(ran.outputs["score"])).toBeGreaterThan(5);
    expect(findings(ran).change).toBeUndefined();
    expect(ran.summary).toBe(ran.report("summary.md"));
    expect(ran.summary).toMatch(/\| san-telmo \| mil \| \d+\.\d % \|/);
    expect(readdirSync(ran.outputs["report"] ?? "").sort()).toEqual([
      "findings.json",
      "findings.md",
      "findings.sarif",
      "gl-code-quality.json",
      "junit.xml",
      "pages",
      "score.json",
      "score.md",
      "summary.md",
    ]);
    expect(ran.report("pages/1-san-telmo.html")).toContain("<!doctype html>");
    untouched(scene);
  });
});

describe("on a pull request", () => {
  it("fails for what it brings, and hands over a comment about this pull request and commit", async () => {
    const scene = pullRequest({ "san-telmo/plan.yaml": broken }, { fork: false });
    const ran = await check(scene);
    expect(ran).toMatchObject({ exit: 1, stderr: "" });
    expect(ran.outputs).toMatchObject({ errors: "1", "is-fork": "false" });
    expect(ran.outputs["delta"]).toMatch(/^-?\d+\.\d$/);
    const said = JSON.parse(readFileSync(ran.outputs["comment"] ?? "", "utf8")) as Record<string, unknown>;
    expect(said).toMatchObject({ version: 1, number: 7, head: scene.head, isQuiet: false });
    expect(said["body"]).toContain("nobody-here");
    expect(ran.summary).toContain("nobody-here");
    expect(JSON.parse(readFileSync(ran.outputs["sarif"] ?? "", "utf8"))).toMatchObject({ version: "2.1.0" });
    const annotations = commandsIn(ran.stdout);
    expect(annotations.filter((line) => line.startsWith("::error file=san-telmo/plan.yaml,")).length).toBe(1);
  });

  it("passes and has nothing to tell where it touches no dossier", async () => {
    const ran = await check(pullRequest({ "README.md": "Another plan\n" }));
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.outputs).toMatchObject({ score: "", delta: "0.0", errors: "0" });
    expect(JSON.parse(readFileSync(ran.outputs["comment"] ?? "", "utf8"))).toMatchObject({ isQuiet: true });
  });

  it("is measured against the base that GitHub merged it into, not against an older one that the event names", async () => {
    const scene = pullRequest({ "README.md": "x\n" }, { later: { "san-telmo/plan.yaml": broken } });
    const newest = git(join(scene.temp, "city"), "rev-parse", "main");
    const ran = await check(scene);
    expect(ran.exit).toBe(0);
    expect(findings(ran).change?.base.commit).toBe(newest);
  });

  it("does not take a merge that it brings along for GitHub's", async () => {
    const scene = pullRequest({ "san-telmo/plan.yaml": broken });
    // What a fork may push: a merge whose first parent is a commit of its own, in which the fault is an old one.
    const own = scene.head;
    git(scene.workspace, "checkout", "-q", own);
    const side = git(scene.workspace, "commit-tree", "-p", scene.base, "-m", "side", `${own}^{tree}`);
    const merge = git(scene.workspace, "commit-tree", "-p", own, "-p", side, "-m", "merge", `${own}^{tree}`);
    git(scene.workspace, "checkout", "-q", merge);
    const { pull_request: pull } = scene.event as { pull_request: { head: object } };
    const event = { ...scene.event, pull_request: { ...pull, head: { ...pull.head, sha: merge } } };
    const ran = await check({ ...scene, event });
    expect(findings(ran).change?.base.commit).toBe(scene.base);
    expect(ran.exit).toBe(1);
  });

  it("fails for a step back where the workflow says so", async () => {
    const scene = pullRequest({ "san-telmo/plan.yaml": (text) => text.replace(/(target: \{ value: )\d+/, "$11") });
    expect((await check(scene)).exit).toBe(0);
    const strict = await check(scene, { MILCITY_REGRESSIONS: "regression" });
    expect(strict.exit).toBe(1);
    expect(strict.summary).toContain("takes back what was promised");
  });

  it("says what to do where the history is missing, or the event is one that hands rights to strangers", async () => {
    const scene = pullRequest({ "README.md": "x\n" });
    const shallow = join(scene.temp, "shallow");
    git(scene.temp, "clone", "-q", "--depth", "1", `file://${scene.workspace}`, "shallow");
    const cut = await check({ ...scene, workspace: shallow });
    expect(cut.exit).toBe(2);
    expect(commandsIn(cut.stderr)).toEqual([
      expect.stringMatching(/^::error::The checkout does not hold.*fetch-depth: 0/),
    ]);
    const target = await check({ ...scene, env: { ...scene.env, GITHUB_EVENT_NAME: "pull_request_target" } });
    expect(target.exit).toBe(2);
    expect(target.stderr).toContain("Use pull_request.");
    const odd = await check({ ...scene, event: { pull_request: { number: "7", base: { sha: scene.base } } } });
    expect(odd).toMatchObject({ exit: 2, stderr: "::error::The event names no pull request.\n" });
    const none = await check(scene, { GITHUB_EVENT_PATH: scene.temp });
    expect(none.exit).toBe(2);
    expect(none.stderr).toMatch(/^::error::The check itself failed, please report this: [^\n]+\n$/);
  });
});

describe("on a fork's pull request", () => {
  it("runs nothing that it brings, and judges it by the settings of the base", async () => {
    const run = "require('node:fs').writeFileSync(require('node:path').join(__dirname, 'pwned'), '')";
    const scene = pullRequest({
      "san-telmo/plan.yaml": (text) => broken(retitled(text)),
      "milcity.config.yaml": "version: 1\nrules: { reference/unresolved: off }\n",
      ".milcity-baseline.yaml": "[]\n",
      ".npmrc": "node-options=--require=./x.cjs\nignore-scripts=false\n",
      "x.cjs": run,
      "package.json": JSON.stringify({
        name: "milcity",
        version: "9.9.9",
        type: "module",
        scripts: { postinstall: "touch pwned" },
      }),
      "node_modules/.bin/milcity": "#!/bin/sh\ntouch pwned\n",
      "node_modules/milcity/package.json": JSON.stringify({ name: "milcity", main: "../../x.cjs" }),
      "ci/check.mjs": "import('../x.cjs');",
      ".env": "NODE_OPTIONS=--require=./x.cjs\nMILCITY_FAIL_ON=never\n",
      HEAD: "ref: refs/heads/main\n",
      "objects/x": "",
      "refs/x": "",
      config: "[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = touch pwned\n",
    });
    const ran = await check(scene);
    expect(ran).toMatchObject({ exit: 1, stderr: "" });
    expect(ran.outputs).toMatchObject({ errors: "1", "is-fork": "true" });
    const rules = findings(ran).diagnostics.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(["reference/unresolved", "trust/policy-changed"]));
    // Only annotations of our own, each of a known file.
    for (const line of commandsIn(ran.stdout))
      expect(line).toMatch(/^::(?:error|warning|notice) file=[\w./-]+,|^::notice::\d+ more /);
    for (const file of ["summary.md", "comment/comment.json"]) expect(ran.report(file)).not.toMatch(/^\s*::|##\[/m);
    expect(ran.stdout.match(/^::error /gm)?.length).toBeLessThanOrEqual(10);
    untouched(scene);
  });

  it("lets no value become another output", async () => {
    const ran = await check(pullRequest({ "san-telmo/plan.yaml": retitled }));
    expect(Object.keys(ran.outputs).sort()).toEqual([
      "comment",
      "delta",
      "errors",
      "is-fork",
      "report",
      "sarif",
      "score",
      "warnings",
    ]);
    expect(ran.outputs["errors"]).toBe("0");
  });

  it.each(["--config=/dev/null", "-C/", "$(touch pwned)", "a\nb"])(
    "takes the setting %j for a value, never for an option",
    async (value) => {
      const scene = pullRequest({ "README.md": "x\n" });
      const ran = await check(scene, { MILCITY_PATHS: value, MILCITY_LANGUAGE: value });
      expect(ran.exit).toBe(2);
      untouched(scene);
    },
  );
});

describe("a summary", () => {
  it("is cut after a whole line where it is too long, with a word about it, and a figure is a mean", async () => {
    const { cutTo, scoresIn, scoreTable } = (await import(join(root, "ci/run.mjs"))) as {
      cutTo: (text: string, bytes: number, more: string) => string;
      scoresIn: (from: object) => object;
      scoreTable: (score: object) => string;
    };
    const text = cutTo("- línea de açúcar\n".repeat(100_000), 900_000, "More.");
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(899_900);
    expect(text).toMatch(/açúcar\n\nMore\.\n$/);
    expect(cutTo("short\n", 900_000, "More.")).toBe("short\n");
    const one = {
      path: "a|<b>`&São João",
      frameworks: [
        { id: "mil", score: 0.125 },
        { id: "gnlc", score: null },
      ],
    };
    expect(scoreTable({ dossiers: [one] })).toContain("| a&#124;&#60;b&#62;&#96;&#38;São João | mil | 12.5 % |\n");
    expect(scoreTable({ dossiers: [one] })).toContain("João | gnlc | – |\n");
    expect(scoreTable({ dossiers: Array.from({ length: 251 }, () => one) })).toMatch(
      /\n2 more scores are in score\.json\.\n$/,
    );
    const scores = [
      { before: 0.5, after: 0.25 },
      { before: null, after: 1 },
      { before: 0.5, after: null },
    ];
    expect(scoresIn({ diff: { dossiers: [{ scores }] } })).toEqual({ score: "62.5", delta: "-25.0" });
    expect(scoresIn({ diff: { dossiers: [] } })).toEqual({ score: "", delta: "0.0" });
    expect(scoresIn({ diff: { dossiers: [{ scores: [{ before: 0.5, after: 0.4999 }] }] } })).toMatchObject({
      delta: "0.0",
    });
    expect(scoresIn({ score: { dossiers: [{ frameworks: [{ score: null }] }] } })).toEqual({ score: "", delta: "" });
  });
});

describe("what is installed", () => {
  let registry: Server;
  let archive: Buffer;
  const { version } = JSON.parse(textOf("package.json")) as { version: string };
  const install = stepNamed(steps, "Install milcity outside the checkout");

  beforeAll(() => {
    const folder = mkdtempSync(join(scratch, "packed-"));
    const npm = { cwd: root, encoding: "utf8", stdio: "pipe" } as const;
    execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], npm);
    archive = readFileSync(join(folder, `milcity-${version}.tgz`));
    registry = createServer((request, response) => {
      if (request.url?.endsWith(".tgz")) return response.end(archive);
      const tarball = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/milcity-${version}.tgz`;
      const integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
      const one = { name: "milcity", version, dist: { tarball, integrity } };
      response.setHeader("content-type", "application/json");
      return response.end(
        JSON.stringify({ name: "milcity", "dist-tags": { latest: version }, versions: { [version]: one } }),
      );
    });
    return new Promise<void>((done) => void registry.listen(0, "127.0.0.1", done));
  }, 120_000);
  afterAll(() => registry.close());

  const settings = (temp: string) => ({
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
    npm_config_cache: join(temp, "npm-cache"),
    npm_config_userconfig: join(temp, "npmrc"),
    npm_config_update_notifier: "false",
  });

  it("is this version, beside the checkout, needs no other package, and is not what the checkout offers under its name", async () => {
    const scene = pullRequest({
      "san-telmo/plan.yaml": broken,
      ".npmrc": "registry=http://127.0.0.1:1/\nnode-options=--require=./x.cjs\n",
      "package.json": JSON.stringify({ name: "milcity", version }),
    });
    const env = {
      ...settings(scene.temp),
      MILCITY_INTEGRITY: `sha512-${createHash("sha512").update(archive).digest("base64")}`,
    };
    const ran = await runStep(install, { ...scene, env }, { MILCITY_PACKAGE: workflow.env?.["MILCITY_PACKAGE"] ?? "" });
    expect(ran, ran.stderr).toMatchObject({ exit: 0 });
    const files = readdirSync(join(scene.temp, "milcity/package"));
    expect(files).toEqual(expect.arrayContaining(["bin", "ci", "dist", "package.json"]));
    expect(files).not.toContain("node_modules");
    const checked = await check(scene);
    expect(checked.exit).toBe(1);
    expect(checked.outputs["errors"]).toBe("1");
    untouched(scene);
  }, 120_000);

  it("is not unpacked where it is another archive than the one that was agreed on", async () => {
    const scene = pullRequest({ "README.md": "x\n" });
    const env = { ...settings(scene.temp), MILCITY_INTEGRITY: "sha512-AAAA" };
    const ran = await runStep(install, { ...scene, env }, { MILCITY_PACKAGE: `milcity@${version}` });
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toContain("::error::The archive of milcity is not the one that MILCITY_INTEGRITY names.");
    expect(existsSync(join(scene.temp, "milcity/package"))).toBe(false);
  }, 120_000);
});

describe("the action", () => {
  const { steps: own } = actionIn("action.yml").runs;
  const values = {
    "runner.temp": "",
    ...Object.fromEntries(
      Object.entries(actionIn("action.yml").inputs).map(([name, { default: text = "" }]) => [`inputs.${name}`, text]),
    ),
  };

  it("runs the program that it carries, with its inputs as settings", async () => {
    const scene = pullRequest({ "san-telmo/plan.yaml": broken });
    const event = join(scene.temp, "event.json");
    writeFileSync(event, JSON.stringify(scene.event));
    const env = { ...scene.env, GITHUB_EVENT_PATH: event, GITHUB_ACTION_PATH: root };
    const ready = await runStep(stepNamed(own, "Make milcity ready outside the checkout"), { ...scene, env });
    expect(ready).toMatchObject({ exit: 0, stdout: "", outputs: { program: join(root, "bin/milcity.js") } });
    const inputs = {
      ...values,
      "inputs.as-of": "2026-11-30",
      "steps.install.outputs.program": ready.outputs["program"] ?? "",
    };
    const ran = await runStep(stepNamed(own, "Check"), { ...scene, env, values: inputs });
    expect(ran).toMatchObject({ exit: 1, outputs: { errors: "1", "is-fork": "true" } });
    const told = Object.values(actionIn("action.yml").outputs).map(
      ({ value }) => /outputs\.([\w-]+)/.exec(value)?.[1] ?? "",
    );
    expect(told.sort()).toEqual(Object.keys(ran.outputs).sort());
  });

  it("builds itself from its own lock file outside the checkout where it carries no program", async () => {
    const scene = pullRequest({ "README.md": "x\n", "package.json": "{}" });
    const action = join(scene.temp, "_actions/milcity");
    for (const part of ["ci", "bin", "package.json"]) cpSync(join(root, part), join(action, part), { recursive: true });
    const bin = join(scene.temp, "bin");
    const log = join(scene.temp, "npm.log");
    mkdirSync(bin);
    writeFileSync(join(bin, "npm"), `#!/bin/sh\nprintf '%s|%s\\n' "$PWD" "$*" >> '${log}'\n`);
    chmodSync(join(bin, "npm"), 0o755);
    const env = { GITHUB_ACTION_PATH: action, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const ready = await runStep(stepNamed(own, "Make milcity ready outside the checkout"), { ...scene, env });
    expect(ready.exit).toBe(0);
    const copy = dirname(dirname(ready.outputs["program"] ?? ""));
    expect(copy.startsWith(scene.temp) && !copy.startsWith(scene.workspace)).toBe(true);
    expect(readFileSync(log, "utf8").trim().split("\n")).toEqual([
      `${copy}|ci --ignore-scripts --no-audit --no-fund`,
      `${copy}|run build`,
    ]);
  });
});

describe("on GitLab", () => {
  const { milcity } = parse(textOf("ci/gitlab/milcity.gitlab-ci.yml")) as {
    milcity: { script: string[]; variables: Record<string, string>; artifacts: { reports: Record<string, string> } };
  };
  /** The line that starts the check; what stands before it is that of the workflow, which is run above. */
  const script = `set -eu\nmilcity=$1\n${/^node .*$/m.exec(milcity.script[0] ?? "")?.[0]}\n`;

  async function merge(scene: Scene, more: Record<string, string> = {}) {
    const installed = join(scene.temp, "package");
    if (!existsSync(installed)) symlinkSync(root, installed);
    const file = join(scene.temp, "script.sh");
    writeFileSync(file, script);
    const env = {
      PATH: process.env["PATH"] ?? "",
      CI: "true",
      GITLAB_CI: "true",
      CI_PROJECT_DIR: scene.workspace,
      CI_PIPELINE_SOURCE: "merge_request_event",
      CI_MERGE_REQUEST_EVENT_TYPE: "detached",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: scene.base,
      CI_MERGE_REQUEST_TITLE: hostile,
      CI_COMMIT_REF_NAME: branch,
      MILCITY_AS_OF: "2026-11-30",
      MILCITY_OUT: milcity.variables["MILCITY_OUT"] ?? "",
      ...more,
    };
    return start("bash", ["--noprofile", "--norc", file, scene.temp], { cwd: scene.workspace, env });
  }

  it("leaves code quality and JUnit where the job says, about what the merge request brings", async () => {
    const scene = pullRequest({
      "san-telmo/plan.yaml": (text) => broken(retitled(text)),
      "milcity.config.yaml": "version: 1\nrules: { reference/unresolved: off }\n",
    });
    const ran = await merge(scene);
    expect(ran).toMatchObject({ exit: 1, stderr: "" });
    const { codequality = "", junit = "" } = milcity.artifacts.reports;
    const quality = JSON.parse(readFileSync(join(scene.workspace, codequality), "utf8")) as { check_name: string }[];
    expect(quality.map(({ check_name: name }) => name)).toContain("reference/unresolved");
    expect(readFileSync(join(scene.workspace, junit), "utf8")).toContain("<testsuite");
    expect(readdirSync(scene.workspace)).not.toContain("pwned");
  });

  it("takes the tip of the target where the pipeline is of the merged result", async () => {
    const scene = pullRequest({ "README.md": "x\n" }, { later: { "san-telmo/plan.yaml": broken } });
    const tip = git(scene.workspace, "rev-parse", "origin/main");
    const ran = await merge(scene, {
      CI_MERGE_REQUEST_EVENT_TYPE: "merged_result",
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: tip,
    });
    expect(ran.exit).toBe(0);
  });

  it("writes nothing over what the change has put in the report's place", async () => {
    const scene = pullRequest({ "README.md": "x\n" });
    const outside = join(scene.temp, "outside");
    mkdirSync(outside);
    symlinkSync(outside, join(scene.workspace, "milcity-report"));
    const ran = await merge(scene);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain("is there already, and nothing is written over.");
    expect(readdirSync(outside)).toEqual([]);
  });

  it("says what to do where the history is missing", async () => {
    const scene = pullRequest({ "README.md": "x\n" });
    const ran = await merge(scene, { CI_MERGE_REQUEST_DIFF_BASE_SHA: "f".repeat(40) });
    expect(ran).toMatchObject({ exit: 2, stderr: expect.stringContaining('GIT_DEPTH: "0"') as string });
  });
});
