import type { Bytes, Entry, Files } from "./files.ts";

/** Files that are read once and known from then on, until they are to be looked at again. */
export interface Remembered extends Files {
  /** Looks again at some files, and at what stands in every folder; without paths, at everything. */
  forget(paths?: readonly string[]): void;
  /** How many files were read, for who wants to know what a change has cost. */
  readonly reads: number;
}

/** The same bytes are the same object, so that what was made of them can be known again, too. */
export function remembering(files: Files): Remembered {
  const read = new Map<string, Bytes>();
  const lists = new Map<string, Entry[] | Exclude<ReturnType<Files["list"]>, Entry[]>>();
  let reads = 0;
  return {
    list(folder) {
      const known = lists.get(folder) ?? files.list(folder);
      lists.set(folder, known);
      return known;
    },
    read(path, limit) {
      const known = read.get(path);
      // What was too large or unreadable may have been so for another limit.
      if (known && "bytes" in known && known.bytes.length <= limit) return known;
      reads++;
      const found = files.read(path, limit);
      read.set(path, found);
      return found;
    },
    evidence: (folder, path, unread) => files.evidence(folder, path, unread),
    forget(paths) {
      lists.clear();
      if (paths) for (const path of paths) read.delete(path);
      else read.clear();
    },
    get reads() {
      return reads;
    },
  };
}

/** Files with one more, or with another text in place of one: a document that an editor holds. */
export function withText(files: Files, path: string, bytes: Uint8Array): Files {
  const parts = path.split("/");
  const folders = new Map(
    parts.map((name, n) => [parts.slice(0, n).join("/") || ".", { name, isFile: n === parts.length - 1 }]),
  );
  return {
    list(folder) {
      const own = folders.get(folder);
      const found = files.list(folder);
      if (!own || (!Array.isArray(found) && !found.isMissing)) return found;
      const entry: Entry = { name: own.name, type: own.isFile ? "file" : "folder" };
      const others = Array.isArray(found) ? found.filter(({ name }) => name !== own.name) : [];
      const there = Array.isArray(found) ? found.find(({ name }) => name === own.name) : undefined;
      return [...others, own.isFile ? entry : (there ?? entry)].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    read: (file, limit) => (file === path && bytes.length <= limit ? { bytes } : files.read(file, limit)),
    evidence: (folder, file, unread) => files.evidence(folder, file, unread),
  };
}
