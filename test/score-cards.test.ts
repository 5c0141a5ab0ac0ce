/** How a dossier's score comes about: what is asked, what counts, how much, why not, and where it is shown. */
import { describe, expect, it } from "vitest";
import { facts as factsOf } from "../src/facts/facts.ts";
import type { Document, Dossier } from "../src/model/dossier.ts";
import type { FrameworkItem } from "../src/model/kinds.gen.ts";
import type { Library, Pack } from "../src/model/library.ts";
import { english, phrase, type Speech, told } from "../src/model/phrase.ts";
import type { ScoreCard } from "../src/model/score.ts";
import { parseDocument } from "../src/read/document.ts";
import { assess, faultsOf, loadCriteria } from "../src/score/criteria.ts";
import { mean, score, scorer } from "../src/score/score.ts";
import { inLanguage, reasonIn, reasons } from "../src/score/texts.ts";
import * as cel from "../src/cel.ts";

const texts = {
  "milcity.yaml": `kind: city
version: 1
name: Ardmoor
country: IE
languages: [en]
memberships:
  - { framework: own, role: member }
  - { framework: past, role: member, until: 2026-06-29 }
  - { framework: unheard-of, role: member }
`,
  "b.yaml": `kind: committee
version: 1
id: steering
name: Steering
type: steering
members:
  - { id: ana, name: Ana, roles: [chair], sector: education }
  - { id: ben, name: Ben, roles: [member], sector: health }
`,
  "a.yaml": `kind: committee
version: 1
id: youth
name: Youth
type: advisory
members: [{ id: cem, name: Cem, roles: [member], sector: education }, { id: dan, name: Dan, roles: [member], sector: health }]
`,
  "plan.yaml": `kind: plan
version: 1
id: plan
title: Reading the tide
frameworks: [own]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
objectives: [{ id: o, title: O, horizon: medium-term }]
actions: []
`,
};

function dossierOf(checklist = ""): Dossier {
  const documents: Dossier["documents"] = { city: [], committee: [], plan: [], report: [], checklist: [] };
  const all = checklist === "" ? texts : { ...texts, "checklist.yaml": checklist };
  for (const [file, text] of Object.entries(all)) {
    const { document } = parseDocument(text, file);
    if (document) (documents[document.kind] as Document[]).push(document);
  }
  return {
    path: ".",
    documents,
    faults: [],
    incomplete: false,
    uncertainIds: new Set(),
    seen: { files: 0, ignored: [], unread: new Map() },
    evidence: () => ({ state: "present" }),
  };
}

type Item = Partial<FrameworkItem> & { checks?: string[] };

const item = (id: string, { checks = [], ...more }: Item = {}): FrameworkItem => ({
  id,
  title: `Item ${id}`,
  level: "required",
  source: { file: "source.pdf", locator: "page 1" },
  criteria: checks.map((check, n) => ({ id: `c${n + 1}`, label: `Label ${n + 1}`, check })),
  ...more,
});

function packOf(areas: Record<string, FrameworkItem[]>, more: Partial<Pack> = {}): Pack {
  return {
    framework: {
      kind: "framework",
      version: 1,
      id: "own",
      title: { en: "Our own", pt: "O nosso" },
      edition: "2",
      source: "Council",
      roles: ["member", "guest"],
      areas: Object.entries(areas).map(([id, items]) => ({ id, title: `Area ${id}`, items })),
    },
    file: "own.yaml",
    builtIn: false,
    where: (pointer) => ({ line: pointer.length, column: 10 }),
    ...more,
  };
}

const libraryOf = (...packs: Pack[]): Library => ({
  packs: new Map(packs.map((pack) => [pack.framework.id, pack])),
  items: new Map(),
  counts: new Map(),
  limits: new Map(),
});

const day = "2026-06-30";

function cardOf(pack: Pack, { checklist = "", language = "en", speech }: Asked = {}): ScoreCard {
  const dossier = dossierOf(checklist);
  const library = libraryOf(pack);
  const [card, ...more] = score(dossier, factsOf(dossier, library, day), library, language, speech);
  expect(more).toEqual([]);
  if (!card) throw new Error("no card");
  return card;
}
interface Asked {
  checklist?: string;
  language?: string;
  speech?: Speech;
}

const of = (items: FrameworkItem[], asked: Asked = {}) => cardOf(packOf({ one: items }), asked);
const only = (one: FrameworkItem, asked: Asked = {}) => {
  const [found] = of([one], asked).items;
  if (!found) throw new Error("no item");
  return found;
};

/** A language that puts everything between its own marks. */
const marked: Speech = { ...english, language: "xx", translate: (text) => `«${text}»` };

describe("a weighted mean", () => {
  it.each<[{ value: number | null; weight: number }[], number | null]>([
    [[], null],
    [[{ value: null, weight: 1 }], null],
    [[{ value: 1, weight: 0 }], null],
    [[{ value: 0, weight: 1 }], 0],
    [[{ value: 0.5, weight: 3 }], 0.5],
    [
      [
        { value: 1, weight: 3 },
        { value: 0, weight: 1 },
      ],
      0.75,
    ],
    [
      [
        { value: 1, weight: 1 },
        { value: null, weight: 5 },
        { value: 0, weight: 1 },
        { value: 1, weight: 0 },
      ],
      0.5,
    ],
    [
      [
        { value: 0.25, weight: 2 },
        { value: 0.75, weight: 2 },
      ],
      0.5,
    ],
  ])("of %j is %s", (all, expected) => {
    expect(mean(all)).toBe(expected);
  });
});

describe("a card", () => {
  it("says whose it is", () => {
    const { items, ...card } = of([item("i", { checks: ["true"] })]);
    expect(card).toEqual({
      id: "own",
      title: "Our own",
      edition: "2",
      role: "member",
      plan: "plan",
      score: 1,
      complete: 1,
      applicable: 1,
      areas: [{ id: "one", title: "Area one", score: 1 }],
    });
    expect(items.map(({ id, area, title, level }) => ({ id, area, title, level }))).toEqual([
      { id: "i", area: "one", title: "Item i", level: "required" },
    ]);
    expect(of([], { language: "pt" }).title).toBe("O nosso");
  });

  it("is written for memberships of the day in frameworks that are known", () => {
    const dossier = dossierOf();
    const past = packOf({ one: [] });
    const library = libraryOf({ ...past, framework: { ...past.framework, id: "past" } });
    const facts = factsOf(dossier, library, day);
    expect(score(dossier, facts, library, "en")).toEqual([]);
    expect(score(dossier, factsOf(dossier, library, "2026-06-29"), library, "en")).toMatchObject([
      { id: "past", score: null, complete: 0, applicable: 0 },
    ]);
    const facts29 = factsOf(dossier, library, "2026-06-29");
    facts29.planOf.clear();
    expect(score(dossier, facts29, library, "en")).toMatchObject([{ id: "past", plan: null }]);
    expect(score(dossier, facts, libraryOf(), "en")).toEqual([]);
  });

  it("is worked out when it is first asked for, and once", () => {
    const facts = factsOf(dossierOf(), libraryOf(), day);
    const [own] = facts.memberships;
    if (!own) throw new Error("no membership");
    facts.memberships = ["own", "other", "own", "unheard-of"].map((framework) => ({
      ...own,
      framework,
      current: true,
    }));
    const asked: string[] = [];
    const packs = ["own", "other"].map((id) => {
      const { framework, ...pack } = packOf({ one: [item("i", { checks: ["1.0"] })] });
      const areas = framework.areas;
      const watched = {
        ...framework,
        id,
        get areas() {
          asked.push(id);
          return areas;
        },
      };
      return { ...pack, framework: watched };
    });
    const library = libraryOf(...packs);
    const scores = scorer(facts, library, "en");
    const askedFor = <T>(ask: () => T) => {
      asked.length = 0;
      return [ask(), new Set(asked)] as const;
    };
    const [ofOther, first] = askedFor(() => scores(new Set(["other", "unheard-of"])));
    expect(ofOther.map(({ id }) => id)).toEqual(["other"]);
    expect(first).toEqual(new Set(["other"]));
    const [all, second] = askedFor(() => scores());
    expect(all.map(({ id }) => id)).toEqual(["own", "other", "own"]);
    expect(second).toEqual(new Set(["own"]));
    expect(all[1]).toBe(ofOther[0]);
    expect(all[0]).not.toBe(all[2]);
    const [again, third] = askedFor(() => [scores(new Map()), scores()]);
    expect(again).toEqual([[], all]);
    expect(third).toEqual(new Set());
    expect(all).toEqual(score(dossierOf(), facts, library, "en"));
  });

  it("counts required items twice, recommended ones once and voluntary ones never", () => {
    const card = cardOf(
      packOf({
        one: [
          item("r", { checks: ["1.0"] }),
          item("s", { level: "recommended", checks: ["0.25"] }),
          item("v", { level: "voluntary", checks: ["0.0"] }),
        ],
        two: [item("t", { level: "recommended", checks: ["0.5"] }), item("u", { level: "voluntary", checks: ["1.0"] })],
        three: [item("w", { level: "voluntary", checks: ["1.0"] })],
        four: [],
      }),
    );
    expect(card.score).toBe((2 * 1 + 0.25 + 0.5) / 4);
    expect(card.areas).toEqual([
      { id: "one", title: "Area one", score: (2 * 1 + 0.25) / 3 },
      { id: "two", title: "Area two", score: 0.5 },
      { id: "three", title: "Area three", score: null },
      { id: "four", title: "Area four", score: null },
    ]);
    expect(card.complete).toBe(3);
    expect(card.applicable).toBe(6);
    expect(card.items.map(({ id, area }) => `${area}/${id}`)).toEqual([
      "one/r",
      "one/s",
      "one/v",
      "two/t",
      "two/u",
      "three/w",
    ]);
  });

  it("knows all its items in its expressions, and the item in question", () => {
    const card = cardOf(
      packOf({
        one: [item("a", { checks: ["items == ['a', 'b'] && item == 'a'"] })],
        two: [item("b", { checks: ["item == 'b' && membership.role == 'member'"] })],
      }),
    );
    expect(card.items.map(({ status }) => status)).toEqual(["complete", "complete"]);
  });
});

describe("an item", () => {
  it.each<[string[], string, number | null]>([
    [["true"], "complete", 1],
    [["true", "false"], "partial", 0.5],
    [["0.001"], "partial", 0.001],
    [["0.999"], "partial", 0.999],
    [["false"], "missing", 0],
    [["null"], "not-assessable", null],
    [["null", "true"], "complete", 1],
    [[], "not-assessable", null],
  ])("with %j is %s", (checks, status, demonstrated) => {
    const found = only(item("i", { checks }));
    expect(found).toMatchObject({ status, demonstrated, declared: null });
    if (demonstrated !== null) expect("reason" in found).toBe(false);
  });

  it("weighs its criteria as the pack says, else by one", () => {
    const one = item("i", { checks: ["true", "false"] });
    one.criteria[0] = { ...one.criteria[0]!, weight: 3 };
    const found = only(one);
    expect(found.criteria.map(({ weight }) => weight)).toEqual([3, 1]);
    expect(found.demonstrated).toBe(0.75);
  });

  it("that cannot be assessed says why, each reason once, and leaves the score", () => {
    const reason = "some(members).countedIf(false, 'no')";
    const found = only(item("i", { checks: [reason, "null", reason] }));
    expect(found).toMatchObject({
      status: "not-assessable",
      demonstrated: null,
      reason: "no; the expression gives no value",
    });
    const card = of([item("i", { checks: ["null"] }), item("j", { checks: ["false"] })]);
    expect(card).toMatchObject({ score: 0, complete: 0, applicable: 2 });
    expect("reason" in only(item("i"))).toBe(false);
  });

  it("is asked of the roles that it is for, and from the first to the last of its days", () => {
    const asked = (more: Item) => {
      const { status, reason, demonstrated, criteria } = only(item("i", { checks: ["true"], ...more }));
      return { status, reason, demonstrated, criteria: criteria.length };
    };
    const yes = { status: "complete", reason: undefined, demonstrated: 1, criteria: 1 };
    const no = (reason: string) => ({ status: "not-applicable", reason, demonstrated: null, criteria: 0 });
    expect(asked({ for: ["guest", "member"] })).toEqual(yes);
    expect(asked({ for: ["guest", "friend"] })).toEqual(no("asked of the roles guest, friend only"));
    expect(asked({ since: day })).toEqual(yes);
    expect(asked({ since: "2026-07-01" })).toEqual(no("announced: it counts from 2026-07-01"));
    expect(asked({ until: day })).toEqual(yes);
    expect(asked({ until: "2026-06-29" })).toEqual(no("it counted until 2026-06-29"));
    expect(asked({ since: "2026-01-01", until: "2026-12-31" })).toEqual(yes);
    const card = of([item("i", { for: ["guest"], checks: ["false"] }), item("j", { checks: ["true"] })]);
    expect(card).toMatchObject({ score: 1, complete: 1, applicable: 1 });
    expect(only(item("i", { for: ["guest"] }), { speech: marked }).reason).toBe("«asked of the roles guest only»");
  });

  const checklist = (entry: string) => `kind: checklist
version: 1
framework: own
date: 2026-06-01
items:
  i: ${entry}
`;

  it.each(["waived", "not-applicable"])("that is %s with a reason leaves the score", (status) => {
    const items = [item("i", { checks: ["true"] }), item("j", { checks: ["false"] })];
    const card = of(items, { checklist: checklist(`{ status: ${status}, reason: The region does it. }`) });
    expect(card).toMatchObject({ score: 0, complete: 0, applicable: 1 });
    expect(card.items[0]).toMatchObject({ status, demonstrated: 1, reason: "The region does it.", declared: status });
    expect(card.items[0]?.criteria).toHaveLength(1);
    expect(card.items[1]?.declared).toBeNull();
  });

  it.each(["waived", "not-applicable"])("that is %s without a reason stays in the score", (status) => {
    const found = only(item("i", { checks: ["true"] }), { checklist: checklist(`{ status: ${status} }`) });
    expect(found).toMatchObject({ status: "complete", declared: status });
    expect("reason" in found).toBe(false);
  });

  it("that the city declares done is no more than what is shown", () => {
    const found = only(item("i", { checks: ["0.5"] }), {
      checklist: checklist("{ status: done, reason: We say so. }"),
    });
    expect(found).toMatchObject({ status: "partial", demonstrated: 0.5, declared: "done" });
    expect("reason" in found).toBe(false);
  });
});

describe("a criterion", () => {
  it("has its texts in the language asked for, and its own account of what would raise it", () => {
    const one = item("i", { title: { en: "Title", pt: "Título" }, checks: ["true"] });
    one.criteria[0] = {
      ...one.criteria[0]!,
      label: { en: "Label", pt: "Etiqueta" },
      mend: { en: "Mend it", pt: "Remendar" },
      effort: "agree",
    };
    const found = only(one, { language: "pt" });
    expect(found.title).toBe("Título");
    expect(found.criteria[0]).toMatchObject({
      id: "c1",
      label: "Etiqueta",
      mend: "Remendar",
      effort: "agree",
      value: 1,
    });
    const [plain] = only(item("i", { checks: ["true"] })).criteria;
    // As it is written down.
    expect(JSON.stringify(plain)).toBe('{"id":"c1","label":"Label 1","value":1,"weight":1,"evidence":[]}');
  });

  it("cites each place once, in the order of files, lines and pointers", () => {
    const [found] = only(item("i", { checks: ["mean([some(members), some(members, ['id', 'name'])])"] })).criteria;
    expect(found?.evidence).toEqual([
      ...[0, 1].flatMap((n) => [
        { file: "a.yaml", pointer: `/members/${n}`, line: 6 },
        { file: "a.yaml", pointer: `/members/${n}/id`, line: 6 },
        { file: "a.yaml", pointer: `/members/${n}/name`, line: 6 },
      ]),
      { file: "b.yaml", pointer: "/members/0", line: 7 },
      { file: "b.yaml", pointer: "/members/0/id", line: 7 },
      { file: "b.yaml", pointer: "/members/0/name", line: 7 },
      { file: "b.yaml", pointer: "/members/1", line: 8 },
      { file: "b.yaml", pointer: "/members/1/id", line: 8 },
      { file: "b.yaml", pointer: "/members/1/name", line: 8 },
    ]);
    expect(found?.evidence).toBe(found?.evidence);
    const [line] = only(item("i", { checks: ["some(committees, ['type', 'members', 'name', 'id'])"] })).criteria;
    expect(line?.evidence.map(({ file, pointer, line }) => `${file}:${line} ${pointer}`)).toEqual([
      "a.yaml:3 /id",
      "a.yaml:4 /name",
      "a.yaml:5 /type",
      "a.yaml:6 /members/0",
      "a.yaml:6 /members/1",
      "b.yaml:3 /id",
      "b.yaml:4 /name",
      "b.yaml:5 /type",
      "b.yaml:7 /members/0",
      "b.yaml:8 /members/1",
    ]);
  });

  it("that cannot be used is not counted, and says why", () => {
    expect(only(item("i", { checks: ["members.size("] }))).toMatchObject({
      status: "not-assessable",
      reason: "Unexpected token: EOF",
      criteria: [{ value: null, reason: "Unexpected token: EOF", evidence: [] }],
    });
  });

  it("that fails on the dossier is not counted, and says why as the language does", () => {
    const speech: Speech = { ...english, translate: (text) => text.replace("the expression failed", "não deu") };
    expect(only(item("i", { checks: ["1 / 0 > 2"] })).reason).toBe("the expression failed: division by zero");
    expect(only(item("i", { checks: ["1 / 0 > 2"] }), { speech }).reason).toBe("não deu: division by zero");
  });

  it("of the workspace's own pack has only so much time, and one that comes with the tool has all that it takes", () => {
    const facts = factsOf(dossierOf(), libraryOf(), day);
    const context = cel.context(facts, { framework: "own", items: [], membership: null });
    const one = item("i", { checks: ["true"] });
    const valueIn = (more: Partial<Pack>) => assess(packOf({ one: [one] }, more), one, context, "en")[0]?.value;
    const now = performance.now.bind(performance);
    let hours = 0;
    performance.now = () => (hours += 1) * 3_600_000;
    try {
      expect(valueIn({ builtIn: false })).toBe(1);
      // By the clock the first took an hour: nothing is left to the next.
      expect(valueIn({ builtIn: false })).toBeNull();
      expect(valueIn({ builtIn: true })).toBe(1);
    } finally {
      performance.now = now;
    }
  });

  it("is refused where it is in a workspace's own pack and cannot be used, with its place in the file", () => {
    const place = (area: number, item: number, criterion: number) =>
      `/areas/${area}/items/${item}/criteria/${criterion}/check`.length;
    const pack = packOf({
      one: [item("a", { checks: ["true"] }), item("b", { checks: ["true", "some(nobody)"] })],
      two: [item("c", { checks: ["'a' == day && foo"] })],
    });
    const faults = faultsOf(pack).map(({ message, ...at }) => ({ ...at, message: told(message, english) }));
    expect(faults).toEqual([
      {
        file: "own.yaml",
        line: place(0, 1, 1),
        column: 15,
        message: "The expression of b › c2 cannot be used, from its character 6 on: Unknown variable: nobody",
      },
      {
        file: "own.yaml",
        line: place(1, 0, 0),
        // Between quotation marks or over several lines a place in the expression is none in the file.
        column: 10,
        message: "The expression of c › c1 cannot be used, from its character 15 on: Unknown variable: foo",
      },
    ]);
    expect(loadCriteria(libraryOf(pack))).toHaveLength(2);
    expect(loadCriteria(libraryOf({ ...pack, builtIn: true }))).toEqual([]);
    expect(loadCriteria(libraryOf())).toEqual([]);
  });

  it.each<[string, boolean]>([
    ["some(nobody)", true],
    ["(some(nobody))", true],
    ["!some(nobody)", false],
    [" some(nobody)", false],
    ["[some(nobody)] == []", false],
    ["some(\nnobody)", false],
    ["1 == 1 ? some(nobody) : null", false],
    ["some(nobody) == 'a #b'", false],
    ["{'a': some(nobody)} == {}", false],
    ["-some(nobody)", false],
  ])("%j has its fault's place in the file: %s", (check, isExact) => {
    const [fault] = faultsOf(packOf({ one: [item("a", { checks: [check] })] }));
    const offset = check.indexOf("nobody");
    expect(fault?.column).toBe(isExact ? 10 + offset : 10);
  });

  it("is compiled once for a pack, however often it is asked", () => {
    const pack = packOf({ one: [item("a", { checks: ["some(nobody)"] })] });
    expect(faultsOf(pack)).toEqual(faultsOf(pack));
    // As a policy of the tool's own it is taken by what its text says.
    const shared = packOf({ one: [item("a", { checks: ["matches(day, 'a')"] })] });
    expect(faultsOf({ ...shared, builtIn: true })).toHaveLength(1);
    expect(faultsOf(shared)).toHaveLength(1);
  });
});

describe("a text of a pack", () => {
  it.each<[Parameters<typeof inLanguage>[0], string, string]>([
    ["plain", "pt", "plain"],
    [{ en: "English", pt: "Português" }, "pt", "Português"],
    [{ en: "English", pt: "Português", "pt-BR": "Brasileiro" }, "pt-BR", "Brasileiro"],
    [{ en: "English", pt: "Português" }, "pt-BR", "Português"],
    [{ pt: "Português", en: "English" }, "sw", "English"],
    [{ pt: "Português", fr: "Français" }, "sw", "Português"],
    [{ pt: undefined, en: "English" }, "pt", "English"],
    [{}, "pt", ""],
    [{ en: "English" }, "constructor", "English"],
    [{ en: "English" }, "toString-x", "English"],
  ])("%j in %s is %s", (text, language, expected) => {
    expect(inLanguage(text, language)).toBe(expected);
  });
});

describe("a reason", () => {
  it("is the pack's own in the language, or ours as the language says it", () => {
    expect(reasonIn({ en: "because", pt: "porque" }, "pt")).toBe("porque");
    expect(reasonIn({ en: "because" }, "pt", marked)).toBe("because");
    expect(reasonIn(phrase("because"), "pt")).toBe("because");
    expect(reasonIn(phrase("because"), "pt", marked)).toBe("«because»");
  });

  it("says of whom something is asked, and when", () => {
    expect(reasonIn(reasons.role(["a", "b"]), "en")).toBe("asked of the roles a, b only");
    expect(reasonIn(reasons.announced("2027-01-01"), "en")).toBe("announced: it counts from 2027-01-01");
    expect(reasonIn(reasons.past("2025-12-31"), "en")).toBe("it counted until 2025-12-31");
  });
});
