/** The pictures of reports: what they show, what they leave out and say so, and that no name gets out of them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inspect, openWorkspace, reportOf, wordsOf, type ReportView } from "../src/index.ts";
import type { ChartView, Label, Mark } from "../src/model/chart.ts";
import { templates } from "../src/model/templates.gen.ts";
import type { HistoryView, PastScores } from "../src/model/views.ts";
import type { LocaleData } from "../src/model/words.ts";
import { cut } from "../src/render/report/cut.ts";
import html from "../src/render/report/html.ts";
import markdown from "../src/render/report/markdown.ts";
import { svg } from "../src/render/report/svg.ts";
import { assemble } from "../src/report/assemble.ts";
import { words } from "../src/report/words.ts";
import { withoutOwnScript } from "./page-script.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-charts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const setting = { words: wordsOf("en"), colour: false, width: 80, verbose: false, quiet: false };
const day = "2026-11-22";
const city =
  "kind: city\nversion: 1\nname: Porto Raso\ncountry: PT\nlanguages: [en]\nmemberships:\n  - { framework: mil, role: member }\n";

let dossiers = 0;
function dossier(documents: Record<string, string>): string {
  const path = join(folder, `d${dossiers++}`);
  mkdirSync(path);
  for (const [file, text] of Object.entries({ "milcity.yaml": city, ...documents }))
    writeFileSync(join(path, file), text);
  return path;
}

function inspected(path: string, language = "en") {
  const workspace = openWorkspace({ cwd: root, paths: [path], day, language });
  const [one] = [...inspect(workspace)];
  if (one === undefined) throw new Error(`No dossier at ${path}`);
  return { one, workspace };
}

function report(path: string, history?: HistoryView): ReportView {
  const { one, workspace } = inspected(path);
  return reportOf(one, workspace, { public: true, language: "en", ...(history && { history }) });
}

function mirrored(path: string): ReportView {
  const [template] = templates;
  const english = parse(readFileSync(join(root, "locales/en.yaml"), "utf8")) as LocaleData;
  const { one, workspace } = inspected(path);
  return assemble({
    template: present(template),
    dossier: one.dossier,
    facts: one.facts,
    scores: one.scores,
    diagnostics: [],
    library: workspace.library,
    words: words({ ...english, direction: "rtl" }, english),
    public: true,
    sources: [],
    tool: { name: "milcity", version: "0" },
  });
}

const plan = (rest: string): string =>
  `kind: plan\nversion: 1\nid: p\ntitle: A plan\nframeworks: [mil]\nstatus: active\nperiod: { start: 2026-01-01, end: 2027-12-31 }\n${rest}`;
const action = (id: string, rest: string): string =>
  `  - { id: ${id}, title: "Title ${id}", lead: { name: X }, ${rest} }\n`;

const isLabel = (mark: Mark): mark is Label => "text" in mark;
const labels = (chart: ChartView): string[] => chart.marks.filter(isLabel).map(({ text }) => text);
const looks = (chart: ChartView, look: string): Mark[] => chart.marks.filter((mark) => mark.look === look);
const boxes = (chart: ChartView, look: string) =>
  looks(chart, look).flatMap((mark) => ("height" in mark ? [[mark.x, mark.width]] : []));
const signs = (chart: ChartView, look: string) =>
  looks(chart, look).flatMap((mark) => ("d" in mark && mark.at !== null ? [mark.at[0]] : []));
const cells = (chart: ChartView): (string | null)[][] =>
  chart.table?.rows.map(({ name, cells: own }) => [name.text, ...own.map(({ text }) => text)]) ?? [];

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("There is no picture");
  return value;
}

function charts(view: ReportView): ChartView[] {
  return [
    view.timeline,
    view.indicatorsChart,
    ...view.governance.map(({ seats }) => seats),
    view.spending,
    ...view.checklists.flatMap(({ areasChart, history }) => [areasChart, history]),
  ].filter((chart) => chart !== null);
}

/** Whether a parser of XML takes it: Chromium's own. */
async function parses(browser: Browser, pictures: string[]): Promise<string[]> {
  const tab = await browser.newPage();
  const faults = await tab.evaluate<string[]>(
    `${JSON.stringify(pictures)}.flatMap((text) => {
      const found = new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror");
      return found === null ? [] : [found.textContent];
    })`,
  );
  await tab.close();
  return faults;
}

/** Asked of a page: its width, its smallest text, and what is drawn beyond the edge of its picture, but for the swing of a letter. */
const measured = `(() => {
  const box = (one) => one.getBoundingClientRect();
  const pictures = [...document.querySelectorAll("svg")];
  return {
    page: document.documentElement.scrollWidth,
    text: Math.min(...pictures.map((one) => (14 * box(one).width) / one.viewBox.baseVal.width)),
    clipped: pictures.flatMap((one) =>
      [...one.querySelectorAll("text, rect, path")].filter((mark) => {
        const [own, all] = [box(mark), box(one)];
        return own.left < all.left - 3 || own.right > all.right + 3 || own.top < all.top - 3 || own.bottom > all.bottom + 3;
      }).map((mark) => mark.outerHTML)),
  };
})()`;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}, 60_000);
afterAll(() => browser.close());

describe("actions over time", () => {
  const actions = [
    action(
      "a",
      "objective: o, start: 2026-01-01, end: 2026-12-31, status: in-progress, milestones: [{ id: m1, title: M, due: 2026-11-21 }, { id: m2, title: M, due: 2026-11-22 }, { id: m3, title: M, due: 2026-05-01, done: 2026-05-02 }, { id: m4, title: M, due: 2030-01-01 }]",
    ),
    action("b", "objective: o, start: 2026-03-01, ongoing: true, status: planned"),
    action(
      "c",
      "objective: nowhere, start: 2026-03-01, end: 2026-04-01, status: cancelled, milestones: [{ id: m5, title: M, due: 2026-03-05 }]",
    ),
    action("d", "start: 2026-06-01, status: planned"),
    action("e", "status: planned"),
    action("f", "start: 2020-01-01, end: 2020-12-31, status: completed"),
    action("g", "start: 2026-09-01, end: 2026-02-01, status: planned"),
    action("h", "start: 2025-01-01, end: 2030-01-01, status: delayed"),
  ];
  const text = plan(`objectives:\n  - { id: o, title: Read, horizon: medium-term }\nactions:\n${actions.join("")}`);
  let chart: ChartView;
  beforeAll(() => {
    chart = present(report(dossier({ "plan.yaml": text })).timeline);
  });

  test("have bars from their first day to their last, on the axis of the plan", () => {
    // 730 days on 420 pixels: a year is half of them.
    expect(boxes(chart, "in-progress")[0]).toEqual([250, 210]);
    expect(boxes(chart, "planned")[0]).toEqual([283.9, 386.1]);
    expect(boxes(chart, "delayed")[0]).toEqual([250, 420]);
    expect(labels(chart).slice(0, 3)).toEqual(["Jan 2026", "Jul 2026", "Jan 2027"]);
  });

  test("have no bar where a day is missing, wrong or outside, and say so", () => {
    expect(labels(chart)).toEqual(
      expect.arrayContaining([
        "end not stated",
        "no dates stated",
        "before the time that is shown",
        "ends before it starts",
      ]),
    );
    expect(signs(chart, "tick")).toHaveLength(1);
    // The legend has the other one.
    expect(boxes(chart, "planned")).toHaveLength(2);
    expect(boxes(chart, "completed")).toHaveLength(1);
  });

  test("are open where they go on beyond the picture", () => {
    // Two actions to the right, one to the left, and the legend.
    expect(looks(chart, "open-end")).toHaveLength(4);
    expect(labels(chart)).toContain("goes on");
  });

  test("have milestones told apart by their shape", () => {
    const shape = (look: string) => looks(chart, look).flatMap((mark) => ("d" in mark ? [mark.d] : []))[0];
    const shapes = ["reached", "open", "overdue", "off"].map(shape);
    expect(new Set(shapes).size).toBe(4);
    expect(shapes).not.toContain(undefined);
    expect(signs(chart, "overdue")).toHaveLength(2);
    expect(chart.notes).toEqual(["One milestone lies outside the time that is shown or has no day, see the table."]);
  });

  test("have a line for today", () => {
    expect(looks(chart, "today")).toEqual([{ d: "M437,46L437,298", at: null, look: "today" }]);
    expect(chart.description).toContain("A dashed line marks today, November 22, 2026.");
    const past = text.replace("2026-01-01, end: 2027-12-31", "2020-01-01, end: 2021-12-31");
    const without = present(report(dossier({ "plan.yaml": past })).timeline);
    expect(looks(without, "today")).toEqual([]);
    expect(without.notes).toContain("Today, November 22, 2026, lies outside the time that is shown.");
  });

  test("stand in a table with all that is drawn", () => {
    expect(cells(chart)[0]).toEqual([
      "1.1 Title a",
      "January 1, 2026 to December 31, 2026",
      "in progress",
      "November 21, 2026 (milestone overdue); November 22, 2026 (milestone to come); May 2, 2026 (milestone reached); January 1, 2030 (milestone to come)",
    ]);
    expect(cells(chart)).toHaveLength(8);
  });

  test("beyond the first forty are in the table alone, in linear time", () => {
    const many = (count: number): string =>
      dossier({
        "plan.yaml": plan(
          `objectives:\n  - { id: o, title: Read, horizon: medium-term }\nactions:\n${Array.from({ length: count }, (_, n) => action(`a${n}`, "objective: o, start: 2026-01-01, end: 2026-12-31, status: planned")).join("")}`,
        ),
      });
    const time = (path: string): [number, ChartView] => {
      const { one, workspace } = inspected(path);
      const before = performance.now();
      const view = reportOf(one, workspace, { public: true, language: "en" });
      return [performance.now() - before, present(view.timeline)];
    };
    const [small, large] = [many(500), many(2_000)];
    time(small);
    const [few] = time(small);
    const [took, picture] = time(large);
    expect(boxes(picture, "planned")).toHaveLength(41);
    expect(picture.notes).toEqual(["And 1,960 more rows, see the table."]);
    expect(cells(picture)).toHaveLength(2_000);
    expect(picture.height).toBeLessThan(1_200);
    expect(took).toBeLessThan(12 * few + 1_000);
  }, 60_000);
});

describe("indicators", () => {
  const at = (value: string): string => `{ value: ${value}, date: 2026-01-01 }`;
  const given = plan(`indicators:
  - { id: falls, title: Falls, type: outcome, direction: decrease, baseline: ${at("10")}, target: ${at("0")} }
  - { id: bound, title: Bound, type: output, baseline: ${at("0")}, target: ${at("{ atLeast: 4 }")} }
  - { id: below, title: Below, type: output, direction: reach, baseline: ${at("-5.5")}, target: ${at("{ atMost: 3 }")} }
  - { id: said, title: Said, type: output, baseline: ${at("false")}, target: ${at("true")} }
  - { id: mixed, title: Mixed, type: output, baseline: ${at("false")}, target: ${at("3")} }
  - { id: none, title: None, type: output }
  - { id: huge, title: Huge, type: output, baseline: ${at("-1.7e+308")}, target: ${at("1.7e+308")} }
`);
  const told = `kind: report\nversion: 1\nid: r\nplan: p\nperiod: { start: 2026-01-01, end: 2026-06-30 }\ndate: 2026-07-05\nauthor: { name: X }\nstatus: approved\nindicators:\n  - { indicator: falls, value: 12, date: 2026-03-01 }\n  - { indicator: said, value: true, date: 2026-03-01 }\n`;
  let chart: ChartView;
  beforeAll(() => {
    chart = present(report(dossier({ "plan.yaml": given, "report.yaml": told })).indicatorsChart);
  });

  test("have each a scale of its own, on which a step back is a step back", () => {
    // The first sign of a kind is the legend's. 0, 10 and 12 lie on 242 pixels from 34.
    expect(signs(chart, "target").slice(0, 3)).toEqual([600, 34, 276]);
    expect(signs(chart, "baseline")[1]).toBe(235.7);
    expect(signs(chart, "latest")).toEqual([470, 276, 276]);
    expect(labels(chart)).toContain("↘ worse");
  });

  test("have bounds that are open to one side, and statements at two ends", () => {
    expect(looks(chart, "bound").flatMap((mark) => ("d" in mark ? [mark.d.slice(0, 16)] : []))).toEqual([
      "M276,125L310,125",
      "M304,121L310,125",
      "M276,187L0,187",
      "M6,183L0,187L6,1",
    ]);
    expect(labels(chart)).toEqual(expect.arrayContaining(["at least 4", "at most 3", "not reached", "reached"]));
  });

  test("have nothing where nothing is known or comparable", () => {
    expect(labels(chart).filter((text) => text === "nothing to set on a scale")).toHaveLength(2);
    expect(labels(chart).filter((text) => text === "not measured yet")).toHaveLength(5);
    expect(looks(chart, "way")).toHaveLength(2);
    expect(chart.description).toContain("5 lack a value, and nothing is drawn for it.");
    expect(svg(chart)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("budget and spending", () => {
  const given = plan(`objectives:
  - { id: o, title: One, horizon: medium-term }
  - { id: q, title: Two, horizon: medium-term }
actions:
${action("a", 'objective: o, start: 2026-01-01, end: 2026-12-31, status: planned, budget: { amount: { amount: "1234567.125", currency: TND } }')}${action("b", "objective: q, start: 2026-01-01, end: 2026-12-31, status: planned, budget: { amount: { amount: 500000, currency: JPY } }")}${action("c", 'objective: o, start: 2026-01-01, end: 2026-12-31, status: cancelled, budget: { amount: { amount: "1000", currency: TND } }')}`);
  const told = `kind: report\nversion: 1\nid: r\nplan: p\nperiod: { start: 2026-01-01, end: 2026-06-30 }\ndate: 2026-07-05\nauthor: { name: X }\nstatus: approved\nactions:\n  - { action: a, status: in-progress, progress: 25, spent: { amount: "308641.781", currency: TND } }\n`;

  test("keep currencies apart, exact to their last digit, and leave out what is not stated", () => {
    const chart = present(report(dossier({ "plan.yaml": given, "report.yaml": told })).spending);
    expect(cells(chart)).toEqual([
      ["2 Two", "JPY", "¥500,000", null],
      ["1 One", "TND", "TND\u00a01,234,567.125", "TND\u00a0308,641.781"],
    ]);
    // The legend's, then each currency on the whole width.
    expect(boxes(chart, "planned").slice(1)).toEqual([
      [1, 540],
      [1, 540],
    ]);
    expect(boxes(chart, "bar").slice(1)).toEqual([[1, 135]]);
    expect(labels(chart)).toContain("Spent: not stated");
  });
});

describe("a committee", () => {
  const members = (sectors: string[]): string =>
    `kind: committee\nversion: 1\nid: c\nname: Board\ntype: steering\nmembers:\n${sectors.map((sector, n) => `  - { id: m${n}, name: Canary ${n}, roles: [member], sector: ${sector}, represents: [women] }\n`).join("")}`;
  const text = plan(
    `actions:\n  - { id: a, title: A, lead: { name: X, sector: health }, audience: [migrants, women, everyone], start: 2026-01-01, end: 2026-12-31, status: planned }\n`,
  );

  test("shows who sits on it, and an empty place for whom the plan names", () => {
    const chart = present(
      report(dossier({ "plan.yaml": text, "c.yaml": members(["media", "media", "culture"]) })).governance[0]?.seats,
    );
    expect(cells(chart)).toEqual([
      ["media", "Sectors", "2", "not named"],
      ["culture", "Sectors", "1", "not named"],
      ["health", "Sectors", "0", "named"],
      ["women", "Groups they speak for", "3", "named"],
      ["migrants", "Groups they speak for", "0", "named"],
    ]);
    expect([signs(chart, "dot").length, signs(chart, "empty").length]).toEqual([6, 2]);
    expect(labels(chart).filter((label) => label === "nobody")).toHaveLength(2);
    expect(JSON.stringify(chart)).not.toContain("Canary");
  });

  test("has bars where there are too many for dots", () => {
    const chart = present(
      report(dossier({ "plan.yaml": text, "c.yaml": members(Array.from({ length: 30 }, () => "media")) })).governance[0]
        ?.seats,
    );
    expect(boxes(chart, "bar")).toEqual([
      [300, 340],
      [300, 340],
    ]);
    expect(signs(chart, "dot")).toEqual([]);
  });
});

describe("scores", () => {
  const card = { title: "", role: "member", plan: null, complete: 0, applicable: 0, areas: [], items: [] };

  test("of areas have a bar, and no bar where there is no score", () => {
    const view = report("examples/vila-clara");
    const [mil] = view.checklists;
    const chart = present(mil?.areasChart);
    const unscored = mil?.areas.filter(({ score }) => score === null).length ?? 0;
    expect(unscored).toBeGreaterThan(0);
    expect(boxes(chart, "track")).toHaveLength((mil?.areas.length ?? 0) - unscored);
    expect(cells(chart).filter(([, score]) => score === "not assessed")).toHaveLength(unscored);
    expect(cells(chart).filter(([, score]) => score === "0%")).toEqual([]);
  });

  test("of revisions break where one is missing and where the edition changes", () => {
    const past = (revision: string, date: string, score: number | null, edition: string, id = "mil"): PastScores => ({
      revision,
      commit: revision,
      date,
      asOf: date,
      dossiers: [
        { path: "examples/vila-clara", city: "", frameworks: [{ ...card, id, score, edition }] },
        { path: "examples/other", city: "", frameworks: [{ ...card, id, score: 1, edition }] },
      ],
    });
    const history: HistoryView = {
      asOf: day,
      notes: [],
      history: [
        past("v4", "2026-05-01", 0.5, "2023"),
        past("v1", "2026-01-01", 0.1, "2023"),
        past("v2", "2026-02-01", 0.2, "2023"),
        { ...past("v3", "2026-03-01", null, ""), dossiers: [], why: "Its settings cannot be read." },
        past("v5", "2026-06-01", 0.6, "2023"),
        past("v6", "2026-07-01", 0.4, "2026"),
        past("x", "2026-02-30", 0.4, "2026"),
        past("y", "2026-07-01", 1, "2026", "iaec"),
      ],
    };
    const chart = present(report("examples/vila-clara", history).checklists[0]?.history);
    expect(looks(chart, "path")).toHaveLength(2);
    expect(signs(chart, "dot")).toHaveLength(5);
    expect(signs(chart, "off")).toHaveLength(1);
    expect(labels(chart)).toEqual(expect.arrayContaining(["edition 2026", "not assessed", "40%"]));
    expect(cells(chart).map(([revision]) => revision)).toEqual(["v1", "v2", "v3", "v4", "v5", "v6"]);
    expect(chart.description).toMatch(/One has no score.*the line is broken/);
    expect(report("examples/vila-clara").checklists.map((one) => one.history)).toEqual([null, null, null, null]);
  });
});

describe("on the page", () => {
  test("a report without anything has no picture", () => {
    const view = report(dossier({}));
    expect([view.timeline, view.indicatorsChart, view.spending, view.governance]).toEqual([null, null, null, []]);
    expect(html(view, setting).match(/<svg/g)?.length ?? 0).toBe(charts(view).length);
  });

  test("no name gets out of a picture, and every picture is XML", async () => {
    const view = report("examples/vila-clara");
    const names = [
      "</svg><script>alert(1)</script>",
      "]]><!--",
      '" onload="x',
      "a&b&#x3c;",
      "\u202eabc\u0007",
      "A".repeat(300),
      "مدينة ".repeat(50),
    ];
    const hostile = charts(view).map((chart, n): ChartView => {
      const name = (at: number): string => names[(n + at) % names.length] ?? "";
      const marks = chart.marks.map((mark, at): Mark => {
        if (isLabel(mark)) return { ...mark, text: name(at), lang: name(at + 1), look: name(at + 2) };
        return "d" in mark ? { ...mark, d: name(at), look: name(at) } : { ...mark, look: name(at) };
      });
      return { ...chart, title: name(0), description: name(1), marks };
    });
    const page = html({ ...view, timeline: hostile[0] ?? null }, setting);
    expect(withoutOwnScript(page)).not.toMatch(/<script|onload="x|<!--/);
    const control = /[\p{Cc}]/gu;
    const pictures = hostile.map((chart) => svg(chart).replace(control, (mark) => (mark === "\n" ? mark : "")));
    for (const picture of pictures) expect(picture).not.toMatch(/<script|" onload="x|<!--/);
    expect(await parses(browser, [...charts(view).map(svg), ...pictures])).toEqual([]);
    expect(await parses(browser, ["<svg>"])).toHaveLength(1);
  });

  test("names longer than their room are cut between characters", () => {
    expect(cut("A short name", 40)).toBe("A short name");
    expect(cut("W".repeat(300), 10)).toBe(`${"W".repeat(9)}…`);
    expect(cut("👩‍👩‍👧".repeat(30), 4)).toBe(`${"👩‍👩‍👧".repeat(2)}…`);
    expect(cut("é".normalize("NFD").repeat(30), 3)).toBe(`${"é".normalize("NFD").repeat(3)}…`);
    expect(cut("", 0)).toBe("");
  });

  test("each has its own ids, the size of its box, and the same bytes each time", () => {
    const page = html(report("examples/vila-clara"), setting);
    expect(html(report("examples/vila-clara"), setting)).toBe(page);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const heads = [
      ...page.matchAll(
        /<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)" width="([\d.]+)" height="([\d.]+)" viewBox="0 0 ([\d.]+) ([\d.]+)">/g,
      ),
    ];
    expect(heads).toHaveLength(page.match(/<svg/g)?.length ?? 0);
    for (const [, title, told, width, height, w, h] of heads) {
      expect([ids.includes(title), ids.includes(told)]).toEqual([true, true]);
      expect([width, height]).toEqual([w, h]);
    }
    for (const [picture] of page.matchAll(/<svg [\s\S]*?<\/svg>/g)) expect(picture).not.toMatch(/="-?\d+\.\d{2,}"/);
  });

  test("in Markdown they are their tables", () => {
    const text = markdown(report("examples/vila-clara"), setting);
    expect(text).toContain("Actions and milestones over time: the data\n\n| Action | Dates | Status | Milestones |\n");
    expect(text).not.toContain("<svg");
  });

  test("they are mirrored where a page reads from right to left", () => {
    const path = "examples/vila-clara";
    const [usual, other] = [present(report(path).timeline), present(mirrored(path).timeline)];
    for (const [n, mark] of usual.marks.entries()) {
      const there = other.marks[n];
      if ("height" in mark && there !== undefined && "height" in there)
        expect(mark.x + mark.width + there.x).toBeCloseTo(usual.width, 0);
      else if (isLabel(mark) && there !== undefined && isLabel(there))
        expect(mark.x + there.x).toBeCloseTo(usual.width, 0);
    }
    expect(looks(other, "today")).not.toEqual(looks(usual, "today"));
  });

  test("the largest example stays below 300 KB", () => {
    const file = join(folder, "large.html");
    writeFileSync(file, html(report("examples/vila-clara"), setting));
    expect(statSync(file).size).toBeLessThan(300_000);
  });

  test("the Nu validator and axe find no fault, and nothing overflows, on narrow and wide pages, light and dark", async () => {
    const long = "B".repeat(300);
    const path = dossier({
      "plan.yaml": plan(
        `objectives:\n  - { id: o, title: ${long}, horizon: medium-term }\nactions:\n  - { id: a, title: { ar: "ورشة for everyone", en: ${long} }, objective: o, lead: { name: X }, start: 2026-01-01, ongoing: true, status: in-progress, budget: { amount: { amount: "1.5", currency: TND } } }\nindicators:\n  - { id: i, title: ${long}, type: output, baseline: { value: 1, date: 2026-01-01 } }\n`,
      ),
      "c.yaml": `kind: committee\nversion: 1\nid: c\nname: ${long}\ntype: steering\nmembers:\n  - { id: m, name: M, roles: [member], sector: media }\n`,
    });
    const pages = [
      ["vila-clara", html(report("examples/vila-clara"), setting)],
      ["long", html(report(path), setting)],
      ["mirrored", html(mirrored(path), setting)],
    ].map(([name = "", page = ""]) => {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, page);
      return file;
    });
    const jar = join(root, "node_modules/vnu-jar/build/dist/vnu.jar");
    const said = execFileSync(
      "java",
      ["-jar", jar, "--stdout", "--errors-only", "--exit-zero-always", "--format", "text", ...pages],
      { encoding: "utf8" },
    );
    expect(said).not.toMatch(/error:/i);
    for (const file of pages)
      for (const width of [360, 768, 1440]) {
        const context = await browser.newContext({
          viewport: { width, height: 900 },
          colorScheme: width === 768 ? "dark" : "light",
        });
        const tab = await context.newPage();
        const faults: string[] = [];
        tab.on("console", (message) => faults.push(message.text()));
        await tab.goto(`file://${file}`);
        expect(faults).toEqual([]);
        for (const scheme of width === 768 ? (["dark"] as const) : (["light", "dark"] as const)) {
          await tab.emulateMedia({ colorScheme: scheme });
          const sizes = await tab.evaluate<{ page: number; text: number; clipped: string[] }>(measured);
          expect(sizes).toMatchObject({ page: width, clipped: [] });
          expect(sizes.text).toBeGreaterThanOrEqual(11);
          // Asking axe of the largest page takes long, and the others have the same marks.
          if (!file.includes("long") || width === 768) continue;
          const { violations } = await new AxeBuilder({ page: tab })
            .include(".mc-chart")
            .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
            .analyze();
          expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        }
        await context.close();
      }
  }, 180_000);
});
