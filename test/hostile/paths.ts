import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canary, type HostileCase, plan } from "./case.ts";

const shown = (path: string) => plan.replace("evidence/a.md", JSON.stringify(path).replace("\u009b", "\\x9b"));

const refused: Record<string, string> = {
  up: "../outside/canary.md",
  "up-inside": "evidence/../../outside/canary.md",
  absolute: "/etc/passwd",
  home: "~/.ssh/id_rsa",
  drive: "C:\\Windows\\win.ini",
  "drive-slash": "c:/windows/win.ini",
  unc: "\\\\host\\share\\a",
  backslash: "evidence\\a.md",
  "file-url": "file:///etc/passwd",
  nul: "evidence/a.md\0.pdf",
  "line-end": "evidence/a.md\nb",
  stream: "evidence/a.md::$DATA",
  "dot-at-end": "evidence/a.md.",
  "blank-at-end": "evidence/a.md ",
  "empty-part": "evidence//a.md",
  "own-folder": "./evidence/a.md",
  git: ".git/config",
  hidden: "evidence/.secret",
  "c1-control": "evidence/\u009b31m",
};

/** Paths of evidence that lead out of the dossier, or nowhere. */
export const paths: HostileCase[] = [
  ...Object.entries(refused).map(([name, path]): HostileCase => ({
    name: `path-${name}`,
    files: { "plan.yaml": shown(path) },
    setup: (folder) => {
      mkdirSync(join(folder, ".git"));
      writeFileSync(join(folder, ".git/config"), canary);
    },
    exits: [1],
    // A control character in a path is one finding, as in every text.
    rules: [name === "nul" || name === "c1-control" ? "text/control-character" : "evidence/outside-dossier"],
  })),
  ...[
    "evidence/missing.md",
    "evidence",
    "%2e%2e/outside/canary.md",
    "evidence/A.md",
    "evidence/a.md/b",
    `evidence/${"a".repeat(300)}`,
    `${"a/".repeat(900)}b`,
  ].map((path, i): HostileCase => ({
    name: `path-missing-${i}`,
    files: { "plan.yaml": shown(path) },
    exits: [1],
  })),
  ...["file", "folder", "loop", "dangling"].map((what): HostileCase => ({
    name: `path-link-${what}`,
    files: { "plan.yaml": shown(what === "folder" ? "linked/canary.md" : "linked.md") },
    setup: (folder) => {
      if (what === "file") symlinkSync("../outside/canary.md", join(folder, "linked.md"));
      if (what === "folder") symlinkSync("../outside", join(folder, "linked"));
      if (what === "loop") symlinkSync("linked.md", join(folder, "linked.md"));
      if (what === "dangling") symlinkSync("nowhere", join(folder, "linked.md"));
    },
    exits: [1],
    rules: ["evidence/link"],
  })),
];
