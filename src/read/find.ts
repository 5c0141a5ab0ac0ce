import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

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

/** Whether git may ignore any of some paths below its top level: only then is it worth asking. */
export function mayBeIgnored(top: string, paths: readonly string[]): boolean {
  const git = join(top, ".git");
  try {
    if (!lstatSync(git).isDirectory()) return true;
    const exclude = join(git, "info", "exclude");
    if (existsSync(exclude) && statSync(exclude).size < 1_048_576 && /^[^#\s]/m.test(readFileSync(exclude, "utf8")))
      return true;
  } catch {
    return true;
  }
  const folders = new Set<string>([top]);
  for (const path of paths)
    for (let here = dirname(join(top, path)); here.length > top.length && !folders.has(here); here = dirname(here))
      folders.add(here);
  return [...folders].some((folder) => existsSync(join(folder, ".gitignore")));
}
