import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Document, isMap, parse, parseDocument, visit } from "yaml";
import { city, committee, plan } from "../src/check/examples.ts";
import { generatedTexts } from "./generated.ts";
import { baselineText, findingsView, inspect, type Workspace } from "../src/index.ts";
import { inMemory } from "./in-memory.ts";

/** What a baseline accepts stays accepted, and what it does not accept stays told, however files and entries are moved. */
const root = fileURLToPath(new URL("..", import.meta.url));

function textsBelow(folder: string): Map<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.ya?ml$/.test(file),
  );
  return new Map(files.map((file) => [file.replaceAll("\\", "/"), readFileSync(join(root, folder, file), "utf8")]));
}

/** Members that are not there, each named in several places and documents. */
const often = plan.replace(
  "lead: ana",
  `lead: nina
    partners: [zoe, nina]
    milestones: [{ id: m1, title: Opened, due: 2025-06-30 }]`,
);
const more = ["films", "radio", "walks"]
  .map(
    (id) =>
      `  - { id: ${id}, title: ${id}, objective: skills, lead: zoe, partners: [nina, max], start: 2025-03-01, ongoing: true, status: planned }\n`,
  )
  .join("");
const meeting =
  "meetings:\n  - { id: first, date: 2025-03-01, type: steering, status: held, attendance: [ana, zoe, nina] }\n";

const dossiers = new Map([
  [
    "ids that are used often",
    new Map([
      ["milcity.yaml", city],
      ["committee.yaml", committee + meeting],
      ["plan.yaml", often + more],
    ]),
  ],
  ["iaec-2024", textsBelow("examples/iaec-2024")],
  ["vila-clara", textsBelow("examples/vila-clara")],
  ["san-telmo-del-rio", textsBelow("examples/san-telmo-del-rio")],
  ...generatedTexts({ count: 6, bad: 100, seed: 4 }).map((texts, n): [string, Map<string, string>] => [
    `generated ${n}`,
    texts,
  ]),
]);

/** The same documents under other names, with what has no order of its own in another order, and with other lines between. */
function moved(texts: ReadonlyMap<string, string>, shuffle: <T>(list: T[]) => T[]): Map<string, string> {
  const names = shuffle([...texts.keys()].map((_, n) => `moved/${n}.yaml`));
  return new Map(
    [...texts].map(([file, text], n) => {
      const document = parseDocument(text);
      if (document.errors.length > 0) return [file === "milcity.yaml" ? file : (names[n] ?? file), text];
      reorder(document, shuffle);
      return [
        file === "milcity.yaml" ? file : (names[n] ?? file),
        `# moved\n\n${document.toString({ lineWidth: 60 })}`,
      ];
    }),
  );
}

/** Entries that have an id, and the fields of a map, stand in no order that means anything; the first language does. */
function reorder(document: Document, shuffle: <T>(list: T[]) => T[]): void {
  visit(document, {
    Seq(_, seq) {
      if (seq.items.every((item) => isMap(item) && item.has("id"))) seq.items = shuffle(seq.items);
    },
  });
  if (isMap(document.contents)) document.contents.items = shuffle(document.contents.items);
}

const viewOf = (workspace: Workspace) => findingsView(workspace, inspect(workspace), Infinity);

describe("a baseline", () => {
  it.each([...dossiers])("of %s holds wherever its findings move to", (_, texts) => {
    const day = "2027-06-30";
    const before = inMemory(texts, { day });
    const accepted = parse(baselineText(viewOf(before)).text) as { rule: string; path: string; reason: string }[];
    expect(accepted.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const shuffle = <T>(list: T[]): T[] => {
          const keyed = list.map((value) => ({ value, key: Number(numbers.next().value) }));
          return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
        };
        const view = viewOf(inMemory(moved(texts, shuffle), { day, accepted }));
        expect(view.diagnostics.map(({ rule, place, message }) => ({ rule, place, message }))).toEqual([]);
        expect(view.checked.suppressed).toBe(accepted.length);
        // One entry less, and exactly one finding stands out.
        const left = Number(numbers.next().value) % accepted.length;
        const fewer = viewOf(
          inMemory(moved(texts, shuffle), { day, accepted: accepted.filter((__, n) => n !== left) }),
        );
        expect(fewer.diagnostics.map(({ rule }) => rule)).toEqual([accepted[left]?.rule]);
      }),
      { seed: 7, numRuns: 4 },
    );
  });
});
