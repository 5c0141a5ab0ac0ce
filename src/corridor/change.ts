import { join, resolve } from "node:path";
import { indexOf, type Range } from "../git.ts";
import type { PolicyChange } from "../model/change.ts";
import { UserError } from "../model/failure.ts";
import { frozenEnding } from "../model/frozen.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { baselineName } from "../read/baseline.ts";
import { changedOnDisk } from "../read/changed-files.ts";
import { configName } from "../read/config.ts";
import { readWithin } from "../read/files.ts";
import { relativeTo } from "../read/find.ts";
import { limits } from "../read/limits.ts";
import { blobHash } from "../read/tree-files.ts";
import { cityFile, findDossiers, holdsDocuments, isLookedAt, joined, knownDocuments } from "../read/search.ts";
import { gitIgnores, noDossier, type Place, placeOf, workspaceOf } from "./open.ts";
import { certain, fromRoot, fromTop, rangeIn, type Repository, repositoryOf } from "./repository.ts";
import { askedAt, likenessOf, likest, type Sharing, workspaceAt } from "./revision.ts";
import type { Request, Workspace } from "./workspace.ts";

/** Two revisions of a workspace, and those of its dossiers in which they differ. */
export interface Change extends Range {
  /** The workspace after the change; its folders are the dossiers that the change touches and that are there after it. */
  after: Workspace;
  /** None where there was nothing before. */
  before: Workspace | undefined;
  /** Folder after the change → folder before it, of the dossiers that were there. */
  folders: ReadonlyMap<string, string>;
  /** Folders before the change of dossiers that are gone. */
  gone: readonly string[];
  /** Whether configuration, packs and baseline count as before the change, and with them the comments that excuse. */
  isBaseTrusted: boolean;
  /** The workspace after the change under its own configuration. */
  own: Workspace;
  policyChanged: PolicyChange[];
  /** What could not be compared, one sentence each. */
  notes: Said[];
}

/** Paths are relative to the top level. */
interface Changes {
  paths: ReadonlySet<string>;
  notes: Said[];
}

/**
 * What lies between two revisions: `A..B`, `A...B`, what the work tree adds to what it has in common with a revision, or to `HEAD`. Where a base
 * is named, the files that decide what counts are those of the base: a change under review does not judge itself. Throws `UserError` where
 * a revision cannot be looked at, and where no dossier is.
 */
export function openChange(request: Request, asked: string | undefined): Change {
  const place = placeOf(request);
  const { root } = place;
  const repository = repositoryOf(root);
  const range = rangeIn(repository, asked);
  const sharing: Sharing = { known: knownDocuments() };
  const between = range.head ? betweenCommits(repository, range) : undefined;
  const own = range.head ? workspaceAt(request, root, repository, range.head, sharing) : onDisk(request, root, sharing);
  const { changes, after } = changesIn(repository, range, own, between);
  const isBaseTrusted = asked !== undefined && range.base !== undefined;
  const before =
    range.base && beforeOf(request, root, repository, range, { sharing, isBaseTrusted, notes: changes.notes });
  const rule = isBaseTrusted && before ? before : after;
  const judgedAfter = under(rule, after);
  const judgedBefore = before && under(rule, before);
  const pairs = pairsOf(place, repository, range, changes, judgedAfter, judgedBefore);
  if (pairs.folders.length === 0 && pairs.gone.length === 0) refuseNothing(place, judgedAfter);
  return {
    ...range,
    after: { ...judgedAfter, folders: pairs.folders },
    before: judgedBefore && {
      ...judgedBefore,
      folders: [...new Set([...pairs.before.values(), ...pairs.gone])].sort(),
    },
    folders: pairs.before,
    gone: pairs.gone,
    isBaseTrusted,
    own,
    policyChanged: policyChanges(request, repository, range, changes, [own, before]),
    notes: changes.notes,
  };
}

/** The paths in which two commits differ. What will be looked for around them is asked of git at once. */
function betweenCommits(repository: Repository, { base, head }: Range): Set<string> {
  const { objects } = repository;
  const paths = repository.between(base?.hash, head?.hash);
  const inside = [...paths].flatMap((path) => fromRoot(repository, path) ?? []);
  const folders = new Set(inside.flatMap((path) => [...around(parentOf(path))]));
  const cities = [...folders].map((folder) => joined(folder, cityFile));
  const wanted = [configName, baselineName, ...cities].map((path) => fromTop(repository, path));
  for (const commit of [base, head]) if (commit) objects.named(commit.hash, wanted);
  return paths;
}

function onDisk(request: Request, root: string, { known }: Sharing): Workspace {
  const workspace = workspaceOf(request, root);
  return { ...workspace, scope: { ...workspace.scope, ...(known && { known }) } };
}

/** The paths that differ. On the disk, what git keeps is never passed over because git is told to ignore it: a change may tell it so. */
function changesIn(
  repository: Repository,
  { base }: Range,
  own: Workspace,
  between: Set<string> | undefined,
): { changes: Changes; after: Workspace } {
  const { top, prefix, objects } = repository;
  if (between) return { changes: { paths: between, notes: [] }, after: own };
  const index = certain(indexOf(top, prefix));
  const below = base ? (objects.below(base.hash, prefix) ?? []) : [];
  const then = prefix === "." ? below : below.map((entry) => ({ ...entry, path: fromTop(repository, entry.path) }));
  const { changed, untracked, others } = changedOnDisk(top, prefix, then, index);
  const ignores = gitIgnores(own.root);
  const within = (path: string) => fromRoot(repository, path) ?? path;
  const ignored = ignores(untracked.map(within));
  for (const path of untracked) if (ignored.has(within(path))) changed.delete(path);
  const ignoredByGit = (paths: string[]) => {
    const loose = paths.filter((path) => !index.entries.has(fromTop(repository, path)));
    return loose.length === 0 ? new Set<string>() : ignores(loose);
  };
  const notes = others.map((path) =>
    phrase("`{path}` is another repository: what has changed in it was not looked at.", { path: within(path) }),
  );
  return { changes: { paths: changed, notes }, after: { ...own, scope: { ...own.scope, ignoredByGit } } };
}

/** The workspace before the change. A configuration of then that cannot be used excuses nothing, and that is said. */
function beforeOf(
  request: Request,
  root: string,
  repository: Repository,
  { base }: Range,
  { sharing, isBaseTrusted, notes }: { sharing: Sharing; isBaseTrusted: boolean; notes: Said[] },
): Workspace | undefined {
  if (!base) return undefined;
  if (!isBaseTrusted) return workspaceAt(request, root, repository, base, sharing, false);
  try {
    return workspaceAt(request, root, repository, base, sharing);
  } catch (error) {
    // One that was named on the command line is never done without.
    if (!(error instanceof UserError) || error.code !== "config" || request.config !== undefined) throw error;
    const args = { revision: base.name, why: error.said };
    notes.push(phrase("The settings of `{revision}` cannot be used, and count as if there were none: {why}", args));
    return workspaceAt(request, root, repository, base, sharing, false);
  }
}

/** A workspace as the settings of another judge it. A pattern of theirs may be about what is not looked at. */
function under(rule: Workspace, one: Workspace): Workspace {
  const { library, config, configured, severities, language, baseline, scope } = rule;
  const { root, folders, day, own, commanded } = one;
  return {
    root,
    folders,
    day,
    own,
    commanded,
    historyOf: (folder) => one.historyOf(folder),
    library,
    config,
    configured,
    severities,
    language,
    ...(baseline && { baseline }),
    scope: { ...one.scope, ignore: scope.ignore, idle: new Set(), ...(scope.own && { own: scope.own }) },
  };
}

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";

/** A folder and those around it, from the inside out. */
function* around(folder: string): Generator<string> {
  for (let here = folder; ; here = parentOf(here)) {
    yield here;
    if (here === ".") return;
  }
}

/** The dossiers that some paths of the workspace belong to, among those that there are. A city that comes or goes changes the dossier around it. */
function touched(paths: readonly string[], isDossier: (folder: string) => boolean): Set<string> {
  const found = new Set<string>();
  const add = (folder: string) => {
    const nearest = [...around(folder)].find(isDossier);
    if (nearest !== undefined) found.add(nearest);
  };
  for (const path of paths) {
    const folder = parentOf(path);
    add(folder);
    if (path === joined(folder, cityFile) && folder !== ".") add(parentOf(folder));
  }
  return found;
}

interface Pairs {
  folders: string[];
  before: Map<string, string>;
  gone: string[];
}

function pairsOf(
  place: Place,
  repository: Repository,
  range: Range,
  { paths }: Changes,
  after: Workspace,
  before: Workspace | undefined,
): Pairs {
  const inside = [...paths].flatMap((path) => fromRoot(repository, path) ?? []);
  const candidates = new Set(inside.flatMap((path) => [...around(parentOf(path))]));
  const cities = (commit: Range["head"]) => citiesIn(repository, commit, after, candidates);
  const [now, then] = [
    cities(range.head),
    before ? citiesIn(repository, range.base, before, candidates) : new Set<string>(),
  ];
  const asked = place.targets.map(({ folder }) => askedAt(place.root, folder));
  const isAsked = (folder: string) =>
    asked.some((one) => one === "." || folder === one || folder.startsWith(`${one}/`));
  const wanted = (workspace: Workspace, folder: string) =>
    isLookedAt(workspace.scope, folder, workspace.config.dossiers);
  const looked = (workspace: Workspace, found: Iterable<string>) => [...found].filter((one) => wanted(workspace, one));
  const folders = new Set(
    looked(
      after,
      touched(inside, (folder) => now.has(folder)),
    ).filter(isAsked),
  );
  const all = before
    ? looked(
        before,
        touched(inside, (folder) => then.has(folder)),
      )
    : [];
  const pairs = new Map([...folders].filter((folder) => then.has(folder)).map((folder) => [folder, folder]));
  const left = new Set(all.filter((folder) => !now.has(folder)));
  for (const folder of [...folders].sort()) {
    if (!before || pairs.has(folder) || left.size === 0) continue;
    const others = new Map([...left].sort().map((one) => [one, likenessOf(before, one)]));
    const found = likest(likenessOf(after, folder), others);
    if (found === undefined) continue;
    pairs.set(folder, found);
    left.delete(found);
  }
  // Without its city a dossier is still one: what is left of it is looked at.
  for (const folder of [...left].filter((one) => isAsked(one) && holdsDocuments(after.scope, one))) {
    folders.add(folder);
    pairs.set(folder, folder);
    left.delete(folder);
  }
  for (const folder of asked)
    if (folders.size === 0 && left.size === 0 && inside.some((path) => folder === "." || path.startsWith(`${folder}/`)))
      if (findDossiers(after.scope, folder).length === 0 && holdsDocuments(after.scope, folder)) {
        folders.add(folder);
        if (before && holdsDocuments(before.scope, folder)) pairs.set(folder, folder);
      }
  return { folders: [...folders].sort(), before: pairs, gone: [...left].filter(isAsked).sort() };
}

/** Of some folders, those with a city: asked for together where git is asked. */
function citiesIn(
  { objects, prefix }: Repository,
  commit: Range["head"],
  { scope }: Workspace,
  folders: Iterable<string>,
): Set<string> {
  const paths = new Map([...folders].map((folder) => [joined(folder, cityFile), folder]));
  if (commit) {
    const whole = (path: string) => (prefix === "." ? path : `${prefix}/${path}`);
    const named = new Map([...paths].map(([path, folder]) => [whole(path), folder]));
    const found = objects.named(commit.hash, [...named.keys()]).filter(({ type }) => type === "file");
    return new Set(found.flatMap(({ path }) => named.get(path) ?? []));
  }
  const isFile = (path: string) => {
    const read = scope.files.read(path, 0);
    return !("fault" in read) || read.fault === "too-large" || read.fault === "unreadable";
  };
  return new Set([...paths].filter(([path]) => isFile(path)).map(([, folder]) => folder));
}

/** Where nothing is touched, there must have been something to touch. */
function refuseNothing({ root, targets }: Place, after: Workspace): void {
  for (const { folder } of targets) {
    const asked = askedAt(root, folder);
    if (findDossiers(after.scope, asked, after.config.dossiers).length > 0) return;
    if (holdsDocuments(after.scope, asked)) return;
  }
  throw noDossier(targets.map(({ named }) => named));
}

/** The files that decide what counts, and differ. */
function policyChanges(
  request: Request,
  repository: Repository,
  { base, head }: Range,
  { paths }: Changes,
  workspaces: readonly (Workspace | undefined)[],
): PolicyChange[] {
  const { top, objects } = repository;
  const root = workspaces[0]?.root ?? top;
  const { config, baseline } = request;
  const configPath = config === undefined ? join(root, configName) : resolve(request.cwd, config);
  const baselinePath =
    typeof baseline === "string" ? resolve(request.cwd, baseline) : join(configPath, "..", baselineName);
  const packs = workspaces.flatMap((workspace) => workspace?.config.frameworks ?? []).map((pack) => join(root, pack));
  const kinds = new Map<string, PolicyChange["kind"]>([
    ...[...paths].filter((path) => path.endsWith(frozenEnding)).map((path): [string, "frozen"] => [path, "frozen"]),
    ...packs.map((path): [string, "pack"] => [relativeTo(top, path), "pack"]),
    [relativeTo(top, configPath), "config"],
    [relativeTo(top, baselinePath), "baseline"],
  ]);
  const inside = [...kinds].filter(([path]) => path !== ".." && !path.startsWith("../"));
  if (!base || inside.length === 0) return [];
  const named = inside.map(([path]) => path);
  const hashes = (commit: string) => new Map(objects.named(commit, named).map(({ path, hash }) => [path, hash]));
  const then = hashes(base.hash);
  const now = head ? hashes(head.hash) : undefined;
  const today = (path: string) => {
    if (now) return now.get(path);
    const read = readWithin(join(top, path), limits.bytes);
    if ("fault" in read) return read.fault === "missing" ? undefined : read.fault;
    // What only has other line ends is known not to differ.
    const isSame = fromRoot(repository, path) !== undefined && !paths.has(path);
    return isSame ? then.get(path) : blobHash(read.bytes, base.hash);
  };
  return inside.flatMap(([path, kind]): PolicyChange[] => {
    const [was, is] = [then.get(path), today(path)];
    // To freeze what was not frozen changes nothing that counts.
    if (was === is || (kind === "frozen" && was === undefined)) return [];
    const change = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    return [{ kind, file: relativeTo(root, join(top, path)), change }];
  });
}
