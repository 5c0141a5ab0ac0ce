import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { canary, type HostileCase, times } from "./case.ts";

const item = (id: string, check: string) => `      - id: ${id}
        title: Item
        level: required
        source: { file: own.md, locator: "1" }
        criteria:
          - { id: ${id}-a, label: Criterion, value: ${JSON.stringify(check)}, weight: 1 }
`;
const head = (id = "own") => `kind: framework
version: 1
id: ${id}
title: Own
edition: "2026"
`;
const pack = (check = "1.0", id = "own") =>
  `${head(id)}areas:\n  - id: ${id}-a\n    title: Area\n    items:\n${item(`${id}-1`, check)}`;

const packs = (cases: Record<string, string>, exits: number[]): HostileCase[] =>
  Object.entries(cases).map(([what, text]) => ({
    name: `pack-${what}`,
    files: { "milcity.config.yaml": "version: 1\nframeworks: [packs/own.yaml]\n", "packs/own.yaml": text },
    exits,
  }));
const named = (name: string, path: string, more: Partial<HostileCase> = {}): HostileCase => ({
  name: `pack-${name}`,
  files: { "milcity.config.yaml": `version: 1\nframeworks: [${JSON.stringify(path)}]\n` },
  exits: [2],
  ...more,
});

/** Packs of a workspace that are broken, or take what is not theirs. */
export const frameworks: HostileCase[] = [
  ...packs(
    {
      syntax: "id: [\n",
      empty: "",
      "other-kind": "kind: plan\nversion: 1\nid: own\n",
      alias: `${head()}x-a: &a 1\nx-b: *a\n`,
      "taken-id": pack("1.0", "mil"),
      "taken-id-prototype": pack("1.0", "__proto__"),
      "cel-syntax": pack("1.0 +"),
      "cel-long": pack(`1.0 ${"+ 1.0 ".repeat(600)}`),
      "cel-deep": pack(`${"(".repeat(300)}1.0${")".repeat(300)}`),
      "cel-unknown": pack("require('fs')"),
      "cel-matches": pack('"a".matches("^(a+)+$") ? 1.0 : 0.0'),
      "equal-items": `${head()}areas:\n  - id: a\n    title: Area\n    items:\n${item("own-1", "1.0")}${item("own-1", "1.0")}`,
      "taken-item": `${head()}areas:\n  - id: a\n    title: Area\n    items:\n${item("mil-01", "1.0")}`,
      "areas-text": `${head()}areas: all\n`,
      large: `${head()}areas: []\n${"# a\n".repeat(300_000)}`,
      "many-wrong-items": `${head()}areas:\n  - id: a\n    title: Area\n    items:\n${times(10_000, () => "      - {}\n")}`,
    },
    [2],
  ),
  named("missing", "packs/nowhere.yaml"),
  named("outside", "../outside/pack.yaml"),
  named("absolute", "/etc/passwd"),
  named("hidden", ".git/config"),
  named("odd-path", "packs/\u001b[31m.yaml"),
  named("folder", "packs", {
    files: { "milcity.config.yaml": "version: 1\nframeworks: [packs]\n", "packs/a.md": "a" },
  }),
  named("twice", "packs/own.yaml", {
    files: {
      "milcity.config.yaml": "version: 1\nframeworks: [packs/own.yaml, ./packs/own.yaml]\n",
      "packs/own.yaml": pack(),
    },
  }),
  named("linked", "linked.yaml", {
    setup: (folder) => symlinkSync("../outside/pack.yaml", join(folder, "linked.yaml")),
    mustNotAppear: [canary],
  }),
  named("in-linked-folder", "linked/pack.yaml", {
    setup: (folder) => symlinkSync("../outside", join(folder, "linked")),
    mustNotAppear: [canary],
  }),
];
