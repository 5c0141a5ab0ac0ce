import { link, lstat, mkdir, open, readdir, realpath, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "../model/failure.ts";
import type { Write } from "./command.ts";

/** The run that writes: which one it is, which others there are, and whether it is to stop. */
export interface Running {
  id: number;
  isRunning: (id: number) => boolean;
  isStopped: () => boolean;
}

const reasons = new Map([
  ["EACCES", "it may not be written to"],
  ["EPERM", "it may not be written to"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["ENOTDIR", "a part of the path is no folder"],
  ["EEXIST", "it is there already"],
  ["ENAMETOOLONG", "the name is too long"],
]);

/** Why a file could not be written, in words. */
export function unwritten(path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  return new UserError("write", `${path} was not written: ${reasons.get(code) ?? code}.`);
}

/** Refuses what must not be replaced. */
async function permit({ path, mode }: Write, inputs: ReadonlySet<string>): Promise<void> {
  const refuse = (why: string): never => {
    throw new UserError("write", `${path} was not written: ${why}. Nothing was changed.`);
  };
  const found = await stated(path);
  if (found === undefined) return;
  if (mode === "new") refuse("it is there already");
  if (found.isDirectory()) refuse("it is a folder");
  if (found.isSymbolicLink()) refuse("it is a symbolic link");
  if (!found.isFile()) refuse("it is no regular file");
  const real = join(await realpath(dirname(path)), basename(path));
  if (inputs.has(path) || inputs.has(real)) refuse("it belongs to the dossier");
  for (const input of inputs) {
    // The same file under another spelling, where the file system folds letter case.
    if (basename(input).toLowerCase() !== basename(path).toLowerCase()) continue;
    const other = await stated(input);
    if (other?.ino === found.ino && other.dev === found.dev) refuse("it belongs to the dossier");
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

/** Removes what runs that were killed in the middle of writing have left in a folder. */
async function sweep(folder: string, { isRunning }: Running): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      const id = Number(temporary.exec(name)?.[1]);
      if (!Number.isNaN(id) && !isRunning(id)) await unlink(join(folder, name));
    }
  } catch {
    // A folder that cannot be listed can still be written to.
  }
}

/** Writes a file beside its target and brings it to the disk. */
async function prepare(temp: string, text: string): Promise<void> {
  const file = await open(temp, "wx", 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new file's name must be free: both ways fail where something has appeared meanwhile, which `rename` would replace. */
async function place({ path, mode }: Write, temp: string): Promise<void> {
  if (mode === "new" && (await linked(temp, path))) await unlink(temp);
  else {
    if (mode === "new") await (await open(path, "wx", 0o644)).close();
    await rename(temp, path);
  }
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

/** All files or none: each is whole on the disk before the first takes its place. */
export async function writeAll(writes: readonly Write[], inputs: ReadonlySet<string>, running: Running): Promise<void> {
  const temps = new Map<Write, string>();
  const placed: string[] = [];
  let current = "";
  try {
    for (const write of writes) {
      current = write.path;
      await permit(write, inputs);
    }
    for (const [n, write] of writes.entries()) {
      if (running.isStopped()) return;
      current = write.path;
      const folder = dirname(write.path);
      await mkdir(folder, { recursive: true });
      await sweep(folder, running);
      const temp = join(folder, `.milcity-${running.id}-${n}.tmp`);
      temps.set(write, temp);
      await prepare(temp, write.text);
    }
    for (const [write, temp] of temps) {
      if (running.isStopped()) return;
      current = write.path;
      await place(write, temp);
      temps.delete(write);
      if (write.mode === "new") placed.push(write.path);
    }
    placed.length = 0;
  } catch (error) {
    throw unwritten(current, error);
  } finally {
    await remove([...temps.values(), ...placed]);
  }
}
