import { describe, expect, it } from "vitest";
import * as cel from "../src/cel.ts";
import { facts as factsOf } from "../src/facts/facts.ts";
import type { Document, Dossier } from "../src/model/dossier.ts";
import type { Facts } from "../src/model/facts.ts";
import { parseDocument } from "../src/read/document.ts";
import { reasonIn } from "../src/score/texts.ts";

const member = (n: number) => `  - { id: m${n}, name: M, roles: [member], sector: ${n % 2 ? "education" : "health"} }`;

const read = (text: string, file: string) => parseDocument(text, file).document;

function factsFor(members: number): Facts {
  const city = read(
    "kind: city\nversion: 1\nname: Ardmoor\ncountry: IE\nlanguages: [en]\npopulation: 900\nmemberships: [{ framework: mil, role: aspiring }]",
    "milcity.yaml",
  );
  const committee = read(
    `kind: committee\nversion: 1\nid: steering\nname: Steering\ntype: steering\nmembers:\n${Array.from({ length: members }, (_, n) => member(n)).join("\n")}`,
    "committee.yaml",
  );
  const plan = read(
    `kind: plan
version: 1
id: plan
title: Reading the tide
frameworks: [mil]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
reporting: { every: 12 }
objectives: [{ id: o, title: O, horizon: medium-term }]
actions:
  - { id: a, title: A, objective: o, lead: m0, start: 2026-01-01, end: 2026-12-31, status: planned, sdgs: [4], evidence: a.pdf, budget: { amount: { amount: "12.50", currency: EUR } } }
  - { id: b, title: B, objective: o, lead: m1, start: 2026-01-01, end: 2026-12-31, status: planned }
indicators: [{ id: i, title: I, type: output, target: { value: 5, date: 2027-01-01 } }]`,
    "plan.yaml",
  );
  const documents = { city: [city], committee: [committee], plan: [plan], report: [], checklist: [] };
  const dossier = {
    path: ".",
    documents,
    faults: [],
    incomplete: false,
    uncertainIds: new Set(),
    seen: { files: 3, ignored: [], unread: new Map() },
  };
  return factsOf(
    dossier as unknown as Dossier,
    { packs: new Map(), items: new Map(), counts: new Map(), limits: new Map() },
    "2026-06-30",
  );
}

const facts = factsFor(4);
const scope: cel.Scope = { framework: "mil", items: ["mil-01"], membership: facts.memberships[0] ?? null };
const context = cel.context(facts, scope);

function compiled(source: string): cel.Compiled {
  const result = cel.compile(source);
  if (cel.isFault(result)) throw new Error(`${source}: ${result.message}`);
  return result;
}
const run = (source: string, item?: string) => cel.run(compiled(source), context, item);
const pointers = (places: { in: Document; at: string }[]) => places.map((place) => `${place.in.file}${place.at}`);

describe("what cannot be used", () => {
  it.each([
    ["some(members", 12, "Expected RPAREN, got EOF"],
    ["members.filter(m, m.foo).size() > 0", 20, "Unknown field: foo"],
    ["some(nobody)", 5, "Unknown variable: nobody"],
    ['members.exists(m, m.id.matches("(a+)+$"))', 23, "Unknown function: matches"],
    ['day.matches("a")', 4, "Unknown function: matches"],
    ['matches(day, "a")', 0, "Unknown function: matches"],
    ["cel.bind(x, 1, x) == 1", 4, "Unknown function: bind"],
    ["dyn(plan).id == 'x'", 0, "Unknown function: dyn"],
    ["set(plan.id)", 0, "Unknown function: set"],
    ['day + day == ""', 0, "`+` adds numbers only."],
    ["members.map(m, m.roles + m.roles).size() > 0", 15, "`+` adds numbers only."],
    ["members", 0, "The expression gives list<Member>; it has to give true or false, a fraction, or what shows it."],
    ["plan.constructor", 5, "Unknown field: constructor"],
    ["share(members, 3)", 0, "found no matching overload for 'share(list<Member>, int)'"],
    ["plan.months == 'two'", 0, "no such overload: double == string"],
  ])("%s", (source, offset, message) => {
    expect(cel.compile(source)).toEqual({ message, offset });
  });

  it("is longer than 2,048 characters", () => {
    const source = `true || (${" ".repeat(2048 - 14)}true)`;
    expect(cel.isFault(cel.compile(source))).toBe(false);
    expect(cel.compile(` ${source}`)).toEqual({
      message: "The expression is longer than 2048 characters.",
      offset: 2048,
    });
  });

  it.each([
    ["brackets", (n: number) => `${"(".repeat(n)}true${")".repeat(n)}`],
    ["negations", (n: number) => `${"!".repeat(n)}true`],
    ["a sum", (n: number) => `1${" + 1".repeat(n)} > 0`],
    ["lists", (n: number) => `size(${"[".repeat(n)}1${"]".repeat(n)}) > 0`],
  ])("is nested too deep: %s", (_, source) => {
    expect(cel.isFault(cel.compile(source(20)))).toBe(false);
    const fault = cel.compile(source(400));
    expect(cel.isFault(fault) && fault.message).toMatch(/50/);
  });
});

describe("what a criterion says", () => {
  it.each([
    ["true", 1],
    ["false", 0],
    ["0.4", 0.4],
    ["2", 1],
    ["-1.0", 0],
    ["some(members)", 1],
    ["some(members.filter(m, false))", 0],
    ["when(plan.begun, members)", 1],
    ["when(plan.ended, members)", 0],
    ["atLeast(4, members)", 1],
    ["atLeast(5, members)", 0],
    ["share(members.filter(m, m.sector == 'health'), members)", 0.5],
    ["part(0.3, members)", 0.3],
    ["part(1.7, members)", 1],
    ["part(0.3, media)", 0],
    ["mean([some(members), some(media)])", 0.5],
    ["mean([some(members), share(media, media)])", 1],
    ["best([part(0.2, members), part(0.5, members)])", 0.5],
    ["least([some(members), part(0.5, members)])", 0.5],
    ["distinct(members.map(m, m.sector)).size() == 2", 1],
    ["largest(members.map(m, m.sector)) == 2", 1],
    ["item == 'mil-01' && item in items", 1],
    ["plan.months == 24 && 24 == plan.months && plan.months != 23", 1],
    ["months('2026-01-01', '2027-12-31') == 24", 1],
    ["months('2026-01-01', '2027-12-30') > 0", 0],
    ["months('2024-02-29', '2025-02-27') == 12", 1],
    ["monthsBefore('2026-03-31', 1.0) == '2026-02-28'", 1],
    ["monthsBefore('2026-01-15', 13.0) == '2024-12-15'", 1],
    ["monthsBefore(day, plan.reviewEvery) > day", 1],
    ["city.population == 900 && city.memberships.size() == 1", 1],
    ["membership.framework == 'mil' && membership.clusters.size() == 0", 1],
  ])("%s is %d", (source, value) => {
    expect(run(source, "mil-01").value).toBe(value);
  });

  it.each([
    ["share(media, media)", "there is nothing yet to take a share of"],
    ["part(plan.securedShare / plan.securedShare, members)", "the figures that it rests on are not stated"],
    ["plan.reviewEvery", "the figures that it rests on are not stated"],
    ["null", "the expression gives no value"],
    ["some(members).countedIf(plan.ended, 'it still runs')", "it still runs"],
    ["some(members).countedIf(plan.ended, {'en': 'it still runs', 'pt': 'ainda decorre'})", "it still runs"],
    ["members[99].current", "the expression failed: No such key: index out of bounds, index 99 >= size 4"],
    ["1 / 0 > 2", "the expression failed: division by zero"],
  ])("%s is not counted", (source, reason) => {
    const { reason: said, value, places } = run(source);
    expect({ value, places }).toEqual({ value: null, places: [] });
    expect(reasonIn(said ?? {}, "en")).toBe(reason);
  });

  it("is shown by things, or by what is stated below them", () => {
    expect(pointers(run("some(members.filter(m, m.id == 'm1'))").places)).toEqual(["committee.yaml/members/1"]);
    expect(pointers(run("some(actions, 'evidence')").places)).toEqual(["plan.yaml/actions/0/evidence"]);
    expect(pointers(run("some(actions, ['lead', 'evidence'])").places)).toEqual([
      "plan.yaml/actions/0/lead",
      "plan.yaml/actions/0/evidence",
      "plan.yaml/actions/1/lead",
    ]);
    expect(pointers(run("some(actions, 'partners')").places)).toEqual(["plan.yaml/actions/0", "plan.yaml/actions/1"]);
    expect(pointers(run("some([plan], 'indicators')").places)).toEqual(["plan.yaml/indicators/0"]);
    expect(
      pointers(run("best([some(media), some(members.filter(m, m.id == 'm0'))]).shownBy(indicators)").places),
    ).toEqual(["plan.yaml/indicators/0"]);
    expect(run("some(media)").places).toEqual([]);
  });

  it("sees an empty plan where none is assessed", () => {
    const none = cel.context(facts, { ...scope, framework: "none" });
    const asked =
      "plans.size() == 0 && actions.size() == 0 && plan.id == '' && !plan.begun && !has(plan.months) && members.size() == 4";
    expect(cel.run(compiled(asked), none).value).toBe(1);
  });
});

describe("a limit of steps and of time", () => {
  const big = factsFor(300);
  const items = Array.from({ length: 300 }, (_, n) => `item-${n}`);
  const fresh = () => cel.context(factsFor(300), { framework: "mil", items, membership: null });
  const many = cel.context(big, { framework: "mil", items: [], membership: null });
  const endless = compiled("members.all(a, members.all(b, members.all(c, !members.exists(d, d.id == a.name))))");
  const late = (result: cel.Outcome) =>
    reasonIn(result.reason ?? {}, "en") === "the expression took too long and was stopped";
  const hour = 3_600_000;
  const nine = "[1,2,3,4,5,6,7,8,9]";
  const nested = (depth: number, by: string, inner: string) =>
    Array.from({ length: depth }, (_, n) => `v${n}`).reduce((body, name) => `${nine}.${by}(${name}, ${body})`, inner);

  it("stops what loops, and says so", () => {
    const result = cel.runWithin(hour, endless, many);
    expect(result).toMatchObject({ value: null, places: [] });
    expect(late(result)).toBe(true);
  });

  it.each([
    ["that finds what it looks for only after the end", `${nested(8, "exists", "v0 == 0")} || true`],
    ["that never looks", nested(8, "all", "v0 > 0")],
    ["that builds lists of lists", `${nested(8, "map", "[v0, v1, v2]")}.size() > 0`],
    ["that makes texts", `${nested(5, "map", `'${"A".repeat(1500)}'.lowerAscii()`)}.size() > 0`],
    ["that copies lists", `${nested(5, "map", "distinct(items).size()")}.size() > 0`],
    ["that leaves most of a list out", nested(7, "all", `${nine}.filter(x, x == v0 + 9).size() == 0`)],
  ])("stops one %s, whatever the clock says", (_, source) => {
    expect(late(cel.runWithin(hour, compiled(source), fresh()))).toBe(true);
  });

  it("stops what has steps enough and takes longer than it may", () => {
    const slow = compiled("members.all(a, members.all(b, b.id != ''))");
    expect(cel.runWithin(hour, slow, fresh()).value).toBe(1);
    expect(late(cel.runWithin(1, slow, fresh()))).toBe(true);
  });

  it("stops all that comes after what has taken the steps of the whole dossier", () => {
    const [context, quick] = [fresh(), compiled("some(members)")];
    expect(cel.runWithin(hour, quick, context).value).toBe(1);
    for (let n = 0; n < 6; n++) expect(late(cel.runWithin(hour, endless, context))).toBe(true);
    expect(late(cel.runWithin(hour, quick, context))).toBe(true);
    expect(cel.runWithin(hour, quick, fresh()).value).toBe(1);
  });

  it("leaves what is quick alone, before and after", () => {
    for (const source of ["some(members)", "members[999].current"]) {
      const quick = compiled(source);
      const { value, places } = cel.run(quick, many);
      expect(cel.runWithin(1000, quick, many)).toMatchObject({ value, places });
      cel.runWithin(20, endless, many);
      expect(cel.runWithin(1000, quick, many)).toMatchObject({ value, places });
    }
  });

  it("has an expression say the same again once it was stopped", () => {
    const one = compiled("members.map(a, members.map(b, b.id)).size() == 300 && members.all(a, day != a.id)");
    expect(late(cel.runWithin(1, one, fresh()))).toBe(true);
    expect(cel.runWithin(hour, one, fresh()).value).toBe(1);
  });

  it("bounds a policy over each thing, and over all of them together", () => {
    const asked = (source: string) => {
      const policy = cel.compilePolicy("member", source);
      if (cel.isFault(policy)) throw new Error(policy.message);
      return cel.runPolicy(hour, "member", policy, factsFor(300)).map(([, outcome]) => outcome);
    };
    const over = (inner: string) => asked(`members.all(a, members.all(b, ${inner})) && member.id != 'm400'`);
    expect(over("true").filter(late)).toHaveLength(1);
    expect(over("true").length).toBeGreaterThan(10);
    expect(over("true").length).toBeLessThan(300);
    expect(over("members.all(c, true)")).toHaveLength(1);
    expect(asked("member.id != ''").map(({ value }) => value)).toEqual(Array.from({ length: 300 }, () => 1));
  });
});

function holds(over: cel.Over, source: string): (number | null)[] {
  const policy = cel.compilePolicy(over, source);
  if (cel.isFault(policy)) throw new Error(policy.message);
  return [...cel.runPolicy(1000, over, policy, facts)].map(([, { value }]) => value);
}

describe("a policy", () => {
  it.each<[cel.Over, string, (number | null)[]]>([
    ["city", "city.name == 'Ardmoor' && has(city.country) && !has(city.region)", [1]],
    ["committee", "committee.members.size() >= 4 && committee.name == 'Steering'", [1]],
    ["plan", "plan.actions.size() > 2", [0]],
    ["action", "has(action.budget) && action.budget.amount <= 12.5 && 4 in action.sdgs", [1, 0]],
    ["action", "action.evidence.exists(e, e.endsWith('.pdf')) || action.lead == 'm1'", [1, 1]],
    ["action", "action.sdgs[0] == 4", [1, null]],
    ["member", "member.sector == 'health'", [1, 0, 1, 0]],
    ["member", "has(member.email)", [0, 0, 0, 0]],
    ["report", "report.actions.size() > 0", []],
    ["indicator", "indicator.target.value == 5 && !has(indicator.baseline)", [1]],
  ])("over %s: %s", (over, source, expected) => {
    expect(holds(over, source)).toEqual(expected);
  });

  it("yields each thing with its place", () => {
    const policy = cel.compilePolicy("member", "true");
    if (cel.isFault(policy)) throw new Error(policy.message);
    expect([...cel.runPolicy(1000, "member", policy, facts)].map(([{ at }]) => at)).toEqual(
      [0, 1, 2, 3].map((n) => `/members/${n}`),
    );
  });

  it.each<[cel.Over, string, string]>([
    ["action", "action.budget.amount", "The expression gives double; it has to give true or false."],
    ["action", "plan.id == ''", "Unknown variable: plan"],
    ["member", "member.email.matches('@')", "Unknown function: matches"],
    ["member", "has(member.shoe)", "Unknown field: shoe"],
  ])("over %s cannot be %s", (over, source, message) => {
    expect(cel.compilePolicy(over, source)).toMatchObject({ message });
  });
});
