/** Where the program keeps what it has worked out, from run to run. Nothing in it is ever code, or a path to be read. */
export interface Store {
  /** Absolute. */
  folder: string;
  /** What was written under a name; undefined where there is nothing, or nothing that can be trusted to be ours. */
  read(name: string): Uint8Array | undefined;
  /** Whole or not at all. What cannot be written is not. */
  write(name: string, bytes: Uint8Array): void;
  /** Removes what this program wrote, and nothing else. `left`: what could not be removed, or seen, and what the system said of the first. */
  clear(): { files: number; bytes: number; left: number; fault?: unknown };
}

/** A store, and what else of the machine a verdict depends on. */
export interface Keeping {
  store: Store;
  /** Tells this very program, on this version of Node, and this user from every other. */
  program: string;
  platform: string;
  /** Milliseconds. */
  now: () => number;
}
