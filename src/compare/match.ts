import { alike } from "./likeness.ts";
import { digestOf, hasOwnId, type Part } from "./parts.ts";
import { references, type Type } from "./shape.ts";
import { byCodeUnits, inOrder, type Plain } from "./values.ts";

/** By type, the ids that things had → those that they have. */
type Renamed = Map<Type, Map<string, string>>;

/** Which thing of one state is which of the other. */
export interface Matching {
  /** Of the state before → of that after. */
  later: Map<Part, Part>;
  earlier: Map<Part, Part>;
  renamed: Renamed;
}

/** An id in the words of the state after. */
function renamedIn(renamed: Renamed, among: readonly Type[], id: string): string {
  for (const type of among.length > 0 ? among : renamed.keys()) {
    const now = renamed.get(type)?.get(id);
    if (now !== undefined) return now;
  }
  return id;
}

/** A value of the state before with the ids that the things it names have now. */
export function brought(plain: Plain, type: Type, field: string, renamed: Renamed): Plain {
  const among = renamed.size === 0 ? undefined : references.get(`${type} ${field}`);
  if (!among) return plain;
  if (typeof plain === "string") return renamedIn(renamed, among, plain);
  if (!Array.isArray(plain)) return plain;
  return inOrder(plain.map((one) => (typeof one === "string" ? renamedIn(renamed, among, one) : one)));
}

/** What a thing is known by among its kind in what it is a part of. */
function keyOf(part: Part, renamed: Renamed): string {
  if (part.sort.unique !== undefined || part.sort.key.length === 0) return part.id;
  return JSON.stringify(
    part.sort.key.map((field) => {
      const plain = part.fields.get(field)?.plain;
      return plain === undefined ? null : brought(plain, part.sort.type, field, renamed);
    }),
  );
}

function byDepth(roots: Part[]): Part[][] {
  const levels: Part[][] = [];
  for (let level = roots; level.length > 0; level = level.flatMap(({ parts }) => parts)) levels.push(level);
  return levels;
}

function gathered(parts: Iterable<Part>, by: (part: Part) => string | undefined): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = by(part);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return groups;
}

class Matcher implements Matching {
  readonly later = new Map<Part, Part>();
  readonly earlier = new Map<Part, Part>();
  readonly renamed: Renamed = new Map();
  // Keys of maps: the number of a thing in the state after stands for what both states have in common.
  readonly #numbers = new Map<Part, number>();

  pair(before: Part, after: Part): void {
    this.later.set(before, after);
    this.earlier.set(after, before);
    if (!hasOwnId(before) || !hasOwnId(after) || before.id === after.id) return;
    const { type } = after.sort;
    this.renamed.set(type, (this.renamed.get(type) ?? new Map<string, string>()).set(before.id, after.id));
  }

  #isFree = (part: Part) => !this.later.has(part) && !this.earlier.has(part);

  /** The list that a thing stands in, where both states have it. */
  #listOf(part: Part, isBefore: boolean): string | undefined {
    if (!part.parent) return part.way;
    const parent = isBefore ? this.later.get(part.parent) : part.parent;
    if (!parent || !this.earlier.has(parent)) return undefined;
    const number = this.#numbers.get(parent) ?? this.#numbers.size;
    this.#numbers.set(parent, number);
    return `${number} ${part.list}`;
  }

  #grouped(all: [Part[], Part[]], by: (part: Part, isBefore: boolean) => string | undefined): [Part[], Part[]][] {
    const [before, after] = all.map((parts, side) =>
      gathered(parts.filter(this.#isFree), (part) => by(part, side === 0)),
    );
    return [...(before ?? [])].flatMap(([key, parts]): [Part[], Part[]][] => {
      const others = after?.get(key);
      return others ? [[parts, others]] : [];
    });
  }

  /** Several that are known by the same: first those that say the same, then the others in the order of what they say. */
  #pairAll([before, after]: [Part[], Part[]]): void {
    if (before.length > 1 || after.length > 1)
      for (const [some, others] of this.#grouped([before, after], digestOf))
        for (const [i, part] of some.entries()) if (others[i]) this.pair(part, others[i]);
    const left = [before, after].map((parts) =>
      parts.filter(this.#isFree).sort((a, b) => byCodeUnits(digestOf(a), digestOf(b))),
    );
    for (const [i, part] of (left[0] ?? []).entries()) if (left[1]?.[i]) this.pair(part, left[1][i]);
  }

  /** What has gone to another parent: known by an id that is the only one of its kind, or a file that is cited nowhere else. */
  #elsewhere(all: [Part[], Part[]], areOwn: boolean): void {
    const by = ({ sort, id }: Part) => (areOwn || sort.type === "evidence" ? `${sort.type} ${id}` : undefined);
    for (const [[one, ...ones], [other, ...others]] of this.#grouped(all, by))
      if (one && other && ones.length + others.length === 0 && (one.sort.unique !== "parent" || isSure(one, other)))
        this.pair(one, other);
  }

  #level(all: [Part[], Part[]], areOwn: boolean): void {
    const within = (part: Part, isBefore: boolean) => this.#listOf(part, isBefore);
    for (const group of this.#grouped(all, (part, isBefore) => {
      const list = within(part, isBefore);
      return list === undefined ? undefined : `${list} ${keyOf(part, isBefore ? this.renamed : new Map())}`;
    }))
      this.#pairAll(group);
    this.#elsewhere(all, areOwn);
    for (const [before, after] of this.#grouped(all, within))
      if (before[0]?.sort.type !== "city" && before[0]?.sort.type !== "checklist")
        for (const [one, other] of alike(before, after)) this.pair(one, other);
    if (areOwn)
      for (const [[one, ...ones], [other, ...others]] of this.#grouped(all, (part) => `${part.way} ${digestOf(part)}`))
        if (one && other && ones.length + others.length === 0 && one.fields.size > 2) this.pair(one, other);
  }

  match(before: Part[], after: Part[]): this {
    const [had, has] = [byDepth(before), byDepth(after)];
    for (let depth = 0; depth < Math.max(had.length, has.length); depth++)
      // What is known by the id of something else comes after it has been found out what that id was.
      for (const areOwn of [true, false]) {
        const some = (parts: Part[] = []) => parts.filter((part) => hasOwnId(part) === areOwn);
        this.#level([some(had[depth]), some(has[depth])], areOwn);
      }
    return this;
  }
}

/** An id such as `m1` may stand in every action: two are one thing only where they say the same. */
const isSure = (one: Part, other: Part) =>
  one.way === other.way && one.fields.size > 0 && digestOf(one) === digestOf(other);

/**
 * Matches the things of two states: by id in what they are a part of, by id wherever they stand now, and what is left by likeness. The
 * same the other way round, whatever the order of things and files. `known` are pairs that need not be looked for.
 */
export function match(before: Part[], after: Part[], known: readonly [Part, Part][] = []): Matching {
  const matcher = new Matcher();
  for (const [one, other] of known) matcher.pair(one, other);
  return matcher.match(before, after);
}
