import { describe, expect, it, test } from "vitest";
import { city } from "../src/check/examples.ts";
import { rules } from "../src/check/rules.gen.ts";
import { check } from "../src/check/run.ts";
import { facts as factsOf } from "../src/facts/facts.ts";
import type { Diagnostic } from "../src/model/diagnostic.ts";
import type { Dossier } from "../src/model/dossier.ts";
import type { Rule } from "../src/model/rule.ts";
import { type Files, memoryFiles } from "../src/read/files.ts";
import { readLibrary } from "../src/read/library.ts";
import { readDossier } from "../src/read/workspace.ts";
import { score } from "../src/score/score.ts";

const library = readLibrary(memoryFiles(new Map()), []);

/**
 * A fixture: documents separated by `---`, and comments that make up what else lies in the folder: `# file: PATH = TEXT`, `# link: PATH`,
 * `# pipe: PATH`, `# locked: PATH`, `# copies: NUMBER`. `«TEXT × NUMBER»` stands for a text repeated.
 */
interface Fixture {
  dossier: Dossier;
  /** File → the line of the fixture that comes before its first one; of what is no document the comment's own. */
  lineBefore: Map<string, number>;
  /** The lines that end in `# !`. */
  marked: number[];
}

function fixture(source: string, id: string): Fixture {
  const lines = source
    .replace(/«(.+?) × (\d+)»/g, (_, text: string, times: string) => text.repeat(Number(times)))
    .split("\n");
  const texts = new Map<string, string>();
  const lineBefore = new Map<string, number>();
  const odd = new Map<string, string>();
  let first = 0;
  for (const end of [...lines.keys(), lines.length].filter((i) => i === lines.length || lines[i] === "---")) {
    const text = lines.slice(first, end).join("\n");
    const isCity = /^kind: city\b/m.test(text) && !texts.has("milcity.yaml");
    const file = isCity ? "milcity.yaml" : `document-${String(texts.size).padStart(3, "0")}.yaml`;
    texts.set(file, text);
    lineBefore.set(file, first);
    first = end + 1;
  }
  for (const [i, line] of lines.entries()) {
    const [, what = "", path = "", text = ""] =
      /^# (file|link|pipe|locked|copies): (\S+)(?: = (.*?))?(?: # !)?$/.exec(line) ?? [];
    if (what === "file") texts.set(path, text);
    else if (what === "copies") for (let n = 0; n < Number(path); n++) texts.set(`copy-${n}.yaml`, "kind: checklist\n");
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
  const marked = [...lines.keys()].filter((i) => lines[i]?.endsWith("# !")).map((i) => i + 1);
  return { dossier: readDossier(scope, ".", library), lineBefore, marked };
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
      odd.has(path) ? { fault: "unreadable", why: "permission is denied" } : files.read(path, limit),
    evidence: (folder, path) => (odd.get(path) === "link" ? { state: "link" } : files.evidence(folder, path)),
  };
}

function found(id: string, rule: Rule, { dossier }: Fixture): Diagnostic[] {
  const facts = factsOf(dossier, library, rule.day ?? "2026-06-30");
  const scores = () => score(dossier, facts, library, "en");
  const result = check({ dossier, facts, library, scores, config: { rules: new Map() }, rules: new Map([[id, rule]]) });
  expect(result.internal.filter((entry) => entry.rule === id)).toEqual([]);
  return result.diagnostics.filter((diagnostic) => diagnostic.rule === id);
}

describe.each([...rules])("%s", (id, rule) => {
  it("finds nothing where all is well", () => {
    const right = fixture(rule.right, id);
    expect(found(id, rule, right).map(({ message }) => message)).toEqual([]);
    // What shows the form of documents is sound all through; other examples are parts of dossiers.
    expect(rule.check ? [] : right.dossier.faults).toEqual([]);
  });

  it.each([rule.wrong, ...(rule.cases ?? [])])("finds what is marked, and says it in full: %#", (source) => {
    const wrong = fixture(source, id);
    const { dossier, lineBefore, marked } = wrong;
    const diagnostics = found(id, rule, wrong);
    const lines = new Map(
      diagnostics.map(({ file, range, message }) => [(lineBefore.get(file) ?? Number.NaN) + range.start.line, message]),
    );
    expect({ lines: [...lines.keys()].sort((a, b) => a - b), messages: lines }).toMatchObject({ lines: marked });
    const documents = Object.values(dossier.documents).flat();
    for (const { file, pointer, message, help, why, place, related, range } of diagnostics) {
      expect(`${message} ${help ?? ""} ${why ?? ""} ${place} ${JSON.stringify(related)}`).not.toMatch(
        /\{[A-Za-z]+\}|undefined \w|NaN/,
      );
      const document = documents.find((one) => one.file === file);
      expect({ file, pointer, exists: document?.has(pointer) ?? range.start.line >= 1 }).toEqual({
        file,
        pointer,
        exists: true,
      });
    }
  });
});

test("the wrong example of every rule has a finding", () => {
  expect([...rules].filter(([, rule]) => !rule.wrong.includes("# !"))).toEqual([]);
});

test("the rules are those that are agreed", () => {
  const agreed = `
    yaml: syntax duplicate-key encoding too-large too-deep anchor alias merge-key tag directive several-documents reserved-key ambiguous-scalar
    schema: required unknown-field type enum format pattern range length unique one-of
    mil: required length
    gnlc: contains
    gnlc-strategy: required length
    dossier: no-city several-cities unsupported-version unrecognised-file
    file: unreadable not-regular symlink too-many
    reference: unresolved unknown-item unknown-framework
    id: duplicate
    date: backwards in-future outside-plan outside-action
    plan: not-two-years overlapping overdue-action overdue-milestone late-start closed-with-open-actions objective-without-action
      objective-without-indicator action-without-item indicator-unused generic-title
    budget: over-allocated uneven unfunded mixed-currencies
    indicator: target-behind-baseline incomplete stale off-track regressed
    report: overdue overlapping outside-plan action-missing contradiction regressed overspent completed-without-evidence feedback-unanswered
    committee: no-focal-point too-few-sectors one-sector-majority term-expired term-ends-before-plan no-quorum attended-out-of-term unminuted
      unrepresented gender-imbalance
    cluster: no-representative former term-not-two-years
    submission: unanswered
    readjustment: overdue
    evidence: missing outside-dossier link changed expired insecure
    checklist: contradicts-dossier understates outdated
    privacy: contact-in-text
    text: bidi-control control-character invisible secret missing-translation
    city: region-mismatch`;
  let subject = "";
  const ids = agreed
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => {
      if (!word.endsWith(":")) return [`${subject}/${word}`];
      subject = word.slice(0, -1);
      return [];
    });
  expect([...rules.keys()].sort()).toEqual(ids.sort());
});
