/**
 * The one door to git. Only plumbing that touches no work tree is called, with the repository's own configuration kept from starting
 * anything: `ls-files` reads the index, and only to list it.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { type Blob, isUnknown, type Unknown } from "./model/history.ts";
import { phrase } from "./model/phrase.ts";

const guards = [
  "--no-pager",
  ...[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "diff.external=",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "log.showSignature=false",
    "core.alternateRefsCommand=",
  ].flatMap((setting) => ["-c", setting]),
];

let program: string | null | undefined;

/** The absolute path of git, looked up once in PATH and never in the working directory. */
function gitProgram(): string | null {
  if (program !== undefined) return program;
  const names = process.platform === "win32" ? ["git.exe"] : ["git"];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      if (!isAbsolute(folder)) continue;
      try {
        accessSync(path, constants.X_OK);
        return (program = path);
      } catch {
        // Not in this folder of PATH; the next may have it.
      }
    }
  return (program = null);
}

const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));

const environment = (top: string): NodeJS.ProcessEnv => ({
  ...ownEnvironment(),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_REPLACE_OBJECTS: "1",
  GIT_NO_LAZY_FETCH: "1",
  // A repository may allow a protocol by its name, against `protocol.allow`; an object that is missing would then be fetched.
  GIT_ALLOW_PROTOCOL: "",
  GIT_ATTR_NOSYSTEM: "1",
  // Where the `.git` of the top level is broken, no repository further up is taken for it.
  GIT_CEILING_DIRECTORIES: dirname(top),
  LC_ALL: "C",
});

const bounds = { maxBuffer: 67_108_864, timeout: 20_000, shell: false, windowsHide: true } as const;

function started(git: string, top: string, args: readonly string[], input: string): Buffer {
  return execFileSync(git, [...guards, ...args], { ...bounds, input, env: environment(top), stdio: "pipe" });
}

/** `-c` for each folder that the user trusts though somebody else owns it; the user's other settings stay out. */
function trusted(git: string): string[] {
  try {
    const args = ["config", "--global", "--null", "--get-all", "safe.directory"];
    const output = execFileSync(git, args, { ...bounds, cwd: dirname(git), env: ownEnvironment(), stdio: "pipe" });
    return output
      .toString("utf8")
      .split("\0")
      .slice(0, -1)
      .flatMap((folder) => ["-c", `safe.directory=${folder}`]);
  } catch {
    // Exit 1 says that there is none.
    return [];
  }
}

const isDistrust = (error: unknown) =>
  error instanceof Error && "stderr" in error && String(error.stderr).includes("dubious ownership");

/** What git prints. */
function ask(top: string, args: readonly string[], input = ""): Buffer | Unknown {
  const git = gitProgram();
  if (git === null) return { why: phrase("there is no git program here") };
  const all = ["-C", top, ...args];
  try {
    try {
      return started(git, top, all, input);
    } catch (error) {
      if (!isDistrust(error)) throw error;
      return started(git, top, [...trusted(git), ...all], input);
    }
  } catch (error) {
    return isDistrust(error)
      ? { why: phrase("git does not trust this repository, which belongs to somebody else") }
      : { why: phrase("git cannot read this repository") };
  }
}

const records = (output: Buffer) => output.toString("utf8").split("\0").filter(Boolean);

/** Of some paths relative to the top level, those that git ignores. Empty where git cannot say: then every file is looked at. */
export function ignoredPaths(top: string, paths: readonly string[]): Set<string> {
  if (paths.length === 0) return new Set();
  // `check-ignore` knows no `--literal-pathspecs`; with `./` before it, no path is read as a pattern or an option.
  const input = paths.map((path) => `./${path}\0`).join("");
  const output = ask(top, ["check-ignore", "--no-index", "-z", "--stdin"], input);
  return new Set(isUnknown(output) ? [] : records(output).map((path) => path.slice(2)));
}

/** What the index holds at or below a folder (relative to the top level; `.` for all), and the submodules among it. */
export function trackedPaths(top: string, folder: string): { files: Set<string>; submodules: string[] } | Unknown {
  const output = ask(top, ["--literal-pathspecs", "ls-files", "--cached", "--stage", "-z", "--", folder]);
  if (isUnknown(output)) return output;
  const tracked = { files: new Set<string>(), submodules: [] as string[] };
  for (const record of records(output)) {
    const path = record.slice(record.indexOf("\t") + 1);
    if (record.startsWith("160000 ")) tracked.submodules.push(path);
    else tracked.files.add(path);
  }
  return tracked;
}

// What git takes for a name, without anything that counts from another commit, such as `~`, `^`, `@{` and `..`.
const isName = (revision: string) =>
  revision.length <= 200 &&
  /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._+/#=-]*$/u.test(revision) &&
  !/\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(revision);

/** The hash of a commit or of what a tag names. A branch names none: what it stands for today is not what it stood for. */
export function commitOf(top: string, revision: string): string | Unknown {
  const shallow = ask(top, ["rev-parse", "--is-shallow-repository"]);
  if (isUnknown(shallow)) return shallow;
  const isHash = /^[0-9a-f]{7,64}$/i.test(revision);
  const tag = `refs/tags/${revision.replace(/^(refs\/)?tags\//, "")}`;
  for (const name of isName(revision) ? [tag, ...(isHash ? [revision] : [])] : []) {
    const output = ask(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
    const hash = isUnknown(output) ? "" : output.toString("utf8").trim();
    // A branch may be named like the beginning of a hash; a whole one may be that of a tag.
    const isMeant = name === tag || revision.length >= 40 || hash.startsWith(revision.toLowerCase());
    if (/^[0-9a-f]{40,64}$/.test(hash) && isMeant) return hash;
  }
  return shallow.toString("utf8").trim() === "true"
    ? { why: phrase("this clone is shallow and has no commit or tag `{revision}`", { revision }) }
    : { why: phrase("git knows no commit or tag `{revision}`", { revision }) };
}

/** The regular files of a commit, by its hash. */
export function treeAt(top: string, commit: string): Blob[] | Unknown {
  const output = ask(top, ["ls-tree", "-r", "-z", "--long", "--full-tree", "--end-of-options", commit]);
  if (isUnknown(output)) return output;
  return records(output).flatMap((record) => {
    const [, hash, size, path] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t([^]*)$/.exec(record) ?? [];
    return hash === undefined || size === undefined || path === undefined ? [] : [{ path, hash, size: Number(size) }];
  });
}

const mostBytes = 33_554_432;

/** The bytes of files of a commit, by their paths. */
export function filesAt(top: string, files: readonly Blob[]): Map<string, Uint8Array> | Unknown {
  if (files.length === 0) return new Map();
  if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes)
    return { why: phrase("the repository has too many documents to search them all") };
  const output = ask(top, ["cat-file", "--batch"], files.map(({ hash }) => `${hash}\n`).join(""));
  if (isUnknown(output)) return output;
  const found = new Map<string, Uint8Array>();
  let at = 0;
  for (const { path, hash, size } of files) {
    const end = output.indexOf(10, at);
    if (output.toString("latin1", at, end) !== `${hash} blob ${size}`)
      return { why: phrase("this clone lacks part of its history") };
    found.set(path, output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return found;
}

/** What is asked of one repository in a run, each thing once and not before it is asked. Paths are relative to its top level. */
export interface Repository {
  /** Whether the index holds a file. */
  tracks(path: string): boolean | Unknown;
  ignores(path: string): boolean;
  /** The files of a commit or tag. */
  filesOf(revision: string): Blob[] | Unknown;
  read(files: readonly Blob[]): Map<string, Uint8Array> | Unknown;
}

/** `folder`: where the files lie that may be asked for. */
export function openRepository(top: string, folder: string): Repository {
  let tracked: ReturnType<typeof trackedPaths> | undefined;
  const trees = new Map<string, Blob[] | Unknown>();
  return {
    tracks(path) {
      tracked ??= trackedPaths(top, folder);
      if (isUnknown(tracked)) return tracked;
      return tracked.submodules.some((module) => path.startsWith(`${module}/`))
        ? { why: phrase("some files lie in a submodule, whose own list is not looked at") }
        : tracked.files.has(path);
    },
    ignores: (path) => ignoredPaths(top, [path]).has(path),
    filesOf(revision) {
      const known = trees.get(revision);
      if (known) return known;
      const commit = commitOf(top, revision);
      const files = isUnknown(commit) ? commit : treeAt(top, commit);
      trees.set(revision, files);
      return files;
    },
    read: (files) => filesAt(top, files),
  };
}
