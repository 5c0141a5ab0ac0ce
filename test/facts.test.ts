import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, dayBefore, dayNumber, wholeMonths, yearsOf } from "../src/facts/days.ts";
import { facts } from "../src/facts/facts.ts";
import { amountOf, share, sums } from "../src/facts/money.ts";
import { bare, bareOfAnyScript, hasOwnTitle } from "../src/facts/titles.ts";
import type { Dossier, Kind } from "../src/model/dossier.ts";
import type { Facts } from "../src/model/facts.ts";
import type { Library } from "../src/model/library.ts";
import { parseDocument } from "../src/read/document.ts";

const library: Library = {
  packs: new Map(),
  items: new Map(),
  counts: new Map([["mil-04", ["gnlc-2.3"]]]),
  limits: new Map(),
};

/** The facts of documents separated by `---`. */
function factsOf(text: string, day = "2026-06-30"): Facts {
  const documents: Dossier["documents"] = { city: [], committee: [], plan: [], report: [], checklist: [] };
  for (const [i, part] of text.split(/^---$/m).entries()) {
    const { document } = parseDocument(part, `${i}.yaml`);
    if (document) (documents[document.kind] as (typeof document)[]).push(document);
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
  return facts(dossier, library, day);
}

const byId = <T extends { id: string }>(things: T[], id: string): T => {
  const thing = things.find((one) => one.id === id);
  if (!thing) throw new Error(`No ${id}.`);
  return thing;
};

const number = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

const eur = (units: bigint) => [{ units, scale: 2, currency: "EUR" as const }];

const dossierOf = (...periods: [string, string, string][]) =>
  ["kind: city\nmemberships: [{ framework: mil }]"]
    .concat(
      periods.map(
        ([id, start, end]) => `kind: plan\nid: ${id}\nframeworks: [mil]\nperiod: { start: ${start}, end: ${end} }`,
      ),
    )
    .join("\n---\n");

const measured = (indicator: string, ...values: [string, string][]) =>
  factsOf(`
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
indicators: [{ id: i, ${indicator} }]
---
kind: report
indicators:
${values.map(([value, date]) => `  - { indicator: i, value: ${value}, date: ${date} }`).join("\n")}
`).indicators[0];

describe("days", () => {
  const day = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it("counts days as the calendar does", () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(dayNumber(a) - dayNumber(b)).toBe(number(a) - number(b));
        expect(dayNumber(a) - dayNumber(dayBefore(a))).toBe(1);
      }),
    );
  });

  it("finds again the months that a period was made of", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 240 }), (start, months) => {
        expect(wholeMonths(start, dayBefore(addMonths(start, months)))).toBe(months);
      }),
    );
  });

  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2023-12-31", 2, "2024-02-29"],
    ["2026-06-30", 6, "2026-12-30"],
    ["2026-11-15", 14, "2028-01-15"],
    ["", 3, ""],
    ["9999-12-01", 1, ""],
  ])("%s and %i months is %s", (start, months, end) => {
    expect(addMonths(start, months)).toBe(end);
  });

  it.each([
    ["2026-01-01", "2027-12-31", 24],
    ["2019-04-01", "2021-09-30", 30],
    ["2026-01-01", "2027-12-30", Number.NaN],
    ["2027-12-31", "2026-01-01", Number.NaN],
    ["", "2026-01-01", Number.NaN],
  ])("%s to %s has %d whole months", (start, end, months) => {
    expect(wholeMonths(start, end)).toBe(months);
  });

  it("cuts the years of a period at its ends", () => {
    expect(yearsOf("2026-07-01", "2027-06-30")).toEqual([
      { year: "2026", first: "2026-07-01", last: "2026-12-31" },
      { year: "2027", first: "2027-01-01", last: "2027-06-30" },
    ]);
  });
});

describe("money", () => {
  it("adds up exactly, currency by currency", () => {
    const amounts = [0.1, "0.20", 1e3].map((amount) => amountOf({ amount, currency: "EUR" }));
    const yen = amountOf({ amount: 500, currency: "JPY" });
    expect(sums([...amounts, yen, null])).toEqual([
      { units: 100_030n, scale: 2, currency: "EUR" },
      { units: 500n, scale: 0, currency: "JPY" },
    ]);
  });

  it("knows the decimals of a currency", () => {
    expect(amountOf({ amount: "1.234", currency: "KWD" })).toEqual({ units: 1234n, scale: 3, currency: "KWD" });
    expect(amountOf({ amount: "5.00", currency: "JPY" })).toEqual({ units: 5n, scale: 0, currency: "JPY" });
    expect(amountOf({ amount: "5.5", currency: "JPY" })).toBeNull();
    expect(amountOf({ amount: "twelve", currency: "EUR" })).toBeNull();
    expect(amountOf({ amount: 1e21, currency: "JPY" })?.units).toBe(10n ** 21n);
  });

  it("never calls a part whole that falls short by a cent", () => {
    expect(share(eur(10n ** 20n - 1n), eur(10n ** 20n))).toBeLessThan(1);
    expect(share(eur(10n ** 20n), eur(10n ** 20n))).toBe(1);
    expect(share([], eur(100n))).toBe(0);
    expect(share(eur(100n), [])).toBeNaN();
    expect(share([{ units: 1n, scale: 2, currency: "USD" }], eur(100n))).toBeNaN();
  });
});

describe("actions", () => {
  const plan = `
kind: plan
id: plan
frameworks: [mil]
period: { start: 2026-01-01, end: 2026-05-31 }
`;

  it.each([
    ["planned", "in-progress", "in-progress"],
    ["in-progress", "completed", "completed"],
    ["completed", "in-progress", "completed"],
    ["delayed", "in-progress", "in-progress"],
    ["cancelled", "completed", "completed"],
    ["in-progress", "planned", "in-progress"],
  ])("%s in the plan and %s in the newest report is %s", (planned, told, status) => {
    const { actions } = factsOf(`${plan}
actions: [{ id: a, status: ${planned} }]
---
kind: report
plan: plan
date: 2026-03-01
actions: [{ action: a, status: ${told}, progress: 50 }]
---
kind: report
plan: plan
date: 2026-02-01
actions: [{ action: a, status: cancelled, progress: 10, spent: { amount: 7, currency: EUR } }]
---
kind: report
plan: plan
date: 2026-07-01
actions: [{ action: a, status: cancelled, progress: 99 }]
---
kind: report
plan: another-plan
date: 2026-06-01
actions: [{ action: a, status: cancelled, progress: 99 }]
`);
    expect(actions[0]).toMatchObject({ status, progress: 50, spent: { units: 700n } });
  });

  it("are due at their end, or at the plan's where they are ongoing", () => {
    const { actions } = factsOf(`${plan}
actions:
  - { id: today, end: 2026-06-30, status: planned }
  - { id: tomorrow, end: 2026-07-01, status: planned }
  - { id: helpline, ongoing: true, status: in-progress }
  - { id: dropped, end: 2026-01-31, status: cancelled }
  - { id: undated, status: planned }
`);
    expect(actions.filter(({ due }) => due).map(({ id }) => id)).toEqual(["today", "helpline"]);
    expect(byId(actions, "helpline")).toMatchObject({ end: "2026-05-31", ongoing: true, underWay: true });
  });

  it("count for their own items and for those that these count for", () => {
    const { actions } = factsOf(`${plan}\nactions: [{ id: a, items: [mil-04, mil-07] }]`);
    expect(actions[0]).toMatchObject({ ownItems: ["mil-04", "mil-07"], items: ["mil-04", "mil-07", "gnlc-2.3"] });
  });

  it("know who leads and takes part", () => {
    const { actions } = factsOf(`
kind: city
country: PT
languages: [pt]
alliances: [{ id: sister, city: Nampula, country: MZ, region: africa, kind: twin }]
partners: [{ id: radio, name: { en: River Radio, pt: Rádio Ribeira }, sector: media, kind: technical }]
---
kind: committee
members:
  - { id: ana, name: Ana, sector: local-government, term: { start: 2025-01-01, end: 2025-12-31 } }
  - { id: constructor, name: Rui, sector: local-government }
---
${plan}
actions:
  - { id: over, lead: ana, partners: [sister] }
  - { id: current, lead: constructor, partners: [radio] }
  - { id: lent, lead: radio }
  - { id: free, lead: { name: Neighbours, sector: residents } }
  - { id: unknown, lead: nobody }
`);
    expect(byId(actions, "over")).toMatchObject({
      led: false,
      withCity: true,
      withStakeholders: false,
      partnerRegions: ["africa"],
    });
    expect(byId(actions, "current")).toMatchObject({
      led: true,
      withMedia: true,
      withTechnicalPartner: true,
      withStakeholders: true,
    });
    expect(byId(actions, "lent")).toMatchObject({ led: true, withTechnicalPartner: true });
    expect(byId(actions, "over")).toMatchObject({ withTechnicalPartner: false });
    expect(byId(actions, "current").partners[0]).toMatchObject({ name: "Rádio Ribeira", kind: "partner" });
    expect(byId(actions, "free")).toMatchObject({ led: true, withStakeholders: true, lead: { id: "", kind: "named" } });
    expect(byId(actions, "unknown")).toMatchObject({
      led: false,
      lead: { id: "nobody", known: false, kind: "unknown" },
    });
  });
});

describe("plans", () => {
  it.each([
    [
      "the one that runs",
      [
        ["a", "2024-01-01", "2025-12-31"],
        ["b", "2026-01-01", "2027-12-31"],
        ["c", "2028-01-01", "2029-12-31"],
      ],
      "b",
    ],
    [
      "of those that run the last to start",
      [
        ["a", "2026-01-01", "2027-12-31"],
        ["b", "2026-03-01", "2026-12-31"],
      ],
      "b",
    ],
    [
      "the last that ran",
      [
        ["a", "2022-01-01", "2023-12-31"],
        ["b", "2020-01-01", "2025-12-31"],
        ["c", "2027-01-01", "2028-12-31"],
      ],
      "b",
    ],
    [
      "the next to begin",
      [
        ["a", "2030-01-01", "2031-12-31"],
        ["b", "2027-01-01", "2028-12-31"],
      ],
      "b",
    ],
  ] as [string, [string, string, string][], string][])("assessed is %s", (_, periods, id) => {
    expect(factsOf(dossierOf(...periods)).planOf.get("mil")?.id).toBe(id);
  });

  it("fall back to a plan that names another framework, or to none", () => {
    expect(
      factsOf("kind: city\nmemberships: [{ framework: iaec }]\n---\nkind: plan\nid: a\nframeworks: [mil]").planOf.get(
        "iaec",
      )?.id,
    ).toBe("a");
    expect(factsOf("kind: city\nmemberships: [{ framework: iaec }]").planOf).toEqual(new Map([["iaec", null]]));
  });

  it("sum the budgets of uncancelled actions and what covers them", () => {
    const { plans } = factsOf(`
kind: plan
actions:
  - { id: a, budget: { amount: { amount: 0.1, currency: EUR } } }
  - { id: b, budget: { amount: { amount: "0.20", currency: EUR } } }
  - { id: c, status: cancelled, budget: { amount: { amount: 900, currency: USD } } }
funding:
  sources:
    - { id: s, status: secured, amount: { amount: 0.15, currency: EUR } }
    - { id: p, status: pledged, amount: { amount: 0.15, currency: EUR } }
    - { id: w, status: sought, amount: { amount: 900, currency: USD } }
`);
    expect(plans[0]).toMatchObject({
      budget: [{ units: 30n, scale: 2, currency: "EUR" }],
      securedShare: 0.5,
      pledgedShare: 1,
    });
  });

  it.each([
    ["2025-12-31", [], []],
    ["2026-06-30", ["2026"], []],
    ["2027-01-01", ["2026", "2027"], ["2026"]],
    ["2028-07-01", ["2026", "2027", "2028"], ["2026", "2027", "2028"]],
  ])("on %s have begun %j and ended %j", (day, yearsBegun, yearsEnded) => {
    const [plan] = factsOf("kind: plan\nperiod: { start: 2026-01-01, end: 2028-06-30 }", day).plans;
    expect(plan).toMatchObject({ yearsBegun, yearsEnded });
  });

  it.each([
    [["Plano de Ação 2026–2027"], false],
    [["Action plan of the learning city Ribeira Nova"], false],
    [["Plan d’action de Nouvelle-Rive"], false],
    [["学习型城市行动计划"], false],
    [["План действий"], false],
    [["Plan"], false],
    [["Leer entre líneas"], true],
    [["Plano de Ação", "A river of readers"], true],
    [["A river of readers", "x".repeat(81)], false],
    [["読む川 行動計画"], true],
    [[], false],
  ])("titles %j are own titles: %s", (titles, own) => {
    expect(hasOwnTitle(titles, ["Ribeira Nova", "Nouvelle-Rive"])).toBe(own);
  });

  it("are compared in Latin letters as in those of any other script", () => {
    const signs = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code));
    const titles = signs.flatMap((sign) => [sign, `a${sign}b`, `É ${sign}1`]);
    expect(titles.filter((title) => bare(title) !== bareOfAnyScript(title))).toEqual([]);
  });
});

describe("due reports", () => {
  it("follow the plan's start and are cut at its end", () => {
    const { dueReports } = factsOf(`
kind: plan
id: plan
period: { start: 2025-01-31, end: 2026-03-15 }
reporting: { every: 6, within: 2 }
---
kind: report
id: r
plan: plan
period: { start: 2025-01-01, end: 2025-07-31 }
`);
    expect(dueReports.map(({ start, end, due, isDue, report }) => [start, end, due, isDue, report])).toEqual([
      ["2025-01-31", "2025-07-30", "2025-09-30", true, "r"],
      ["2025-07-31", "2026-01-30", "2026-03-30", true, ""],
      ["2026-01-31", "2026-03-15", "2026-05-15", true, ""],
    ]);
  });

  it("are as listed, due within three months where no day is said", () => {
    const { dueReports } = factsOf(`
kind: plan
reporting:
  periods:
    - { start: 2026-01-01, end: 2026-03-30 }
    - { start: 2026-04-01, end: 2026-06-30, due: 2026-07-01 }
`);
    expect(dueReports.map(({ due, isDue }) => [due, isDue])).toEqual([
      ["2026-06-30", true],
      ["2026-07-01", false],
    ]);
    expect(
      factsOf("kind: plan\nreporting: { periods: [] }\nperiod: { start: 2020-01-01, end: 2020-12-31 }").dueReports,
    ).toEqual([]);
  });
});

describe("indicators", () => {
  it.each([
    ["increase", "baseline: { value: 100, date: 2026-01-01 }, target: { value: 200, date: 2026-12-31 }", "150", 0.5],
    [
      "over the target",
      "baseline: { value: 100, date: 2026-01-01 }, target: { value: 200, date: 2026-12-31 }",
      "250",
      1.5,
    ],
    ["regression", "baseline: { value: 100, date: 2026-01-01 }, target: { value: 200, date: 2026-12-31 }", "75", -0.25],
    [
      "decrease",
      "baseline: { value: 40, date: 2026-01-01 }, target: { value: { atMost: 20 }, date: 2026-12-31 }",
      "35",
      0.25,
    ],
    [
      "bound kept",
      "baseline: { value: 8, date: 2026-01-01 }, target: { value: { atMost: 10 }, date: 2026-12-31 }",
      "9",
      1,
    ],
    [
      "bound broken",
      "baseline: { value: 8, date: 2026-01-01 }, target: { value: { atMost: 10 }, date: 2026-12-31 }",
      "12",
      -1,
    ],
    [
      "bound that decides",
      "baseline: { value: 0, date: 2026-01-01 }, target: { value: 200, date: 2026-12-31 }",
      "{ atLeast: 250 }",
      1,
    ],
    [
      "bound that does not",
      "baseline: { value: 0, date: 2026-01-01 }, target: { value: 200, date: 2026-12-31 }",
      "{ atLeast: 50 }",
      Number.NaN,
    ],
    ["reached", "baseline: { value: false, date: 2026-01-01 }, target: { value: true, date: 2026-12-31 }", "true", 1],
    ["not reached", "target: { value: true, date: 2026-12-31 }", "false", 0],
    ["no baseline", "target: { value: 200, date: 2026-12-31 }", "150", Number.NaN],
    [
      "level held",
      "baseline: { value: 5, date: 2026-01-01 }, target: { value: 5, date: 2026-12-31 }, direction: reach",
      "5",
      1,
    ],
  ])("%s", (_, indicator, value, progress) => {
    expect(measured(indicator, ["999", "2026-02-01"], [value, "2026-06-30"], ["1", "2026-07-01"])?.progress).toBe(
      progress,
    );
  });

  it("expect a straight line", () => {
    const line = "baseline: { value: 0, date: 2026-01-01 }, target: { value: 10, date: 2026-01-11 }";
    expect(measured(line, ["1", "2026-01-05"])?.expected).toBeCloseTo(0.4, 12);
    expect(measured(line, ["1", "2026-06-05"])?.expected).toBe(1);
    expect(measured(line)?.expected).toBeNaN();
  });

  it.each([
    ["every: 6", [["1", "2025-12-30"]], true, false],
    ["every: 5", [["1", "2026-01-30"]], true, true],
    ["every: 5", [["1", "2026-01-29"]], false, true],
    ["every: 5", [], false, true],
    ["every: 5, baseline: { value: 1, date: 2026-02-01 }", [], true, false],
    ["unit: people", [], false, false],
    ["unit: people", [["1", "2020-01-01"]], true, false],
  ] as [string, [string, string][], boolean, boolean][])(
    "%s measured %j is on time: %s, owed: %s",
    (indicator, values, onTime, owed) => {
      expect(measured(indicator, ...values)).toMatchObject({ onTime, owed });
    },
  );
});

it("counts feedback as answered from either side", () => {
  const { feedback } = factsOf(`
kind: plan
readjustments: [{ id: r, feedback: named-there }]
---
kind: report
feedback:
  - { id: named-here, readjustment: r }
  - { id: named-there }
  - { id: refused, noChange: Too dear }
  - { id: open }
`);
  expect(feedback.filter(({ answered }) => !answered).map(({ id }) => id)).toEqual(["open"]);
});

it("takes one activity of an action for each year in which it starts or ends", () => {
  const { activities } = factsOf(`
kind: plan
actions:
  - { id: within, start: 2026-01-01, end: 2026-12-31 }
  - { id: across, start: 2025-01-01, end: 2026-12-31 }
  - { id: dropped, start: 2026-01-01, end: 2026-12-31, status: cancelled }
events: [{ id: e, date: 2026-05-01, status: planned }, { id: undated }]
`);
  expect(activities.map(({ year }) => year)).toEqual(["2026", "2025", "2026", "2026"]);
});

it("says nothing of what is not stated, and never throws", () => {
  const kinds: Kind[] = ["city", "committee", "plan", "report", "checklist"];
  const lists =
    "actions: [{}, 1]\nindicators: [{}]\nobjectives: [{}]\nmembers: [{}]\nmeetings: [{}]\nmemberships: [{}]\nfeedback: [{}]";
  for (const day of ["2026-06-30", "0001-01-01", "9999-12-31"]) {
    const bare = factsOf(kinds.map((kind) => `kind: ${kind}`).join("\n---\n"), day);
    expect(bare.plans[0]).toMatchObject({ id: "", start: "", months: Number.NaN, begun: false, budget: [] });
    const hollow = factsOf(kinds.map((kind) => `kind: ${kind}\n${lists}`).join("\n---\n"), day);
    expect(hollow.actions[0]).toMatchObject({ id: "", end: "", due: false, progress: Number.NaN, spent: null });
    expect(hollow.indicators[0]).toMatchObject({ baseline: null, onTime: false, owed: false, progress: Number.NaN });
  }
});
