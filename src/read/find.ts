import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { readWithin } from "./files.ts";

/** What a path of the disk is; links to it are resolved, since the user named it. */
export function whatIs(path: string): { type: "file" | "folder" | "missing" | "other"; real: string } {
  try {
    const real = realpathSync.native(path);
    const stat = statSync(real);
    return { type: stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other", real };
  } catch {
    return { type: "missing", real: path };
  }
}

/** The nearest folder at or above one in which a file or folder of this name stands. */
export function nearestWith(folder: string, name: string): string | undefined {
  for (let here = folder; ; here = dirname(here)) {
    if (existsSync(join(here, name))) return here;
    if (dirname(here) === here) return undefined;
  }
}

/** A path of the disk relative to a folder, with `/`; `.` for the folder itself. */
export const relativeTo = (root: string, path: string) => relative(root, path).split(sep).join("/") || ".";

/**
 * Whether git may ignore any of some paths below its top level: only then is it worth asking. Nor is it where a list is no regular
 * file, at which git would wait for ever.
 */
export function mayBeIgnored(top: string, paths: readonly string[]): boolean {
  const git = join(top, ".git");
  let may = false;
  try {
    if (lstatSync(git).isDirectory()) {
      const exclude = readWithin(join(git, "info", "exclude"), 1_048_576);
      if ("fault" in exclude && exclude.fault === "not-regular") return false;
      may =
        "fault" in exclude ? exclude.fault !== "missing" : /^[^#\s]/m.test(Buffer.from(exclude.bytes).toString("utf8"));
    } else may = true;
  } catch {
    may = true;
  }
  const folders = new Set<string>([top]);
  for (const path of paths)
    for (let here = dirname(join(top, path)); here.length > top.length && !folders.has(here); here = dirname(here))
      folders.add(here);
  for (const folder of folders) {
    const list = lstatSync(join(folder, ".gitignore"), { throwIfNoEntry: false });
    if (list && !list.isFile() && !list.isDirectory() && !list.isSymbolicLink()) return false;
    may ||= list !== undefined;
  }
  return may;
}
