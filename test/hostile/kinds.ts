import { gzipSync } from "node:zlib";
import { bytes, city, committee, type HostileCase, pack, plan, times } from "./case.ts";

const report = `kind: report
version: 1
id: first
plan: plan-1
period: { start: 2026-01-01, end: 2026-03-31 }
date: 2026-04-15
author: ana
status: approved
actions:
  - { action: labs, status: in-progress, narrative: Text }
`;
const checklist = `kind: checklist
version: 1
framework: iaec
items: {}
`;

/** What may be wrong with a text, whatever document it is of. */
const faults: Record<string, (text: string) => string | Uint8Array> = {
  alias: (text) => `${text}x-own: &a [*a]\n`,
  "alias-bomb": (text: string) =>
    `${text}x-own:\n  b0: &b0 [x, x]\n${times(25, (i) => `  b${i + 1}: &b${i + 1} [*b${i}, *b${i}]\n`)}`,
  merge: (text) => `${text}x-own: { <<: { a: 1 } }\n`,
  prototype: (text) => `__proto__: { PWNED: 1 }\n${text}`,
  "prototype-quoted": (text) => `${text}"__proto__": { PWNED: 1 }\n`,
  constructor: (text: string) => `${text}constructor: { prototype: { PWNED: 1 } }\n`,
  duplicate: (text) => `${text.split("\n")[0] ?? ""}\n${text}`,
  "null-key": (text) => `${text}~: a\n`,
  "list-key": (text) => `${text}? [a]\n: b\n`,
  depth: (text) => `${text}x-own: ${"[".repeat(30_000)}\n`,
  "depth-block": (text) => `${text}${times(200, (i) => `${" ".repeat(i)}x-${i}:\n`)}`,
  tag: (text) => `${text}x-own: !!js/function "return 1"\n`,
  directive: (text) => `%YAML 1.1\n---\n${text}`,
  several: (text) => `${text}---\n${text}`,
  ended: (text) => `${text}...\n${text}`,
  nul: (text) => `${text}x-own: "a\0b"\n`,
  escape: (text) => `${text}x-own: "\u001b[31m"\n`,
  "escape-of-eight": (text) => `${text}x-own: "\u009b31m"\n`,
  "escaped-controls": (text) => `${text}x-own: "\\e[31m\\x9b1m\\0\\r\\L\\P\\N\\u202e\\ud800"\n`,
  "escaped-name": (text) => `${text}"\\e]0;x\\a\\r::error::": 1\n`,
  bidi: (text) => `${text}x-own: "a\u202eb"\n`,
  command: (text) => `${text}"::error::x": "##[error]x"\n"##vso[x]": "::set-output name=a::b"\n`,
  "second-mark": (text) => `\ufeff\ufeff${text}`,
  utf16: (text) => bytes(`\ufeff${text}`, "utf16le"),
  latin1: (text) => bytes(`${text}x-own: é\n`, "latin1"),
  cut: (text) => Uint8Array.from([...bytes(text, "utf8"), 0xe2, 0x82]),
  packed: (text) => gzipSync(text),
  picture: () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
  markup: () => "<!DOCTYPE html>\n<title>x: y</title>\n",
  conflict: (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`,
  tabs: (text) => text.replaceAll("\n  ", "\n\t"),
  returns: (text) => text.replaceAll("\n", "\r"),
  large: (text) => `${text}${"# a\n".repeat(300_000)}`,
  lines: (text) => `${text}${"\n".repeat(60_000)}`,
  line: (text) => `${text}x-own: ${"a".repeat(70_000)}\n`,
  keys: (text) => `${text}x-own:\n${times(11_000, (i) => `  k${i}: 1\n`)}`,
  fields: (text) => `${text}${times(5_000, (i) => `field-${i}: 1\n`)}`,
  values: (text) => `${text}x-own: [${"1,".repeat(30_000)}1]\n`,
  braces: () => "}".repeat(60_000),
  colons: () => "a: b: c\n".repeat(20_000),
  quotes: () => '"\n'.repeat(40_000),
  empty: () => "",
  comment: () => "# nothing\n",
  scalar: () => "text\n",
  list: () => "- a\n",
  numbers: (text) => `${text}x-own: [.nan, .inf, 1e999, 9007199254740993, 0x${"f".repeat(300)}]\n`,
  "fields-as-lists": (text) => text.replaceAll(/: (?=\S).*/g, ": [a]"),
  "fields-as-groups": (text) => text.replaceAll(/: (?=\S).*/g, ": { a: 1 }"),
  "fields-as-nothing": (text) => text.replaceAll(/: (?=\S).*/g, ":"),
  "fields-as-numbers": (text) => text.replaceAll(/: (?=\S).*/g, ": -1"),
  "fields-as-truths": (text) => text.replaceAll(/: (?=\S).*/g, ": true"),
  "fields-as-names": (text) => text.replaceAll(/: (?=\S).*/g, ": constructor"),
};

const config = "milcity.config.yaml";

/** Every kind of file that a workspace has, with what it has to stand beside. */
const kinds: Record<string, (put: (text: string) => string | Uint8Array) => Omit<HostileCase, "name">> = {
  city: (put) => ({ files: { "milcity.yaml": put(city) }, exits: [0, 1] }),
  plan: (put) => ({ files: { "plan.yaml": put(plan) }, exits: [0, 1] }),
  committee: (put) => ({ files: { "committee.yaml": put(committee) }, exits: [0, 1] }),
  report: (put) => ({ files: { "reports/first.yaml": put(report) }, exits: [0, 1] }),
  checklist: (put) => ({ files: { "checklists/iaec.yaml": put(checklist) }, exits: [0, 1] }),
  config: (put) => ({ files: { [config]: put("version: 1\nfailOn: error\n") }, exits: [0, 1, 2] }),
  pack: (put) => ({
    files: { [config]: "version: 1\nframeworks: [packs/own.yaml]\n", "packs/own.yaml": put(pack(1, "some(actions)")) },
    exits: [0, 1, 2],
  }),
  baseline: (put) => ({
    files: {
      ".milcity-baseline.yaml": put("- rule: reference/unresolved\n  path: actions › labs › lead\n  reason: R\n"),
      "plan.yaml": plan.replace("lead: library", "lead: nobody"),
    },
    args: ["validate", ".", "--baseline"],
    exits: [0, 1, 2],
  }),
  frozen: (put) => ({
    files: { "reports/first.yaml": report, "reports/first.frozen.json": put('{ "version": 1, "report": "first" }\n') },
    exits: [0, 1],
  }),
};

const commands: Record<string, readonly string[]> = {
  score: ["score", ".", "--verbose"],
  report: ["report", ".", "--format=html"],
  markdown: ["report", ".", "--format=markdown", "--internal"],
  submit: ["submit", ".", "--to", "iaec", "--dry-run"],
  verify: ["report", "verify", "first"],
  freeze: ["report", "freeze", "first"],
  fix: ["validate", ".", "--fix"],
  explain: ["explain", "iaec-1.1"],
};

const each = Object.entries(faults).flatMap(([fault, put]) =>
  Object.entries(kinds).map(([kind, make]) => ({ fault, kind, one: make(put) })),
);

/** All of those faults together, and in all files at once. */
const together = (text: string) =>
  Object.entries(faults)
    .filter(([name]) => !/^(?:large|lines|depth|braces|colons|quotes|fields|keys|values|line)/.test(name))
    .reduce((all, [, put]) => {
      const made = put(all);
      return typeof made === "string" && made.includes(text.slice(0, 9)) ? made : all;
    }, text);

export const kindsOfFiles: HostileCase[] = [
  ...each.map(({ fault, kind, one }): HostileCase => ({ ...one, name: `kind-${kind}-${fault}` })),
  // What `validate` says of a fault, other commands have to live with.
  ...each.flatMap(({ fault, kind, one }, i) =>
    Object.entries(commands)
      .filter((_, n) => (i + n) % 4 === 0 && kind !== "baseline")
      .map(([command, args]): HostileCase => ({
        ...one,
        name: `kind-${kind}-${fault}-${command}`,
        args,
        exits: [0, 1, 2],
        ...(command === "fix" ? { mayChange: ["dossier"] } : {}),
      })),
  ),
  ...Object.entries(kinds).map(([kind, make]): HostileCase => ({ ...make(together), name: `kind-${kind}-all-faults` })),
  ...Object.entries(faults).map(([fault, put]): HostileCase => ({
    name: `kinds-${fault}`,
    files: Object.fromEntries(Object.values(kinds).flatMap((make) => Object.entries(make(put).files ?? {}))),
    exits: [0, 1, 2],
  })),
  ...Object.entries(faults).flatMap(([fault, put]) =>
    ["base", "ours", "theirs", "all"].map((side): HostileCase => ({
      name: `merge-file-${fault}-${side}`,
      files: Object.fromEntries(
        ["base", "ours", "theirs"].map((file) => [
          `../out/${file}.yaml`,
          side === file || side === "all" ? put(plan) : plan.replace("title: Labs", `title: ${file}`),
        ]),
      ),
      args: ["merge", "../out/base.yaml", "../out/ours.yaml", "../out/theirs.yaml", "-o", "../out/merged.yaml"],
      exits: [0, 1, 2],
    })),
  ),
];
