import picomatch from "picomatch";
import type { Fault, Kind, Source } from "../model/dossier.ts";
import { frozenEnding } from "../model/frozen.ts";
import { type Args, phrase, type Said } from "../model/phrase.ts";
import { kinds, parseDocument, type Read } from "./document.ts";
import type { Files } from "./files.ts";
import { limits } from "./limits.ts";
import type { Reader } from "./parse.ts";

export const cityFile = "milcity.yaml";

/** What reading may look at and what it passes over. */
export interface Scope {
  files: Files;
  /** Patterns of the configuration, relative to the workspace. */
  ignore: readonly string[];
  /** Those of the patterns that have matched nothing so far. */
  idle?: Set<string>;
  /** A configuration or baseline that was named: no document, wherever it lies. */
  own?: ReadonlySet<string>;
  /** Of some paths relative to the workspace, those that git ignores. */
  ignoredByGit(paths: string[]): ReadonlySet<string>;
  /** Bytes that the run may still read. */
  budget: { bytes: number };
  /** Documents that were understood before, where a run looks at the same ones again. */
  known?: Known;
  /** Who reads documents, where it is not the plain reader that does. */
  reader?: Reader;
}

/** What was understood of a file's bytes under its path. */
export interface Known {
  get(hash: string, file: string): Read | undefined;
  set(hash: string, file: string, read: Read, bytes: number): void;
}

/** Keeps what was understood as long as it takes no more than some bytes of documents. */
export function knownDocuments(most = 67_108_864): Known {
  const reads = new Map<string, Read>();
  let bytes = 0;
  return {
    get: (hash, file) => reads.get(`${hash} ${file}`),
    set(hash, file, read, size) {
      if (bytes + size > most) return;
      bytes += size;
      reads.set(`${hash} ${file}`, read);
    },
  };
}

export const joined = (folder: string, name: string) => (folder === "." ? name : `${folder}/${name}`);
const isHidden = (name: string) => name.startsWith(".") || name === "node_modules";
const noDocuments = new Set(["action.yml", "action.yaml", "milcity.config.yaml"]);
const isYaml = (name: string) => /\.ya?ml$/i.test(name);

/** A name that was meant to be `milcity.yaml`, and would be on some file systems. */
const isMisnamed = (name: string) => name !== cityFile && /^milcity\.ya?ml$/i.test(name);

/** Whether the configuration passes over a path. */
function passesOver({ ignore, idle }: Scope): (path: string) => boolean {
  const patterns = ignore.map((glob) => ({ glob, matches: picomatch(glob, { noextglob: true }) }));
  return (path) => {
    const matching = patterns.filter(({ matches }) => matches(path));
    for (const { glob } of matching) idle?.delete(glob);
    return matching.length > 0;
  };
}

/** Whether patterns name a folder: with or without `./` before and `/` behind; `**` is each, the workspace itself as well. */
function naming(globs: readonly string[]): (folder: string) => boolean {
  const plain = globs.map((glob) => glob.replace(/^\.\/(?=[^/])/, "").replace(/(?<=[^/])\/$/, ""));
  const matches = picomatch(plain, { noextglob: true });
  return (folder) => (folder === "." && plain.includes("**")) || matches(folder);
}

/** Of some patterns, those that match none of the folders. */
export const matchingNone = (globs: readonly string[], folders: readonly string[]): string[] =>
  globs.filter((glob) => {
    const matches = naming([glob]);
    return !folders.some((folder) => matches(folder));
  });

/**
 * Folders with a `milcity.yaml` at or below a folder, of those that some patterns name, in code-unit order of their paths; also one in which that file
 * has nearly that name, outside of all others.
 */
export function findDossiers(scope: Scope, folder: string, only: readonly string[] = []): string[] {
  const found: string[] = [];
  const unlisted: string[] = [];
  const misnamed: string[] = [];
  const wanted = only.length > 0 ? naming(only) : () => true;
  const ignored = passesOver(scope);
  const stack: [string, number][] = [[folder, 0]];
  let entries = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [here, depth] = next;
    const list = scope.files.list(here);
    if (!Array.isArray(list)) {
      if (!list.isMissing) unlisted.push(here);
      continue;
    }
    for (const entry of list) {
      const path = joined(here, entry.name);
      if (isHidden(entry.name) || ignored(path)) continue;
      if (++entries > limits.files * 4) return found.sort();
      if (entry.type === "file" && entry.name === cityFile && wanted(here)) found.push(here);
      else if (entry.type === "file" && isMisnamed(entry.name) && wanted(here)) misnamed.push(here);
      else if (entry.type === "folder" && depth < limits.folderDepth) stack.push([path, depth + 1]);
    }
  }
  // A folder that cannot be listed may be a dossier: reading it says why nobody can tell. One inside a dossier is read with that.
  const dossiers = new Set(found);
  const inside = (path: string): boolean =>
    dossiers.has(path) || (path !== "." && inside(path.slice(0, Math.max(0, path.lastIndexOf("/"))) || "."));
  found.push(...unlisted.filter((path) => !inside(path)));
  // One that would be a dossier is not left out unsaid.
  found.push(...new Set(misnamed.filter((path) => !inside(path))));
  const byGit = scope.ignoredByGit(found.map((path) => joined(path, cityFile)));
  return found.filter((path) => !byGit.has(joined(path, cityFile))).sort();
}

/** Whether `findDossiers` would find a folder if it has a `milcity.yaml`. */
export function isLookedAt(scope: Scope, folder: string, only: readonly string[] = []): boolean {
  const path = joined(folder, cityFile);
  const parts = path.split("/");
  if (parts.some(isHidden) || parts.length > limits.folderDepth + 1) return false;
  if (only.length > 0 && !naming(only)(folder)) return false;
  const ignored = passesOver(scope);
  return !parts.some((_, n) => ignored(parts.slice(0, n + 1).join("/"))) && !scope.ignoredByGit([path]).has(path);
}

/** Whether a folder without a `milcity.yaml` holds documents all the same. */
export function holdsDocuments(scope: Scope, folder: string): boolean {
  const list = scope.files.list(folder);
  if (!Array.isArray(list)) return false;
  return list.some((entry) => {
    if (entry.type !== "file" || !isYaml(entry.name) || isHidden(entry.name)) return false;
    const read = scope.files.read(joined(folder, entry.name), limits.bytes);
    return (
      "bytes" in read && kinds.includes(parseDocument(read.bytes, entry.name, undefined, scope.reader).kind as Kind)
    );
  });
}

/** What lies in a dossier's folder. */
export interface Walked {
  yaml: string[];
  /** Manifests of frozen reports. */
  frozen: string[];
  faults: Fault[];
  ignored: { file: string; why: Said }[];
}

/** A file of which nothing is known but its path. */
export const pathSource = (file: string): Source => ({
  file,
  place: () => ({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }),
  lines: () => [],
});

/** The YAML files of one dossier. Links are reported, never followed; a dossier inside ends this one there. */
export function walk(scope: Scope, folder: string): Walked {
  const walked: Walked = { yaml: [], frozen: [], faults: [], ignored: [] };
  const ignoredByConfig = passesOver(scope);
  const fault = (rule: string, path: string, args: Args) =>
    walked.faults.push({ rule, in: pathSource(path), at: "", args: { file: path, ...args } });
  const stack: [string, number][] = [[folder, 0]];
  let entries = 0;
  search: for (let next = stack.pop(); next; next = stack.pop()) {
    const [here, depth] = next;
    const list = scope.files.list(here);
    if (!Array.isArray(list)) {
      fault("file/unreadable", here, { reason: list.why });
      continue;
    }
    if (here !== folder && list.some((entry) => entry.name === cityFile && entry.type === "file")) continue;
    for (const entry of list) {
      const path = joined(here, entry.name);
      if (isHidden(entry.name)) continue;
      if (++entries > limits.entries) {
        fault("file/too-many", folder, { limit: limits.entries, what: phrase("files and folders") });
        break search;
      }
      if (ignoredByConfig(path)) walked.ignored.push({ file: path, why: phrase("milcity.config.yaml ignores it") });
      else if (entry.type === "link") {
        if (isYaml(entry.name) || entry.name.endsWith(frozenEnding) || entry.toFolder) fault("file/symlink", path, {});
      } else if (entry.type === "folder") {
        if (isYaml(entry.name)) fault("file/not-regular", path, { reason: phrase("it is a folder") });
        else if (depth < limits.folderDepth) stack.push([path, depth + 1]);
        else fault("file/too-many", path, { limit: limits.folderDepth, what: phrase("folders inside one another") });
      } else if (isYaml(entry.name)) {
        if (entry.type === "other") fault("file/not-regular", path, { reason: phrase("it is no regular file") });
        else if (noDocuments.has(entry.name) || scope.own?.has(path)) continue;
        else walked.yaml.push(path);
      } else if (entry.name.endsWith(frozenEnding)) walked.frozen.push(path);
    }
  }
  return walked;
}

/** Takes out what git ignores, asking once for all, and what is too much. */
export function passOver(scope: Scope, dossiers: readonly { folder: string; walked: Walked }[]): void {
  const byGit = scope.ignoredByGit(dossiers.flatMap(({ walked }) => walked.yaml));
  for (const { folder, walked } of dossiers) {
    for (const file of walked.yaml) if (byGit.has(file)) walked.ignored.push({ file, why: phrase("git ignores it") });
    walked.yaml = walked.yaml.filter((file) => !byGit.has(file)).sort();
    if (walked.yaml.length <= limits.filesPerDossier) continue;
    const args = { file: folder, limit: limits.filesPerDossier, what: phrase("documents") };
    walked.faults.push({ rule: "file/too-many", in: pathSource(folder), at: "", args });
    walked.yaml.length = limits.filesPerDossier;
  }
}

/** The YAML files of a dossier, in code-unit order, whatever they hold. */
export const yamlFiles = (scope: Scope, folder: string): string[] => walk(scope, folder).yaml.sort();
