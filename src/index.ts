/**
 * The corridor: files are read once into a typed dossier; what follows from it on the day of assessment is worked out once; pure
 * functions turn both into diagnostics and scorecards; these become views; a format turns a view into text.
 *
 *   files ─read→ Dossier ─facts→ Facts ─check→ Diagnostic[] ┐
 *                                      └score→ ScoreCard[]  ┴report→ Views ─render→ text
 */
import { basename, dirname, join, resolve } from "node:path";
import { accept } from "./check/accept.ts";
import { inBaseline, inConfig, ruleNames, type Severities, severitiesOf, stampOwn } from "./check/own-files.ts";
import { policyFaults } from "./check/policies.ts";
import { renewed } from "./check/renew.ts";
import { check } from "./check/run.ts";
import { translated } from "./check/translate.ts";
import { nearest } from "./check/nearest.ts";
import { regionsOf } from "./check/regions.ts";
import { rules } from "./check/rules.gen.ts";
import { nameInDiff, unifiedDiff } from "./edit/diff.ts";
import { type FixedFile, fixAll } from "./edit/fix.ts";
import { planAt, type Revision } from "./compare/find.ts";
import { changesBetween } from "./compare/plan.ts";
import { facts as factsOf } from "./facts/facts.ts";
import { ignoredPaths, openRepository, type Repository } from "./git.ts";
import type { Diagnostic, Severity } from "./model/diagnostic.ts";
import type { Document, Dossier } from "./model/dossier.ts";
import type { Day, Facts } from "./model/facts.ts";
import { UserError } from "./model/failure.ts";
import type { Config } from "./model/kinds.gen.ts";
import type { Library } from "./model/library.ts";
import { type Change, type History, isUnknown, type Unknown } from "./model/history.ts";
import { phrase, series } from "./model/phrase.ts";
import type { ReportView } from "./model/report.ts";
import type { Rule } from "./model/rule.ts";
import type { ScoreCard } from "./model/score.ts";
import type { Excused, FindingsView, Format, ScoresView } from "./model/views.ts";
import type { Words } from "./model/words.ts";
import { type Baseline, baselineName, baselineYaml, readBaseline } from "./read/baseline.ts";
import { configName, placeInText, readConfig, refuseIdle, type Configured } from "./read/config.ts";
import { tool } from "./read/data.build.js";
import { decode } from "./read/decode.ts";
import { parseDocument } from "./read/document.ts";
import { diskFiles, type Files } from "./read/files.ts";
import { mayBeIgnored, nearestWith, relativeTo, whatIs } from "./read/find.ts";
import { localeData, misplaced, readLibrary, schemaData } from "./read/library.ts";
import { limits } from "./read/limits.ts";
import { parse } from "./read/parse.ts";
import { configYaml } from "./read/printed-config.ts";
import { cityFile, findDossiers, holdsDocuments, readDossier, type Scope } from "./read/workspace.ts";
import { formats } from "./render/formats.gen.ts";
import { assemble } from "./report/assemble.ts";
import { words } from "./report/words.ts";
import { loadCriteria, score } from "./score/score.ts";

export { nearest, nameInDiff, regionsOf, rules, tool, unifiedDiff, UserError };
export type {
  Baseline,
  Diagnostic,
  Dossier,
  Facts,
  FindingsView,
  FixedFile,
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
  /** Severities that win over those of the configuration. */
  rules?: ReadonlyMap<string, Severity | "off">;
  /** Whether findings are excused that the baseline accepts: the one beside the configuration, or that at a path. */
  baseline?: boolean | string;
  /** The baseline is about to be written: it need not be there yet. */
  updateBaseline?: boolean;
  /** BCP 47; findings, titles and labels in this language where there are texts in it. */
  language?: string;
  /** Without a language: whether each dossier speaks its own first one, whether one that stands alone does, or all speak English. */
  own?: "each" | "alone";
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
  own: Request["own"];
  scope: Scope;
  severities: ReadonlyMap<string, Severity | "off">;
  /** Where the configuration came from. */
  configured: Configured;
  /** Severities that win over those of the configuration. */
  commanded: Severities;
  /** Where one is asked for. */
  baseline?: Baseline;
  /** What git knows of a dossier's folder; undefined outside a repository. */
  historyOf(folder: string): History | undefined;
}

/** One dossier with all that was worked out of it. */
export interface Inspected {
  dossier: Dossier;
  facts: Facts;
  diagnostics: Diagnostic[];
  rulesRun: string[];
  rulesNotRun: { rule: string; why: string; unable?: true }[];
  /** What comments, the configuration and the baseline excuse; `suppressed` is how many those are. */
  excused: Excused[];
  suppressed: number;
  /** The numbers of the baseline's entries that accept a finding here, or did until their day. */
  accepted: ReadonlySet<number>;
  /** Rules that broke down: our fault. */
  internal: { rule: string; error: unknown }[];
  /** The language of its findings and scores. */
  words: Words;
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
  if (broken) throw misplaced(broken.file, broken, broken.message);
  const [faulty] = policyFaults(configured.config.policies ?? []);
  if (faulty) {
    const { at, text, offset, message } = faulty;
    throw misplaced(configured.file ?? configName, placeInText(configured, at, text, offset), message);
  }
  const scope: Scope = {
    files,
    ignore: configured.config.ignore ?? [],
    idle: new Set(configured.config.ignore ?? []),
    own: new Set(
      [request.config, request.baseline].flatMap((path) =>
        typeof path === "string" ? [relativeTo(root, whatIs(resolve(request.cwd, path)).real)] : [],
      ),
    ),
    ignoredByGit: gitIgnores(root),
    budget: { bytes: limits.workspaceBytes },
  };
  const folders = [
    ...new Set(targets.flatMap(({ folder, named }) => dossiersOf(scope, root, folder, named, configured.config))),
  ].sort();
  if (folders.length === 0)
    throw new UserError(
      "no-input",
      phrase("There is no dossier here: no {file} at or below {paths}. `milcity init` makes one.", {
        file: cityFile,
        paths: series(
          "or",
          asked.map((path) => `\`${path}\``),
        ),
      }),
    );
  if (targets.some(({ folder }) => folder === root)) refuseIdle(configured, folders);
  const commanded = request.rules ?? new Map<string, Severity | "off">();
  const baseline = baselineOf(request, root, () => findDossiers(scope, ".", configured.config.dossiers));
  return {
    root,
    folders,
    library,
    configured,
    commanded,
    ...(baseline ? { baseline } : {}),
    config: configured.config,
    day: request.day,
    language: request.language ?? (request.own === "each" ? configured.config.report?.language : undefined),
    own: request.own,
    scope,
    severities: severitiesOf(rules, configured.config, commanded),
    historyOf: histories(root),
  };
}

/** Each repository is opened once in a run, and git is started when something is asked of it. */
function histories(root: string): Workspace["historyOf"] {
  const repositories = new Map<string, Repository>();
  return (folder) => {
    const whole = join(root, folder);
    const top = nearestWith(whole, ".git");
    if (top === undefined) return undefined;
    const from = relativeTo(top, root);
    const repository = repositories.get(top) ?? openRepository(top, from.startsWith("..") ? "." : from);
    repositories.set(top, repository);
    return historyIn(repository, top, root, relativeTo(top, whole));
  };
}

/** `folder`: the dossier's, relative to the top level. */
function historyIn(repository: Repository, top: string, root: string, folder: string): History {
  const inFolder = (path: string) => (folder === "." ? path : `${folder}/${path}`);
  const changes = new Map<string, Change[] | Unknown>();
  const compared = (plan: Document<"plan">, name: string): Change[] | Unknown => {
    const files = repository.filesOf(name);
    if (isUnknown(files)) return files;
    const revision: Revision = {
      name,
      files: files.filter(({ path, size }) => /\.ya?ml$/i.test(path) && size <= limits.bytes),
      documents(blobs, id) {
        const texts = repository.read(blobs);
        if (isUnknown(texts)) return texts;
        const mentioned = [...texts].filter(([, bytes]) => Buffer.from(bytes).includes(id));
        return mentioned.flatMap(([path, bytes]) => {
          const { document, incomplete } = parseDocument(bytes, path);
          return document ? [{ document, incomplete }] : [];
        });
      },
      isThere: (path) => whatIs(join(top, path)).type !== "missing",
    };
    const before = planAt(revision, plan.data.id ?? "", relativeTo(top, join(root, plan.file)), folder);
    return isUnknown(before) ? before : changesBetween(before.data, plan.data);
  };
  return {
    tracked: (path) => repository.tracks(inFolder(path)),
    ignored: (path) => repository.ignores(inFolder(path)),
    changesSince(plan, revision) {
      const key = JSON.stringify([plan.file, revision]);
      const known = changes.get(key) ?? compared(plan, revision);
      changes.set(key, known);
      return known;
    },
  };
}

/** The folder that a path stands for: a file stands for the dossier around it. */
function target(path: string, named: string): { folder: string; named: string } {
  const { type, real } = whatIs(path);
  if (type === "folder") return { folder: real, named };
  if (type === "file") return { folder: nearestWith(dirname(real), cityFile) ?? dirname(real), named };
  throw new UserError(
    "no-input",
    type === "missing"
      ? phrase("There is nothing at `{path}`.", { path: named })
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
  const words = wordsFor(languageFor(workspace, facts));
  let cards: ScoreCard[] | undefined;
  const scores = () => (cards ??= score(dossier, facts, library, words.language, words));
  const history = workspace.historyOf(dossier.path);
  const checked = check({
    dossier,
    facts,
    library,
    scores,
    ...(history ? { history } : {}),
    rules: rulesIn(words.language),
    speech: words,
    config: { rules: severities, ...(config.policies ? { policies: config.policies } : {}) },
  });
  const accepted = accept(checked.diagnostics, workspace.baseline?.entries ?? [], dossier.path, day, words.language);
  const excused = [...checked.excused, ...accepted.excused];
  return {
    dossier,
    facts,
    ...checked,
    diagnostics: accepted.left,
    excused,
    suppressed: excused.length,
    accepted: new Set(accepted.matched.values()),
    words,
    get scores() {
      return scores();
    },
  };
}

/**
 * What fixes with one right answer make of a dossier's files, and the dossier as it is then. Nothing is written. A file that has changed
 * since it was read is left alone, and so is a place where a fix would change more of what is read than it says.
 */
export function fixesFor(workspace: Workspace, inspected: Inspected): { files: FixedFile[]; left: Inspected } {
  const { scope, library } = workspace;
  const encoder = new TextEncoder();
  return fixAll(inspected, {
    speech: inspected.words,
    textOf(file) {
      const read = scope.files.read(file, limits.bytes);
      if ("fault" in read || decode(read.bytes).problems.length > 0) return undefined;
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.bytes);
    },
    read(text) {
      const decoded = decode(encoder.encode(text)).text;
      const parsed = decoded === null ? undefined : parse(decoded);
      if (parsed?.value === undefined || !parsed.tree) return undefined;
      return {
        tree: parsed.tree,
        faults: parsed.problems.filter(({ rule }) => rule !== "yaml/ambiguous-scalar").length,
      };
    },
    again(texts) {
      const read: Files["read"] = (path, limit) => {
        const text = texts.get(path);
        return text === undefined ? scope.files.read(path, limit) : { bytes: encoder.encode(text) };
      };
      const mended: Scope = { ...scope, files: { ...scope.files, read }, budget: { bytes: limits.workspaceBytes } };
      return inspectDossier(workspace, readDossier(mended, inspected.dossier.path, library));
    },
  });
}

/** Walks the dossiers and gathers what `validate` says. Keeps no dossier; of findings, those up to a number. */
export function findingsView(workspace: Workspace, inspected: Iterable<Inspected>, kept = keptFindings): FindingsView {
  const view: FindingsView = {
    tool,
    asOf: workspace.day,
    summary: { dossiers: 0, documents: 0, errors: 0, warnings: 0, infos: 0 },
    checked: { files: 0, ignored: [], rulesRun: 0, rulesNotRun: [], suppressed: 0 },
    diagnostics: [],
    dropped: 0,
    dossiers: [],
    rules: [...rulesIn(workspace.language ?? "en")].map(([id, { severity, asks, why, fix }]) => ({
      id,
      severity,
      asks,
      why,
      fix,
    })),
  };
  const run = new Set<string>();
  const notRun = new Map<string, string>();
  // What could be judged in one dossier and not in another has to be said all the same.
  const partly = new Map<string, Set<string>>();
  const judgedInPart = (rule: string, why: string) => partly.set(rule, (partly.get(rule) ?? new Set()).add(why));
  const excused: Excused[] = [];
  const seen: Seen = { accepted: new Set(), dossiers: new Map(), broken: new Set() };
  let words = wordsFor(workspace.language);
  const add = (diagnostics: readonly Diagnostic[]) => {
    for (const { severity } of diagnostics) view.summary[`${severity}s`]++;
    const room = Math.max(0, kept - view.diagnostics.length);
    view.diagnostics.push(...diagnostics.slice(0, room));
    view.dropped += Math.max(0, diagnostics.length - room);
  };
  for (const { dossier, diagnostics, ...one } of inspected) {
    if (workspace.folders.length === 1) words = one.words;
    seen.dossiers.set(dossier.path, !dossier.incomplete);
    for (const number of one.accepted) seen.accepted.add(number);
    excused.push(...one.excused.slice(0, Math.max(0, kept - excused.length)));
    view.summary.dossiers++;
    view.dossiers?.push(dossier.path);
    view.summary.documents += Object.values(dossier.documents).flat().length;
    view.checked.files += dossier.seen.files;
    view.checked.ignored.push(...dossier.seen.ignored.map(({ file, why }) => ({ file, why: one.words.tell(why) })));
    view.checked.suppressed += one.suppressed;
    for (const rule of one.rulesRun) run.add(rule);
    for (const { rule, why, unable } of one.rulesNotRun) {
      if (unable) judgedInPart(rule, why);
      else notRun.set(rule, why);
      if (unable) seen.broken.add(rule);
    }
    for (const { rule } of one.internal) {
      judgedInPart(rule, one.words.tell(phrase("the rule broke down; please report it")));
      seen.broken.add(rule);
    }
    add(diagnostics);
  }
  const own = ownFindings(workspace, seen, words);
  add(own.left);
  excused.push(...own.excused);
  view.excused = excused;
  view.checked.suppressed += own.excused.length;
  if (!workspace.baseline)
    for (const rule of rules.keys())
      if (rule.startsWith("baseline/") && run.delete(rule))
        notRun.set(rule, words.tell(phrase("no baseline is applied")));
  view.checked.rulesRun = run.size;
  // A few of the reasons tell as much as those of a thousand dossiers.
  const reasons = [...partly].map(([rule, whys]): [string, string] => [rule, [...whys].slice(0, 3).join("; ")]);
  view.checked.rulesNotRun = [...[...notRun].filter(([rule]) => !run.has(rule) && !partly.has(rule)), ...reasons]
    .map(([rule, why]) => ({ rule, why }))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
  view.diagnostics.sort(byPlace);
  return view;
}

/** What the findings of the dossiers tell of the workspace's own files. */
interface Seen {
  accepted: Set<number>;
  /** The folder of a dossier → whether all that it holds was understood. */
  dossiers: Map<string, boolean>;
  broken: Set<string>;
}

/** What is found in the configuration and in the baseline. */
function ownFindings(workspace: Workspace, seen: Seen, words: Words): { left: Diagnostic[]; excused: Excused[] } {
  const { config, configured, baseline, scope, severities, day } = workspace;
  const voice = { rules: rulesIn(words.language), severities, speech: words };
  const known = ruleNames(rules, config);
  const { idle = new Set<string>() } = scope;
  // A pattern may be about a part of the workspace that was not asked for.
  if (idle.size > 0) findDossiers(scope, ".");
  const inIts = configured.source ? stampOwn(inConfig(config, configured.source, known, idle), voice) : [];
  const { left, excused, matched } = accept(inIts, baseline?.entries ?? [], "", day, words.language);
  if (!baseline?.source) return { left, excused };
  const dossiers = new Map([
    ...baseline.dossiers().map((folder): [string, boolean] => [folder, false]),
    ...seen.dossiers,
  ]);
  const judged = {
    day,
    matched: new Set([...seen.accepted, ...matched.values()]),
    dossiers,
    known,
    broken: seen.broken,
  };
  return { left: [...left, ...stampOwn(inBaseline(baseline.entries, baseline.source, judged), voice)], excused };
}

/**
 * Today's findings as a baseline, whether or not the old one accepts them; what that one says of those that still match is kept. The
 * view has to hold all findings: `findingsView(workspace, inspected, Infinity)`.
 */
export function baselineText(view: FindingsView, old?: Baseline): string {
  if (view.dropped > 0) throw new Error("A baseline needs all findings, and some were not kept.");
  const accepted = (view.excused ?? []).filter(({ by }) => by === "baseline").map(({ diagnostic }) => diagnostic);
  const looked = view.dossiers ?? [];
  const entries = renewed({
    diagnostics: [...view.diagnostics, ...accepted].sort(byPlace),
    looked,
    dossiers: old?.dossiers() ?? looked,
    old: old?.entries ?? [],
    day: view.asOf,
  });
  return baselineYaml(entries);
}

/** What is in force in a workspace, as YAML with where each value comes from. */
export function printedConfig(workspace: Workspace): string {
  const { configured, severities, commanded, library, folders, day, root, baseline, config } = workspace;
  const own = new Map((config.policies ?? []).map(({ id, severity }) => [`policy/${id}`, severity ?? "error"]));
  const set = [...severities].map(([rule, severity]) => {
    return { rule, severity, usual: rules.get(rule)?.severity ?? own.get(rule), byCommand: commanded.has(rule) };
  });
  return configYaml({
    config,
    file: configured.source?.file,
    where: configured.where,
    severities: set.filter(({ severity, usual }) => severity !== usual),
    packs: [...library.packs].map(([id, { file, builtIn }]) => ({ id, file, builtIn })),
    dossiers: folders,
    day,
    root,
    baseline: baseline?.source?.file,
  });
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
  const labels = wordsFor(options.language ?? first);
  const scores = score(one.dossier, one.facts, workspace.library, labels.language, labels);
  return assemble({
    dossier: one.dossier,
    facts: one.facts,
    scores,
    diagnostics: one.diagnostics,
    library: workspace.library,
    words: labels,
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
  return isTag(language)
    ? (known.find((name) => name.toLowerCase() === language.toLowerCase()) ??
        known.find((name) => name === base.toLowerCase()))
    : undefined;
}

/** Whether it is a tag that numbers and dates can be written by. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

/** Labels in a language. An explicit language without a locale is the user's error and names those there are. */
export function wordsOf(language: string | undefined): Words {
  if (language !== undefined && localeOf(language) === undefined)
    throw new UserError(
      "usage",
      phrase("There is no locale for the language `{language}`. There are: {languages}.", {
        language,
        languages: series("comma", languages()),
      }),
    );
  return wordsFor(language);
}

const spoken = new Map<string, Words>();

/** Labels in the locale of a language, else in English; texts of the dossier stay in that language. */
function wordsFor(language = "en"): Words {
  const known = spoken.get(language);
  if (known) return known;
  const all = localeData();
  const [base = ""] = language.split("-");
  const tag = [language, base].find(isTag) ?? "en";
  const made = words({ ...all[localeOf(tag) ?? ""], language: tag }, all["en"] ?? { language: "en" });
  spoken.set(language, made);
  return made;
}

/** The language that a dossier's findings and scores are told in. */
function languageFor({ language, own, folders }: Workspace, { city }: Facts): string {
  if (language !== undefined) return language;
  return (own === "each" || (own === "alone" && folders.length === 1) ? city?.languages[0] : undefined) ?? "en";
}

const told = new Map<string, ReadonlyMap<string, Rule>>();

/** The rules with their texts in a language, in English where it has none. */
export function rulesIn(language: string): ReadonlyMap<string, Rule> {
  const locale = localeOf(language) ?? "en";
  const known = told.get(locale) ?? translated(rules, localeData()[locale]?.["rules"]);
  told.set(locale, known);
  return known;
}

type Loaded = Record<string, Record<string, () => Promise<{ default: Format<never> }>>>;

/** Formats of a view. */
export const formatsOf = (view: string): string[] => Object.keys((formats as Loaded)[view] ?? {});

export async function loadFormat<View>(view: string, format: string): Promise<Format<View>> {
  const load = (formats as Loaded)[view]?.[format];
  if (!load)
    throw new UserError(
      "usage",
      phrase("There is no format `{format}` here. There are: {formats}.", {
        format,
        formats: series("comma", formatsOf(view)),
      }),
    );
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
