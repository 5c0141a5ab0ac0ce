import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { city, committee, plan } from "../src/check/examples.ts";
import {
  baselineText,
  findingsView,
  inspect,
  openWorkspace,
  printedConfig,
  type Request,
  UserError,
} from "../src/index.ts";
import type { FindingsView } from "../src/model/views.ts";

const examples = fileURLToPath(new URL("../examples", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-silencing-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const day = "2026-06-30";
const config = "milcity.config.yaml";
const baseline = ".milcity-baseline.yaml";

/** A sound dossier, but for an action that should have ended. */
const quiet = plan.replace("{ every: 12 }", "{ periods: [] }");
const overdue = quiet.replace("end: 2026-06-30", "end: 2025-06-30");
const dossier = { "milcity.yaml": city, "committee.yaml": committee, "plan.yaml": overdue };
const rule = "plan/overdue-action";
const path = "actions › labs › status";
const whole = `plan plan-2025 › ${path}`;

function folder(texts: Record<string, string>): string {
  const made = mkdtempSync(join(scratch, "w-"));
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(made, file)), { recursive: true });
    writeFileSync(join(made, file), text);
  }
  return made;
}

function run(cwd: string, more: Partial<Request> = {}): FindingsView {
  const workspace = openWorkspace({ cwd, paths: [], day, ...more });
  return findingsView(workspace, inspect(workspace), Infinity);
}

const found = (view: FindingsView) =>
  view.diagnostics.filter(({ severity }) => severity !== "info").map((one) => one.rule);
const excused = (view: FindingsView) =>
  (view.excused ?? []).map(({ diagnostic, by, reason }) => [diagnostic.rule, by, reason]);
const only = (view: FindingsView, id: string) => view.diagnostics.filter((one) => one.rule === id);
const written = (cwd: string, more: Partial<Request> = {}) => {
  const workspace = openWorkspace({ cwd, paths: [], day, updateBaseline: true, ...more });
  return baselineText(findingsView(workspace, inspect(workspace), Infinity), workspace.baseline).text;
};

function failure(cwd: string, more: Partial<Request> = {}): [code: string, message: string] {
  try {
    run(cwd, more);
  } catch (error) {
    if (error instanceof UserError) return [error.code, error.message];
    throw error;
  }
  return ["", ""];
}

describe("a comment", () => {
  const withLine = (line: string, more: string[] = []) =>
    run(folder({ ...dossier, "plan.yaml": overdue.replace("    status: in-progress", [...more, line].join("\n")) }));

  it("without which there is a finding", () => expect(found(run(folder(dossier)))).toEqual([rule]));

  it.each([
    ["on the line", "    status: in-progress # milcity: ignore[plan/overdue-action] the council is late", []],
    [
      "on the line above",
      "    status: in-progress",
      ["    # milcity: ignore[plan/overdue-action] the council is late"],
    ],
    ["not indented", "    status: in-progress", ["# milcity: ignore[plan/overdue-action] the council is late"]],
    ["written closely", "    status: in-progress #milcity:ignore[plan/overdue-action]the council is late", []],
    [
      "above another comment",
      "    status: in-progress",
      ["    # milcity: ignore[plan/overdue-action] the council is late", "    # The council meets in May."],
    ],
  ])("%s excuses, with its reason", (_, line, more) => {
    const view = withLine(line, more);
    expect(found(view)).toEqual([]);
    expect(excused(view)).toEqual([[rule, "comment", "the council is late"]]);
    expect(view.checked.suppressed).toBe(1);
    expect(view.summary).toMatchObject({ errors: 0, warnings: 0 });
  });

  it.each([
    ["two lines above", "    status: in-progress", ["    # milcity: ignore[plan/overdue-action] late", ""]],
    ["behind the line above", "    status: in-progress", ["    x-note: a # milcity: ignore[plan/overdue-action] late"]],
    ["about another rule", "    status: in-progress # milcity: ignore[plan/late-start] late", []],
    ["without a reason", "    status: in-progress # milcity: ignore[plan/overdue-action]", []],
    ["without a rule", "    status: in-progress # milcity: ignore late", []],
    ["with an empty list", "    status: in-progress # milcity: ignore[] late", []],
    ["with a bracket that is not closed", "    status: in-progress # milcity: ignore[plan/overdue-action late", []],
  ])("%s excuses nothing and is reported", (_, line, more) => {
    const view = withLine(line, more);
    expect(found(view).sort()).toEqual(["config/unused-ignore", rule]);
    expect(excused(view)).toEqual([]);
  });

  it("in a text is none", () => {
    const view = withLine("    status: in-progress", ['    x-note: "# milcity: ignore[plan/overdue-action] late"']);
    expect(found(view)).toEqual([rule]);
  });

  it("of another meaning is left alone", () => {
    expect(found(withLine("    status: in-progress # milcity: ignored by nobody"))).toEqual([rule]);
  });

  it("may name several rules, each of which has to be of use", () => {
    const view = withLine("    status: in-progress # milcity: ignore[plan/overdue-action, plan/late-start] late");
    expect(excused(view)).toEqual([[rule, "comment", "late"]]);
    expect(only(view, "config/unused-ignore").map(({ message }) => message)).toEqual([
      "There is no finding of `plan/late-start` here that this comment could excuse.",
    ]);
  });

  it("that names a rule that there is not says so at the name, and with the nearest", () => {
    const [one] = only(
      withLine("    status: in-progress # milcity: ignore[plan/overdue-acton] late"),
      "config/unknown-rule",
    );
    expect(one).toMatchObject({ severity: "error", file: "plan.yaml", place: "plan-2025" });
    expect(one?.range).toEqual({ start: { line: 20, column: 43 }, end: { line: 20, column: 61 } });
    expect(one?.help).toContain("Did you mean `plan/overdue-action`?");
  });

  it("may name a policy", () => {
    const policies = `version: 1\npolicies: [{ id: own, over: plan, check: "false", message: No. }]\n`;
    const text = `# milcity: ignore[policy/own] not yet\n${quiet}`;
    const view = run(folder({ ...dossier, "plan.yaml": text, [config]: policies }));
    expect(found(view)).toEqual([]);
    expect(excused(view)).toEqual([["policy/own", "comment", "not yet"]]);
  });

  it("above a text of several lines is about all of it", () => {
    const text =
      "# milcity: ignore[privacy/contact-in-text] the office's own\nsummary: |\n  Write\n  to ana@example.org\n";
    const view = run(folder({ ...dossier, "plan.yaml": quiet + text }));
    expect(found(view)).toEqual([]);
    expect(excused(view)).toEqual([["privacy/contact-in-text", "comment", "the office's own"]]);
  });

  it("excuses a file that is no document", () => {
    const text = "# milcity: ignore[dossier/unrecognised-file] of the website\npages: []\n";
    expect(excused(run(folder({ ...dossier, "site.yaml": text })))).toEqual([
      ["dossier/unrecognised-file", "comment", "of the website"],
    ]);
  });

  it.each([
    ["text/secret", `x-key: AKIA${"ABCD1234".repeat(2)}`],
    ["yaml/duplicate-key", "x-key: 1\nx-key: 2"],
    ["yaml/anchor", "x-key: &a 1"],
  ])("never excuses %s", (id, line) => {
    const text = `${quiet}# milcity: ignore[${id}] it is meant so\n${line} # milcity: ignore[${id}] it is meant so\n`;
    const view = run(folder({ ...dossier, "plan.yaml": text }));
    expect(found(view)).toContain(id);
    expect(excused(view)).toEqual([]);
    expect(only(view, "config/unused-ignore").map(({ message }) => message)).toEqual(
      Array.from({ length: 2 }, () => `A comment cannot excuse a finding of \`${id}\`.`),
    );
  });

  it("is not called unused where something could not be understood", () => {
    const view = run(
      folder({
        ...dossier,
        "other.yaml": "kind: plan\nid: [\n",
        "plan.yaml": `${quiet}# milcity: ignore[plan/late-start] a\n`,
      }),
    );
    expect(only(view, "config/unused-ignore")).toEqual([]);
    expect(found(view)).toEqual(["yaml/syntax"]);
  });
});

describe("the configuration", () => {
  const configured = (text: string, more: Record<string, string> = {}) =>
    folder({ ...dossier, [config]: `version: 1\n${text}`, ...more });

  it("sets severities", () => {
    const view = run(configured("rules: { plan/overdue-action: error }"));
    expect(view.summary).toMatchObject({ errors: 1, warnings: 0 });
    expect(run(configured("rules: { plan/overdue-action: off }")).checked.rulesNotRun).toContainEqual({
      rule,
      why: "turned off by the workspace",
    });
  });

  it("gives way to what is commanded", () => {
    const cwd = configured("rules: { plan/overdue-action: off }");
    expect(run(cwd, { rules: new Map([[rule, "error"]]) }).summary.errors).toBe(1);
    const [code, message] = failure(cwd, { rules: new Map([["plan/overdue-acton", "error"]]) });
    expect([code, message]).toEqual([
      "usage",
      "There is no rule `plan/overdue-acton`. Did you mean `plan/overdue-action`?",
    ]);
  });

  it("lists what it excuses of the faults of reading", () => {
    const view = run(configured("rules: { yaml/ambiguous-scalar: off }", { "plan.yaml": `${quiet}x-code: 010\n` }));
    expect(excused(view)).toEqual([["yaml/ambiguous-scalar", "config", "turned off by the workspace"]]);
    expect(view.checked.suppressed).toBe(1);
  });

  it("that names a rule that there is not has a finding at its place, and the run goes on", () => {
    const view = run(configured("rules:\n  plan/late-start: off\n  plan/overdue-acton: off\n  policy/own: off\n"));
    expect(found(view).sort()).toEqual(["config/unknown-rule", "config/unknown-rule", rule]);
    const [first, second] = only(view, "config/unknown-rule");
    expect(first).toMatchObject({
      severity: "error",
      file: config,
      place: "rules › plan/overdue-acton",
      pointer: "/rules/plan~1overdue-acton",
    });
    expect(first?.range).toEqual({ start: { line: 4, column: 3 }, end: { line: 4, column: 21 } });
    expect(first?.help).toContain("Did you mean `plan/overdue-action`?");
    expect(first?.excerpt?.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(second?.message).toBe("There is no rule `policy/own`.");
  });

  it("may lie elsewhere: its findings name it from the workspace on", () => {
    const cwd = folder({ ...dossier, "ci/strict.yaml": "version: 1\nrules: { plan/x: off }\n" });
    expect(only(run(cwd, { config: "ci/strict.yaml" }), "config/unknown-rule").map(({ file }) => file)).toEqual([
      "ci/strict.yaml",
    ]);
  });

  it("has no pattern of `ignore` that matches nothing", () => {
    const view = run(
      configured('ignore: ["drafts/**", "**/notes.yaml", nothing]', {
        "drafts/a.yaml": "kind: x\n",
        "b/notes.yaml": "a: 1\n",
      }),
    );
    expect(only(view, "config/unused-ignore").map(({ range, message }) => [range.start.line, message])).toEqual([
      [2, "The pattern `nothing` of `ignore` matches nothing that would be looked at."],
    ]);
    expect(found(view).sort()).toEqual(["config/unused-ignore", rule]);
  });

  it("is judged by the whole workspace, whatever was asked for", () => {
    const cwd = folder({
      "a/milcity.yaml": city,
      "b/milcity.yaml": city,
      "b/old.yaml": "x: 1\n",
      [config]: "version: 1\nignore: [b/old.yaml]\n",
    });
    expect(only(run(cwd, { paths: ["a"] }), "config/unused-ignore")).toEqual([]);
  });

  it.each([
    ["**", ["."]],
    ["./", ["."]],
    [".", ["."]],
    ["a/", ["a"]],
    ["./a", ["a"]],
    ["*", ["a"]],
    ["a/**", ["a", "a/b"]],
  ] as [string, string[]][])("has the pattern %s of `dossiers` match what it names", (pattern, wanted) => {
    const texts = pattern.startsWith("a") || pattern === "*" || pattern === "./a" ? ["a", "a/b"] : ["."];
    const cwd = folder({
      ...Object.fromEntries(texts.map((name) => [name === "." ? "milcity.yaml" : `${name}/milcity.yaml`, city])),
      [config]: `version: 1\ndossiers: ["${pattern}"]\n`,
    });
    expect(openWorkspace({ cwd, paths: [], day }).folders).toEqual(wanted);
  });

  it("leaves no city out whose document has nearly its name", () => {
    const cwd = folder({
      "a/milcity.yaml": city,
      "a/more/milcity.yml": "x-own: 1\n",
      "b/milcity.yml": city,
      "c/Milcity.yaml": city,
      "d/milcity.yml": city,
      "d/milcity.yaml": city,
      "e/milcity.yaml.txt": city,
      [config]: "version: 1\n",
    });
    const view = run(cwd);
    expect(view.dossiers).toEqual(["a", "b", "c", "d"]);
    expect(only(view, "dossier/no-city").map(({ file }) => file.split("/")[0])).toEqual(["b", "c"]);
    expect(run(cwd, { paths: ["b"] }).dossiers).toEqual(["b"]);
  });

  it("has no pattern of `dossiers` that matches nothing", () => {
    const cwd = folder({ "a/milcity.yaml": city, [config]: 'version: 1\ndossiers: ["a", "cities/*"]\n' });
    expect(failure(cwd)).toEqual([
      "no-input",
      `${config}:2:17: the pattern \`cities/*\` of \`dossiers\` matches no dossier.`,
    ]);
    expect(failure(cwd, { paths: ["a"] })).toEqual(["", ""]);
    const several = { "a/milcity.yaml": city, "b/milcity.yaml": city, "c/milcity.yaml": city };
    expect(failure(folder({ ...several, [config]: 'version: 1\ndossiers: ["?", "cities/*"]\n' }))).toEqual([
      "no-input",
      `${config}:2:17: the pattern \`cities/*\` of \`dossiers\` matches no dossier.`,
    ]);
    expect(failure(folder({ "a/milcity.yaml": city, [config]: 'version: 1\ndossiers: ["b"]\n' }))[0]).toBe("no-input");
  });

  it("has its findings accepted by a baseline like others", () => {
    const cwd = configured("rules: { plan/x: off }");
    writeFileSync(join(cwd, baseline), written(cwd));
    expect(found(run(cwd, { baseline: true }))).toEqual([]);
  });
});

describe("a policy", () => {
  const vila = (text: string) => {
    const cwd = mkdtempSync(join(scratch, "p-"));
    cpSync(join(examples, "vila-clara"), cwd, { recursive: true });
    writeFileSync(join(cwd, config), text);
    return cwd;
  };

  it.each([
    ["city", "city.country == 'XX'", "milcity.yaml"],
    ["committee", "committee.type == 'none'", "committee.yaml"],
    ["plan", "plan.id == 'none'", "plan.yaml"],
    ["action", "action.lead == 'none'", "plan.yaml"],
    ["member", "member.name == 'none'", "committee.yaml"],
    ["report", "report.id == 'none'", "reports/2026-1.yaml"],
    ["indicator", "indicator.every == 99.0", "plan.yaml"],
  ])("may be over each %s", (over, check, file) => {
    const text = `version: 1\npolicies:\n  - { id: own, over: ${over}, check: "${check}", message: Not so. }\nrules: { policy/own: warning }\n`;
    const own = only(run(vila(text), { day: "2026-11-30" }), "policy/own");
    expect(own.length).toBeGreaterThan(0);
    expect(own[0]).toMatchObject({ severity: "warning", message: "Not so." });
    expect(own.map((one) => one.file)).toContain(file);
    expect(only(run(vila(text.replace(/check: ".*?"/, 'check: "true"')), { day: "2026-11-30" }), "policy/own")).toEqual(
      [],
    );
  });

  it.each([
    ["plain", "    check: action.leed == ''", 19, /Unknown field: leed/],
    ["in quotation marks", "    check: 'size(action.id) > foo'", 31, /foo/],
    ["of another type", "    check: size(action.id)", 12, /true or false/],
  ])("that is broken says where: %s", (_, line, column, why) => {
    const text = `version: 1\npolicies:\n  - id: own\n    over: action\n${line}\n    message: Not so.\n`;
    const [code, message] = failure(folder({ ...dossier, [config]: text }));
    expect([code, message.slice(0, message.indexOf(": "))]).toEqual(["config", `${config}:5:${column}`]);
    expect(message).toMatch(why);
    expect(message).toContain("The policy `own` cannot be used");
  });

  it("has an id of its own", () => {
    const one = `{ id: own, over: city, check: "true", message: A. }`;
    expect(failure(folder({ ...dossier, [config]: `version: 1\npolicies:\n  - ${one}\n  - ${one}\n` }))).toEqual([
      "config",
      `${config}:4:11: Two policies have the id \`own\`.`,
    ]);
  });

  it("that does not come to an end is a finding", () => {
    const loop = [..."abcdefg"].reduceRight(
      (inner, name) => `actions.all(${name}, ${inner})`,
      "a.id != '' || g.id != b.id",
    );
    const begun = performance.now();
    const own = only(
      run(vila(`version: 1\npolicies:\n  - { id: own, over: action, check: "${loop}", message: Not so. }\n`)),
      "policy/own",
    );
    expect(own.map(({ message }) => message)).toEqual([
      "The policy of this workspace could not be decided here: the expression took too long and was stopped.",
    ]);
    expect(performance.now() - begun).toBeLessThan(8000);
  });
});

describe("the baseline", () => {
  const entry = { rule, path, reason: "Waiting for the council" };
  const accepting = (entries: object[], texts: Record<string, string> = dossier) =>
    folder({ ...texts, [baseline]: JSON.stringify(entries) });

  it("is applied only where it is asked for", () => {
    const cwd = accepting([entry]);
    expect(found(run(cwd))).toEqual([rule]);
    const view = run(cwd, { baseline: true });
    expect(found(view)).toEqual([]);
    expect(excused(view)).toEqual([[rule, "baseline", "Waiting for the council"]]);
    expect(view.checked.suppressed).toBe(1);
    expect(view.checked.rulesNotRun.map((one) => one.rule)).not.toContain("baseline/unused");
    expect(run(cwd).checked.rulesNotRun).toContainEqual({ rule: "baseline/unused", why: "no baseline is applied" });
  });

  it("may lie elsewhere, and is none where there is none", () => {
    const cwd = folder({ ...dossier, "ci/accepted.yaml": JSON.stringify([entry]) });
    expect(found(run(cwd, { baseline: "ci/accepted.yaml" }))).toEqual([]);
    expect(failure(cwd, { baseline: "ci/acepted.yaml" })).toEqual([
      "config",
      "There is no baseline at `ci/acepted.yaml`.",
    ]);
    expect(found(run(cwd, { baseline: true })).sort()).toEqual(["dossier/unrecognised-file", rule]);
  });

  it.each([
    ["another version", "version: 2\nfindings: []\n", "1:1"],
    ["another shape", "- rule: plan/overdue-action\n  reason: a\n", "1:3"],
    ["another form", "- rule: plan/overdue-action\n  path: a\n  reviewBy: soon\n", "3:13"],
    ["no YAML", "- rule: [\n", "1:9"],
  ])("of %s stops the run with its place", (_, text, place) => {
    const [code, message] = failure(folder({ ...dossier, [baseline]: text }), { baseline: true });
    expect([code, message.slice(0, message.indexOf(": "))]).toEqual(["config", `${baseline}:${place}`]);
  });

  it("that holds nothing accepts nothing", () => {
    expect(found(run(folder({ ...dossier, [baseline]: "# Nothing.\n" }), { baseline: true }))).toEqual([rule]);
  });

  it("gives a finding back as a warning when its day has passed", () => {
    const cwd = accepting([{ ...entry, reviewBy: day }]);
    writeFileSync(join(cwd, config), "version: 1\nrules: { plan/overdue-action: error }\n");
    expect(found(run(cwd, { baseline: true }))).toEqual([]);
    const view = run(cwd, { baseline: true, day: "2026-07-01" });
    expect(view.summary).toMatchObject({ errors: 0, warnings: 2 });
    expect(view.checked.suppressed).toBe(0);
    expect(found(view)).toEqual(["baseline/overdue", rule]);
    expect(only(view, "baseline/overdue")).toMatchObject([
      {
        file: baseline,
        pointer: "/0/reviewBy",
        message: `The finding of \`${rule}\` at \`${path}\` was accepted until ${day}, and that day has passed.`,
      },
    ]);
  });

  it("has no entry that matches nothing", () => {
    const cwd = accepting([entry, { rule, path: "actions › films › status" }, { rule: "plan/overdue-acton", path }]);
    const view = run(cwd, { baseline: true });
    expect(found(view)).toEqual(["baseline/unused", "baseline/unused"]);
    expect(
      only(view, "baseline/unused").map(({ message, help }) => [message, help?.includes(`Did you mean \`${rule}\`?`)]),
    ).toEqual([
      [`Nothing of \`${rule}\` is found at \`actions › films › status\` any more.`, false],
      ["There is no rule `plan/overdue-acton`, so the entry accepts nothing.", true],
    ]);
  });

  it("is not called unused where something could not be understood or was not looked at", () => {
    const broken = { ...dossier, "plan.yaml": overdue.replace("id: plan-2025", "id: [") };
    expect(found(run(accepting([entry], broken), { baseline: true }))).toEqual(["yaml/syntax"]);
    const two = { "a/milcity.yaml": city, "b/milcity.yaml": city, [config]: "version: 1\n" };
    const cwd = accepting([entry, { rule, path: `b: ${path}` }], two);
    expect(found(run(cwd, { baseline: true, paths: ["a"] }))).toEqual([]);
    expect(found(run(cwd, { baseline: true }))).toEqual(["baseline/unused", "baseline/unused"]);
  });

  it("accepts one finding by each entry, so that one more stands out", () => {
    const twice = overdue.replace("status: in-progress", "leed: ana\n    leet: ana\n    status: in-progress");
    const unknown = { rule: "schema/unknown-field", path: "actions › labs › leed" };
    const late = { rule: "report/overdue", path: "reporting › every" };
    expect(found(run(accepting([entry, unknown], { ...dossier, "plan.yaml": twice }), { baseline: true }))).toEqual([
      "schema/unknown-field",
    ]);
    const cwd = accepting([late], { ...dossier, "plan.yaml": plan });
    expect(found(run(cwd, { baseline: true }))).toEqual([]);
    const later = run(cwd, { baseline: true, day: "2027-06-30" });
    expect(only(later, "report/overdue")).toHaveLength(1);
  });

  it("leaves a finding that a comment excuses to the comment", () => {
    const text = overdue.replace(
      "status: in-progress",
      "status: in-progress # milcity: ignore[plan/overdue-action] late",
    );
    const view = run(accepting([entry], { ...dossier, "plan.yaml": text }), { baseline: true });
    expect(excused(view)).toEqual([[rule, "comment", "late"]]);
    expect(found(view)).toEqual(["baseline/unused"]);
  });

  it("is written with today's findings, and then nothing is new", () => {
    const cwd = folder(dossier);
    const text = written(cwd);
    expect(parse(text)).toContainEqual({ rule, path: whole, reason: `accepted on ${day}` });
    writeFileSync(join(cwd, baseline), text);
    expect(run(cwd, { baseline: true }).diagnostics).toEqual([]);
    expect(written(cwd)).toBe(text);
    expect(written(cwd, { day: "2026-07-01" })).toBe(text);
  });

  it("accepts in one report what it does not accept in another, nor in the plan", () => {
    const report = (id: string, percent: number) =>
      `kind: report\nversion: 1\nid: ${id}\nplan: plan-2025\nperiod: { start: 2025-01-01, end: 2025-12-31 }\ndate: 2026-01-15\nauthor: ana\nactions:\n  - { action: labs, status: completed, progress: ${percent}, evidence: [plan.yaml] }\n`;
    const before = folder({ ...dossier, "r1.yaml": report("r1", 60) });
    const text = written(before);
    const [accepted] = (parse(text) as { rule: string; path: string }[]).filter((one) =>
      one.rule.startsWith("report/c"),
    );
    expect(accepted).toMatchObject({ rule: "report/contradiction", path: "report r1 › actions › labs › progress" });
    const after = (texts: Record<string, string>) =>
      only(run(folder({ ...dossier, ...texts, [baseline]: text }), { baseline: true }), "report/contradiction").map(
        ({ file }) => file,
      );
    expect(after({ "r1.yaml": report("r1", 60) })).toEqual([]);
    expect(after({ "r1.yaml": report("r1", 100), "r2.yaml": report("r2", 70) })).toEqual(["r2.yaml"]);
    expect(after({ "a.yaml": report("r2", 70), "r1.yaml": report("r1", 60) })).toEqual(["a.yaml"]);
  });

  it("keeps what it says of what is still found, and drops the rest", () => {
    const kept = { ...entry, owner: "ana", reviewBy: "2026-12-31", "x-ticket": 7 };
    const cwd = accepting([{ rule, path: "actions › films › status" }, kept]);
    expect(parse(written(cwd))).toContainEqual({ ...kept, path: whole });
    expect(written(cwd)).not.toContain("films");
  });

  it("names the dossier where there are several, and keeps those that were not looked at", () => {
    const texts = Object.fromEntries(
      ["a", "b"].flatMap((name) => Object.entries(dossier).map(([file, text]) => [`cities/${name}/${file}`, text])),
    );
    const cwd = folder({ ...texts, [config]: "version: 1\n" });
    const text = written(cwd);
    expect((parse(text) as { path: string }[]).map((one) => one.path)).toEqual(
      expect.arrayContaining([`cities/a: ${whole}`, `cities/b: ${whole}`]),
    );
    writeFileSync(join(cwd, baseline), text);
    expect(run(cwd, { baseline: true }).diagnostics).toEqual([]);
    expect(new Set(written(cwd, { paths: ["cities/b"] }).split("\n"))).toEqual(new Set(text.split("\n")));
    const other = text.replace(`cities/a: ${whole}`, path);
    writeFileSync(join(cwd, baseline), other);
    expect(run(cwd, { baseline: true }).diagnostics).toEqual([]);
  });

  it("is not written from a part of the findings", () => {
    const workspace = openWorkspace({ cwd: folder(dossier), paths: [], day });
    expect(() => baselineText(findingsView(workspace, inspect(workspace), 0))).toThrow("all findings");
  });
});

describe("the printed configuration", () => {
  const text = `version: 1
ignore: [drafts]
rules:
  plan/late-start: off
  plan/overdue-action: warning
policies:
  - { id: own, over: city, check: "true", message: Own. }
`;

  it("says what is in force and where it comes from, and could be the configuration", () => {
    const cwd = folder({ ...dossier, "drafts/a.yaml": "x: 1\n", [config]: text });
    const workspace = openWorkspace({ cwd, paths: [], day, rules: new Map([["id/duplicate", "info"]]) });
    const printed = printedConfig(workspace);
    expect(printed).toContain(`  plan/late-start: "off" # ${config}:4:20, instead of warning\n`);
    expect(printed).toContain("  id/duplicate: info # the command line, instead of error\n");
    expect(printed).toContain("failOn: error # default\n");
    expect(printed).not.toContain("plan/overdue-action");
    expect(parse(printed)).toMatchObject({
      ignore: ["drafts"],
      policies: [{ id: "own" }],
      "x-found": { dossiers: ["."], packs: { mil: "frameworks/mil.yaml" } },
    });
    writeFileSync(join(cwd, config), printed);
    const again = openWorkspace({ cwd, paths: [], day });
    expect([...again.severities].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ["id/duplicate", "info"],
      ["plan/late-start", "off"],
    ]);
  });

  it("is that of the defaults where there is none", () => {
    const printed = printedConfig(openWorkspace({ cwd: folder(dossier), paths: [], day }));
    expect(parse(printed)).toMatchObject({ version: 1, failOn: "error", rules: {}, ignore: [] });
  });
});
