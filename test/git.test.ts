/** What git ignores is not looked at, and nothing that a repository configures is started. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

const city = "kind: city\nversion: 1\nname: A\ncountry: PT\nlanguages: [en]\nmemberships: [{ framework: iaec, role: member }]\n";

function looked() {
  const workspace = openWorkspace({ cwd: root, paths: [], day: "2026-06-30" });
  const view = findingsView(workspace, inspect(workspace));
  return { folders: workspace.folders, ignored: view.checked.ignored.map(({ file }) => file), files: view.checked.files };
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
    for (const key of ["core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "alias.check-ignore", "core.hooksPath"])
      execFileSync("git", ["config", key, `touch ${marker}; false`], { cwd: root });
    put("a/milcity.yaml", city);
    put(".gitignore", "b\n");
    put(".gitattributes", "*.yaml filter=x diff=x\n");
    execFileSync("git", ["config", "filter.x.clean", `touch ${marker}`], { cwd: root });
    expect(looked().folders).toEqual(["a"]);
    expect(existsSync(marker)).toBe(false);
  });
});
