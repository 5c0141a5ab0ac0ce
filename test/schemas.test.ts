import { readdirSync, readFileSync } from "node:fs";
import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { types } from "../scripts/gen-types.ts";

const folder = new URL("../schemas/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replaceAll("\\", "/"))
  .sort();
const schemas = new Map(
  files.map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), "utf8")) as AnySchemaObject]),
);
const base = "https://milcity.example/schemas/";

const ajv = new Ajv2020({
  strict: true,
  strictNumbers: true,
  allErrors: true,
  ownProperties: true,
  unicodeRegExp: true,
});
ajv.addKeyword({ keyword: "x-item", schemaType: "string" });
ajv.addFormat("date", (text: string) => new Date(`${text}T00:00Z`).toJSON()?.startsWith(`${text}T`) ?? false);
ajv.addFormat("uri", (text: string) => URL.canParse(text));
ajv.addFormat("email", (text: string) => /^[^@\s]+@[^@\s]+$/.test(text));
for (const [file, schema] of schemas) {
  ajv.addSchema(schema);
  registerSchema(schema, base + file);
}

/** Every subschema of a file with its JSON Pointer, and whether it is the schema of a field. */
function* parts(
  schema: unknown,
  pointer = "",
  field = false,
): Generator<{ pointer: string; schema: AnySchemaObject; field: boolean }> {
  if (typeof schema !== "object" || schema === null) return;
  if (!Array.isArray(schema)) yield { pointer, schema, field };
  const own = "additionalProperties" in schema;
  for (const [key, value] of Object.entries(schema)) {
    if (["examples", "enum", "const", "required"].includes(key)) continue;
    const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (key !== "properties" && key !== "$defs") yield* parts(value, at);
    else
      for (const [name, part] of Object.entries(value as object))
        yield* parts(part, `${at}/${name}`, own || key === "$defs");
  }
}

const named = (file: string, $def: string) => schemas.get(file)!.$defs[$def] as AnySchemaObject;
const faults = (file: string, data: unknown) =>
  ajv.validate(file, data) ? [] : ajv.errors!.map(({ keyword }) => keyword);
const example = (kind: string, more: object = {}) => ({ ...schemas.get(`${kind}.schema.json`)!.examples[0], ...more });
const item = (status: string, more = {}) => example("checklist", { items: { "mil-01": { status, ...more } } });
const objectives = (...horizons: string[]) => ({ objectives: horizons.map((horizon) => ({ horizon })) });
const explained = ({ title, description, examples }: AnySchemaObject) => title && description && examples?.length === 1;
const bounded = ({ maxLength, format, pattern }: AnySchemaObject) => maxLength ?? format ?? pattern;
const isObject = (value: unknown) => typeof value === "object" && value !== null;
const kinds = ["city", "committee", "plan", "report", "checklist", "framework", "config"];

describe.each(files)("%s", (file) => {
  const schema = schemas.get(file)!;
  const all = [...parts(schema)];

  test("passes the meta-schema", async () => {
    expect((await validate("https://json-schema.org/draft/2020-12/schema", schema)).valid).toBe(true);
  });

  test("compiles in strict mode", () => {
    expect(ajv.getSchema(file)).toBeTypeOf("function");
  });

  test("is called by its path", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(schema.$id).toBe(file);
  });

  test("explains every field", () => {
    expect(all.filter(({ schema: part, field }) => field && !explained(part)).map(({ pointer }) => pointer)).toEqual(
      [],
    );
  });

  test("gives examples that are valid", async () => {
    const wrong: string[] = [];
    for (const { pointer, schema: part } of all) {
      for (const sample of part.examples ?? []) {
        const valid = ajv.validate({ $ref: `${file}#${pointer}` }, sample);
        if (!valid || !(await validate(`${base}${file}#${pointer}`, sample)).valid) wrong.push(pointer);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("bounds its texts, and compares no objects", () => {
    const wrong = all.filter(
      ({ schema: part }) =>
        Array.isArray(part.type) ||
        (part.type === "string" && !file.startsWith("output/") && !bounded(part)) ||
        [part.const, ...(part.enum ?? [])].some(isObject) ||
        (part.uniqueItems && JSON.stringify(resolve(file, part.items)).includes('"object"')),
    );
    expect(wrong.map(({ pointer }) => pointer)).toEqual([]);
  });
});

/** A schema with what it refers to in place of the reference. */
function resolve(file: string, schema: AnySchemaObject): AnySchemaObject {
  if (!schema.$ref) return schema;
  const [other, pointer] = (schema.$ref as string).split("#/$defs/");
  return resolve(other || file, named(other || file, pointer!));
}

describe("the kinds", () => {
  test.each(kinds)("%s takes x- fields and no unknown ones", (kind) => {
    expect(faults(`${kind}.schema.json`, example(kind, { "x-own": [1] }))).toEqual([]);
    expect(faults(`${kind}.schema.json`, example(kind, { unheardOf: 1 }))).toEqual(["additionalProperties"]);
  });

  test.each([...kinds, "baseline", "common"])("every object of %s is closed but for x- fields, except maps", (kind) => {
    const objects = [...parts(schemas.get(`${kind}.schema.json`))].filter(({ schema }) => schema.type === "object");
    const open = objects.filter(({ schema: { properties, patternProperties, additionalProperties } }) =>
      properties ? additionalProperties !== false || patternProperties?.["^x-"] !== true : !additionalProperties,
    );
    expect(open.map(({ pointer }) => pointer)).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    ["an action with an end", { end: "2026-10-31" }, []],
    ["an ongoing action", { ongoing: true }, []],
    ["an action without an end", {}, ["required", "if"]],
    ["an action that is not ongoing", { ongoing: false }, ["required", "if"]],
    ["an action of an unknown status", { ongoing: true, status: "begun" }, ["enum"]],
    ["an action on a day that is none", { end: "2026-02-30" }, ["format"]],
    ["an action with an item twice", { ongoing: true, items: ["mil-01", "mil-01"] }, ["uniqueItems"]],
  ])("%s", (_title, more, expected) => {
    const action = {
      id: "labs",
      title: "Labs",
      objective: "o",
      lead: "ana",
      start: "2025-02-01",
      status: "planned",
      ...more,
    };
    expect(faults("plan.schema.json", example("plan", { actions: [action] })).sort()).toEqual(expected.sort());
  });

  test.each<[object, boolean]>([
    [{ every: 12 }, true],
    [{ every: 12, within: 0, audience: [] }, true],
    [{ periods: [] }, true],
    [{ periods: [{ start: "2025-01-01", end: "2025-12-31", due: "2026-03-31" }], audience: ["UNESCO"] }, true],
    [{}, false],
    [{ within: 3 }, false],
    [{ every: 0 }, false],
    [{ every: 1.5 }, false],
    [{ every: 12, periods: [] }, false],
  ])("reporting %j: %s", (reporting, valid) => {
    expect(faults("plan.schema.json", example("plan", { reporting })).length === 0).toBe(valid);
  });

  test.each<[unknown, boolean]>([
    ["minutes.pdf", true],
    [["minutes.pdf", { url: "https://city.example/a" }], true],
    [[], true],
    [{ path: "a.pdf", covers: { start: "2025-01-01", end: "2025-02-01" } }, true],
    [{ title: "nowhere" }, false],
    [{ path: "a.pdf", url: "https://city.example/a" }, false],
    ["", false],
  ])("evidence %j: %s", (charter, valid) => {
    expect(faults("plan.schema.json", example("plan", { charter })).length === 0).toBe(valid);
  });

  test.each<[unknown, boolean]>([
    [12, true],
    ["12.3456", true],
    [0, true],
    [-1, false],
    ["-1", false],
    ["1.", false],
    ["1,000", false],
    [Number.MAX_VALUE, true],
  ])("an amount of %j: %s", (amount, valid) => {
    const spent = { amount, currency: "XCG" };
    const actions = [{ action: "labs", status: "planned", spent }];
    expect(faults("report.schema.json", example("report", { actions })).length === 0).toBe(valid);
  });

  test("what does not apply or is waived has a reason", () => {
    expect(faults("checklist.schema.json", item("done"))).toEqual([]);
    expect(faults("checklist.schema.json", item("waived", { reason: "Agreed" }))).toEqual([]);
    expect(faults("checklist.schema.json", item("waived"))).toContain("required");
    expect(faults("checklist.schema.json", item("not-applicable"))).toContain("required");
  });
});

test("the lists of the format", () => {
  expect(named("common.schema.json", "sector").enum).toEqual(
    words(`local-government national-government public-company private-company education research library-archive-museum media
      civil-society philanthropy international-organisation health culture youth residents`),
  );
  expect(named("common.schema.json", "audience").enum).toEqual(
    words(`everyone children youth adults older-people women teachers public-servants media-professionals businesses
      migrants special-learning-needs unemployed low-income minorities people-with-disabilities`),
  );
  expect(named("common.schema.json", "keyFeature").anyOf[0].enum).toEqual(
    words(`social-cohesion economic-cultural-prosperity sustainable-development inclusive-education families-communities
      workplace-learning modern-technologies quality culture-of-learning political-will governance-participation resources`),
  );
  expect(named("common.schema.json", "region").enum).toEqual(
    words("africa arab-states asia-pacific europe-north-america latin-america-caribbean"),
  );
  expect(named("common.schema.json", "country").enum).toHaveLength(249);
  expect(named("common.schema.json", "currency").enum).toEqual(
    expect.arrayContaining(["EUR", "JPY", "KWD", "XCG", "ZWG"]),
  );
  expect(named("common.schema.json", "currency").enum).not.toContain("ANG");
});

const words = (list: string) => list.trim().split(/\s+/);

describe("what frameworks ask", () => {
  const folderOf = "frameworks/";
  test.each<[string, object, string[]]>([
    ["mil/committee", { type: "steering", members: [1, 2, 3] }, []],
    ["mil/committee", { type: "steering", members: [1, 2] }, ["mil-01"]],
    ["mil/committee", { type: "advisory", members: [] }, []],
    ["mil/plan", { objectives: [1], actions: [1, 2, 3], cocreation: [], readjustment: {} }, []],
    ["mil/plan", { objectives: [], actions: [1] }, ["mil-04", "mil-05", "mil-05", "mil-09"]],
    ["mil/dossier", { committee: { steering: [{}] }, plan: [{}] }, []],
    ["mil/dossier", { committee: { advisory: [{}] }, plan: [] }, ["mil-01", "mil-05"]],
    ["gnlc/plan", objectives("medium-term", "long-term"), []],
    ["gnlc/plan", objectives("medium-term", "medium-term"), ["gnlc-1.4"]],
    ["gnlc-strategy/city", { memberships: [{ framework: "mil" }, { framework: "gnlc-strategy", clusters: [1] }] }, []],
    ["gnlc-strategy/city", { memberships: [{ framework: "gnlc-strategy" }] }, ["gnlc-s1.1"]],
    ["gnlc-strategy/city", { memberships: [{ framework: "gnlc-strategy", clusters: [] }] }, ["gnlc-s1.1"]],
  ])("%s of %j: %j", (name, data, items) => {
    const file = `${folderOf}${name}.schema.json`;
    const strict = new Ajv2020({ strict: true, allErrors: true, verbose: true }).addKeyword("x-item");
    const check = strict.compile(schemas.get(file)!);
    void check(data);
    const cited = (check.errors ?? []).filter(({ keyword }) => ["required", "minItems", "contains"].includes(keyword));
    const outer = cited.filter(({ schemaPath }) => !schemaPath.includes("/contains/"));
    expect(outer.map(({ parentSchema }) => (parentSchema as AnySchemaObject)["x-item"] as string).sort()).toEqual(
      items,
    );
  });
});

test("the types are those of the schemas", { timeout: 60_000 }, async () => {
  expect(readFileSync(new URL("../src/model/kinds.gen.ts", import.meta.url), "utf8")).toBe(await types());
});
