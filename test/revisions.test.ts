/** Dossiers at revisions, in repositories made by git. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findingsView, inspect, openWorkspace, openWorkspaceAt } from "../src/index.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "milcity-revisions-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_DATE: "2026-02-03T12:00:00Z",
  GIT_COMMITTER_DATE: "2026-02-03T12:00:00Z",
};

function gitIn(cwd: string, args: string[], env: Record<string, string> = {}): string {
  const own = ["user.name=a", "user.email=a@city.example", "commit.gpgsign=false", "protocol.file.allow=always"];
  const all = [...own.flatMap((setting) => ["-c", setting]), ...args];
  return execFileSync("git", all, { cwd, encoding: "utf8", env: { ...environment, ...env }, stdio: "pipe" }).trim();
}
const git = (...args: string[]) => gitIn(root, args);

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function commit(message = "x"): string {
  git("add", "-A");
  git("commit", "-qm", message, "--allow-empty");
  return git("rev-parse", "HEAD");
}

const city = (name = "A") =>
  `kind: city\nversion: 1\nname: ${name}\ncountry: PT\nlanguages: [en]\nmemberships: [{ framework: iaec, role: member }]\n`;
const plan = (more = "") =>
  `kind: plan\nversion: 1\nid: p\ntitle: Plan\nframeworks: [iaec]\nstatus: active\nperiod: { start: 2026-01-01, end: 2027-12-31 }\nobjectives: []\nactions: []\n${more}`;

const request = (cwd = root, paths: string[] = []) => ({ cwd, paths, day: "2026-06-30" });

function at(revision: string, cwd = root, paths: string[] = []) {
  const workspace = openWorkspaceAt(request(cwd, paths), revision);
  const inspected = [...inspect(workspace)];
  const view = findingsView(workspace, inspected);
  return {
    workspace,
    inspected,
    folders: workspace.folders,
    files: inspected.map(({ dossier }) =>
      Object.values(dossier.documents)
        .flat()
        .map(({ file }) => file)
        .sort(),
    ),
    found: view.diagnostics.map(({ rule, file }) => `${rule} ${file}`),
  };
}

describe("a dossier at a revision", () => {
  it("is what it was, whatever the disk and the index hold", () => {
    git("init", "-q");
    put("milcity.yaml", city());
    put("plan.yaml", plan());
    const hash = commit();
    git("tag", "v1");
    put("plan.yaml", "broken: [");
    put("other.yaml", "kind: plan\n");
    git("add", "-A");
    rmSync(join(root, "plan.yaml"));
    for (const name of ["v1", hash, hash.slice(0, 10), "HEAD", "@", "HEAD^0"])
      expect(at(name).files).toEqual([["milcity.yaml", "plan.yaml"]]);
    expect(at("v1").workspace.commit).toEqual({ name: "v1", hash, date: "2026-02-03" });
  });

  it("has links as links, submodules as folders, and evidence as it was kept", () => {
    git("init", "-q");
    put("d/milcity.yaml", city());
    put("d/evidence/a.txt", "a");
    put(
      "d/evidence/large.bin",
      `version https://git-lfs.github.com/spec/v1\noid sha256:${"ab".repeat(32)}\nsize 12345\n`,
    );
    symlinkSync("milcity.yaml", join(root, "d/linked.yaml"));
    symlinkSync("../evidence", join(root, "d/evidence/up"));
    symlinkSync("evidence", join(root, "d/folder"));
    put("sub/x", "x");
    gitIn(join(root, "sub"), ["init", "-q"]);
    gitIn(join(root, "sub"), ["add", "x"]);
    gitIn(join(root, "sub"), ["commit", "-qm", "x"]);
    renameSync(join(root, "sub"), join(root, "d/sub"));
    commit();
    const workspace = openWorkspace(request(join(root, "d")));
    const disk = findingsView(workspace, inspect(workspace)).diagnostics.map(({ rule, file }) => `${rule} ${file}`);
    rmSync(join(root, "d"), { recursive: true });
    put("d/milcity.yaml", city());
    const { inspected, found } = at("HEAD", join(root, "d"));
    expect(found).toEqual(disk);
    expect(found.filter((one) => one.startsWith("file/"))).toEqual([
      "file/symlink d/evidence/up",
      "file/symlink d/folder",
      "file/symlink d/linked.yaml",
    ]);
    const evidence = (path: string) => inspected[0]?.dossier.evidence(path);
    expect(evidence("evidence/a.txt")?.sha256?.()).toBe(
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    );
    expect(evidence("evidence/large.bin")?.sha256?.()).toBe("ab".repeat(32));
    const states = [
      "evidence",
      "evidence/none",
      "folder/a.txt",
      "linked.yaml",
      "sub/x",
      "sub",
      "../x",
      "evidence/a.txt/b",
    ];
    expect(states.map((path) => evidence(path)?.state)).toEqual([
      "not-regular",
      "missing",
      "link",
      "link",
      "unreadable",
      "not-regular",
      "outside",
      "missing",
    ]);
  });

  it("may have names that no text holds, and names with line ends", () => {
    git("init", "-q");
    const blob = (text: string) =>
      execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: root, input: text, encoding: "utf8" }).trim();
    const line = (name: Buffer, text: string) =>
      Buffer.concat([Buffer.from(`100644 blob ${blob(text)}\t`), name, Buffer.from([0])]);
    const input = Buffer.concat([
      line(Buffer.from("milcity.yaml"), city()),
      line(Buffer.from("new\nline.yaml"), plan()),
      line(Buffer.from([0x70, 0xff, 0x2e, 0x79, 0x61, 0x6d, 0x6c]), plan()),
    ]);
    const tree = execFileSync("git", ["mktree", "-z"], { cwd: root, input, encoding: "utf8" }).trim();
    git("update-ref", "HEAD", git("commit-tree", "-m", "x", tree));
    put("milcity.yaml", city());
    expect(at("HEAD").files).toEqual([["milcity.yaml", "new\nline.yaml"]]);
    expect(at("HEAD").found).toContain("file/unreadable p\ufffd.yaml");
  });

  it("has the configuration, the packs and the baseline of then", () => {
    git("init", "-q");
    put("a/milcity.yaml", city());
    put("a/plan.yaml", plan("x-code: 010\n"));
    put("old/milcity.yaml", city("B"));
    put("milcity.config.yaml", "version: 1\nignore: [old/**]\nrules: { yaml/ambiguous-scalar: off }\n");
    commit();
    put("milcity.config.yaml", "version: 1\n");
    const { folders, found } = at("HEAD");
    expect(folders).toEqual(["a"]);
    expect(found.filter((one) => one.startsWith("yaml/"))).toEqual([]);
    put("milcity.config.yaml", "version: 2\n");
    commit();
    expect(() => at("HEAD")).toThrow("milcity.config.yaml:1");
  });

  it("is found where it lay before it moved", () => {
    git("init", "-q");
    put("cities/a/milcity.yaml", city("A"));
    put("cities/a/plan.yaml", plan());
    put("cities/b/milcity.yaml", city("B"));
    commit();
    git("tag", "v1");
    mkdirSync(join(root, "moved"));
    git("mv", "cities/a", "moved/a");
    put("moved/a/milcity.yaml", `${city("A")}population: 5\n`);
    commit();
    const then = at("v1", root, ["moved/a"]);
    expect(then.folders).toEqual(["cities/a"]);
    expect([...then.workspace.moved]).toEqual([["cities/a", "moved/a"]]);
    // Neither its files nor its city are known: it did not exist yet.
    put("new/milcity.yaml", city("C"));
    expect(at("v1", root, ["new"]).folders).toEqual([]);
    expect(at("HEAD", root, ["moved/a"]).folders).toEqual(["moved/a"]);
  });

  it("may have broken YAML or another version of the format", () => {
    git("init", "-q");
    put("milcity.yaml", city());
    put("plan.yaml", "kind: plan\n\tid: [");
    commit();
    git("tag", "broken");
    put("milcity.yaml", city().replace("version: 1", "version: 2"));
    put("plan.yaml", plan().replace("version: 1\n", ""));
    commit();
    expect(at("broken").found).toContain("yaml/syntax plan.yaml");
    expect(at("HEAD").found).toEqual(
      expect.arrayContaining(["dossier/unsupported-version milcity.yaml", "schema/required plan.yaml"]),
    );
  });
});

describe("a revision that cannot be looked at", () => {
  const refused = (revision: string, cwd = root) => {
    try {
      at(revision, cwd);
    } catch (error) {
      return { code: (error as { code?: string }).code, message: (error as Error).message };
    }
    return undefined;
  };

  it("is refused by any name that is none", () => {
    git("init", "-q");
    put("milcity.yaml", city());
    commit();
    git("update-ref", "refs/heads/--upload-pack=x", "HEAD~0");
    for (const name of [
      "--upload-pack=x",
      "-h",
      "--all",
      "none",
      "HEAD:milcity.yaml",
      ":/x",
      "HEAD^{/x}",
      "a b",
      "",
      "x\ny",
      "x\0",
      "HEAD..HEAD",
      "HEAD^{tree}",
      "x".repeat(400),
    ])
      expect({ name, ...refused(name) }).toMatchObject({ name, code: "revision" });
  });

  it("is said to lie in no repository, in a bare one, or before the first commit", () => {
    put("milcity.yaml", city());
    expect(refused("HEAD")).toMatchObject({ code: "revision", message: expect.stringContaining("no work tree") });
    git("init", "-q");
    expect(refused("HEAD")).toMatchObject({ code: "revision", message: expect.stringContaining("`HEAD`") });
    rmSync(join(root, ".git"), { recursive: true });
    git("init", "-q", "--bare", "bare");
    put("bare/milcity.yaml", city());
    expect(refused("HEAD", join(root, "bare"))).toMatchObject({ code: "revision" });
  });

  it("is said to lack in a shallow clone, with what to do", () => {
    git("init", "-q");
    put("milcity.yaml", city());
    commit();
    git("tag", "v1");
    commit();
    git("clone", "-q", "--depth", "1", "--no-tags", `file://${root}`, "shallow");
    expect(refused("v1", join(root, "shallow"))?.message).toMatch(/shallow.*--unshallow.*fetch-depth: 0/);
    expect(refused("HEAD", join(root, "shallow"))).toBeUndefined();
  });

  it("starts nothing that the repository configures", () => {
    git("init", "-q");
    put("milcity.yaml", city());
    put(".gitattributes", "* filter=x diff=x\n");
    commit();
    const marker = join(root, ".git/started");
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "diff.external",
      "diff.x.textconv",
      "filter.x.smudge",
      "filter.x.clean",
      "filter.x.process",
      "core.sshCommand",
      "core.alternateRefsCommand",
    ])
      git("config", key, `touch ${marker}; false`);
    for (const alias of ["cat-file", "ls-tree", "rev-parse", "merge-base", "symbolic-ref", "rev-list"])
      git("config", `alias.${alias}`, `!touch ${marker}`);
    for (const hook of ["post-index-change", "reference-transaction"]) {
      put(`.git/hooks/${hook}`, `#!/bin/sh\ntouch ${marker}\n`);
      chmodSync(join(root, ".git/hooks", hook), 0o755);
    }
    expect(at("HEAD").files).toEqual([["milcity.yaml"]]);
    expect(existsSync(marker)).toBe(false);
  });
});
