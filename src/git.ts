/**
 * The one door to git. Only plumbing that touches no work tree is called, with the repository's own configuration kept from starting
 * anything: `ls-files` reads the index, and only to list it.
 */
import { ask, records } from "./git/ask.ts";
import { type Blob, isUnknown, type Unknown } from "./model/history.ts";
import { phrase } from "./model/phrase.ts";

export { indexOf } from "./git/index-entries.ts";
export { foldersAt, lineOf, tagsOf } from "./git/line.ts";
export { changedBetween, namedIn, objectsOf, sizesOf, treeBelow } from "./git/objects.ts";
export { commitsOf, mergeBaseOf, type Range, rangeOf, standingOf } from "./git/revisions.ts";

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

/** Two edits of a file put together line by line, with marks where both have changed the same lines. Paths are absolute. */
export function mergedLines(folder: string, base: string, ours: string, theirs: string): Buffer | Unknown {
  const labels = ["ours", "base", "theirs"].flatMap((label) => ["-L", label]);
  const args = ["merge-file", "--stdout", "--diff3", ...labels, "--", ours, base, theirs];
  // The exit is the number of conflicts, up to 127; what is no text is 255.
  return ask(folder, args, "", (exit) => exit > 0 && exit < 128);
}

/** Writes a setting into the repository's own configuration. The only thing that is ever written there, and only when a user asks. */
export const setConfig = (top: string, name: string, value: string): Buffer | Unknown =>
  ask(top, ["config", "--local", "--replace-all", name, value]);

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
