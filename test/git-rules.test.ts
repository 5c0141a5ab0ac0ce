/** The rules that ask git, on repositories made by git: what it knows is said, and what it cannot know is said to be unknown. */
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findingsView, inspect, openWorkspace } from "../src/index.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "milcity-git-rules-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  rmSync(root, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const own = ["user.name=a", "user.email=a@city.example", "commit.gpgsign=false", "protocol.file.allow=always"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const all = [...own.flatMap((setting) => ["-c", setting]), ...args];
  return execFileSync("git", all, { cwd: root, encoding: "utf8", env, stdio: "pipe" }).trim();
}

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const city =
  "kind: city\nversion: 1\nname: A\ncountry: PT\nlanguages: [en]\nmemberships: [{ framework: iaec, role: member }]\n";

function committee(...minutes: string[]): string {
  const meetings = minutes.map((path, i) => `  - { id: m${i}, date: 2026-01-10, minutes: ${JSON.stringify(path)} }`);
  return `kind: committee\nversion: 1\nid: c\nname: C\ntype: advisory\nmembers: []\nmeetings:\n${meetings.join("\n")}\n`;
}

/** A plan whose action ends on a day, submitted as a revision if one is named. */
function plan(end: string, revision?: string, id = "p"): string {
  const named = revision === undefined ? "" : `, revision: ${JSON.stringify(revision)}`;
  return [
    `kind: plan\nversion: 1\nid: ${id}\nsubmissions: [{ to: unesco, date: 2026-01-15${named} }]`,
    `actions:\n  - { id: labs, start: 2026-02-01, end: ${end} }\n`,
  ].join("\n");
}

interface Said {
  found: string[];
  messages: string[];
  unable: string[];
}

function looked(rule: string, api = { findingsView, inspect, openWorkspace }, cwd = root): Said {
  const workspace = api.openWorkspace({ cwd, paths: [], day: "2026-06-30" });
  const view = api.findingsView(workspace, api.inspect(workspace));
  const own = view.diagnostics.filter((diagnostic) => diagnostic.rule === rule);
  return {
    found: own.map(({ file, pointer }) => `${file} ${pointer}`),
    messages: own.map(({ message }) => message),
    unable: view.checked.rulesNotRun.filter((entry) => entry.rule === rule).map(({ why }) => why),
  };
}

/** A `git` that writes down what it is asked and then answers as git does. Returns what it was asked, in order. */
function watchedGit(): () => string[] {
  const real = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "git"));
  const folder = mkdtempSync(join(tmpdir(), "milcity-git-watched-"));
  const log = join(folder, "log");
  writeFileSync(log, "");
  const which = real.map((path) => `[ -x "${path}" ] && exec "${path}" "$@"`).join("\n");
  writeFileSync(join(folder, "git"), `#!/bin/sh\necho "$@" >> "${log}"\n${which}\n`);
  chmodSync(join(folder, "git"), 0o755);
  vi.stubEnv("PATH", folder);
  return () => {
    const calls = readFileSync(log, "utf8").split("\n").filter(Boolean);
    rmSync(folder, { recursive: true, force: true });
    return calls;
  };
}

/** The program as it is when it first looks for git. */
const anew = () => import("../src/index.ts");

describe("evidence/untracked", () => {
  const rule = "evidence/untracked";

  it("finds files that are in no index, whether committed, added or ignored", () => {
    const odd = "evidence/Ata nº 1 (çã) 'x' \"y\" [z].md";
    put("milcity.yaml", city);
    put(
      "committee.yaml",
      committee("evidence/kept.md", "evidence/added.md", odd, "evidence/new.md", "evidence/gone.md"),
    );
    put("more.yaml", committee("out/ignored.md", "out/forced.md", "evidence/new.md").replace("id: c", "id: d"));
    for (const file of [
      "evidence/kept.md",
      "evidence/added.md",
      odd,
      "evidence/new.md",
      "out/ignored.md",
      "out/forced.md",
    ])
      put(file, "x");
    put(".gitignore", "out/\n");
    git("init", "-q");
    git("add", "evidence/kept.md", odd);
    git("add", "-f", "out/forced.md");
    git("commit", "-qm", "x");
    git("add", "evidence/added.md");
    expect(looked(rule)).toEqual({
      found: ["committee.yaml /meetings/3/minutes", "more.yaml /meetings/0/minutes"],
      messages: [
        "The file `evidence/new.md` is here, but git does not keep it.",
        "The file `out/ignored.md` is here, but git is told to ignore it.",
      ],
      unable: [],
    });
  });

  it("looks into the repository around each dossier, and asks it once", async () => {
    for (const folder of ["a", "b [x]", "own"]) {
      put(`${folder}/milcity.yaml`, city);
      put(`${folder}/committee.yaml`, committee("one.md", "two.md"));
      put(`${folder}/one.md`, "x");
      put(`${folder}/two.md`, "x");
    }
    git("init", "-q");
    git("add", "a/one.md", "b [x]/two.md");
    git("-C", "own", "init", "-q");
    git("-C", "own", "add", ".");
    const calls = watchedGit();
    expect(looked(rule, await anew())).toEqual({
      found: ["a/committee.yaml /meetings/1/minutes", "b [x]/committee.yaml /meetings/0/minutes"],
      messages: [expect.stringContaining("`two.md`"), expect.stringContaining("`one.md`")],
      unable: [],
    });
    expect(calls().filter((call) => call.includes("ls-files"))).toHaveLength(2);
  });

  it("asks nothing of git where no file is named, or none is there", async () => {
    put("milcity.yaml", city);
    put("committee.yaml", committee("https://city.example/minutes", "evidence/gone.md"));
    git("init", "-q");
    const calls = watchedGit();
    expect(looked(rule, await anew())).toEqual({ found: [], messages: [], unable: [] });
    expect(calls()).toEqual([]);
  });

  it("says so where the dossier lies in no repository, or git cannot tell", async () => {
    put("milcity.yaml", city);
    put("committee.yaml", committee("one.md"));
    put("one.md", "x");
    expect(looked(rule).unable).toEqual(["the dossier lies in no git repository"]);
    put(".git", "gitdir: /nowhere\n");
    expect(looked(rule).unable).toEqual(["git cannot read this repository"]);
    rmSync(join(root, ".git"));
    git("init", "-q");
    expect(looked(rule).found).toHaveLength(1);
    vi.stubEnv("PATH", join(root, "empty"));
    expect(looked(rule, await anew())).toMatchObject({ found: [], unable: ["there is no git program here"] });
  });

  it("says so of files in a submodule", () => {
    put("part/one.md", "x");
    git("-C", "part", "init", "-q");
    git("-C", "part", "add", ".");
    git("-C", "part", "commit", "-qm", "x");
    put("milcity.yaml", city);
    put("committee.yaml", committee("part/one.md"));
    git("init", "-q");
    git("submodule", "--quiet", "add", "./part", "part");
    expect(looked(rule)).toMatchObject({
      found: [],
      unable: ["some files lie in a submodule, whose own list is not looked at"],
    });
  });

  it("takes files that lie in a bare repository for what they are", () => {
    git("init", "-q", "--bare");
    put("milcity.yaml", city);
    put("committee.yaml", committee("one.md"));
    put("one.md", "x");
    expect(looked(rule)).toMatchObject({ found: [], unable: ["the dossier lies in no git repository"] });
  });

  // Only the superuser can give a folder to somebody else.
  it.runIf(process.getuid?.() === 0)(
    "says so where the repository belongs to somebody else, unless the user trusts it",
    () => {
      put("milcity.yaml", city);
      put("committee.yaml", committee("one.md"));
      put("one.md", "x");
      git("init", "-q");
      for (const path of [root, join(root, ".git")]) chownSync(path, 12345, 12345);
      const home = mkdtempSync(join(tmpdir(), "milcity-home-"));
      vi.stubEnv("HOME", home);
      vi.stubEnv("XDG_CONFIG_HOME", home);
      expect(looked(rule).unable).toEqual(["git does not trust this repository, which belongs to somebody else"]);
      writeFileSync(
        join(home, ".gitconfig"),
        `[safe]\n\tdirectory = ${root}\n[core]\n\tfsmonitor = touch ${root}/started\n`,
      );
      expect(looked(rule)).toMatchObject({ found: ["committee.yaml /meetings/0/minutes"], unable: [] });
      rmSync(home, { recursive: true, force: true });
    },
  );
});

describe("readjustment/undocumented", () => {
  const rule = "readjustment/undocumented";
  const moved = { found: ["plan.yaml /actions/0/end"], unable: [] };

  /** A repository with the plan as it was submitted, under the tag `v1`. */
  function submitted(folder = ""): void {
    put(`${folder}milcity.yaml`, city);
    put(`${folder}plan.yaml`, plan("2026-05-31"));
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "x");
    git("tag", "v1");
  }

  it.each([
    ["a tag", () => "v1"],
    ["a tag by its whole name", () => "refs/tags/v1"],
    ["a tag with a message", () => (git("tag", "-am", "Sent", "sent/2026", "v1"), "sent/2026")],
    ["the hash of such a tag", () => (git("tag", "-am", "Sent", "sent", "v1"), git("rev-parse", "sent"))],
    ["a tag in the city's language", () => (git("tag", "submissão-2026", "v1"), "submissão-2026")],
    ["a commit", () => git("rev-parse", "HEAD")],
    ["the beginning of a commit's hash", () => git("rev-parse", "--short=9", "HEAD")],
  ])("compares with the plan of %s", (_, revision) => {
    submitted();
    put("plan.yaml", plan("2026-08-31", revision()));
    expect(looked(rule)).toMatchObject(moved);
    put("plan.yaml", plan("2026-05-31", "v1"));
    expect(looked(rule)).toMatchObject({ found: [], unable: [] });
  });

  it("says what was and what is", () => {
    submitted();
    put("plan.yaml", plan("2026-08-31", "v1"));
    expect(looked(rule).messages).toEqual([
      "`end` of `labs` was 2026-05-31 in the plan that was submitted on 2026-01-15 and is 2026-08-31 now; no readjustment tells of it.",
    ]);
  });

  it("finds the plan where it lay, also when the file or the dossier has moved", () => {
    submitted("old/");
    rmSync(join(root, "old/plan.yaml"));
    put("old/plans/main.yml", plan("2026-08-31", "v1"));
    expect(looked(rule)).toMatchObject({ found: ["old/plans/main.yml /actions/0/end"], unable: [] });
    renameSync(join(root, "old"), join(root, "new"));
    expect(looked(rule)).toMatchObject({ found: ["new/plans/main.yml /actions/0/end"], unable: [] });
  });

  it("never takes the plan of another city for it", () => {
    submitted("other/");
    put("city/milcity.yaml", city);
    put("city/plan.yaml", plan("2026-08-31", "v1"));
    expect(looked(rule)).toMatchObject({
      found: [],
      unable: [
        expect.stringMatching(/^there is no plan `p` at `v1` .*; the last submission of `p` names no `revision`/),
      ],
    });
  });

  it("guesses none of several plans, and none that cannot be read", () => {
    put("copy.yaml", plan("2026-04-30"));
    submitted();
    rmSync(join(root, "copy.yaml"));
    renameSync(join(root, "plan.yaml"), join(root, "main.yaml"));
    put("main.yaml", plan("2026-08-31", "v1"));
    expect(looked(rule).unable).toEqual(["there are several plans `p` at `v1`"]);
    put("main.yaml", `${plan("2026-05-31")}x-note: *nothing\n`);
    git("add", "-A");
    git("commit", "-qm", "x");
    git("tag", "v2");
    put("main.yaml", plan("2026-08-31", "v2"));
    expect(looked(rule).unable).toEqual(["the plan `p` cannot be read in full at `v2`"]);
  });

  it("says so where the submission names no revision, or the dossier lies in no repository", () => {
    put("milcity.yaml", city);
    put("plan.yaml", plan("2026-08-31", "v1"));
    expect(looked(rule).unable).toEqual(["the dossier lies in no git repository"]);
    submitted();
    put("plan.yaml", plan("2026-08-31"));
    expect(looked(rule)).toMatchObject({
      found: [],
      unable: ["the last submission of `p` names no `revision`, so that the plan of that day cannot be found"],
    });
  });

  it("says so of one dossier while it judges another", () => {
    submitted();
    for (const folder of ["a", "b"]) put(`${folder}/milcity.yaml`, city);
    put("a/plan.yaml", plan("2026-05-31"));
    git("add", ".");
    git("commit", "-qm", "x");
    git("tag", "v2");
    put("a/plan.yaml", plan("2026-08-31", "v2"));
    put("b/plan.yaml", plan("2026-08-31"));
    rmSync(join(root, "milcity.yaml"));
    expect(looked(rule)).toMatchObject({
      found: ["a/plan.yaml /actions/0/end"],
      unable: [expect.stringContaining("names no `revision`")],
    });
  });

  it("says so of a repository without commits and of a shallow clone", () => {
    submitted();
    put("plan.yaml", plan("2026-08-31", "v1"));
    git("add", ".");
    git("commit", "-qm", "y");
    git("clone", "-q", "--depth", "1", "--no-tags", `file://${root}`, "shallow");
    expect(looked(rule, undefined, join(root, "shallow")).unable).toEqual([
      "this clone is shallow and has no commit or tag `v1`",
    ]);
    rmSync(join(root, ".git"), { recursive: true });
    rmSync(join(root, "shallow"), { recursive: true });
    git("init", "-q");
    expect(looked(rule).unable).toEqual(["git knows no commit or tag `v1`"]);
  });

  it("works in a further work tree and in a dossier below the top level", () => {
    submitted("dossiers/a/");
    put("dossiers/a/plan.yaml", plan("2026-08-31", "v1"));
    git("commit", "-qam", "y");
    git("worktree", "add", "-q", "--detach", "tree");
    const found = ["dossiers/a/plan.yaml /actions/0/end"];
    expect(looked(rule, undefined, join(root, "tree/dossiers/a"))).toMatchObject({ found, unable: [] });
  });

  it.each([
    ..."HEAD @ main origin/main HEAD~1 v1~0 v1^0 v1^{commit} v1^{/x} :/x @{-1} main@{1} v1..main v1...main ^v1 --all -v1".split(
      " ",
    ),
    ..."--output=x -h --upload-pack=x ../v1 refs/heads/main refs/tags/../heads/main .git/config v1:plan.yaml :plan.yaml".split(
      " ",
    ),
    ..."FETCH_HEAD heads/main tags/ / // . .. .lock v1.lock v1/ v1. a//b $(touch${IFS}started) `touch` ;touch |touch %00".split(
      " ",
    ),
    ..."* ? [v]1 v? ~ ^ {} \\ 0000000 0000000000000000000000000000000000000000 abc1234".split(" "),
    "v1 ",
    " v1",
    "v1\nv1",
    "v1\0",
    "",
    "x".repeat(5000),
    "\u202ev1",
    "v1\u200b",
    "V1",
  ])("names no commit by %j", (revision) => {
    submitted();
    git("branch", "abc1234");
    put("plan.yaml", plan("2026-08-31", revision));
    const { found, unable } = looked(rule);
    expect(found).toEqual([]);
    expect(unable).toHaveLength(1);
  });

  it("starts git for nothing where no plan was submitted", async () => {
    submitted();
    put("plan.yaml", plan("2026-08-31").replace(/^submissions.*$/m, ""));
    const calls = watchedGit();
    expect(looked(rule, await anew())).toEqual({ found: [], messages: [], unable: [] });
    expect(calls()).toEqual([]);
  });
});
