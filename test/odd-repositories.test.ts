/** Repositories that are unlike the usual one, through the real command: what can be said is said, what cannot is never guessed. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const bin = resolve(import.meta.dirname, "../bin/milcity.js");
let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "milcity-odd-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", CI: "true" };
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@city.example", "-c", "commit.gpgsign=false", ...args], {
    cwd: root,
    encoding: "utf8",
    env,
    stdio: "pipe",
  }).trim();
function milcity(args: string[], more: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...env, ...more },
  });
  expect(stderr + stdout).not.toMatch(/^\s+at .*[:(]\d+/m);
  return { status, stdout, stderr };
}
function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
const plan = (target: number) =>
  `kind: plan\nversion: 1\nid: p\ntitle: Plan\nframeworks: [iaec]\nstatus: active\nperiod: { start: 2026-01-01, end: 2027-12-31 }\nobjectives: []\nactions: []\nindicators:\n  - id: i1\n    title: Teachers\n    type: output\n    unit: teachers\n    baseline: { value: 0, date: 2026-01-01 }\n    target: { value: ${target}, date: 2027-12-31 }\n`;
function dossier(folder: string): void {
  put(
    `${folder}/milcity.yaml`,
    `kind: city\nversion: 1\nname: ${folder}\ncountry: PT\nlanguages: [en]\nmemberships: [{ framework: iaec, role: member }]\n`,
  );
  put(`${folder}/plan.yaml`, plan(200));
}
const asOf = ["--as-of", "2026-06-30"];

describe("where git is not installed", () => {
  it("checks the files all the same, and says why no revision can be looked at", () => {
    dossier("a");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "x");
    const nowhere = { PATH: join(root, "nowhere") };
    expect(milcity(["validate", "a", ...asOf], nowhere).stderr).toBe("");
    expect(milcity(["score", "a", ...asOf], nowhere).status).toBe(0);
    for (const args of [["diff"], ["validate", "--changed"], ["score", "--history"], ["submit", "a", "--to", "iaec"]]) {
      const { status, stderr } = milcity([...args, ...asOf], nowhere);
      expect(status, args.join(" ")).toBe(2);
      expect(stderr, args.join(" ")).toMatch(/there is no git program here.*\[(revision|no-input)\]/s);
    }
    put("b.yaml", "");
    const merge = milcity(["merge", "b.yaml", "a/plan.yaml", "a/plan.yaml"], nowhere);
    expect(merge.status).toBe(2);
    expect(merge.stderr).toContain("there is no git program here");
  });
});

describe("a repository with SHA-256 objects", () => {
  it("is compared, checked and told like any other", () => {
    git("init", "-q", "--object-format=sha256");
    dossier("a");
    git("add", "-A");
    git("commit", "-qm", "x");
    git("tag", "v1");
    expect(git("rev-parse", "HEAD")).toHaveLength(64);
    expect(milcity(["diff", ...asOf]).stdout).toMatch(/No dossier has changed/);
    put("a/plan.yaml", plan(150));
    const diff = milcity(["diff", "--fail-on", "regression", ...asOf]);
    expect(diff.status).toBe(1);
    expect(diff.stdout).toMatch(/fell from\s+200 to 150/);
    expect(milcity(["validate", "--changed", "v1", "--format", "json", ...asOf]).status).not.toBe(2);
    git("commit", "-qam", "y");
    git("tag", "v2");
    const history = JSON.parse(milcity(["score", "--history", "--format", "json"]).stdout) as { history: unknown[] };
    expect(history.history).toHaveLength(2);
  });
});

describe("a sparse checkout", () => {
  it("takes what was not checked out for no change", () => {
    git("init", "-q");
    dossier("a");
    dossier("b");
    git("add", "-A");
    git("commit", "-qm", "x");
    git("sparse-checkout", "set", "a");
    expect(existsSync(join(root, "b"))).toBe(false);
    expect(milcity(["diff", ...asOf]).stdout).not.toMatch(/removed|gone/i);
    put("a/plan.yaml", plan(150));
    const diff = JSON.parse(milcity(["diff", "--format", "json", ...asOf]).stdout) as { dossiers: { path: string }[] };
    expect(diff.dossiers.map(({ path }) => path)).toEqual(["a"]);
  });
});

describe("a document that large file storage keeps elsewhere", () => {
  it("is said to be one, in the work tree and at a revision", () => {
    git("init", "-q");
    dossier("a");
    const pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    put(".gitattributes", "*.big.yaml filter=lfs\n");
    put("a/plan.yaml", pointer);
    git("add", "-A");
    git("commit", "-qm", "x");
    const checked = milcity(["validate", "a", "--format", "compact", ...asOf]);
    expect(checked.status).toBe(1);
    expect(checked.stdout).toMatch(/^a\/plan\.yaml:1:1: /m);
    put("a/plan.yaml", plan(1));
    expect(milcity(["diff", ...asOf]).status).toBe(0);
  });
});

describe("what a repository configures", () => {
  it("starts nothing, whatever is asked of its history", () => {
    git("init", "-q", "-b", "main");
    dossier("a");
    put(".gitattributes", "*.yaml diff=trap filter=trap merge=trap\n");
    git("add", "-A");
    git("commit", "-qm", "x");
    git("tag", "v1");
    put("a/plan.yaml", plan(150));
    git("commit", "-qam", "y");
    put("a/plan.yaml", plan(100));
    put("o.yaml", plan(3));
    const marker = join(root, "..", `${root.split("/").at(-1)}-trapped`);
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "core.sshCommand",
      "core.editor",
      "diff.external",
      "diff.trap.command",
      "diff.trap.textconv",
      "filter.trap.clean",
      "filter.trap.smudge",
      "filter.trap.process",
      "merge.trap.driver",
      "gpg.program",
      "credential.helper",
      "uploadpack.packObjectsHook",
    ])
      git("config", key, `touch ${marker}; false`);
    git("config", "core.hooksPath", join(root, "hooks"));
    for (const hook of ["post-checkout", "pre-commit", "reference-transaction", "post-index-change"]) {
      put(`hooks/${hook}`, `#!/bin/sh\ntouch ${marker}\n`);
      execFileSync("chmod", ["+x", join(root, "hooks", hook)]);
    }
    const before = readFileSync(join(root, ".git/index"));
    for (const args of [
      ["diff"],
      ["diff", "v1"],
      ["diff", "v1", "HEAD", "--format", "json"],
      ["validate", "--changed", "v1"],
      ["validate", "--changed", "v1..HEAD"],
      ["score", "--history"],
      ["submit", "a", "--to", "iaec", "--dry-run"],
      ["merge", "a/plan.yaml", "o.yaml", "a/plan.yaml"],
    ])
      milcity([...args, ...(args[0] === "merge" || args.includes("--history") ? [] : asOf)]);
    expect(existsSync(marker)).toBe(false);
    expect(readFileSync(join(root, ".git/index")).equals(before)).toBe(true);
  });

  it("is never an option, whatever a revision is called", () => {
    git("init", "-q");
    dossier("a");
    git("add", "-A");
    git("commit", "-qm", "x");
    git("update-ref", "refs/heads/--upload-pack=x", "HEAD");
    for (const revision of ["--upload-pack=x", "--output=pwned", "-c", "HEAD^{/x}", "HEAD:a", "a\nb", "@{-1}"]) {
      const { status, stderr } = milcity(["diff", "--", revision]);
      expect(status, revision).toBe(2);
      expect(stderr, revision).toMatch(/\[revision\]|\[usage\]/);
    }
    expect(existsSync(join(root, "pwned"))).toBe(false);
  });
});
