import { basename, dirname, join, resolve } from "node:path";
import { severitiesOf } from "../check/own-files.ts";
import { policyFaults } from "../check/policies.ts";
import { rules } from "../check/rules.gen.ts";
import { ignoredPaths } from "../git.ts";
import type { Severity } from "../model/diagnostic.ts";
import { UserError } from "../model/failure.ts";
import type { Config } from "../model/kinds.gen.ts";
import { phrase, series } from "../model/phrase.ts";
import { type Baseline, baselineName, readBaseline } from "../read/baseline.ts";
import { type Configured, configName, placeInText, readConfig, refuseIdle } from "../read/config.ts";
import { diskFiles, type Files, memoryFiles } from "../read/files.ts";
import { mayBeIgnored, nearestWith, relativeTo, whatIs } from "../read/find.ts";
import { misplaced, readLibrary } from "../read/library.ts";
import { limits } from "../read/limits.ts";
import { withText } from "../read/remember.ts";
import { listedOnce } from "../read/survey.ts";
import { type Known, type Scope, cityFile, findDossiers, holdsDocuments } from "../read/search.ts";
import { loadCriteria } from "../score/score.ts";
import { histories } from "./history.ts";
import type { Request, Workspace } from "./workspace.ts";

/** Where a run looks: the workspace around what it is asked for. */
export interface Place {
  /** Absolute. */
  root: string;
  /** Folders, absolute, with the paths that they were asked for by. */
  targets: { folder: string; named: string }[];
}

export function placeOf(request: Request): Place {
  const asked = request.paths.length > 0 ? request.paths : ["."];
  const targets = asked.map((path) => target(resolve(request.cwd, path), path));
  const folders = targets.map(({ folder }) => folder);
  return { root: rootOf(folders, request.paths.length === 0), targets };
}

/** Finds the workspace, its configuration, packs and dossiers. Throws `UserError` where there is nothing to look at. */
export function openWorkspace(request: Request): Workspace {
  if (request.text) return openText(request, request.text);
  const place = placeOf(request);
  const { root, targets } = place;
  const workspace = workspaceOf(request, root);
  const { config, configured, scope } = workspace;
  const folders = [
    ...new Set(targets.flatMap(({ folder, named }) => dossiersOf(scope, root, folder, named, config))),
  ].sort();
  if (folders.length === 0) throw noDossier(targets.map(({ named }) => named));
  if (targets.some(({ folder }) => folder === root)) refuseIdle(configured, folders);
  return partOf({ ...workspace, folders }, request.shard);
}

/** What was opened and a thread has to know to open it as well. Data. */
export interface Opened {
  request: Omit<Request, "text" | "files">;
  root: string;
  folders: readonly string[];
  own?: Request["own"];
}

/** A workspace that was opened before, with the dossiers that were found then. */
export function openAgain({ request, root, folders, own }: Opened): Workspace {
  return { ...workspaceOf(request, root), folders: [...folders], own };
}

/**
 * Every n-th dossier, so that neighbours of a kind are spread over the parts. A part speaks no other language than the whole would.
 */
function partOf(workspace: Workspace, shard: Request["shard"]): Workspace {
  if (!shard) return workspace;
  const folders = workspace.folders.filter((_, i) => i % shard.of === shard.number - 1);
  const { length } = workspace.folders;
  const own = workspace.own === "alone" && length > 1 ? undefined : workspace.own;
  return { ...workspace, folders, own, shard: { ...shard, others: length - folders.length } };
}

export const noDossier = (asked: readonly string[]) =>
  new UserError(
    "no-input",
    phrase("There is no dossier here: no {file} at or below {paths}. `milcity init` makes one.", {
      file: cityFile,
      paths: series(
        "or",
        asked.map((path) => `\`${path}\``),
      ),
    }),
  );

/** The workspace as it lies on the disk, before anybody has said which of its dossiers are looked at. */
export function workspaceOf(request: Request, root: string): Workspace {
  const files = request.files?.(root) ?? listedOnce(diskFiles(root));
  const configured = configOf(request, root, files);
  const find = (scope: Scope) => findDossiers(scope, ".", configured.config.dossiers);
  return assembled(request, {
    root,
    files,
    configured,
    baseline: (scope) => baselineOf(request, root, () => find(scope)),
    ignoredByGit: gitIgnores(root),
    historyOf: histories(root),
  });
}

/** What a workspace is made of, wherever its files lie. */
export interface Parts {
  root: string;
  files: Files;
  configured: Configured;
  baseline: (scope: Scope) => Baseline | undefined;
  ignoredByGit: Scope["ignoredByGit"];
  historyOf: Workspace["historyOf"];
  known?: Known;
}

export function assembled(request: Request, parts: Parts): Workspace {
  const { root, files, configured, ignoredByGit, historyOf, known } = parts;
  const { config } = configured;
  const library = readLibrary(files, config.frameworks ?? [], config.report?.limits);
  const [broken] = loadCriteria(library);
  if (broken) throw misplaced(broken.file, broken, broken.message);
  const [faulty] = policyFaults(config.policies ?? []);
  if (faulty) {
    const { at, text, offset, message } = faulty;
    throw misplaced(configured.file ?? configName, placeInText(configured, at, text, offset), message);
  }
  const scope: Scope = {
    files,
    ignore: config.ignore ?? [],
    idle: new Set(config.ignore ?? []),
    own: new Set(
      [request.config, request.baseline].flatMap((path) =>
        typeof path === "string" ? [relativeTo(root, whatIs(resolve(request.cwd, path)).real)] : [],
      ),
    ),
    ignoredByGit,
    budget: { bytes: limits.workspaceBytes },
    ...(known && { known }),
    ...(request.reader && { reader: request.reader }),
  };
  const commanded = request.rules ?? new Map<string, Severity | "off">();
  const baseline = parts.baseline(scope);
  return {
    root,
    folders: [],
    library,
    configured,
    commanded,
    ...(baseline ? { baseline } : {}),
    config,
    day: request.day,
    language: request.language ?? (request.own === "each" ? config.report?.language : undefined),
    own: request.own,
    scope,
    severities: severitiesOf(rules, config, commanded),
    historyOf,
  };
}

/** The workspace around one document whose text is handed in: its dossier with that text in it, or that text alone. */
function openText(request: Request, text: NonNullable<Request["text"]>): Workspace {
  const given = placedText(request.cwd, text);
  const root = rootOf([given.dossier ?? given.folder], false);
  const file = relativeTo(root, given.path);
  const around = (files: Files) => withText(files, file, given.bytes);
  const disk = workspaceOf(request, root);
  const only = { file, alone: given.dossier === undefined };
  const files = around(only.alone ? memoryFiles(new Map()) : disk.scope.files);
  const folder = relativeTo(root, given.dossier ?? dirname(given.path));
  return { ...disk, scope: { ...disk.scope, files }, folders: [folder], only };
}

/** Where a text that is handed in would lie, and the dossier around that place. */
function placedText(cwd: string, { path, bytes }: NonNullable<Request["text"]>) {
  const whole = resolve(cwd, path);
  if (!/\.ya?ml$/i.test(whole))
    throw new UserError(
      "usage",
      phrase("A document is a file that ends in .yaml or .yml, which `{path}` does not.", { path }),
    );
  let there = dirname(whole);
  while (whatIs(there).type !== "folder" && dirname(there) !== there) there = dirname(there);
  const folder = whatIs(there).real;
  const placed = join(folder, relativeTo(there, whole));
  const dossier = basename(placed) === cityFile ? dirname(placed) : nearestWith(folder, cityFile);
  return { path: placed, bytes, folder: dirname(placed), dossier, named: path };
}

/** The folder that a path stands for: a file stands for the dossier around it. */
function target(path: string, named: string): { folder: string; named: string } {
  const { type, real } = whatIs(path);
  if (type === "folder") return { folder: real, named };
  if (type === "file") return { folder: nearestWith(dirname(real), cityFile) ?? dirname(real), named };
  throw new UserError(
    "no-input",
    type === "missing"
      ? phrase("There is nothing at `{path}`.", { path: named === "." ? path : named })
      : phrase("`{path}` is neither a folder nor a file.", { path: named }),
  );
}

/** The nearest folder upward with a configuration, else the git top level, else the folder itself. */
function rootOf(folders: string[], fromWorkingFolder: boolean): string {
  const [first = "."] = folders;
  const found =
    nearestWith(first, configName) ??
    nearestWith(first, ".git") ??
    (fromWorkingFolder ? (nearestWith(first, cityFile) ?? first) : first);
  let root = found;
  while (
    folders.some(
      (folder) =>
        folder !== root &&
        !folder.startsWith(root === "/" ? "/" : `${root}/`) &&
        relativeTo(root, folder).startsWith(".."),
    )
  )
    root = dirname(root);
  return root;
}

function configOf(request: Request, root: string, files: Files): Configured {
  if (request.config === undefined)
    return readConfig(files, whatIs(join(root, configName)).type === "missing" ? undefined : configName);
  const path = resolve(request.cwd, request.config);
  if (whatIs(path).type !== "file")
    throw new UserError("config", phrase("There is no configuration at `{path}`.", { path: request.config }));
  return readConfig(diskFiles(dirname(path)), basename(path), relativeTo(root, path));
}

export function gitIgnores(root: string): Scope["ignoredByGit"] {
  const top = nearestWith(root, ".git");
  if (top === undefined) return () => new Set();
  const prefix = relativeTo(top, root);
  const fromTop = (path: string) => (prefix === "." ? path : `${prefix}/${path}`);
  return (paths) => {
    const whole = paths.map(fromTop);
    if (!mayBeIgnored(top, whole)) return new Set();
    const ignored = ignoredPaths(top, whole);
    return new Set(paths.filter((path) => ignored.has(fromTop(path))));
  };
}

export function dossiersOf(scope: Scope, root: string, folder: string, named: string, config: Config): string[] {
  const at = relativeTo(root, folder);
  const around = nearestWith(folder, cityFile);
  // A folder inside a dossier, such as `reports`, stands for the dossier.
  const start =
    around !== undefined &&
    relativeTo(root, around) !== ".." &&
    !relativeTo(root, around).startsWith("../") &&
    around !== folder
      ? relativeTo(root, around)
      : at;
  const found = findDossiers(scope, start, config.dossiers);
  if (found.length > 0) return found;
  if (config.dossiers?.length)
    throw new UserError(
      "no-input",
      phrase("No dossier at or below `{path}` matches the patterns of `dossiers` in {file}: {patterns}.", {
        path: named,
        file: configName,
        patterns: series("comma", config.dossiers),
      }),
    );
  return holdsDocuments(scope, at) ? [at] : [];
}

function baselineOf(request: Request, root: string, find: () => string[]): Baseline | undefined {
  const { baseline = false, updateBaseline = false, cwd, config } = request;
  if (baseline === false && !updateBaseline) return undefined;
  const beside = config === undefined ? root : dirname(resolve(cwd, config));
  const path = typeof baseline === "string" ? resolve(cwd, baseline) : join(beside, baselineName);
  let all: string[] | undefined;
  const found = readBaseline(path, root, () => (all ??= find()));
  if (found.source || updateBaseline || typeof baseline !== "string") return found;
  throw new UserError("config", phrase("There is no baseline at `{path}`.", { path: baseline }));
}
