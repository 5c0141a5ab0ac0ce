import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { EvidenceFile } from "../model/dossier.ts";
import { limits } from "./limits.ts";

/** What stands in a folder. Links are never followed. */
export interface Entry {
  name: string;
  type: "file" | "folder" | "link" | "other";
  /** Of a link: whether it leads to a folder. */
  toFolder?: boolean;
}

export type Bytes =
  { bytes: Uint8Array } | { fault: "missing" | "link" | "not-regular" | "unreadable" | "too-large"; why: string };

/** Files as reading sees them: the disk, or texts in memory. Paths are relative to the workspace, with `/`. */
export interface Files {
  list(folder: string): Entry[] | { why: string };
  read(path: string, limit: number): Bytes;
  evidence(folder: string, path: string): EvidenceFile;
}

const compare = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const reasons: Record<string, string> = {
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ENOENT: "it does not exist",
  ENOTDIR: "a part of its path is no folder",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  EIO: "the disk reports an error",
  ELOOP: "its path goes through a symbolic link",
};

export function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (code ? `the system says ${code}` : "the system gives no reason");
}

/** The files below a folder of the disk. */
export function diskFiles(root: string): Files {
  return {
    list(folder) {
      try {
        return readdirSync(join(root, folder), { withFileTypes: true })
          .map((entry): Entry => {
            if (entry.isSymbolicLink())
              return { name: entry.name, type: "link", toFolder: leadsToFolder(join(root, folder, entry.name)) };
            return { name: entry.name, type: entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "other" };
          })
          .sort(compare);
      } catch (error) {
        return { why: reasonOf(error) };
      }
    },
    read: (path, limit) => readWithin(join(root, path), limit),
    evidence: (folder, path) => evidenceOnDisk(join(root, folder), path),
  };
}

function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A dangling or circular link leads nowhere.
    return false;
  }
}

/** A regular file, read from one descriptor up to a limit. Source: safety settings §5.1 step 1. */
export function readWithin(path: string, limit: number): Bytes {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "ELOOP") return { fault: "link", why: "it is a symbolic link" };
    if (code === "ENXIO") return { fault: "not-regular", why: "it is no regular file" };
    return { fault: code === "ENOENT" ? "missing" : "unreadable", why: reasonOf(error) };
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { fault: "not-regular", why: "it is no regular file" };
    if (stat.size > limit) return { fault: "too-large", why: `it has ${stat.size} bytes; the limit is ${limit}` };
    return readAll(descriptor, stat.size, limit);
  } catch (error) {
    return { fault: "unreadable", why: reasonOf(error) };
  } finally {
    closeQuietly(descriptor);
  }
}

/** The size may be wrong: the file may grow while it is read. */
function readAll(descriptor: number, size: number, limit: number): Bytes {
  let bytes = new Uint8Array(Math.min(size, limit) + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) return { bytes: bytes.subarray(0, length) };
    length += read;
    if (length > limit) return { fault: "too-large", why: `it has more than ${limit} bytes` };
    if (length === bytes.length) {
      const larger = new Uint8Array(Math.min(bytes.length * 2, limit + 1));
      larger.set(bytes);
      bytes = larger;
    }
  }
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // What was read is complete; a failing close of a file opened for reading loses nothing.
  }
}

/** Why a path may not be used inside a dossier; undefined where it may. One grammar for all relative paths. */
export function refusedPath(path: string): string | undefined {
  if (path === "") return "it is empty";
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  if (/[\0-\x1f\x7f]/.test(path)) return "it holds a control character";
  if (path.includes("\\")) return "it holds a backslash; write `/` between folders";
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return "it is no path inside the dossier";
  if (path.includes(":")) return "it holds a colon";
  if (path.startsWith("/")) return "it begins at the root of the disk";
  if (path.startsWith("~")) return "it begins with `~`";
  const parts = path.split("/");
  if (parts.includes("..")) return "it leads out of the dossier by `..`";
  if (parts.some((part) => part === "" || part === ".")) return "it holds an empty part";
  if (parts.some((part) => /[. ]$/.test(part))) return "a part of it ends in a dot or a blank";
  if (parts.some((part) => part.startsWith("."))) return "it leads into a hidden file or folder";
  return undefined;
}

function evidenceOnDisk(folder: string, path: string): EvidenceFile {
  const refused = refusedPath(path);
  if (refused) return { state: "outside", reason: refused };
  let here = folder;
  const parts = path.split("/");
  for (const [i, part] of parts.entries()) {
    here = join(here, part);
    try {
      const stat = lstatSync(here);
      if (stat.isSymbolicLink())
        return { state: "link", reason: `\`${parts.slice(0, i + 1).join("/")}\` is a symbolic link` };
      if (i < parts.length - 1 ? !stat.isDirectory() : !stat.isFile())
        return i < parts.length - 1
          ? { state: "missing" }
          : { state: "not-regular", reason: stat.isDirectory() ? "it is a folder" : "it is no regular file" };
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" };
      return { state: "unreadable", reason: reasonOf(error) };
    }
  }
  return { state: "present", sha256: () => hashOf(here) };
}

/** The checksum of a file of up to 50 MB, read in pieces; undefined where it cannot be read whole. */
function hashOf(path: string): string | undefined {
  const hash = createHash("sha256");
  const piece = new Uint8Array(65_536);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    if (!fstatSync(descriptor).isFile()) return undefined;
    let length = 0;
    for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) {
      length += read;
      if (length > limits.evidenceBytes) return undefined;
      hash.update(piece.subarray(0, read));
    }
    return hash.digest("hex");
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeQuietly(descriptor);
  }
}

/** Texts in memory as files: standard input, fixtures, the files of a revision. */
export function memoryFiles(texts: ReadonlyMap<string, string | Uint8Array>): Files {
  const bytesOf = (path: string) => {
    const content = texts.get(path);
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  return {
    list(folder) {
      const prefix = folder === "." ? "" : `${folder}/`;
      const entries = new Map<string, Entry>();
      for (const path of texts.keys()) {
        if (!path.startsWith(prefix)) continue;
        const [name = "", ...rest] = path.slice(prefix.length).split("/");
        entries.set(name, { name, type: rest.length > 0 ? "folder" : "file" });
      }
      return [...entries.values()].sort(compare);
    },
    read(path, limit) {
      const bytes = bytesOf(path);
      if (!bytes) return { fault: "missing", why: "it does not exist" };
      return bytes.length > limit
        ? { fault: "too-large", why: `it has ${bytes.length} bytes; the limit is ${limit}` }
        : { bytes };
    },
    evidence(folder, path) {
      const refused = refusedPath(path);
      if (refused) return { state: "outside", reason: refused };
      const bytes = bytesOf(folder === "." ? path : `${folder}/${path}`);
      return bytes
        ? { state: "present", sha256: () => createHash("sha256").update(bytes).digest("hex") }
        : { state: "missing" };
    },
  };
}
