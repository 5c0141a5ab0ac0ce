import type * as Fact from "../../model/facts.ts";
import { lookUp } from "../look-up.ts";
import { LISTS, type ListName } from "./lists.ts";

/** What fields are made with: the facts of one dossier, and their things as expressions see them. */
export interface Maker {
  readonly facts: Fact.Facts;
  /** Whether a thing counts on the day: a report of a later day does not, with all that it says. */
  readonly counts: (thing: Fact.Thing & { date?: Fact.Day }) => boolean;
  make(type: string, thing: object | null): unknown;
  list(type: string, things: readonly object[]): unknown[];
}

/** A field that is made of a thing. */
export interface Made<T> {
  is: string;
  says: string;
  from(thing: T, maker: Maker): unknown;
}

/** A type of thing with its fields: each is the facts' field of that name, unless it says what it is made from. */
export interface Type {
  says: string;
  fields: Record<string, { is: string; says: string; from?(thing: never, maker: Maker): unknown }>;
}

/** By type, the fields of the facts' thing that expressions may name, with what each says. */
type Held<T> = {
  [Is in keyof Kept]?: { [K in keyof T]?: T[K] extends Kept[Is] ? string : never };
};
interface Kept {
  string: string;
  bool: boolean;
  double: number;
  "list<string>": string[];
}

export const type = <T>(says: string, held: Held<T>, made: Record<string, Made<T>> = {}): Type => {
  const fields: Type["fields"] = {};
  for (const [is, names] of Object.entries(held) as [string, Record<string, string>][])
    for (const [name, told] of Object.entries(names)) fields[name] = { is, says: told };
  return { says, fields: { ...fields, ...made } };
};

/** What a field is that the dossier does not state. */
export const EMPTY = { string: "", bool: false, double: Number.NaN };

export interface Span {
  start: Fact.Day;
  end: Fact.Day;
}

export const period = (says: string): Made<Span> => ({
  is: "Period",
  says,
  from: (thing, maker) => maker.make("Period", thing),
});

export const money = <T>(says: string, of: (thing: T) => Fact.Amount | null): Made<T> => ({
  is: "Money",
  says,
  from: (thing, maker) => maker.make("Money", of(thing)),
});

export const value = <T>(says: string, of: (thing: T) => Fact.MeasuredValue | null): Made<T> => ({
  is: "Value",
  says,
  from: (thing, maker) => maker.make("Value", of(thing)),
});

/** The things of a list that belong to a thing. */
export const linked = <T, N extends ListName>(
  name: N,
  says: string,
  belongs: (other: Fact.Facts[N][number], thing: T, maker: Maker) => boolean,
): Made<T> => ({
  is: `list<${LISTS[name].of}>`,
  says,
  from(thing, maker) {
    const all: readonly Fact.Facts[N][number][] = maker.facts[name];
    const own = all.filter((other) => belongs(other, thing, maker));
    return maker.list(LISTS[name].of, own);
  },
});

const sameDocument = (one: Fact.Thing, other: Fact.Thing) => one.in === other.in;

/** Lists that a document holds, of the thing that it is. */
export function lists<T extends Fact.Thing>(names: Partial<Record<ListName, string>>): Record<string, Made<T>> {
  const all = Object.entries(names) as [ListName, string][];
  return Object.fromEntries(all.map(([name, says]) => [name, linked(name, says, sameDocument)]));
}

/** A text or number of the document that the facts have no use for; of a text in several languages the first. */
export const stated = <T extends Fact.Thing>(is: "string" | "double", pointer: string, says: string): Made<T> => ({
  is,
  says,
  from(thing) {
    const found = lookUp(thing.in.data, thing.at + pointer);
    const one = typeof found === "object" && found !== null ? Object.values(found)[0] : found;
    return typeof one === (is === "string" ? "string" : "number") ? one : EMPTY[is];
  },
});

export const evidence = <T extends Fact.Thing>(pointer: string, says: string): Made<T> => ({
  is: "list<string>",
  says,
  from(thing) {
    const all = [lookUp(thing.in.data, thing.at + pointer) ?? []].flat() as (
      string | { path?: string; url?: string }
    )[];
    return all.map((one) => (typeof one === "string" ? one : (one.path ?? one.url ?? ""))).filter((one) => one !== "");
  },
});

export const sdgs = <T extends Fact.Thing>(says: string): Made<T> => ({
  is: "list<int>",
  says,
  from: (thing) => ((lookUp(thing.in.data, `${thing.at}/sdgs`) ?? []) as number[]).map(BigInt),
});
