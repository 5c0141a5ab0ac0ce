/** The reports of each network: every template in every format, of small, large and hostile dossiers. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main, type World } from "../src/cli/main.ts";
import {
  inspect,
  loadFormat,
  openWorkspace,
  reportOf,
  wordsOf,
  type Inspected,
  type ReportView,
  type Workspace,
} from "../src/index.ts";
import { templates } from "../src/model/templates.gen.ts";
import type { Format } from "../src/model/views.ts";
import { narrativeText } from "../src/render/report/narrative.ts";
import { inMemory } from "./in-memory.ts";
import { withoutOwnScript } from "./page-script.ts";
import { all, strained } from "./strained.ts";

interface Untidy {
  ruleNames: string[];
  lineNumber: number;
  errorDetail?: string;
  errorContext?: string;
}
// It comes without types.
const linter = "markdownlint-cli2/markdownlint/promise";
const { lint } = (await import(linter)) as { lint: (options: object) => Promise<Record<string, Untidy[]>> };

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-templates-"));
afterAll(() => rmSync(folder, { recursive: true }));

const day = "2026-11-22";
const ids = templates.map(({ id }) => id);
const formats = ["html", "markdown", "json"] as const;
type Named = (typeof formats)[number];
const writers = Object.fromEntries(
  await Promise.all(formats.map(async (format) => [format, await loadFormat<ReportView>("report", format)])),
) as Record<Named, Format<ReportView>>;

const setting = (language = "en") => ({
  words: wordsOf(language),
  colour: false,
  width: 80,
  verbose: false,
  quiet: false,
});

interface Opened {
  workspace: Workspace;
  one: Inspected;
}

function opened(workspace: Workspace): Opened {
  const [one] = [...inspect(workspace)];
  if (one === undefined) throw new Error("There is no dossier");
  return { workspace, one };
}

const onDisk = (path: string): Opened => opened(openWorkspace({ cwd: root, paths: [path], day, language: "en" }));
const inText = (texts: Record<string, string>): Opened => opened(inMemory(new Map(Object.entries(texts)), { day }));

type More = { language?: string; isPublic?: boolean; period?: { start: string; end: string } };

function view(
  { one, workspace }: Opened,
  template: string,
  { language = "en", isPublic = true, period }: More = {},
): ReportView {
  return reportOf(one, workspace, { template, public: isPublic, language, ...(period && { period }) });
}

const written = (dossier: Opened, template: string, format: Named, more: More = {}): string =>
  writers[format](view(dossier, template, more), setting(more.language));

const city = (memberships = "[{ framework: mil, role: member }]") =>
  `kind: city\nversion: 1\nname: Porto Raso\ncountry: PT\nlanguages: [en]\nmemberships: ${memberships}\n`;
const planOf = (rest: string, frameworks = "mil"): string =>
  `kind: plan\nversion: 1\nid: p\ntitle: A plan\nframeworks: [${frameworks}]\nstatus: active\nperiod: { start: 2026-01-01, end: 2027-12-31 }\nreporting: { every: 12 }\n${rest}`;
const extreme = (actions: number): Opened => inText(strained(actions));

const dossiers = new Map<string, Opened>();
let browser: Browser;
beforeAll(async () => {
  for (const name of ["vila-clara", "iaec-2024", "san-telmo-del-rio"]) dossiers.set(name, onDisk(`examples/${name}`));
  dossiers.set("every-field", onDisk("test/dossiers/every-field"));
  dossiers.set("bare", inText({ "milcity.yaml": city() }));
  dossiers.set(
    "no-actions",
    inText({ "milcity.yaml": city("[]"), "plan.yaml": planOf("objectives: []\nactions: []\n", "own") }),
  );
  dossiers.set("extreme", extreme(7));
  browser = await chromium.launch({
    executablePath: process.env["MILCITY_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}, 60_000);
afterAll(() => browser.close());

const each = <T>(of: (name: string, dossier: Opened, template: string) => T): T[] =>
  [...dossiers].flatMap(([name, dossier]) => ids.map((template) => of(name, dossier, template)));

const dossierOf = (name: string): Opened => {
  const found = dossiers.get(name);
  if (found === undefined) throw new Error(`There is no dossier ${name}`);
  return found;
};

test("there are seven reports, each with a template for pages and for Markdown", () => {
  expect(ids).toEqual(["biennial", "checklist", "gnlc", "iaec", "mil", "submission", "summary"]);
  const files = readdirSync(join(root, "templates")).filter((file) => file.endsWith(".hbs"));
  expect(files.sort()).toEqual(ids.flatMap((id) => [`${id}.html.hbs`, `${id}.md.hbs`]).sort());
  for (const { formats: own } of templates) expect(own).toEqual(["html", "pdf", "markdown", "docx", "json"]);
});

describe("every template of every dossier", () => {
  test("is valid HTML with one first heading, none skipped, and ids that stand once and are led to", () => {
    const jar = join(root, "node_modules/vnu-jar/build/dist/vnu.jar");
    const files = each((name, dossier, template) => {
      const page = written(dossier, template, "html");
      const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      const skipped = levels.filter((level, n) => n > 0 && level > (levels[n - 1] ?? 0) + 1);
      expect([name, template, skipped]).toEqual([name, template, []]);
      const own = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id = ""]) => id);
      expect([name, template, own.filter((id, n) => own.indexOf(id) !== n)]).toEqual([name, template, []]);
      for (const [, target = ""] of page.matchAll(/(?:href="#|aria-labelledby=")([^" ]*)"/g))
        expect(own).toContain(target);
      for (const id of own) expect(id).toMatch(/^mc-/);
      expect(withoutOwnScript(page)).not.toMatch(/<script|<img|style="| src=/);
      // The validator is slow, and has seen the biennial report in a test of its own.
      if (template === "biennial") return [];
      const file = join(folder, `${name}-${template}.html`);
      writeFileSync(file, page);
      return [file];
    }).flat();
    const args = ["-jar", jar, "--stdout", "--errors-only", "--exit-zero-always", "--format", "text", ...files];
    const said = execFileSync("java", args, { encoding: "utf8", maxBuffer: 1e8 });
    expect(
      said
        .split("\n")
        .filter((line) => /error:/i.test(line))
        .slice(0, 9),
    ).toEqual([]);
  }, 400_000);

  test("is tidy Markdown", async () => {
    const strings = Object.fromEntries(
      each((name, dossier, template) => [`${name} ${template}`, written(dossier, template, "markdown")] as const),
    );
    const found = await lint({ strings, config: { default: true, MD013: false } });
    const said = Object.entries(found).flatMap(([text, faults]) =>
      faults.map(
        ({ ruleNames, lineNumber, errorDetail, errorContext }) =>
          `${text}:${lineNumber} ${ruleNames[0]} ${errorDetail ?? errorContext ?? ""}`,
      ),
    );
    expect(said.slice(0, 20)).toEqual([]);
  }, 300_000);

  test("is JSON that its schema knows", () => {
    const schema = JSON.parse(readFileSync(join(root, "schemas/output/report.schema.json"), "utf8")) as object;
    const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(schema);
    for (const text of each((_, dossier, template) => written(dossier, template, "json"))) {
      const value = JSON.parse(text) as { template: string };
      validate(value);
      expect([value.template, validate.errors ?? []]).toEqual([value.template, []]);
      expect(text).not.toContain('"marks"');
      const parts = templates.find(({ id }) => id === value.template)?.parts ?? [];
      expect(Object.keys(value)).toEqual(expect.arrayContaining([...parts]));
    }
  });

  test("has the same bytes twice, in every language", () => {
    for (const template of ids)
      for (const format of formats)
        for (const language of ["en", "pt"]) {
          const [a, b] = [dossierOf("vila-clara"), onceMore()].map((one) =>
            written(one, template, format, { language }),
          );
          expect(a === b, `${template} ${format} ${language}`).toBe(true);
        }
  });
});

let again: Opened | undefined;
const onceMore = (): Opened => (again ??= onDisk("examples/vila-clara"));

describe("on paper", () => {
  test("a heading, and the head of a table, stay with what they are of, and notes are no larger than their table", async () => {
    const tab = await browser.newPage();
    await tab.setContent(written(dossierOf("vila-clara"), "submission", "html"));
    await tab.emulateMedia({ media: "print" });
    const of = (selector: string, style: string): Promise<string[]> =>
      tab.evaluate(
        `[...new Set([...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => getComputedStyle(one)[${JSON.stringify(style)}]))]`,
      );
    for (const selector of ["h2", "h3", "h4", "h5", "thead", "caption"])
      expect([selector, await of(`main ${selector}`, "breakAfter")]).toEqual([selector, ["avoid"]]);
    for (const selector of ["h2", "h3", "h4", "main tr", ".mc-state", ".mc-svg"])
      expect([selector, await of(selector, "breakInside")]).toEqual([selector, ["avoid"]]);
    expect(await of("tbody:first-of-type > tr:first-child", "breakBefore")).toEqual(["avoid"]);
    expect(await of("thead", "display")).toEqual(["table-header-group"]);
    expect(await of(".mc-wide .mc-note", "fontSize")).toEqual(await of(".mc-wide td", "fontSize"));
    await tab.close();
  });

  test("the summary fits on one printed page, and nothing of it is cut off", async () => {
    for (const [name, dossier] of [...dossiers, ["2,000 actions", extreme(2_000)] as const])
      for (const language of ["en", "fr"]) {
        const tab = await browser.newPage();
        await tab.setContent(written(dossier, "summary", "html", { language }));
        const pdf = (await tab.pdf({ preferCSSPageSize: true })).toString("latin1");
        expect([name, pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length]).toEqual([name, 1]);
        await tab.emulateMedia({ media: "print" });
        // The width of the printed area.
        await tab.setViewportSize({ width: 658, height: 945 });
        const [inside, box] = await tab.evaluate<[number, number]>(
          `(() => { const one = document.querySelector(".mc-sheet"); return [one.scrollHeight, one.clientHeight]; })()`,
        );
        expect([name, language, inside <= box]).toEqual([name, language, true]);
        await tab.close();
      }
  });
});

describe("what each report tells", () => {
  test("mil sets what is declared beside what is shown, with the cheapest step", () => {
    const { checklists, toDo } = view(dossierOf("every-field"), "mil");
    expect(checklists.map(({ id }) => id)).toEqual(["mil"]);
    const items = checklists.flatMap(({ areas }) => areas.flatMap((area) => area.items));
    expect(items).toHaveLength(13);
    const first = items.find(({ id }) => id === "mil-03");
    expect(first).toMatchObject({ declared: "done", account: { responsible: { name: { text: "Field University" } } } });
    for (const { cheapest, criteria, status } of items) {
      const mends = criteria.flatMap(({ mend }) => (mend === null ? [] : [mend.text]));
      if (cheapest === null) expect(["complete", "not-applicable", "waived", "not-assessable"]).toContain(status.value);
      else expect(mends).toContain(cheapest.mend.text);
    }
    const efforts = toDo.map(({ effort }) => ["write it down", "agree on it", "carry it out"].indexOf(effort ?? ""));
    expect(efforts).toEqual(efforts.toSorted((a, b) => a - b));
    const page = written(dossierOf("every-field"), "mil", "html");
    for (const { id } of items) expect(page).toContain(`id="mc-item-${id}"`);
  });

  test("gnlc has a section for each of the eight criteria, and every item in one of them", () => {
    const { sections, checklists } = view(dossierOf("vila-clara"), "gnlc");
    expect(Object.keys(sections)).toEqual([
      "advancement",
      "partnerships",
      "resources",
      "accessibility",
      "culture-of-learning",
      "monitoring",
      "innovative-practice",
      "contributions",
    ]);
    const told = Object.values(sections).flatMap(({ items }) => items.map(({ id }) => id));
    const asked = checklists.flatMap(({ areas }) => areas.flatMap(({ items }) => items.map(({ id }) => id)));
    expect(told.toSorted()).toEqual(asked.toSorted());
    expect(sections["advancement"]?.texts.map(({ text }) => text.markdown.slice(0, 9))).toEqual([
      "Of the 14",
      expect.any(String),
    ]);
    expect(sections["culture-of-learning"]?.actions.length).toBeGreaterThan(0);
    expect(written(dossierOf("extreme"), "gnlc", "markdown")).toContain("A text of our own");
  });

  test("iaec tells the principles by their edition, experiences, and the day", () => {
    const { principles, experiences, days, aims, bankLanguage } = view(dossierOf("vila-clara"), "iaec");
    expect(principles.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(principles.flatMap(({ number, actions }) => (actions.length > 0 ? [number] : []))).toEqual(
      expect.arrayContaining([1, 7, 12, 15]),
    );
    expect([aims.length, bankLanguage]).toEqual([20, true]);
    expect(experiences.length).toBeGreaterThan(0);
    for (const { status } of experiences) expect(["completed", "in-progress", "delayed"]).toContain(status?.value);
    expect(days.map(({ date, events }) => [date, events.length])).toEqual([
      ["November 30, 2026", 1],
      ["November 30, 2027", 0],
    ]);
    const older = view(dossierOf("extreme"), "iaec").principles.at(-1);
    expect(older).toMatchObject({ edition: "2004", number: 3, title: null });
    expect(view(dossierOf("vila-clara"), "iaec", { language: "pt" }).bankLanguage).toBe(false);
    expect(view(dossierOf("iaec-2024"), "iaec").experiences).toEqual([]);
  });

  test("a city outside the network is told so, and gets what its dossier holds", () => {
    for (const format of ["html", "markdown"] as const) {
      const text = written(dossierOf("bare"), "gnlc", format);
      expect(text).toContain("among its memberships");
      expect(text).toContain("framework: gnlc");
      expect(written(dossierOf("bare"), "mil", format)).not.toContain("among its memberships");
    }
    const { notices, checklists, objectives } = view(dossierOf("every-field"), "gnlc");
    expect([notices, checklists.map(({ id }) => id)]).toEqual([[], ["gnlc", "gnlc-strategy"]]);
    expect(objectives.length).toBeGreaterThan(0);
    const later = inText({ "milcity.yaml": city("[{ framework: iaec, role: member, since: 2027-01-01 }]") });
    expect(view(later, "iaec").notices).toEqual([expect.stringContaining("not in force on November 22, 2026")]);
    const other = inText({ "milcity.yaml": city(), "plan.yaml": planOf("objectives: []\nactions: []\n", "iaec") });
    expect(view(other, "mil").notices).toEqual([expect.stringContaining("No plan names this network")]);
    expect(view(other, "mil").cover.plans).toHaveLength(1);
  });

  test("the period that is asked for picks the reports", () => {
    const period = { start: "2026-05-01", end: "2026-08-31" };
    const texts = (more: More) =>
      view(dossierOf("vila-clara"), "gnlc", more).sections["advancement"]?.texts.map(({ period: of }) => of);
    expect(texts({})).toHaveLength(2);
    expect(texts({ period })).toEqual(["May 1, 2026 to August 31, 2026"]);
  });
});

describe("word limits", () => {
  const report = (text: string) =>
    `kind: report\nversion: 1\nid: r\nplan: p\nperiod: { start: 2026-01-01, end: 2026-06-30 }\ndate: 2026-07-05\nauthor: { name: X }\nstatus: draft\nsummary: Two words\nactions: []\nsections: { advancement: ${JSON.stringify(text)} }\n`;
  const limited = (text: string): Opened => {
    const { workspace } = inText({
      "milcity.yaml": city("[{ framework: gnlc, role: member }]"),
      "plan.yaml": planOf("objectives: []\nactions: []\n", "gnlc"),
      "report.yaml": report(text),
    });
    return opened({
      ...workspace,
      library: {
        ...workspace.library,
        limits: new Map([
          ["advancement", 5],
          ["summary", 100],
          ["resources", 300],
        ]),
      },
    });
  };

  test("stand beside each text, counted as the rule counts", () => {
    const fine = limited("**Four** [little](https://city.example/a/b/c) _words_ here.");
    for (const format of ["html", "markdown"] as const) {
      const text = written(fine, "gnlc", format);
      expect(text).toContain("4 of 5 words");
      expect(text).toContain("2 of 100 words");
      expect(text).toContain("It may have up to 300 words.");
      expect(text).not.toContain("over the limit");
      expect(written(fine, "biennial", format)).toContain("4 of 5 words");
    }
    expect(fine.one.diagnostics.map(({ rule }) => rule)).not.toContain("text/too-long");
    const over = limited("This is one word too many.");
    expect(written(over, "gnlc", "html")).toContain("6 of 5 words <span");
    expect(over.one.diagnostics.map(({ rule }) => rule)).toContain("text/too-long");
  });

  test("a text stands ready to be copied without its marks, and cannot leave its box", () => {
    const page = written(limited("**Four** </textarea><script>x</script>\n\n- one\n- two"), "gnlc", "html");
    expect(page).toContain(
      'dir="auto">\nFour &lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt;\n\n- one\n- two</textarea>',
    );
    expect(narrativeText("# A\n\nb *c*\nd  \ne\n\n1. x\n2. y\n   - z\n\n```\ncode\n```\n[l](https://a.example)")).toBe(
      "A\n\nb c d\ne\n\n1. x\n2. y\n  - z\n\ncode\n\nl",
    );
  });
});

describe("through the command", () => {
  const world: World = {
    cwd: join(root, "examples"),
    env: new Map([["LC_ALL", "C"]]),
    now: () => day,
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    icu: "74.1",
    input: () => Promise.resolve(new Uint8Array()),
    look: (path) => (existsSync(path) ? "file" : "nothing"),
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  };

  test("an unknown report is refused with the list, and a likely one is named", async () => {
    const { exit, stderr } = await main(["report", "vila-clara", "--template", "gnlcc"], world);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('Did you mean "gnlc"?')]);
    expect(stderr).toContain(ids.join(", "));
  });

  // Findings are in the language of the run: they have their own tests.
  test.each(ids.filter((id) => id !== "biennial"))(
    "%s is printed as asked, in the dossier's own language",
    async (template) => {
      for (const format of formats) {
        const { exit, stdout, stderr } = await main(
          ["report", "vila-clara", "--template", template, "--format", format, "--as-of", day],
          world,
        );
        expect([exit, stderr]).toEqual([0, ""]);
        expect(stdout).toBe(written(dossierOf("vila-clara"), template, format, { language: "pt" }));
      }
    },
  );

  test("the list names them with their frameworks", async () => {
    const { stdout } = await main(["list", "templates", "--format", "json"], world);
    const { templates: listed } = JSON.parse(stdout ?? "") as { templates: { id: string; framework?: string }[] };
    expect(listed.map(({ id, framework }) => [id, framework])).toContainEqual(["gnlc", "gnlc, gnlc-strategy"]);
  });
});

describe("a public report", () => {
  const token = fc.stringMatching(/^[b-df-hj-np-tv-z]{12}$/);
  const member = fc.record({
    token,
    digits: fc.stringMatching(/^[1-9][0-9]{8}$/),
    gender: fc.constantFrom("non-binary", "undisclosed"),
    publish: fc.subarray(["email", "phone", "gender"]),
  });

  test("holds nothing of a member that was not released, whatever the template and the format", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(member, { minLength: 1, maxLength: 5, selector: ({ token: own }) => own }),
        (members) => {
          const rows = members.map(
            (one, n) =>
              `  - { id: m${n}, name: Member ${n}, roles: [focal-point], sector: media, responsibilities: [To coordinate], email: ${one.token}@city.example, phone: "+351 ${one.digits}", gender: ${one.gender}, publish: [${one.publish.join(", ")}] }`,
          );
          const dossier = inText({
            "milcity.yaml": city(all),
            "c.yaml": `kind: committee\nversion: 1\nid: c\nname: Board\ntype: steering\nmembers:\n${rows.join("\n")}\nmeetings:\n  - { id: x, date: 2026-02-01, type: steering, status: held, topics: [plan], attendance: [m0] }\n`,
            "plan.yaml": planOf(
              "objectives: []\nactions:\n  - { id: a, title: A, objective: o, lead: m0, start: 2026-01-01, ongoing: true, status: in-progress, items: [mil-07, iaec-1.1, gnlc-3.1] }\n",
              "mil, gnlc, iaec",
            ),
            "list.yaml":
              "kind: checklist\nversion: 1\nframework: mil\nitems:\n  mil-01: { status: done, responsible: m0 }\n",
          });
          const genders = new Set(
            members.flatMap(({ gender, publish }) => (publish.includes("gender") ? [gender] : [])),
          );
          for (const template of ids)
            for (const format of formats) {
              const text = written(dossier, template, format);
              for (const { token: own, digits, publish } of members) {
                if (!publish.includes("email")) expect(text.includes(own), `${template} ${format} email`).toBe(false);
                if (!publish.includes("phone"))
                  expect(text.includes(digits), `${template} ${format} phone`).toBe(false);
              }
              for (const gender of ["non-binary", "undisclosed"] as const)
                if (!genders.has(gender)) expect(text.includes(gender), `${template} ${format} gender`).toBe(false);
            }
          expect(written(dossier, "submission", "html", { isPublic: false })).toContain(members[0]?.token);
        },
      ),
      { numRuns: 8, seed: 11 },
    );
  });
});

test("2,000 actions take no more than their share of the time", () => {
  const time = (dossier: Opened): number => {
    const before = performance.now();
    for (const template of ids) written(dossier, template, "html");
    return performance.now() - before;
  };
  const [small, large] = [extreme(250), extreme(2_000)];
  time(small);
  expect(time(large)).toBeLessThan(24 * time(small) + 2_000);
}, 180_000);
