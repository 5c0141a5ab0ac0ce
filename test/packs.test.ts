import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as cel from "../src/cel.ts";
import type { Framework } from "../src/model/kinds.gen.ts";
import type { Pack } from "../src/model/library.ts";
import { diskFiles } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { framework as isFramework } from "../src/read/validators.build.js";
import { faultsOf } from "../src/score/criteria.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(join(root, "frameworks")).sort();
const packs = files.map((file) => parse(readFileSync(join(root, "frameworks", file), "utf8")) as Framework);
const itemsOf = ({ areas }: Framework) => areas.flatMap(({ items }) => items);
const everyItem = packs.flatMap(itemsOf);
const pack = (id: string) => packs.find((one) => one.id === id) as Framework;

describe("the packs", () => {
  it("are four, named by their files, and the program carries them as they are", () => {
    expect(files).toEqual(packs.map(({ id }) => `${id}.yaml`));
    const carried = [...readLibrary(diskFiles(root), []).packs.values()].map(({ framework }) => framework);
    expect(carried).toEqual(packs);
  });

  it.each(packs.map((one) => [one.id, one] as const))("%s keeps the schema", (_, one) => {
    isFramework(structuredClone(one));
    expect(isFramework.errors ?? []).toEqual([]);
  });

  it.each([
    ["mil", 7, 13, { required: 9, recommended: 2, voluntary: 2 }],
    ["gnlc", 6, 31, { required: 7, recommended: 24, voluntary: 0 }],
    ["gnlc-strategy", 4, 17, { required: 5, recommended: 7, voluntary: 5 }],
    ["iaec", 20, 54, { required: 0, recommended: 54, voluntary: 0 }],
  ])("%s has %d areas and %d items", (id, areas, items, levels) => {
    const found = itemsOf(pack(id));
    expect([pack(id).areas.length, found.length]).toEqual([areas, items]);
    const count = (level: string) => found.filter((item) => item.level === level).length;
    expect({ required: count("required"), recommended: count("recommended"), voluntary: count("voluntary") }).toEqual(
      levels,
    );
  });

  it("have clusters, networks, funding and support as their sources say", () => {
    const strategy = pack("gnlc-strategy");
    expect(strategy.clusters?.map(({ id }) => id)).toEqual([
      "global-citizenship",
      "sustainable-development",
      "health",
      "planning",
      "inclusion",
    ]);
    expect(strategy.formerClusters?.map(({ cities }) => cities)).toEqual([112, 30, 30, 40, 66, 57, 57]);
    const today = strategy.clusters?.map(({ id }) => id);
    expect(today).toEqual(
      expect.arrayContaining(strategy.formerClusters?.flatMap(({ becomes }) => becomes ?? []) ?? []),
    );
    expect(strategy.fundingOptions).toHaveLength(7);
    expect(strategy.funding).toEqual({
      modality: "mdfm",
      launched: 2019,
      target: { amount: 1_000_000, currency: "USD", everyYears: 2 },
    });
    expect(Object.values(pack("iaec").networks ?? {}).flat()).toHaveLength(9);
    expect(pack("gnlc").support).toHaveLength(6);
  });
});

describe("an item", () => {
  it("has an id of its own, beginning with its pack's", () => {
    expect(new Set(everyItem.map(({ id }) => id)).size).toBe(115);
    for (const one of packs)
      for (const { id } of itemsOf(one))
        expect(id.startsWith(one.id === "gnlc-strategy" ? "gnlc-s" : one.id)).toBe(true);
  });

  it.each(everyItem.map((item) => [item.id, item] as const))(
    "%s has a source, a level, roles of its pack and criteria",
    (_, item) => {
      expect(item.source.file).toMatch(/^\d{3}_[0-9a-f]{16}\.txt$/);
      expect(item.source.locator).not.toBe("");
      expect(["required", "recommended", "voluntary"]).toContain(item.level);
      const owner = packs.find((one) => itemsOf(one).includes(item));
      for (const role of item.for ?? []) expect(owner?.roles).toContain(role);
      expect(item.criteria.length).toBeGreaterThan(0);
      expect(new Set(item.criteria.map(({ id }) => id)).size).toBe(item.criteria.length);
      for (const { effort, mend } of item.criteria) {
        expect(["record", "agree", "carry-out"]).toContain(effort);
        expect(mend).toBeTruthy();
      }
    },
  );

  it("is told in six languages, wherever it is told at all", () => {
    const texts: unknown[] = everyItem.flatMap((item) => [
      item.title,
      ...item.criteria.flatMap(({ label, mend }) => [label, mend]),
    ]);
    for (const one of packs)
      texts.push(
        one.title,
        ...one.areas.map(({ title }) => title),
        ...(one.crosswalk ?? []).map(({ reason }) => reason),
      );
    for (const text of texts) {
      const said = expect.stringMatching(/\S/) as string;
      expect(text).toEqual({ en: said, fr: said, es: said, pt: said, ar: said, zh: said });
    }
  });
});

function faultIn(source: string): string {
  const result = cel.compile(source);
  return cel.isFault(result) ? result.message : "";
}

describe("an expression", () => {
  it.each(packs.map((one) => [one.id, one] as const))("of %s can be used", (_, framework) => {
    const asPack: Pack = {
      framework,
      file: `frameworks/${framework.id}.yaml`,
      // Asked for as of a workspace's own: a run takes it on trust that those of the tool are as they should be.
      builtIn: false,
      where: () => ({ line: 1, column: 1 }),
    };
    expect(faultsOf(asPack)).toEqual([]);
  });

  it("yields what shows it, never a bare statement", () => {
    const bare = everyItem.flatMap(({ id, criteria }) =>
      criteria
        .filter(({ check }) => !/Shown == bool/.test(faultIn(`(${check}) == true`)))
        .map((one) => `${id} › ${one.id}`),
    );
    expect(bare).toEqual([]);
  });
});

describe("the crosswalk", () => {
  const entries = packs.flatMap((one) => (one.crosswalk ?? []).map((entry) => ({ ...entry, pack: one.id })));
  const known = new Map(packs.flatMap((one) => itemsOf(one).map((item) => [item.id, { item, pack: one.id }] as const)));

  it("joins items of two frameworks, once, in the pack of the left one, with their locators", () => {
    expect(entries).toHaveLength(25);
    expect(new Set(entries.map(({ from, to }) => `${from} ${to}`)).size).toBe(25);
    for (const { from, to, pack: owner, locators } of entries) {
      expect(known.get(from)?.pack).toBe(owner);
      expect(known.get(to)?.pack).not.toBe(owner);
      expect(locators).toEqual([known.get(from)?.item.source.locator, known.get(to)?.item.source.locator]);
    }
  });

  it("lets an action count for close items both ways, and for the narrower one of two", () => {
    const { counts } = readLibrary(diskFiles(root), []);
    expect(counts.get("mil-04")).toContain("gnlc-2.3");
    expect(counts.get("gnlc-2.3")).toContain("mil-04");
    expect(counts.get("mil-08")).toEqual(["gnlc-5.3", "gnlc-5.4"]);
    expect(counts.get("gnlc-5.3")).toBeUndefined();
    expect(counts.get("mil-13")).toEqual(["gnlc-s1.2"]);
    expect(counts.get("gnlc-s1.2")).toBeUndefined();
  });
});
