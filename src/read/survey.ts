import { createHash } from "node:crypto";
import { lstatSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { frozenEnding } from "../model/frozen.ts";
import { type Entry, type Files, refusedPath } from "./files.ts";
import { limits } from "./limits.ts";

/** Everything in a dossier's folder as it is, whether or not reading looks at it. Nothing is opened. */
export interface Survey {
  /** Path from the workspace on → what it is. What is hidden is not looked into. */
  entries: ReadonlyMap<string, Entry["type"]>;
  /** Files whose content reading may look at, in code-unit order. */
  texts: readonly string[];
  /** A `.gitignore` is among what is hidden. */
  hasIgnoreList: boolean;
  /** A checksum of names, sizes, times and numbers of all files; none where these may not tell that a file has changed. */
  stats: string | undefined;
  /** A checksum of the names alone. */
  names: string;
}

/**
 * File systems on Linux that give each change of a file a new time. What a network, a virtual machine or a user's program stands behind
 * may not; there, files are known by their content.
 */
const exact = new Set([0xef53, 0x58465342, 0x9123683e, 0x01021994, 0xf2f52010]);

/** The device on which a folder lies, where the times of files can be trusted. */
export function deviceOf(root: string, platform: string): number | undefined {
  try {
    return platform === "linux" && exact.has(statfsSync(root).type) ? lstatSync(root).dev : undefined;
  } catch {
    return undefined;
  }
}

const isText = (name: string) => /\.ya?ml$/i.test(name) || name.endsWith(frozenEnding);
const codeOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const joined = (folder: string, name: string) => (folder === "." ? name : `${folder}/${name}`);

/** So much later than the last change of a file must it be looked at: a change in the same moment would leave no trace. */
const settled = 2_000;

export const checksum = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("base64url");

/** What lies in a folder; undefined where that cannot be told for certain. `now` in milliseconds. */
export function survey(files: Files, root: string, folder: string, device: number | undefined, now: number) {
  const entries = new Map<string, Entry["type"]>();
  const texts: string[] = [];
  const lines: string[] = [];
  const names: string[] = [];
  let hasIgnoreList = false;
  let isExact = device !== undefined;
  const stack = [folder];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const list = files.list(here);
    if (!Array.isArray(list)) return undefined;
    for (const { name, type, toFolder } of list) {
      const isList = name === ".gitignore";
      hasIgnoreList ||= isList;
      if ((name.startsWith(".") && name !== ".git" && !isList) || name === "node_modules") continue;
      if (entries.size > limits.entries) return undefined;
      const path = joined(here, name);
      entries.set(path, type);
      names.push(`${path}\0${type}${toFolder ? "/" : ""}`);
      if (type === "folder") {
        if (!name.startsWith(".")) stack.push(path);
        continue;
      }
      if (isText(name) && !name.startsWith(".")) texts.push(path);
      const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
      if (!stat) return undefined;
      const { dev, ino, size, mode, uid, mtimeMs, ctimeMs } = stat;
      isExact &&= dev === device && mtimeMs < now - settled && ctimeMs < now - settled;
      lines.push(`${path}\0${ino} ${size} ${mode} ${uid} ${mtimeMs} ${ctimeMs}`);
    }
  }
  const listed = checksum(names.sort().join("\n"));
  const result: Survey = {
    entries,
    texts: texts.sort(codeOrder),
    hasIgnoreList,
    stats: isExact ? checksum(`${listed}\n${lines.sort().join("\n")}`) : undefined,
    names: listed,
  };
  return result;
}

/** What a file says, or why it cannot be read. */
export function digestOf(read: ReturnType<Files["read"]>): string {
  return "bytes" in read ? checksum(read.bytes) : `${read.fault} ${JSON.stringify(read.why)}`;
}

/**
 * Whether an answer about a path named in a document follows from what lies in the folder, so that it stays the same as long as that does.
 */
export function followsFrom({ entries }: Survey, folder: string, path: string, state: string): boolean {
  if (refusedPath(path) !== undefined) return state === "outside";
  let here = folder;
  const parts = path.split("/");
  for (const [n, part] of parts.entries()) {
    here = joined(here, part);
    const type = entries.get(here);
    // Nothing is known of what is hidden.
    if (type === undefined) return state === "missing" && !part.startsWith(".") && part !== "node_modules";
    if (type === "link") return state === "link";
    const isLast = n === parts.length - 1;
    if (isLast) return state === (type === "file" ? "present" : "not-regular");
    if (type !== "folder") return state === "missing";
  }
  return false;
}

/**
 * Files whose folders are listed once, until that is forgotten. What could not be listed then stays so: it counts as a dossier, which has to
 * say why it cannot be read, also where it could be read the next time.
 */
export function listedOnce(files: Files): Files & { forget(): void } {
  let lists = new Map<string, ReturnType<Files["list"]>>();
  let isOnce = true;
  return {
    ...files,
    list(folder) {
      const list = lists.get(folder) ?? files.list(folder);
      if (isOnce) lists.set(folder, list);
      return list;
    },
    forget() {
      isOnce = false;
      lists = new Map([...lists].filter(([, list]) => !Array.isArray(list)));
    },
  };
}
