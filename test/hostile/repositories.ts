import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { canary, city, committee, type HostileCase, plan, times } from "./case.ts";

const env = {
  PATH: process.env["PATH"],
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "\u001b[31m::error::",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "##[error]",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

const git = (folder: string, ...args: string[]): string =>
  execFileSync("git", args, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

function commit(folder: string, message = "x"): string {
  git(folder, "add", "-A", "-f");
  git(folder, "commit", "-q", "--allow-empty", "-m", message);
  return git(folder, "rev-parse", "HEAD");
}

/** A repository with two commits of the sound dossier, the second of which changes an action. */
function repository(folder: string): void {
  git(folder, "init", "-q", "-b", "main");
  commit(folder, "\u001b[31m::error::first\n\n##[error]x");
  git(folder, "tag", "v1");
  writeFileSync(join(folder, "plan.yaml"), plan.replace("end: 2027-11-30", "end: 2027-10-30"));
  commit(folder, "second");
}

const ran = (folder: string) => `touch "${join(folder, "..", "ran")}"; false`;

const verbs: Record<string, readonly string[]> = {
  validate: ["validate", "."],
  changed: ["validate", "--changed"],
  diff: ["diff", "v1", "HEAD"],
  history: ["score", ".", "--history"],
  submit: ["submit", ".", "--to", "iaec", "--dry-run"],
};

/** Each way that a repository may start a program or look elsewhere, by every command that asks git. */
const traps: Record<string, (folder: string) => void> = {
  fsmonitor: (folder) => void git(folder, "config", "core.fsmonitor", ran(folder)),
  hooks: (folder) => {
    const hooks = join(folder, ".git/hooks");
    mkdirSync(hooks, { recursive: true });
    for (const hook of [
      "post-index-change",
      "reference-transaction",
      "pre-commit",
      "post-checkout",
      "fsmonitor-watchman",
    ]) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\n${ran(folder)}\n`);
      chmodSync(join(hooks, hook), 0o755);
    }
    git(folder, "config", "core.hooksPath", hooks);
  },
  filters: (folder) => {
    writeFileSync(join(folder, ".gitattributes"), "* filter=evil diff=evil merge=evil textconv=evil\n");
    for (const key of [
      "filter.evil.clean",
      "filter.evil.smudge",
      "filter.evil.process",
      "diff.evil.textconv",
      "diff.evil.command",
      "merge.evil.driver",
      "diff.external",
    ])
      git(folder, "config", key, ran(folder));
  },
  programs: (folder) => {
    for (const key of [
      "core.pager",
      "core.editor",
      "core.sshCommand",
      "core.askPass",
      "core.gitProxy",
      "gpg.program",
      "credential.helper",
      "sequence.editor",
      "uploadpack.packObjectsHook",
      "core.alternateRefsCommand",
      "pager.diff",
      "pager.log",
      "pager.ls-tree",
      "pager.cat-file",
      "pager.rev-parse",
    ])
      git(folder, "config", key, ran(folder));
    for (const alias of [
      "cat-file",
      "ls-tree",
      "rev-parse",
      "rev-list",
      "ls-files",
      "check-ignore",
      "for-each-ref",
      "merge-base",
    ])
      git(folder, "config", `alias.${alias}`, `!${ran(folder)}`);
  },
  includes: (folder) => {
    writeFileSync(join(folder, "more"), `[core]\n\tfsmonitor = "${ran(folder).replaceAll('"', '\\"')}"\n`);
    git(folder, "config", "include.path", "../more");
  },
  "include-of-pipe": (folder) => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    git(folder, "config", "include.path", "../pipe");
  },
  "include-of-itself": (folder) => appendFileSync(join(folder, ".git/config"), "[include]\n\tpath = config\n"),
  "config-broken": (folder) => writeFileSync(join(folder, ".git/config"), "[core\n\u001b[31m"),
  "config-large": (folder) =>
    appendFileSync(
      join(folder, ".git/config"),
      times(200_000, (i) => `[a "${i}"]\n\tb = c\n`),
    ),
  "config-is-pipe": (folder) => {
    rmSync(join(folder, ".git/config"));
    execFileSync("mkfifo", [join(folder, ".git/config")]);
  },
  "head-is-pipe": (folder) => {
    rmSync(join(folder, ".git/HEAD"));
    execFileSync("mkfifo", [join(folder, ".git/HEAD")]);
  },
  "index-is-pipe": (folder) => {
    rmSync(join(folder, ".git/index"));
    execFileSync("mkfifo", [join(folder, ".git/index")]);
  },
  "exclude-is-pipe": (folder) => {
    rmSync(join(folder, ".git/info/exclude"), { force: true });
    mkdirSync(join(folder, ".git/info"), { recursive: true });
    execFileSync("mkfifo", [join(folder, ".git/info/exclude")]);
  },
  "exclude-links-to-zero": (folder) => {
    rmSync(join(folder, ".git/info/exclude"), { force: true });
    mkdirSync(join(folder, ".git/info"), { recursive: true });
    symlinkSync("/dev/zero", join(folder, ".git/info/exclude"));
  },
  "ignore-is-pipe": (folder) => void execFileSync("mkfifo", [join(folder, ".gitignore")]),
  "ignore-is-folder": (folder) => {
    mkdirSync(join(folder, ".gitignore"));
  },
  "ignore-links-out": (folder) => symlinkSync("../outside/canary.md", join(folder, ".gitignore")),
  "ignore-intricate": (folder) =>
    writeFileSync(
      join(folder, ".gitignore"),
      `${times(300, (i) => `${"**/a*".repeat(20)}${i}*b\n`)}${"[".repeat(5_000)}\n${"*a".repeat(2_000)}b\n`,
    ),
  "ignore-large": (folder) =>
    writeFileSync(
      join(folder, ".gitignore"),
      times(100_000, (i) => `x${i}*y\n`),
    ),
  "refs-odd": (folder) => {
    const hash = git(folder, "rev-parse", "HEAD");
    const file = join(folder, ".git/packed-refs");
    writeFileSync(
      file,
      ["--upload-pack=x", "\u001b[31m", "::error::", "a\u202eb", "-", "@{-1}"]
        .map((name) => `${hash} refs/tags/${name}\n`)
        .join(""),
    );
  },
  "refs-many": (folder) => {
    const hash = git(folder, "rev-parse", "HEAD");
    writeFileSync(
      join(folder, ".git/packed-refs"),
      `# pack-refs with: peeled fully-peeled sorted \n${times(30_000, (i) => `${hash} refs/tags/t${String(i).padStart(6, "0")}\n`)}`,
    );
  },
  "refs-loop": (folder) => {
    writeFileSync(join(folder, ".git/refs/heads/a"), "ref: refs/heads/b\n");
    writeFileSync(join(folder, ".git/refs/heads/b"), "ref: refs/heads/a\n");
    writeFileSync(join(folder, ".git/HEAD"), "ref: refs/heads/a\n");
  },
  "head-broken": (folder) => writeFileSync(join(folder, ".git/HEAD"), `\u001b[31m${"x".repeat(100_000)}`),
  "head-missing-commit": (folder) => writeFileSync(join(folder, ".git/HEAD"), `${"1".repeat(40)}\n`),
  "index-broken": (folder) => writeFileSync(join(folder, ".git/index"), "DIRC\0\0\0\u0002\uffff"),
  "objects-corrupt": (folder) => {
    const objects = join(folder, ".git/objects");
    for (const part of readdirSync(objects))
      if (part.length === 2)
        for (const name of readdirSync(join(objects, part))) {
          chmodSync(join(objects, part, name), 0o644);
          writeFileSync(join(objects, part, name), "garbage");
        }
  },
  "objects-gone": (folder) => rmSync(join(folder, ".git/objects"), { recursive: true }),
  "objects-elsewhere": (folder) => {
    mkdirSync(join(folder, ".git/objects/info"), { recursive: true });
    writeFileSync(join(folder, ".git/objects/info/alternates"), `${join(folder, "..", "outside")}\n/dev/zero\n`);
  },
  replaced: (folder) => {
    const tree = git(folder, "hash-object", "-w", "../outside/canary.md");
    git(folder, "replace", "-f", git(folder, "rev-parse", "HEAD:plan.yaml"), tree);
  },
  "git-file": (folder) => {
    rmSync(join(folder, ".git"), { recursive: true });
    writeFileSync(join(folder, ".git"), "gitdir: ../outside\n");
  },
  "git-file-elsewhere": (folder) => {
    const other = join(folder, "..", "outside", "other");
    mkdirSync(other);
    git(other, "init", "-q");
    git(other, "config", "core.fsmonitor", ran(folder));
    rmSync(join(folder, ".git"), { recursive: true });
    writeFileSync(join(folder, ".git"), `gitdir: ${join(other, ".git")}\n`);
  },
  "git-file-itself": (folder) => {
    rmSync(join(folder, ".git"), { recursive: true });
    writeFileSync(join(folder, ".git"), "gitdir: .git\n");
  },
  "git-file-large": (folder) => {
    rmSync(join(folder, ".git"), { recursive: true });
    writeFileSync(join(folder, ".git"), `gitdir: ${"a/".repeat(500_000)}\n`);
  },
  "git-is-pipe": (folder) => {
    rmSync(join(folder, ".git"), { recursive: true });
    execFileSync("mkfifo", [join(folder, ".git")]);
  },
  "git-links-out": (folder) => {
    rmSync(join(folder, ".git"), { recursive: true });
    symlinkSync("../outside", join(folder, ".git"));
  },
  "git-empty": (folder) => {
    rmSync(join(folder, ".git"), { recursive: true });
    mkdirSync(join(folder, ".git"));
  },
  bare: (folder) => void git(folder, "config", "core.bare", "true"),
  "worktree-elsewhere": (folder) => void git(folder, "config", "core.worktree", join(folder, "..", "outside")),
  unborn: (folder) => {
    rmSync(join(folder, ".git"), { recursive: true });
    git(folder, "init", "-q");
  },
  detached: (folder) => void git(folder, "checkout", "-q", "--detach"),
  shallow: (folder) => writeFileSync(join(folder, ".git/shallow"), `${git(folder, "rev-parse", "HEAD")}\n`),
  "promised-objects": (folder) => {
    git(folder, "config", "remote.origin.url", `ext::sh -c '${ran(folder)}'`);
    git(folder, "config", "remote.origin.promisor", "true");
    git(folder, "config", "protocol.ext.allow", "always");
    git(folder, "config", "extensions.partialClone", "origin");
    const blob = git(folder, "rev-parse", "HEAD:plan.yaml");
    rmSync(join(folder, ".git/objects", blob.slice(0, 2), blob.slice(2)), { force: true });
  },
  submodule: (folder) => {
    writeFileSync(
      join(folder, ".gitmodules"),
      `[submodule "x"]\n\tpath = sub\n\turl = ext::sh -c '${ran(folder)}'\n\tupdate = !${ran(folder)}\n`,
    );
    git(folder, "update-index", "--add", "--cacheinfo", `160000,${git(folder, "rev-parse", "HEAD")},sub`);
    commitTree(folder);
  },
  "lfs-pointer": (folder) => {
    writeFileSync(
      join(folder, "plan.yaml"),
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
    );
    commit(folder);
  },
  "history-broken": (folder) => {
    for (const text of ["}".repeat(20_000), `x: ${"[".repeat(3_000)}`, "\0\u001b", `${plan}x: &a [*a]\n`]) {
      writeFileSync(join(folder, "plan.yaml"), text);
      commit(folder);
      git(folder, "tag", `t${text.length}`);
    }
    writeFileSync(join(folder, "plan.yaml"), plan);
    commit(folder);
  },
  "history-of-links": (folder) => {
    rmSync(join(folder, "plan.yaml"));
    symlinkSync("../outside/plan.yaml", join(folder, "plan.yaml"));
    commit(folder);
    git(folder, "tag", "v2");
    rmSync(join(folder, "plan.yaml"));
    writeFileSync(join(folder, "plan.yaml"), plan);
  },
  "history-of-odd-names": (folder) => {
    for (const name of ["a\nb.yaml", "\u001b[31m.yaml", "a\u202eb.yaml", "::error::.yaml", "-x.yaml"])
      writeFileSync(join(folder, name), "kind: plan\ntitle: [\n");
    commit(folder);
    for (const name of ["a\nb.yaml", "\u001b[31m.yaml", "a\u202eb.yaml", "::error::.yaml", "-x.yaml"])
      rmSync(join(folder, name));
  },
  "history-with-traversal": (folder) => {
    const blob = git(folder, "hash-object", "-w", "plan.yaml");
    const raw = (name: string, mode: string, hash: string) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(hash, "hex")]);
    const tree = (entries: Buffer) =>
      execFileSync("git", ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"], {
        cwd: folder,
        env,
        input: entries,
        encoding: "utf8",
      }).trim();
    const inner = tree(raw("plan.yaml", "100644", blob));
    const cityBlob = git(folder, "hash-object", "-w", "milcity.yaml");
    const top = tree(
      Buffer.concat([
        raw("..", "40000", inner),
        raw(".git", "40000", inner),
        raw("milcity.yaml", "100644", cityBlob),
        raw("a/b.yaml", "100644", blob),
      ]),
    );
    const made = git(folder, "commit-tree", "-m", "x", top);
    git(folder, "update-ref", "refs/tags/v1", made);
  },
  "blob-large": (folder) => {
    writeFileSync(join(folder, "plan.yaml"), "#".repeat(40_000_000));
    commit(folder);
    git(folder, "tag", "big");
    writeFileSync(join(folder, "plan.yaml"), plan);
    commit(folder);
  },
  "commits-many": (folder) => {
    const blob = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const input = times(
      1_500,
      (i) =>
        `commit refs/heads/main\ncommitter A <a@example.org> ${1_767_225_600 + i} +0000\n${blob("x")}${i === 0 ? "" : ""}M 100644 inline plan.yaml\n${blob(plan.replace("title: Labs", `title: Labs ${i}`))}M 100644 inline milcity.yaml\n${blob(city)}M 100644 inline committee.yaml\n${blob(committee)}\n`,
    );
    execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: folder, env, input });
    git(folder, "reset", "-q", "--hard", "main");
  },
  "commit-dates-odd": (folder) => {
    const tree = git(folder, "rev-parse", "HEAD^{tree}");
    const text = `tree ${tree}\nauthor \u001b[31m <> 99999999999999999999 +9999\ncommitter ::error:: <> 99999999999 -9999\n\n##[error]x\n`;
    const made = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], {
      cwd: folder,
      env,
      input: text,
      encoding: "utf8",
    }).trim();
    git(folder, "update-ref", "refs/heads/main", made);
    git(folder, "update-ref", "refs/tags/odd", made);
  },
  "nested-repository": (folder) => {
    const inner = join(folder, "evidence");
    git(inner, "init", "-q");
    git(inner, "config", "core.fsmonitor", ran(folder));
  },
  "bare-as-files": (folder) => {
    mkdirSync(join(folder, "repo/objects"), { recursive: true });
    mkdirSync(join(folder, "repo/refs"));
    writeFileSync(join(folder, "repo/HEAD"), "ref: refs/heads/main\n");
    writeFileSync(
      join(folder, "repo/config"),
      `[core]\n\tbare = true\n\tfsmonitor = "${ran(folder).replaceAll('"', '\\"')}"\n`,
    );
  },
  "git-in-folder": (folder) => {
    writeFileSync(join(folder, "git"), `#!/bin/sh\n${ran(folder)}\n`);
    chmodSync(join(folder, "git"), 0o755);
  },
  "attributes-macro": (folder) =>
    writeFileSync(
      join(folder, ".gitattributes"),
      `[attr]x ${"x ".repeat(100)}\n${times(50_000, (i) => `a${i} text\n`)}`,
    ),
  mailmap: (folder) => writeFileSync(join(folder, ".mailmap"), `${canary} <a@example.org>\n`),
  "lock-files": (folder) => {
    for (const name of ["index.lock", "HEAD.lock", "config.lock", "packed-refs.lock"])
      writeFileSync(join(folder, ".git", name), "");
  },
  "format-unknown": (folder) => {
    git(folder, "config", "core.repositoryFormatVersion", "99");
  },
  "index-split": (folder) => void git(folder, "update-index", "--split-index"),
  "index-untracked-cache": (folder) => void git(folder, "update-index", "--force-untracked-cache"),
};

function commitTree(folder: string): void {
  git(folder, "commit", "-q", "--allow-empty", "-m", "x");
  if (!existsSync(join(folder, "sub"))) mkdirSync(join(folder, "sub"));
}

export const repositories: HostileCase[] = Object.entries(traps).flatMap(([trap, set]) =>
  Object.entries(verbs).map(([verb, args]): HostileCase => ({
    name: `git-${trap}-${verb}`,
    setup: (folder) => {
      repository(folder);
      set(folder);
    },
    args,
    exits: [0, 1, 2],
    // Git itself touches a shared index that it reads.
    ...(trap === "index-split" ? { mayChange: ["dossier/.git/sharedindex."] } : {}),
  })),
);
