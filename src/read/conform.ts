import { escaped, fieldsAt, partsOf, schemasAt } from "./navigate.ts";
import type { SchemaError, Validator } from "./validators.build.js";
import { limits } from "./limits.ts";

/** A fault of form at a pointer of a value, in the words of `schema/<keyword>`. */
export interface Misfit {
  /** The part of the rule's id after the slash. */
  keyword: string;
  at: string;
  of: "key" | "value";
  args: Record<string, string | number>;
  near?: { word: string; among: Iterable<string> };
  /** Where in the schema, for the item that it cites. */
  schemaPath: string;
}

const keywords: Record<string, string> = {
  required: "required",
  dependentRequired: "required",
  additionalProperties: "unknown-field",
  type: "type",
  enum: "enum",
  const: "enum",
  format: "format",
  pattern: "pattern",
  minimum: "range",
  maximum: "range",
  exclusiveMinimum: "range",
  exclusiveMaximum: "range",
  multipleOf: "range",
  minLength: "length",
  maxLength: "length",
  minItems: "length",
  maxItems: "length",
  minProperties: "length",
  maxProperties: "length",
  uniqueItems: "unique",
  anyOf: "one-of",
  oneOf: "one-of",
  contains: "contains",
  propertyNames: "pattern",
};

/**
 * Checks a value against a compiled schema and says each fault once. `file` is the schema's, for the names that would be right. Every
 * fault is there, so that each unsound value is known; past the first hundred they have no words.
 */
export function misfits(validate: Validator, file: string, value: unknown): Misfit[] {
  if (validate(value)) return [];
  const found: Misfit[] = [];
  const seen = new Set<string>();
  for (const error of collapse(validate.errors ?? [], value)) {
    const misfit = placed(error);
    const key = `${misfit.keyword} ${misfit.at} ${String(error.params["missingProperty"] ?? "")}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(found.length < limits.problemsPerFile ? explain(error, misfit, file, value) : misfit);
  }
  return found;
}

const isAtOrBelow = (path: string, parent: string) => path === parent || path.startsWith(`${parent}/`);

/** Of the errors of every branch of an `anyOf`, those of the branch that was meant; junk of helper keywords is dropped. */
function collapse(errors: SchemaError[], value: unknown): SchemaError[] {
  const kept: SchemaError[] = [];
  for (const error of errors) {
    const { keyword, instancePath } = error;
    if (keyword === "if" || error.schemaPath.includes("/contains/")) continue;
    if (keyword === "propertyNames") takeLast(kept, (other) => other.instancePath === instancePath && isOfName(other));
    if (keyword === "anyOf" || keyword === "oneOf") {
      // A `oneOf` stands inline; the branches of an `anyOf` are mostly references, which errors do not name by their way.
      const branch = (other: SchemaError) => keyword === "anyOf" || other.schemaPath.startsWith(`${error.schemaPath}/`);
      const around = takeLast(kept, (other) => isAtOrBelow(other.instancePath, instancePath));
      for (const other of around) if (!branch(other)) kept.push(other);
      for (const other of meant(around.filter(branch), error, valueAt(value, instancePath))) kept.push(other);
    } else kept.push(error);
  }
  return kept;
}

const isOfName = ({ keyword, schemaPath }: SchemaError) =>
  keyword !== "propertyNames" && schemaPath.includes("propertyNames");

/** Takes errors off the end of a list as long as they are wanted: those of a value's parts stand right before the error of the value. */
function takeLast(kept: SchemaError[], wanted: (error: SchemaError) => boolean): SchemaError[] {
  let start = kept.length;
  for (let last = kept[start - 1]; last && wanted(last); last = kept[start - 1]) start--;
  return kept.splice(start);
}

function meant(group: SchemaError[], error: SchemaError, value: unknown): SchemaError[] {
  const here = group.filter((other) => other.instancePath === error.instancePath);
  const below = group.filter((other) => other.instancePath !== error.instancePath);
  const structured = typeof value === "object" && value !== null;
  const unknown = here.filter((other) => other.keyword === "additionalProperties");
  if (structured && (below.length > 0 || unknown.length > 0)) return [...unknown, ...below];
  const types = here.filter((other) => other.keyword === "type");
  const others = here.filter((other) => !["type", "oneOf", "anyOf", "one-of"].includes(other.keyword));
  const choice = here.find((other) => other.keyword === "oneOf");
  if (structured && !Array.isArray(value) && choice) return [choice];
  const missing = [
    ...new Set(
      others.filter((other) => other.keyword === "required").map((other) => String(other.params["missingProperty"])),
    ),
  ];
  if (structured && !Array.isArray(value)) {
    if (missing.length > 1 || (error.keyword === "oneOf" && others.length === 0 && types.length === 0))
      return [{ ...error, params: { ...error.params, fields: missing } }];
    if (others.length > 0) return others;
  }
  if (!structured && others.some((other) => other.keyword !== "required"))
    return others.filter((other) => other.keyword !== "required");
  if (types.length > 0)
    return [
      { ...error, keyword: "type", params: { type: [...new Set(types.map((other) => String(other.params["type"])))] } },
    ];
  return others.length > 0 ? others : [error];
}

function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const part of partsOf(pointer))
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[part] : undefined;
  return found;
}

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (beginning(value) ?? "");
  return text.length > 60 ? `${text.slice(0, 57).replace(/[\ud800-\udbff]$/, "")}…` : text;
};

/** More than will be shown of a value, and no more: it may be the whole document. */
function beginning(value: unknown): string | undefined {
  let room = 60;
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === "string") return part.slice(0, 60);
    if (typeof part !== "object" || part === null) return part;
    if (--room < 0) return null;
    return Array.isArray(part) ? part.slice(0, 60) : Object.fromEntries(Object.entries(part).slice(0, 60));
  });
}

const typeNames: Record<string, string> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of fields",
  null: "nothing",
};

const typeOf = (value: unknown) =>
  typeNames[value === null ? "null" : Array.isArray(value) ? "array" : typeof value] ?? "something else";

/** What is wrong and where; of a name of a field that is wrong, the name. */
function placed({ keyword, instancePath, params, schemaPath }: SchemaError): Misfit {
  const base = { keyword: keywords[keyword] ?? keyword, at: instancePath, of: "value" as const, args: {}, schemaPath };
  switch (keyword) {
    case "required":
    case "dependentRequired":
    case "anyOf":
    case "oneOf":
      return { ...base, of: "key" };
    case "additionalProperties":
      return { ...base, at: `${instancePath}/${escaped(String(params["additionalProperty"]))}`, of: "key" };
    case "propertyNames":
      return { ...base, at: `${instancePath}/${escaped(String(params["propertyName"]))}`, of: "key" };
    case "uniqueItems":
      return { ...base, at: `${instancePath}/${String(params["i"])}` };
    default:
      return base;
  }
}

function explain(error: SchemaError, base: Misfit, file: string, value: unknown): Misfit {
  const { instancePath, params } = error;
  const actual = valueAt(value, instancePath);
  const [around = "", last = ""] = ["", "", ...partsOf(instancePath)].slice(-2);
  const field = /^[0-9]+$/.test(last) ? `entry ${Number(last) + 1} of ${around}` : last;
  const args: Record<string, string | number> = { field, value: shown(actual), actual: typeOf(actual) };
  switch (error.keyword) {
    case "required":
    case "dependentRequired":
      return { ...base, args: { ...args, field: String(params["missingProperty"]), parent: field } };
    case "additionalProperties": {
      const name = String(params["additionalProperty"]);
      const among = fieldsAt(file, instancePath);
      return {
        ...base,
        args: { ...args, field: name, parent: field, allowed: list(among) },
        near: { word: name, among },
      };
    }
    case "propertyNames":
      return {
        ...base,
        args: { ...args, field, value: shown(params["propertyName"]), expected: "a name of another form" },
      };
    case "enum":
    case "const": {
      const allowed = (
        error.keyword === "const" ? [params["allowedValue"]] : (params["allowedValues"] as unknown[])
      ).map(shown);
      return {
        ...base,
        args: { ...args, allowed: list(allowed), expected: list(allowed) },
        near: { word: shown(actual), among: allowed },
      };
    }
    case "type": {
      const types = [params["type"]].flat().map((type) => typeNames[String(type)] ?? String(type));
      return { ...base, args: { ...args, expected: types.join(" or ") } };
    }
    case "format":
    case "pattern":
      return { ...base, args: { ...args, expected: formOf(error, file, instancePath) } };
    case "uniqueItems":
      return { ...base, args: { ...args, value: shown((actual as unknown[] | undefined)?.[Number(params["i"])]) } };
    case "anyOf":
    case "oneOf": {
      const fields = (params["fields"] as string[] | undefined) ?? [];
      const choice = fields.length > 0 ? fields : requiredChoices(file, instancePath);
      return { ...base, args: { ...args, allowed: list(choice), expected: `one of ${list(choice)}` } };
    }
    default: {
      const limit = params["limit"] ?? params["multipleOf"] ?? params["minContains"] ?? "";
      const size =
        typeof actual === "string" ? [...actual].length : Array.isArray(actual) ? actual.length : shown(actual);
      return { ...base, args: { ...args, limit: String(limit), size, expected: bound(error.keyword, String(limit)) } };
    }
  }
}

const list = (names: string[]) =>
  names.length > 12
    ? `${names
        .slice(0, 12)
        .map((name) => `\`${name}\``)
        .join(", ")}, …`
    : names.map((name) => `\`${name}\``).join(", ");

function requiredChoices(file: string, pointer: string): string[] {
  const found = new Set<string>();
  for (const schema of schemasAt(file, pointer) as { oneOf?: { required?: string[] }[] }[])
    for (const branch of schema.oneOf ?? []) for (const name of branch.required ?? []) found.add(name);
  return [...found];
}

function bound(keyword: string, limit: string): string {
  switch (keyword) {
    case "minimum":
      return `at least ${limit}`;
    case "maximum":
      return `at most ${limit}`;
    case "exclusiveMinimum":
      return `more than ${limit}`;
    case "exclusiveMaximum":
      return `less than ${limit}`;
    case "minLength":
      return limit === "1" ? "a text that is not empty" : `at least ${limit} characters`;
    case "maxLength":
      return `at most ${limit} characters`;
    case "minItems":
      return limit === "1" ? "at least one entry" : `at least ${limit} entries`;
    case "maxItems":
      return `at most ${limit} entries`;
    case "minProperties":
      return limit === "1" ? "at least one field" : `at least ${limit} fields`;
    default:
      return limit;
  }
}

/** What a form looks like, in words; the schema's own title where we know no better. */
function formOf(error: SchemaError, file: string, pointer: string): string {
  if (error.params["format"] === "date") return "a real day such as 2026-03-31";
  if (error.params["format"] === "email") return "an e-mail address";
  if (error.params["format"] === "uri") return "a web address such as https://example.org/page";
  const pattern = String(error.params["pattern"]);
  if (pattern === "^https://") return "an address that begins with https://";
  if (pattern.startsWith("^[a-z0-9][a-z0-9.-]"))
    return "an id: small letters, digits, dots and hyphens, up to 64 characters";
  if (pattern.startsWith("^[0-9]{1,15}")) return "an amount such as 1250.50, with a point and no other signs";
  const titles = schemasAt(file, pointer).flatMap((schema) => (schema.title ? [schema.title.toLowerCase()] : []));
  return titles.at(-1) ? `a value of the form “${titles.at(-1) ?? ""}”` : "another form";
}

/** A fault in one sentence, for files whose first fault stops the run. */
export function describe({ keyword, args, near }: Misfit): string {
  const field = `\`${String(args["field"])}\``;
  const allowed = near ? ` It may be ${list([...near.among])}.` : "";
  switch (keyword) {
    case "required":
      return `The field ${field} is missing.`;
    case "unknown-field":
      return `There is no field ${field} here.${allowed}`;
    case "enum":
      return `${field} may not be \`${String(args["value"])}\`.${allowed}`;
    case "unique":
      return `\`${String(args["value"])}\` stands twice in a list.`;
    default:
      return `${field} must be ${String(args["expected"])}, and is ${String(args["value"] || args["actual"])}.`;
  }
}
