import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canary, type HostileCase, plan } from "./case.ts";

const other = (id: string) => plan.replace("plan-1", id);

/** Names, links and files that are none. */
export const files: HostileCase[] = [
  ...Object.entries({
    "file-symlink-document": "linked.yaml",
    "file-symlink-folder": "linked",
    "file-symlink-loop": "loop",
  }).map(([name, path]): HostileCase => ({
    name,
    setup: (folder) =>
      symlinkSync(
        path === "loop" ? "." : path === "linked" ? "../outside" : "../outside/plan.yaml",
        join(folder, path),
      ),
    exits: [1],
    rules: ["file/symlink"],
    mustNotAppear: ["plan-outside"],
  })),
  {
    name: "file-symlink-realpath",
    setup: (folder) => {
      symlinkSync("a/b/c", join(folder, "c"));
      symlinkSync("c/../d", join(folder, "d"));
      symlinkSync("nowhere", join(folder, "e.yaml"));
    },
    exits: [1],
    rules: ["file/symlink"],
  },
  {
    name: "file-symlink-tree-bomb",
    setup: (folder) => {
      for (let i = 0; i < 6; i++) symlinkSync("../dossier", join(folder, `s${i}`));
    },
    exits: [1],
    rules: ["file/symlink"],
  },
  {
    name: "file-city-linked",
    files: { "milcity.yaml": null },
    setup: (folder) => symlinkSync("../outside/milcity.yaml", join(folder, "milcity.yaml")),
    exits: [1, 2],
  },
  {
    name: "file-hard-link",
    setup: (folder) => linkSync(join(folder, "committee.yaml"), join(folder, "again.yaml")),
    exits: [1],
    rules: ["id/duplicate"],
  },
  {
    name: "file-fifo",
    setup: (folder) => void execFileSync("mkfifo", [join(folder, "pipe.yaml")]),
    exits: [1],
    rules: ["file/not-regular"],
  },
  {
    name: "file-folder-named-yaml",
    files: { "folder.yaml/plan.yaml": other("plan-2") },
    exits: [1],
    rules: ["file/not-regular"],
  },
  { name: "file-city-is-folder", files: { "milcity.yaml": null, "milcity.yaml/a.md": "a" }, exits: [1, 2] },
  {
    name: "file-many-folders",
    files: { [`${"d/".repeat(60)}plan.yaml`]: other("plan-2") },
    exits: [1],
    rules: ["file/too-many"],
  },
  {
    name: "file-many-documents",
    setup: (folder) => {
      for (let i = 0; i < 2_100; i++) writeFileSync(join(folder, `f${i}.yaml`), "");
    },
    exits: [1],
    rules: ["file/too-many"],
  },
  {
    name: "file-many-entries",
    setup: (folder) => {
      mkdirSync(join(folder, "many"));
      for (let i = 0; i < 20_100; i++) writeFileSync(join(folder, "many", `f${i}.md`), "");
    },
    exits: [1],
    rules: ["file/too-many"],
  },
  ...Object.entries({
    "line-end": "a\nb.yaml",
    escape: "a\u001b[31mb.yaml",
    osc: "a\u001b]8;;https:x\u0007b.yaml",
    bidi: "a\u202elmay.yaml",
    option: "-rf.yaml",
    markup: "<img src=x onerror=alert(1)>.yaml",
    command: "::error file=x::y.yaml",
    quote: "a'\"`$(id).yaml",
    blank: " .yaml",
    percent: "%0a%1b.yaml",
    glob: "**{a,b}[!c].yaml",
    backslash: "a\\..\\b.yaml",
    comma: "a,b;c.yaml",
    surrogates: "\u{1f3f4}\u{e0067}.yaml",
  }).map(([name, file]): HostileCase => ({
    name: `file-name-${name}`,
    files: { [file]: "kind: plan\ntitle: [\n" },
    exits: [1],
    rules: ["yaml/syntax"],
  })),
  {
    name: "file-name-not-utf8",
    setup: (folder) =>
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/a`), Buffer.from([0xff, 0xfe]), Buffer.from(".yaml")]),
        other("plan-2"),
      ),
    exits: [1],
    rules: ["file/unreadable"],
  },
  { name: "file-name-case-pair", files: { "Plan.yaml": other("plan-2"), "PLAN.YAML": other("plan-3") }, exits: [0, 1] },
  {
    name: "file-name-normal-forms",
    files: { "caf\u00e9.yaml": other("plan-2"), "cafe\u0301.yaml": other("plan-3") },
    exits: [0, 1],
  },
  {
    name: "file-dossier-inside",
    files: { "inner/milcity.yaml": "kind: city\n", "inner/plan.yaml": "x: [" },
    exits: [1],
  },
  {
    name: "file-hidden-and-foreign",
    files: { ".env.yaml": "x: [", ".github/a.yml": "x: [", "node_modules/a/b.yaml": "x: [", "action.yml": "x: [" },
    exits: [0],
    mustNotAppear: ["yaml/syntax"],
  },
  {
    name: "file-bare-repository",
    files: {
      "repo/HEAD": "ref: refs/heads/main\n",
      "repo/config": `[core]\n\tfsmonitor = "echo ${canary} >&2; touch ../ran"\n`,
      "repo/objects/a": "",
      "repo/refs/a": "",
    },
    exits: [0],
  },
  {
    name: "file-npmrc",
    files: {
      ".npmrc": "node-options=--require=./evil.cjs\n",
      "evil.cjs": `console.log("${canary}")\n`,
      "package.json": "{}",
    },
    exits: [0],
  },
];
