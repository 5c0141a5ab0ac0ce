/** What expressions can call: how much it gives, when it is not counted and why, and what it cites. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as cel from "../src/cel.ts";
import { CITING, isStated, OF_THE_LANGUAGE, OFFERED, OTHERS } from "../src/cel/functions.ts";
import { REASONS, within01 } from "../src/cel/outcome.ts";
import { cite, Shown } from "../src/cel/shown.ts";
import { facts as factsOf } from "../src/facts/facts.ts";
import type { Document, Dossier } from "../src/model/dossier.ts";
import { english, told } from "../src/model/phrase.ts";
import { parseDocument } from "../src/read/document.ts";
import { reasonIn } from "../src/score/texts.ts";

const texts = {
  "milcity.yaml":
    "kind: city\nversion: 1\nname: Ardmoor\ncountry: IE\nlanguages: [en]\nmemberships: [{ framework: mil }]\n",
  "committee.yaml": `kind: committee
version: 1
id: steering
name: Steering
type: steering
members:
  - { id: m0, name: A, roles: [chair], sector: health }
  - { id: m1, name: B, roles: [member], sector: education }
  - { id: m2, name: C, roles: [member], sector: education }
  - { id: m3, name: D, roles: [member], sector: media, represents: [youth] }
`,
  "plan.yaml": `kind: plan
version: 1
id: plan
title: Reading the tide
frameworks: [mil]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
objectives: [{ id: o, title: O, horizon: medium-term }, { id: a, title: As the action is called, horizon: medium-term }]
actions:
  - { id: a, title: A, objective: o, lead: m0, start: 2026-01-01, end: 2026-12-31, status: planned, evidence: a.pdf, budget: { amount: { amount: 5, currency: EUR }, earmarked: [youth] } }
  - { id: b, title: B, objective: o, lead: m1, start: 2026-01-01, end: 2026-12-31, status: planned, milestones: [{ id: s, title: S, due: 2026-06-01 }] }
indicators:
  - { id: i, title: I, type: output, every: 12, baseline: { value: 0, date: 2026-01-01 }, target: { value: 5, date: 2027-01-01 } }
  - { id: j, title: J, type: output }
`,
  "report.yaml": `kind: report
version: 1
id: r
plan: plan
period: { start: 2026-01-01, end: 2026-03-31 }
date: 2026-04-10
author: m0
status: approved
actions: [{ action: a, status: in-progress, evidence: r.pdf }]
indicators: [{ indicator: i, value: 2, date: 2026-03-31 }]
`,
};

const documents: Dossier["documents"] = { city: [], committee: [], plan: [], report: [], checklist: [] };
for (const [file, text] of Object.entries(texts)) {
  const { document } = parseDocument(text, file);
  if (document) (documents[document.kind] as Document[]).push(document);
}
const dossier: Dossier = {
  path: ".",
  documents,
  faults: [],
  incomplete: false,
  uncertainIds: new Set(),
  seen: { files: 0, ignored: [], unread: new Map() },
  evidence: () => ({ state: "present" }),
};
const library = { packs: new Map(), items: new Map(), counts: new Map(), limits: new Map() };
const facts = factsOf(dossier, library, "2026-06-30");
const context = cel.context(facts, { framework: "mil", items: [], membership: null });

function run(source: string): { value: number | null; why: string | undefined; places: string[] } {
  const compiled = cel.compile(source);
  if (cel.isFault(compiled)) throw new Error(`${source}: ${compiled.message}`);
  const { value, reason, places } = cel.run(compiled, context);
  const why = reason && reasonIn(reason, "en");
  return { value, why, places: places.map((place) => `${place.in.file}${place.at}`) };
}

const members = (...which: number[]) => which.map((n) => `committee.yaml/members/${n}`);
const all = members(0, 1, 2, 3);
const counted = (value: number, places: string[] = []) => ({ value, why: undefined, places });
const not = (why: string) => ({ value: null, why, places: [] });
const noShare = "there is nothing yet to take a share of";
const unknown = "the figures that it rests on are not stated";
const none = "members.filter(m, false)";

describe("a function that cites", () => {
  it.each<[string, ReturnType<typeof run>]>([
    ["some(members)", counted(1, all)],
    [`some(${none})`, counted(0)],
    ["some(members.filter(m, m.id == 'm1'))", counted(1, members(1))],
    ["when(true, members)", counted(1, all)],
    ["when(false, members)", counted(0)],
    [`when(true, ${none})`, counted(0)],
    ["atLeast(3, members)", counted(1, all)],
    ["atLeast(4, members)", counted(1, all)],
    ["atLeast(5, members)", counted(0)],
    // Without an entry nothing is shown, however few are asked for.
    [`atLeast(0, ${none})`, counted(0)],
    ["share(members.filter(m, m.id == 'm1'), members)", counted(0.25, members(1))],
    ["share(members, members)", counted(1, all)],
    ["share(members, members.filter(m, m.id == 'm1'))", counted(1, all)],
    [`share(${none}, members)`, counted(0)],
    [`share(members, ${none})`, not(noShare)],
    ["part(0.3, members)", counted(0.3, all)],
    ["part(1.7, members)", counted(1, all)],
    ["part(-0.5, members)", counted(0)],
    ["part(0.0, members)", counted(0)],
    [`part(0.3, ${none})`, counted(0)],
    ["part(indicators.filter(i, i.id == 'j')[0].every, members)", not(unknown)],
    ["some(members).shownBy(indicators)", counted(1, ["plan.yaml/indicators/0", "plan.yaml/indicators/1"])],
    [`some(${none}).shownBy(indicators)`, counted(0)],
    [`share(members, ${none}).shownBy(indicators)`, not(noShare)],
    ["part(0.3, members).shownBy(indicators, 'every')", counted(0.3, ["plan.yaml/indicators/0/every"])],
  ])("%s", (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["some(members, 'represents')", ["committee.yaml/members/3/represents"]],
    ["when(true, members, 'represents')", ["committee.yaml/members/3/represents"]],
    ["atLeast(1, members, 'represents')", ["committee.yaml/members/3/represents"]],
    ["share(members, members, 'represents')", ["committee.yaml/members/3/represents"]],
    ["part(0.5, members, 'represents')", ["committee.yaml/members/3/represents"]],
    ["some(actions).shownBy(members, 'represents')", ["committee.yaml/members/3/represents"]],
    [
      "some(members.filter(m, m.id == 'm3'), ['id', 'represents', 'nickname'])",
      ["committee.yaml/members/3/id", "committee.yaml/members/3/represents"],
    ],
    // A field that no entry states: the entries themselves.
    ["some(members, 'nickname')", all],
    ["some(members, [])", all],
    ["some(actions, 'budget/earmarked')", ["plan.yaml/actions/0/budget/earmarked"]],
    // An action is also shown by the reports on it.
    ["some(actions, 'evidence')", ["plan.yaml/actions/0/evidence", "report.yaml/actions/0/evidence"]],
    [
      "some(actions, 'status')",
      ["plan.yaml/actions/0/status", "report.yaml/actions/0/status", "plan.yaml/actions/1/status"],
    ],
    ["some(objectives.filter(o, o.id == 'a'), 'status')", ["plan.yaml/objectives/1"]],
    ["some(indicators, 'title')", ["plan.yaml/indicators/0/title", "plan.yaml/indicators/1/title"]],
    // A field that is a list of things leads to them.
    ["some(indicators, 'measurements')", ["report.yaml/indicators/0"]],
    ["some(indicators, 'measurements/date')", ["report.yaml/indicators/0/date"]],
    ["some([plan], 'indicators')", ["plan.yaml/indicators/0", "plan.yaml/indicators/1"]],
    ["some([plan], 'indicators/baseline/date')", ["plan.yaml/indicators/0/baseline/date"]],
    ["some([plan], 'frameworks')", ["plan.yaml/frameworks"]],
    ["some(actions, '')", ["plan.yaml/actions/0", "plan.yaml/actions/1"]],
    ["some([membership])", []],
    ["some(['a', 'b'])", []],
    ["some(yearsBegun, 'a')", []],
    ["some([plan.period])", ["plan.yaml"]],
    ["some([actions[0].budget])", []],
  ])("cites of %s", (source, places) => {
    expect(run(source).places).toEqual(places);
  });

  it("cites only things of documents, each at its place", () => {
    expect(cite([null, 7, "m0", {}, undefined], ["id"])).toEqual([]);
  });

  it("looks for its places once, when they are asked for", () => {
    let asked = 0;
    const places = () => {
      asked++;
      return cite([], []);
    };
    const shown = new Shown(1, places);
    expect(asked).toBe(0);
    expect(shown.places).toBe(shown.places);
    expect(asked).toBe(1);
    expect(new Shown(0, places).places).toEqual([]);
    expect(new Shown(null, places).places).toEqual([]);
    expect(asked).toBe(1);
    expect(new Shown(0.1, places).places).toEqual([]);
    expect(asked).toBe(2);
    expect(new Shown(1, places, { en: "why" }).reason).toBeUndefined();
    expect(new Shown(0, places, { en: "why" }).reason).toBeUndefined();
    expect(new Shown(null, places, { en: "why" }).reason).toEqual({ en: "why" });
  });
});

describe("a function that puts together", () => {
  const half = "part(0.5, indicators)";
  const quarter = "part(0.25, [plan])";
  const nothing = `share(members, ${none})`;
  const shares = ["plan.yaml/indicators/0", "plan.yaml/indicators/1"];
  it.each<[string, ReturnType<typeof run>]>([
    [`mean([${half}, ${quarter}])`, counted(0.375, [...shares, "plan.yaml"])],
    [`best([${half}, ${quarter}])`, counted(0.5, [...shares, "plan.yaml"])],
    [`best([${quarter}, ${half}])`, counted(0.5, ["plan.yaml", ...shares])],
    [`least([${half}, ${quarter}])`, counted(0.25, [...shares, "plan.yaml"])],
    [`mean([${half}, some(${none})])`, counted(0.25, shares)],
    [`mean([${half}, ${nothing}])`, counted(0.5, shares)],
    [`best([${nothing}, ${half}])`, counted(0.5, shares)],
    [`least([${nothing}, ${half}])`, counted(0.5, shares)],
    [`mean([${nothing}, part(plan.reviewEvery, members)])`, not(noShare)],
    [`best([part(plan.reviewEvery, members), ${nothing}])`, not(unknown)],
    ["mean([])", not(noShare)],
    ["best([])", not(noShare)],
    ["least([])", not(noShare)],
    [`${half}.countedIf(true, 'why not')`, counted(0.5, shares)],
    [`${half}.countedIf(false, 'why not')`, not("why not")],
    [`${half}.countedIf(true, {'en': 'why not'})`, counted(0.5, shares)],
    [`${half}.countedIf(false, {'pt': 'porque', 'en': 'why not'})`, not("why not")],
    [`${nothing}.countedIf(true, 'why not')`, not(noShare)],
  ])("%s", (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it.each([
    "distinct(members.map(m, m.sector)) == ['health', 'education', 'media']",
    "distinct(['', 'b', '', 'a', 'b']) == ['b', 'a']",
    "distinct([]) == []",
    "distinct(['']) == []",
    "largest(members.map(m, m.sector)) == 2",
    "largest(['a', 'b', 'a', 'a', 'b']) == 3",
    "largest(['', '', 'a']) == 1",
    "largest(['', '']) == 0",
    "largest([]) == 0",
    "months('2026-01-01', '2026-12-31') == 12",
    "months('2026-01-15', '2026-02-14') == 1",
    "monthsBefore('2026-05-31', 3.0) == '2026-02-28'",
    "monthsBefore(day, plan.reviewEvery) == '9999-12-31'",
  ])("%s", (source) => {
    const compiled = cel.compile(source);
    if (cel.isFault(compiled)) throw new Error(compiled.message);
    expect(cel.run(compiled, context).value).toBe(1);
  });
});

describe("has()", () => {
  it.each<[unknown, boolean]>([
    ["text", true],
    ["", false],
    [7, true],
    [0, true],
    [Number.NaN, false],
    [["a"], true],
    [[], false],
    [true, true],
    [false, false],
    [null, false],
    [undefined, false],
    [{}, false],
  ])("of %j is %s", (value, expected) => {
    expect(isStated(value)).toBe(expected);
  });

  it.each([
    ["has(plan.title)", 1],
    ["has(plan.vision)", 0],
    ["has(plan.period)", 1],
    ["has(plan.months)", 1],
    ["has(plan.reviewEvery)", 0],
    ["has(plan.hasCharter)", 0],
    ["has(plan.begun)", 1],
    ["has(indicators[0].baseline)", 1],
    ["has(indicators[1].baseline)", 0],
    ["has(plan.indicators)", 1],
    ["has(plan.events)", 0],
  ])("%s is %i", (source, expected) => {
    expect(run(source).value).toBe(expected);
  });
});

describe("what is offered", () => {
  const page = readFileSync("docs/packs.md", "utf8");
  const rows = new Map(
    [...page.matchAll(/^\| `(.+?)`\s+\| (.*?)\s*\|$/gm)].map(([, form = "", says = ""]) => [form, says]),
  );

  it("stands on the page about packs, each with what it gives", () => {
    for (const { signature, says } of CITING)
      expect(rows.get(signature.replace(/\)$/, ", fields?): Shown"))).toBe(says);
    for (const { signature, says } of OTHERS) expect(rows.get(signature)).toBe(says);
    for (const [form, says] of Object.entries(OF_THE_LANGUAGE)) expect(rows.get(form)).toBe(says);
    expect([...CITING, ...OTHERS, ...Object.keys(OF_THE_LANGUAGE)]).toHaveLength(31);
  });

  it("is known by its name, and nothing else is", () => {
    const names =
      "all atLeast best contains countedIf distinct double endsWith exists exists_one filter has int largest least lowerAscii map mean months monthsBefore part share shownBy size some startsWith string trim upperAscii when";
    expect([...OFFERED].sort().join(" ")).toBe(names);
  });
});

describe("an outcome", () => {
  it.each([
    [-1, 0],
    [0, 0],
    [0.5, 0.5],
    [1, 1],
    [1.5, 1],
  ])("of %d counts as %d", (value, expected) => {
    expect(within01(value)).toBe(expected);
  });

  it("has its reasons in words", () => {
    expect(Object.values(REASONS).map((reason) => told(reason, english))).toEqual([
      noShare,
      unknown,
      "the expression took too long and was stopped",
      "the expression gives no value",
    ]);
  });
});
