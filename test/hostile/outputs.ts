import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { city, committee, type HostileCase, plan, planWith } from "./case.ts";

const to = (name: string, file: string, more: Partial<HostileCase> = {}): HostileCase => ({
  name: `write-${name}`,
  args: ["validate", ".", "--format=json", "-o", file],
  exits: [2],
  says: /\[write\]/,
  ...more,
});

/** Outputs that would land where they must not. The whole place is compared before and after, but for `out`. */
const targets: HostileCase[] = [
  to("over-document", "plan.yaml"),
  to("over-city", "milcity.yaml"),
  to("over-evidence", "evidence/a.md"),
  to("over-config", "milcity.config.yaml", { files: { "milcity.config.yaml": "version: 1\n" } }),
  to("over-other-spelling", "./evidence/../plan.yaml"),
  to("over-hard-link", "again.md", {
    setup: (folder) => linkSync(join(folder, "plan.yaml"), join(folder, "again.md")),
    exits: [0, 2],
    says: /[^]*/,
    mayChange: ["dossier/again.md", "dossier"],
  }),
  to("through-link", "linked.json", {
    setup: (folder) => symlinkSync("../outside/canary.md", join(folder, "linked.json")),
  }),
  to("through-dangling-link", "linked.json", {
    setup: (folder) => symlinkSync("../outside/new.md", join(folder, "linked.json")),
  }),
  to("through-looping-link", "linked.json", {
    setup: (folder) => symlinkSync("linked.json", join(folder, "linked.json")),
  }),
  to("into-pipe", "pipe", { setup: (folder) => void execFileSync("mkfifo", [join(folder, "pipe")]) }),
  to("into-folder", "evidence"),
  to("into-root", "/"),
  to("into-device", "/dev/zero"),
  to("into-full", "/dev/full"),
  to("below-file", "plan.yaml/out.json"),
  to("long-name", `../out/${"a".repeat(300)}.json`),
  to("long-path", `../out/${"a/".repeat(3_000)}b.json`),
  to("nul", "../out/a\0b.json", { says: /milcity: / }),
  to("proc", "/proc/self/nothing/x.json"),
  { name: "write-new-folder", args: ["validate", ".", "--format=json", "-o", "../out/new/deep/a.json"], exits: [0] },
  {
    name: "write-odd-name",
    args: ["validate", ".", "--format=json", "-o", "../out/a\n\u001b[31m::error::b.json"],
    exits: [0],
  },
  {
    name: "write-reports-to-one-file",
    args: ["validate", ".", "--report", "json=../out/a", "--report", "sarif=../out/a"],
    exits: [2],
  },
  {
    name: "write-report-and-output-to-one-file",
    args: ["validate", ".", "--format=json", "-o", "../out/a", "--report", "sarif=../out/./a"],
    exits: [2],
  },
  {
    name: "write-report-over-document",
    args: ["validate", ".", "--report", "json=plan.yaml"],
    exits: [2],
    says: /\[write\]/,
  },
  {
    name: "write-one-of-two",
    args: ["validate", ".", "--report", "json=../out/first.json", "--report", "sarif=plan.yaml"],
    exits: [2],
  },
  { name: "write-report-page-over-city", args: ["report", ".", "-o", "milcity.yaml"], exits: [2] },
  { name: "write-score-over-plan", args: ["score", ".", "--format=json", "-o", "plan.yaml"], exits: [2] },
  { name: "write-diff-over-plan", args: ["diff", "-o", "plan.yaml"], exits: [2] },
  {
    name: "write-list-over-city",
    args: ["list", "rules", "-o", "milcity.yaml"],
    exits: [0, 2],
    mayChange: ["dossier"],
  },
  {
    name: "write-init-here",
    args: ["init", ".", "--name", "Vila", "--country", "PT", "--language", "pt", "--yes"],
    exits: [2],
    says: /\[write\]/,
  },
  {
    name: "write-init-through-link",
    args: ["init", "linked", "--name", "Vila", "--country", "PT", "--language", "pt", "--yes"],
    setup: (folder) => symlinkSync("../outside", join(folder, "linked")),
    exits: [2],
    says: /\[write\]/,
  },
  {
    name: "write-init-dangling-link",
    args: ["init", "new", "--name", "Vila", "--country", "PT", "--language", "pt", "--yes"],
    setup: (folder) => {
      mkdirSync(join(folder, "new"));
      symlinkSync("../../outside/new.yaml", join(folder, "new/milcity.yaml"));
    },
    exits: [2],
    says: /\[write\]/,
    mayChange: ["dossier/new"],
  },
  {
    name: "write-schema-install",
    args: ["schema", "--install", "vscode"],
    exits: [0],
    mayChange: ["dossier/.vscode", "dossier"],
  },
  {
    name: "write-schema-through-link",
    args: ["schema", "--install", "vscode"],
    setup: (folder) => symlinkSync("../outside", join(folder, ".vscode")),
    exits: [0, 2],
    mayChange: ["dossier"],
  },
  {
    name: "write-baseline-through-link",
    args: ["validate", ".", "--update-baseline"],
    files: { "plan.yaml": plan.replace("lead: library", "lead: nobody") },
    setup: (folder) => symlinkSync("../outside/canary.md", join(folder, ".milcity-baseline.yaml")),
    exits: [2],
  },
  {
    name: "write-fix-through-link",
    args: ["validate", ".", "--fix"],
    files: { "plan.yaml": null },
    setup: (folder) => {
      writeFileSync(join(folder, "../outside/real.yaml"), plan.replace("title: Plan", "titel: Plan"));
      symlinkSync("../outside/real.yaml", join(folder, "plan.yaml"));
    },
    exits: [1, 2],
  },
  {
    name: "write-fix-read-only",
    args: ["validate", ".", "--fix"],
    files: { "plan.yaml": plan.replace("title: Plan", "titel: Plan") },
    setup: (folder) => chmodSync(join(folder, "plan.yaml"), 0o444),
    exits: [2],
    says: /\[write\]/,
  },
];

const rename = plan.replace("title: Plan", "titel: Plan");

/** What `--fix` is tried on: it changes nothing but what it says, and nothing where it cannot be sure. */
const fixes: HostileCase[] = Object.entries({
  mixed: rename.replace("version: 1\n", "version: 1\r\n"),
  mark: `\ufeff${rename}`,
  latin1: Uint8Array.from(Buffer.from(rename.replace("Plan\n", "Pl\u00e3n\n"), "latin1")),
  nul: rename.replace("Plan\n", "Pl\0an\n"),
  "no-line-end": rename.trimEnd(),
  anchors: planWith(" &a 1\n").replace("title:", "titel:"),
  "both-fields": plan.replace("title: Plan", "titel: Plan\ntitle: Plan"),
  bidi: plan.replace("title: Plan", 'title: "a\u202eb\u202cc"'),
  "many-bidi": plan.replace("title: Plan", `title: "${"\u202e".repeat(5_000)}"`),
  twice: plan.replace("title: Plan", "titel: Plan\nTitle: Plan"),
  "long-line": plan.replace("title: Plan", `titel: "${"a".repeat(60_000)}"`),
  broken: `${rename}x: [\n`,
  proto: plan.replace("title: Plan", "__proto__: Plan"),
  "many-slips": plan.replace(/actions:[^]*/, `actions:\n${"  - { id: a, titel: A, statsu: planed }\n".repeat(3_000)}`),
}).map(([name, text]): HostileCase => ({
  name: `fix-${name}`,
  files: { "plan.yaml": text },
  args: ["validate", ".", "--fix", "--format=json"],
  exits: [0, 1, 2],
  mayChange: ["dossier/plan.yaml", "dossier"],
}));

export const shown = {
  html: '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  cdata: "]]><error/>&amp;&#0;",
  formula: "=cmd|' /C calc'!A0",
  plus: "+1+1",
  at: "@SUM(1)",
  full: "＝1+1",
  command: "::error file=a,line=1::x",
  "command-after-blank": "  ::add-mask::x",
  old: "##[add-mask]x",
  azure: "##vso[task.complete result=Failed]x",
  city: "##teamcity[testFailed name='x']",
  gitlab: "section_start:1560896352:x[collapsed=true]",
  markdown: "[x](javascript:alert(1)) ![y](https://evil.example/a.png) <b> | ` \\ @admin #1",
  fences: "~~~ ``` ---",
  template: "{{constructor.constructor 'x'}} {name} ${x} <%= x %>",
  zwj: "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿é́́́",
  wide: "字".repeat(300),
  long: "n".repeat(9_000),
  combining: `a${"\u0301".repeat(5_000)}`,
  rtl: "مدينة \u200f\u061c",
  percent: "%0A%0D%25::error::",
  mail: "ana@example.org +351 912 345 678",
  json: '"}],"x":[{"',
  date: "2026-01-01",
};

/** Texts of a dossier that would act in an output, through every command that shows them. */
const texts: HostileCase[] = Object.entries(shown).flatMap(([name, text]) => {
  const quoted = JSON.stringify(text);
  const files = {
    "milcity.yaml": city.replace("name: Vila", `name: ${quoted}`).replace("name: Library", `name: ${quoted}`),
    "plan.yaml": plan
      .replace("title: Plan", `title: ${quoted}\nsummary: ${quoted}`)
      .replace("title: Labs", `title: ${quoted}\n    description: ${quoted}`)
      .replace("title: Readers", `title: ${quoted}`)
      .replace("verification: Survey", `verification: ${quoted}\n    unit: ${quoted}`)
      .replace("lead: library", `lead: ${quoted}`)
      .concat(`${quoted}: ${quoted}\n`),
    "committee.yaml": committee.replaceAll("name: Ana", `name: ${quoted}\n    position: ${quoted}`),
  };
  const flow = {
    ...files,
    "committee.yaml": committee.replace("name: Ana,", `name: ${quoted},`).replace("name: Board", `name: ${quoted}`),
  };
  return [
    { name: `out-${name}`, files: flow, exits: [1] },
    ...[
      ["score", ".", "--format=json"],
      ["score", ".", "--verbose"],
      ["report", ".", "--format=markdown"],
      ["report", ".", "--format=html", "--internal"],
    ].map((args, i): HostileCase => ({ name: `out-${name}-${args[0]}-${i}`, files: flow, args, exits: [0] })),
  ];
});

export const outputs: HostileCase[] = [...targets, ...fixes, ...texts];
