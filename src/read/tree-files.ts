import { createHash } from "node:crypto";
import type { EvidenceFile } from "../model/dossier.ts";
import { phrase } from "../model/phrase.ts";
import type { Objects, TreeEntry } from "../model/revision.ts";
import { type Bytes, type Entry, type Files, refusedPath } from "./files.ts";
import { limits } from "./limits.ts";
import { pointedAt, pointerBytes } from "./pointer.ts";

const joined = (folder: string, name: string) => (folder === "." ? name : folder === "" ? name : `${folder}/${name}`);
const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";

/** The folders of a commit that were listed, and what they hold. */
class Listed {
  readonly #objects: Objects;
  readonly #commit: string;
  readonly #entries = new Map<string, TreeEntry>();
  readonly #folders = new Map<string, TreeEntry[]>();
  /** Folders below which everything is known, or that are known not to be there. */
  readonly #whole = new Set<string>();
  readonly #named = new Set<string>();

  constructor(objects: Objects, commit: string) {
    this.#objects = objects;
    this.#commit = commit;
  }

  #isKnown(folder: string): boolean {
    for (let here = folder; !this.#whole.has(here); here = parentOf(here)) if (here === ".") return false;
    return true;
  }

  /** Whatever lies below a folder, asked for in one go. */
  #know(folder: string): void {
    if (this.#isKnown(folder)) return;
    this.#whole.add(folder);
    const below = this.#objects.below(this.#commit, folder);
    if (below === undefined) return;
    this.#folders.set(folder, []);
    for (const entry of below) {
      const path = joined(folder, entry.path);
      const whole = { ...entry, path };
      this.#entries.set(path, whole);
      this.#folders.get(parentOf(path))?.push(whole);
      if (entry.type === "folder") this.#folders.set(path, []);
    }
  }

  in(folder: string): TreeEntry[] | undefined {
    this.#know(folder);
    return this.#folders.get(folder);
  }

  /** Some things, without everything that lies beside them. */
  name(paths: readonly string[]): void {
    const asked = paths.filter((path) => !this.#named.has(path) && !this.#isKnown(parentOf(path)));
    if (asked.length === 0) return;
    for (const path of asked) this.#named.add(path);
    for (const entry of this.#objects.named(this.#commit, asked)) this.#entries.set(entry.path, entry);
  }

  at(path: string): TreeEntry | undefined {
    this.name([path]);
    return this.#entries.get(path);
  }
}

/** The files of a commit below a folder (`.` for all), read from git's objects alone. Paths are relative to that folder. */
export function treeFiles(objects: Objects, commit: string, below: string): Files {
  const listed = new Listed(objects, commit);
  const blobs = new Map<string, Uint8Array>();
  const whole = (path: string) => (below === "." ? path : path === "." ? below : `${below}/${path}`);

  /** The bytes of a blob, once its size is known to be within a limit. Nothing is kept that was asked for alone. */
  function bytesOf(hash: string, limit: number): Uint8Array | { size: number } {
    const known = blobs.get(hash);
    if (known) return known.length > limit ? { size: known.length } : known;
    const size = objects.sizes([hash]).get(hash) ?? 0;
    return size > limit ? { size } : (objects.blobs(new Map([[hash, size]])).get(hash) ?? new Uint8Array());
  }

  /** Whether a link leads to a folder of the same commit. Where it leads elsewhere, nobody knows what is there. */
  function leadsToFolder(link: TreeEntry): boolean {
    let from = link;
    for (let hops = 0; hops < 8; hops++) {
      const target = bytesOf(from.hash, 4_096);
      if ("size" in target) return false;
      const parts = parentOf(from.path) === "." ? [] : parentOf(from.path).split("/");
      const text = new TextDecoder().decode(target);
      if (text.startsWith("/")) return false;
      for (const part of text.split("/")) {
        if (part === "" || part === ".") continue;
        if (part !== "..") parts.push(part);
        else if (parts.pop() === undefined) return false;
      }
      if (parts.length === 0) return true;
      const entry = listed.at(parts.join("/"));
      if (entry?.type !== "link") return entry?.type === "folder" || entry?.type === "submodule";
      from = entry;
    }
    return false;
  }

  return {
    list(folder) {
      const entries = listed.in(whole(folder));
      // A submodule is a folder on a disk, too; what it holds is another repository's.
      if (!entries && listed.at(whole(folder))?.type === "submodule") return [];
      if (!entries) return { why: phrase("it does not exist"), isMissing: true };
      return entries.map(asEntry(leadsToFolder)).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    },
    hash: (path) => {
      const entry = listed.at(whole(path));
      return entry?.type === "file" && !entry.isNoText ? entry.hash : undefined;
    },
    ahead(paths, limit) {
      listed.name(paths.map(whole));
      const wanted = paths.flatMap((path) => {
        const entry = listed.at(whole(path));
        return entry?.type === "file" && !blobs.has(entry.hash) ? [entry.hash] : [];
      });
      blobs.clear();
      const sizes = objects.sizes([...new Set(wanted)]);
      for (const [hash, size] of sizes) if (size > limit) sizes.delete(hash);
      for (const [hash, bytes] of objects.blobs(sizes)) blobs.set(hash, bytes);
    },
    read(path, limit): Bytes {
      const entry = listed.at(whole(path));
      if (!entry || entry.isNoText) return { fault: "missing", why: phrase("it does not exist") };
      if (entry.type === "link") return { fault: "link", why: phrase("it is a symbolic link") };
      if (entry.type !== "file") return { fault: "not-regular", why: phrase("it is no regular file") };
      const bytes = bytesOf(entry.hash, limit);
      if ("size" in bytes)
        return {
          fault: "too-large",
          why: phrase("it has {bytes} bytes; the limit is {limit}", { bytes: bytes.size, limit }),
        };
      return { bytes };
    },
    evidence(folder, path): EvidenceFile {
      const refused = refusedPath(path);
      if (refused) return { state: "outside", reason: refused };
      const parts = path.split("/");
      for (let i = 1; i < parts.length; i++) {
        const part = parts.slice(0, i).join("/");
        const entry = listed.at(whole(joined(folder, part)));
        if (entry?.type === "link")
          return { state: "link", reason: phrase("`{path}` is a symbolic link", { path: part }) };
        if (entry?.type === "submodule")
          return { state: "unreadable", reason: phrase("it lies in a submodule, which is another repository") };
        if (entry?.type !== "folder") return { state: "missing" };
      }
      const entry = listed.at(whole(joined(folder, path)));
      if (!entry || entry.isNoText) return { state: "missing" };
      if (entry.type === "link") return { state: "link", reason: phrase("`{path}` is a symbolic link", { path }) };
      if (entry.type !== "file") return { state: "not-regular", reason: phrase("it is a folder") };
      return { state: "present", sha256: () => checksum(bytesOf(entry.hash, limits.evidenceBytes)) };
    },
  };
}

const asEntry =
  (leadsToFolder: (link: TreeEntry) => boolean) =>
  (entry: TreeEntry): Entry => {
    const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
    if (entry.type !== "link") return { name, type: entry.type === "file" ? "file" : "folder" };
    return {
      name,
      type: "link",
      get toFolder() {
        return leadsToFolder(entry);
      },
    };
  };

/** Of the file itself, also where only a pointer to it is kept in git. */
function checksum(bytes: Uint8Array | { size: number }): string | undefined {
  if ("size" in bytes) return undefined;
  const pointed = bytes.length <= pointerBytes ? pointedAt(bytes) : undefined;
  return pointed ?? createHash("sha256").update(bytes).digest("hex");
}

/** The name that git gives to bytes, without asking it. `like` is another such name: some repositories have longer ones. */
export const blobHash = (bytes: Uint8Array, like = ""): string =>
  createHash(like.length === 64 ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
