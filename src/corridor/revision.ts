import { dirname, join, resolve } from "node:path";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { Commit } from "../model/revision.ts";
import { type Baseline, baselineIn, baselineName } from "../read/baseline.ts";
import { configName, type Configured, readConfig } from "../read/config.ts";
import { diskFiles, type Files } from "../read/files.ts";
import { nearestWith, relativeTo, whatIs } from "../read/find.ts";
import { limits } from "../read/limits.ts";
import { blobHash, treeFiles } from "../read/tree-files.ts";
import { cityFile, findDossiers, holdsDocuments, joined, type Known, yamlFiles } from "../read/search.ts";
import { historiesAt } from "./history.ts";
import { assembled, type Place, placeOf } from "./open.ts";
import { commitAt, type Repository, repositoryOf } from "./repository.ts";
import type { Request, Workspace } from "./workspace.ts";

/** A workspace as it was at a commit. */
export interface WorkspaceAt extends Workspace {
  commit: Commit;
  /** Folders of dossiers then → what they are called today, where they have moved. */
  moved: ReadonlyMap<string, string>;
}

/** What may be shared by the revisions of one run. */
export interface Sharing {
  known?: Known;
}

/**
 * The workspace as it was at a revision: the same dossiers, wherever they lay then, under the configuration, the packs and the baseline of
 * then. A dossier that did not exist yet is not among its folders. Throws `UserError` where the revision, or a configuration that has to be
 * understood, cannot be read; what is wrong with a dossier is a finding in it.
 */
export function openWorkspaceAt(request: Request, revision: string, sharing: Sharing = {}): WorkspaceAt {
  const place = placeOf(request);
  const repository = repositoryOf(place.root);
  return openCommit(request, place, repository, commitAt(repository, revision), sharing);
}

/** As `openWorkspaceAt`, where it is known which commit is meant. */
export function openCommit(
  request: Request,
  place: Place,
  repository: Repository,
  commit: Commit,
  sharing: Sharing = {},
): WorkspaceAt {
  const workspace = workspaceAt(request, place.root, repository, commit, sharing);
  const moved = new Map<string, string>();
  const folders = new Set<string>();
  for (const { folder } of place.targets) {
    const asked = askedAt(place.root, folder);
    const found = findDossiers(workspace.scope, asked, workspace.config.dossiers);
    for (const one of found) folders.add(one);
    if (found.length > 0)
      for (const [then, now] of movedBelow(workspace, place.root, asked, found)) moved.set(then, now);
    if (found.length > 0) continue;
    const then = movedFrom(workspace, place.root, asked);
    if (then !== undefined) moved.set(then, asked);
    // As on the disk, what is asked for by its name may lack its city.
    if (then !== undefined || holdsDocuments(workspace.scope, asked)) folders.add(then ?? asked);
  }
  return { ...workspace, commit, moved, folders: [...folders].sort() };
}

/** The folder that is asked for, relative to the root: of a folder inside a dossier, such as `reports`, the dossier. */
export function askedAt(root: string, folder: string): string {
  const around = nearestWith(folder, cityFile);
  const inside = around === undefined ? ".." : relativeTo(root, around);
  return inside === ".." || inside.startsWith("../") ? relativeTo(root, folder) : inside;
}

/** The workspace at a commit, before anybody has said which of its dossiers are looked at; without its own settings if they are not wanted. */
export function workspaceAt(
  request: Request,
  root: string,
  repository: Repository,
  commit: Commit,
  { known }: Sharing = {},
  isConfigured = true,
): Workspace {
  const { top, prefix, objects } = repository;
  const files = treeFiles(objects, commit.hash, prefix);
  return assembled(request, {
    root,
    files,
    configured: isConfigured ? configAt(request, root, repository, commit, files) : readConfig(files, undefined),
    baseline: (scope) =>
      isConfigured ? baselineAt(request, root, repository, commit, () => findDossiers(scope, ".")) : undefined,
    // Whatever is in a commit is not ignored by git.
    ignoredByGit: () => new Set(),
    historyOf: historiesAt(top, prefix, (path) => objects.named(commit.hash, [path]).length > 0),
    ...(known && { known }),
  });
}

/** A file that was named may lie in the repository: then it is that of the commit. */
function named(request: Request, { top, objects }: Repository, commit: Commit, path: string): [Files, string] {
  const { real } = whatIs(resolve(request.cwd, path));
  const inside = relativeTo(top, real);
  return inside === ".." || inside.startsWith("../")
    ? [diskFiles(dirname(real)), relativeTo(dirname(real), real)]
    : [treeFiles(objects, commit.hash, "."), inside];
}

const isIn = (files: Files, file: string) => {
  if (files.hash?.(file) !== undefined) return true;
  const read = files.read(file, 0);
  return !("fault" in read && read.fault === "missing");
};

function configAt(request: Request, root: string, repository: Repository, commit: Commit, files: Files): Configured {
  const { config } = request;
  if (config === undefined) return readConfig(files, isIn(files, configName) ? configName : undefined);
  const [from, file] = named(request, repository, commit, config);
  if (isIn(from, file)) return readConfig(from, file, relativeTo(root, resolve(request.cwd, config)));
  const args = { path: config, revision: commit.name };
  throw new UserError("config", phrase("There is no configuration at `{path}` in `{revision}`.", args));
}

function baselineAt(
  request: Request,
  root: string,
  repository: Repository,
  commit: Commit,
  find: () => string[],
): Baseline | undefined {
  const { baseline = false, cwd, config } = request;
  if (baseline === false) return undefined;
  const beside = config === undefined ? root : dirname(resolve(cwd, config));
  const path = typeof baseline === "string" ? resolve(cwd, baseline) : join(beside, baselineName);
  const [files, file] = named(request, repository, commit, path);
  let all: string[] | undefined;
  const dossiers = () => (all ??= find());
  if (isIn(files, file)) return baselineIn(files, file, { path, shown: relativeTo(root, path), dossiers });
  if (typeof baseline !== "string") return { path, entries: [], dossiers };
  const args = { path: baseline, revision: commit.name };
  throw new UserError("config", phrase("There is no baseline at `{path}` in `{revision}`.", args));
}

/** What a dossier is known by where it has moved: its files, and its city. */
interface Likeness {
  hashes: ReadonlySet<string>;
  city: string | undefined;
}

export function likenessOf({ scope }: Workspace, folder: string): Likeness {
  const hashes = new Set<string>();
  const files = yamlFiles(scope, folder);
  for (const file of files) {
    const known = scope.files.hash?.(file);
    const read = known === undefined ? scope.files.read(file, limits.bytes) : undefined;
    if (known !== undefined) hashes.add(known);
    else if (read && "bytes" in read) hashes.add(blobHash(read.bytes));
  }
  const read = scope.files.read(joined(folder, cityFile), limits.bytes);
  return { hashes, city: "bytes" in read ? cityIn(new TextDecoder().decode(read.bytes)) : undefined };
}

/** Name and country of a city as its file writes them, whatever else is wrong with it. */
function cityIn(text: string): string | undefined {
  const [name, country] = ["name", "country"].map((field) =>
    new RegExp(`^${field}:[ \\t]*(.*?)[ \\t]*(?:#.*)?\\r?$`, "m").exec(text)?.[1]?.replace(/^["']|["']$/g, ""),
  );
  return name && country ? `${country} ${name}` : undefined;
}

/** Of some dossiers, that which has most files in common with one, else the one of the same city. Where two are as like, neither is. */
export function likest(one: Likeness, others: ReadonlyMap<string, Likeness>): string | undefined {
  const ranked = [...others]
    .map(([folder, { hashes, city }]) => ({
      folder,
      common: [...hashes].filter((hash) => one.hashes.has(hash)).length,
      isSameCity: city !== undefined && city === one.city,
    }))
    .filter(({ common, isSameCity }) => common > 0 || isSameCity)
    .sort((a, b) => b.common - a.common || Number(b.isSameCity) - Number(a.isSameCity));
  const [first, second] = ranked;
  const isTied = first?.common === second?.common && first?.isSameCity === second?.isSameCity;
  return second && isTied ? undefined : first?.folder;
}

const onDisk = (then: Workspace, root: string): Workspace => ({
  ...then,
  historyOf: (folder) => then.historyOf(folder),
  scope: { ...then.scope, files: diskFiles(root) },
});

const isGone = (root: string, path: string) => whatIs(join(root, path, cityFile)).type === "missing";

/** Of some dossiers of then, those that lie elsewhere below a folder today, with where they lie. */
function movedBelow(then: Workspace, root: string, folder: string, found: readonly string[]): Map<string, string> {
  const moved = new Map<string, string>();
  const gone = new Set(found.filter((path) => isGone(root, path)));
  if (gone.size === 0) return moved;
  const today = onDisk(then, root);
  const there = new Set(found);
  for (const path of findDossiers(today.scope, folder, then.config.dossiers)) {
    if (there.has(path) || gone.size === 0) continue;
    const others = new Map([...gone].map((candidate) => [candidate, likenessOf(then, candidate)]));
    const like = likest(likenessOf(today, path), others);
    if (like === undefined) continue;
    moved.set(like, path);
    gone.delete(like);
  }
  return moved;
}

/** Where a dossier of today lay at a commit: among the dossiers of then whose folders hold none today. */
function movedFrom(then: Workspace, root: string, folder: string): string | undefined {
  const candidates = findDossiers(then.scope, ".", then.config.dossiers).filter((path) => isGone(root, path));
  return likest(
    likenessOf(onDisk(then, root), folder),
    new Map(candidates.map((candidate) => [candidate, likenessOf(then, candidate)])),
  );
}
