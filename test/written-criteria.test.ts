import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { sources, written } from "../scripts/gen-criteria.ts";
import * as cel from "../src/cel.ts";
import { CITING, OTHERS } from "../src/cel/functions.ts";
import { facts as factsOf } from "../src/facts/facts.ts";
import { diskFiles } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { readTexts } from "../src/read/workspace.ts";

/** What the build writes out of criteria gives what the expression language's own interpreter gives. */
const root = fileURLToPath(new URL("..", import.meta.url));
const library = readLibrary(diskFiles(root), []);
const folders = [
  ...readdirSync(join(root, "examples")).map((name) => `examples/${name}`),
  ...["every-field", "ribeira-nova", "ain-zaytoun"].map((name) => `test/dossiers/${name}`),
];

type Texts = Record<string, string>;

const textsOf = (folder: string): Texts =>
  Object.fromEntries(
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".yaml") && !/(^|\/)\.|milcity-config/.test(file))
      .map((file) => [file.replaceAll("\\", "/"), readFileSync(join(root, folder, file), "utf8")]),
  );

const dossierFrom = (texts: Texts) => readTexts(new Map(Object.entries(texts)), library);

interface Criterion {
  item: string;
  check: string;
}

const frameworks = [...library.packs.values()].map(({ framework }) => ({
  id: framework.id,
  items: framework.areas.flatMap(({ items }) => items.map(({ id }) => id)),
  criteria: framework.areas.flatMap(({ items }) =>
    items.flatMap(({ id, criteria }) => criteria.map(({ check }): Criterion => ({ item: id, check }))),
  ),
}));

const interpreted = new Map(sources().map((source) => [source, compiled(cel.compile(source))]));
const own = new Map(sources().map((source) => [source, compiled(cel.compileOwn(source))]));

function compiled(result: cel.Compiled | cel.CelFault): cel.Compiled {
  if (cel.isFault(result)) throw new Error(result.message);
  return result;
}

function told(outcome: cel.Outcome) {
  const { value, places, reason } = outcome;
  return { value, reason, places: places.map((place) => `${place.in.file} ${place.at}`) };
}

/** The criteria of every framework, whether the city follows it or not; what differs, and how many yielded something. */
function compare(texts: Texts, day: string): { differ: string[]; shown: number } {
  const facts = factsOf(dossierFrom(texts), library, day);
  const differ: string[] = [];
  let shown = 0;
  for (const { id, items, criteria } of frameworks) {
    const membership = facts.memberships.find(({ framework }) => framework === id) ?? facts.memberships[0];
    const scope: cel.Scope = { framework: id, items, membership: membership ?? null };
    const context = cel.context(facts, scope);
    for (const { item, check } of criteria) {
      const [one, other] = [own, interpreted].map((all) =>
        told(cel.run(all.get(check) as cel.Compiled, context, item)),
      ) as [ReturnType<typeof told>, ReturnType<typeof told>];
      if ((one.value ?? 0) > 0) shown++;
      if (JSON.stringify(one) !== JSON.stringify(other))
        differ.push(`${item}: ${JSON.stringify(one)} ≠ ${JSON.stringify(other)}`);
    }
  }
  return { differ, shown };
}

describe("the criteria of the packs that come with the tool", () => {
  it("are all written out", () => {
    expect(sources().filter((source) => written(source) === undefined)).toEqual([]);
    expect(sources().length).toBeGreaterThan(100);
  });

  it.each(folders)("yield in %s what the interpreter yields, with the same places", (folder) => {
    for (const day of ["2024-02-29", "2026-06-30", "2026-11-30", "2031-01-01"])
      expect(compare(textsOf(folder), day).differ, day).toEqual([]);
    expect(compare(textsOf(folder), "2026-11-30").shown).toBeGreaterThan(0);
  });

  it("yield the same in dossiers of which anything may be missing or wrong", () => {
    const documents = folders.flatMap((folder) => [textsOf(folder)]);
    fc.assert(
      fc.property(
        fc.nat(documents.length - 1),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(5)), { minLength: 1, maxLength: 30 }),
        (which, edits) => {
          const texts = damaged(documents[which] as Texts, edits);
          expect(compare(texts, "2026-11-30").differ).toEqual([]);
        },
      ),
      { numRuns: 60, seed: 20_261_128 },
    );
  });
});

type Tree = { [key: string]: unknown } | unknown[];

/** Every object and list of a document. */
function branches(value: unknown): Tree[] {
  if (typeof value !== "object" || value === null) return [];
  return [value as Tree, ...Object.values(value).flatMap(branches)];
}

const oddities: unknown[] = ["", 0, -1.5, true, "2026-02-30", { en: "x" }];

/** Takes entries out of a dossier, puts in others' values, and values of another kind. */
function damaged(texts: Texts, edits: [number, number, number][]): Texts {
  const data = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, parse(text) as Tree]));
  const all = Object.values(data).flatMap(branches);
  for (const [where, which, how] of edits) {
    const tree = all[where % all.length] as Record<string, unknown>;
    const keys = Object.keys(tree);
    const key = keys[which % keys.length];
    if (key === undefined || key === "kind" || key === "version") continue;
    if (how >= 4) tree[key] = oddities[which % oddities.length];
    else if (how >= 2 && !Array.isArray(tree))
      tree[key] = structuredClone(tree[keys[(which + 1) % keys.length] as string]);
    else if (Array.isArray(tree)) tree.splice(which % keys.length, 1);
    else Reflect.deleteProperty(tree, key);
  }
  return Object.fromEntries(Object.entries(data).map(([file, tree]) => [file, stringify(tree)]));
}

describe("an expression that no pack has", () => {
  const facts = factsOf(dossierFrom(textsOf("test/dossiers/every-field")), library, "2026-11-30");
  const membership = facts.memberships[0] ?? null;
  const context = cel.context(facts, { framework: "mil", items: ["mil-01", "mil-02"], membership });
  const called = new Map([...CITING, ...OTHERS].map(({ signature, call }) => [signature, call]));

  function run(source: string) {
    const code = written(source);
    if (code === undefined) return undefined;
    const names = [...called.keys()].map((_, n) => `f${n}`).join(", ");
    // Only what this test itself asks to be written is run.
    // eslint-disable-next-line typescript/no-implied-eval
    const evaluate = (new Function(`[${names}]`, `return ${code}`) as (of: unknown[]) => cel.Compiled["evaluate"])([
      ...called.values(),
    ]);
    return told(cel.run({ source, evaluate }, context, "mil-01"));
  }

  it.each([
    "actions.size() > 1 ? some(actions) : some(members)",
    "actions.size() == 0 || members.size() != 3",
    "actions.size() * 2 - 1 >= members.size() + 1",
    "actions.exists(a, a.progress == 100)",
    "actions.exists(a, a.progress >= 1) && !actions.all(a, a.progress < 50.0)",
    "actions.exists(a, 4 in a.sdgs)",
    "share(actions.filter(a, item in a.items || a.completed), actions)",
    "mean([some(actions), some(meetings), part(0.5, reports)])",
    'atLeast(2, actions.filter(a, a.status in ["completed", "planned"]), ["status", "items"])',
    'some(members).countedIf(city.population > 10.0, "the city is too small")',
    'some(members).countedIf(false, {"en": "never"})',
    'largest(members.map(m, m.sector)) > 1 && city.name.startsWith("X")',
    "some(actions.filter(a, a.budget.amount > 0.0 && a.milestones.exists(m, m.done != m.due)))",
    "best([some([plan].filter(p, p.id != day)), some(items)])",
  ])("%s", (source) => {
    const result = compiled(cel.compile(source));
    expect(run(source)).toEqual(told(cel.run(result, context, "mil-01")));
  });

  it.each([
    "has(city.website)",
    "actions[0].completed",
    'city.name.contains("a")',
    "double(actions.size()) / 2.0 > 1.0",
  ])("%s is left to the interpreter", (source) => {
    compiled(cel.compile(source));
    expect(run(source)).toBeUndefined();
  });
});
