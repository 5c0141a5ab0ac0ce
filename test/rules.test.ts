import { describe, expect, it, test } from "vitest";
import { rules } from "../src/check/rules.gen.ts";
import { fixture, found, isOnSilencing } from "./rule-examples.ts";

describe.each([...rules])("%s", (id, rule) => {
  it("finds nothing where all is well", () => {
    const right = fixture(rule.right, id);
    expect(found(id, rule, right).map(({ message }) => message)).toEqual([]);
    // What shows the form of documents is sound all through; other examples are parts of dossiers.
    expect(rule.check || isOnSilencing(id) ? [] : right.dossier.faults).toEqual([]);
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
      changed-after-freeze
    committee: no-focal-point too-few-sectors one-sector-majority term-expired term-ends-before-plan no-quorum attended-out-of-term unminuted
      unrepresented gender-imbalance
    cluster: no-representative former term-not-two-years
    submission: unanswered
    readjustment: overdue undocumented
    evidence: missing outside-dossier link changed expired insecure untracked
    checklist: contradicts-dossier understates outdated
    privacy: contact-in-text
    text: bidi-control control-character invisible secret missing-translation too-long
    city: region-mismatch
    config: unknown-rule unused-ignore
    baseline: unused overdue
    trust: policy-changed`;
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
