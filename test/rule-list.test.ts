import { describe, expect, it } from "vitest";
import { rules } from "../src/check/rules.gen.ts";
import { rulesIn } from "../src/index.ts";

/** The rules that milcity promises, by subject. Their ids are final: scripts, baselines and comments of cities name them. */
const promised: Record<string, string> = {
  baseline: "overdue unused",
  budget: "mixed-currencies over-allocated uneven unfunded",
  checklist: "contradicts-dossier outdated understates",
  city: "region-mismatch",
  cluster: "former no-representative term-not-two-years",
  committee:
    "attended-out-of-term gender-imbalance no-focal-point no-quorum one-sector-majority term-ends-before-plan term-expired too-few-sectors unminuted unrepresented",
  config: "unknown-rule unused-ignore",
  date: "backwards in-future outside-action outside-plan",
  dossier: "no-city several-cities unrecognised-file unsupported-version",
  evidence: "changed expired insecure link missing outside-dossier untracked",
  file: "not-regular symlink too-many unreadable",
  id: "duplicate",
  indicator: "incomplete off-track regressed stale target-behind-baseline",
  plan: "action-without-item closed-with-open-actions generic-title indicator-unused late-start not-two-years objective-without-action objective-without-indicator overdue-action overdue-milestone overlapping",
  privacy: "contact-in-text",
  readjustment: "overdue undocumented",
  reference: "unknown-framework unknown-item unresolved",
  report:
    "action-missing completed-without-evidence contradiction feedback-unanswered outside-plan overdue overlapping overspent regressed",
  schema: "enum format length one-of pattern range required type unique unknown-field",
  submission: "unanswered",
  text: "bidi-control control-character invisible missing-translation secret too-long",
  trust: "policy-changed",
  yaml: "alias ambiguous-scalar anchor directive duplicate-key encoding merge-key reserved-key several-documents syntax tag too-deep too-large",
};
const ids = Object.entries(promised).flatMap(([subject, faults]) =>
  faults.split(" ").map((fault) => `${subject}/${fault}`),
);

/** What frameworks ask of documents beyond the format, by the keyword of their schemas. */
const ofFrameworks = ["gnlc/contains", "gnlc-strategy/length", "gnlc-strategy/required", "mil/length", "mil/required"];

describe("the rules", () => {
  it("are those that are promised, and no others", () => {
    expect([...rules.keys()].sort()).toEqual([...ids, ...ofFrameworks].sort());
  });

  it.each(["fr", "es", "pt"])("are told in %s, each in words of its own", (language) => {
    const told = rulesIn(language);
    const english = [...rules].filter(
      ([id, { asks, why }]) => told.get(id)?.asks === asks || told.get(id)?.why === why,
    );
    expect(english.map(([id]) => id)).toEqual([]);
  });
});
