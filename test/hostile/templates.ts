import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { canary, type HostileCase, times } from "./case.ts";

const page = (body: string) => `{{> head}}\n<main id="mc-main">\n${body}\n</main>\n</body>\n</html>\n`;

/** What a template may try that was brought by a stranger. */
const bodies: Record<string, string> = {
  plain: "{{title}}",
  constructor: '{{constructor.constructor "return process"}}',
  "constructor-called": '{{#with "s" as |s|}}{{#with (s.sub.apply 0 "x")}}{{this}}{{/with}}{{/with}}',
  prototype: "{{__proto__}}{{this.__proto__.polluted}}{{#with __proto__}}{{x}}{{/with}}",
  "define-getter": '{{__defineGetter__ "x" "y"}}',
  "lookup-constructor": '{{lookup this "constructor"}}',
  "lookup-prototype": '{{#with (lookup this "__proto__")}}{{toString}}{{/with}}',
  log: '{{log "x" level="error"}}',
  "helper-missing": "{{helperMissing}}{{blockHelperMissing}}",
  "helper-missing-called": '{{#helperMissing "a"}}x{{/helperMissing}}',
  "root-constructor": "{{@root.constructor}}{{@data.root}}{{@partial-block}}",
  parents: "{{../../../../../../title}}",
  raw: "{{{title}}}",
  "raw-ampersand": "{{& title}}",
  decorator: '{{* helper "a"}}',
  "inline-partial": '{{#*inline "a"}}x{{/inline}}{{> a}}',
  "inline-doubling": `${times(24, (i) => `{{#*inline "a${i}"}}${i === 0 ? "xxxxxxxxxx" : `{{> a${i - 1}}}{{> a${i - 1}}}`}{{/inline}}`)}{{> a23}}`,
  recursion: "{{> own}}",
  "partial-dynamic": "{{> (lookup . title)}}",
  "partial-missing": "{{> nowhere}}",
  "partial-up": "{{> ../../../outside/canary}}",
  "partial-block": "{{#> head}}{{> @partial-block}}{{/head}}",
  "each-nested": "{{#each actions}}".repeat(12) + "x" + "{{/each}}".repeat(12),
  "each-everything": "{{#each this}}{{#each this}}{{#each this}}{{this}}{{/each}}{{/each}}{{/each}}",
  deep: "{{#if title}}".repeat(1_000) + "{{/if}}".repeat(1_000),
  "deep-calls": `{{${"(if ".repeat(500)}a${")".repeat(500)}}}`,
  "else-if-chain": `{{#if title}}${"{{else if title}}".repeat(60)}{{/if}}`,
  "else-if-chain-long": `{{#if title}}${"{{else if title}}".repeat(1_500)}{{/if}}`,
  "tag-made-up": "<{{title}} src=x><svg/onload=x>",
  unclosed: "{{#if title}}",
  "closed-wrongly": "{{#if title}}{{/each}}",
  "braces-alone": "{{".repeat(5_000),
  "braces-of-four": "{{{{raw}}}} {{title}} {{{{/raw}}}}",
  many: "{{title}}".repeat(3_500),
  large: "{{title}}".repeat(8_000),
  "many-texts": "x".repeat(31_000),
  "long-name": `{{${"a".repeat(20_000)}}}`,
  "long-path": `{{${"a.".repeat(10_000)}a}}`,
  "many-arguments": `{{date ${"title ".repeat(4_000)}}}`,
  script: "<script>alert(1)</script>",
  "script-in-attribute": '<img src=x onerror="alert(1)"><a href="javascript:alert(1)">x</a>',
  picture: '<img src="https://evil.example/a.png"><link rel="stylesheet" href="https://evil.example/a.css">',
  frame: '<iframe src="https://evil.example"></iframe><object data="x"></object><base href="https://evil.example">',
  refresh: '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  form: '<form action="https://evil.example"><input name="a"></form>',
  style: "<style>@import url(https://evil.example/a.css);</style>",
  command: "::error::x\n##[error]x\n  ::add-mask::y",
  escape: "\u001b[31mx",
  nul: "a\0b",
  bidi: "a\u202eb",
  "escaped-sign": "&#27;[31m &#x202e; &#0;",
  private: "{{#each committees}}{{#each members}}{{email}} {{phone}}{{/each}}{{/each}}",
  number: "{{money title}}{{date title}}{{percent title}}",
};

const sources: Record<string, string | Uint8Array> = {
  ...Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, page(body)])),
  "no-head": "<h1>{{title}}</h1>",
  empty: "",
  "utf16-text": Uint8Array.from(Buffer.from("\ufeff{{title}}", "utf16le")),
  noise: Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7_919 + 13) % 251),
};

const own = ["report", ".", "--templates", "own", "--template", "own"];

/** Templates of a workspace's own. */
export const templates: HostileCase[] = [
  ...Object.entries(sources).flatMap(([name, source]) => [
    {
      name: `template-${name}`,
      files: { "own/own.html.hbs": source },
      args: [...own, "--format=html"],
      exits: [0, 2],
    },
    {
      name: `template-${name}-markdown`,
      files: { "own/own.md.hbs": source },
      args: [...own, "--format=markdown"],
      exits: [0, 2],
    },
    {
      name: `template-${name}-configured`,
      files: {
        "own/own.html.hbs": source,
        "milcity.config.yaml": "version: 1\nreport: { templates: own }\n",
      },
      args: ["report", ".", "--template", "own", "--format=html"],
      env: { CI: "" },
      exits: [0, 2],
    },
  ]),
  ...["../outside/canary", "a\u001b[31m", "::error::", "a\u202eb", "__proto__", "-x", " "].map(
    (name, i): HostileCase => ({
      name: `template-named-${i}`,
      files: { "own/own.html.hbs": page("x") },
      args: ["report", ".", "--templates", "own", `--template=${name}`],
      exits: [0, 2],
    }),
  ),
  {
    name: "template-many-files",
    files: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`own/t${i}.html.hbs`, page("x")])),
    args: own,
    exits: [2],
  },
  ...["\u001b[31m.html.hbs", "a\n::error::.html.hbs", "a\u202eb.html.hbs", "__proto__.html.hbs", "head.html.hbs"].map(
    (file, i): HostileCase => ({
      name: `template-file-${i}`,
      files: { [`own/${file}`]: page("{{"), "own/own.html.hbs": page("x") },
      args: own,
      exits: [0, 2],
    }),
  ),
  ...Object.entries<(folder: string) => unknown>({
    linked: (folder) => {
      mkdirSync(join(folder, "own"));
      symlinkSync("../../outside/canary.md", join(folder, "own/own.html.hbs"));
    },
    "folder-linked": (folder) => symlinkSync("../outside", join(folder, "own")),
    pipe: (folder) => {
      mkdirSync(join(folder, "own"));
      execFileSync("mkfifo", [join(folder, "own/own.html.hbs")]);
    },
    folder: (folder) => mkdirSync(join(folder, "own/own.html.hbs"), { recursive: true }),
    missing: () => undefined,
  }).map(([name, setup]): HostileCase => ({
    name: `template-${name}`,
    setup: (folder) => void setup(folder),
    args: own,
    exits: [0, 2],
    mustNotAppear: [canary],
  })),
];
