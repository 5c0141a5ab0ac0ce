import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import { readWithin, reasonOf } from "./files.ts";

/** What the system says of a path where nothing is, or where no system lets anything be. */
const absent = /^(?:ENOENT|ENOTDIR|ELOOP|ENAMETOOLONG|EINVAL|ERR_.*)$/;

/**
 * What looking at a path tells; nothing where nothing is. What the system does not let us look at is no absence: a run that took it for one
 * would go on without a configuration, or pass a dossier over.
 */
function lookedAt<T>(path: string, look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (absent.test(String((error as { code?: unknown }).code))) return undefined;
    throw new UserError("no-input", phrase("{path} cannot be read: {why}.", { path, why: reasonOf(error) }));
  }
}

/** What a path of the disk is; links to it are resolved, since the user named it. */
export function whatIs(path: string): { type: "file" | "folder" | "missing" | "other"; real: string } {
  const found = lookedAt(path, () => {
    const real = realpathSync.native(path);
    return { stat: statSync(real), real };
  });
  if (found === undefined) return { type: "missing", real: path };
  const { stat, real } = found;
  return { type: stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other", real };
}

/** The nearest folder at or above one in which a file or folder of this name stands. */
export function nearestWith(folder: string, name: string): string | undefined {
  for (let here = folder; ; here = dirname(here)) {
    const path = join(here, name);
    if (lookedAt(path, () => statSync(path, { throwIfNoEntry: false })) !== undefined) return here;
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
    const path = join(folder, ".gitignore");
    const list = lookedAt(path, () => lstatSync(path, { throwIfNoEntry: false }));
    if (list && !list.isFile() && !list.isDirectory() && !list.isSymbolicLink()) return false;
    may ||= list !== undefined;
  }
  return may;
}
