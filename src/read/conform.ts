import { type Args, phrase, type Said, series } from "../model/phrase.ts";
import type { Mending } from "../model/dossier.ts";
import { escaped, fieldsAt, partsOf, schemasAt } from "./navigate.ts";
import {
  addressSlip,
  daySlip,
  fieldSlip,
  formSlip,
  itemSlip,
  type Meant,
  typeSlip,
  unseenSigns,
  wordSlip,
} from "./slips.ts";
import type { SchemaError, Validator } from "./validators.build.js";
import { limits } from "./limits.ts";

/** A fault of form at a pointer of a value, in the words of `schema/<keyword>`. */
export interface Misfit {
  /** The part of the rule's id after the slash. */
  keyword: string;
  at: string;
  of: "key" | "value";
  /** The name of a field that is missing there. */
  missing?: string;
  args: Args;
  near?: { word: string; among: Iterable<string> };
  fix?: Mending;
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
  not: "one-of",
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
  for (const error of collapse(validate.errors ?? [], file, value)) {
    const misfit = placed(error);
    const key = `${misfit.keyword} ${misfit.at} ${misfit.missing ?? ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(found.length < limits.problemsPerFile ? explain(error, misfit, file, value) : misfit);
  }
  return found;
}

const isAtOrBelow = (path: string, parent: string) => path === parent || path.startsWith(`${parent}/`);

/** Of the errors of every branch of an `anyOf`, those of the branch that was meant; junk of helper keywords is dropped. */
function collapse(errors: SchemaError[], file: string, value: unknown): SchemaError[] {
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
      for (const other of meant(around.filter(branch), error, file, valueAt(value, instancePath))) kept.push(other);
    } else kept.push(error);
  }
  // A value that is of no sound format is wrong once, whatever else its form should be.
  const unformatted = new Set(
    kept.filter(({ keyword }) => keyword === "format").map(({ instancePath }) => instancePath),
  );
  return kept.filter(({ keyword, instancePath }) => keyword !== "pattern" || !unformatted.has(instancePath));
}

const isOfName = ({ keyword, schemaPath }: SchemaError) =>
  keyword !== "propertyNames" && schemaPath.includes("propertyNames");

/** Takes errors off the end of a list as long as they are wanted: those of a value's parts stand right before the error of the value. */
function takeLast(kept: SchemaError[], wanted: (error: SchemaError) => boolean): SchemaError[] {
  let start = kept.length;
  for (let last = kept[start - 1]; last && wanted(last); last = kept[start - 1]) start--;
  return kept.splice(start);
}

function meant(group: SchemaError[], error: SchemaError, file: string, value: unknown): SchemaError[] {
  const here = group.filter((other) => other.instancePath === error.instancePath);
  const below = group.filter((other) => other.instancePath !== error.instancePath);
  const structured = typeof value === "object" && value !== null;
  const strange = here.filter((other) => other.keyword === "additionalProperties");
  // What one branch does not know may be a field of another.
  const fields = strange.length > 0 ? fieldsAt(file, error.instancePath) : [];
  const unknown = strange.filter(({ params }) => !fields.includes(String(params["additionalProperty"])));
  if (structured && (below.length > 0 || unknown.length > 0)) return [...unknown, ...below];
  if (strange.length > 0)
    return [{ ...error, params: { fields: strange.map(({ params }) => params["additionalProperty"]) } }];
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
  if (!structured && others.some((other) => other.keyword !== "required")) {
    // One of some words, or one of them with more behind a slash.
    const other = typeof value === "string" && value.includes("/") ? "enum" : "pattern";
    const isEither = ["enum", "pattern"].every((keyword) => others.some((one) => one.keyword === keyword));
    return others.filter(({ keyword }) => keyword !== "required" && !(isEither && keyword === other));
  }
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

const typeNames: Record<string, Said> = {
  string: phrase("a text"),
  number: phrase("a number"),
  integer: phrase("a whole number"),
  boolean: phrase("true or false"),
  array: phrase("a list"),
  object: phrase("a group of fields"),
  null: phrase("nothing"),
};

const typeOf = (value: unknown) =>
  typeNames[value === null ? "null" : Array.isArray(value) ? "array" : typeof value] ?? phrase("something else");

/** What is wrong and where; of a name of a field that is wrong, the name. */
function placed({ keyword, instancePath, params, schemaPath }: SchemaError): Misfit {
  const base = { keyword: keywords[keyword] ?? keyword, at: instancePath, of: "value" as const, args: {}, schemaPath };
  switch (keyword) {
    case "required":
    case "dependentRequired":
      return { ...base, of: "key", missing: String(params["missingProperty"]) };
    case "anyOf":
    case "oneOf":
    case "not":
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
  const field: Said = /^[0-9]+$/.test(last)
    ? phrase("entry {entry} of {list}", { entry: Number(last) + 1, list: around })
    : last;
  const args: Args = { field, value: shown(actual), actual: typeOf(actual) };
  switch (error.keyword) {
    case "required":
    case "dependentRequired":
      return { ...base, args: { ...args, field: base.missing ?? "", parent: field } };
    case "additionalProperties": {
      const name = String(params["additionalProperty"]);
      const among = fieldsAt(file, instancePath);
      return {
        ...base,
        near: { word: name, among },
        ...renaming(name, among, actual),
        ...meaning(
          args,
          { field: name, parent: field, allowed: list(among) },
          fieldSlip(file, instancePath, name, among),
        ),
      };
    }
    case "propertyNames":
      return {
        ...base,
        ...meaning(
          args,
          { value: shown(params["propertyName"]), expected: nameForm(file, instancePath) },
          itemSlip(String(params["propertyName"])),
        ),
      };
    case "enum":
    case "const": {
      const allowed = (
        error.keyword === "const" ? [params["allowedValue"]] : (params["allowedValues"] as unknown[])
      ).map(shown);
      return {
        ...base,
        near: { word: shown(actual), among: allowed },
        ...(typeof actual === "string" ? { fix: { do: "replace", word: shown(actual), among: allowed } } : {}),
        ...meaning(args, { allowed: list(allowed), expected: list(allowed) }, wordSlip(shown(actual), allowed)),
      };
    }
    case "type": {
      const types = [params["type"]].flat().map((type) => typeNames[String(type)] ?? String(type));
      const isDay = schemasAt(file, instancePath).some(({ format }) => format === "date");
      const slip =
        isDay && typeof actual === "number"
          ? daySlip(String(actual))
          : typeSlip(actual, [params["type"]].flat().map(String));
      const whole =
        typeof actual === "number" && !Number.isInteger(actual) ? { actual: phrase("a number with decimals") } : {};
      return {
        ...base,
        ...meaning(args, { expected: series("or", types), ...whole }, slip === undefined ? {} : { slip }),
      };
    }
    case "format":
    case "pattern":
      return {
        ...base,
        ...meaning(
          args,
          {
            expected: formOf(error, file, instancePath, actual),
            unseen: typeof actual === "string" ? unseenSigns(actual) : "",
          },
          formMeant(error, actual, instancePath),
        ),
      };
    case "uniqueItems":
      return { ...base, args: { ...args, value: shown((actual as unknown[] | undefined)?.[Number(params["i"])]) } };
    case "anyOf":
    case "oneOf": {
      const fields = (params["fields"] as string[] | undefined) ?? [];
      const choice = fields.length > 0 ? fields : requiredChoices(file, instancePath);
      return {
        ...base,
        args: { ...args, allowed: list(choice), expected: phrase("one of {choice}", { choice: list(choice) }) },
      };
    }
    case "not": {
      const allowed = list(notTogether(file, instancePath, actual));
      return { ...base, args: { ...args, allowed, expected: phrase("one of {choice}", { choice: allowed }) } };
    }
    default: {
      const limit = JSON.stringify(params["limit"] ?? params["multipleOf"] ?? params["minContains"] ?? "");
      const size =
        typeof actual === "string" ? [...actual].length : Object.keys((actual as object | undefined) ?? {}).length;
      return { ...base, args: { ...args, limit, size, expected: bound(error.keyword, limit) } };
    }
  }
}

/** The words of a fault, with what was probably meant. */
const meaning = (args: Args, more: Args, { slip, near }: Meant): Pick<Misfit, "args" | "near"> => ({
  args: { ...args, ...more, ...(slip === undefined ? {} : { slip }) },
  ...(near ? { near } : {}),
});

function formMeant({ keyword, params }: SchemaError, value: unknown, pointer: string): Meant {
  if (typeof value !== "string") return {};
  if (keyword === "format") {
    const slip =
      params["format"] === "date" ? daySlip(value) : params["format"] === "uri" ? addressSlip(value) : undefined;
    return slip === undefined ? {} : { slip };
  }
  return formSlip(value, String(params["pattern"]), pointer);
}

function nameForm(file: string, pointer: string): Said {
  const patterns = schemasAt(file, pointer).map(({ propertyNames }) => propertyNames?.pattern ?? "");
  if (patterns.some((pattern) => pattern.startsWith("^[A-Za-z]{2,3}(-")))
    return phrase("the tag of a language, such as pt or pt-BR");
  return phrase("an id: small letters, digits, dots and hyphens, up to 64 characters");
}

/** A group of more fields than this is none that a slip has made. */
const mostFields = 200;

/** Unknown names are mended by renaming, unless the field that is meant is there too. */
function renaming(word: string, among: readonly string[], group: unknown): Pick<Misfit, "fix"> {
  const fields = Object.keys(group ?? {});
  if (fields.length > mostFields) return {};
  return { fix: { do: "rename", word, among, beside: fields.filter((other) => other !== word) } };
}

/** Each name is whole, however long they are together. */
const list = (names: readonly string[]) =>
  series("comma", [...names.slice(0, 12).map((name) => `\`${name}\``), ...(names.length > 12 ? ["…"] : [])]);

function requiredChoices(file: string, pointer: string): string[] {
  const found = new Set<string>();
  for (const schema of schemasAt(file, pointer) as { oneOf?: { required?: string[] }[] }[])
    for (const branch of schema.oneOf ?? []) for (const name of branch.required ?? []) found.add(name);
  return [...found];
}

/** Of the fields of a group, those that exclude each other. */
function notTogether(file: string, pointer: string, group: unknown): string[] {
  interface Excluding {
    if?: { required?: string[] };
    then?: { not?: { anyOf?: { required?: string[] }[] } };
  }
  const named = (schemasAt(file, pointer) as Excluding[]).flatMap((schema) => [
    ...(schema.if?.required ?? []),
    ...(schema.then?.not?.anyOf ?? []).flatMap(({ required }) => required ?? []),
  ]);
  return named.filter((name) => Object.hasOwn(group ?? {}, name));
}

function bound(keyword: string, stated: string): Said {
  const limit = Number(stated);
  switch (keyword) {
    case "minimum":
      return phrase("at least {limit}", { limit });
    case "maximum":
      return phrase("at most {limit}", { limit });
    case "exclusiveMinimum":
      return phrase("more than {limit}", { limit });
    case "exclusiveMaximum":
      return phrase("less than {limit}", { limit });
    case "minLength":
      return limit === 1 ? phrase("a text that is not empty") : phrase("at least {limit} characters", { limit });
    case "maxLength":
      return phrase("at most {limit} characters", { limit });
    case "minItems":
      return limit === 1 ? phrase("at least one entry") : phrase("at least {limit} entries", { limit });
    case "maxItems":
      return phrase("at most {limit} entries", { limit });
    case "minProperties":
      return limit === 1 ? phrase("at least one field") : phrase("at least {limit} fields", { limit });
    default:
      return stated;
  }
}

/** What a form looks like, in words; the schema's own title where we know no better. */
function formOf(error: SchemaError, file: string, pointer: string, value: unknown): Said {
  if (error.params["format"] === "date") return phrase("a real day such as 2026-03-31");
  if (error.params["format"] === "email") return phrase("an e-mail address");
  if (error.params["format"] === "uri") return phrase("a web address such as https://example.org/page");
  const pattern = String(error.params["pattern"]);
  if (pattern === "^https://") return phrase("an address that begins with https://");
  if (pattern.startsWith("^[a-z0-9][a-z0-9.-]"))
    return phrase("an id: small letters, digits, dots and hyphens, up to 64 characters");
  if (pattern.startsWith("^[0-9]{1,15}") && typeof value === "string" && /^[0-9]{16,}(?:\.|$)/.test(value))
    return phrase("an amount with at most 15 digits before the point");
  if (pattern.startsWith("^[0-9]{1,15}")) return phrase("an amount such as 1250.50, with a point and no other signs");
  if (pattern.startsWith("^[0-9a-fA-F]{64}")) return phrase("a checksum of 64 hexadecimal digits");
  if (pattern.startsWith("^[A-Za-z]{2,3}(-")) return phrase("the tag of a language, such as pt or pt-BR");
  if (pattern.startsWith("^(social-cohesion|"))
    return phrase("a key feature area such as quality, with a code of your own after a slash if you like");
  const form = schemasAt(file, pointer)
    .flatMap((schema) => (schema.title ? [schema.title.toLowerCase()] : []))
    .at(-1);
  return form === undefined ? phrase("another form") : phrase("a value of the form “{form}”", { form });
}

/** A fault in one sentence, for files whose first fault stops the run. */
export function describe({ keyword, at, args, near }: Misfit): Said {
  const about = { ...args, allowed: near ? list([...near.among]) : "" };
  // A file that is none of this kind is not quoted: it may be any file of the machine that somebody has named.
  if (at === "" && keyword === "type") return phrase("The file must be {expected}, and is {actual}.", about);
  switch (keyword) {
    case "required":
      return phrase("The field `{field}` is missing.", about);
    case "unknown-field":
      return near
        ? phrase("There is no field `{field}` here. It may be {allowed}.", about)
        : phrase("There is no field `{field}` here.", about);
    case "enum":
      return phrase("`{field}` may not be `{value}`. It may be {allowed}.", about);
    case "unique":
      return phrase("`{value}` stands twice in a list.", about);
    default:
      return phrase("`{field}` must be {expected}, and is {actual}.", {
        ...about,
        actual: args["value"] || args["actual"] || "",
      });
  }
}
