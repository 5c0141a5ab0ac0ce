/**
 * The corridor: files are read once into a typed dossier; what follows from it on the day of assessment is worked out once; pure
 * functions turn both into diagnostics and scorecards; these become views; a format turns a view into text.
 *
 *   files ─read→ Dossier ─facts→ Facts ─check→ Diagnostic[] ┐
 *                                      └score→ ScoreCard[]  ┴report→ Views ─render→ text
 */
import { dirname, join, resolve } from "node:path";
import { check } from "./check/run.ts";
import { nearest } from "./check/nearest.ts";
import { regionsOf } from "./check/regions.ts";
import { rules } from "./check/rules.gen.ts";
import { facts as factsOf } from "./facts/facts.ts";
import { ignoredPaths } from "./git.ts";
import type { Diagnostic, Severity } from "./model/diagnostic.ts";
import type { Dossier } from "./model/dossier.ts";
import type { Day, Facts } from "./model/facts.ts";
import { UserError } from "./model/failure.ts";
import type { Config } from "./model/kinds.gen.ts";
import type { Library } from "./model/library.ts";
import type { ReportView } from "./model/report.ts";
import type { Rule } from "./model/rule.ts";
import type { ScoreCard } from "./model/score.ts";
import type { FindingsView, Format, ScoresView } from "./model/views.ts";
import type { Words } from "./model/words.ts";
import { configName, readConfig, type Configured } from "./read/config.ts";
import { tool } from "./read/data.build.js";
import { diskFiles, type Files } from "./read/files.ts";
import { mayBeIgnored, nearestWith, relativeTo, whatIs } from "./read/find.ts";
import { localeData, readLibrary, schemaData } from "./read/library.ts";
import { limits } from "./read/limits.ts";
import { cityFile, findDossiers, holdsDocuments, readDossier, type Scope } from "./read/workspace.ts";
import { formats } from "./render/formats.gen.ts";
import { assemble } from "./report/assemble.ts";
import { words } from "./report/words.ts";
import { loadCriteria, score } from "./score/score.ts";

export { nearest, regionsOf, rules, tool, UserError };
export type {
  Diagnostic,
  Dossier,
  Facts,
  FindingsView,
  Format,
  Library,
  ReportView,
  Rule,
  ScoreCard,
  ScoresView,
  Words,
};

/** What a run is asked to look at. `cwd` is absolute, paths are relative to it or absolute. */
export interface Request {
  cwd: string;
  paths: string[];
  day: Day;
  /** Path of a configuration other than the workspace's own. */
  config?: string;
  /** BCP 47; titles and labels of items in this language where the packs have it. */
  language?: string;
}

export interface Workspace {
  /** Absolute. */
  root: string;
  /** Dossiers to look at, relative to the root, in code-unit order. */
  folders: string[];
  library: Library;
  config: Config;
  day: Day;
  language: string | undefined;
  scope: Scope;
  severities: ReadonlyMap<string, Severity | "off">;
}

/** One dossier with all that was worked out of it. */
export interface Inspected {
  dossier: Dossier;
  facts: Facts;
  diagnostics: Diagnostic[];
  rulesRun: string[];
  rulesNotRun: { rule: string; why: string }[];
  suppressed: number;
  /** Rules that broke down: our fault. */
  internal: { rule: string; error: unknown }[];
  /** Worked out when first asked for. */
  readonly scores: ScoreCard[];
}

/** The most findings that a run keeps; all are counted. */
const keptFindings = 1_000;

/** Finds the workspace, its configuration, packs and dossiers. Throws `UserError` where there is nothing to look at. */
export function openWorkspace(request: Request): Workspace {
  const asked = request.paths.length > 0 ? request.paths : ["."];
  const targets = asked.map((path) => target(resolve(request.cwd, path), path));
  const root = rootOf(
    targets.map(({ folder }) => folder),
    request.paths.length === 0,
  );
  const files = diskFiles(root);
  const configured = configOf(request, root, files);
  const library = readLibrary(files, configured.config.frameworks ?? []);
  const [broken] = loadCriteria(library);
  if (broken) throw new UserError("config", `${broken.file}:${broken.line}:${broken.column}: ${broken.message}`);
  const scope: Scope = {
    files,
    ignore: configured.config.ignore ?? [],
    ignoredByGit: gitIgnores(root),
    budget: { bytes: limits.workspaceBytes },
  };
  const folders = [
    ...new Set(targets.flatMap(({ folder, named }) => dossiersOf(scope, root, folder, named, configured.config))),
  ].sort();
  if (folders.length === 0)
    throw new UserError(
      "no-input",
      `There is no dossier here: no ${cityFile} at or below ${asked.map((path) => `\`${path}\``).join(", ")}. \`milcity init\` makes one.`,
    );
  return {
    root,
    folders,
    library,
    config: configured.config,
    day: request.day,
    language: request.language,
    scope,
    severities: severitiesOf(configured),
  };
}

/** The folder that a path stands for: a file stands for the dossier around it. */
function target(path: string, named: string): { folder: string; named: string } {
  const { type, real } = whatIs(path);
  if (type === "folder") return { folder: real, named };
  if (type === "file") return { folder: nearestWith(dirname(real), cityFile) ?? dirname(real), named };
  throw new UserError(
    "no-input",
    type === "missing" ? `There is nothing at \`${named}\`.` : `\`${named}\` is neither a folder nor a file.`,
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
    throw new UserError("config", `There is no configuration at \`${request.config}\`.`);
  return readConfig(diskFiles(dirname(path)), path.slice(dirname(path).length + 1));
}

function gitIgnores(root: string): Scope["ignoredByGit"] {
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

function dossiersOf(scope: Scope, root: string, folder: string, named: string, config: Config): string[] {
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
      `No dossier at or below \`${named}\` matches the patterns of \`dossiers\` in ${configName}: ${config.dossiers.join(", ")}.`,
    );
  return holdsDocuments(scope, at) ? [at] : [];
}

function severitiesOf({ config, file, where }: Configured): ReadonlyMap<string, Severity | "off"> {
  const known = new Map(Object.entries(config.rules ?? {}).filter(([name]) => !name.startsWith("x-")));
  for (const rule of known.keys()) {
    if (rules.has(rule) || rule.startsWith("policy/")) continue;
    const { line, column } = where(`/rules/${rule.replaceAll("~", "~0").replaceAll("/", "~1")}`, "key");
    const near = nearest(rule, rules.keys());
    throw new UserError(
      "config",
      `${file ?? configName}:${line}:${column}: there is no rule \`${rule}\`.${near ? ` Did you mean \`${near}\`?` : ""}`,
    );
  }
  return known;
}

/** The dossiers of a workspace, one after the other; nothing of one is kept for the next. */
export function* inspect(workspace: Workspace, progress?: (done: number, all: number) => void): Generator<Inspected> {
  for (const [i, folder] of workspace.folders.entries()) {
    progress?.(i, workspace.folders.length);
    yield inspectDossier(workspace, readDossier(workspace.scope, folder, workspace.library));
  }
}

function inspectDossier(workspace: Workspace, dossier: Dossier): Inspected {
  const { library, day, config, severities } = workspace;
  const facts = factsOf(dossier, library, day);
  let cards: ScoreCard[] | undefined;
  const scores = () => (cards ??= score(dossier, facts, library, workspace.language ?? "en"));
  const checked = check({
    dossier,
    facts,
    library,
    scores,
    rules,
    config: { rules: severities, ...(config.policies ? { policies: config.policies } : {}) },
  });
  return {
    dossier,
    facts,
    ...checked,
    get scores() {
      return scores();
    },
  };
}

/** Walks the dossiers and gathers what `validate` says. Keeps no dossier. */
export function findingsView(workspace: Workspace, inspected: Iterable<Inspected>): FindingsView {
  const view: FindingsView = {
    tool,
    asOf: workspace.day,
    summary: { dossiers: 0, documents: 0, errors: 0, warnings: 0, infos: 0 },
    checked: { files: 0, ignored: [], rulesRun: 0, rulesNotRun: [], suppressed: 0 },
    diagnostics: [],
    dropped: 0,
    dossiers: [],
    rules: [...rules].map(([id, { severity, asks, why, fix }]) => ({ id, severity, asks, why, fix })),
  };
  const run = new Set<string>();
  const notRun = new Map<string, string>();
  for (const { dossier, diagnostics, ...one } of inspected) {
    view.summary.dossiers++;
    view.dossiers?.push(dossier.path);
    view.summary.documents += Object.values(dossier.documents).flat().length;
    view.checked.files += dossier.seen.files;
    view.checked.ignored.push(...dossier.seen.ignored);
    view.checked.suppressed += one.suppressed;
    for (const rule of one.rulesRun) run.add(rule);
    for (const { rule, why } of one.rulesNotRun) notRun.set(rule, why);
    for (const { rule } of one.internal) notRun.set(rule, "the rule broke down; please report it");
    for (const { severity } of diagnostics) view.summary[`${severity}s`]++;
    const room = keptFindings - view.diagnostics.length;
    view.diagnostics.push(...diagnostics.slice(0, Math.max(0, room)));
    view.dropped += Math.max(0, diagnostics.length - room);
  }
  view.checked.rulesRun = run.size;
  view.checked.rulesNotRun = [...notRun]
    .filter(([rule, why]) => !run.has(rule) || why.startsWith("the rule broke"))
    .map(([rule, why]) => ({ rule, why }))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
  view.diagnostics.sort(byPlace);
  return view;
}

const byPlace = (a: Diagnostic, b: Diagnostic) =>
  compare(a.file, b.file) ||
  a.range.start.line - b.range.start.line ||
  a.range.start.column - b.range.start.column ||
  compare(a.rule, b.rule);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The scorecards of the dossiers, of one framework or of all. */
export function scoresView(
  workspace: Workspace,
  inspected: Iterable<Inspected>,
  only: { framework?: string } = {},
): ScoresView {
  const view: ScoresView = { asOf: workspace.day, dossiers: [] };
  for (const { dossier, facts, scores } of inspected) {
    const frameworks = scores.filter(({ id }) => only.framework === undefined || id === only.framework);
    view.dossiers.push({ path: dossier.path, city: facts.city?.name ?? "", frameworks });
  }
  return view;
}

/** The report of one dossier. Without a language it is in the dossier's first one, its labels in English where that has no locale. */
export function reportOf(
  one: Inspected,
  workspace: Workspace,
  options: { public: boolean; language?: string; period?: { start: Day; end: Day } },
): ReportView {
  const first = one.facts.city?.languages[0];
  const spoken = wordsFor(options.language ?? first);
  const scores = score(one.dossier, one.facts, workspace.library, spoken.language);
  return assemble({
    dossier: one.dossier,
    facts: one.facts,
    scores,
    diagnostics: one.diagnostics,
    library: workspace.library,
    words: spoken,
    public: options.public,
    ...(options.period ? { period: options.period } : {}),
    sources: sourcesOf(one.dossier),
    tool,
  });
}

/** The documents of a dossier with their checksums, in code-unit order. */
function sourcesOf({ path, documents, evidence }: Dossier): { file: string; sha256?: string }[] {
  const files = Object.values(documents)
    .flat()
    .map(({ file }) => file)
    .sort();
  return files.map((file) => {
    const sha256 = evidence(path === "." ? file : file.slice(path.length + 1)).sha256?.();
    return sha256 === undefined ? { file } : { file, sha256 };
  });
}

/** Languages that have a locale. */
export const languages = (): string[] => Object.keys(localeData()).sort();

/** The locale that serves a language: its own, or that of its base language. */
export function localeOf(language: string): string | undefined {
  const known = languages();
  const base = language.split("-")[0] ?? "";
  return (
    known.find((name) => name.toLowerCase() === language.toLowerCase()) ??
    known.find((name) => name === base.toLowerCase())
  );
}

/** Labels in a language. An explicit language without a locale is the user's error and names those there are. */
export function wordsOf(language: string | undefined): Words {
  if (language !== undefined && localeOf(language) === undefined)
    throw new UserError(
      "usage",
      `There is no locale for the language \`${language}\`. There are: ${languages().join(", ")}.`,
    );
  return wordsFor(language);
}

/** Labels in the locale of a language, else in English; texts of the dossier stay in that language. */
function wordsFor(language: string | undefined): Words {
  const all = localeData();
  const locale = all[localeOf(language ?? "en") ?? ""];
  return words({ ...locale, language: language ?? "en" }, all["en"] ?? { language: "en" });
}

type Loaded = Record<string, Record<string, () => Promise<{ default: Format<never> }>>>;

/** Formats of a view. */
export const formatsOf = (view: string): string[] => Object.keys((formats as Loaded)[view] ?? {});

export async function loadFormat<View>(view: string, format: string): Promise<Format<View>> {
  const load = (formats as Loaded)[view]?.[format];
  if (!load)
    throw new UserError("usage", `There is no format \`${format}\` here. There are: ${formatsOf(view).join(", ")}.`);
  return (await load()).default as unknown as Format<View>;
}

/** The packs that come with the tool, for what is asked of them without a workspace. */
export const library = (): Library => readLibrary(diskFiles("."), []);

/** Kinds and other schemas, by the name that `schema` takes: `plan`, `output/validate`, `frameworks/mil/plan`. */
export const schemaKinds = (): string[] =>
  Object.keys(schemaData())
    .map((file) => file.replace(/\.schema\.json$/, ""))
    .filter((kind) => kind !== "all")
    .sort();

export function schemaText(kind: string): string | undefined {
  const schema = schemaData()[`${kind}.schema.json`];
  return schema ? `${JSON.stringify(schema, null, 2)}\n` : undefined;
}
