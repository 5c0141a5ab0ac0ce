/** Templates that a city has written itself: what they may do, what they may not, and how a mistake is told. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main, type World } from "../src/cli/main.ts";
import { withoutOwnScript } from "./page-script.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "milcity-own-"));
  cpSync(resolve(import.meta.dirname, "../examples/vila-clara"), join(root, "city"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
async function report(args: string[], env: Record<string, string> = {}) {
  const world: World = {
    cwd: root,
    env: new Map(Object.entries(env)),
    now: () => "2026-11-30",
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    icu: "",
    look: () => "nothing",
    ask: () => Promise.reject(new Error("nobody is asked")),
    tell: () => undefined,
    input: () => Promise.resolve(null),
    progress: () => undefined,
  };
  return main(["report", "city", "--as-of", "2026-11-30", ...args], world);
}
const council = ["--templates", "own", "--template", "council"];
const page = (body: string) => `{{> head}}\n<main id="mc-main">\n${body}\n</main>\n</body>\n</html>\n`;
const refused = async (body: string, more: Record<string, string> = {}) => {
  put("own/council.html.hbs", page(body));
  for (const [file, text] of Object.entries(more)) put(`own/${file}`, text);
  const { exit, stderr = "", stdout } = await report(council);
  expect(stdout ?? "").toBe("");
  expect(exit).toBe(2);
  return stderr;
};

describe("a template of one's own", () => {
  it("lays out the report with its own partials and with those of the tool", async () => {
    put(
      "own/council.html.hbs",
      `{{!--\ntitle: To the council\n--}}\n${page(
        "<h1>{{show title}}: {{show cover.city}}</h1>\n{{#each objectives}}{{#if @first}}<p>First {{@index}}</p>{{/if}}{{> line}}{{else}}<p>none</p>{{/each}}\n{{> governance}}",
      )}`,
    );
    put("own/partials/line.html.hbs", '<p class="own">{{show title}} of {{show ../cover.city}}</p>\n');
    const { exit, stdout = "", stderr } = await report(council);
    expect(stderr).toBe("");
    expect(exit).toBe(0);
    expect(stdout).toContain("<h1>To the council: ");
    expect(stdout).toContain("<p>First 0</p>");
    expect(stdout.match(/<p class="own">/g)?.length).toBeGreaterThan(2);
    expect(stdout).toContain('id="mc-governance"');
    expect(stdout).toContain('<meta http-equiv="Content-Security-Policy"');
    expect((await report(council)).stdout).toBe(stdout);
  });

  it("takes the place of the tool's own of its name, in the formats that it has", async () => {
    put("own/biennial.md.hbs", "# {{show cover.city}}\n");
    const own = await report(["--templates", "own", "--format", "markdown"]);
    expect(own.stdout).toBe("# Vila Clara\n");
    const html = await report(["--templates", "own"]);
    expect(html.stdout).toContain("mc-governance");
  });

  it("escapes what the dossier says, and shows nothing that a public report does not", async () => {
    put(
      "city/milcity.yaml",
      'kind: city\nversion: 1\nname: "<script>alert(1)</script>{{title}}"\ncountry: PT\nlanguages: [en]\nmemberships: [{ framework: mil, role: member }]\n',
    );
    put(
      "own/council.html.hbs",
      page(
        "<p>{{show cover.city}} {{cover.city.text}}</p>{{#each governance}}{{#each members}}{{#if email}}MAIL{{/if}}{{/each}}{{/each}}",
      ),
    );
    const { stdout = "" } = await report(council);
    expect(withoutOwnScript(stdout)).not.toContain("<script");
    expect(stdout).toContain("&lt;script&gt;");
    expect(stdout).toContain("{{title}}");
    expect(stdout).not.toContain("MAIL");
  });

  it("is refused by file and line for whatever is no layout", async () => {
    const lines: [string, RegExp][] = [
      ["<p>\n{{{cover.city}}}</p>", /council\.html\.hbs, line 4: .*unescaped/],
      ["{{& cover.city}}", /line 3: .*unescaped/],
      ["{{#with cover}}{{/with}}", /no block `with`/],
      ["{{lookup this 'constructor'}}", /no helper `lookup`/],
      ["{{constructor}}", /no field `constructor`/],
      ["{{__proto__.x}}", /no field `__proto__\.x`/],
      ["{{this.constructor.constructor}}", /no field/],
      ["{{objectives.length}}", /no field `objectives\.length`/],
      ["{{title.constructor}}", /no field/],
      ["{{@root.constructor}}", /no field/],
      ["{{#each (lookup this 'x')}}{{/each}}", /call cannot stand inside a call/],
      ["{{> (lookup this 'x')}}", /cannot be worked out/],
      ["{{> nowhere}}", /no partial `nowhere`/],
      ['{{#*inline "a"}}{{/inline}}', /not something that a template may do/],
      ["{{* decorate}}", /not something that a template may do/],
      ["{{#> governance}}{{/governance}}", /not something that a template may do/],
      ["{{helperMissing 1}}", /no helper `helperMissing`/],
      ["{{log 'x'}}", /no helper `log`/],
      ["{{show nothing.here}}", /no field `nothing\.here`/],
      ["{{say 'no.such.key' a=title}}", /cannot do anything/],
      ["{{#if title}}", /cannot be understood/],
      ["{{#each objectives as |a|}}{{/each}}", /no names of its own/],
      ["{{cover}}", /group of fields/],
      [`${"{{#if title}}".repeat(60)}${"{{/if}}".repeat(60)}`, /more than 50 deep/],
      [`{{#if title}}${"{{else if cover}}".repeat(60)}{{/if}}`, /line 3: blocks stand more than 50 deep/],
      ["<p>\n<script>alert(1)</script>", /line 4: `<script` would act on who reads the page/],
      ["<ScRiPt src=x>", /`<ScRiPt` would act/],
      ['<meta http-equiv="refresh" content="0;url=https://lakeside.example">', /`<meta` would act/],
      ["<iframe src=x></iframe>", /`<iframe` would act/],
      ["<form action=x>", /`<form` would act/],
      ["<base href=x>", /`<base` would act/],
      ['<p class="a" onclick="x()">', /`onclick` would act/],
      ["<svg/onload=x>", /`onload` would act/],
      ['<a href="javascript:x()">', /`javascript:` would act/],
      ["<{{title}} src=x>", /`<` would act/],
      ["x".repeat(33_000), /it has [\d,]+ bytes; the limit is 32,768/],
    ];
    for (const [body, message] of lines) {
      const said = await refused(body);
      expect(said, body.slice(0, 80)).toMatch(message);
      expect(said, body.slice(0, 80)).toMatch(/\[config\]/);
      expect(said).not.toMatch(/\n\s+at /);
    }
    expect(await refused("{{> mine}}", { "partials/mine.html.hbs": "\n\n{{nowhere}}" })).toMatch(
      /partials\/mine\.html\.hbs, line 3: there is no field/,
    );
  });

  it("ends where it would go on without end, or grow without end", async () => {
    expect(await refused("{{> a}}", { "partials/a.html.hbs": "{{> b}}", "partials/b.html.hbs": "{{> a}}" })).toMatch(
      /call each other more than 20 deep/,
    );
    const twice = (name: string) => `{{> ${name}}}`.repeat(12);
    const more = Object.fromEntries(
      [..."cdefghij"].map((name, i) => [`partials/${name}.html.hbs`, i === 7 ? "x" : twice("cdefghij"[i + 1] ?? "")]),
    );
    const started = performance.now();
    expect(await refused("{{> c}}", more)).toMatch(/more than 2,000,000 steps/);
    expect(performance.now() - started).toBeLessThan(20_000);
    const long = "x".repeat(30_000);
    expect(
      await refused("{{> k}}", { "partials/k.html.hbs": "{{> l}}".repeat(1000), "partials/l.html.hbs": long }),
    ).toMatch(/longer than 20,000,000 characters/);
  });

  it("cannot leave out or replace the policy that protects its readers", async () => {
    put("own/council.html.hbs", "<!doctype html><html><p>x</p></html>");
    expect((await report(council)).stderr).toMatch(/begins with \{\{> head\}\}/);
    put("own/partials/head.html.hbs", "<script>alert(1)</script>");
    put("own/council.html.hbs", page("<p>x</p>"));
    const { stdout = "" } = await report(council);
    expect(withoutOwnScript(stdout)).not.toContain("<script");
    expect(stdout.indexOf("Content-Security-Policy")).toBeLessThan(stdout.indexOf("<p>x</p>"));
  });
});

describe("the folder of templates", () => {
  it("is the one that the configuration names, save where machines judge a change", async () => {
    put("milcity.config.yaml", "version: 1\nreport:\n  templates: own\n");
    put("own/council.md.hbs", "{{show cover.city}}\n");
    const asked = ["--template", "council", "--format", "markdown"];
    expect((await report(asked)).stdout).toBe("Vila Clara\n");
    const judged = await report(asked, { CI: "true" });
    expect([judged.exit, judged.stdout]).toEqual([2, ""]);
    const biennial = await report([], { CI: "true" });
    expect(biennial.exit).toBe(0);
    expect(biennial.stderr).toMatch(/configuration names are not used here/);
    expect((await report([...asked, "--templates", "own"], { CI: "true" })).stdout).toBe("Vila Clara\n");
  });

  it("says what it lacks, and follows no link", async () => {
    expect((await report(council)).stderr).toMatch(/`own`: it does not exist.*\[config\]/);
    mkdirSync(join(root, "own"));
    expect((await report(council)).stderr).toMatch(/There is no template in `own`/);
    put("secret.html.hbs", page("secret"));
    symlinkSync(join(root, "secret.html.hbs"), join(root, "own/council.html.hbs"));
    expect((await report(council)).stderr).toMatch(/There is no template in `own`/);
    put("own/other.md.hbs", "x");
    expect((await report(council)).stderr).toMatch(/council/);
    expect((await report(["--templates", "own", "--template", "other"])).stderr).toMatch(/as markdown, docx only/);
  });
});

describe("the real command", () => {
  it("lays out a template of one's own", () => {
    put("own/council.md.hbs", "{{show cover.city}}\n");
    const bin = resolve(import.meta.dirname, "../bin/milcity.js");
    const ran = spawnSync(process.execPath, [bin, "report", "city", ...council, "--format", "md"], {
      cwd: root,
      encoding: "utf8",
    });
    expect([ran.stdout, ran.status]).toEqual(["Vila Clara\n", 0]);
  });
});
