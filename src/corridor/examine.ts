import { join } from "node:path";
import { isRefusal, UserError } from "../model/failure.ts";
import type { Dossier } from "../model/dossier.ts";
import type { Said } from "../model/phrase.ts";
import type { Piece } from "../model/shared.ts";
import type { FindingsView } from "../model/views.ts";
import { limits } from "../read/limits.ts";
import { Findings } from "./findings.ts";
import { inspect } from "./inspect.ts";
import { type Seal, Sealer } from "./seal.ts";
import { type Opened, openAgain } from "./open.ts";
import { lostVerdict, Packer, type Row, type Rules, unpacked, type Verdict, verdictOf, Room } from "./verdict.ts";
import type { Workspace } from "./workspace.ts";

/** What was found in one dossier, and what it took. */
export interface Examined {
  verdict: Verdict;
  /** Bytes that were read of it. */
  bytes: number;
  /** Absolute paths of its documents and of what they name: of these, those that the run might write to. */
  inputs: string[];
  /** What it rests on, where that is asked for. */
  seal?: Seal;
}

export interface Asked {
  /** The names of files that the run writes, in small letters. */
  outputs: readonly string[];
  /** Which dossier is looked at next, by its number among those that are looked at. */
  begin?: (n: number) => void;
  /** Bytes that may be read of each. */
  most?: number;
  /** Whether to say what it rests on. */
  isSealed?: boolean;
  /** Whether what is no fault of ours ends the run. Else the dossier is looked at once more when it is its turn. */
  isEnding?: boolean;
}

/** Not our fault: it is told as what it is, and what was to be written is not. */
const isOutside = (error: unknown) => error instanceof UserError || isRefusal(error);

/**
 * Some dossiers of a workspace, each by itself: what comes of one does not depend on which others were looked at before, so that they can
 * be looked at in any order and in several threads. One over which the check breaks down takes no other with it.
 */
export function* examine(workspace: Workspace, folders: readonly string[], asked: Asked): Generator<Examined> {
  const { outputs, begin = () => undefined, most = limits.workspaceBytes, isSealed, isEnding } = asked;
  const budget = { bytes: most };
  const own = { ...workspace, scope: { ...workspace.scope, budget } };
  const sealer = isSealed ? new Sealer(own) : undefined;
  const alone = sealer?.workspace ?? own;
  for (let n = 0; n < folders.length; n++) {
    const some = inspect(alone, undefined, folders.slice(n));
    for (; n < folders.length; n++) {
      begin(n);
      budget.bytes = most;
      sealer?.begin();
      let found: Examined;
      try {
        const { value: one, done } = some.next();
        if (done) return;
        const inputs = inputsOf(alone, one.dossier, outputs);
        const seal = sealer?.sealOf(textsOf(one.dossier));
        found = { verdict: verdictOf(alone, one), bytes: most - budget.bytes, inputs, ...(seal && { seal }) };
      } catch (error) {
        if (isEnding && isOutside(error)) throw error;
        const { stack } = error instanceof Error ? error : {};
        const lost = isOutside(error) ? { isOutside: true as const } : stack === undefined ? {} : { stack };
        yield { verdict: lostVerdict(folders[n] ?? "", lost), bytes: 0, inputs: [] };
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

function* textsOf({ documents }: Dossier): Generator<string, void> {
  for (const { file, data } of Object.values(documents).flat()) {
    yield file;
    yield* strings(data);
  }
}

/** Every text in a value. */
export function* strings(value: unknown): Generator<string, void> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) yield* strings(part);
}

/** What another thread has to know to look at dossiers. Data. */
export interface Job extends Opened {
  /** The numbers of those that are to be looked at, where that is not all. */
  wanted?: readonly number[];
  /** The most findings that the run keeps. */
  kept: number;
  outputs: readonly string[];
  isSealed?: boolean;
}

/** What a thread says of a piece. */
interface Told {
  rules: Rules;
  rows: (Omit<Examined, "verdict"> & { row: Row })[];
  /** Patterns of the configuration that have matched nothing there. */
  idle: string[];
}

/** Looks at dossiers in another thread, which opens the same workspace. */
export function pieceOf(job: Job): Piece {
  const workspace = openAgain(job);
  return (from, to, { without, begin }) => {
    const places = placesOf(from, to, without);
    const folders = places.map((place) => workspace.folders[job.wanted?.[place] ?? place] ?? "");
    const packer = new Packer();
    const room = new Room(job.kept);
    const rows: Told["rows"] = [];
    for (const { verdict, ...others } of examine(workspace, folders, {
      ...job,
      begin: (n) => begin(places[n] ?? from),
    })) {
      const row = packer.row(verdict, job.kept, job.isSealed ? undefined : room);
      rows.push({ ...others, row });
    }
    const idle = JSON.stringify([...(workspace.scope.idle ?? [])]);
    return `{"rules":${packer.rules},"rows":${JSON.stringify(rows)},"idle":${idle}}`;
  };
}

const placesOf = (from: number, to: number, without: readonly number[]) =>
  Array.from({ length: to - from }, (_, n) => from + n).filter((n) => !without.includes(n));

/** Dossiers of which it is known what would be found in them, by their numbers, and who wants to know of the others. */
export interface Remembering {
  known: ReadonlyMap<number, Examined>;
  learn: (folder: string, examined: Examined) => void;
}

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

  readonly #memory: Remembering | undefined;

  /** `told` is called after each dossier. */
  constructor(workspace: Workspace, job: Job, told: () => void, memory?: Remembering) {
    this.#told = told;
    this.#workspace = workspace;
    this.#job = job;
    this.#memory = memory;
    this.#findings = new Findings(workspace, job.kept);
    for (const [n, examined] of memory?.known ?? []) this.#take(n, examined, () => undefined);
  }

  #numberOf(place: number): number {
    return this.#job.wanted?.[place] ?? place;
  }

  /** Looks at dossiers here. */
  examine(from: number, to: number, without: readonly number[] = []): void {
    const numbers = placesOf(from, to, without).map((place) => this.#numberOf(place));
    const folders = numbers.map((n) => this.#workspace.folders[n] ?? "");
    let at = 0;
    for (const one of examine(this.#workspace, folders, this.#job)) {
      this.#memory?.learn(one.verdict.path, one);
      this.#take(numbers[at++] ?? 0, one);
    }
  }

  /** What another thread says of dossiers. */
  add(from: number, to: number, without: readonly number[], text: string): void {
    const { rules, rows, idle } = JSON.parse(text) as Told;
    for (const glob of this.#workspace.scope.idle ?? [])
      if (!idle.includes(glob)) this.#workspace.scope.idle?.delete(glob);
    for (const [at, place] of placesOf(from, to, without).entries()) {
      const { row, ...others } = rows[at] as Told["rows"][number];
      const one = { ...others, verdict: unpacked(row, rules) };
      this.#memory?.learn(one.verdict.path, one);
      this.#take(this.#numberOf(place), one);
    }
  }

  /** A thread broke down over a dossier. */
  lose(place: number): void {
    const n = this.#numberOf(place);
    this.#take(n, { verdict: lostVerdict(this.#workspace.folders[n] ?? ""), bytes: 0, inputs: [] });
  }

  #take(n: number, one: Examined, told = this.#told): void {
    this.#waiting.set(n, one);
    told();
    for (let next = this.#waiting.get(this.#next); next; next = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next++);
      this.#settle(next);
    }
  }

  /** The limit of what a run reads is counted in the order of the dossiers, and what ends a run ends it in that order. */
  #settle(one: Examined): void {
    const { budget } = this.#workspace.scope;
    let { verdict, bytes, inputs } = one;
    if ((budget.bytes < limits.dossierBytes && !verdict.lost) || verdict.lost?.isOutside) {
      const asked = { outputs: this.#job.outputs, most: budget.bytes, isEnding: true };
      const [again] = examine(this.#workspace, [verdict.path], asked);
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
