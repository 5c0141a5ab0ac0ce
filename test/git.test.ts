/** What git ignores is not looked at, and nothing that a repository configures is started. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findingsView, inspect, openWorkspace } from "../src/index.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "milcity-git-"));
  execFileSync("git", ["init", "-q"], { cwd: root });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const city =
  "kind: city\nversion: 1\nname: A\ncountry: PT\nlanguages: [en]\nmemberships: [{ framework: iaec, role: member }]\n";

function looked() {
  const workspace = openWorkspace({ cwd: root, paths: [], day: "2026-06-30" });
  const view = findingsView(workspace, inspect(workspace));
  return {
    folders: workspace.folders,
    ignored: view.checked.ignored.map(({ file }) => file),
    files: view.checked.files,
  };
}

describe("what git ignores", () => {
  it("is neither a dossier nor a document", () => {
    put("a/milcity.yaml", city);
    put("a/drafts/plan.yaml", "kind: plan\n");
    put("b/milcity.yaml", city);
    put(".gitignore", "b\ndrafts/\n");
    expect(looked()).toEqual({ folders: ["a"], ignored: ["a/drafts/plan.yaml"], files: 1 });
  });

  it("may be said in a folder below and in the repository's own list", () => {
    put("a/milcity.yaml", city);
    put("a/one.yaml", "kind: plan\n");
    put("a/two.yaml", "kind: plan\n");
    put("a/.gitignore", "one.yaml\n");
    put(".git/info/exclude", "two.yaml\n");
    expect(looked()).toMatchObject({ ignored: ["a/one.yaml", "a/two.yaml"], files: 1 });
  });

  it("holds for names that git could take for patterns or options", () => {
    put("milcity.yaml", city);
    for (const name of [":(glob)x.yaml", "-z.yaml", "*.yaml", "new\nline.yaml"]) put(name, "kind: plan\n");
    put(".gitignore", "-z.yaml\n");
    expect(looked()).toMatchObject({ ignored: ["-z.yaml"], files: 4 });
  });

  it("is asked of git without starting what the repository configures", () => {
    const marker = join(root, "started");
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "diff.external",
      "core.sshCommand",
      "alias.check-ignore",
      "core.hooksPath",
    ])
      execFileSync("git", ["config", key, `touch ${marker}; false`], { cwd: root });
    put("a/milcity.yaml", city);
    put(".gitignore", "b\n");
    put(".gitattributes", "*.yaml filter=x diff=x\n");
    execFileSync("git", ["config", "filter.x.clean", `touch ${marker}`], { cwd: root });
    expect(looked().folders).toEqual(["a"]);
    expect(existsSync(marker)).toBe(false);
  });
});

describe("what a repository configures", () => {
  const plan = (end: string) =>
    `kind: plan\nversion: 1\nid: p\nsubmissions: [{ to: unesco, date: 2026-01-15, revision: v1 }]\nactions: [{ id: labs, start: 2026-02-01, end: ${end} }]\n`;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@city.example", ...args], {
      cwd: root,
      stdio: "pipe",
    });
  const marker = () => join(root, ".git", "started");

  /** Every question that is put to git: what is ignored, what is tracked, what a plan was. */
  function askAll(): string[] {
    const workspace = openWorkspace({ cwd: root, paths: [], day: "2026-06-30" });
    const { diagnostics } = findingsView(workspace, inspect(workspace));
    return diagnostics.map(({ rule }) => rule).filter((rule) => /untracked|undocumented/.test(rule));
  }

  beforeEach(() => {
    put("milcity.yaml", city);
    put("plan.yaml", plan("2026-05-31"));
    put(".gitattributes", "* filter=x diff=x merge=x\n");
    put(".gitignore", "ignored\n");
    git("add", ".");
    git("commit", "-qm", "x");
    git("tag", "v1");
    put("plan.yaml", `${plan("2026-08-31")}charter: new.md\n`);
    put("new.md", "x");
    for (const hook of ["post-index-change", "post-checkout", "reference-transaction", "pre-auto-gc"]) {
      put(`.git/hooks/${hook}`, `#!/bin/sh\ntouch ${marker()}\n`);
      chmodSync(join(root, ".git/hooks", hook), 0o755);
    }
  });

  const settings: [string, string][] = [
    ["core.fsmonitor", "COMMAND"],
    ["core.hooksPath", ".git/hooks"],
    ["core.pager", "COMMAND"],
    ["pager.ls-files", "COMMAND"],
    ["core.editor", "COMMAND"],
    ["core.askPass", "COMMAND"],
    ["core.sshCommand", "COMMAND"],
    ["core.gitProxy", "COMMAND"],
    ["core.alternateRefsCommand", "COMMAND"],
    ["credential.helper", "!COMMAND"],
    ["diff.external", "COMMAND"],
    ["diff.x.textconv", "COMMAND"],
    ["filter.x.clean", "COMMAND"],
    ["filter.x.smudge", "COMMAND"],
    ["filter.x.process", "COMMAND"],
    ["merge.x.driver", "COMMAND"],
    ["gpg.program", "COMMAND"],
    ["alias.ls-files", "!COMMAND"],
    ["alias.cat-file", "!COMMAND"],
    ["submodule.x.update", "!COMMAND"],
    ["uploadpack.packObjectsHook", "COMMAND"],
  ];
  const command = () => `touch ${marker()}; false`;

  it.each(settings)("starts nothing by %s", (key, value) => {
    git("config", key, value.replace("COMMAND", command()));
    expect(askAll().sort()).toEqual(["evidence/untracked", "readjustment/undocumented"]);
    expect(existsSync(marker())).toBe(false);
  });

  it("starts nothing by all of them, nor by what a file that it includes says", () => {
    for (const [key, value] of settings) git("config", "--file", ".git/more", key, value.replace("COMMAND", command()));
    git("config", "include.path", "more");
    expect(askAll()).toHaveLength(2);
    expect(existsSync(marker())).toBe(false);
    // The trap is one: git itself falls into it. How it ends depends on whether it looks into a file that is as
    // old as its index, that is on the moment.
    spawnSync("git", ["status"], { cwd: root, stdio: "ignore" });
    expect(existsSync(marker())).toBe(true);
  });

  it.each([
    ["ext::COMMAND", "protocol.ext.allow"],
    ["file:///nowhere", "protocol.file.allow"],
  ])("fetches nothing by %s, though the repository promises what it lacks", (url, allowed) => {
    const hash = execFileSync("git", ["rev-parse", "v1:plan.yaml"], { cwd: root, encoding: "utf8" }).trim();
    rmSync(join(root, ".git/objects", hash.slice(0, 2), hash.slice(2)), { force: true });
    for (const [key, value] of [
      ["core.repositoryFormatVersion", "1"],
      ["extensions.partialClone", "origin"],
      ["remote.origin.promisor", "true"],
      ["remote.origin.url", url.replace("COMMAND", `touch ${marker()}`)],
      ["remote.origin.uploadpack", command()],
      [allowed, "always"],
    ] as const)
      git("config", key, value);
    expect(askAll()).toEqual(["evidence/untracked"]);
    expect(existsSync(marker())).toBe(false);
  });

  it("does not matter where a dossier's folder is laid out as a repository", () => {
    put("inner/milcity.yaml", city);
    put("inner/HEAD", "ref: refs/heads/main\n");
    put("inner/config", `[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = ${command()}\n`);
    mkdirSync(join(root, "inner/objects"));
    mkdirSync(join(root, "inner/refs"));
    put("inner/plan.yaml", `${plan("2026-08-31").replace("id: p", "id: q")}charter: new.md\n`);
    put("inner/new.md", "x");
    expect(askAll().sort()).toEqual(["evidence/untracked", "evidence/untracked", "readjustment/undocumented"]);
    expect(existsSync(marker())).toBe(false);
  });
});
