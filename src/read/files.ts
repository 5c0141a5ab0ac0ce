import { createHash } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  readdirSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { EvidenceFile } from "../model/dossier.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { limits } from "./limits.ts";
import { pointedAt, pointerBytes } from "./pointer.ts";

/** What stands in a folder. Links are never followed. */
export interface Entry {
  name: string;
  type: "file" | "folder" | "link" | "other";
  /** Of a link: whether it leads to a folder. */
  toFolder?: boolean;
}

export type Bytes =
  { bytes: Uint8Array } | { fault: "missing" | "link" | "not-regular" | "unreadable" | "too-large"; why: Said };

/** Files as reading sees them: the disk, or texts in memory. Paths are relative to the workspace, with `/`. */
export interface Files {
  list(folder: string): Entry[] | { why: Said; isMissing?: boolean };
  read(path: string, limit: number): Bytes;
  /** `unread` is told where it cannot be read whole when its checksum is asked for. */
  evidence(folder: string, path: string, unread?: (why: Said) => void): EvidenceFile;
  /** What git knows a file by, where that is known without reading it. */
  hash?(path: string): string | undefined;
  /** These will be read next, up to a limit each: where asking costs, they are asked for together. */
  ahead?(paths: readonly string[], limit: number): void;
}

const compare = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const reasons: Readonly<Record<string, Said>> = {
  EACCES: phrase("permission is denied"),
  EPERM: phrase("permission is denied"),
  ENOENT: phrase("it does not exist"),
  ENOTDIR: phrase("a part of its path is no folder"),
  EMFILE: phrase("too many files are open"),
  ENAMETOOLONG: phrase("its name is too long"),
  EIO: phrase("the disk reports an error"),
  ENOSPC: phrase("the disk is full"),
  EROFS: phrase("the file system is read-only"),
  ELOOP: phrase("its path goes through a symbolic link"),
};

export function reasonOf(error: unknown): Said {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (code ? phrase("the system says {code}", { code }) : phrase("the system gives no reason"));
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
        const isMissing = /^(?:ENOENT|ENOTDIR)$/.test(String((error as { code?: unknown }).code));
        return { why: reasonOf(error), isMissing };
      }
    },
    read: (path, limit) => readWithin(join(root, path), limit),
    evidence: (folder, path, unread) => evidenceOnDisk(join(root, folder), path, unread),
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

/** A regular file, read from one descriptor up to a limit. */
export function readWithin(path: string, limit: number): Bytes {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === "ELOOP") return { fault: "link", why: phrase("it is a symbolic link") };
    if (code === "ENXIO") return { fault: "not-regular", why: phrase("it is no regular file") };
    return { fault: code === "ENOENT" ? "missing" : "unreadable", why: reasonOf(error) };
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { fault: "not-regular", why: phrase("it is no regular file") };
    if (stat.size > limit)
      return {
        fault: "too-large",
        why: phrase("it has {bytes} bytes; the limit is {limit}", { bytes: stat.size, limit }),
      };
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
    if (length > limit) return { fault: "too-large", why: phrase("it has more than {limit} bytes", { limit }) };
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
export function refusedPath(path: string): Said | undefined {
  if (path === "") return phrase("it is empty");
  if (/\p{Cc}/u.test(path))
    return phrase(
      "it holds a control character; in double quotation marks a backslash begins one: write `/` between folders",
    );
  if (path.includes("\\")) return phrase("it holds a backslash; write `/` between folders");
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return phrase("it is no path inside the dossier");
  if (path.includes(":")) return phrase("it holds a colon");
  if (path.startsWith("/")) return phrase("it begins at the root of the disk");
  if (path.startsWith("~")) return phrase("it begins with `~`");
  const parts = path.split("/");
  if (leadsOut(parts)) return phrase("it leads out of the dossier by `..`");
  const step = parts.find((part) => part === "." || part === "..");
  if (step !== undefined) return phrase("one of its parts is `{part}`; write the way without it", { part: step });
  if (parts.includes("")) return phrase("it holds an empty part");
  if (parts.some((part) => /[. ]$/.test(part))) return phrase("a part of it ends in a dot or a blank");
  if (parts.some((part) => part.startsWith("."))) return phrase("it leads into a hidden file or folder");
  return undefined;
}

function leadsOut(parts: readonly string[]): boolean {
  let depth = 0;
  for (const part of parts) {
    depth += part === ".." ? -1 : part === "." || part === "" ? 0 : 1;
    if (depth < 0) return true;
  }
  return false;
}

function evidenceOnDisk(folder: string, path: string, unread?: (why: Said) => void): EvidenceFile {
  const refused = refusedPath(path);
  if (refused) return { state: "outside", reason: refused };
  let here = folder;
  const parts = path.split("/");
  for (const [i, part] of parts.entries()) {
    here = join(here, part);
    try {
      const stat = lstatSync(here);
      if (stat.isSymbolicLink())
        return {
          state: "link",
          reason: phrase("`{path}` is a symbolic link", { path: parts.slice(0, i + 1).join("/") }),
        };
      if (i < parts.length - 1 ? !stat.isDirectory() : !stat.isFile())
        return i < parts.length - 1
          ? { state: "missing" }
          : {
              state: "not-regular",
              reason: stat.isDirectory() ? phrase("it is a folder") : phrase("it is no regular file"),
            };
      // A file that may not be opened shows nothing.
      if (i === parts.length - 1) accessSync(here, constants.R_OK);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === "ENOENT" || code === "ENOTDIR") return { state: "missing" };
      return { state: "unreadable", reason: reasonOf(error) };
    }
  }
  return { state: "present", sha256: (ends) => (ends === "lf" ? hashOfText(here) : hashOf(here, unread)) };
}

function hashOfText(path: string): string | undefined {
  const read = readWithin(path, limits.bytes);
  return "fault" in read ? undefined : createHash("sha256").update(withLineFeeds(read.bytes)).digest("hex");
}

const withLineFeeds = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1");

/** The checksum of a file of up to 50 MB, read in pieces, or of the one that a pointer stands for; undefined where it cannot be read whole. */
function hashOf(path: string, unread?: (why: Said) => void): string | undefined {
  const hash = createHash("sha256");
  const piece = new Uint8Array(65_536);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    if (!fstatSync(descriptor).isFile()) return undefined;
    let length = 0;
    let pointed: string | undefined;
    for (let read = readSync(descriptor, piece); read > 0; read = readSync(descriptor, piece)) {
      if (length === 0) pointed = pointedAt(piece.subarray(0, read));
      length += read;
      if (length > limits.evidenceBytes) return undefined;
      hash.update(piece.subarray(0, read));
    }
    return pointed !== undefined && length <= pointerBytes ? pointed : hash.digest("hex");
  } catch (error) {
    unread?.(reasonOf(error));
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
      if (!bytes) return { fault: "missing", why: phrase("it does not exist") };
      return bytes.length > limit
        ? {
            fault: "too-large",
            why: phrase("it has {bytes} bytes; the limit is {limit}", { bytes: bytes.length, limit }),
          }
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
