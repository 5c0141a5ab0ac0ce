import type { Document, Kind } from "../model/dossier.ts";
import { addTo } from "../model/groups.ts";
import { evidenceShape, shapes } from "./shape.gen.ts";
import { evidenceSort, type Fields, isDefault, type Shape, type Sort, sorts, sortsOfDocuments } from "./shape.ts";
import { byCodeUnits, isRecord, opaque, type Plain, plainOf, sameOf, type Value } from "./values.ts";

/** Where a thing stands. A thing that was put together from several documents stands in each. */
export interface Place {
  document: Document | undefined;
  /** JSON pointer. */
  at: string;
}

/** A thing of a dossier: a document, or an entry of one of its lists. */
export interface Part {
  sort: Sort;
  kind: Kind;
  /** From the kind of the document to the list that it stands in: `plan.actions.milestones`. */
  way: string;
  /** The list in its parent: `milestones`, `budget.sources`; "" of a document. */
  list: string;
  /** Its own id, else what tells it apart. */
  id: string;
  parent: Part | undefined;
  places: Place[];
  /** By the path in the thing: `end`, `budget.amount`. What is stated nowhere is not there. */
  fields: Map<string, Value>;
  parts: Part[];
  /** Lists with entries whose id cannot be read: which things they are is not known. */
  nameless: Set<string>;
}

/** Whose id the city chose, so that it may choose another. */
export const hasOwnId = ({ sort, id }: Part) => sort.unique !== undefined && id !== "";

const escaped = (part: string) => (/[~/]/.test(part) ? part.replaceAll("~", "~0").replaceAll("/", "~1") : part);

class Reader {
  readonly kind: Kind;
  readonly document: Document | undefined;
  readonly language: string;

  constructor(kind: Kind, document: Document | undefined, language: string) {
    this.kind = kind;
    this.document = document;
    this.language = language;
  }

  thing(
    about: Pick<Part, "sort" | "way" | "list" | "parent">,
    data: Record<string, unknown>,
    fields: Fields,
    at: string,
    id?: string,
  ): Part {
    const part: Part = {
      ...about,
      kind: this.kind,
      id: "",
      places: [{ document: this.document, at }],
      fields: new Map(),
      parts: [],
      nameless: new Set(),
    };
    for (const [name, value] of Object.entries(data)) {
      if (part.parent === undefined && (name === "kind" || name === "version")) continue;
      if (about.sort.unique !== undefined && name === "id") continue;
      this.#field(part, name, value, Object.hasOwn(fields, name) ? fields[name] : undefined, `${at}/${escaped(name)}`);
    }
    if (about.sort.unique !== undefined) part.id = typeof data["id"] === "string" ? data["id"] : "";
    else
      part.id =
        id ??
        (about.sort.key
          .map((name) => shown(part.fields.get(name)?.plain))
          .join(" ")
          .trim() ||
          about.sort.type);
    return part;
  }

  #field(part: Part, path: string, value: unknown, shape: Shape | undefined, at: string): void {
    if (value === undefined || value === null) return;
    const way = `${part.way}.${path}`;
    const sort = shape === "evidence" ? evidenceSort : sorts.get(way);
    if (sort && shape !== undefined) this.#entries(part, path, value, { sort, shape, way, at });
    else if (typeof shape === "object" && "group" in shape && isRecord(value))
      for (const [name, below] of Object.entries(value))
        this.#field(
          part,
          `${path}.${name}`,
          below,
          Object.hasOwn(shape.group, name) ? shape.group[name] : undefined,
          `${at}/${escaped(name)}`,
        );
    else if (typeof shape === "object" && "map" in shape && isRecord(value))
      for (const [name, below] of Object.entries(value)) this.#field(part, `${path}.${name}`, below, shape.map, at);
    else this.#value(part, path, value, shape);
  }

  #value(part: Part, path: string, value: unknown, shape: Shape | undefined): void {
    let plain = shape === undefined ? opaque(value) : plainOf(value, shape, this.language);
    const [first] = Array.isArray(value) ? (value as unknown[]) : [];
    // The first is the dossier's own; the others stand in no order.
    if (part.sort.type === "city" && path === "languages" && Array.isArray(plain) && typeof first === "string")
      plain = [first, ...plain.filter((one) => one !== first)];
    if (part.sort.type === "evidence" && path === "sha256" && typeof plain === "string") plain = plain.toLowerCase();
    if (plain !== undefined && !isDefault(part.sort.type, path, plain))
      part.fields.set(path, { plain, shape: shape ?? "plain" });
  }

  #entries(
    parent: Part,
    list: string,
    value: unknown,
    { sort, shape, way, at }: { sort: Sort; shape: Shape; way: string; at: string },
  ): void {
    const about = { sort, way, list, parent };
    if (shape === "evidence") {
      const all: unknown[] = Array.isArray(value) ? value : [value];
      for (const [i, one] of all.entries()) {
        const place = Array.isArray(value) ? `${at}/${i}` : at;
        const data = typeof one === "string" ? { [/^https?:/i.test(one) ? "url" : "path"]: one } : one;
        if (isRecord(data)) parent.parts.push(this.thing(about, data, evidenceShape, place));
      }
    } else if (typeof shape === "object" && "list" in shape && Array.isArray(value)) {
      const fields = typeof shape.list === "object" && "group" in shape.list ? shape.list.group : {};
      for (const [i, one] of (value as unknown[]).entries())
        if (sort.unique !== undefined && (!isRecord(one) || typeof one["id"] !== "string")) parent.nameless.add(list);
        else if (isRecord(one)) parent.parts.push(this.thing(about, one, fields, `${at}/${i}`));
      // That no report is agreed is a statement; any other list that is empty states nothing.
      if (value.length === 0 && way === "plan.reporting.periods")
        parent.fields.set(list, { plain: [], shape: "plain" });
    } else if (typeof shape === "object" && "map" in shape && isRecord(value)) {
      const fields = typeof shape.map === "object" && "group" in shape.map ? shape.map.group : {};
      for (const [name, one] of Object.entries(value))
        if (isRecord(one)) parent.parts.push(this.thing(about, one, fields, `${at}/${escaped(name)}`, name));
    }
  }
}

/** A value as one short text, where it can be one. */
export function shown(plain: Plain | undefined): string {
  if (typeof plain === "string") return plain;
  if (typeof plain === "number" || typeof plain === "boolean") return String(plain);
  if (!isRecord(plain)) return "";
  const [first] = Object.values(plain);
  return typeof first === "string" ? first : "";
}

/** The things of one document. `day` is the one on which somebody is the focal point. */
export function partOf(
  kind: Kind,
  data: Record<string, unknown>,
  { document, language = "", day }: { document?: Document; language?: string; day?: string } = {},
): Part {
  const sort = sortsOfDocuments[kind];
  const about = { sort, way: kind, list: "", parent: undefined };
  const part = new Reader(kind, document, language).thing(about, data, shapes[kind], "");
  if (kind === "committee" && day !== undefined) addFocalPoint(part, day);
  if (kind === "plan" && part.fields.has("reporting.every") && !part.fields.has("reporting.within"))
    part.fields.set("reporting.within", { plain: 3, shape: "plain" });
  return part;
}

/** Who holds the role on a day: what a reader wants to know of roles and terms that change. */
function addFocalPoint(committee: Part, day: string): void {
  const ids = committee.parts
    .filter(({ sort, fields }) => {
      const roles = fields.get("roles")?.plain;
      const [start, end] = [fields.get("term.start")?.plain, fields.get("term.end")?.plain];
      if (sort.type !== "member" || !Array.isArray(roles) || !roles.includes("focal-point")) return false;
      return (typeof start !== "string" || start <= day) && (typeof end !== "string" || end >= day);
    })
    .map(({ id }) => id);
  if (ids.length > 0) committee.fields.set("focalPoint", { plain: [...new Set(ids)].sort(), shape: { list: "plain" } });
}

const digests = new WeakMap<Part, string>();

/** All that a thing says, its own id apart. */
export function digestOf(part: Part): string {
  const known = digests.get(part);
  if (known !== undefined) return known;
  const fields = [...part.fields].map(([name, { plain }]) => `${name} ${sameOf(plain)}`).sort();
  const below = part.parts.map((one) => `${one.list} ${hasOwnId(one) ? one.id : ""} ${digestOf(one)}`).sort();
  const made = JSON.stringify([fields, below]);
  digests.set(part, made);
  return made;
}

/**
 * The things of all documents of a dossier. A document that was split into several with the same id is one thing, wherever they do not
 * contradict each other.
 */
export function partsOf(
  documents: { [K in Kind]: Document[] },
  { language, day }: { language: string; day: string },
): Part[] {
  const found = new Map<string, Part[]>();
  for (const document of Object.values(documents).flat()) {
    const part = partOf(document.kind, document.data, { document, language, day });
    addTo(found, JSON.stringify([document.kind, part.id]), part);
  }
  return [...found.values()].flatMap((same) => merged(same, day));
}

function merged(same: Part[], day: string): Part[] {
  const [first, ...others] = same.toSorted((a, b) => byCodeUnits(digestOf(a), digestOf(b)));
  if (!first) return [];
  const apart: Part[] = [];
  for (const other of others) {
    const fits = [...other.fields].every(([name, { plain }]) => {
      const own = first.fields.get(name);
      return name === "focalPoint" || own === undefined || sameOf(own.plain) === sameOf(plain);
    });
    if (!fits || first.id === "") {
      apart.push(other);
      continue;
    }
    for (const [name, value] of other.fields) first.fields.set(name, value);
    for (const part of other.parts) first.parts.push(Object.assign(part, { parent: first }));
    for (const list of other.nameless) first.nameless.add(list);
    first.places.push(...other.places);
    digests.delete(first);
  }
  if (first.kind === "committee" && others.length > 0) {
    first.fields.delete("focalPoint");
    addFocalPoint(first, day);
  }
  return [first, ...apart];
}
