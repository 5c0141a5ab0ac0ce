import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { city, committee, plan } from "../src/check/examples.ts";
import { diskFiles, inspect, openWorkspace, remembering } from "../src/index.ts";

/** The options of `validate` through the real command. */
const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-flags-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const quiet = plan.replace("{ every: 12 }", "{ periods: [] }");
const overdue = quiet.replace("end: 2026-06-30", "end: 2025-06-30");
const dossier = { "milcity.yaml": city, "committee.yaml": committee, "plan.yaml": overdue };

function folder(texts: Record<string, string>): string {
  const made = mkdtempSync(join(scratch, "w-"));
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(made, file)), { recursive: true });
    writeFileSync(join(made, file), text);
  }
  return made;
}

const env = { PATH: process.env["PATH"] ?? "", LC_ALL: "C" };
const bin = [join(root, "bin/milcity.js")];
const run = (cwd: string, line: string, input = "") => {
  const args = [...bin, ...line.split(" "), "--as-of", "2026-06-30"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, input, encoding: "utf8" });
  return { status, stdout, stderr };
};
const rules = (stdout: string) =>
  (JSON.parse(stdout) as { diagnostics: { rule: string; severity: string }[] }).diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ rule }) => rule);

describe("--rule", () => {
  it("sets a rule for one run, over the configuration", () => {
    const cwd = folder({ ...dossier, "milcity.config.yaml": "version: 1\nrules: { plan/overdue-action: info }\n" });
    expect(rules(run(cwd, "validate --format json").stdout)).toEqual([]);
    const strict = run(cwd, "validate --format json --rule plan/overdue-action=error");
    expect(rules(strict.stdout)).toEqual(["plan/overdue-action"]);
    expect(strict.status).toBe(1);
    const off = JSON.parse(run(cwd, "validate --format json --rule plan/overdue-action=off").stdout) as {
      checked: { rulesNotRun: { rule: string; why: string }[] };
    };
    expect(off.checked.rulesNotRun).toContainEqual({
      rule: "plan/overdue-action",
      why: "turned off by the workspace",
    });
  });

  it.each([
    ["plan/overdue-acton=off", "There is no rule `plan/overdue-acton`. Did you mean `plan/overdue-action`?"],
    ["plan/overdue-action=loud", '--rule cannot be "loud".'],
    ["plan/overdue-action", "--rule takes a rule and a level such as plan/late-start=off"],
  ])("refuses %s", (text, said) => {
    const { status, stderr } = run(folder(dossier), `validate --rule ${text}`);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).toContain("[usage]");
  });
});

describe("the baseline", () => {
  it("accepts what is found today, and lets what is new stand out", () => {
    const cwd = folder(dossier);
    expect(run(cwd, "validate --fail-on warning").status).toBe(1);
    const { status, stdout } = run(cwd, "validate --update-baseline");
    expect([status, stdout]).toEqual([
      0,
      `.milcity-baseline.yaml now accepts 3 findings: 3 new, 0 no longer found.
Say in each entry why it is accepted (\`reason\`), and until when (\`reviewBy\`).
`,
    ]);
    // Only where it is asked for.
    expect(run(cwd, "validate --fail-on warning").status).toBe(1);
    const accepted = run(cwd, "validate --baseline --fail-on warning");
    expect(accepted.status).toBe(0);
    expect(accepted.stdout).toContain("3 findings are excused by the workspace.");
    writeFileSync(join(cwd, "plan.yaml"), overdue.replace("lead: ana", "lead: anna"));
    expect(rules(run(cwd, "validate --baseline --format json").stdout)).toEqual(["reference/unresolved"]);
  });

  it("is written anew with what was said in it, and not where nothing changes", () => {
    const cwd = folder(dossier);
    run(cwd, "validate --update-baseline");
    const file = join(cwd, ".milcity-baseline.yaml");
    const text = readFileSync(file, "utf8").replace("accepted on 2026-06-30", "the council is late");
    writeFileSync(file, text);
    expect(run(cwd, "validate --update-baseline").stdout).toBe(
      ".milcity-baseline.yaml accepts today's findings already: 3 entries.\n",
    );
    expect(readFileSync(file, "utf8")).toBe(text);
    writeFileSync(join(cwd, "plan.yaml"), quiet.replace("end: 2026-06-30", "end: 2026-12-31"));
    const { stdout } = run(cwd, "validate --update-baseline");
    expect(stdout).toMatch(/now accepts 2 findings: 0 new, 1 no longer found/);
  });

  it.each([
    ["rule: plan/overdue-action\n", ".milcity-baseline.yaml:1:1"],
    ["- { rule: plan/overdue-action }\n", ".milcity-baseline.yaml:1:3"],
    ["- { version: 2 }\n", ".milcity-baseline.yaml:1:"],
    ["- [\n", ".milcity-baseline.yaml:"],
  ])("that is broken stops the run: %j", (text, at) => {
    const { status, stderr } = run(folder({ ...dossier, ".milcity-baseline.yaml": text }), "validate --baseline");
    expect(status).toBe(2);
    expect(stderr).toContain(at);
    expect(stderr).toContain("[config]");
  });
});

describe("--print-config", () => {
  it("prints what is in force with where it comes from, and checks nothing", () => {
    const cwd = folder({ ...dossier, "milcity.config.yaml": "version: 1\nfailOn: warning\n" });
    for (const verb of ["validate", "score", "report"]) {
      const { status, stdout } = run(cwd, `${verb} --print-config`);
      expect(status).toBe(0);
      expect(stdout).toContain("failOn: warning # milcity.config.yaml:2:9\n");
      expect(stdout).not.toContain("overdue");
    }
  });
});

describe("other tools' names of formats", () => {
  it.each([
    ["stylish", "pretty"],
    ["unix", "compact"],
    ["jsonl", "ndjson"],
    ["gha", "github"],
    ["codeclimate", "gitlab"],
    ["md", "markdown"],
    ["sarif-2.1.0", "sarif"],
  ])("%s is %s", (alias, format) => {
    const cwd = folder(dossier);
    expect(run(cwd, `validate --format ${alias}`).stdout).toBe(run(cwd, `validate --format ${format}`).stdout);
    const both = run(cwd, `validate --report ${alias}=out.txt --format ${format}`);
    expect(readFileSync(join(cwd, "out.txt"), "utf8")).toBe(both.stdout);
  });

  it("are listed with the formats, and an unknown one is refused with the nearest", () => {
    const { stdout } = spawnSync(process.execPath, [...bin, "list", "formats"], { env, encoding: "utf8" });
    expect(stdout).toMatch(/also called: [^·]*unix/);
    const { status, stderr } = run(folder(dossier), "validate --format jsn");
    expect([status, stderr]).toEqual([2, expect.stringContaining('Did you mean "json"?')]);
  });
});

describe("--stdin", () => {
  const wrong = overdue.replace("lead: ana", "lead: anna");

  it("checks a text in the place of a document, among the others there", () => {
    const cwd = folder(dossier);
    const { status, stdout } = run(cwd, "validate --stdin --stdin-filename plan.yaml --format compact", wrong);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^plan\.yaml:\d+:11: error: .*`anna`.*\[reference\/unresolved\]$/m);
    expect(readFileSync(join(cwd, "plan.yaml"), "utf8")).toBe(overdue);
    // Only what is found in it is told, and a new file beside the others counts as well.
    const city = run(cwd, "validate --stdin --stdin-filename milcity.yaml --format compact", "kind: city\n");
    expect(
      city.stdout
        .split("\n")
        .filter(Boolean)
        .every((line) => line.startsWith("milcity.yaml:")),
    ).toBe(true);
    const added = overdue.replace("id: plan-2025", "id: other");
    expect(run(cwd, "validate --stdin --stdin-filename new/plan.yaml --format compact", added).stdout).toMatch(
      /^new\/plan\.yaml:.*\[plan\/overdue-action\]$/m,
    );
  });

  it("checks a text alone where no dossier is, and says so", () => {
    const { status, stdout } = run(folder({}), "validate --stdin --stdin-filename deep/down/plan.yaml", wrong);
    expect(status).toBe(0);
    expect(stdout).toContain("The document was looked at alone");
    expect(stdout).not.toContain("anna");
    expect(run(folder({}), "validate --stdin --stdin-filename plan.yaml", "kind: plan\n").status).toBe(1);
  });

  it.each([
    ["validate --stdin", "--stdin needs --stdin-filename"],
    ["validate --stdin-filename plan.yaml", "give both"],
    ["validate plan.yaml --stdin --stdin-filename plan.yaml", "leave out the paths"],
    ["validate --stdin --stdin-filename plan.txt", "ends in .yaml or .yml"],
    ["validate --stdin --stdin-filename plan.yaml --fix", "--stdin cannot go together with --fix"],
  ])("refuses %s", (line, said) => {
    const { status, stderr } = run(folder(dossier), line, "a: 1\n");
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });

  it("reads up to the limit of a document", () => {
    const { status, stderr } = run(
      folder(dossier),
      "validate --stdin --stdin-filename plan.yaml",
      "#".repeat(1_048_577),
    );
    expect([status, stderr]).toEqual([2, expect.stringContaining("more than 1,048,576 bytes")]);
  });
});

describe("--watch", () => {
  /** Waits until what a program has printed since the last wait matches. */
  function listening(child: ChildProcess): (pattern: RegExp) => Promise<string> {
    let heard = "";
    child.stdout?.on("data", (part: Buffer) => (heard += part.toString()));
    child.stderr?.on("data", (part: Buffer) => (heard += part.toString()));
    return async (pattern) => {
      const end = Date.now() + 20_000;
      while (!pattern.test(heard)) {
        if (Date.now() > end) throw new Error(`${String(pattern)} was not heard in: ${heard}`);
        await new Promise((done) => setTimeout(done, 25));
      }
      const text = heard;
      heard = "";
      return text;
    };
  }

  it("checks again after each change, survives what is broken, and ends on SIGINT", async () => {
    const cwd = folder({ ...dossier, "plan.yaml": quiet.replace("end: 2026-06-30", "end: 2026-12-31") });
    const child = spawn(process.execPath, [...bin, "validate", "--watch", "--as-of", "2026-06-30"], { cwd, env });
    const heard = listening(child);
    const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
    await heard(/Watching .*\. Ctrl\+C ends it\./s);
    writeFileSync(join(cwd, "plan.yaml"), overdue);
    expect(await heard(/excused|Not checked: gnlc/)).toContain("warning[plan/overdue-action]");
    writeFileSync(join(cwd, "milcity.config.yaml"), "version: 9\n");
    expect(await heard(/\[config\]/)).toContain("milcity.config.yaml:1:10");
    rmSync(join(cwd, "milcity.config.yaml"));
    await heard(/warning\[plan\/overdue-action\]/);
    rmSync(join(cwd, "milcity.yaml"));
    await heard(/dossier\/no-city/);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
  }, 60_000);

  it("reads and understands again only what has changed", () => {
    const cwd = folder(dossier);
    const files = remembering(diskFiles(cwd));
    const plans = () => {
      const workspace = openWorkspace({ cwd, paths: [], day: "2026-06-30", files: () => files });
      return [...inspect(workspace)].map(({ dossier: { documents } }) => [documents.plan[0], documents.committee[0]]);
    };
    const [first] = plans();
    const before = files.reads;
    writeFileSync(join(cwd, "plan.yaml"), quiet);
    files.forget(["plan.yaml"]);
    const [second] = plans();
    expect(files.reads).toBe(before + 1);
    expect(second?.[1]).toBe(first?.[1]);
    expect(second?.[0]).not.toBe(first?.[0]);
  });

  it("does not go together with what writes", () => {
    const { status, stderr } = run(folder(dossier), "validate --watch --fix");
    expect([status, stderr]).toEqual([2, expect.stringContaining("--watch cannot go together with --fix")]);
  });
});

describe("what was not looked at", () => {
  it("is said, for people and for programs", () => {
    const cwd = folder({});
    cpSync(join(root, "examples/vila-clara"), join(cwd, "v"), { recursive: true });
    const { stdout } = run(cwd, "validate v --language en");
    expect(stdout).toMatch(/\d+ files of evidence were looked for, and not read\./);
    const { checked } = JSON.parse(run(cwd, "validate v --format json").stdout) as {
      checked: { unseen: string[]; excused: unknown[]; passedOver: unknown[] };
    };
    expect(checked.unseen).toHaveLength(2);
    writeFileSync(join(cwd, "v/broken.yaml"), "kind: plan\nid: [\n");
    expect(run(cwd, "validate v --language en").stdout).toContain("Some files could not be understood in full");
  });
});
