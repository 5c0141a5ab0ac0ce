import { dirname, join, resolve } from "node:path";
import {
  formatNamed,
  formatsOf,
  inspect,
  library,
  openChange,
  openWorkspace,
  type Change,
  type Library,
  type Inspected,
  type Request,
  type Workspace,
} from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { oneOf, type Input, type Outcome } from "./command.ts";

/** The format asked for, among those of the view. */
export const formatOf = (input: Input, view: string, otherwise: string): string =>
  formatFor(input.text("format") ?? otherwise, view, "--format");

/** A format of a view by its own name, or by another tool's name for it. */
export function formatFor(text: string, view: string, what: Said): string {
  const formats = formatsOf(view);
  return formats.includes(formatNamed(text)) ? formatNamed(text) : oneOf(text, formats, what);
}

/** The text goes to the file that was asked for, else to standard output. */
export function deliver(input: Input, text: string | Uint8Array, outcome: Outcome): Outcome {
  const file = input.text("output");
  if (file === undefined)
    return { ...outcome, stdout: typeof text === "string" ? text : new TextDecoder().decode(text) };
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

/** What is said of rules that broke down. */
export const broken = (input: Input, failed: readonly { rule: string; dossier: string; error: unknown }[]): string =>
  failed
    .map(({ rule, dossier, error }) => {
      const what = input.words.tell(
        phrase("The rule {rule} broke down on {dossier}; the other rules ran. Please report this.", { rule, dossier }),
      );
      return `milcity: ${what} [internal]\n${input.is("debug") && error instanceof Error ? `${error.stack}\n` : ""}`;
    })
    .join("");

/** Since when, where only what has changed is looked at; true is since the last commit. */
export interface Changed {
  changed?: string | true;
}

/** The dossiers of a command line, one after the other, and what its outcome has to know of them. */
export class Run {
  readonly workspace: Workspace;
  /** What the run is limited to, where only what has changed is looked at. */
  readonly change?: Change;
  /** Absolute paths of what was read, and of what it names. */
  readonly inputs = new Set<string>();
  readonly #input: Input;
  /** What the system did not let be read, and why. */
  readonly #unread = new Map<string, Said>();
  readonly #failed: { rule: string; dossier: string; error: unknown }[] = [];

  /** A report is in the language of its dossier, whoever makes it; so is its `own`. */
  constructor(
    input: Input,
    own: Workspace["own"] = input.request.own,
    { changed, ...more }: Partial<Request> & Changed = {},
  ) {
    this.#input = input;
    const { language, ...request } = { ...input.request, ...more };
    const asked = own === "each" ? input.text("language") : language;
    const whole = {
      ...request,
      ...(asked !== undefined && { language: asked }),
      ...(own !== undefined && { own }),
    };
    if (changed !== undefined) this.change = openChange(whole, changed === true ? undefined : changed);
    this.workspace = this.change?.after ?? openWorkspace(whole);
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
        for (const { rule, error } of one.internal) this.#failed.push({ rule, dossier: one.dossier.path, error });
        if (this.#input.text("output") !== undefined || this.#input.texts("report").length > 0) this.#remember(one);
        // What is asked for later is looked at later, and whoever wants one dossier asks for no second.
        try {
          yield one;
        } finally {
          for (const [file, why] of one.dossier.seen.unread) this.#unread.set(file, why);
        }
      }
    } finally {
      world.progress(null);
    }
  }

  /** A rule that broke down is our fault and never a pass, whatever the others found. */
  outcome(exit: 0 | 1): Outcome {
    return { exit: this.#failed.length > 0 ? 2 : exit, stderr: broken(this.#input, this.#failed), inputs: this.inputs };
  }

  /** A result that shows no findings says at least what it could not look at. */
  get unread(): string {
    const { tell } = this.#input.setting(true).words;
    return [...this.#unread].map(([path, why]) => `milcity: ${tell(cannotBeRead(path, why))}\n`).join("");
  }

  /** What is written in place of something may rest only on all of what was to be read. */
  refuseUnread(): void {
    for (const [path, why] of this.#unread) throw new UserError("no-input", cannotBeRead(path, why));
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

function* strings(value: unknown): Generator<string, void> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) yield* strings(part);
}
