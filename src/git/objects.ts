/** Trees and blobs of a repository, read from its objects alone: neither the index nor the work tree is looked at. */
import { isUtf8 } from "node:buffer";
import { isUnknown, type Unknown } from "../model/history.ts";
import { phrase } from "../model/phrase.ts";
import type { TreeEntry } from "../model/revision.ts";
import { ask } from "./ask.ts";

/** Bytes that one answer of git may have, so that it fits into the memory that is set aside for it. */
const mostBytes = 33_554_432;

const types = new Map<string, TreeEntry["type"]>([
  ["40000", "folder"],
  ["120000", "link"],
  ["160000", "submodule"],
]);

const typeOf = (mode: string): TreeEntry["type"] => types.get(mode.replace(/^0/, "")) ?? "file";

/** A name as text. What is not UTF-8 cannot be opened by its name on a disk either. */
function nameOf(bytes: Buffer): { path: string; isNoText?: true } {
  const path = bytes.toString("utf8");
  return path.includes("\ufffd") && !Buffer.from(path).equals(bytes) ? { path, isNoText: true } : { path };
}

/** All that lies below a folder of a commit; undefined where there is no such folder. */
export function treeBelow(top: string, commit: string, folder: string): TreeEntry[] | undefined | Unknown {
  if (folder.includes("\0")) return undefined;
  // Asked for by its path in the commit, the folder is never taken for a pattern.
  const tree = folder === "." ? commit : `${commit}:${folder}`;
  // Sizes cost a look at each object: only where the files are likely to be read.
  const long = folder === "." ? [] : ["--long"];
  const output = ask(top, ["ls-tree", "-r", "-t", "-z", ...long, "--full-tree", "--end-of-options", tree]);
  if (isUnknown(output)) {
    // Only what git itself says to be no folder is none.
    const named = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", "--end-of-options", commit, "--", folder];
    const found = folder === "." ? output : ask(top, named);
    return isUnknown(found) || found.toString("latin1").startsWith("040000 ") ? output : undefined;
  }
  return entriesIn(output);
}

/** Some things of a commit by their paths, as far as they are there. */
export function namedIn(top: string, commit: string, paths: readonly string[]): TreeEntry[] | Unknown {
  const entries: TreeEntry[] = [];
  const asked = paths.filter((path) => !path.includes("\0"));
  for (let at = 0; at < asked.length; at += 200) {
    const some = asked.slice(at, at + 200);
    const args = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", "--end-of-options", commit, "--", ...some];
    const output = ask(top, args);
    if (isUnknown(output)) return output;
    entries.push(...entriesIn(output));
  }
  return entries;
}

function entriesIn(output: Buffer): TreeEntry[] {
  // Names are hardly ever anything but UTF-8: then the whole is text at once.
  const text = isUtf8(output) ? output.toString("utf8") : undefined;
  const entries: TreeEntry[] = [];
  const whole = text ?? output.toString("latin1");
  for (let at = 0; at < whole.length;) {
    const tab = whole.indexOf("\t", at);
    const end = whole.indexOf("\0", tab);
    const mode = whole.slice(at, whole.indexOf(" ", at));
    const hashAt = whole.indexOf(" ", at + mode.length + 1) + 1;
    const hashEnd = whole.slice(hashAt, tab).indexOf(" ");
    const hash = hashEnd < 0 ? whole.slice(hashAt, tab) : whole.slice(hashAt, hashAt + hashEnd);
    const size = hashEnd < 0 ? "" : whole.slice(hashAt + hashEnd, tab).trim();
    const named = text === undefined ? nameOf(output.subarray(tab + 1, end)) : { path: whole.slice(tab + 1, end) };
    const sized = /^\d+$/.test(size) ? { size: Number(size) } : {};
    entries.push({ ...named, type: typeOf(mode), hash, ...sized });
    at = end + 1;
  }
  return entries;
}

/** Of each name that git may know an object by, the object; undefined where there is none. No name holds a line end. */
export function objectsNamed(
  top: string,
  names: readonly string[],
): ({ hash: string; type: string; bytes: Uint8Array } | undefined)[] | Unknown {
  if (names.length === 0) return [];
  const output = ask(top, ["cat-file", "--batch"], names.map((name) => `${name}\n`).join(""));
  if (isUnknown(output)) return output;
  let at = 0;
  return names.map(() => {
    const end = output.indexOf(10, at);
    const line = output.toString("latin1", at, end);
    const [, hash = "", type = "", size] = /^([0-9a-f]{40}|[0-9a-f]{64}) ([a-z]+) (\d+)$/.exec(line) ?? [];
    at = end + 1;
    if (size === undefined) return undefined;
    const bytes = output.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return { hash, type, bytes };
  });
}

const lacking: Unknown = {
  why: phrase("this clone lacks part of its history; `git fetch --refetch` may bring what is missing"),
};

/** How many bytes some objects have, by their hashes. */
export function sizesOf(top: string, hashes: readonly string[]): Map<string, number> | Unknown {
  if (hashes.length === 0) return new Map();
  const output = ask(top, ["cat-file", "--batch-check"], hashes.map((hash) => `${hash}\n`).join(""));
  if (isUnknown(output)) return output;
  const sizes = new Map<string, number>();
  for (const line of output.toString("latin1").split("\n").slice(0, -1)) {
    const [hash = "", , size = ""] = line.split(" ");
    if (!/^\d+$/.test(size)) return lacking;
    sizes.set(hash, Number(size));
  }
  return sizes;
}

/** Objects by their hashes, in as few calls as their sizes allow. */
export function objectsOf(
  top: string,
  hashes: readonly string[],
  sizes: ReadonlyMap<string, number>,
): Map<string, Uint8Array> | Unknown {
  const found = new Map<string, Uint8Array>();
  let group: string[] = [];
  let bytes = 0;
  for (const hash of [...new Set(hashes), undefined]) {
    const size = hash === undefined ? 0 : (sizes.get(hash) ?? 0) + 100;
    if (group.length > 0 && (hash === undefined || bytes + size > mostBytes)) {
      const read = batch(top, group);
      if (isUnknown(read)) return read;
      for (const [name, content] of read) found.set(name, content);
      group = [];
      bytes = 0;
    }
    if (hash !== undefined) group.push(hash);
    bytes += size;
  }
  return found;
}

function batch(top: string, hashes: readonly string[]): Map<string, Uint8Array> | Unknown {
  const output = ask(top, ["cat-file", "--batch"], hashes.map((hash) => `${hash}\n`).join(""));
  if (isUnknown(output)) return output;
  const found = new Map<string, Uint8Array>();
  let at = 0;
  for (const hash of hashes) {
    const end = output.indexOf(10, at);
    const [name = "", , size = ""] = output.toString("latin1", at, end).split(" ");
    if (end < 0 || name !== hash || !/^\d+$/.test(size)) return lacking;
    found.set(hash, output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return found;
}

/** Name → mode and hash, of one tree object as git stores it. */
function entriesOf(tree: Uint8Array, hashBytes: number): Map<string, { type: TreeEntry["type"]; hash: string }> {
  const bytes = Buffer.from(tree.buffer, tree.byteOffset, tree.byteLength);
  const entries = new Map<string, { type: TreeEntry["type"]; hash: string }>();
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, blank);
    const hash = bytes.toString("hex", end + 1, end + 1 + hashBytes);
    entries.set(nameOf(bytes.subarray(blank + 1, end)).path, {
      type: typeOf(bytes.toString("latin1", at, blank)),
      hash,
    });
    at = end + 1 + hashBytes;
  }
  return entries;
}

/** The most trees that are compared; a change that touches more is no change to review. */
const mostTrees = 200_000;

/**
 * The paths of files, links and submodules that differ between two trees, from their top on. Equal folders are not looked into; one
 * question is put to git for each level of folders. `undefined` stands for the empty tree. `see` is told what the folders hold that were read.
 */
export function changedBetween(
  top: string,
  one: string | undefined,
  other: string | undefined,
  see: (commit: string, folder: string, entries: TreeEntry[]) => void,
): Set<string> | Unknown {
  const changed = new Set<string>();
  type Pair = { path: string; trees: [string | undefined, string | undefined] };
  let level: Pair[] = [{ path: "", trees: [one && `${one}^{tree}`, other && `${other}^{tree}`] }];
  for (let seen = 0; level.length > 0; seen += level.length) {
    if (seen > mostTrees) return { why: phrase("too many folders differ between the two revisions") };
    const names = level.flatMap(({ trees }) => trees.filter((tree) => tree !== undefined));
    const read = treesOf(top, names);
    if (isUnknown(read)) return read;
    const next: Pair[] = [];
    for (const { path, trees } of level) {
      for (const [side, commit] of [one, other].entries()) {
        const tree = trees[side];
        if (commit === undefined || tree === undefined) continue;
        const entries = [...(read.get(tree) ?? [])].map(([name, entry]) => ({ path: path + name, ...entry }));
        see(commit, path.slice(0, -1) || ".", entries);
      }
      const [before, after] = trees.map((tree) => (tree === undefined ? new Map() : read.get(tree)) ?? new Map());
      for (const name of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
        const [a, b] = [before?.get(name), after?.get(name)];
        if (a?.hash === b?.hash && a?.type === b?.type) continue;
        const here = path + name;
        const folder = (side: typeof a) => (side?.type === "folder" ? side.hash : undefined);
        if (folder(a) !== undefined || folder(b) !== undefined)
          next.push({ path: `${here}/`, trees: [folder(a), folder(b)] });
        if ((a && a.type !== "folder") || (b && b.type !== "folder")) changed.add(here);
      }
    }
    level = next;
  }
  return changed;
}

type Entries = Map<string, { type: TreeEntry["type"]; hash: string }>;

/** Trees by the names that they are asked for by. */
function treesOf(top: string, names: readonly string[]): Map<string, Entries> | Unknown {
  const found = new Map<string, Entries>();
  // Trees are small; where one is not, git's answer has no room and says so.
  for (let at = 0; at < names.length; at += 2_000) {
    const some = names.slice(at, at + 2_000);
    const objects = objectsNamed(top, some);
    if (isUnknown(objects)) return objects;
    for (const [i, name] of some.entries()) {
      const tree = objects[i];
      if (tree?.type !== "tree") return lacking;
      found.set(name, entriesOf(tree.bytes, tree.hash.length / 2));
    }
  }
  return found;
}
