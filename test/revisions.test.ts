/** Dossiers at revisions, in repositories made by git. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { main, type World } from "../src/cli/main.ts";
import { findingsView, inspect, openChange, openWorkspace, openWorkspaceAt } from "../src/index.ts";

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

/** What is found between two revisions: rules with their files. */
function changed(asked?: string, cwd = root, paths: string[] = [], more: { config?: string; baseline?: boolean } = {}) {
  const change = openChange({ ...request(cwd, paths), ...more }, asked);
  const view = findingsView(change.after, inspect(change.after), undefined, change);
  const told = (isNew: boolean) =>
    view.diagnostics.filter((one) => one.new === isNew).map(({ rule, file }) => `${rule} ${file}`);
  return {
    change,
    view,
    folders: change.after.folders,
    new: told(true),
    old: told(false),
    resolved: view.change?.resolved.map(({ rule, file }) => `${rule} ${file}`),
    policy: view.change?.policyChanged,
    notes: view.change?.notes,
  };
}

const unquoted = "x-code: 010\n";
const found = (file: string) => `yaml/ambiguous-scalar ${file}`;

describe("a change", () => {
  beforeEach(() => {
    git("init", "-q", "--initial-branch=main");
    for (const name of ["a", "b", "c"]) {
      put(`${name}/milcity.yaml`, city(name.toUpperCase()) + unquoted);
      put(`${name}/notes.txt`, "x");
    }
    commit();
    git("tag", "v1");
  });

  it("touches the dossiers in whose folders anything differs, on the disk and between commits", () => {
    expect(changed()).toMatchObject({ folders: [], new: [], old: [], resolved: [] });
    put("a/notes.txt", "y");
    put("b/new.md", "x");
    put("outside.txt", "x");
    put("c/ignored.tmp", "x");
    put(".gitignore", "*.tmp\n");
    expect(changed()).toMatchObject({
      folders: ["a", "b"],
      new: [],
      old: [found("a/milcity.yaml"), found("b/milcity.yaml")],
    });
    // What was only touched or written with other line ends is what it was.
    put("c/milcity.yaml", (city("C") + unquoted).replaceAll("\n", "\r\n"));
    expect(changed("v1").folders).toEqual(["a", "b"]);
    expect(changed(undefined, root, ["b"]).folders).toEqual(["b"]);
    git("checkout", "-q", "c");
    commit();
    for (const asked of ["v1..HEAD", "v1..", "v1...HEAD", "v1", "HEAD^"])
      expect({ asked, folders: changed(asked).folders }).toEqual({ asked, folders: ["a", "b"] });
    rmSync(join(root, "a"), { recursive: true });
    expect(changed("v1..HEAD").folders).toEqual(["a", "b"]);
    expect(changed("v1")).toMatchObject({ folders: ["b"], resolved: [found("a/milcity.yaml")] });
  });

  it("brings findings, keeps some and resolves others, wherever their lines have gone", () => {
    put("a/milcity.yaml", `# A comment more\n${city("A")}x-other: 011\n${unquoted}`);
    put("b/milcity.yaml", city("B"));
    const result = changed("main");
    expect(result).toMatchObject({
      new: [found("a/milcity.yaml")],
      old: [found("a/milcity.yaml")],
      resolved: [found("b/milcity.yaml")],
      notes: [],
    });
    expect(result.view.change).toMatchObject({ new: { infos: 1 }, old: { infos: 1 } });
    // What can no longer be read is not mended by that.
    put("b/plan.yaml", "kind: plan\n\tid: [");
    put("b/milcity.yaml", city("B") + unquoted);
    expect(changed("main", root, ["b"])).toMatchObject({ new: ["yaml/syntax b/plan.yaml"], resolved: [] });
  });

  it("may move a dossier, take its city away, add one and split its files", () => {
    git("mv", "a", "moved");
    rmSync(join(root, "b/milcity.yaml"));
    put("b/plan.yaml", plan());
    put("new/milcity.yaml", city("N") + unquoted);
    const result = changed("main");
    expect(result.folders).toEqual(["b", "moved", "new"]);
    expect([...result.change.folders]).toEqual([
      ["moved", "a"],
      ["b", "b"],
    ]);
    expect(result.old).toEqual([found("moved/milcity.yaml")]);
    expect(result.new).toEqual(expect.arrayContaining([found("new/milcity.yaml"), "dossier/no-city b/plan.yaml"]));
    commit();
    expect(changed("v1..HEAD").folders).toEqual(result.folders);
  });

  it("is compared with what a branch has in common with it", () => {
    git("checkout", "-qb", "work");
    put("a/notes.txt", "mine");
    commit();
    git("checkout", "-q", "main");
    put("b/notes.txt", "theirs");
    commit();
    git("checkout", "-q", "work");
    expect(changed("main")).toMatchObject({ folders: ["a"] });
    expect(changed("main...work").folders).toEqual(["a"]);
    expect(changed("main..work").folders).toEqual(["a", "b"]);
    git("merge", "-q", "--no-edit", "main");
    expect(changed("main").folders).toEqual(["a"]);
    git("checkout", "-q", "--orphan", "alone");
    commit();
    expect(() => changed("main")).toThrow("have no commit in common");
    git("checkout", "-q", "main");
    git("checkout", "-qb", "rebased");
    git("cherry-pick", "work^1");
    expect(changed("main").folders).toEqual(["a"]);
  });

  it("may come from a fork, and from a clone that is too shallow to know", () => {
    git("clone", "-q", root, "../fork-of-it".replace("..", root));
    const fork = join(root, "fork-of-it");
    writeFileSync(join(fork, "c/notes.txt"), "fork");
    gitIn(fork, ["commit", "-qam", "x"]);
    for (let n = 0; n < 3; n++) {
      put("b/notes.txt", `${n}`);
      git("commit", "-qam", "x");
    }
    git("fetch", "-q", fork, "HEAD:refs/remotes/fork/main");
    expect(changed("main...fork/main").folders).toEqual(["c"]);
    git("checkout", "-q", "--detach", "fork/main");
    expect(changed("main").folders).toEqual(["c"]);
    const shallow = join(root, "shallow");
    git("clone", "-q", "--depth", "2", `file://${root}`, shallow, "--branch", "main");
    gitIn(shallow, ["fetch", "-q", "--depth", "1", `file://${root}`, "refs/remotes/fork/main:refs/heads/fork"]);
    expect(() => changed("main...fork", shallow)).toThrow(/too shallow.*--unshallow.*fetch-depth: 0/);
    expect(changed("HEAD^..HEAD", shallow).folders).toEqual(["b"]);
  });

  it("is everything where there is no commit yet, and says what is another repository's", () => {
    git("checkout", "-q", "--orphan", "unborn");
    expect(changed()).toMatchObject({ folders: ["a", "b", "c"], resolved: [] });
    expect(changed().old).toEqual([]);
    git("checkout", "-qf", "main");
    gitIn(join(root, "a"), ["init", "-q", "inner"]);
    put("a/inner/milcity.yaml", city());
    expect(changed()).toMatchObject({
      folders: [],
      notes: ["`a/inner` is another repository: what has changed in it was not looked at."],
    });
  });

  it("is judged by the settings of a base that is named, and a change to them is told", () => {
    put("milcity.config.yaml", "version: 1\nrules: { yaml/ambiguous-scalar: warning }\n");
    put(".milcity-baseline.yaml", "[]\n");
    put("a/milcity.yaml", `${city("A")}# milcity: ignore[yaml/ambiguous-scalar] The archive\n${unquoted}`);
    commit();
    const policies = (asked?: string) => {
      const { view, ...told } = changed(asked, root, [], { baseline: true });
      return { ...told, severities: view.diagnostics.map(({ rule, severity }) => `${rule} ${severity}`).sort() };
    };
    put("milcity.config.yaml", "version: 1\nrules: { yaml/ambiguous-scalar: off, trust/policy-changed: off }\n");
    put(".milcity-baseline.yaml", "- { rule: yaml/ambiguous-scalar, path: x-other, reason: Mine }\n");
    put(
      "a/milcity.yaml",
      `${city("A")}# milcity: ignore[yaml/ambiguous-scalar] The archive\nx-other: 011\n# milcity: ignore[yaml/ambiguous-scalar] The archive\n${unquoted}`,
    );
    expect(policies("main")).toMatchObject({
      new: [
        "trust/policy-changed .milcity-baseline.yaml",
        "trust/policy-changed a/milcity.yaml",
        found("a/milcity.yaml"),
        "trust/policy-changed milcity.config.yaml",
      ],
      severities: [...Array<string>(3).fill("trust/policy-changed warning"), "yaml/ambiguous-scalar warning"],
      policy: [
        { kind: "config", file: "milcity.config.yaml", change: "changed" },
        { kind: "baseline", file: ".milcity-baseline.yaml", change: "changed" },
        { kind: "comment", file: "a/milcity.yaml", change: "added" },
      ],
    });
    // Without a base it is one's own work: the files count as they stand, and are listed all the same.
    expect(policies()).toMatchObject({
      new: ["config/unused-ignore a/milcity.yaml"],
      policy: [{ kind: "config" }, { kind: "baseline" }],
    });
    // A document that git keeps is looked at, whatever git is told to ignore.
    put(".gitignore", "*.yaml\n");
    expect(policies("main").folders).toEqual(["a"]);
    put("milcity.config.yaml", "version: 1\nrules: nonsense\n");
    expect(() => changed("main")).toThrow("milcity.config.yaml:2");
    commit();
    git("tag", "broken");
    put("milcity.config.yaml", "version: 1\n");
    expect(changed("broken").notes?.[0]).toMatch(/^The settings of `broken` cannot be used.*milcity.config.yaml:2/);
  });

  it("says of what could not be read before that it counts as new, and is said to touch nothing where nothing is", () => {
    put("a/plan.yaml", "kind: plan\n\tid: [");
    commit();
    rmSync(join(root, "a/plan.yaml"));
    expect(changed("HEAD").notes).toEqual([
      "`a` could not be read in full at `HEAD`: what is found in it now counts as new.",
    ]);
    expect(changed("HEAD").resolved).toEqual(["yaml/syntax a/plan.yaml"]);
    git("rm", "-rqf", ".");
    put("x.txt", "x");
    commit();
    expect(() => changed()).toThrow("There is no dossier here");
  });
});

/** The command, started in the repository. */
function run(...argv: string[]) {
  const world: World = {
    cwd: root,
    env: new Map([["LC_ALL", "C"]]),
    now: () => "2026-06-30",
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 60,
    input: () => Promise.resolve(new Uint8Array()),
    icu: "74.1",
    look: (path) => (existsSync(path) ? "folder" : "nothing"),
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  };
  return main(argv, world);
}

function conforms(schema: string, text = ""): unknown {
  const file = new URL(`../schemas/output/${schema}.schema.json`, import.meta.url);
  const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(
    JSON.parse(readFileSync(file, "utf8")) as object,
  );
  const value: unknown = JSON.parse(text);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  return value;
}

describe("milcity validate --changed", () => {
  it("fails for what is new alone, counts what is old, and names what is resolved", async () => {
    git("init", "-q", "--initial-branch=main");
    put("milcity.yaml", `${city()}${unquoted}x-old: on\n`);
    put("plan.yaml", "kind: plan\nversion: 1\n");
    commit();
    put("milcity.yaml", `${city()}${unquoted}# one\n`);
    const old = await run("validate", "--changed", "main");
    expect(old).toMatchObject({ exit: 0 });
    expect((await run("validate")).exit).toBe(1);
    expect(old.stdout).toMatch(/^No new finding in 1 dossier/);
    expect(old.stdout).toMatch(/\d+ findings were there before and do not count\.\n1 finding is resolved\./);
    put("plan.yaml", "kind: plan\nversion: 1\nstatus: nonsense\n");
    const now = await run("validate", "--changed=main", "--format", "json");
    expect(now.exit).toBe(1);
    expect(conforms("validate", now.stdout)).toMatchObject({
      change: {
        base: { name: "main" },
        head: null,
        settings: "base",
        new: { errors: 1 },
        resolved: expect.arrayContaining([expect.objectContaining({ pointer: "/x-old" })]),
      },
      checked: { policyChanged: [] },
    });
    const github = (await run("validate", "--changed", "main", "--format", "github")).stdout ?? "";
    expect(github).toMatch(/^::error file=plan\.yaml,line=3,/);
    const compact = (await run("validate", "--changed", "main", "--format", "compact")).stdout ?? "";
    expect(compact.trim().split("\n")).toHaveLength(1);
    expect(await run("validate", "--changed", "main..HEAD", "--fix")).toMatchObject({ exit: 2 });
    expect(await run("validate", "--changed=--upload-pack=x", "--format", "json")).toMatchObject({
      exit: 2,
      stdout: expect.stringContaining('"revision"'),
    });
    expect(await run("validate", "--changed", "--max-warnings", "0")).toMatchObject({ exit: 1 });
  });
});

describe("milcity score --history", () => {
  const dated = (day: string) => {
    git("add", "-A");
    gitIn(root, ["commit", "-qm", "x"], { GIT_COMMITTER_DATE: `${day}T23:30:00-03:00` });
  };
  const history = async (...more: string[]) => {
    const { stdout, ...outcome } = await run("score", "--history", ...more, "--format", "json");
    expect(outcome).toMatchObject({ exit: 0 });
    return conforms("score-history", stdout) as {
      history: {
        revision: string;
        date: string;
        asOf: string;
        why?: string;
        dossiers: { path: string; frameworks: { score: number }[] }[];
      }[];
      notes?: string[];
    };
  };
  const told = ({ history: all }: Awaited<ReturnType<typeof history>>) =>
    all.map(({ revision, asOf, dossiers }) => `${revision} ${asOf} ${dossiers.map(({ path }) => path).join()}`);

  it("is told by the tags at which the dossier has changed, each as of its own day", async () => {
    git("init", "-q", "--initial-branch=main");
    put("other.txt", "x");
    dated("2026-01-01");
    git("tag", "before");
    put("a/milcity.yaml", city());
    put("a/plan.yaml", plan());
    dated("2026-01-31");
    git("tag", "-am", "first", "v1");
    put("other.txt", "y");
    dated("2026-02-10");
    git("tag", "same");
    put("a/plan.yaml", plan("x-note: a\n"));
    put("milcity.config.yaml", "version: 2\n");
    dated("2026-03-10");
    git("tag", "v2");
    put("a/milcity.yaml", city().replace("version: 1", "version: 9"));
    put("milcity.config.yaml", "version: 1\n");
    dated("2026-04-10");
    git("tag", "v3");
    put("a/milcity.yaml", `${city()}population: 5\n`);
    git("mv", "a", "b");
    dated("2026-05-10");
    git("tag", "v10");
    const result = await history();
    expect(told(result)).toEqual(["v1 2026-02-01 b", "v2 2026-03-11 ", "v3 2026-04-11 b", "v10 2026-05-11 b"]);
    expect(result.history[1]?.why).toContain("milcity.config.yaml:1");
    // Another version of the format is no score, and a gap in the line.
    expect(result.history[2]?.dossiers[0]?.frameworks).toEqual([]);
    expect(told(await history("v3", "v1", "--as-of", "2026-06-01"))).toEqual(["v3 2026-06-01 b", "v1 2026-06-01 b"]);
    const svg = (await run("score", "--history", "--format", "svg")).stdout ?? "";
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).not.toContain("<polyline");
    expect(svg).toMatch(/<title id="mc-title">.*<desc id="mc-desc">A: /s);
    expect((await run("score", "--history", "--format", "csv")).stdout).toMatch(
      /^revision,commit,.*\r\n"v1","[0-9a-f]{40}","2026-02-01","2026-02-01","b","A","iaec",[\d.]*,\d+,\d+\r\n"v10",.*\r\n$/,
    );
    const pretty = (await run("score", "--history")).stdout ?? "";
    expect(pretty).toMatch(/v1 +2026-02-01 .*\n +v2 +2026-03-11 +– +!\n +v3 .*–.*\n +v10/);
    expect(pretty.split("\n").every((line) => line.length <= 60)).toBe(true);
    expect((await run("score", "--history", "--format", "markdown")).stdout).toMatch(/\| v2 \| 2026-03-11 \| – \|/);
    expect(await run("score", "--history", "none")).toMatchObject({ exit: 2 });
    expect(await run("score", "--history", "--fail-under", "5")).toMatchObject({ exit: 2 });
  });

  it("is told by the commits that touch the dossier where there are no tags", async () => {
    git("init", "-q", "--initial-branch=main");
    const commits = Array.from({ length: 53 }, (_, n) => {
      const text = `${city('"<script>=1&2"')}population: ${n + 1}\n`;
      return `commit refs/heads/main\ncommitter a <a@b.example> ${1767225600 + n * 86400} +0000\ndata 1\nx\nM 644 inline milcity.yaml\ndata ${text.length}\n${text}\n`;
    });
    execFileSync("git", ["fast-import", "--quiet"], { cwd: root, input: commits.join("") });
    git("reset", "-q", "--hard");
    const result = await history();
    expect(result.history).toHaveLength(50);
    expect(result.history[0]).toMatchObject({ date: "2026-01-04", revision: git("rev-parse", "HEAD~49").slice(0, 10) });
    expect(result.notes).toEqual(["Only the newest 50 commits are shown."]);
    const svg = (await run("score", "--history", "HEAD~1", "HEAD", "--format", "svg")).stdout ?? "";
    expect(svg.match(/<polyline/g)).toHaveLength(1);
    expect(svg).not.toContain("<script>");
  });
});
