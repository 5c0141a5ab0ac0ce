/** Ways through the data of a document: everything is met once, in the order of the file, and its pointer leads back to it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceOf } from "../src/check/evidence.ts";
import { scopeOf, statedIds } from "../src/check/ids.ts";
import { along, signposts, textsIn, valueAt } from "../src/check/walk.ts";
import { facts } from "../src/facts/facts.ts";
import { rules } from "../src/check/rules.gen.ts";
import type { Dossier } from "../src/model/dossier.ts";
import { memoryFiles } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { readTexts } from "../src/read/workspace.ts";

const library = readLibrary(memoryFiles(new Map()), []);
const dossierOf = (texts: Record<string, string>) => readTexts(new Map(Object.entries(texts)), library);

const keys = fc.constantFrom("a", "b/c", "d~e", "x-own", "~1", "0", "id", "constructor");
const { data } = fc.letrec((tie) => ({
  leaf: fc.constantFrom<unknown>("text", "other", "", 7, true, null),
  list: fc.array(tie("any"), { maxLength: 4 }),
  group: fc.array(fc.tuple(keys, tie("any")), { maxLength: 4 }).map((fields): unknown => Object.fromEntries(fields)),
  any: fc.oneof({ maxDepth: 4 }, tie("leaf"), tie("list"), tie("group")),
  data: fc.oneof(tie("list"), tie("group")),
}));

/** Every value below some data with its pointer and whether it is in a field of the city's own. */
function* everything(
  value: unknown,
  at = "",
  isOwn = false,
): Generator<{ at: string; value: unknown; isOwn: boolean }> {
  if (at !== "") yield { at, value, isOwn };
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value))
    yield* everything(
      child,
      `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      isOwn || (!Array.isArray(value) && key.startsWith("x-")),
    );
}

describe("a walk", () => {
  it("meets every text with its place", () => {
    fc.assert(
      fc.property(data, (some) => {
        const texts = [...everything(some)].filter(({ value }) => typeof value === "string");
        expect(textsIn(some).map(({ at, text, isOwn }) => ({ at, value: text, isOwn }))).toEqual(texts);
      }),
      { seed: 20261130, numRuns: 2000 },
    );
  });

  it("says in which field a text stands, of an entry in which the list does", () => {
    expect(textsIn({ a: "1", b: ["2", ["3"], { c: "4" }] }).map(({ field, text }) => field + text)).toEqual([
      "a1",
      "b2",
      "b3",
      "c4",
    ]);
    for (const none of ["text", 7, null, undefined]) expect(textsIn(none)).toEqual([]);
  });

  it("meets what signposts lead to, in the order of the data", () => {
    fc.assert(
      fc.property(data, (some) => {
        const posts = signposts({
          "/a": "one",
          "/*/id": "two",
          "/a/*/b~1c": "three",
          "/*/*": "four",
          "/x-own/0": "five",
        });
        const met = along(posts, some);
        const places = [...everything(some)].map(({ at }) => at);
        expect(met.map(({ at }) => places.indexOf(at))).toEqual(
          met.map(({ at }) => places.indexOf(at)).toSorted((a, b) => a - b),
        );
        for (const { at, value } of met) expect(valueAt(some, at)).toBe(value);
      }),
      { seed: 20261130, numRuns: 2000 },
    );
    const posts = signposts({ "/list/*/id": "thing", "/list/*/parts/*": "part" });
    const found = { parts: ["p", null], id: 7 };
    expect(
      along(posts, { list: [{ id: "x" }, null, found], other: [{ id: "y" }] }).map((met) => [
        met.at,
        met.value,
        met.end,
      ]),
    ).toEqual([
      ["/list/0/id", "x", "thing"],
      ["/list/2/parts/0", "p", "part"],
      ["/list/2/id", 7, "thing"],
    ]);
    for (const none of ["text", 7, null, undefined]) expect(along(posts, none)).toEqual([]);
  });
});

const plan = `
kind: plan
id: plan
charter: charter.pdf
x-own: { evidence: own.pdf }
actions:
  - id: labs
    evidence: [a.pdf, { url: https://city.example/b }, { path: c.pdf, validUntil: 2026-01-01 }]
    milestones: [{ id: m1 }, { id: m2 }, { id: m1 }]
  - id: fair
    evidence: { path: d.pdf, validUntil: 2027-01-01 }
    milestones: [{ id: m1 }]
`;

describe("what a walk gathers of a dossier", () => {
  const gathered = <T>(dossier: Dossier, gather: (dossier: Dossier) => readonly T[]): readonly T[] => {
    const all = gather(dossier);
    expect(gather(dossier)).toBe(all);
    return all;
  };
  const dossier = dossierOf({ "plan.yaml": plan, "other.yaml": plan.replace("id: plan", "id: other") });

  it("are its ids, once: those of parts are unique in their list", () => {
    const ids = gathered(dossier, statedIds);
    expect(ids.slice(0, 7).map(({ at, id, kind }) => `${kind} ${id} ${at}`)).toEqual([
      "plan other /id",
      "action labs /actions/0/id",
      "milestone m1 /actions/0/milestones/0/id",
      "milestone m2 /actions/0/milestones/1/id",
      "milestone m1 /actions/0/milestones/2/id",
      "action fair /actions/1/id",
      "milestone m1 /actions/1/milestones/0/id",
    ]);
    const scopes = ids.map(scopeOf);
    expect(new Set(scopes).size).toBe(5);
    expect(scopes[2]?.at).toBe("/actions/0/milestones");
    expect(scopes[4]).toBe(scopes[2]);
    expect(scopes[6]).not.toBe(scopes[2]);
    const duplicates = rules.get("id/duplicate")?.check?.({
      dossier,
      facts: facts(dossier, library, "2026-06-30"),
      library,
      scores: () => [],
    });
    expect([...(duplicates ?? [])].map(({ in: { file }, at }) => `${file} ${at}`)).toEqual([
      "other.yaml /actions/0/milestones/2/id",
      "plan.yaml /actions/0/id",
      "plan.yaml /actions/0/milestones/2/id",
      "plan.yaml /actions/1/id",
    ]);
  });

  it("is its evidence, once", () => {
    const report = readTexts(
      new Map([
        ["r.yaml", "kind: report\nsections: { evidence: no, a: b }\nactions: [{ action: labs, evidence: e.pdf }]\n"],
      ]),
      library,
    );
    expect(evidenceOf(report).map(({ at }) => at)).toEqual(["/actions/0/evidence"]);
    const pieces = gathered(dossier, evidenceOf).filter((piece) => piece.in.file === "plan.yaml");
    expect(pieces.map(({ at, path, url, whole }) => `${at} ${path}${url} ${whole.at} ${whole.validUntil}`)).toEqual([
      "/charter charter.pdf /charter ",
      "/actions/0/evidence/0 a.pdf /actions/0/evidence/0 ",
      "/actions/0/evidence/1/url https://city.example/b /actions/0/evidence/1 ",
      "/actions/0/evidence/2/path c.pdf /actions/0/evidence/2 2026-01-01",
      "/actions/1/evidence/path d.pdf /actions/1/evidence 2027-01-01",
    ]);
  });
});
