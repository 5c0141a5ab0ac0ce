import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { city } from "../src/check/examples.ts";
import { check } from "../src/check/run.ts";
import { changesBetween } from "../src/compare/plan.ts";
import { facts as factsOf } from "../src/facts/facts.ts";
import { findingsView, inspect, openChange, openWorkspace } from "../src/index.ts";
import type { Diagnostic } from "../src/model/diagnostic.ts";
import type { Document, Dossier } from "../src/model/dossier.ts";
import type { History } from "../src/model/history.ts";
import { english, phrase, type Speech } from "../src/model/phrase.ts";
import type { Rule } from "../src/model/rule.ts";
import { parseDocument } from "../src/read/document.ts";
import { type Files, memoryFiles } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { readDossier } from "../src/read/workspace.ts";
import { score } from "../src/score/score.ts";

const packs = readLibrary(memoryFiles(new Map()), []);

/**
 * A fixture: documents separated by `---`, and comments that make up what else lies in the folder: `# file: PATH = TEXT`, `# link: PATH`,
 * `# pipe: PATH`, `# locked: PATH`, `# copies: NUMBER`. `«TEXT × NUMBER»` stands for a text repeated. What git knows of the folder is
 * said by `# tracked: PATH`, `# ignored: PATH` and documents after `--- # REVISION`, which are those of that revision. Before a change, the city
 * is that after `--- # base`, and what else lay there is said by `# base: PATH = TEXT`. `# limit: SECTION = WORDS` is a word limit of the
 * workspace. The mark `# !` is no part of a comment for milcity.
 */
export interface Fixture {
  dossier: Dossier;
  history: History;
  /** What lay there before the change under review. */
  base: Map<string, string>;
  /** What lies in the folder, path by path. */
  texts: Map<string, string>;
  /** File → the line of the fixture that comes before its first one; of what is no document the comment's own. */
  lineBefore: Map<string, number>;
  /** The lines that end in `# !`. */
  marked: number[];
  /** How many words sections may have. */
  limits: Map<string, number>;
}

export function fixture(source: string, id: string): Fixture {
  const lines = source
    .replace(/«(.+?) × (\d+)»/g, (_, text: string, times: string) => text.repeat(Number(times)))
    .split("\n");
  const texts = new Map<string, string>();
  const lineBefore = new Map<string, number>();
  const odd = new Map<string, string>();
  const base = new Map<string, string>();
  const known = { tracked: new Set<string>(), ignored: new Set<string>(), before: new Map<string, string>() };
  const limits = new Map<string, number>();
  const separator = /^---(?: # ([\w.-]+))?$/;
  let first = 0;
  for (const end of [...lines.keys(), lines.length].filter((i) => separator.test(lines[i] ?? "---"))) {
    const text = lines
      .slice(first, end)
      .join("\n")
      .replace(/^(.*# milcity:.*) # !$/gm, "$1");
    const revision = separator.exec(lines[first - 1] ?? "")?.[1];
    first = end + 1;
    if (revision !== undefined) {
      known.before.set(revision, text);
      continue;
    }
    const isCity = /^kind: city\b/m.test(text) && !texts.has("milcity.yaml");
    const file = isCity ? "milcity.yaml" : `document-${String(texts.size).padStart(3, "0")}.yaml`;
    texts.set(file, text);
    lineBefore.set(file, end - text.split("\n").length);
  }
  for (const [i, line] of lines.entries()) {
    const [, what = "", path = "", text = ""] =
      /^# (file|base|link|pipe|locked|copies|tracked|ignored|limit): (\S+)(?: = (.*?))?(?: # !)?$/.exec(line) ?? [];
    if (what === "base") {
      base.set(path, text);
      continue;
    }
    if (what === "file") texts.set(path, text);
    else if (what === "limit") {
      limits.set(path, Number(text));
      continue;
    } else if (what === "tracked" || what === "ignored") {
      known[what].add(path);
      continue;
    } else if (what === "copies")
      for (let n = 0; n < Number(path); n++) texts.set(`copy-${n}.yaml`, "kind: checklist\n");
    else if (what !== "") odd.set(path, what);
    if (what !== "") lineBefore.set(what === "copies" ? "." : path, i);
  }
  if (!texts.has("milcity.yaml") && id !== "dossier/no-city") texts.set("milcity.yaml", city);
  const scope = {
    files: oddFiles(texts, odd),
    ignore: [],
    ignoredByGit: () => new Set<string>(),
    budget: { bytes: 1e8 },
  };
  const before = known.before.get("base");
  if (before !== undefined) base.set("milcity.yaml", before);
  const marked = [...lines.keys()].filter((i) => lines[i]?.endsWith("# !")).map((i) => i + 1);
  return {
    dossier: readDossier(scope, ".", packs),
    history: historyOf(known),
    base,
    texts,
    lineBefore,
    marked,
    limits,
  };
}

/** What git would say. */
function historyOf(known: { tracked: Set<string>; ignored: Set<string>; before: Map<string, string> }): History {
  return {
    tracked: (path) => known.tracked.has(path),
    ignored: (path) => known.ignored.has(path),
    changesSince(plan, revision) {
      const before = parseDocument(known.before.get(revision) ?? "", "before.yaml").document;
      return before?.kind === "plan"
        ? changesBetween((before as Document<"plan">).data, plan.data)
        : { why: "the example has no such revision" };
    },
  };
}

/** Files in memory, some of which are links, pipes or may not be read. */
function oddFiles(texts: Map<string, string>, odd: Map<string, string>): Files {
  const files = memoryFiles(texts);
  const types: Record<string, "link" | "other" | "file"> = { link: "link", pipe: "other", locked: "file" };
  return {
    list(folder) {
      const entries = files.list(folder);
      const more = [...odd].map(([name, what]) => ({ name, type: types[what] ?? ("file" as const) }));
      return Array.isArray(entries) && folder === "." ? [...entries, ...more] : entries;
    },
    read: (path, limit) =>
      odd.has(path) ? { fault: "unreadable", why: phrase("permission is denied") } : files.read(path, limit),
    evidence: (folder, path) => (odd.get(path) === "link" ? { state: "link" } : files.evidence(folder, path)),
  };
}

/** Rules about what is kept silent: their findings come from a whole run, in which all other rules have their say. */
export const isOnSilencing = (id: string) => /^(config|baseline|trust)\//.test(id);

/** What a run over a folder of the disk finds, its baseline applied; where there is a base, over what has changed in it. */
function foundInFolder(id: string, rule: Rule, { texts, base }: Fixture, language: string): Diagnostic[] {
  const folder = mkdtempSync(join(tmpdir(), "milcity-rule-"));
  const put = (files: Map<string, string>) => {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const request = { cwd: folder, paths: [], day: rule.day ?? "2026-06-30", baseline: true, language };
  try {
    if (base.size === 0) {
      put(texts);
      const workspace = openWorkspace(request);
      return findingsView(workspace, inspect(workspace)).diagnostics.filter((diagnostic) => diagnostic.rule === id);
    }
    put(base);
    const identity = ["-c", "user.name=a", "-c", "user.email=a@city.example"];
    for (const args of [
      ["init", "-q"],
      ["add", "-A"],
      [...identity, "commit", "-qm", "base"],
    ])
      execFileSync("git", args, { cwd: folder });
    put(texts);
    const change = openChange(request, "HEAD");
    const view = findingsView(change.after, inspect(change.after), undefined, change);
    return view.diagnostics.filter((diagnostic) => diagnostic.rule === id);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a rule, or reading under its name, finds in a fixture. */
export function found(id: string, rule: Rule, example: Fixture, speech: Speech = english): Diagnostic[] {
  if (isOnSilencing(id)) return foundInFolder(id, rule, example, speech.language);
  const { dossier, history, limits } = example;
  const library = { ...packs, limits };
  const facts = factsOf(dossier, library, rule.day ?? "2026-06-30");
  const scores = () => score(dossier, facts, library, speech.language, speech);
  const config = { rules: new Map() };
  const result = check({ dossier, facts, library, scores, history, config, rules: new Map([[id, rule]]), speech });
  expect(result.internal.filter((entry) => entry.rule === id)).toEqual([]);
  expect(result.rulesNotRun.filter(({ unable }) => unable)).toEqual([]);
  return result.diagnostics.filter((diagnostic) => diagnostic.rule === id);
}
