/** The door to the folder in which the program keeps what it has worked out: outside of every workspace, and for nobody else to read. */
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { dirname, isAbsolute, join } from "node:path";
import type { Store } from "./model/store.ts";

/** What this door has to know of the machine. */
export interface Home {
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  /** The user's number; undefined where users have none. */
  user: number | undefined;
  /** Of this process. */
  id: number;
  isRunning: (id: number) => boolean;
}

/** The most bytes of one file, and of all. */
const mostBytes = 67_108_864;
const allBytes = 268_435_456;

const ours = /^verdicts-[0-9a-f]{64}$/;
const unfinished = /^verdicts-[0-9a-f]{64}\.(\d+)\.tmp$/;
const tagName = "CACHEDIR.TAG";
const tag =
  "Signature: 8a477f597d28d172789f06886806bc55\n# What milcity has worked out. `milcity cache clear` removes it.\n";

/** Where the system has programs keep such things; undefined where it has no place for them. */
export function storeFolder({ platform, env }: Home): string | undefined {
  const below = (base: string | undefined, ...path: string[]) =>
    base !== undefined && isAbsolute(base) ? join(base, ...path) : undefined;
  return (
    below(env["XDG_CACHE_HOME"], "milcity") ??
    (platform === "win32"
      ? below(env["LOCALAPPDATA"], "milcity", "cache")
      : platform === "darwin"
        ? below(env["HOME"], "Library", "Caches", "milcity")
        : below(env["HOME"], ".cache", "milcity"))
  );
}

/** Nothing here ever fails aloud: what cannot be kept is worked out again. */
export function storeAt(folder: string, home: Home): Store {
  const isOwn = ({ uid, mode }: { uid: number; mode: number }, others: number) =>
    home.platform === "win32" || ((home.user === undefined || uid === home.user) && (mode & others) === 0);
  /** A folder that others may write to, or a link that leads elsewhere, is not ours. */
  const isFit = () => {
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    return stat !== undefined && stat.isDirectory() && isOwn(stat, 0o022);
  };
  const fileOf = (name: string) => join(folder, `verdicts-${createHash("sha256").update(name).digest("hex")}`);
  return {
    folder,
    read(name) {
      return quietly(() => {
        if (!isFit()) return undefined;
        const path = fileOf(name);
        const bytes = ownBytes(path, (stat) => isOwn(stat, 0o077));
        // What is used stays longest.
        const now = new Date();
        if (bytes) utimesSync(path, now, now);
        return bytes;
      });
    },
    write(name, bytes) {
      quietly(() => {
        if (bytes.length > mostBytes) return;
        makeFolder(folder);
        if (!isFit()) return;
        const path = fileOf(name);
        const temporary = `${path}.${home.id}.tmp`;
        try {
          put(temporary, bytes);
          renameSync(temporary, path);
        } catch (error) {
          unlinkSync(temporary);
          throw error;
        }
        const tagFile = join(folder, tagName);
        if (!lstatSync(tagFile, { throwIfNoEntry: false })) writeFileSync(tagFile, tag, { flag: "wx", mode: 0o600 });
        sweep(folder, home, path);
      });
    },
    clear() {
      const removed: ReturnType<Store["clear"]> = { files: 0, bytes: 0, left: 0 };
      const orLeft = <T>(work: () => T): T | undefined => {
        try {
          return work();
        } catch (error) {
          // Another run may have removed it.
          if (/^(?:ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? "")) return undefined;
          removed.left++;
          removed.fault ??= error;
          return undefined;
        }
      };
      for (const name of orLeft(() => (isFit() ? readdirSync(folder) : [])) ?? []) {
        const path = join(folder, name);
        const isTag = name === tagName && quietly(() => readFileSync(path, "utf8")) === tag;
        if (!ours.test(name) && !unfinished.test(name) && !isTag) continue;
        const stat = orLeft(() => lstatSync(path));
        if (stat && !stat.isFile()) removed.left++;
        if (!stat?.isFile() || !orLeft(() => (unlinkSync(path), true)) || isTag) continue;
        removed.files++;
        removed.bytes += stat.size;
      }
      // Only where nothing is left in it.
      quietly(() => rmdirSync(folder));
      return removed;
    },
  };
}

/** Makes what is missing of a folder. `mkdir` with `recursive` tries for ever where the system lets none be made, as below `/proc`. */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let here = folder; !existsSync(here) && dirname(here) !== here; here = dirname(here)) missing.unshift(here);
  for (const one of missing) mkdirSync(one, { mode: 0o700 });
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** A regular file that is the user's own, whole. */
function ownBytes(path: string, isOwn: (stat: { uid: number; mode: number }) => boolean): Uint8Array | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || !isOwn(stat) || stat.size > mostBytes) return undefined;
    const bytes = Buffer.allocUnsafe(stat.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function put(path: string, bytes: Uint8Array): void {
  quietly(() => unlinkSync(path));
  const descriptor = openSync(path, "wx", 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(path, 0o600);
}

/** What was used longest ago goes, until the rest is small enough; and what runs that were killed have left. */
function sweep(folder: string, { isRunning }: Home, kept: string): void {
  const files: { path: string; size: number; used: number }[] = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const id = Number(unfinished.exec(name)?.[1]);
    if (!Number.isNaN(id) && !isRunning(id)) quietly(() => unlinkSync(path));
    const stat = ours.test(name) ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
    if (stat?.isFile()) files.push({ path, size: stat.size, used: path === kept ? Infinity : stat.mtimeMs });
  }
  let bytes = 0;
  for (const { path, size } of files.sort((a, b) => b.used - a.used)) {
    bytes += size;
    if (bytes > allBytes) quietly(() => unlinkSync(path));
  }
}
