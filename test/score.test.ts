import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { facts as factsOf } from "../src/facts/facts.ts";
import type { Document, Dossier, Kind } from "../src/model/dossier.ts";
import type { Cited, ItemScore, ScoreCard } from "../src/model/score.ts";
import { english, told } from "../src/model/phrase.ts";
import { diskFiles, memoryFiles } from "../src/read/files.ts";
import { parseDocument } from "../src/read/document.ts";
import { readLibrary } from "../src/read/library.ts";
import { readDossier } from "../src/read/workspace.ts";
import { loadCriteria, mean, score } from "../src/score/score.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const library = readLibrary(diskFiles(root), []);

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Group = { [key: string]: Value };

/** A dossier from the texts of its files. */
function dossierOf(texts: Record<string, string>): Dossier {
  return withDocuments(
    Object.entries(texts).flatMap(([file, text]) => {
      const read = parseDocument(text, file);
      expect(read.faults.map(({ rule, at }) => `${file} ${at} ${rule}`)).toEqual([]);
      return read.document ?? [];
    }),
  );
}

function withDocuments(all: Document[]): Dossier {
  const of = <K extends Kind>(kind: K) => all.filter((document) => document.kind === kind) as unknown as Document<K>[];
  return {
    path: ".",
    documents: {
      city: of("city"),
      committee: of("committee"),
      plan: of("plan"),
      report: of("report"),
      checklist: of("checklist"),
    },
    faults: [],
    incomplete: false,
    uncertainIds: new Set(),
    seen: { files: 0, ignored: [], unread: new Map() },
    evidence: () => ({ state: "present" }),
  };
}

const cards = (dossier: Dossier, day: string, language = "en") =>
  score(dossier, factsOf(dossier, library, day), library, language);

function card(all: ScoreCard[], id: string): ScoreCard {
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`no card for ${id}`);
  return found;
}

function item(all: ScoreCard[], id: string): ItemScore {
  const found = all.flatMap(({ items }) => items).find((one) => one.id === id);
  if (!found) throw new Error(`no item ${id}`);
  return found;
}

const values = (one: ItemScore) => Object.fromEntries(one.criteria.map(({ id, value }) => [id, value]));

const city = (memberships: string) => `
kind: city
version: 1
name: Ardmoor
country: IE
languages: [en]
website: https://ardmoor.example
memberships:
${memberships}
alliances:
  - { id: derrow, city: Derrow, country: IE, kind: twin }
`;

const committee = `
kind: committee
version: 1
id: steering
name: Steering committee
type: steering
members:
  - { id: ana, name: Ana, roles: [focal-point, chair], sector: local-government, gender: woman, responsibilities: [Leads] }
  - { id: ben, name: Ben, roles: [member], sector: education, gender: man }
  - { id: cem, name: Cem, roles: [member], sector: education, gender: man, term: { start: 2020-01-01, end: 2020-12-31 } }
meetings:
  - { id: m1, date: 2026-02-01, type: steering, status: held, topics: [plan], minutes: m1.md }
  - { id: m2, date: 2026-03-01, type: steering, status: held, topics: [feasibility] }
  - { id: m3, date: 2026-12-01, type: steering, status: held, topics: [implementation], minutes: m3.md }
`;

const plan = (frameworks: string) => `
kind: plan
version: 1
id: plan
title: Reading the tide
frameworks: [${frameworks}]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
reporting: { every: 3, within: 1 }
objectives:
  - { id: o1, title: Read, horizon: medium-term, indicators: [i1], keyFeatures: [quality] }
  - { id: o2, title: Write, horizon: medium-term }
actions:
  - id: a1
    title: Labs
    objective: o1
    items: [mil-05, iaec-2.1]
    lead: ana
    start: 2026-01-01
    end: 2026-03-31
    status: completed
    evidence: labs.pdf
    budget: { amount: { amount: 300, currency: EUR }, earmarked: [migrants] }
  - { id: a2, title: Fair, objective: o1, items: [iaec-2.4], lead: ben, start: 2026-02-01, end: 2026-06-30, status: in-progress }
  - id: a3
    title: Maps
    objective: o2
    items: [mil-01]
    lead: { name: Nobody in particular }
    start: 2026-02-01
    end: 2026-05-31
    status: planned
    budget: { amount: { amount: 100, currency: EUR } }
indicators:
  - id: i1
    title: Readers
    type: input
    baseline: { value: 0, date: 2026-01-01 }
    target: { value: 10, date: 2027-12-31 }
    verification: Counted at the door
  - { id: i2, title: Writers, type: output }
funding:
  sources:
    - { id: own, name: City, type: local-government, kind: financial, status: secured, amount: { amount: 100, currency: EUR } }
    - { id: gift, name: Gift, type: philanthropy, kind: financial, status: pledged, amount: { amount: 300, currency: EUR } }
events:
  - { id: e1, title: Tide festival, kind: festival, date: 2026-09-01, status: planned }
`;

const report = (start: string, end: string, date: string, rest = "") => `
kind: report
version: 1
id: r${start}
plan: plan
period: { start: ${start}, end: ${end} }
date: ${date}
author: ana
status: approved
actions: []
${rest}
`;

describe("a small dossier, counted by hand", () => {
  const day = "2026-06-30";
  const base = { "committee.yaml": committee, "r1.yaml": report("2026-01-01", "2026-03-31", "2026-04-20") };

  it("scores the checklist of the MIL cities", () => {
    const dossier = dossierOf({
      ...base,
      "milcity.yaml": city("  - { framework: mil, role: aspiring }"),
      "plan.yaml": plan("mil"),
    });
    const mil = card(cards(dossier, day), "mil");
    const by = (id: string) => item([mil], id);
    expect(values(by("mil-01"))).toEqual({ "focal-point": 1, "steering-committee": 0, "multi-stakeholder": 0 });
    // Three meetings, of which one is still to come on the day: two are held, one of them minuted.
    expect(values(by("mil-02"))).toEqual({
      planned: 1,
      "plan-discussed": 1,
      "feasibility-discussed": 1,
      "implementation-discussed": 0,
      minuted: 0.5,
    });
    expect(values(by("mil-03"))).toEqual({ team: 0, documentation: 0, "impact-research": 0 });
    // Two of three actions name an item of the checklist.
    expect(values(by("mil-05"))).toEqual({ plan: 1, aligned: 2 / 3, consulted: 0 });
    expect(by("mil-05").demonstrated).toBeCloseTo((1 + 2 / 3) / 2.5, 12);
    // No comment has come: the second criterion is not counted.
    expect(values(by("mil-06"))).toEqual({ submitted: 0, answered: null });
    // Three actions are due by the day, one of them is completed.
    expect(values(by("mil-07"))).toEqual({ "two-years": 1, started: 1, progress: 1 / 3 });
    // The first quarter's report is due and there; the second quarter's is due at the end of July.
    expect(values(by("mil-08"))).toEqual({ reports: 1, feedback: 0, readjusted: null });
    expect(values(by("mil-10"))).toEqual({ website: 1 });
    expect(by("mil-13").status).toBe("missing");
    const required = [1 / 3, 3.5 / 5, 0, 0, (1 + 2 / 3) / 2.5, 0, (1 + 1 + 1 / 3) / 3, 1 / 2, 0];
    const recommended = [1, 0];
    const sum = 2 * required.reduce((a, b) => a + b) + recommended.reduce((a, b) => a + b);
    expect(Math.abs((mil.score ?? 0) - sum / 20)).toBeLessThan(1e-9);
    expect(mil).toMatchObject({ complete: 1, applicable: 13, role: "aspiring", plan: "plan", edition: "undated" });
    expect(mil.areas.find(({ id }) => id === "measure")?.score).toBeNull();
    expect(mil.areas.find(({ id }) => id === "govern")?.score).toBeCloseTo((1 / 3 + 3.5 / 5) / 4, 12);
  });

  it("scores the guidelines of the learning cities", () => {
    const dossier = dossierOf({
      ...base,
      "milcity.yaml": city("  - { framework: gnlc, role: member, since: 2020-05-01 }"),
      "plan.yaml": plan("gnlc"),
    });
    const gnlc = card(cards(dossier, day), "gnlc");
    const by = (id: string) => item([gnlc], id);
    expect(values(by("gnlc-1.4"))).toEqual({ title: 1, horizons: 0, evaluation: 0.5, "key-features": 0.5 });
    expect(values(by("gnlc-2.1"))).toEqual({ sectors: 0, principles: 0 });
    expect(values(by("gnlc-2.2"))).toEqual({ responsibilities: 0.5, leads: 1 });
    expect(values(by("gnlc-2.4"))).toEqual({ alliances: 0.5 });
    expect(values(by("gnlc-2.5"))).toEqual({ gnlc: 1, others: 0 });
    expect(values(by("gnlc-3.1"))).toEqual({ festival: 0.5 });
    expect(values(by("gnlc-3.4"))).toEqual({ regular: 1 });
    expect(values(by("gnlc-5.1"))).toEqual({ measures: 0.5 });
    expect(values(by("gnlc-5.2"))).toEqual({ sources: 0.5, measured: 0 });
    expect(values(by("gnlc-5.3"))).toEqual({ reports: 1, lessons: 0 });
    // 100 of 400 euros are secured.
    expect(values(by("gnlc-6.1"))).toEqual({ secured: 0.25 });
    expect(values(by("gnlc-6.5"))).toEqual({ provision: 1 });
    const required = [0.5, 0, 0.75, 0.5, 0.25, 0.5, 0.25];
    const recommended = [0.5, 0.5, 0.5, 1, 1];
    const sum = 2 * required.reduce((a, b) => a + b) + recommended.reduce((a, b) => a + b);
    expect(Math.abs((gnlc.score ?? 0) - sum / (2 * 7 + 24))).toBeLessThan(1e-9);
    expect(gnlc).toMatchObject({ complete: 2, applicable: 31 });
  });

  it("scores the plan of the educating cities", () => {
    const dossier = dossierOf({
      ...base,
      "milcity.yaml": city("  - { framework: iaec, role: member, networks: [Culture, A club of our own] }"),
      "plan.yaml": plan("iaec"),
      "checklist.yaml": `
kind: checklist
version: 1
framework: iaec
date: 2026-06-01
items:
  iaec-10.2: { status: not-applicable, reason: There is no room for it. }
  iaec-2.1: { status: done }
`,
    });
    const iaec = card(cards(dossier, day), "iaec");
    const by = (id: string) => item([iaec], id);
    expect(values(by("iaec-2.1"))).toEqual({ addressed: 1, progressed: 1 });
    expect(by("iaec-2.1")).toMatchObject({ status: "complete", declared: "done", area: "educational-policies" });
    expect(values(by("iaec-2.4"))).toEqual({ addressed: 1, progressed: 0.5 });
    expect(by("iaec-9.2").criteria[0]?.evidence).toEqual([
      { file: "milcity.yaml", pointer: "/memberships/0/networks", line: 9 },
    ]);
    expect(values(by("iaec-16.1"))).toEqual({ balance: 1 });
    expect(values(by("iaec-20.1"))).toEqual({ balanced: 1 });
    expect(by("iaec-10.2")).toMatchObject({ status: "not-applicable", reason: "There is no room for it." });
    expect(by("iaec-1.3")).toMatchObject({
      status: "not-applicable",
      demonstrated: null,
      criteria: [],
      reason: "asked of the roles secretariat only",
    });
    const asked = iaec.items.filter(({ criteria }) => criteria.length > 0);
    expect(asked).toHaveLength(32);
    expect(iaec).toMatchObject({ complete: 4, applicable: 31 });
    expect(Math.abs((iaec.score ?? 0) - (1 + 0.75 + 1 + 1 + 1) / 31)).toBeLessThan(1e-9);
  });
});

/** A document with other data; places and existence are still those of its file. */
const withData = (document: Document, data: Value): Document => ({ ...document, data: data as Document["data"] });
const copyOf = (document: Document): Group => structuredClone(document.data) as unknown as Group;
const everyDocument = (dossier: Dossier): Document[] => Object.values(dossier.documents).flat();

/** The value that a pointer leads to, and the last part of the pointer. */
function holderOf(data: Value, pointer: string): [holder: Value | undefined, key: string] {
  const parts = pointer.slice(1).split("/");
  const key = parts.pop() ?? "";
  let holder: Value | undefined = data;
  for (const part of parts)
    holder = typeof holder === "object" && holder !== null ? (holder as Group)[part] : undefined;
  return [holder, key];
}

const order = (pointer: string) => pointer.replace(/\d+/g, (digits) => digits.padStart(6, "0"));

/** The dossier without the places that some criteria cite. */
function without(dossier: Dossier, places: readonly Cited[]): Dossier {
  return withDocuments(
    everyDocument(dossier).flatMap((document) => {
      const cited = places.filter(({ file }) => file === document.file).map(({ pointer }) => pointer);
      if (cited.includes("")) return [];
      const data = copyOf(document);
      // From the last to the first, so that what goes does not move what is still to go.
      for (const pointer of cited.sort((a, b) => (order(a) < order(b) ? 1 : -1))) {
        const [holder, key] = holderOf(data, pointer);
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else if (typeof holder === "object" && holder !== null) delete holder[key];
      }
      return withData(document, data);
    }),
  );
}

const list = (holder: Group, key: string): Group[] => (holder[key] ??= []) as Group[];

/** The example with everything added that some criterion of some role asks for. */
function rich(): Dossier {
  const scope = {
    files: diskFiles(root),
    ignore: [],
    ignoredByGit: () => new Set<string>(),
    budget: { bytes: 10_000_000 },
  };
  const example = readDossier(scope, "examples/vila-clara", library);
  const everyItem = [...library.items.keys()];
  const exchanges = [
    { kind: "coordinators-meeting", date: "2026-05-05" },
    { kind: "advisory-session", date: "2026-05-06", cluster: "health" },
    { kind: "coordinators-meeting", date: "2027-01-20" },
  ];
  const documents = everyDocument(example).map((document) => {
    const data = copyOf(document);
    if (document.kind === "city")
      for (const membership of list(data, "memberships")) {
        if (membership["framework"] === "gnlc-strategy") membership["role"] = "cluster-coordinator";
        if (membership["framework"] === "iaec") membership["role"] = "secretariat";
        const term = { start: "2026-01-01", end: "2027-12-31" };
        for (const cluster of list(membership, "clusters")) Object.assign(cluster, { role: "coordinator", term });
      }
    if (document.kind === "plan") {
      const done = list(data, "actions").find(({ status }) => status === "completed") ?? {};
      Object.assign(done, { items: everyItem, type: "space", evidence: { path: "map.png", kind: "map" } });
      const training = { ...structuredClone(done), id: "training", type: "training" };
      list(data, "actions").push(training);
      for (const one of list(data, "objectives")) one["items"] = ["gnlc-s1.7"];
      const contributions = ["mdfm", "capacity-building", "thematic-study", "host-meeting"].map((option) => ({
        option,
      }));
      list(data["funding"] as Group, "contributions").push(...contributions);
    }
    if (document.kind === "report" && document.file.endsWith("2026-1.yaml")) {
      list(data, "exchanges").push(...structuredClone(exchanges));
      data["published"] = "https://vila-clara.example/report";
    }
    return withData(document, data);
  });
  return withDocuments([...documents, ...added()]);
}

/** An executive committee that meets often, and a report on a whole year. */
function added(): Document[] {
  const meetings = ["2026", "2027"].flatMap((year) =>
    [1, 2, 3, 4, 5, 6].map(
      (day) =>
        `  - { id: x${year}${day}, date: ${year}-01-0${day}, type: ${day > 4 ? "assembly" : "executive"}, status: held, online: ${day === 6} }`,
    ),
  );
  const executive = `kind: committee\nversion: 1\nid: executive\nname: Executive\ntype: executive\nmembers: []\nmeetings:\n${meetings.join("\n")}\n`;
  const year = report(
    "2026-01-01",
    "2026-12-31",
    "2027-01-31",
    "published: https://vila-clara.example/2026\nlessons: [One]\nsuggestions: [Another]",
  );
  const texts = { "executive.yaml": executive, "year.yaml": year.replace("plan: plan", "plan: plano-2026-2027") };
  return everyDocument(dossierOf(texts));
}

const days = ["2026-11-30", "2027-02-15"];

describe("evidence", () => {
  const dossier = rich();
  const shown = days.map((day) => ({ day, cards: cards(dossier, day) }));
  const asked = [...library.packs.values()].flatMap(({ framework }) =>
    framework.areas.flatMap(({ items }) =>
      items.flatMap(({ id, criteria }) => criteria.map((one) => `${id} › ${one.id}`)),
    ),
  );

  it("is cited for every criterion of every framework", () => {
    const met = new Set(
      shown.flatMap((one) =>
        one.cards.flatMap(({ items }) =>
          items.flatMap(({ id, criteria }) =>
            criteria.filter(({ value }) => (value ?? 0) > 0).map((criterion) => `${id} › ${criterion.id}`),
          ),
        ),
      ),
    );
    expect(asked.filter((name) => !met.has(name))).toEqual([]);
  });

  it.each(days)("on %s is what an item's value rests on: without it the value is lower", (day) => {
    const kept: string[] = [];
    for (const { id: framework, items } of shown.find((one) => one.day === day)?.cards ?? [])
      for (const { id, demonstrated, criteria } of items)
        for (const criterion of criteria.filter(({ value }) => (value ?? 0) > 0)) {
          expect(criterion.evidence.length, `${id} › ${criterion.id}`).toBeGreaterThan(0);
          const facts = factsOf(without(dossier, criterion.evidence), library, day);
          facts.memberships = facts.memberships.filter((membership) => membership.framework === framework);
          const after = item(score(dossier, facts, library, "en"), id).demonstrated;
          if (after === null || after >= (demonstrated ?? 0))
            kept.push(`${id} › ${criterion.id}: ${demonstrated} → ${after}`);
        }
    expect(kept).toEqual([]);
  });
});

describe("a mean", () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const weighed = fc.record({ value: fc.option(fraction), weight: fc.constantFrom(0, 0.5, 1, 2) });

  it("lies between the least and the most that counts, and is null where nothing does", () => {
    fc.assert(
      fc.property(fc.array(weighed), (all) => {
        const counted = all.flatMap(({ value, weight }) => (value === null || weight === 0 ? [] : value));
        const result = mean(all);
        if (counted.length === 0) return result === null;
        if (result === null) return false;
        return result >= Math.min(...counted) - 1e-12 && result <= Math.max(...counted) + 1e-12;
      }),
    );
  });

  it("does not change with what weighs nothing or is not known", () => {
    fc.assert(
      fc.property(fc.array(weighed), fraction, fc.constantFrom(1, 2), (all, value, weight) => {
        const more = [{ value, weight: 0 }, ...all, { value: null, weight }];
        return Object.is(mean(more), mean(all));
      }),
    );
  });
});

const judged = "2026-06-30";
const aspiring = "  - { framework: mil, role: aspiring }";
const withMemberships = (memberships: string, more: Record<string, string> = {}) =>
  dossierOf({
    "milcity.yaml": city(memberships),
    "committee.yaml": committee,
    "plan.yaml": plan("mil, gnlc, iaec"),
    ...more,
  });
const checklist = (items: string) => ({
  "checklist.yaml": `kind: checklist\nversion: 1\nframework: mil\ndate: 2026-06-01\nitems:\n${items}\n`,
});

describe("what counts", () => {
  it("is every membership of the day, and none that has ended, is to come or has no pack", () => {
    const memberships = [
      aspiring,
      "  - { framework: gnlc, role: member, until: 2026-06-29 }",
      "  - { framework: iaec, role: member, since: 2026-07-01 }",
      "  - { framework: unheard-of, role: member }",
    ].join("\n");
    expect(cards(withMemberships(memberships), judged).map(({ id }) => id)).toEqual(["mil"]);
  });

  it("is not what the city declares", () => {
    const before = card(cards(withMemberships(aspiring), judged), "mil");
    const after = card(cards(withMemberships(aspiring, checklist("  mil-03: { status: done }")), judged), "mil");
    expect(after.score).toBe(before.score);
    expect(item([after], "mil-03")).toMatchObject({ status: "missing", declared: "done", demonstrated: 0 });
  });

  it("leaves out what is waived, with its reason", () => {
    const waived = checklist("  mil-03: { status: waived, reason: The region does it. }");
    const after = card(cards(withMemberships(aspiring, waived), judged), "mil");
    const before = card(cards(withMemberships(aspiring), judged), "mil");
    expect(item([after], "mil-03")).toMatchObject({ status: "waived", reason: "The region does it." });
    expect(after.applicable).toBe(before.applicable - 1);
    expect(after.score).toBeCloseTo(((before.score ?? 0) * 20) / 18, 12);
  });

  it("is nothing that a later day brings", () => {
    const early = { "r1.yaml": report("2026-01-01", "2026-03-31", "2026-08-01") };
    expect(values(item(cards(withMemberships(aspiring, early), judged), "mil-08"))).toMatchObject({ reports: 0 });
    expect(values(item(cards(withMemberships(aspiring, early), "2026-08-02"), "mil-08"))).toMatchObject({
      reports: 0.5,
    });
  });

  it("is said in the language asked for, else in English", () => {
    const titles = ["pt-BR", "fr", "es", "sw"].map(
      (language) => cards(withMemberships(aspiring), judged, language)[0]?.items[0]?.title,
    );
    expect(titles).toEqual([
      expect.stringMatching(/^Nomear pontos focais/),
      expect.stringMatching(/^Nommer des points focaux/),
      expect.stringMatching(/^Nombrar puntos focales/),
      expect.stringMatching(/^Name focal points/),
    ]);
  });

  it("cites each place once, in the order of files, lines and pointers", () => {
    for (const { items } of cards(withMemberships(aspiring), judged))
      for (const { evidence } of items.flatMap(({ criteria }) => criteria)) {
        const keys = evidence.map(({ file, line, pointer }) => `${file} ${String(line).padStart(6, "0")} ${pointer}`);
        expect(keys).toEqual([...new Set(keys)].sort());
      }
  });
});

const pack = (checks: string[]) => `
kind: framework
version: 1
id: own
title: Our own
edition: "1"
source: Council
roles: [member]
areas:
  - id: one
    title: One
    items:
${checks
  .map(
    (check, n) => `      - id: own-${n + 1}
        title: Item
        level: required
        source: { file: council.pdf, locator: page ${n + 1} }
        criteria:
          - id: c
            label: Label
            check: ${/^[a-z]*$|^[\d.]+$/.test(check) ? `"${check}"` : check}
`,
  )
  .join("")}`;
const libraryOf = (text: string) => readLibrary(memoryFiles(new Map([["own.yaml", text]])), ["own.yaml"]);

const scored = (text: string) => {
  const own = libraryOf(text);
  const dossier = dossierOf({
    "milcity.yaml": city("  - { framework: own, role: member }"),
    "committee.yaml": committee,
    "plan.yaml": plan("own"),
  });
  return card(score(dossier, factsOf(dossier, own, "2026-06-30"), own, "en"), "own");
};

describe("a pack of the workspace's own", () => {
  it("is refused where an expression cannot be used, with its place", () => {
    const text = pack(["some(members)", "some(members.filter(m, m.curent))"]);
    const faults = loadCriteria(libraryOf(text));
    expect(faults.map(({ message, ...place }) => ({ ...place, message: told(message, english) }))).toEqual([
      {
        file: "own.yaml",
        line: 28,
        column: 45,
        message: "The expression of own-2 › c cannot be used, from its character 26 on: Unknown field: curent",
      },
    ]);
    expect(text.split("\n")[27]?.slice(44)).toBe("curent))");
    expect(loadCriteria(library)).toEqual([]);
  });

  it("is scored like any other: true, false, a fraction, what shows it, or nothing", () => {
    const own = scored(pack(["true", "members.size() > 100", "0.25", "some(members)", "null", "7"]));
    expect(own.items.map(({ status, demonstrated }) => [status, demonstrated])).toEqual([
      ["complete", 1],
      ["missing", 0],
      ["partial", 0.25],
      ["complete", 1],
      ["not-assessable", null],
      ["complete", 1],
    ]);
    expect(own.score).toBeCloseTo((1 + 0 + 0.25 + 1 + 1) / 5, 12);
    expect(own.items[3]?.criteria[0]?.evidence.map(({ pointer }) => pointer)).toEqual([
      "/members/0",
      "/members/1",
      "/members/2",
    ]);
  });

  it("lists items of another time without counting them", () => {
    const text = pack(["true", "false", "false"])
      .replace("level: required", "level: required\n        until: 2026-06-30")
      .replace("id: own-2\n", "id: own-2\n        since: 2026-07-01\n")
      .replace("id: own-3\n", "id: own-3\n        until: 2026-06-29\n");
    const own = scored(text);
    expect(own).toMatchObject({ score: 1, complete: 1, applicable: 1 });
    expect(own.items.map(({ status, reason }) => [status, reason])).toEqual([
      ["complete", undefined],
      ["not-applicable", "announced: it counts from 2026-07-01"],
      ["not-applicable", "it counted until 2026-06-29"],
    ]);
  });
});
