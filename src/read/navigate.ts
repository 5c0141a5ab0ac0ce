import { schemas } from "./data.build.js";

/** A JSON Schema, as far as finding one's way in it needs. */
export interface Schema {
  $ref?: string;
  type?: string;
  title?: string;
  format?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: { pattern?: string };
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  if?: Schema;
  then?: Schema | boolean;
  else?: Schema | boolean;
  "x-item"?: string;
}

let all: Map<string, Schema> | undefined;

export function schemaOf(file: string): Schema | undefined {
  all ??= new Map(Object.entries(schemas() as Record<string, Schema>));
  return all.get(file);
}

const unescaped = (part: string) => (part.includes("~") ? part.replaceAll("~1", "/").replaceAll("~0", "~") : part);
export const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** The parts of a JSON pointer. */
export const partsOf = (pointer: string): string[] =>
  pointer === "" ? [] : pointer.slice(1).split("/").map(unescaped);

function follow(file: string, schema: Schema): [string, Schema][] {
  const seen: [string, Schema][] = [[file, schema]];
  if (schema.$ref !== undefined) {
    const [target = "", path = ""] = schema.$ref.split("#");
    const owner = target || file;
    let found: unknown = schemaOf(owner);
    for (const part of partsOf(path)) found = (found as Record<string, unknown> | undefined)?.[part];
    if (found) seen.push(...follow(owner, found));
  }
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  for (const branch of [...branches, schema.then, schema.else])
    if (branch !== undefined && typeof branch !== "boolean") seen.push(...follow(file, branch));
  return seen;
}

/** Every schema that may say something of the value at a pointer, references followed and branches laid side by side. */
export function schemasAt(file: string, pointer: string): Schema[] {
  const root = schemaOf(file);
  let here = root ? follow(file, root) : [];
  for (const part of partsOf(pointer)) {
    const next: [string, Schema][] = [];
    for (const [owner, schema] of here) {
      const property =
        schema.properties && Object.hasOwn(schema.properties, part) ? schema.properties[part] : undefined;
      if (property) next.push(...follow(owner, property));
      else if (typeof schema.additionalProperties === "object")
        next.push(...follow(owner, schema.additionalProperties));
      if (schema.items && /^[0-9]+$/.test(part)) next.push(...follow(owner, schema.items));
      const entry = schema.prefixItems?.[Number(part)];
      if (entry) next.push(...follow(owner, entry));
    }
    here = next;
  }
  return here.map(([, schema]) => schema);
}

/** What was asked before. A document may ask a hundred times for the fields of each field of a list's entries, which are all alike. */
const fields = new Map<string, readonly string[]>();
const mostKept = 10_000;

/** The fields that the object at a pointer may have. */
export function fieldsAt(file: string, pointer: string): readonly string[] {
  const place = `${file} ${pointer.replace(/\/[0-9]+(?=\/|$)/g, "/0")}`;
  const known = fields.get(place);
  if (known) return known;
  const names = new Set<string>();
  for (const schema of schemasAt(file, pointer))
    for (const name of Object.keys(schema.properties ?? {})) names.add(name);
  if (fields.size >= mostKept) fields.clear();
  const found = [...names];
  fields.set(place, found);
  return found;
}

/** The fields that the schema at a schema path says something of. */
export function fieldsOf(file: string, schemaPath: string): string[] {
  let found: unknown = schemaOf(file);
  for (const part of partsOf(schemaPath.replace(/^#/, "").replace(/\/contains\/contains$/, "/contains")))
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[part] : undefined;
  return Object.keys((found as Schema | undefined)?.properties ?? {});
}

/** The item that the schema at a schema path (or the nearest one around it) cites. */
export function itemAt(file: string, schemaPath: string): string | undefined {
  let found: unknown = schemaOf(file);
  let item: string | undefined;
  for (const part of partsOf(schemaPath.replace(/^#/, ""))) {
    if (typeof found !== "object" || found === null) break;
    item = (found as Schema)["x-item"] ?? item;
    found = (found as Record<string, unknown>)[part];
  }
  return item;
}
