import {
  type CelFault,
  compile,
  type Compiled,
  compileOwn,
  type Context,
  isFault,
  type Outcome,
  type Place,
  run,
  runWithin,
} from "../cel.ts";
import type { Criterion, FrameworkItem } from "../model/kinds.gen.ts";
import type { Library, Pack } from "../model/library.ts";
import { phrase, type Said, type Speech } from "../model/phrase.ts";
import type { Cited, CriterionScore } from "../model/score.ts";
import { inLanguage, reasonIn } from "./texts.ts";

/** How long a criterion of a workspace's own pack may take, in milliseconds. */
const budget = 1000;

/** An expression that cannot be used; line and column count from 1. */
export interface ExpressionFault {
  file: string;
  line: number;
  column: number;
  message: Said;
}

const compiled = new WeakMap<Pack, Map<string, Compiled | CelFault>>();

/** The expression of a pack, compiled once. */
function expression(pack: Pack, source: string): Compiled | CelFault {
  const known = compiled.get(pack) ?? new Map<string, Compiled | CelFault>();
  compiled.set(pack, known);
  const result = known.get(source) ?? (pack.builtIn ? compileOwn(source) : compile(source));
  known.set(source, result);
  return result;
}

/** The faults of the expressions in the workspace's own packs: those that come with the tool are compiled when they are asked for. */
export function loadCriteria({ packs }: Library): ExpressionFault[] {
  return [...packs.values()].filter(({ builtIn }) => !builtIn).flatMap(faultsOf);
}

/** The faults of the expressions of one pack. */
export function faultsOf(pack: Pack): ExpressionFault[] {
  const faults: ExpressionFault[] = [];
  for (const [a, area] of pack.framework.areas.entries())
    for (const [i, item] of area.items.entries())
      for (const [c, { id, check }] of item.criteria.entries()) {
        const result = expression(pack, check);
        if (!isFault(result)) continue;
        const { line, column } = pack.where(`/areas/${a}/items/${i}/criteria/${c}/check`);
        const message = phrase(
          "The expression of {item} › {criterion} cannot be used, from its character {character} on: {message}",
          { item: item.id, criterion: id, character: result.offset + 1, message: result.message },
        );
        faults.push({ file: pack.file, line, column: column + (isPlain(check) ? result.offset : 0), message });
      }
  return faults;
}

/** Whether YAML can hold the expression as it is on one line, so that a place in it is a place in the file. */
function isPlain(source: string): boolean {
  return /^[^\s\-?:,[\]{}#&*!|>'"%@`]/.test(source) && !/\n|: | #/.test(source);
}

/** How far a dossier shows an item, criterion by criterion. */
export function assess(
  pack: Pack,
  item: FrameworkItem,
  context: Context,
  language: string,
  speech?: Speech,
): CriterionScore[] {
  return item.criteria.map(
    (criterion) => new Scored(criterion, outcomeOf(pack, item, criterion, context), language, speech),
  );
}

function outcomeOf(pack: Pack, item: FrameworkItem, { check }: Criterion, context: Context): Outcome {
  const asked = expression(pack, check);
  if (isFault(asked)) return { value: null, places: [], reason: { en: asked.message } };
  return pack.builtIn ? run(asked, context, item.id) : runWithin(budget, asked, context, item.id);
}

/** How far a criterion is shown. Who asks only how much need not have the places looked for. */
class Scored implements CriterionScore {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  readonly weight: number;
  declare reason?: string;
  declare mend?: string;
  declare effort?: NonNullable<CriterionScore["effort"]>;
  #evidence: Cited[] | undefined;
  readonly #outcome: Outcome;

  constructor(criterion: Criterion, outcome: Outcome, language: string, speech?: Speech) {
    this.id = criterion.id;
    this.label = inLanguage(criterion.label, language);
    this.value = outcome.value;
    this.weight = criterion.weight ?? 1;
    if (outcome.reason) this.reason = reasonIn(outcome.reason, language, speech);
    if (criterion.mend !== undefined) this.mend = inLanguage(criterion.mend, language);
    if (criterion.effort) this.effort = criterion.effort;
    this.#outcome = outcome;
  }

  get evidence(): Cited[] {
    return (this.#evidence ??= cited(this.#outcome.places));
  }

  get files(): ReadonlySet<string> {
    return new Set(this.#outcome.places.map((place) => place.in.file));
  }

  toJSON(): object {
    return { ...this, evidence: this.evidence };
  }
}

/** Each place once, in the order of files, lines and pointers. */
function cited(places: readonly Place[]): Cited[] {
  const found = new Map<string, Cited>();
  for (const { in: document, at } of places) {
    const key = `${document.file} ${at}`;
    if (!found.has(key)) found.set(key, { file: document.file, pointer: at, line: document.place(at).start.line });
  }
  return [...found.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.pointer, b.pointer),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
