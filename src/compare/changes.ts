import type { DossierChange, Stated } from "../model/diff.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Doubts } from "./doubt.ts";
import { brought, type Matching } from "./match.ts";
import { hasOwnId, type Part } from "./parts.ts";
import type { Names } from "./said.ts";
import { changedSaid, isPersonal, quoted, sentence, type Voice } from "./sentences.ts";
import { type Type, types } from "./shape.ts";
import { byCodeUnits, isRecord, type Plain, sameOf, type Value } from "./values.ts";

/** Two states with all that is needed to tell them apart. */
export interface Compared {
  before: Part[];
  after: Part[];
  matching: Matching;
  /** Of the state before and of that after. */
  names: [Names, Names];
  doubts: [Doubts, Doubts];
  voice: Voice;
}

const between = " › ";

/** The place of a thing, or of a field of it, by ids; it begins with the document's own where there are several of its kind. */
export function placeOf(part: Part, voice: Voice, field?: string): string {
  const steps = field === undefined ? [] : field === "focalPoint" ? ["members"] : field.split(".");
  let at = part;
  for (; at.parent; at = at.parent) steps.unshift(...at.list.split("."), at.id);
  if (steps.length === 0 || voice.several?.has(at.kind)) steps.unshift(at.id);
  return steps.map((step) => quoted(step, voice)).join(between);
}

function masked(plain: Plain, voice: Voice): Stated {
  if (typeof plain === "string") return voice.mask(plain);
  if (Array.isArray(plain)) return plain.map((one) => masked(one, voice));
  if (!isRecord(plain)) return plain;
  return Object.fromEntries(Object.entries(plain).map(([name, one]) => [name, masked(one, voice)]));
}

/** Whether a field of a thing is what it was, whatever the things that it names are called now. */
export function isSame(type: Type, field: string, from: Value, to: Value, { renamed }: Matching): boolean {
  const now = sameOf(to.plain);
  return sameOf(from.plain) === now || sameOf(brought(from.plain, type, field, renamed)) === now;
}

/** A change with where it comes in the order in which changes are told. */
interface Ordered {
  change: DossierChange;
  order: string[];
}

const rank = new Map(types.map((type, i) => [type, String(i).padStart(2, "0")]));

function orderOf(part: Part, field: string): string[] {
  // What a thing says itself comes before the things in it.
  const order = ["", field];
  for (let at: Part | undefined = part; at; at = at.parent) order.unshift(rank.get(at.sort.type) ?? "", at.id);
  return order;
}

function compareOrder(a: readonly string[], b: readonly string[]): number {
  for (const [i, step] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const way = byCodeUnits(step, other);
    if (way !== 0) return way;
  }
  return a.length - b.length;
}

class Changes {
  readonly found: Ordered[] = [];
  readonly #compared: Compared;

  constructor(compared: Compared) {
    this.#compared = compared;
  }

  #add(part: Part, kind: DossierChange["kind"], said: Said, more: Partial<DossierChange> = {}): void {
    const { voice } = this.#compared;
    const change: DossierChange = {
      kind,
      type: part.sort.type,
      id: quoted(part.id, voice),
      place: placeOf(part, voice, kind === "changed" ? more.field : undefined),
      ...more,
      text: sentence(said, voice),
    };
    this.found.push({ change, order: orderOf(part, more.field ?? "") });
  }

  /** Of a thing that is on one side alone the outermost is told, not each that it holds. */
  alone(part: Part, side: 0 | 1): void {
    const { matching, doubts, names } = this.#compared;
    const [mine, other] = side === 0 ? [matching.later, doubts[1]] : [matching.earlier, doubts[0]];
    if (mine.has(part)) return;
    const parent = part.parent && mine.get(part.parent);
    if (part.parent && !parent) return;
    if (other.mayHave(part, parent)) return;
    const thing = names[side].thing(part);
    if (side === 0) this.#add(part, "removed", phrase("Removed: {thing}.", { thing }));
    else this.#add(part, "added", phrase("New: {thing}.", { thing }));
  }

  pair(before: Part, after: Part): void {
    this.#moved(before, after);
    for (const field of new Set([...before.fields.keys(), ...after.fields.keys()])) this.#field(before, after, field);
  }

  #moved(before: Part, after: Part): void {
    const { matching, names, voice } = this.#compared;
    const thing = names[1].thing(after);
    if (before.parent && after.parent && matching.later.get(before.parent) !== after.parent) {
      const [from, to] = [placeOf(before, voice), placeOf(after, voice)];
      const args = { thing, from: names[0].thing(before.parent), to: names[1].thing(after.parent) };
      const where = from === to ? [placeOf(before.parent, voice), placeOf(after.parent, voice)] : [from, to];
      this.#add(after, "moved", phrase("{thing} moved from {from} to {to}.", args), {
        ...(where[0] === undefined ? {} : { from: where[0] }),
        ...(where[1] === undefined ? {} : { to: where[1] }),
      });
    }
    if (!hasOwnId(after) || before.id === after.id) return;
    const args = { thing, from: quoted(before.id, voice), to: quoted(after.id, voice) };
    this.#add(after, "moved", phrase("{thing} has another id: `{from}` is `{to}` now.", args), {
      field: "id",
      from: args.from,
      to: args.to,
    });
  }

  #field(before: Part, after: Part, field: string): void {
    const { matching, doubts, names, voice } = this.#compared;
    const [from, to] = [before.fields.get(field), after.fields.get(field)];
    const { type } = after.sort;
    if (from && to && isSame(type, field, from, to, matching)) return;
    const isUnsure = field === "focalPoint" || !from || !to;
    if (isUnsure && (!from || field === "focalPoint") && doubts[0].mayHaveField(before, field)) return;
    if (isUnsure && (!to || field === "focalPoint") && doubts[1].mayHaveField(after, field)) return;
    const isShown = !isPersonal(type, field);
    this.#add(after, "changed", changedSaid({ part: after, field, from, to }, names), {
      field,
      ...(from && isShown ? { from: masked(from.plain, voice) } : {}),
      ...(to && isShown ? { to: masked(to.plain, voice) } : {}),
    });
  }
}

/** Everything in which two states of a dossier differ, in the order of documents, things and fields. */
export function changesOf(compared: Compared): DossierChange[] {
  const changes = new Changes(compared);
  const visit = (parts: readonly Part[], side: 0 | 1): void => {
    for (const part of parts) {
      const other = side === 1 ? compared.matching.earlier.get(part) : undefined;
      if (other) changes.pair(other, part);
      else changes.alone(part, side);
      visit(part.parts, side);
    }
  };
  visit(compared.before, 0);
  visit(compared.after, 1);
  return changes.found
    .sort((a, b) => compareOrder(a.order, b.order) || byCodeUnits(a.change.kind, b.change.kind))
    .map(({ change }) => change);
}
