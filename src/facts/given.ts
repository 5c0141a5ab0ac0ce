import type { Document, Dossier } from "../model/dossier.ts";
import type { Day, Thing } from "../model/facts.ts";
import type { Library } from "../model/library.ts";

/** What every fact follows from. */
export interface Given {
  dossier: Dossier;
  library: Library;
  day: Day;
  /** The dossier's own language; "" where none is stated. */
  language: string;
}

/** The entries of a list with their pointers. */
export function placed<T>(list: readonly T[] | undefined, at: string): { data: T; at: string }[] {
  return (list ?? []).map((data, i) => ({ data, at: `${at}/${i}` }));
}

/** Things by the document they stand in. */
export function byDocument<T extends Thing>(things: readonly T[]): (document: Document) => T[] {
  const groups = new Map<Document, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.in);
    if (group) group.push(thing);
    else groups.set(thing.in, [thing]);
  }
  return (document) => groups.get(document) ?? [];
}
