import { dirname, join } from "node:path";
import { trackedPaths } from "../git.ts";
import { isUnknown } from "../model/history.ts";
import type { Keeping } from "../model/store.ts";
import { digestOf, checksum, deviceOf, followsFrom, survey, type Survey } from "../read/survey.ts";
import { mayBeIgnored, nearestWith, relativeTo, whatIs } from "../read/find.ts";
import { limits } from "../read/limits.ts";
import type { Examined, Job, Remembering } from "./examine.ts";
import { nameMark, type Seal } from "./seal.ts";
import { Packer, type Row, type Rules, unpacked } from "./verdict.ts";
import { areRules, isRow } from "./verdict-shape.ts";
import type { Workspace } from "./workspace.ts";

/** What was found in a dossier before, and how to tell that the same would be found again. */
interface Entry {
  /** Of names, sizes and times; null where these say nothing. */
  stats: string | null;
  /** Of what is in the files; null where that does not settle it. */
  content: string | null;
  /** Of what git keeps below the folder; null where nobody asked. */
  tracked: string | null;
  names: string[];
  bytes: number;
  row: Row;
}

/** The most dossiers of which anything is kept. */
const mostEntries = 50_000;
/** The most characters that are kept of one. */
const mostOfOne = 65_536;
/** Above so many entries, what opening the workspace has seen is not all. */
const mostSeen = 100_000;

const head = "milcity verdicts 1 ";

/**
 * What was found in the dossiers of a workspace, from run to run. An entry counts only where everything that a verdict rests on is as it was:
 * what is the same for all dossiers is in the name under which they are kept, and the rest in checksums of each. Whoever is in doubt
 * forgets: whatever is odd is looked at again.
 */
export class Recall implements Remembering {
  readonly known = new Map<number, Examined>();
  readonly #workspace: Workspace;
  readonly #keeping: Keeping;
  readonly #device: number | undefined;
  readonly #name: string;
  /** Folder → the checksum of its files' names, sizes and times, and that of their names, before anything was read. */
  readonly #before = new Map<string, Pick<Survey, "stats" | "names">>();
  /** Folder → what git is told to ignore of its documents, and where repositories begin around it. */
  readonly #around = new Map<string, string>();
  /** Folder → the nearest folder at or above it at which a repository begins. */
  readonly #tops = new Map<string, string | undefined>();
  readonly #entries: Map<string, Entry>;
  readonly #kept: number;
  #rules: Rules = [];
  #tracked: Map<string, string> | undefined;
  #isChanged = false;

  constructor(workspace: Workspace, job: Job, keeping: Keeping) {
    this.#workspace = workspace;
    this.#keeping = keeping;
    this.#kept = job.kept;
    this.#device = deviceOf(workspace.root, keeping.platform);
    this.#name = nameOf(workspace, keeping);
    this.#entries = this.#read();
    const surveys = this.#surveyed();
    const marks = job.outputs.map(nameMark);
    for (const [n, folder] of workspace.folders.entries()) {
      const seen = surveys.get(folder);
      const entry = this.#entries.get(folder);
      if (!seen || !entry || !this.#counts(folder, seen, entry)) continue;
      // Who writes a file with a name that a dossier holds has to be told what that dossier names.
      if (marks.some((mark) => mark === undefined || entry.names.includes(mark))) continue;
      const { counts, diagnostics } = entry.row;
      const isCut = counts.errors + counts.warnings + counts.infos > diagnostics.length;
      if (isCut && diagnostics.length < job.kept) continue;
      this.known.set(n, { verdict: unpacked(entry.row, this.#rules), bytes: entry.bytes, inputs: [] });
    }
  }

  /** Whether verdicts of a workspace can be known again. What its own expressions give may depend on the time that they take. */
  static isFit({ root, config, only, scope }: Workspace, { store }: Keeping): boolean {
    const around = placeOf(store.folder);
    if (around === undefined || !`${relativeTo(root, around)}/`.startsWith("../")) return false;
    return !only && !scope.known && !config.policies?.length && !config.frameworks?.length;
  }

  #surveyed(): Map<string, Survey> {
    const { root, folders, scope, config } = this.#workspace;
    const now = this.#keeping.now();
    const surveys = new Map<string, Survey>();
    let seen = 0;
    for (const folder of folders) {
      const found = surveyed(scope.files, root, folder, this.#device, now);
      if (!found) continue;
      // A pattern that matches only what lies so deep is not seen when dossiers are looked for.
      const isDeep = [...found.entries.keys()].some((path) => path.split("/").length > limits.folderDepth);
      if (isDeep && config.ignore?.length) continue;
      seen += found.entries.size;
      surveys.set(folder, found);
    }
    if (seen > mostSeen && config.ignore?.length) surveys.clear();
    const ignored = this.#ignored(surveys);
    for (const [folder, found] of surveys) {
      const { stats, names } = found;
      this.#before.set(folder, { stats, names });
      const own = found.texts.filter((path) => ignored.has(path));
      this.#around.set(folder, JSON.stringify([own, this.#repositoriesAround(folder)]));
    }
    return surveys;
  }

  /** Of all documents, those that git ignores: asked for once. */
  #ignored(surveys: ReadonlyMap<string, Survey>): ReadonlySet<string> {
    const { root, scope } = this.#workspace;
    const top = nearestWith(root, ".git");
    if (top === undefined) return new Set();
    const fromTop = (path: string) => relativeTo(top, join(root, path));
    const hasLists = [...surveys.values()].some(({ hasIgnoreList }) => hasIgnoreList);
    if (!hasLists && !mayBeIgnored(top, [...surveys.keys()].map(fromTop))) return new Set();
    return scope.ignoredByGit([...surveys.values()].flatMap(({ texts }) => texts));
  }

  /** The folders between the workspace and a dossier at which another repository begins. */
  #repositoriesAround(folder: string): string[] {
    const { root } = this.#workspace;
    const found: string[] = [];
    for (let here = dirname(folder); here !== "." && here !== folder; here = dirname(here)) {
      const whole = join(root, here);
      if (!this.#tops.has(whole)) this.#tops.set(whole, nearestWith(whole, ".git"));
      if (this.#tops.get(whole) === whole) found.push(here);
    }
    return found;
  }

  /** Whether everything is as it was when an entry was made. */
  #counts(folder: string, seen: Survey, entry: Entry): boolean {
    const stats = this.#statsOf(folder, seen);
    const isSame = entry.stats !== null && entry.stats === stats;
    if (!isSame && (entry.content === null || entry.content !== this.#contentOf(folder, seen))) return false;
    if (entry.tracked !== null && entry.tracked !== this.#trackedIn(folder)) return false;
    if (!isSame && stats !== null) {
      entry.stats = stats;
      this.#isChanged = true;
    }
    return true;
  }

  #statsOf(folder: string, { stats }: Pick<Survey, "stats">): string | null {
    return stats === undefined ? null : checksum(`${stats}\n${this.#around.get(folder)}`);
  }

  #contentOf(folder: string, seen: Survey, reads: ReadonlyMap<string, string> = new Map()): string {
    const { files } = this.#workspace.scope;
    const digests = seen.texts.map((path) => reads.get(path) ?? digestOf(files.read(path, limits.bytes)));
    return checksum([seen.names, this.#around.get(folder), ...digests].join("\n"));
  }

  /** What git's index holds below a folder. */
  #trackedIn(folder: string): string {
    this.#tracked ??= this.#index();
    return this.#tracked.get(folder) ?? this.#tracked.get("") ?? "";
  }

  #index(): Map<string, string> {
    const { root, folders } = this.#workspace;
    const top = nearestWith(root, ".git");
    if (top === undefined) return new Map();
    const prefix = relativeTo(top, root);
    const found = trackedPaths(top, prefix);
    if (isUnknown(found)) return new Map([["", JSON.stringify(found)]]);
    const modules = JSON.stringify(found.submodules);
    const wanted = new Map(folders.map((folder): [string, string[]] => [folder, []]));
    for (const whole of found.files) {
      const path = prefix === "." ? whole : whole.slice(prefix.length + 1);
      wanted.get(".")?.push(path);
      for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1))
        wanted.get(path.slice(0, at))?.push(path);
    }
    return new Map([...wanted].map(([folder, paths]) => [folder, checksum(`${modules}\n${paths.sort().join("\n")}`)]));
  }

  /** Keeps what was found in a dossier, where it is known what that rests on. */
  learn(folder: string, { verdict, bytes, seal }: Examined): void {
    const { root, scope } = this.#workspace;
    const before = this.#before.get(folder);
    this.#isChanged = this.#entries.delete(folder) || this.#isChanged;
    if (!seal || !before || seal.isOpen || verdict.lost || verdict.internal.length > 0) return;
    // What could not be read then may be read now.
    if (verdict.unread.length > 0) return;
    const after = surveyed(scope.files, root, folder, this.#device, this.#keeping.now());
    if (!after || after.names !== before.names) return;
    if (before.stats !== undefined && after.stats !== before.stats) return;
    if (!isCovered(seal, after, folder)) return;
    // Another repository than that of the workspace is not asked.
    if (seal.isTracked && (this.#repositoriesAround(folder).length > 0 || after.entries.has(join(folder, ".git"))))
      return;
    const stats = this.#statsOf(folder, before);
    const content = seal.isSummed ? null : this.#contentOf(folder, after, new Map(seal.reads));
    if (stats === null && content === null) return;
    const row = this.#packer.row(verdict, Math.min(this.#kept, 1_000));
    const tracked = seal.isTracked ? this.#trackedIn(folder) : null;
    if (JSON.stringify(row).length > mostOfOne) return;
    this.#learned.set(folder, written(folder, { stats, content, tracked, names: seal.names, bytes, row }));
    this.#isChanged = true;
  }

  readonly #packer = new Packer();
  /** Folder → its entry as it is written down. */
  readonly #learned = new Map<string, string>();

  /** Writes down what is known now. */
  save(): void {
    if (!this.#isChanged) return;
    const entries = [...this.#learned.values()];
    for (const [folder, entry] of this.#entries) {
      if (this.#learned.has(folder)) continue;
      const row = this.#packer.row(unpacked(entry.row, this.#rules), Infinity);
      entries.push(written(folder, { ...entry, row }));
    }
    const body = `{"rules":${this.#packer.rules},"entries":[${entries.slice(0, mostEntries).join(",")}]}`;
    this.#keeping.store.write(this.#name, new TextEncoder().encode(`${head}${checksum(body)}\n${body}`));
  }

  #read(): Map<string, Entry> {
    const bytes = this.#keeping.store.read(this.#name);
    if (!bytes) return new Map();
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      const end = text.indexOf("\n");
      const body = text.slice(end + 1);
      if (text.slice(0, end) !== `${head}${checksum(body)}`) return new Map();
      const { rules, entries } = JSON.parse(body) as { rules: unknown; entries: unknown };
      if (!areRules(rules) || !Array.isArray(entries)) return new Map();
      this.#rules = rules;
      return new Map(entries.filter((entry): entry is [string, Entry] => isEntry(entry, rules)));
    } catch {
      return new Map();
    }
  }
}

/** Many are held until all are written, which takes far less as text. */
const written = (...entry: [folder: string, Entry]): string => JSON.stringify(entry);

/** Where a folder lies or would lie, links on the way to it resolved; undefined where the system does not let that be seen. */
function placeOf(folder: string): string | undefined {
  try {
    let around = folder;
    while (whatIs(around).type === "missing" && dirname(around) !== around) around = dirname(around);
    return whatIs(around).real;
  } catch {
    return undefined;
  }
}

/** A folder that cannot be looked at is not known. */
function surveyed(...asked: Parameters<typeof survey>): Survey | undefined {
  try {
    return survey(...asked);
  } catch {
    return undefined;
  }
}

/** Whether all that was asked follows from what lies in the folder. */
function isCovered({ reads, evidence }: Seal, seen: Survey, folder: string): boolean {
  const texts = new Set(seen.texts);
  return (
    reads.every(([path]) => texts.has(path)) &&
    evidence.every(([path, state]) => followsFrom(seen, folder, path, state))
  );
}

/** Everything that verdicts rest on and that is the same for all dossiers of a run. */
function nameOf(workspace: Workspace, { program }: Keeping): string {
  const { root, folders, library, config, day, language, own, scope, severities, baseline } = workspace;
  return JSON.stringify([
    program,
    root,
    nearestWith(root, ".git") ?? null,
    day,
    language ?? null,
    own ?? null,
    own === "alone" && folders.length === 1,
    config,
    [...severities],
    baseline?.entries ?? null,
    [...library.packs].map(([id, { framework, builtIn }]) => (builtIn ? id : framework)),
    [...library.limits],
    scope.ignore,
    [...(scope.own ?? [])],
    scope.reader ?? null,
    limits,
  ]);
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);

function isEntry(value: unknown, rules: Rules): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [folder, entry] = value as [unknown, Partial<Entry> | null];
  if (typeof entry !== "object" || entry === null) return false;
  const { stats, content, tracked, names, bytes, row } = entry;
  return (
    isTextOrNull(stats) &&
    isTextOrNull(content) &&
    isTextOrNull(tracked) &&
    Array.isArray(names) &&
    names.every(isText) &&
    Number.isSafeInteger(bytes) &&
    isRow(row) &&
    row.path === folder &&
    row.rules < rules.length
  );
}
