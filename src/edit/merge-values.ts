import type { KeyOf } from "./pieces.ts";

/** One thing of which two edits say something different. */
export interface ValueConflict {
  /** Fields and what entries are known by, from the document on. */
  place: string[];
  /** What each side says; undefined where it has taken it out. */
  ours: unknown;
  theirs: unknown;
}

interface Merged {
  value: unknown;
  conflicts: ValueConflict[];
}

/** What two edits of a value say together. Where they differ, ours stands and a conflict tells so. */
export function mergedValues(base: unknown, ours: unknown, theirs: unknown, way: string, keyOf: KeyOf): Merged {
  const conflicts: ValueConflict[] = [];
  const merge = (b: unknown, o: unknown, t: unknown, at: string, place: string[]): unknown => {
    if (saysAs(o, t, at, keyOf) || saysAs(t, b, at, keyOf)) return o;
    if (saysAs(o, b, at, keyOf)) return t;
    if (isMap(o) && isMap(t) && (isMap(b) || b === undefined || b === null)) {
      const found = new Map<string, unknown>();
      for (const key of mergedOrder(Object.keys(b ?? {}), Object.keys(o), Object.keys(t))) {
        const of = (side: unknown) => (isMap(side) && Object.hasOwn(side, key) ? side[key] : undefined);
        const value = merge(of(b), of(o), of(t), `${at}.${key}`, [...place, key]);
        if (value !== undefined) found.set(key, value);
      }
      return Object.fromEntries(found);
    }
    const [had, one, other] = [b ?? [], o, t].map((side) => keyed(side, at, keyOf));
    if (had && one && other)
      return mergedOrder([...had.keys()], [...one.keys()], [...other.keys()]).flatMap((key) => {
        const value = merge(had.get(key), one.get(key), other.get(key), at, [...place, key]);
        return value === undefined ? [] : [value];
      });
    if (typeof b === "string" && typeof o === "string" && typeof t === "string") {
      const text = mergedLines(b, o, t);
      if (text !== undefined) return text;
    }
    conflicts.push({ place, ours: o, theirs: t });
    return o;
  };
  return { value: merge(base, ours, theirs, way, []), conflicts };
}

/** A text that one side has changed above and the other below a line that both have left as it was. */
export function mergedLines(base: string, ours: string, theirs: string): string | undefined {
  const [b, o, t] = [base.split("\n"), ours.split("\n"), theirs.split("\n")];
  const [one, other] = [changedIn(b, o), changedIn(b, t)];
  const [first, second, early, late] = one.start <= other.start ? [one, other, o, t] : [other, one, t, o];
  if (first.end >= second.start) return undefined;
  return [
    ...early.slice(0, early.length - (b.length - first.end)),
    ...b.slice(first.end, second.start),
    ...late.slice(late.length - (b.length - second.start)),
  ].join("\n");
}

/** The lines of a text that another has changed, from the first to behind the last. */
function changedIn(before: readonly string[], after: readonly string[]): { start: number; end: number } {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let left = 0;
  const most = Math.min(before.length, after.length) - start;
  while (left < most && before[before.length - 1 - left] === after[after.length - 1 - left]) left++;
  return { start, end: before.length - left };
}

/** Whether two values say the same, whatever the order of fields and of entries that are known by something. */
export function saysAs(a: unknown, b: unknown, way: string, keyOf: KeyOf): boolean {
  if (isMap(a) && isMap(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && saysAs(a[name], b[name], `${way}.${name}`, keyOf))
    );
  }
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  if (a.length !== b.length) return false;
  const [one, other] = [keyed(a, way, keyOf), keyed(b, way, keyOf)];
  if (!one || !other) return a.every((entry, i) => saysAs(entry, b[i], way, keyOf));
  return [...one].every(([key, entry]) => other.has(key) && saysAs(entry, other.get(key), way, keyOf));
}

/**
 * The order of what two edits of a list have: that of the side that has moved something, else ours, and what the other has added behind
 * what stands before it there. What only one has taken out keeps its place: whether it goes is not a matter of order.
 */
export function mergedOrder(base: readonly string[], ours: readonly string[], theirs: readonly string[]): string[] {
  const [had, one, other] = [new Set(base), new Set(ours), new Set(theirs)];
  const shared = (keys: readonly string[]) => keys.filter((key) => had.has(key) && one.has(key) && other.has(key));
  const isMoved = (keys: readonly string[]) => shared(keys).some((key, i) => key !== common[i]);
  const common = shared(base);
  const [lead, rest] = isMoved(theirs) && !isMoved(ours) ? [theirs, ours] : [ours, theirs];
  const [known, there] = [new Set(lead), new Set(rest)];
  const added = new Map<string | undefined, string[]>();
  let before: string | undefined;
  for (const key of rest)
    if (known.has(key)) before = key;
    else {
      const group = added.get(before);
      if (group) group.push(key);
      else added.set(before, [key]);
    }
  const order: string[] = [];
  let waiting = added.get(undefined) ?? [];
  for (const key of lead) {
    // What the leading side has added at the same place comes first.
    if (there.has(key) || had.has(key)) {
      order.push(...waiting);
      waiting = [];
    }
    order.push(key);
    const group = added.get(key);
    if (group) waiting = waiting.length === 0 ? group : [...waiting, ...group];
  }
  return [...order, ...waiting];
}

function keyed(list: unknown, way: string, keyOf: KeyOf): Map<string, unknown> | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = new Map<string, unknown>();
  for (const entry of list) {
    const key = keyOf(way, entry);
    if (key === undefined || found.has(key)) return undefined;
    found.set(key, entry);
  }
  return found;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
