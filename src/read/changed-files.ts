import { lstatSync, readdirSync, readlinkSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { Index, Remembered, TreeEntry } from "../model/revision.ts";
import { readWithin } from "./files.ts";
import { limits } from "./limits.ts";
import { blobHash } from "./tree-files.ts";

/** The paths in which the disk differs from a commit, and those among them that git does not keep. Relative to the top level. */
export interface Changed {
  changed: Set<string>;
  untracked: string[];
  /** Folders that hold another repository and were not looked into. */
  others: string[];
}

const isPassedOver = (name: string) => name === ".git" || name === "node_modules";

/**
 * Compares the files below a folder (`.` for all) with those of a commit. A file that is as the index remembers it is not read: by its size,
 * its times and its place on the disk, unless it is so new that it may have changed since.
 */
export function changedOnDisk(top: string, folder: string, base: readonly TreeEntry[], index: Index): Changed {
  const then = new Map<string, TreeEntry>();
  for (const entry of base) if (entry.type === "file" || entry.type === "link") then.set(entry.path, entry);
  const result: Changed = { changed: new Set(), untracked: [], others: [] };
  const stack: [string, number][] = [[folder, 0]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [here, depth] = next;
    const list = entriesOf(join(top, here));
    if (here !== "." && list.some(({ name }) => name === ".git")) {
      if (here !== folder || index.submodules.has(here)) {
        result.others.push(here);
        continue;
      }
    }
    for (const entry of list) {
      const path = here === "." ? entry.name : `${here}/${entry.name}`;
      if (isPassedOver(entry.name)) continue;
      if (entry.isDirectory()) {
        // A hidden folder holds nothing that is read.
        if (!entry.name.startsWith(".") && depth < limits.folderDepth) stack.push([path, depth + 1]);
        continue;
      }
      const before = then.get(path);
      then.delete(path);
      const remembered = index.entries.get(path);
      if (before && isSame(join(top, path), before, remembered, index.written)) continue;
      result.changed.add(path);
      if (!before && !remembered) result.untracked.push(path);
    }
  }
  for (const path of then.keys()) {
    const remembered = index.entries.get(path);
    const isElsewhere =
      path
        .split("/")
        .slice(0, -1)
        .some((part) => part.startsWith(".") || isPassedOver(part)) ||
      result.others.some((other) => path.startsWith(`${other}/`));
    if (!isElsewhere && !(remembered?.isSkipped && remembered.hash === then.get(path)?.hash)) result.changed.add(path);
  }
  return result;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // What cannot be listed is told by whoever reads it; here it is only something that is not as it was.
    return [];
  }
}

function isSame(path: string, before: TreeEntry, remembered: Remembered | undefined, written: number): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || stat.isSymbolicLink() !== (before.type === "link") || !(stat.isFile() || stat.isSymbolicLink()))
    return false;
  if (remembered && isAsRemembered(stat, remembered, written))
    return remembered.hash === before.hash && remembered.type === before.type;
  return isHashedAs(path, stat, before);
}

function isAsRemembered(
  stat: Stats,
  { modified, changed, inode, size, isSkipped }: Remembered,
  written: number,
): boolean {
  if (isSkipped || size === 0 || stat.size !== size || stat.ino % 0x1_0000_0000 !== inode) return false;
  return isAt(stat.mtimeMs, modified) && isAt(stat.ctimeMs, changed) && stat.mtimeMs < written;
}

/** Whether a time in milliseconds is one in seconds and nanoseconds, as far as a number can tell. */
const isAt = (ms: number, [seconds, nanoseconds]: [number, number]) =>
  Math.floor(ms / 1000) === seconds &&
  (nanoseconds === 0 || Math.abs((ms - seconds * 1000) * 1e6 - nanoseconds) < 2_000);

function isHashedAs(path: string, stat: Stats, { hash }: TreeEntry): boolean {
  if (stat.isSymbolicLink()) return blobHash(readlinkSync(path, "buffer"), hash) === hash;
  const read = readWithin(path, limits.evidenceBytes);
  if ("fault" in read) return false;
  if (blobHash(read.bytes, hash) === hash) return true;
  // Git may write line ends of the system that it keeps as its own.
  const text = Buffer.from(read.bytes.buffer, read.bytes.byteOffset, read.bytes.byteLength).toString("latin1");
  return text.includes("\r\n") && blobHash(Buffer.from(text.replaceAll("\r\n", "\n"), "latin1"), hash) === hash;
}
