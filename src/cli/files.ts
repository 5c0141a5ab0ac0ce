import {
  access,
  constants,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  unlink,
} from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { UserError } from "../model/failure.ts";
import { phrase, type Said, series } from "../model/phrase.ts";
import type { Write } from "./command.ts";

/** The run that writes: which one it is, which others there are, and whether it is to stop. */
export interface Running {
  id: number;
  isRunning: (id: number) => boolean;
  isStopped: () => boolean;
}

const reasons = new Map([
  ["EIO", phrase("the disk reports an error")],
  ["EMFILE", phrase("too many files are open")],
  ["EACCES", phrase("it may not be written to")],
  ["EPERM", phrase("it may not be written to")],
  ["EROFS", phrase("the file system is read-only")],
  ["ENOSPC", phrase("the disk is full")],
  ["EDQUOT", phrase("the disk quota is used up")],
  ["ENOTDIR", phrase("a part of the path is no folder")],
  ["EEXIST", phrase("it is there already")],
  ["ENAMETOOLONG", phrase("the name is too long")],
]);

/** Why the system let nothing be written or removed, in words. */
export function whyUnwritten(error: unknown): Said {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons.get(code) ?? (code || phrase("unknown error"));
}

/** Why a file could not be written, in words. */
export function unwritten(path: Said, error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError("write", phrase("{path} was not written: {why}.", { path, why: whyUnwritten(error) }));
}

/** Refuses what must not be replaced. */
async function permit({ path, mode, was, within }: Write, inputs: ReadonlySet<string>): Promise<void> {
  const refuse = (why: Said): never => {
    throw new UserError("write", phrase("{path} was not written: {why}. Nothing was changed.", { path, why }));
  };
  if (within !== undefined && !(await isWithin(path, within)))
    refuse(phrase("a symbolic link leads out of the folder"));
  const found = await stated(path);
  if (found === undefined) return was === undefined ? undefined : refuse(phrase("it is no longer there"));
  if (mode === "new") refuse(phrase("it is there already"));
  if (found.isDirectory()) refuse(phrase("it is a folder"));
  if (found.isSymbolicLink()) refuse(phrase("it is a symbolic link"));
  if (!found.isFile()) refuse(phrase("it is no regular file"));
  if (was !== undefined) {
    // A new file takes the place of the old one, which the system allows for one that may not be written to as well.
    if ((found.mode & 0o222) === 0) refuse(phrase("it may not be written to"));
    await access(path, constants.W_OK);
    if (!(await readFile(path)).equals(Buffer.from(was))) refuse(phrase("it has changed since it was read"));
    return;
  }
  const real = join(await realpath(dirname(path)), basename(path));
  if (inputs.has(path) || inputs.has(real)) refuse(phrase("it belongs to the dossier"));
  for (const input of inputs) {
    // The same file under another spelling, where the file system folds letter case.
    if (basename(input).toLowerCase() !== basename(path).toLowerCase()) continue;
    const other = await stated(input);
    if (other?.ino === found.ino && other.dev === found.dev) refuse(phrase("it belongs to the dossier"));
  }
}

/** Whether a file would lie in a folder, wherever links on the way to it lead. */
async function isWithin(path: string, folder: string): Promise<boolean> {
  let here = dirname(path);
  while ((await stated(here)) === undefined && dirname(here) !== here) here = dirname(here);
  const around = (await stated(folder)) === undefined ? undefined : await realpath(folder);
  if (around === undefined) return true;
  const way = relative(around, await realpath(here));
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Makes what is missing of a folder. `mkdir` with `recursive` tries for ever where the system lets none be made, as below `/proc`. */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let here = folder; (await stated(here)) === undefined && dirname(here) !== here; here = dirname(here))
    missing.unshift(here);
  for (const one of missing)
    try {
      await mkdir(one);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
}

/** A file is written once: of two outputs that go to it, one would be lost. */
async function refuseTwice(writes: readonly Write[], at: (path: string) => void): Promise<void> {
  const seen = new Set<string>();
  for (const { path } of writes) {
    at(path);
    const folder = dirname(path);
    const real = join((await stated(folder)) === undefined ? folder : await realpath(folder), basename(path));
    if (seen.has(real))
      throw new UserError("write", phrase("Two outputs go to {path}. Nothing was changed.", { path }));
    seen.add(real);
  }
}

/** What stands at a path, links not followed; undefined where there is nothing. */
async function stated(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (/^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

const temporary = /^\.milcity-(\d+)-\d+\.tmp$/;

/**
 * Removes what runs that were killed in the middle of writing have left in a folder. One of them may have had this run's number: in a
 * container every run has the same.
 */
async function sweep(folder: string, { id: own, isRunning }: Running, mine: readonly string[]): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      const id = Number(temporary.exec(name)?.[1]);
      const file = join(folder, name);
      if (!Number.isNaN(id) && (id === own || !isRunning(id)) && !mine.includes(file)) await unlink(file);
    }
  } catch {
    // A folder that cannot be listed can still be written to.
  }
}

/** Writes a file beside its target and brings it to the disk, with the permissions of another where there is one to be like. */
async function prepare(temp: string, text: Write["text"], like?: string): Promise<void> {
  const file = await open(temp, "wx", 0o644);
  try {
    if (like !== undefined) await file.chmod((await lstat(like)).mode & 0o777);
    for (const piece of typeof text === "string" || text instanceof Uint8Array ? [text] : text)
      await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new file's name must be free: both ways fail where something has appeared meanwhile, which `rename` would replace. */
async function place({ path, mode }: Write, temp: string): Promise<void> {
  // A second name that stays behind is swept away by a later run.
  if (mode === "new" && (await linked(temp, path))) await remove([temp]);
  else if (mode === "new") {
    const file = await open(path, "wx", 0o644);
    try {
      await file.close();
      await rename(temp, path);
    } catch (error) {
      await remove([path]);
      throw error;
    }
  } else await rename(temp, path);
  await settled(dirname(path));
}

/** Whether the file now has its second name. Not every file system has those. */
async function linked(temp: string, path: string): Promise<boolean> {
  try {
    await link(temp, path);
    return true;
  } catch (error) {
    if (/^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

/** Not every file system lets a folder be brought to the disk. */
async function settled(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // The files themselves are there.
  }
}

/** Removes files that may not be there. */
async function remove(files: Iterable<string>): Promise<void> {
  await Promise.allSettled([...files].map((file) => unlink(file)));
}

/** What stood where a file is put: nothing, or what now has a second name as well. Not known where the file system has no such names. */
type Former = { was: "nothing" | "unknown" } | { was: "file"; kept: string };

/** Keeps what is replaced under a second name until every file has its place. */
async function former({ path, mode }: Write, second: string): Promise<Former> {
  if (mode === "new" || (await stated(path)) === undefined) return { was: "nothing" };
  return (await linked(path, second)) ? { was: "file", kept: second } : { was: "unknown" };
}

type Placed = readonly [write: Write, temp: string, before: Former];

/** A new file goes, a document says again what it said, and any other file is again the one that it was. Whether that is so now. */
async function takeBack([{ path, was }, temp, before]: Placed): Promise<boolean> {
  try {
    if (before.was === "nothing") await unlink(path);
    else if (was !== undefined) {
      await prepare(temp, was, path);
      await rename(temp, path);
    } else if (before.was === "file") await rename(before.kept, path);
    else return false;
    return true;
  } catch {
    return false;
  }
}

/** Where even taking back has failed, as on a disk that is gone, it is said which files are new. */
function unwrittenBut(stuck: readonly string[], cause: UserError): UserError {
  if (stuck.length === 0) return cause;
  const files = series("comma", stuck);
  return new UserError(
    cause.code,
    phrase("{said} What was written before it could not be taken back: {files}.", { said: cause.said, files }),
  );
}

/** All files or none: each is whole on the disk before the first takes its place. */
export async function writeAll(writes: readonly Write[], inputs: ReadonlySet<string>, running: Running): Promise<void> {
  const temps = new Map<Write, string>();
  const placed: Placed[] = [];
  const seconds = new Set<string>();
  let current = "";
  /** Leaves nothing half written, and nothing of what was to be written with it. Which files could not be taken back. */
  const undo = async (): Promise<string[]> => {
    await remove(temps.values());
    const back = await Promise.all(placed.map(takeBack));
    await remove(seconds);
    return placed.splice(0).flatMap(([{ path }], n) => (back[n] === true ? [] : [path]));
  };
  try {
    current = writes[0]?.path ?? "";
    await refuseTwice(writes, (path) => (current = path));
    for (const write of writes) {
      current = write.path;
      await permit(write, inputs);
    }
    for (const [n, write] of writes.entries()) {
      if (running.isStopped()) return;
      current = write.path;
      const folder = dirname(write.path);
      await makeFolder(folder);
      await sweep(folder, running, [...temps.values()]);
      const temp = join(folder, `.milcity-${running.id}-${n}.tmp`);
      temps.set(write, temp);
      await prepare(temp, write.text, write.was === undefined ? undefined : write.path);
    }
    for (const [write, temp] of temps) {
      if (running.isStopped()) return;
      current = write.path;
      if (write.was !== undefined) await permit(write, inputs);
      let before: Former = { was: write.mode === "new" ? "nothing" : "unknown" };
      // A single file takes its place at once.
      if (writes.length > 1 && write.was === undefined) {
        const second = join(dirname(write.path), `.milcity-${running.id}-${writes.length + placed.length}.tmp`);
        seconds.add(second);
        before = await former(write, second);
      }
      await place(write, temp);
      temps.delete(write);
      placed.push([write, temp, before]);
    }
    placed.length = 0;
  } catch (error) {
    throw unwrittenBut(await undo(), unwritten(current, error));
  } finally {
    await undo();
  }
}
