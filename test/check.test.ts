import { expect, test } from "vitest";
import { city, committee, milCity, milCommittee, milPlan, plan } from "../src/check/examples.ts";
import { fill } from "../src/check/message.ts";
import { english, told } from "../src/model/phrase.ts";
import { nearest } from "../src/check/nearest.ts";
import { nameOf, placeOf } from "../src/check/place.ts";
import { contactIn, masked, secretIn } from "../src/check/private.ts";
import { regionsOf } from "../src/check/regions.ts";
import { rules } from "../src/check/rules.gen.ts";
import { check, type CheckInput } from "../src/check/run.ts";
import { facts } from "../src/facts/facts.ts";
import { UserError } from "../src/model/failure.ts";
import type { Rule } from "../src/model/rule.ts";
import { memoryFiles } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { readTexts } from "../src/read/workspace.ts";

const library = readLibrary(memoryFiles(new Map()), []);

function run(
  texts: Record<string, string>,
  more: Partial<Pick<CheckInput, "config" | "rules" | "scores">> = {},
  day = "2026-06-30",
) {
  const dossier = readTexts(new Map(Object.entries(texts)), library);
  const config = { rules: new Map() };
  return check({ dossier, facts: facts(dossier, library, day), library, scores: () => [], config, rules, ...more });
}

const found = (texts: Record<string, string>, rule: string) =>
  run(texts).diagnostics.filter((diagnostic) => diagnostic.rule === rule);

const sound = { "milcity.yaml": city, "committee.yaml": committee, "plan.yaml": plan };

test("a finding has all that a reader needs", () => {
  const [diagnostic] = found(
    { ...sound, "plan.yaml": plan.replace("lead: ana", "lead: anna") },
    "reference/unresolved",
  );
  expect(diagnostic).toMatchObject({
    severity: "error",
    message: "No member, partner or alliance of this dossier has the id `anna`.",
    place: "actions › labs › lead",
    file: "plan.yaml",
    pointer: "/actions/0/lead",
    range: { start: { line: 17, column: 11 }, end: { line: 17, column: 15 } },
    help: "Correct the id, or add what it should name. Did you mean `ana`?",
  });
  expect(diagnostic?.excerpt?.map(({ line }) => line)).toEqual([16, 17, 18]);
});

test("findings are sorted by file, line, column and rule, and the same input gives the same", () => {
  const texts = {
    ...sound,
    "plan.yaml": plan.replace("lead: ana", "lead: anna").replace("objective: skills", "objective: skill"),
    "a.yaml": "kind: x\n",
  };
  const { diagnostics } = run(texts);
  const keys = diagnostics.map(
    ({ file, range, rule }) =>
      `${file} ${String(range.start.line).padStart(4)} ${String(range.start.column).padStart(4)} ${rule}`,
  );
  expect(keys.length).toBeGreaterThan(3);
  expect(keys).toEqual([...keys].sort());
  expect(run(Object.fromEntries(Object.entries(texts).toReversed())).diagnostics).toEqual(diagnostics);
});

test("the workspace sets severities and turns rules off", () => {
  const config = {
    rules: new Map([
      ["reference/unresolved", "info"],
      ["schema/enum", "off"],
      ["id/duplicate", "off"],
    ] as const),
  };
  const result = run(
    { ...sound, "plan.yaml": plan.replace("lead: ana", "lead: zoe").replace("medium-term", "someday") },
    { config },
  );
  expect(result.diagnostics.find(({ rule }) => rule === "reference/unresolved")?.severity).toBe("info");
  expect(result.diagnostics.filter(({ rule }) => rule === "schema/enum")).toEqual([]);
  expect(result.suppressed).toBe(1);
  expect(result.rulesNotRun).toContainEqual({ rule: "id/duplicate", why: "turned off by the workspace" });
  expect(result.rulesRun).not.toContain("id/duplicate");
});

test("rules of a framework run for its members alone, and not after the membership has ended", () => {
  const rule = "plan/not-two-years";
  const mil = {
    "milcity.yaml": milCity,
    "committee.yaml": milCommittee,
    "plan.yaml": milPlan.replace("2026-12-31", "2025-12-31").replace("cocreation: []\n", ""),
  };
  const has = (texts: Record<string, string>) =>
    run(texts).diagnostics.some((one) => one.rule === rule && one.item === "mil-07");
  expect(has(mil)).toBe(true);
  expect(run(sound).rulesNotRun).toContainEqual({ rule, why: "no membership of mil" });
  const ended = { ...mil, "milcity.yaml": milCity.replace("role: member", "role: member\n    until: 2026-01-31") };
  expect(has(ended)).toBe(false);
  expect(found(mil, "mil/required").map(({ item }) => item)).toEqual(["mil-04"]);
  expect(found(ended, "mil/required")).toEqual([]);
});

test("what a framework asks is a warning while the plan is a draft", () => {
  const broken = milPlan.replace("cocreation: []\n", "");
  const severity = (status: string, rule: string) =>
    found(
      {
        "milcity.yaml": milCity,
        "committee.yaml": milCommittee.replace("focal-point", "chair"),
        "plan.yaml": broken.replace("active", status),
      },
      rule,
    )[0]?.severity;
  expect(severity("active", "mil/required")).toBe("error");
  expect(severity("draft", "mil/required")).toBe("warning");
  expect(severity("active", "committee/no-focal-point")).toBe("error");
  expect(severity("draft", "committee/no-focal-point")).toBe("warning");
});

const bare = { severity: "warning", asks: "", message: "{id}", why: "", fix: "", right: "", wrong: "" } as const;

test("a rule that throws is recorded, and the others still run", () => {
  const failing: Rule = {
    ...bare,
    check: () => {
      throw new Error("broken");
    },
  };
  const nowhere: Rule = {
    ...bare,
    *check({ dossier }) {
      for (const document of dossier.documents.plan)
        yield {
          in: {
            ...document,
            place: () => {
              throw new Error("no place");
            },
          },
          at: "/title",
        };
    },
  };
  const result = run(
    { ...sound, "plan.yaml": plan.replace("lead: ana", "lead: zoe") },
    { rules: new Map([["a/throws", failing], ["a/nowhere", nowhere], ...rules]) },
  );
  expect(result.internal).toMatchObject([{ rule: "a/throws" }, { rule: "a/nowhere" }]);
  expect(result.diagnostics.some(({ rule }) => rule === "reference/unresolved")).toBe(true);
});

test("findings that are alike are kept once", () => {
  const twice: Rule = {
    ...bare,
    *check({ dossier }) {
      for (const document of [...dossier.documents.plan, ...dossier.documents.plan])
        yield { in: document, at: "/title", args: { id: "x" } };
    },
  };
  expect(run(sound, { rules: new Map([["a/twice", twice]]) }).diagnostics.length).toBe(1);
});

test("one cause makes one finding", () => {
  const measured = `${plan}indicators:\n  - id: trained\n    title: People trained\n    type: output\n`;
  const misspelt = `${measured}    baselin: { value: 1, date: 2025-01-01 }\n`;
  expect(found({ ...sound, "plan.yaml": measured }, "indicator/incomplete").length).toBe(1);
  expect(found({ ...sound, "plan.yaml": misspelt }, "indicator/incomplete")).toEqual([]);
});

test("nothing is said of what may stand in a file that could not be read", () => {
  const texts = { ...sound, "plan.yaml": plan.replace("lead: ana", "lead: zoe") };
  expect(found(texts, "reference/unresolved").length).toBe(1);
  expect(found({ ...texts, "committee.yaml": `${committee}x-note: "open\n` }, "reference/unresolved")).toEqual([]);
  expect(
    found({ ...texts, "committee.yaml": committee.replace("id: ana", "id: Zoe Ana") }, "reference/unresolved").length,
  ).toBe(1);
});

test("a missing id is reported once, with its further uses", () => {
  const more = [1, 2, 3, 4]
    .map(
      (n) =>
        `  - { id: more-${n}, title: More, objective: skills, lead: zoe, start: 2025-03-01, ongoing: true, status: planned }\n`,
    )
    .join("");
  const all = found(
    { ...sound, "plan.yaml": `${plan.replace("lead: ana", "lead: zoe")}${more}` },
    "reference/unresolved",
  );
  expect(all.map(({ message }) => message)).toEqual([
    "No member, partner or alliance of this dossier has the id `zoe`, which is used 5 times.",
  ]);
  expect(all[0]?.related?.length).toBe(3);
});

test("policies of a workspace are rules of their own", () => {
  const policy = {
    id: "known-lead",
    over: "action",
    check: 'action.lead == "ana"',
    message: "Ana leads {all}.",
    severity: "warning",
  } as const;
  const texts = { ...sound, "plan.yaml": plan.replace("lead: ana", "lead: ben") };
  const result = run(texts, { config: { rules: new Map(), policies: [policy] } });
  expect(result.diagnostics.find(({ rule }) => rule === "policy/known-lead")).toMatchObject({
    severity: "warning",
    message: "Ana leads {all}.",
    place: "actions › labs",
    pointer: "/actions/0",
  });
  expect(result.rulesRun).toContain("policy/known-lead");
  const nonsense = { ...policy, check: "action.nonsense ==" };
  expect(() => run(texts, { config: { rules: new Map(), policies: [nonsense] } })).toThrow(UserError);
});

test("a place is named by ids, else by what an entry is known by, else by its number", () => {
  const dossier = readTexts(
    new Map(
      Object.entries({
        ...sound,
        "plan.yaml": `${plan}policies:\n  - title: { en: Write to ana@city.example }\n  - {}\n`,
      }),
    ),
    library,
  );
  const document = dossier.documents.plan[0];
  const place = (pointer: string) => document && placeOf(document, pointer);
  expect(place("/actions/0/milestones/1/due")).toBe("actions › labs › milestones › 2 › due");
  expect(place("/policies/0/title")).toBe("policies › Write to a…@… › title");
  expect(place("/policies/1")).toBe("policies › 2");
  expect(place("")).toBe("plan-2025");
  expect(told(nameOf("/actions/0/sdgs/2"), english)).toBe("Entry 3 of `sdgs`");
});

test("a near name is suggested, a far one is not", () => {
  expect(nearest("Libary_labs", ["labs", "library-labs"])).toBe("library-labs");
  expect(nearest("gncl", ["mil", "gnlc"])).toBe("gnlc");
  expect(nearest("ana", ["ben", "eva"])).toBeUndefined();
  expect(nearest("", ["a"])).toBeUndefined();
  expect(nearest("x".repeat(200), ["x".repeat(199)])).toBeUndefined();
});

test("a message is filled once, and quotes neither contacts nor secrets", () => {
  expect(fill("{a} and {b}", { a: "{b}", b: 2 })).toBe("{b} and 2");
  expect(fill("{constructor} {a}", { a: "x".repeat(300) })).toBe(`{constructor} ${"x".repeat(200)}…`);
  const secret = `ghp_${"a1B2".repeat(9)}`;
  const quoted = fill("`{value}`", { value: `Ana, ana.silva@city.example, +351 912 345 678, ${secret}` });
  expect(quoted).not.toMatch(/silva|912|a1B2/);
  expect(told(secretIn(secret) ?? "", english)).toBe("a token of GitHub");
});

test.each([
  "ana@city.example",
  "+351 912 345 678",
  "(202) 555-0143",
  "Tel. 93 212 34 56",
  "0041 44 668 18 00",
  "020 7946 0958",
])("%s is a contact", (text) => {
  expect(contactIn(`Ask ${text}.`)).toBeDefined();
  expect(masked(text)).not.toBe(text);
});

test.each([
  "2026-03-31 to 2027-03-31",
  "01.02.2026 - 31.12.2026",
  "ISBN 978-92-3-100123-4",
  "120 000 000 EUR",
  "@lakeside",
  "https://x.example/0123456789",
  "+100 %",
  "0.123456789",
])("%s is no contact", (text) => {
  expect(contactIn(`See ${text} there.`)).toBeUndefined();
});

test("every country but Antarctica has a region", async () => {
  const { default: schema } = await import("../schemas/common.schema.json", { with: { type: "json" } });
  expect(schema.$defs.country.enum.filter((code) => regionsOf(code).length === 0)).toEqual(["AQ"]);
});

const letters = "a1B2c3D4".repeat(8);
test.each([
  `ghp_${letters.slice(0, 36)}`,
  `github_pat_${letters}`,
  `glpat-${letters.slice(0, 20)}`,
  "AKIA".padEnd(20, "Z9"),
  `aws_secret_access_key = ${letters.slice(0, 40)}`,
  `AIza${letters.slice(0, 35)}`,
  `xoxb-${letters.slice(0, 30)}`,
  `https://hooks.slack.com/services/T00000000/B00000000/${letters.slice(0, 24)}`,
  `sk_live_${letters.slice(0, 24)}`,
  `npm_${letters.slice(0, 36)}`,
  `pypi-${letters}`,
  `SG.${letters.slice(0, 22)}.${letters.slice(0, 43)}`,
  `sk-proj-${letters}`,
  `hf_${letters.slice(0, 34)}`,
  `dop_v1_${"0a".repeat(32)}`,
  `shpat_${"0a".repeat(16)}`,
  `ATATT3${letters}`,
  `123456789:AA${letters.slice(0, 33)}`,
  `key-${"0a".repeat(16)}`,
  `AccountKey=${letters}`,
  `eyJ${letters.slice(0, 20)}.eyJ${letters.slice(0, 30)}.x`,
  "https://ana:hunter2@city.example/",
  `password: ${letters.slice(0, 20)}`,
  "-----BEGIN RSA PRIVATE KEY-----",
])("%s is a secret", (secret) => {
  expect(secretIn(`Use ${secret} here`)).toBeDefined();
  expect(masked(secret)).not.toContain(secret);
});

test.each([
  "the secret of good tokens",
  "sk-digital-skills-for-everybody-2026",
  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "https://city.example:8080/a/very-long-path-of-an-address-2026",
])("%s is no secret", (text) => {
  expect(secretIn(text)).toBeUndefined();
});

test("a fault of form that no rule speaks of is reported all the same", () => {
  const dossier = readTexts(new Map(Object.entries(sound)), library);
  const document = dossier.documents.plan[0];
  if (document) dossier.faults.push({ rule: "mil/unheard-of", framework: "mil", in: document, at: "/actions/0" });
  const input = { dossier, facts: facts(dossier, library, "2026-06-30"), library, scores: () => [], rules };
  expect(check({ ...input, config: { rules: new Map() } }).diagnostics.map(({ message }) => message)).toContain(
    "Entry 1 of `actions` has not the form that is asked for here.",
  );
});

test("rules ask for the scores of frameworks that have a checklist, and of no others", () => {
  const asked: boolean[] = [];
  const checklist = "kind: checklist\nversion: 1\nframework: mil\nitems: { mil-01: { status: done } }\n";
  run(
    { ...sound, "checklist.yaml": checklist },
    {
      scores: (among) => {
        asked.push(among?.has("mil") ?? false, among?.has("gnlc") ?? true);
        return [];
      },
    },
  );
  expect(asked).toEqual([true, false, true, false]);
  run(sound, { scores: (): never => expect.unreachable() });
});
