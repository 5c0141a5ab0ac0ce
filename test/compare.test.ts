/** What a change of a dossier means: the same whatever way it is written, the other way round the inverse, and step by step the sum. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it, test } from "vitest";
import { parse, stringify } from "yaml";
import { texts as generated } from "../bench/generate.ts";
import { masked } from "../src/check/private.ts";
import { rules } from "../src/check/rules.gen.ts";
import { check } from "../src/check/run.ts";
import { compareDossiers, type State } from "../src/compare/dossiers.ts";
import type { Guards } from "../src/compare/regressions.ts";
import { digestOf, partOf } from "../src/compare/parts.ts";
import { evidenceShape, shapes } from "../src/compare/shape.gen.ts";
import { type Fields, type Shape, sorts, sortsOfDocuments } from "../src/compare/shape.ts";
import { facts as factsOf } from "../src/facts/facts.ts";
import { wordsOf } from "../src/index.ts";
import type { DiffView, DossierChange, DossierDiff } from "../src/model/diff.ts";
import type { Kind } from "../src/model/dossier.ts";
import type { Setting } from "../src/model/views.ts";
import { memoryFiles } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { readTexts } from "../src/read/workspace.ts";
import json from "../src/render/diff/json.ts";
import markdown from "../src/render/diff/markdown.ts";
import pretty from "../src/render/diff/pretty.ts";
import { widthOf } from "../src/render/terminal.ts";
import { score } from "../src/score/score.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const library = readLibrary(memoryFiles(new Map()), []);
const words = wordsOf("en");
const day = "2026-06-30";

type Texts = Record<string, string>;

/** A dossier as the corridor knows it. Findings and scores are worked out where a test is about them. */
function state(texts: Texts | ReadonlyMap<string, string>, inFull = false): State {
  const dossier = readTexts(texts instanceof Map ? texts : new Map(Object.entries(texts)), library);
  const facts = factsOf(dossier, library, day);
  if (!inFull) return { dossier, facts, diagnostics: [], scores: [] };
  const scores = score(dossier, facts, library, "en", words);
  const config = { rules: new Map() };
  const { diagnostics } = check({ dossier, facts, library, scores: () => scores, config, rules, speech: words });
  return { dossier, facts, diagnostics, scores };
}

type Source = Texts | ReadonlyMap<string, string> | undefined;

function diff(before: Source, after: Source, { inFull = false, guards }: { inFull?: boolean; guards?: Guards } = {}) {
  return compareDossiers({
    before: before && state(before, inFull),
    after: after && state(after, inFull),
    words,
    mask: masked,
    ...(guards ? { guards } : {}),
  });
}

const said = ({ changes }: DossierDiff) => changes.map(({ text }) => text);

const city = `kind: city
version: 1
name: Porto Claro
country: PT
languages: [en, pt]
memberships: [{ framework: mil, role: member }]
`;
const committee = `kind: committee
version: 1
id: steering
name: Steering committee
type: steering
members:
  - { id: ana, name: Ana Silva, roles: [focal-point], sector: local-government, email: ana@porto.example, phone: "+351 200 000 101", gender: woman }
  - { id: rui, name: Rui Costa, roles: [member], sector: education }
meetings:
  - { id: first, date: 2026-01-10, type: steering, status: held, attendance: [ana, rui], minutes: evidence/first.md }
`;
const plan = `kind: plan
version: 1
id: plan-2026
title: Reading the city
frameworks: [mil]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
reporting: { every: 12, within: 3 }
objectives:
  - { id: critical, title: Critical readers, horizon: medium-term, indicators: [certified-teachers] }
actions:
  - id: library-labs
    title: Library labs
    objective: critical
    lead: ana
    partners: [rui]
    items: [mil-04, mil-07]
    start: 2026-02-01
    end: 2027-06-30
    status: in-progress
    budget: { amount: { amount: 12000, currency: EUR } }
    evidence: evidence/labs.md
    milestones:
      - { id: m1, title: First lab opens, due: 2026-05-01 }
      - { id: m2, title: Four labs open, due: 2026-12-01 }
  - { id: radio, title: School radio, objective: critical, lead: rui, start: 2026-03-01, end: 2027-05-31, status: planned }
indicators:
  - id: certified-teachers
    title: Certified teachers
    type: output
    unit: teachers
    direction: increase
    baseline: { value: 20, date: 2025-12-31 }
    target: { value: 200, date: 2027-12-31 }
  - id: rumours
    title: Rumours shared
    type: outcome
    direction: decrease
    baseline: { value: 60, date: 2025-12-31 }
    target: { value: { atMost: 30 }, date: 2027-12-31 }
readjustments: [{ id: r1, date: 2026-02-01, affects: [radio] }]
`;
const base: Texts = { "milcity.yaml": city, "committee.yaml": committee, "plan.yaml": plan };

/** The dossier with some texts of its documents replaced; each has to be there. */
function edited(...edits: [string, string][]): Texts {
  const texts = { ...base };
  for (const [from, to] of edits) {
    const [file] = Object.entries(texts).find(([, text]) => text.includes(from)) ?? [];
    if (file === undefined) throw new Error(`Nowhere: ${from}`);
    texts[file] = texts[file]!.replaceAll(from, to);
  }
  return texts;
}
const changed = (...edits: [string, string][]) => diff(base, edited(...edits));

describe("a change in the plan's own words", () => {
  test.each<[string, [string, string][], string[]]>([
    [
      "a status",
      [["status: in-progress", "status: delayed"]],
      ["The action “Library labs” moved from in progress to delayed."],
    ],
    [
      "a milestone that slips",
      [["due: 2026-12-01", "due: 2027-03-05"]],
      [
        "The deadline of the milestone `m2` of the action “Library labs” slipped 94 days, from 2026-12-01 to 2027-03-05.",
      ],
    ],
    [
      "a day",
      [["due: 2026-12-01", "due: 2026-11-30"]],
      [
        "The deadline of the milestone `m2` of the action “Library labs” was brought forward one day, from 2026-12-01 to 2026-11-30.",
      ],
    ],
    [
      "a milestone that is reached",
      [["due: 2026-05-01", "due: 2026-05-01, done: 2026-05-02"]],
      ["The milestone `m1` of the action “Library labs” was reached on 2026-05-02."],
    ],
    [
      "a target",
      [["value: 200", "value: 150"]],
      ["The target of the indicator “Certified teachers” fell from 200 to 150."],
    ],
    [
      "a bound",
      [["{ atMost: 30 }", "{ atMost: 40 }"]],
      ["The target of the indicator “Rumours shared” changed from at most 30 to at most 40."],
    ],
    [
      "a budget",
      [["amount: 12000", 'amount: "12500.50"']],
      ["The budget of the action “Library labs” rose from €12,000 to €12,500.50."],
    ],
    [
      "the focal point",
      [
        ["[focal-point]", "[member]"],
        ["Rui Costa, roles: [member]", "Rui Costa, roles: [focal-point]"],
      ],
      [
        "The focal point changed from “Ana Silva” to “Rui Costa”.",
        "The roles of the member “Ana Silva”: gained member, lost focal point.",
        "The roles of the member “Rui Costa”: gained focal point, lost member.",
      ],
    ],
    [
      "a lead",
      [["lead: ana", "lead: rui"]],
      ["The lead of the action “Library labs” changed from “Ana Silva” to “Rui Costa”."],
    ],
    [
      "a set",
      [["[mil-04, mil-07]", "[mil-07, mil-08]"]],
      ["`items` of the action “Library labs”: gained mil-08, lost mil-04."],
    ],
    [
      "a first statement",
      [["    unit: teachers\n", "    unit: teachers\n    every: 6\n"]],
      ["`every` of the indicator “Certified teachers” is 6 now; none was stated before."],
    ],
    [
      "what is stated no more",
      [["    unit: teachers\n", ""]],
      ["The unit of the indicator “Certified teachers” was teachers and is stated no more."],
    ],
    [
      "a translation",
      [["title: Reading the city", "title: { en: Reading the city, pt: Ler a cidade }"]],
      ["The title of the plan “Reading the city” changed from Reading the city to Reading the city."],
    ],
    [
      "a long text",
      [["    unit: teachers\n", `    unit: teachers\n    verification: ${"word ".repeat(40)}\n`]],
      ["`verification` of the indicator “Certified teachers” was written."],
    ],
    [
      "a milestone gone",
      [["      - { id: m2, title: Four labs open, due: 2026-12-01 }\n", ""]],
      ["Removed: the milestone `m2` of the action “Library labs”."],
    ],
    [
      "evidence",
      [["    evidence: evidence/labs.md\n", "    evidence: [evidence/labs.md, evidence/more.md]\n"]],
      ["New: the evidence `evidence/more.md` of the action “Library labs”."],
    ],
    [
      "another id",
      [
        ["id: ana,", "id: ana-silva,"],
        ["lead: ana", "lead: ana-silva"],
        ["[ana, rui]", "[ana-silva, rui]"],
      ],
      ["The member “Ana Silva” has another id: `ana` is `ana-silva` now."],
    ],
  ])("tells of %s", (_, edits, texts) => {
    expect(said(changed(...edits))).toEqual(texts);
  });

  it("has the place, the field and both values for a program", () => {
    expect(changed(["due: 2026-12-01", "due: 2027-03-05"]).changes).toEqual([
      {
        kind: "changed",
        type: "milestone",
        id: "m2",
        place: "actions › library-labs › milestones › m2 › due",
        field: "due",
        from: "2026-12-01",
        to: "2027-03-05",
        text: expect.any(String),
      },
    ]);
    expect(changed(["amount: 12000", "amount: 9000"]).changes[0]).toMatchObject({
      field: "budget.amount",
      from: { amount: "12000", currency: "EUR" },
      to: { amount: "9000", currency: "EUR" },
    });
  });

  it("tells of the outermost thing that came or went", () => {
    const without = edited([plan.slice(plan.indexOf("  - id: library-labs"), plan.indexOf("  - { id: radio")), ""]);
    expect(said(diff(base, without))).toEqual(["Removed: the action “Library labs”."]);
    expect(said(diff(without, base))).toEqual(["New: the action “Library labs”."]);
    const { "plan.yaml": _, ...noPlan } = base;
    expect(said(diff(base, noPlan))).toEqual(["Removed: the plan “Reading the city”."]);
    expect(diff(undefined, base).changes).toMatchObject([{ kind: "added", type: "dossier", id: "." }]);
    expect(diff(base, undefined).changes).toMatchObject([{ kind: "removed", type: "dossier", id: "." }]);
  });

  it("follows a thing that has another id, and what refers to it", () => {
    const { changes } = changed(
      ["certified-teachers", "teachers"],
      ["library-labs", "labs"],
      ["value: 200", "value: 190"],
    );
    expect(changes.map(({ kind, type, from, to }) => [kind, type, from, to])).toEqual([
      ["moved", "action", "library-labs", "labs"],
      ["moved", "indicator", "certified-teachers", "teachers"],
      ["changed", "indicator", 200, 190],
    ]);
  });

  it("follows a thing that moved to another parent", () => {
    const m2 = "      - { id: m2, title: Four labs open, due: 2026-12-01 }\n";
    const moved = edited(
      [m2, ""],
      [
        "end: 2027-05-31, status: planned",
        "end: 2027-05-31, status: planned, milestones: [{ id: m2, title: Four labs open, due: 2026-12-01 }]",
      ],
    );
    expect(diff(base, moved).changes).toMatchObject([
      {
        kind: "moved",
        type: "milestone",
        from: "actions › library-labs › milestones › m2",
        to: "actions › radio › milestones › m2",
      },
    ]);
    const labs = "    evidence: evidence/labs.md\n";
    const cited = edited(
      [labs, ""],
      [
        "attendance: [ana, rui], minutes: evidence/first.md",
        "attendance: [ana, rui], minutes: [evidence/first.md, evidence/labs.md]",
      ],
    );
    expect(diff(base, cited).changes).toMatchObject([{ kind: "moved", type: "evidence", id: "evidence/labs.md" }]);
    expect(diff(base, cited).regressions).toEqual([]);
    const rui = "  - { id: rui, name: Rui Costa, roles: [member], sector: education }\n";
    const head = committee.slice(0, committee.indexOf("  - { id: ana"));
    const other = `${head}${rui}`
      .replace("id: steering", "id: advisers")
      .replace("name: Steering committee", "name: Advisers");
    expect(said(diff(base, { ...edited([rui, ""]), "other.yaml": other }))).toEqual([
      "New: the committee “Advisers”.",
      "The member “Rui Costa” moved from the committee “Steering committee” to the committee “Advisers”.",
    ]);
  });

  it("takes different things for different things", () => {
    const { changes } = changed(["id: radio, title: School radio", "id: walks, title: Walks by the river"]);
    expect(changes.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(["added walks", "removed radio"]);
  });

  it("says nothing that is nobody's business", () => {
    const { changes } = changed(
      ["ana@porto.example", "new@porto.example"],
      ["+351 200 000 101", "+351 200 000 102"],
      ["gender: woman", "gender: non-binary, x-note: secret"],
      ["unit: teachers", "unit: write to someone@porto.example"],
    );
    expect(new Set(changes.map(({ field }) => field))).toEqual(new Set(["email", "gender", "phone", "unit", "x-note"]));
    const text = JSON.stringify(changes);
    expect(text).not.toMatch(/@porto|351|woman|non-binary|secret|someone/);
  });

  it("never calls removed what cannot be read", () => {
    const broken = { ...base, "plan.yaml": plan.replace("status: in-progress", "status: [") };
    const unread = diff(base, broken);
    expect(unread.changes).toEqual([]);
    expect(unread.regressions).toEqual([]);
    expect(unread.incomplete).toMatchObject([{ side: "after", file: "plan.yaml" }]);
    expect(diff(broken, base)).toMatchObject({ changes: [], incomplete: [{ side: "before", file: "plan.yaml" }] });
    for (const [from, to] of [
      ["status: in-progress", "status: nearly"],
      ["status: in-progress", "statsu: delayed"],
      ["  - id: library-labs", "  - id: [x]"],
      ["value: 200", "value: many"],
      ["end: 2027-06-30", "end: soon"],
    ] as const) {
      const faulty = changed([from, to], ["unit: teachers", "unit: people"]);
      expect({ to, said: said(faulty) }).toEqual({
        to,
        said: ["The unit of the indicator “Certified teachers” changed from teachers to people."],
      });
      expect(faulty.regressions).toEqual([]);
      expect(faulty.incomplete).toMatchObject([{ side: "after", file: "plan.yaml" }]);
    }
  });

  it("knows thousands of actions under other ids, at a cost that grows with their number", () => {
    const many = (count: number, prefix: string, status: string) => {
      const action = (i: number) =>
        `  - { id: ${prefix}-${i}, title: Action number ${i}, objective: critical, lead: ana, start: 2026-02-01, end: 2027-06-30, status: ${status} }\n`;
      const actions = Array.from({ length: count }, (_, i) => action(i)).join("");
      return state({
        ...base,
        "plan.yaml": plan.replace(/actions:\n[^]*?indicators:/, `actions:\n${actions}indicators:`),
      });
    };
    const cost = (count: number) => {
      const [before, after] = [many(count, "a", "planned"), many(count, "b", "delayed")];
      const times = [1, 2].map(() => {
        const began = performance.now();
        const { changes } = compareDossiers({ before, after, words, mask: masked });
        expect(changes.filter(({ kind }) => kind === "moved")).toHaveLength(count);
        expect(changes.filter(({ field }) => field === "status")).toHaveLength(count);
        return performance.now() - began;
      });
      return Math.min(...times);
    };
    // Four times as many cost four times as much; every one with every other would be sixteen times.
    expect(cost(1_600)).toBeLessThan(10 * cost(400) + 200);
  });
});

/** The same numbers for the same seed. */
function randomly(seed: number) {
  let at = seed >>> 0;
  const next = () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let t = Math.imul(at ^ (at >>> 15), at | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    chance: (share: number) => next() < share,
    pick: <T>(all: readonly T[]): T => all[below(all.length)]!,
    shuffled: <T>(all: readonly T[]): T[] =>
      all
        .map((one): [number, T] => [next(), one])
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one),
  };
}
type Random = ReturnType<typeof randomly>;
type Data = Record<string, unknown>;
const isRecord = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const folder = (path: string) =>
  new Map(
    readdirSync(`${root}${path}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".yaml"))
      .map((file): [string, string] => [file.replaceAll("\\", "/"), readFileSync(`${root}${path}/${file}`, "utf8")]),
  );

const corpus = (number: number) =>
  new Map(
    [...generated({ dossiers: 9, bad: 0, seed: 3 }, number).files].map(([path, text]) => [
      path.slice(path.indexOf("/", 7) + 1),
      text,
    ]),
  );

const dossiers: Record<string, Map<string, string>> = {
  base: new Map(Object.entries(base)),
  "vila-clara": folder("examples/vila-clara"),
  "san-telmo-del-rio": folder("examples/san-telmo-del-rio"),
  "iaec-2024": folder("examples/iaec-2024"),
  "every-field": folder("test/dossiers/every-field"),
  "corpus-1": corpus(1),
  "corpus-2": corpus(2),
};
const names = Object.keys(dossiers);
/** So many that a run takes seconds; a large dossier takes its time to be read. */
const seeds = (name: string, numRuns: number) => ({
  numRuns: name === "base" ? 10 * numRuns : numRuns,
  seed: Number(process.env["COMPARE_SEED"] ?? 20260630),
});

const known = new Map<ReadonlyMap<string, string>, [string, Data][]>();

/** The data of some documents, each time anew. */
function documentsOf(texts: ReadonlyMap<string, string>): [string, Data][] {
  const parsed = known.get(texts) ?? [...texts].map(([file, text]): [string, Data] => [file, parse(text) as Data]);
  known.set(texts, parsed);
  return structuredClone(parsed);
}

/** Another way to write the same value: the order of fields and entries, and the short and the long form of texts, sums and evidence. */
function rewritten(value: unknown, shape: Shape | undefined, language: string, random: Random): unknown {
  const again = (part: unknown, of: Shape | undefined) => rewritten(part, of, language, random);
  if (shape === "evidence") {
    const all = (Array.isArray(value) ? value : [value]).map((one: unknown) => {
      if (typeof one === "string" && random.chance(0.5)) return { [one.startsWith("http") ? "url" : "path"]: one };
      return isRecord(one) ? again(one, { group: evidenceShape }) : one;
    });
    return all.length === 1 && random.chance(0.5) ? all[0] : random.shuffled(all);
  }
  if (shape === "text" && typeof value === "string" && random.chance(0.3)) return { [language]: value };
  if (shape === "text" && isRecord(value) && Object.keys(value).join() === language) return value[language];
  if (shape === "money" && isRecord(value) && random.chance(0.5)) {
    const { amount: stated, currency } = value;
    const amount = typeof stated === "string" ? stated : JSON.stringify(stated);
    return { ...value, amount: currency === "EUR" && /^\d+$/.test(amount) ? `${amount}.00` : amount };
  }
  if (Array.isArray(value)) {
    const of = typeof shape === "object" && "list" in shape ? shape.list : undefined;
    return random.shuffled(value.map((one: unknown) => again(one, of)));
  }
  if (!isRecord(value)) return value;
  const fields = typeof shape === "object" && "group" in shape ? shape.group : {};
  const map = typeof shape === "object" && "map" in shape ? shape.map : undefined;
  return Object.fromEntries(
    random.shuffled(Object.entries(value)).map(([name, one]) => [name, again(one, map ?? fields[name])]),
  );
}

/** The documents written otherwise: into other files, several for one, with comments, other quotation marks and other indentation. */
function writtenOtherwise(texts: ReadonlyMap<string, string>, random: Random): Map<string, string> {
  const documents = documentsOf(texts);
  const languages = documents.find(([, { kind }]) => kind === "city")?.[1]["languages"] as string[];
  const written = new Map<string, string>();
  const put = (data: Data, file: string) => {
    const text = stringify(data, {
      indent: random.pick([2, 3, 4]),
      lineWidth: random.pick([0, 40, 100]),
      defaultStringType: random.pick(["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"]),
      defaultKeyType: random.pick(["PLAIN", "QUOTE_DOUBLE"]),
      collectionStyle: random.pick(["any", "flow", "block"]),
    });
    written.set(file, `# A note.\n${text}# Another.\n`);
  };
  for (const [n, [file, data]] of random.shuffled(documents).entries()) {
    const kind = data["kind"] as Kind;
    const whole = rewritten(data, { group: shapes[kind] }, languages[0]!, random) as Data;
    if (kind === "city") {
      whole["languages"] = [languages[0], ...random.shuffled(languages.slice(1))];
      put(whole, file);
      continue;
    }
    const rest: Data = Object.fromEntries(
      ["kind", "version", "id"].flatMap((name) => (name in whole ? [[name, whole[name]]] : [])),
    );
    if ("id" in whole)
      for (const [name, list] of Object.entries(whole)) {
        if (!Array.isArray(list) || !sorts.has(`${kind}.${name}`) || !random.chance(0.5)) continue;
        const cut = random.below(list.length + 1);
        whole[name] = list.slice(0, cut);
        rest[name] = list.slice(cut);
      }
    put(whole, `${random.chance(0.5) ? "sub/" : ""}file-${n}.yml`);
    if (Object.keys(rest).length > 3) put(rest, `file-${n}-b.yaml`);
  }
  return written;
}

/** What may be changed in some documents: each with a function that changes it. */
function chancesIn(documents: [string, Data][], random: Random, name: string): { way: string; change: () => void }[] {
  const chances: { way: string; change: () => void }[] = [];
  const shifted = (text: string) =>
    new Date(Date.parse(text) + (1 + random.below(40)) * 86_400_000).toISOString().slice(0, 10);
  const other = (value: unknown, shape: Shape | undefined): unknown => {
    if (shape === "day" && typeof value === "string") return shifted(value);
    if (shape === "text")
      return isRecord(value) ? { ...value, [Object.keys(value)[0]!]: `${name} anew` } : `${name} anew`;
    if (shape === "money" && isRecord(value)) return { ...value, amount: String(random.below(100_000)) };
    if (shape === "measure")
      return typeof value === "boolean"
        ? !value
        : typeof value === "number"
          ? value + 1
          : { atLeast: random.below(50) };
    if (shape === "party") return { name: `Group ${name}`, sector: "media" };
    return undefined;
  };
  const visit = (data: Data, fields: Fields, way: string, keys: readonly string[]): void => {
    for (const [field, value] of Object.entries(data)) {
      if (
        ["kind", "version", "id", "languages", "email", "phone", "gender", "publish"].includes(field) ||
        keys.includes(field)
      )
        continue;
      const shape = fields[field];
      const here = `${way}.${field}`;
      const list = sorts.get(here);
      if (list && Array.isArray(value)) {
        const of =
          typeof shape === "object" && "list" in shape && typeof shape.list === "object" && "group" in shape.list
            ? shape.list.group
            : {};
        for (const one of value as Data[]) visit(one, of, here, list.key);
        if (value.length > 0)
          chances.push({ way: here, change: () => void value.splice(random.below(value.length), 1) });
        const [first] = value as Data[];
        if (list.unique && first && ("title" in first || "name" in first)) {
          const flat = Object.fromEntries(Object.entries(first).filter(([, one]) => typeof one !== "object"));
          const title = "title" in first ? "title" : "name";
          chances.push({
            way: here,
            change: () => void value.push({ ...flat, id: `new-${name}`, [title]: `Brand ${name} something` }),
          });
        }
      } else if (typeof shape === "object" && "group" in shape && isRecord(value)) visit(value, shape.group, here, []);
      else if (typeof shape === "object" && "list" in shape && Array.isArray(value)) {
        if (value.length > 1)
          chances.push({ way: here, change: () => void value.splice(random.below(value.length), 1) });
      } else if (shape !== "evidence" && shape !== undefined && typeof shape !== "object") {
        const changedValue = other(value, shape);
        if (changedValue !== undefined) chances.push({ way: here, change: () => void (data[field] = changedValue) });
        chances.push({ way: here, change: () => void delete data[field] });
      } else if (shape === "evidence") chances.push({ way: here, change: () => void delete data[field] });
    }
  };
  for (const [, data] of documents) {
    const kind = data["kind"] as Kind;
    visit(data, shapes[kind], kind, sortsOfDocuments[kind].key);
  }
  return chances;
}

/** The dossier after some edits that a city could make. */
function editedRandomly(texts: ReadonlyMap<string, string>, random: Random, name: string): Map<string, string> {
  const documents = documentsOf(texts);
  for (let n = 1 + random.below(6); n > 0; n--) random.pick(chancesIn(documents, random, `${name}${n}`)).change();
  return new Map(documents.map(([file, data]) => [file, stringify(data)]));
}

/** A diff without its sentences. */
const bare = ({ text: _text, ...change }: DossierChange) => change;
const sorted = (changes: object[]) => changes.map((change) => JSON.stringify(change)).sort();

/** What a change is the other way round. What has another id has another place, too. */
function inverse({ kind, type, id, place, field, from, to }: Omit<DossierChange, "text">): Omit<DossierChange, "text"> {
  const other = { added: "removed", removed: "added", moved: "moved", changed: "changed" } as const;
  const renamed = field === "id" && typeof from === "string";
  return {
    kind: other[kind],
    type,
    id: renamed ? from : id,
    place: renamed ? `${place.slice(0, place.length - id.length)}${from}` : place,
    ...(field !== undefined && { field }),
    ...(to !== undefined && { from: to }),
    ...(from !== undefined && { to: from }),
  };
}

/** Two diffs, one after the other, as one. */
function sum(first: DossierChange[], second: DossierChange[]): string[] {
  interface Step {
    change: DossierChange;
    thing: string;
    from: string;
    to: string;
  }
  const stepOf = (change: DossierChange): Step => {
    const field = change.kind === "changed" ? (change.field ?? "").replaceAll(".", " › ") : "";
    const shown = field === "focalPoint" ? "members" : field;
    const thing =
      shown === "" ? change.place : change.place.slice(0, Math.max(0, change.place.length - shown.length - 3));
    const [from, to] =
      change.kind === "added"
        ? ["gone", "there"]
        : change.kind === "removed"
          ? ["there", "gone"]
          : [change.from, change.to].map((one) => JSON.stringify(one) ?? "nothing");
    return { change, thing, from: from!, to: to! };
  };
  const all = new Map<string, Step>();
  for (const change of [...first, ...second]) {
    const step = stepOf(change);
    const key = JSON.stringify([change.type, step.thing, change.id, change.kind === "changed" ? change.field : ""]);
    const before = all.get(key);
    all.set(key, before ? { ...step, from: before.from } : step);
  }
  const left = [...all.values()].filter(({ from, to }) => from !== to);
  const whole = left.filter(({ change }) => change.kind === "added" || change.kind === "removed");
  return left
    .filter(
      ({ change, thing }) =>
        !whole.some(
          (other) =>
            (change !== other.change && change.place.startsWith(`${other.thing} › `)) ||
            (change.kind === "changed" &&
              thing === other.thing &&
              change.type === other.change.type &&
              change.id === other.change.id),
        ),
    )
    .map(({ change: { type, id, field = "" }, thing, from, to }) => JSON.stringify([type, id, thing, field, from, to]))
    .sort();
}

describe("the same, written otherwise", () => {
  test.each(names)("%s: says nothing has changed", (name) => {
    const texts = dossiers[name]!;
    const before = state(texts);
    expect(before.dossier.faults.filter(({ rule }) => rule.startsWith("schema/"))).toEqual([]);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const after = state(writtenOtherwise(texts, randomly(seed)));
        const { changes, regressions } = compareDossiers({ before, after, words, mask: masked });
        expect({ changes, regressions }).toEqual({ changes: [], regressions: [] });
      }),
      seeds(name, 5),
    );
  });
});

describe("what every field is worth", () => {
  it("no field of the format can change without a word", () => {
    const texts = dossiers["every-field"]!;
    const things = (documents: [string, Data][]) =>
      documents.map(([, data]) => digestOf(partOf(data["kind"] as Kind, data, { language: "en" }))).join();
    const whole = things(documentsOf(texts));
    const count = chancesIn(documentsOf(texts), randomly(1), "x").length;
    expect(count).toBeGreaterThan(300);
    const silent: string[] = [];
    for (let n = 0; n < count; n++) {
      const documents = documentsOf(texts);
      const { way, change } = chancesIn(documents, randomly(1), "x")[n]!;
      change();
      if (things(documents) === whole) silent.push(way);
    }
    // Three months are what holds where nothing is stated.
    expect(silent).toEqual(["plan.reporting.within"]);
  });
});

describe("the algebra of diffs", () => {
  test.each(names)("%s: the other way round it is the inverse, and step by step it is the sum", (name) => {
    const texts = dossiers[name]!;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomly(seed);
        const b = editedRandomly(texts, random, "one");
        const c = editedRandomly(b, random, "two");
        const states = [texts, b, c].map((one) => state(one));
        const between = (from: number, to: number) =>
          compareDossiers({ before: states[from], after: states[to], words, mask: masked }).changes;
        expect(sorted(between(1, 0).map(bare))).toEqual(sorted(between(0, 1).map(bare).map(inverse)));
        expect(sum(between(0, 2), [])).toEqual(sum(between(0, 1), between(1, 2)));
        expect(between(0, 1).length).toBeGreaterThan(0);
      }),
      seeds(name, 4),
    );
  });

  it("holds for things under other ids", () => {
    const b = edited(
      ["library-labs", "labs"],
      ["certified-teachers", "teachers"],
      ["id: ana,", "id: anna,"],
      ["lead: ana", "lead: anna"],
      ["[ana, rui]", "[anna, rui]"],
    );
    const there = diff(base, b).changes.map(bare);
    expect(there).toHaveLength(3);
    expect(sorted(diff(b, base).changes.map(bare))).toEqual(sorted(there.map(inverse)));
  });
});

describe("guards", () => {
  const kindsOf = (...edits: [string, string][]) =>
    changed(...edits).regressions.map(({ kind, place }) => `${kind} ${place}`);
  const target = "indicators › certified-teachers › target › value";
  const draft: [string, string] = ["status: active", "status: draft"];
  const inDraft = (...edits: [string, string][]) =>
    diff(edited(draft), edited(draft, ...edits)).regressions.map(({ kind, place }) => `${kind} ${place}`);

  test.each<[string, [string, string], string[]]>([
    ["a target that asks for less", ["value: 200", "value: 150"], [`target-lowered ${target}`]],
    ["a target that asks for more", ["value: 200", "value: 250"], []],
    [
      "a target that became a bound on the other side",
      ["value: 200", "value: { atMost: 200 }"],
      [`target-lowered ${target}`],
    ],
    ["a target that became a bound on this side", ["value: 200", "value: { atLeast: 200 }"], []],
    ["a target that is gone", ["    target: { value: 200, date: 2027-12-31 }\n", ""], [`target-lowered ${target}`]],
    ["a limit that is looser", ["atMost: 30", "atMost: 40"], ["target-lowered indicators › rumours › target › value"]],
    ["a limit that is tighter", ["atMost: 30", "atMost: 20"], []],
    [
      "another baseline",
      ["value: 20,", "value: 10,"],
      ["baseline-changed indicators › certified-teachers › baseline › value"],
    ],
    ["a deadline in the plan's time", ["due: 2026-12-01", "due: 2027-12-31"], []],
    [
      "a deadline past the plan",
      ["due: 2026-12-01", "due: 2028-01-01"],
      ["deadline-past-period actions › library-labs › milestones › m2 › due"],
    ],
    ["a plan that lasts longer", ["end: 2027-12-31", "end: 2028-12-31"], ["deadline-past-period period › end"]],
    [
      "an action that was cancelled",
      ["status: planned", "status: cancelled"],
      ["action-dropped actions › radio › status"],
    ],
    ["an action that is gone", [/ {2}- \{ id: radio.*\n/.exec(plan)![0], ""], ["action-dropped actions › radio"]],
    ["an action with another id", ["id: radio", "id: school-radio"], []],
    [
      "evidence that is gone",
      ["    evidence: evidence/labs.md\n", ""],
      ["evidence-dropped actions › library-labs › evidence › evidence/labs.md"],
    ],
    ["evidence in another folder", ["evidence/labs.md", "evidence/2026/labs.md"], []],
    [
      "evidence of a meeting that is gone",
      [committee.slice(committee.indexOf("meetings:")), ""],
      ["evidence-dropped meetings › first › minutes › evidence/first.md"],
    ],
  ])("%s", (_, edit, found) => {
    expect(inDraft(edit)).toEqual(found);
  });

  it("what was approved changes only with a readjustment that names it", () => {
    const approved = (...edits: [string, string][]) =>
      kindsOf(...edits).filter((kind) => kind.startsWith("approved-plan-changed"));
    const later: [string, string] = ["end: 2027-05-31", "end: 2027-06-30"];
    const told = (affects: string): [string, string] => [
      "affects: [radio] }",
      `affects: [radio] }, { id: r2, date: 2026-06-01, affects: [${affects}] }`,
    ];
    expect(approved(later)).toEqual(["approved-plan-changed actions › radio"]);
    expect(approved(later, told("radio"))).toEqual([]);
    expect(approved(later, told("library-labs"))).toEqual(["approved-plan-changed actions › radio"]);
    expect(approved(["due: 2026-12-01", "due: 2026-12-02"])).toEqual(["approved-plan-changed actions › library-labs"]);
    expect(approved(["due: 2026-12-01", "due: 2026-12-02"], told("library-labs"))).toEqual([]);
    expect(approved(["title: School radio", "title: The radio of the schools"])).toEqual([]);
    expect(inDraft(later)).toEqual([]);
  });

  it("are those that are asked for", () => {
    const edits = edited(["value: 200", "value: 150"], ["value: 20,", "value: 10,"]);
    const found = (guards: Guards) => diff(base, edits, { guards }).regressions.map(({ kind }) => kind);
    expect(found({ kinds: ["baseline-changed"] })).toEqual(["baseline-changed"]);
    expect(found({ kinds: [] })).toEqual([]);
    expect(found({})).toEqual(["target-lowered", "baseline-changed", "approved-plan-changed"]);
  });

  it("a score may fall by so many percent points", () => {
    const [before, after] = [0.75, 0.7].map((value) => {
      const card = {
        id: "mil",
        title: "MIL",
        edition: "1",
        role: "member",
        plan: null,
        score: value as number | null,
        complete: 0,
        applicable: 1,
        areas: [],
        items: [],
      };
      return { ...state(base), scores: [card] };
    });
    const fallen = (maxDrop: number, scores = after!.scores) =>
      compareDossiers({ before, after: { ...after!, scores }, words, mask: masked, guards: { maxDrop } }).regressions;
    expect(fallen(4.9)).toEqual([
      { kind: "score-fallen", place: "mil", text: "The score of `mil` fell from 75% to 70%." },
    ]);
    expect(fallen(5)).toEqual([]);
    expect(fallen(0, [{ ...after!.scores[0]!, edition: "2" }])[0]?.text).toBe(
      "The score of `mil` fell from 75% by edition 1 to 70% by edition 2: two yardsticks.",
    );
    expect(fallen(0, [{ ...after!.scores[0]!, score: null }])).toEqual([]);
  });
});

describe("findings and scores", () => {
  it("are new, resolved or stay, wherever they stand now", () => {
    const after = edited(
      ["lead: rui", "lead: nobody"],
      ["id: certified-teachers\n", "id: certified-teachers\n    verification: Register\n"],
    );
    const found = diff(
      base,
      { ...after, "plan.yaml": `# moved down\n${after["plan.yaml"]}` },
      { inFull: true },
    ).findings;
    expect(found.new.map(({ rule, place }) => `${rule} ${place}`)).toEqual([
      "reference/unresolved actions › radio › lead",
    ]);
    expect(found.resolved.map(({ rule, place }) => `${rule} ${place}`)).toEqual([
      "indicator/incomplete indicators › certified-teachers › id",
    ]);
    expect(found.kept).toBeGreaterThan(5);
    expect(diff(base, base, { inFull: true }).findings).toMatchObject({ new: [], resolved: [] });
  });

  it("stay with a thing that has another id", () => {
    const { findings } = diff(base, edited(["rumours", "gossip"]), { inFull: true });
    expect([...findings.new, ...findings.resolved].filter(({ rule }) => rule.startsWith("indicator/"))).toEqual([]);
  });

  it("say which items moved, by which criteria, and what those cited", () => {
    const { scores } = diff(base, edited(["[focal-point]", "[member]"]), { inFull: true });
    const [mil] = scores;
    expect(scores.map(({ framework }) => framework)).toEqual(["mil"]);
    expect(mil!.after).toBeLessThan(mil!.before!);
    expect(mil!.items.map(({ id }) => id)).toContain("mil-01");
    expect(mil!.items[0]!.why).toMatch(/100%, now 0% \(cited `committee\.yaml:7`, now nothing\)/);
    expect(diff(base, base, { inFull: true }).scores.map(({ items }) => items)).toEqual([[]]);
  });

  it("of a dossier that came or went have nothing on the other side", () => {
    expect(diff(undefined, base, { inFull: true }).scores[0]).toMatchObject({
      framework: "mil",
      before: null,
      items: [],
    });
    expect(diff(base, undefined, { inFull: true }).findings).toMatchObject({ new: [], kept: 0 });
  });
});

const setting = (more: Partial<Setting> = {}): Setting => ({
  words,
  colour: false,
  width: 80,
  verbose: false,
  quiet: false,
  ...more,
});
const viewOf = (...dossiers: DossierDiff[]): DiffView => ({ base: "v1.0", head: "HEAD", asOf: day, dossiers });

const esc = "\u001b";
const hostile = [
  `${esc}[31mred${esc}[0m ${esc}]0;title\u0007`,
  "two\nlines\r\n::error::carriage",
  "::error file=a::b ##[error]x",
  "<script>alert(1)</script> <!-- x --> <img src=x>",
  "![i](https://evil.example/x.png) [text](javascript:alert(1)) <https://a.example> www.b.example https://c.example",
  "@user @org/team #12 GH-4 owner/repo#3",
  "a|b||c \\| `code` ``` $x$",
  "# heading\n- item\n> quote",
  "\u202eabc\u202c \u2066x\u2069 \u200b \ufeff \u0000",
  "x".repeat(400),
  "مدينة التعلم مدى الحياة للجميع",
  "識字教育都市計画".repeat(20),
];

/** A diff in which every text is one that means harm. */
const harmful = (text: string): DossierDiff => {
  const diagnostic = {
    identity: text,
    rule: text,
    severity: "error" as const,
    message: text,
    place: text,
    file: text,
    range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
    pointer: "",
  };
  return {
    path: text,
    city: text,
    changes: (["added", "removed", "moved", "changed"] as const).map((kind) => ({
      kind,
      type: text,
      id: text,
      place: text,
      field: text,
      from: text,
      to: { [text]: [text] },
      text,
    })),
    scores: [
      {
        framework: text,
        before: 0.5,
        after: 0.25,
        editions: { before: text, after: text },
        items: [{ id: text, before: 1, after: null, why: text }],
      },
    ],
    findings: { new: [diagnostic], resolved: [diagnostic], kept: 1 },
    regressions: [{ kind: "target-lowered", place: text, text }],
    incomplete: [{ side: "after", file: text, text }],
  };
};
const harm = viewOf(...hostile.map(harmful));

const schema = JSON.parse(readFileSync(`${root}schemas/output/diff.schema.json`, "utf8")) as object;
registerSchema(schema as Parameters<typeof registerSchema>[0], "https://milcity.example/diff.schema.json");

describe("formats", () => {
  const example = diff(
    base,
    edited(
      ["value: 200", "value: 150"],
      ["status: in-progress", "status: delayed"],
      ["id: radio", "id: school-radio"],
      ["[focal-point]", "[member]"],
    ),
    { inFull: true },
  );
  const nothing = diff(base, base, { inFull: true });

  it("pretty says what changed, what it does to scores and findings, and what is a regression", () => {
    expect(pretty(viewOf(example), setting())).toMatchInlineSnapshot(`
      "From v1.0 to HEAD, assessed as of June 30, 2026

      Porto Claro
      5 changes, 3 regressions, 2 new findings

      Changes
        ~ The focal point was “Ana Silva”, and there is none now.
        ~ The roles of the member “Ana Silva”: gained member, lost focal point.
        ~ The action “Library labs” moved from in progress to delayed.
        > The action “School radio” has another id: \`radio\` is \`school-radio\` now.
        ~ The target of the indicator “Certified teachers” fell from 200 to 150.

      Scores
        mil: 20.4%, now 16.8%
          · mil-01: 33.3%, now 0% – in part, now missing; A current member is the
            focal point: 100%, now 0% (cited \`committee.yaml:7\`, now nothing)

      Findings
        new: error[committee/no-focal-point]: Nobody has been focal point in the
             period of the plan \`plan-2026\`, which began on 2026-01-01.
          --> committee.yaml:6:1
        new: error[reference/unresolved]: No objective, action or other thing of this
             dossier has the id \`radio\`.
          --> plan.yaml:41:55
        14 findings stay

      Regressions
        ✖ target lowered (target-lowered): The target of the indicator “Certified
          teachers” asks for less: 150 in the place of 200.
        ✖ approved plan changed (approved-plan-changed): The indicator “Certified
          teachers” is not what the approved plan promised, and no new readjustment
          names \`certified-teachers\`.
        ✖ score fallen (score-fallen): The score of \`mil\` fell from 20.4% to 16.8%.
      "
    `);
  });

  it("Markdown says the same for a comment", () => {
    expect(markdown(viewOf(example), setting())).toMatchInlineSnapshot(`
      "## What the change means

      From v1.0 to HEAD, assessed as of June 30, 2026

      ### Porto Claro

      5 changes, 3 regressions, 2 new findings

      #### Regressions

      - **target lowered** The target of the indicator “Certified teachers” asks for less: 150 in the place of 200.
      - **approved plan changed** The indicator “Certified teachers” is not what the approved plan promised, and no new readjustment names &#96;certified-teachers&#96;.
      - **score fallen** The score of &#96;mil&#96; fell from 20.4% to 16.8%.

      #### Changes

      - **changed** The focal point was “Ana Silva”, and there is none now.
      - **changed** The roles of the member “Ana Silva”: gained member, lost focal point.
      - **changed** The action “Library labs” moved from in progress to delayed.
      - **moved** The action “School radio” has another id: &#96;radio&#96; is &#96;school-radio&#96; now.
      - **changed** The target of the indicator “Certified teachers” fell from 200 to 150.

      #### Scores

      | Framework | Before | After |
      | --- | --- | --- |
      | mil | 20.4% | 16.8% |

      - **mil-01** 33.3%, now 0% – in part, now missing; A current member is the focal point: 100%, now 0% (cited &#96;committee.yaml:7&#96;, now nothing)

      #### Findings

      - **new** error: Nobody has been focal point in the period of the plan &#96;plan-2026&#96;, which began on 2026-01-01. (committee.yaml:6)
      - **new** error: No objective, action or other thing of this dossier has the id &#96;radio&#96;. (plan.yaml:41)
      - 14 findings stay
      "
    `);
  });

  it("say so when nothing has changed, or when there is nothing to compare", () => {
    expect(pretty(viewOf(nothing), setting())).toBe(
      "From v1.0 to HEAD, assessed as of June 30, 2026\n\nNothing has changed in what the dossier says.\n",
    );
    expect(markdown(viewOf(nothing), setting())).toBe(
      "## What the change means\n\nFrom v1.0 to HEAD, assessed as of June 30, 2026\n\nNothing has changed in what the dossier says.\n",
    );
    expect(pretty(viewOf(), setting())).toContain("No dossier has changed.");
    expect(JSON.parse(json(viewOf()))).toEqual({
      version: 1,
      base: "v1.0",
      head: "HEAD",
      asOf: day,
      dossiers: [],
    });
  });

  it("JSON fits its schema", async () => {
    const unread = diff(base, { ...base, "plan.yaml": "kind: plan\nid: [" }, { inFull: true });
    for (const view of [viewOf(example, nothing, unread), viewOf(diff(undefined, base, { inFull: true })), harm]) {
      const text = json(view);
      expect((await validate("https://milcity.example/diff.schema.json", JSON.parse(text) as never)).valid).toBe(true);
      expect(text).not.toMatch(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069]|##\[/);
    }
    const changes = (JSON.parse(json(viewOf(example))) as DiffView).dossiers[0]!.changes;
    expect(changes).toEqual(example.changes);
  });

  it("pretty keeps to the width, and nothing of a dossier steers a terminal or a build", () => {
    for (const width of [40, 60, 80, 100])
      for (const view of [viewOf(example), harm]) {
        const lines = pretty(view, setting({ width })).split("\n");
        expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
        const text = pretty(view, setting({ width, ci: true }));
        expect(text).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b\ufeff]|^\s*::|##\[/mu);
      }
    expect(pretty(viewOf(example), setting({ colour: true }))).toContain(esc);
  });

  it("Markdown holds no markup, link, mention or picture of a dossier", () => {
    const text = markdown(harm, setting());
    const html = new MarkdownIt({ html: true, linkify: true }).render(text);
    expect(html).not.toMatch(/<(?:script|img|a|svg|iframe)\b|<!--/i);
    const outside = html.replace(/<code>[^<]*<\/code>/g, "");
    expect(outside).not.toMatch(/@\w|#\d|GH-\d/);
    expect(new Set(html.match(/<\/?([a-z0-9]+)/g)?.map((tag) => tag.replace(/[</]/g, "")))).toEqual(
      new Set(["h2", "h3", "h4", "p", "ul", "li", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"]),
    );
  });

  it("a large diff is cut for people and whole for programs", () => {
    const many = { ...example, changes: Array.from({ length: 700 }, () => example.changes[0]!) };
    expect(pretty(viewOf(many), setting())).toContain("and 640 more, which JSON shows");
    expect(pretty(viewOf(many), setting({ verbose: true }))).not.toContain("which JSON shows");
    expect(markdown(viewOf(many), setting())).toContain("and 600 more, which JSON shows");
    expect((JSON.parse(json(viewOf(many))) as DiffView).dossiers[0]!.changes).toHaveLength(700);
    const everywhere = markdown(viewOf(...Array.from({ length: 50 }, () => many)), setting());
    expect(everywhere.length).toBeLessThan(65_536);
    expect(everywhere).toMatch(/and [\d,]+ more, which JSON shows\n$/);
  });

  it("quiet leaves the regressions", () => {
    const text = pretty(viewOf(example), setting({ quiet: true }));
    expect(text).toContain("target-lowered");
    expect(text).not.toContain("Scores");
  });
});
