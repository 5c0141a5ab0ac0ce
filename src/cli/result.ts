import { basename, dirname, join, resolve } from "node:path";
import {
  diskFiles,
  formatNamed,
  formatsOf,
  Gathering,
  inspect,
  type Job,
  library,
  listedOnce,
  openChange,
  openWorkspace,
  Recall,
  strings,
  type Change,
  type Library,
  type Inspected,
  type Request,
  type Workspace,
} from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Keeping } from "../model/store.ts";
import type { FindingsView } from "../model/views.ts";
import { oneOf, type Input, type Outcome, type Write } from "./command.ts";

/** The format asked for, among those of the view. */
export const formatOf = (input: Input, view: string, otherwise: string): string =>
  formatFor(input.text("format") ?? otherwise, view, "--format");

/** A format of a view by its own name, or by another tool's name for it. */
export function formatFor(text: string, view: string, what: Said): string {
  const formats = formatsOf(view);
  return formats.includes(formatNamed(text)) ? formatNamed(text) : oneOf(text, formats, what);
}

/** The text goes to the file that was asked for, else to standard output. */
export function deliver(input: Input, text: Write["text"], outcome: Outcome): Outcome {
  const file = input.text("output");
  if (file === undefined) {
    if (typeof text === "string") return { ...outcome, stdout: text };
    return text instanceof Uint8Array
      ? { ...outcome, stdout: new TextDecoder().decode(text) }
      : { ...outcome, pieces: text };
  }
  const write = { path: resolve(input.world.cwd, file), text, mode: "replace" } as const;
  return { ...outcome, writes: [...(outcome.writes ?? []), write] };
}

/** The packs that come with the tool, and those of the workspace where a configuration is given or found upward. */
export function packs(input: Input): Library {
  const { cwd, look } = input.world;
  let folder = cwd;
  while (look(join(folder, "milcity.config.yaml")) !== "file" && dirname(folder) !== folder) folder = dirname(folder);
  const isConfigured = input.text("config") !== undefined || look(join(folder, "milcity.config.yaml")) === "file";
  return isConfigured ? openWorkspace({ ...input.request, paths: [] }).library : library();
}

/** What broke down: a rule over a dossier, or where none is named the whole check of it. */
export interface Broken {
  rule?: string;
  dossier: string;
  stack?: string;
}

/** What is said of it. */
export const broken = (input: Input, failed: readonly Broken[]): string =>
  failed
    .map(({ rule, dossier, stack }) => {
      const what =
        rule === undefined
          ? phrase("The check broke down over {dossier}; the other dossiers were checked. Please report this.", {
              dossier,
            })
          : phrase("The rule {rule} broke down on {dossier}; the other rules ran. Please report this.", {
              rule,
              dossier,
            });
      const where = input.is("debug") && stack !== undefined ? `${stack}\n` : "";
      return `milcity: ${input.words.tell(what)} [internal]\n${where}`;
    })
    .join("");

/** Since when, where only what has changed is looked at; true is since the last commit. */
export interface Changed {
  changed?: string | true;
}

/** Dossiers that leave more behind than a run needs to begin. */
const many = 50;

/** Whether there are expressions of the workspace's own: each may pile up memory until it is stopped. */
const hasExpressions = ({ config, library }: Workspace): boolean =>
  (config.policies ?? []).length > 0 || [...library.packs.values()].some(({ builtIn }) => !builtIn);

/** The dossiers of a command line, one after the other, and what its outcome has to know of them. */
export class Run {
  readonly workspace: Workspace;
  /** What the run is limited to, where only what has changed is looked at. */
  readonly change?: Change;
  /** Absolute paths of what was read, and of what it names. */
  readonly inputs = new Set<string>();
  readonly #input: Input;
  /** What the system did not let be read, and why: of dossiers that are held, and of those that others have looked at. */
  readonly #seen: ReadonlyMap<string, Said>[] = [];
  readonly #unread = new Map<string, Said>();
  readonly #failed: Broken[] = [];
  readonly #keeping: Keeping | undefined;
  #listed: ReturnType<typeof listedOnce> | undefined;
  readonly #request: Request;

  /** A report is in the language of its dossier, whoever makes it; so is its `own`. */
  constructor(
    input: Input,
    own: Workspace["own"] = input.request.own,
    { changed, keeping, ...more }: Partial<Request> & Changed & { keeping?: Keeping } = {},
  ) {
    this.#input = input;
    const { language, ...request } = { ...input.request, ...more };
    const asked = own === "each" ? input.text("language") : language;
    const whole: Request = {
      ...request,
      ...(asked !== undefined && { language: asked }),
      ...(own !== undefined && { own }),
    };
    this.#request = whole;
    this.#keeping = keeping;
    // What stands in a folder is asked for when dossiers are looked for, and once more to tell whether they are as they were.
    if (keeping) whole.files = (root) => (this.#listed = listedOnce(diskFiles(root)));
    if (changed !== undefined) this.change = openChange(whole, changed === true ? undefined : changed);
    this.workspace = this.change?.after ?? openWorkspace(whole);
    if (this.workspace.folders.length >= many || hasExpressions(this.workspace)) input.world.spare?.();
    for (const file of ["milcity.config.yaml", ".milcity-baseline.yaml"])
      this.inputs.add(join(this.workspace.root, file));
    const config = input.text("config");
    if (config !== undefined) this.inputs.add(resolve(input.world.cwd, config));
  }

  *dossiers(): Generator<Inspected, void> {
    const { world } = this.#input;
    const progress = (done: number, all: number) =>
      world.progress(() => this.#input.words.tell(phrase("{done} of {all} dossiers", { done, all })));
    try {
      for (const one of inspect(this.workspace, progress)) {
        if (this.workspace.folders.length === 1) this.#input.own = one.words.language;
        for (const { rule, error } of one.internal) {
          const { stack } = error instanceof Error ? error : {};
          this.#failed.push({ rule, dossier: one.dossier.path, ...(stack !== undefined && { stack }) });
        }
        if (this.#input.text("output") !== undefined || this.#input.texts("report").length > 0) this.#remember(one);
        // What is asked for later is looked at later.
        this.#seen.push(one.dossier.seen.unread);
        yield one;
      }
    } finally {
      world.progress(null);
    }
  }

  /** What is found in all dossiers, of which so many findings are kept, in so many threads as are good for a number of dossiers. */
  async findings(kept: number, threadsFor: (dossiers: number) => number): Promise<FindingsView> {
    const { workspace } = this;
    const { world } = this.#input;
    const { files: _files, text: _text, ...request } = this.#request;
    const { root, folders, own } = workspace;
    const whole: Job = { request, root, folders, own, kept, outputs: this.#outputs() };
    const keeping = this.#keeping && Recall.isFit(workspace, this.#keeping) ? this.#keeping : undefined;
    const recall = keeping && new Recall(workspace, whole, keeping);
    this.#listed?.forget();
    const wanted = recall && folders.map((_, n) => n).filter((n) => !recall.known.has(n));
    const job: Job = wanted ? { ...whole, wanted, isSealed: true } : whole;
    const all = wanted?.length ?? folders.length;
    const threads = threadsFor(all);
    let done = recall?.known.size ?? 0;
    const tell = () => {
      const args = { done: ++done, all: folders.length };
      world.progress(() => this.#input.words.tell(phrase("{done} of {all} dossiers", args)));
    };
    const gathering = new Gathering(workspace, job, tell, recall);
    try {
      if (threads === 1 || !world.threads) gathering.examine(0, all);
      else
        await world.threads.share({
          job,
          all,
          size: Math.min(64, Math.max(1, Math.ceil(all / (threads * 8)))),
          threads: threads - 1,
          here: (from, to, without) => gathering.examine(from, to, without),
          told: (from, to, without, text) => gathering.add(from, to, without, text),
          lost: (n) => gathering.lose(n),
        });
    } finally {
      world.progress(null);
    }
    recall?.save();
    if (folders.length === 1) this.#input.own = gathering.language;
    for (const { path, ...one } of gathering.internal) this.#failed.push({ dossier: path, ...one });
    for (const input of gathering.inputs) this.inputs.add(input);
    for (const [file, why] of gathering.unread) this.#unread.set(file, why);
    return gathering.view();
  }

  /** The names of files that may be written, in small letters. */
  #outputs(): string[] {
    const reports = this.#input.texts("report").map((text) => text.slice(text.indexOf("=") + 1));
    return [this.#input.text("output") ?? [], ...reports].flat().map((file) => basename(file).toLowerCase());
  }

  /** A rule that broke down is our fault and never a pass, whatever the others found. */
  outcome(exit: 0 | 1): Outcome {
    return { exit: this.#failed.length > 0 ? 2 : exit, stderr: broken(this.#input, this.#failed), inputs: this.inputs };
  }

  /** A result that shows no findings says at least what it could not look at. */
  get unread(): string {
    const { tell } = this.#input.setting(true).words;
    return [...this.#allUnread()].map(([path, why]) => `milcity: ${tell(cannotBeRead(path, why))}\n`).join("");
  }

  /** What is written in place of something may rest only on all of what was to be read. */
  refuseUnread(): void {
    for (const [path, why] of this.#allUnread()) throw new UserError("no-input", cannotBeRead(path, why));
  }

  #allUnread(): Map<string, Said> {
    return new Map([...this.#unread, ...this.#seen.flatMap((unread) => [...unread])]);
  }

  /** No output may replace a document or a file that a document names. */
  #remember({ dossier }: Inspected): void {
    const folder = join(this.workspace.root, dossier.path);
    for (const document of Object.values(dossier.documents).flat()) {
      this.inputs.add(join(this.workspace.root, document.file));
      for (const text of strings(document.data)) if (text.length < 1024) this.inputs.add(join(folder, text));
    }
  }
}

const cannotBeRead = (path: string, why: Said) => phrase("{path} cannot be read: {why}.", { path, why });
