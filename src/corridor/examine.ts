import { join } from "node:path";
import type { Dossier } from "../model/dossier.ts";
import type { Said } from "../model/phrase.ts";
import type { Piece } from "../model/shared.ts";
import type { FindingsView } from "../model/views.ts";
import { limits } from "../read/limits.ts";
import { Findings } from "./findings.ts";
import { inspect } from "./inspect.ts";
import { type Opened, openAgain } from "./open.ts";
import { lostVerdict, packed, unpacked, type Verdict, verdictOf } from "./verdict.ts";
import type { Workspace } from "./workspace.ts";

/** What was found in one dossier, and what it took. */
export interface Examined {
  verdict: Verdict;
  /** Bytes that were read of it. */
  bytes: number;
  /** Absolute paths of its documents and of what they name: of these, those that the run might write to. */
  inputs: string[];
}

export interface Asked {
  /** The names of files that the run writes, in small letters. */
  outputs: readonly string[];
  /** Which dossier is looked at next, by its number among those that are looked at. */
  begin?: (n: number) => void;
  /** Bytes that may be read of each. */
  most?: number;
}

/**
 * Some dossiers of a workspace, each by itself: what comes of one does not depend on which others were looked at before, so that they can
 * be looked at in any order and in several threads. One over which the check breaks down takes no other with it.
 */
export function* examine(workspace: Workspace, folders: readonly string[], asked: Asked): Generator<Examined> {
  const { outputs, begin = () => undefined, most = limits.workspaceBytes } = asked;
  const budget = { bytes: most };
  const alone = { ...workspace, scope: { ...workspace.scope, budget } };
  for (let n = 0; n < folders.length; n++) {
    const some = inspect(alone, undefined, folders.slice(n));
    for (; n < folders.length; n++) {
      begin(n);
      budget.bytes = most;
      let found: Examined;
      try {
        const { value: one, done } = some.next();
        if (done) return;
        const inputs = inputsOf(alone, one.dossier, outputs);
        found = { verdict: verdictOf(alone, one), bytes: most - budget.bytes, inputs };
      } catch (error) {
        const { stack } = error instanceof Error ? error : {};
        yield { verdict: lostVerdict(folders[n] ?? "", stack), bytes: 0, inputs: [] };
        break;
      }
      yield found;
    }
  }
}

/** No output may replace a document or a file that a document names. */
function inputsOf({ root }: Workspace, { path, documents }: Dossier, outputs: readonly string[]): string[] {
  if (outputs.length === 0) return [];
  const folder = join(root, path);
  const isOutput = (name: string) => outputs.some((output) => name.toLowerCase().endsWith(output));
  return Object.values(documents)
    .flat()
    .flatMap((document) => [
      join(root, document.file),
      ...[...strings(document.data)].filter((text) => text.length < 1024).map((text) => join(folder, text)),
    ])
    .filter(isOutput);
}

/** Every text in a value. */
export function* strings(value: unknown): Generator<string, void> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) yield* strings(part);
}

/** What another thread has to know to look at dossiers. Data. */
export interface Job extends Opened {
  /** The most findings that the run keeps. */
  kept: number;
  outputs: readonly string[];
}

/** Looks at dossiers in another thread, which opens the same workspace. */
export function pieceOf(job: Job): Piece {
  const workspace = openAgain(job);
  return (from, to, { without, begin }) => {
    const numbers = numbered(from, to, without);
    const folders = numbers.map((n) => workspace.folders[n] ?? "");
    const asked = { outputs: job.outputs, begin: (n: number) => begin(numbers[n] ?? from) };
    const examined = [...examine(workspace, folders, asked)];
    return JSON.stringify({
      verdicts: packed(
        examined.map(({ verdict }) => verdict),
        job.kept,
      ),
      others: examined.map(({ bytes, inputs }) => ({ bytes, inputs })),
      idle: [...(workspace.scope.idle ?? [])],
    });
  };
}

const numbered = (from: number, to: number, without: readonly number[]) =>
  Array.from({ length: to - from }, (_, n) => from + n).filter((n) => !without.includes(n));

/** Puts together what is found in the dossiers of a workspace, in whatever order it comes. */
export class Gathering {
  readonly #workspace: Workspace;
  readonly #findings: Findings;
  readonly #job: Job;
  readonly #told: () => void;
  readonly #waiting = new Map<number, Examined>();
  #next = 0;
  /** Absolute paths that were read and may not be replaced. */
  readonly inputs = new Set<string>();
  readonly internal: { path: string; rule?: string; stack?: string }[] = [];
  /** What the system did not let be read, and why. */
  readonly unread = new Map<string, Said>();

  /** Of the findings of the last dossier. */
  language = "en";

  /** `told` is called after each dossier. */
  constructor(workspace: Workspace, job: Job, told: () => void) {
    this.#told = told;
    this.#workspace = workspace;
    this.#job = job;
    this.#findings = new Findings(workspace, job.kept);
  }

  /** How many dossiers have been told of. */
  get done(): number {
    return this.#next + this.#waiting.size;
  }

  /** Looks at dossiers here. */
  examine(from: number, to: number, without: readonly number[] = []): void {
    const numbers = numbered(from, to, without);
    const folders = numbers.map((n) => this.#workspace.folders[n] ?? "");
    let at = 0;
    for (const one of examine(this.#workspace, folders, this.#job)) this.#take(numbers[at++] ?? 0, one);
  }

  /** What another thread says of dossiers. */
  add(from: number, to: number, without: readonly number[], text: string): void {
    const { verdicts, others, idle } = JSON.parse(text) as {
      verdicts: string;
      others: { bytes: number; inputs: string[] }[];
      idle: string[];
    };
    const found = unpacked(verdicts);
    for (const glob of this.#workspace.scope.idle ?? [])
      if (!idle.includes(glob)) this.#workspace.scope.idle?.delete(glob);
    for (const [at, n] of numbered(from, to, without).entries()) {
      const [verdict, other] = [found[at], others[at]];
      if (verdict && other) this.#take(n, { verdict, ...other });
    }
  }

  /** A thread broke down over a dossier. */
  lose(n: number): void {
    this.#take(n, { verdict: lostVerdict(this.#workspace.folders[n] ?? ""), bytes: 0, inputs: [] });
  }

  #take(n: number, one: Examined): void {
    this.#waiting.set(n, one);
    this.#told();
    for (let next = this.#waiting.get(this.#next); next; next = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next++);
      this.#settle(next);
    }
  }

  /** The limit of what a run reads is counted in the order of the dossiers. */
  #settle(one: Examined): void {
    const { budget } = this.#workspace.scope;
    let { verdict, bytes, inputs } = one;
    if (budget.bytes < limits.dossierBytes && !verdict.lost) {
      const [again] = examine(this.#workspace, [verdict.path], { outputs: this.#job.outputs, most: budget.bytes });
      ({ verdict, bytes, inputs } = again ?? one);
    }
    budget.bytes -= bytes;
    this.#findings.add(verdict);
    for (const input of inputs) this.inputs.add(input);
    for (const { file, why } of verdict.unread) this.unread.set(file, why);
    for (const { rule, stack } of verdict.internal)
      this.internal.push({ path: verdict.path, rule, ...(stack !== undefined && { stack }) });
    if (verdict.lost) this.internal.push({ path: verdict.path, ...verdict.lost });
    else this.language = verdict.language;
  }

  view(): FindingsView {
    return this.#findings.view();
  }
}
