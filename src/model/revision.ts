import type { Day } from "./facts.ts";

/** A commit that a revision stands for. */
export interface Commit {
  /** As it was asked for, or as it is told: `v1`, `HEAD`, `origin/main...HEAD`. */
  name: string;
  hash: string;
  /** Of the commit, in UTC. */
  date: Day;
}

/** What a folder of a commit holds. Links and submodules are what git keeps of them. */
export interface TreeEntry {
  /** With `/`, from the folder that was asked for. A name that is not UTF-8 is shown as well as can be, and says so. */
  path: string;
  type: "file" | "folder" | "link" | "submodule";
  hash: string;
  /** Bytes, where that was asked for. */
  size?: number;
  isNoText?: true;
}

/** The objects of a repository, as far as files are read from them. */
export interface Objects {
  /** All that lies below a folder of a commit, folders before what is in them; undefined where there is no such folder. */
  below(commit: string, folder: string): TreeEntry[] | undefined;
  /** Some things of a commit by their paths, as far as they are there. */
  named(commit: string, paths: readonly string[]): TreeEntry[];
  /** How many bytes blobs have, by their hashes. */
  sizes(hashes: readonly string[]): Map<string, number>;
  /** The bytes of blobs, by their hashes, once it is known how many they are. */
  blobs(sizes: ReadonlyMap<string, number>): Map<string, Uint8Array>;
}

/** A file as git's index remembers it: seconds and nanoseconds of its last change, and what else tells it from another. */
export interface Remembered {
  hash: string;
  type: "file" | "link";
  modified: [number, number];
  changed: [number, number];
  inode: number;
  size: number;
  /** Left out of the work tree on purpose. */
  isSkipped: boolean;
}

/** What git's index holds below a folder. */
export interface Index {
  entries: Map<string, Remembered>;
  submodules: Set<string>;
  /** When the index was written, in milliseconds: what is as new as it may have changed without a trace. */
  written: number;
}
