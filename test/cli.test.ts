import { spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import { commands } from "../src/cli/commands.gen.ts";
import { main, type Outcome, type World } from "../src/cli/main.ts";
import type { ScoreCard } from "../src/model/score.ts";
import { bytesOf, stdoutOf } from "./outcome.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const day = "2026-11-30";
const scratch = mkdtempSync(join(tmpdir(), "milcity-cli-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Asked {
  cwd?: string;
  env?: Record<string, string>;
  answers?: string[];
  width?: number;
}

function worldOf({ cwd = join(root, "examples"), env = {}, answers, width = 80 }: Asked = {}): World {
  return {
    cwd,
    env: new Map(Object.entries({ LC_ALL: "C", ...env })),
    now: () => day,
    stdoutIsTerminal: false,
    stdinIsTerminal: answers !== undefined,
    width,
    icu: "74.1",
    input: () => Promise.resolve(new Uint8Array()),
    look: (path) => (existsSync(path) ? (readdirOrNothing(path) ? "folder" : "file") : "nothing"),
    ask: () => Promise.resolve(answers?.shift() ?? ""),
    tell: () => undefined,
    progress: () => undefined,
  };
}

function readdirOrNothing(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

const run = (line: string | string[], asked: Asked = {}): Promise<Outcome> =>
  main(typeof line === "string" ? line.split(" ").filter(Boolean) : line, worldOf(asked));

/** What an outcome would leave on the disk. */
function write({ writes = [] }: Outcome): void {
  for (const { path, text } of writes) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytesOf(text));
  }
}

const ajv = new Ajv2020({ strict: false, formats: { date: true } });
function conforms(schema: string, text: string | undefined): boolean {
  const file = join(root, "schemas/output", `${schema}.schema.json`);
  const validate =
    ajv.getSchema(`output/${schema}.schema.json`) ?? ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);
  const valid = validate(JSON.parse(text ?? ""));
  expect(validate.errors ?? []).toEqual([]);
  return valid === true;
}

describe("milcity", () => {
  it("alone and with --help prints its commands and exit codes", async () => {
    const alone = await run("");
    expect(alone).toMatchObject({ exit: 0 });
    for (const verb of commands.keys()) expect(alone.stdout).toContain(`  ${verb}`);
    expect(alone.stdout).toContain("Exit codes:");
    expect((await run("-h")).stdout).toBe(alone.stdout);
    expect((await run("help")).stdout).toBe(alone.stdout);
  });

  it("says its version", async () => expect((await run("-V")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/));

  it.each([...commands.keys()])("%s has help with examples, also after the word help", async (verb) => {
    const { exit, stdout } = await run(`${verb} --help`);
    expect(exit).toBe(0);
    expect(stdout).toContain(`Usage: milcity ${verb}`);
    expect(stdout).toMatch(new RegExp(`Examples:\n  milcity ${verb}.*\n  milcity ${verb}`));
    expect((await run(`help ${verb}`)).stdout).toBe(stdout);
  });
});

describe("done", () => {
  it.each([
    [`validate vila-clara --as-of ${day}`, 0, "in 1 dossier"],
    [`-C vila-clara validate --as-of ${day}`, 0, "in 1 dossier"],
    [`validate vila-clara/plan.yaml --as-of ${day}`, 0, "in 1 dossier"],
    [`validate vila-clara --as-of ${day} --quiet --max-problems 0`, 0, ""],
    [`score vila-clara --as-of ${day}`, 0, "mil-01"],
    [`score vila-clara --as-of ${day} --framework mil --fail-under 1`, 0, "mil-01"],
    [`score vila-clara --as-of ${day} --framework mil --fail-under 100`, 1, "mil-01"],
    [`score vila-clara --as-of ${day} --explain mil-08`, 0, "-->"],
    [`report vila-clara --as-of ${day}`, 0, "<!doctype html>"],
    [`report vila-clara --as-of ${day} --format markdown`, 0, "# "],
    [`report vila-clara --as-of ${day} --format md --internal --language en`, 0, "# "],
    ["explain mil-01", 0, "What meets it"],
    ["explain reference/unresolved", 0, "Wrong"],
    ["list frameworks", 0, "mil"],
    ["list items", 0, "gnlc-2.3"],
    ["list rules", 0, "reference/unresolved"],
    ["list templates", 0, "biennial"],
    ["list formats", 0, "pretty"],
    ["list languages", 0, "en"],
    ["schema", 0, "plan\n"],
    ["schema plan", 0, '"$id": "plan.schema.json"'],
  ])("milcity %s", async (line, exit, holds) => {
    const outcome = await run(line);
    expect(outcome.stderr ?? "").toBe("");
    expect(outcome.exit).toBe(exit);
    expect(outcome.stdout?.toLowerCase()).toContain(holds.toLowerCase());
  });
});

describe("not done: one line with the code, and what was probably meant", () => {
  it.each([
    ["valdate", "usage", 'Did you mean "validate"?'],
    ["--format json valdate", "usage", 'Did you mean "validate"?'],
    ["validate --formt json", "usage", "--format"],
    ["validate --format jsn", "usage", 'Did you mean "json"?'],
    ["validate --fail-on eror", "usage", 'Did you mean "error"?'],
    ["validate --as-of 2026-02-30", "usage", "real day"],
    ["validate --max-problems many", "usage", "number"],
    ["validate --report json", "usage", "json=findings.json"],
    ["validate nowhere", "no-input", "nowhere"],
    ["validate --config nowhere.yaml", "config", "nowhere.yaml"],
    ["score --framework mill", "usage", 'Did you mean "mil"?'],
    ["score vila-clara --explain mil-0l", "usage", 'Did you mean "mil-0'],
    ["score --fail-under 101", "usage", "100"],
    ["report vila-clara --template bienial", "usage", 'Did you mean "biennial"?'],
    ["report vila-clara --language tlh", "usage", "en"],
    ["report vila-clara --period 2026-01-01", "usage", ".."],
    ["report vila-clara --public --internal", "usage", "either"],
    ["report", "usage", "--output reports/"],
    ["explain mil-1", "usage", 'Did you mean "mil-'],
    ["explain reference/unresolvd", "usage", 'Did you mean "reference/unresolved"?'],
    ["list rule", "usage", 'Did you mean "rules"?'],
    ["list", "usage", "what"],
    ["schema pln", "usage", 'Did you mean "plan"?'],
    ["schema --install emacs", "usage", "vscode"],
    ["init new", "usage", "--name"],
    ["init new --name X --country XX", "usage", "PT"],
  ])("milcity %s", async (line, code, hint) => {
    const outcome = await run(line);
    expect(outcome.exit).toBe(2);
    expect(outcome.stdout === "").toBe(!line.startsWith("--format json"));
    expect(outcome.stderr).toMatch(new RegExp(`^milcity: [^\n]*\\[${code}\\]\n$`));
    expect(outcome.stderr).toContain(hint);
    expect(outcome.writes ?? []).toEqual([]);
  });

  it("is told in JSON where JSON was asked for", async () => {
    for (const line of ["validate nowhere --format json", "--format=json score nowhere"]) {
      const { stdout } = await run(line);
      expect(conforms("error", stdout)).toBe(true);
      expect(JSON.parse(stdout ?? "")).toMatchObject({ version: 1, error: { code: "no-input" } });
    }
  });

  it("takes no day from a broken SOURCE_DATE_EPOCH, and the right one from a sound one", async () => {
    expect((await run("validate vila-clara", { env: { SOURCE_DATE_EPOCH: "soon" } })).stderr).toContain("[usage]");
    const { stdout } = await run("score vila-clara --format json", { env: { SOURCE_DATE_EPOCH: "1780272000" } });
    expect(JSON.parse(stdout ?? "")).toMatchObject({ asOf: "2026-06-01" });
  });

  it("shows no control character of an argument", async () => {
    const { stderr } = await run(["validate", "\u001b[31m\u202e\n::error::x"], { env: { CI: "true" } });
    expect(stderr?.trimEnd()).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});

describe("JSON", () => {
  it.each([
    ["validate", `validate . --as-of ${day} --format json`],
    ["score", `score . --as-of ${day} --format json`],
    ["list-frameworks", "list frameworks --format json"],
    ["list-items", "list items --format json"],
    ["list-rules", "list rules --format json"],
    ["list-templates", "list templates --format json"],
    ["list-formats", "list formats --format json"],
    ["list-languages", "list languages --format json"],
  ])("conforms to %s.schema.json", async (schema, line) => {
    const outcome = await run(line);
    const stdout = stdoutOf(outcome);
    expect(outcome.exit).toBeLessThan(2);
    expect(stdout.endsWith("}\n")).toBe(true);
    expect(conforms(schema, stdout)).toBe(true);
    expect(stdoutOf(await run(line))).toBe(stdout);
  });
});

/** A dossier with one error and one warning. */
function broken(): string {
  const folder = mkdtempSync(join(scratch, "broken-"));
  writeFileSync(
    join(folder, "milcity.yaml"),
    "kind: city\nversion: 1\nname: X\ncountry: PTT\nlanguages: [pt]\nmemberships: [{ framework: iaec, role: member }]\n",
  );
  writeFileSync(join(folder, "notes.yaml"), "kind: note\n");
  return folder;
}

describe("validate", () => {
  it.each([
    ["", 1],
    ["--fail-on warning", 1],
    ["--max-warnings 9", 1],
  ])("with an error fails with %s", async (options, exit) => {
    expect((await run(`validate ${options}`, { cwd: broken() })).exit).toBe(exit);
  });

  it("fails from the level that is asked for, else from that of the workspace", async () => {
    const cwd = broken();
    writeFileSync(join(cwd, "milcity.yaml"), readFileSync(join(cwd, "milcity.yaml"), "utf8").replace("PTT", "PT"));
    expect((await run("validate", { cwd })).exit).toBe(0);
    expect((await run("validate --fail-on warning", { cwd })).exit).toBe(1);
    expect((await run("validate --max-warnings 0", { cwd })).exit).toBe(1);
    writeFileSync(join(cwd, "milcity.config.yaml"), "version: 1\nfailOn: warning\n");
    expect((await run("validate", { cwd })).exit).toBe(1);
    expect((await run("validate --fail-on error", { cwd })).exit).toBe(0);
  });

  it("shows as many findings as asked for and counts all", async () => {
    const cwd = broken();
    const all = JSON.parse((await run("validate --format json", { cwd })).stdout ?? "") as {
      summary: object;
      diagnostics: object[];
    };
    const one = JSON.parse((await run("validate --format json --max-problems 1", { cwd })).stdout ?? "") as typeof all;
    expect(all.diagnostics.length).toBeGreaterThan(1);
    expect(one).toMatchObject({ summary: all.summary, diagnostics: all.diagnostics.slice(0, 1) });
    expect((await run("validate --max-problems 1", { cwd })).stdout).toContain("not shown");
  });

  it("writes files instead of printing, and several formats at once", async () => {
    const cwd = broken();
    const outcome = await run("validate --format json -o a.json --report pretty=b.txt --color", { cwd });
    expect(outcome.stdout ?? "").toBe("");
    expect(outcome.writes?.map(({ path }) => path).sort()).toEqual([join(cwd, "a.json"), join(cwd, "b.txt")]);
    // Of what was read, what has the name of an output: it is not to be replaced.
    const again = await run("validate --format json -o other/milcity.yaml", { cwd });
    expect(again.inputs).toContain(join(cwd, "milcity.yaml"));
  });
});

describe("colours", () => {
  const colour = new RegExp(String.fromCharCode(27));
  it.each([
    [{}, "", false],
    [{ FORCE_COLOR: "1" }, "", true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, "", true],
    [{ FORCE_COLOR: "0" }, "", false],
    [{ FORCE_COLOR: "1" }, "--no-color", false],
    [{ NO_COLOR: "1" }, "--color", true],
    [{ NO_COLOR: "" }, "--color", true],
  ])("%j %s → %s", async (env, option, expected) => {
    expect(colour.test((await run(`validate vila-clara ${option}`, { env })).stdout ?? "")).toBe(expected);
  });
});

describe("score", () => {
  it("with --explain keeps to the item, with its criteria and where they are shown", async () => {
    const { stdout } = await run(`score vila-clara --as-of ${day} --explain mil-01 --format json`);
    const { dossiers } = JSON.parse(stdout ?? "") as { dossiers: { frameworks: ScoreCard[] }[] };
    expect(dossiers.flatMap(({ frameworks }) => frameworks.flatMap(({ items }) => items.map(({ id }) => id)))).toEqual([
      "mil-01",
    ]);
  });
});

describe("report", () => {
  it("takes its format from the file's ending", async () => {
    const markdown = await run(`report vila-clara --as-of ${day} -o r.md`);
    expect(markdown.writes?.[0]).toMatchObject({
      path: join(root, "examples/r.md"),
      mode: "replace",
      text: expect.stringMatching(/^# /) as string,
    });
    const page = await run(`report vila-clara --as-of ${day} -o r.html`);
    expect(page.writes?.[0]?.text).toMatch(/^<!doctype html>/i);
  });

  it("writes the reports of several dossiers into a folder, each under its dossier's path", async () => {
    const outcome = await run(`report . --as-of ${day} --format md -o out/`);
    expect(outcome.writes?.map(({ path }) => path)).toContain(
      join(root, "examples/out/examples/vila-clara-biennial-pt.md"),
    );
  });

  it("gives each report in a folder a name of its own: by template, language, period, who may see it, and format", async () => {
    const asked = [
      ["", "biennial-pt.html"],
      ["--template gnlc", "gnlc-pt.html"],
      ["--template gnlc --language fr", "gnlc-fr.html"],
      ["--template gnlc --format json", "gnlc-pt.json"],
      ["--template gnlc --format markdown", "gnlc-pt.md"],
      ["--template gnlc --format docx", "gnlc-pt.docx"],
      ["--internal", "biennial-pt-internal.html"],
      ["--period 2026-01-01..2026-06-30", "biennial-pt-2026-01-01-2026-06-30.html"],
    ];
    for (const [options, name] of asked) {
      const { writes } = await run(`report vila-clara --as-of ${day} -o out/ ${options}`.trim());
      expect(writes?.map(({ path }) => path)).toEqual([join(root, `examples/out/examples/vila-clara-${name}`)]);
    }
  });

  it("renders what there is of a dossier without a readable city or plan", async () => {
    const cwd = mkdtempSync(join(scratch, "bare-"));
    writeFileSync(join(cwd, "milcity.yaml"), "kind: city\nversion: 1\n");
    expect(await run("report", { cwd })).toMatchObject({ exit: 0, stderr: "" });
  });
});

describe("init", () => {
  const names = ["São João: d'Água", 'the "city"', "NO", "مدينة القراءة", "- [x] #y", "2026-01-01", "{{name}}"];
  const frameworks = ["mil", "gnlc", "gnlc-strategy", "iaec"];
  it.each([
    ...names.map((name) => [name, ["mil"], "2026-12-31"] as const),
    ...frameworks.map((one) => ["Lisbon", [one], "2024-02-29"] as const),
    ["Lisbon", frameworks, "2026-01-31"] as const,
  ])("begins the dossier of %s in %j on %s, and it validates without a finding", async (name, chosen, asOf) => {
    const cwd = mkdtempSync(join(scratch, "init-"));
    const options = chosen.flatMap((one) => ["--framework", one]);
    const outcome = await run(
      ["init", "here", "--name", name, "--country", "pt", "--language", "pt", ...options, "--yes", "--as-of", asOf],
      { cwd },
    );
    expect(outcome).toMatchObject({ exit: 0 });
    expect(outcome.writes?.every(({ mode }) => mode === "new")).toBe(true);
    write(outcome);
    const { stdout } = await run(`validate here --as-of ${asOf} --format json`, { cwd });
    expect((JSON.parse(stdout ?? "") as { diagnostics: unknown[] }).diagnostics).toEqual([]);
  });

  it("asks on a terminal, and again where an answer cannot be right", async () => {
    const cwd = mkdtempSync(join(scratch, "ask-"));
    const outcome = await run("init", { cwd, answers: ["Montevideo", "Uruguay", "uy", "es", "mil, iaec"] });
    expect(outcome.exit).toBe(0);
    const city = outcome.writes?.find(({ path }) => path === join(cwd, "milcity.yaml"))?.text;
    expect(city).toContain('country: "UY"');
    expect(city).toContain("framework: iaec");
  });

  it("never overwrites: one file that is there, and nothing is written", async () => {
    for (const file of ["milcity.yaml", "plan.yaml", ".vscode/settings.json"]) {
      const cwd = mkdtempSync(join(scratch, "there-"));
      write({ exit: 0, writes: [{ path: join(cwd, file), text: "mine", mode: "new" }] });
      const outcome = await run("init --name X --country PT --yes", { cwd });
      expect(outcome).toMatchObject({ exit: 2, stderr: expect.stringContaining(join(cwd, file)) as string });
      expect(outcome.stderr).toContain("[write]");
      expect(outcome.writes).toBeUndefined();
    }
  });
});

describe("schema", () => {
  it.each(["city", "committee", "plan", "report", "checklist", "framework", "config", "baseline"])(
    "%s stands alone",
    async (kind) => {
      const schema = JSON.parse((await run(`schema ${kind}`)).stdout ?? "") as object;
      const alone = new Ajv2020({ strict: false, formats: { date: true, uri: true, email: true } });
      expect(() => alone.compile(schema)).not.toThrow();
    },
  );

  it("sets the editor up, and says what to add where settings are there", async () => {
    const cwd = mkdtempSync(join(scratch, "editor-"));
    const first = await run("schema --install vscode", { cwd });
    write(first);
    const settings = JSON.parse(readFileSync(join(cwd, ".vscode/settings.json"), "utf8")) as {
      "yaml.schemas": Record<string, unknown>;
    };
    for (const schema of Object.keys(settings["yaml.schemas"])) expect(existsSync(join(cwd, schema))).toBe(true);
    const again = await run("schema --install vscode", { cwd });
    expect(again.writes?.some(({ path }) => path.endsWith("settings.json"))).toBe(false);
    expect(again.stdout).toContain("yaml.schemas");
  });
});

const changed = (file: string) => statSync(file).mtimeMs;

/** The built program where it is newer than every source, else the sources. */
function program(): string[] {
  const built = join(root, "dist/milcity.cjs");
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).map((file) =>
    join(root, "src", file),
  );
  const isNew = existsSync(built) && sources.every((file) => changed(file) <= changed(built));
  return isNew ? [join(root, "bin/milcity.js")] : ["--import", "tsx", join(root, "src/bin.ts")];
}

describe("the process", () => {
  const node = [process.execPath, ...program()] as const;
  const env = { PATH: process.env["PATH"] ?? "", NODE_NO_WARNINGS: "1" };
  const vila = join(root, "examples/vila-clara");

  function start(args: string[], cwd = root): SpawnSyncReturns<string> {
    return spawnSync(node[0], [...node.slice(1), ...args], { cwd: root, encoding: "utf8", env: { ...env, PWD: cwd } });
  }

  const shell = (line: string): SpawnSyncReturns<string> =>
    spawnSync("bash", ["--norc", "--noprofile", "-c", `set -o pipefail; ${line}`], {
      cwd: root,
      encoding: "utf8",
      env: { ...env, M: node.map((part) => `'${part}'`).join(" ") },
    });

  it("prints, exits with the verdict, and is quiet when the reader goes away", () => {
    const whole = start(["score", vila, "--as-of", day, "--format", "json"]);
    expect(whole).toMatchObject({ status: 0, stderr: "" });
    expect(conforms("score", whole.stdout)).toBe(true);
    const head = shell(`eval "$M score '${vila}' --as-of ${day} --format json" | head -c 1`);
    expect(head).toMatchObject({ status: 0, stderr: "", stdout: "{" });
    const slow = shell(`eval "$M score '${vila}' --as-of ${day} --format json" | (sleep 1; cat)`);
    expect(slow.stdout).toBe(whole.stdout);
  });

  it("writes the scores of many dossiers in pieces, and the same to a file", () => {
    const many = [join(root, "examples/san-telmo-del-rio"), vila];
    const score = ["score", ...many, "--as-of", day, "--format", "json"];
    const told = start(score);
    expect(told).toMatchObject({ status: 0, stderr: "" });
    expect(conforms("score", told.stdout)).toBe(true);
    const alone = many.map((folder) => start(["score", folder, "--as-of", day, "--format", "json"]).stdout);
    const frameworks = (text: string) =>
      (JSON.parse(text) as { dossiers: { frameworks: unknown }[] }).dossiers.map((one) => one.frameworks);
    expect(frameworks(told.stdout)).toEqual(alone.flatMap(frameworks));
    expect(told.stdout).toBe(`${JSON.stringify(JSON.parse(told.stdout), null, 2)}\n`);
    const file = join(mkdtempSync(join(scratch, "scores-")), "scores.json");
    expect(start([...score, "-o", file])).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(file, "utf8")).toBe(told.stdout);
    expect(shell(`eval "$M ${score.join(" ")}" | head -c 1`)).toMatchObject({ status: 0, stderr: "", stdout: "{" });
    expect(shell(`eval "$M ${score.join(" ")}" | (sleep 1; cat)`).stdout).toBe(told.stdout);
  });

  it("does its work with standard output closed, and says when it cannot be written", () => {
    expect(shell(`eval "$M validate '${vila}' --as-of ${day}" >&-`).status).toBe(0);
    const full = shell(`eval "$M validate '${vila}' --as-of ${day}" > /dev/full`);
    expect(full.status).toBe(2);
    expect(full.stderr).toMatch(/^milcity: .*disk is full.*\[write\]\n$/);
  });

  it("writes a file whole or not at all, and never over what it has read", () => {
    const folder = mkdtempSync(join(scratch, "out-"));
    const report = (file: string) => start(["report", vila, "--as-of", day, "-o", file]);
    const target = join(folder, "deep/report.html");
    expect(report(target)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(report(target).status).toBe(0);
    symlinkSync(target, join(folder, "link.html"));
    mkdirSync(join(folder, "locked"));
    chmodSync(join(folder, "locked"), 0o500);
    const plan = readFileSync(join(vila, "plan.yaml"), "utf8");
    // A person who may write everywhere is not kept out by a folder's mode.
    const locked = process.getuid?.() === 0 ? [] : [join(folder, "locked/report.html")];
    for (const file of [
      join(folder, "link.html"),
      join(vila, "plan.yaml"),
      join(vila, "evidence/carta-da-cidade.md"),
      "/dev/full",
      ...locked,
    ]) {
      const refused = report(file);
      expect({ file, status: refused.status }).toEqual({ file, status: 2 });
      expect(refused.stderr).toMatch(/^milcity: [^\n]* was not written: [^\n]*\[write\]\n$/);
    }
    expect(readFileSync(join(vila, "plan.yaml"), "utf8")).toBe(plan);
    const left = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.includes(".tmp"));
    expect(left).toEqual([]);
  });

  it("writes all files of init or none", () => {
    const folder = mkdtempSync(join(scratch, "new-"));
    const args = ["init", folder, "--name", "X", "--country", "PT", "--yes"];
    expect(start(args)).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(folder).sort()).toEqual([
      ".vscode",
      "checklists",
      "committee.yaml",
      "milcity.yaml",
      "plan.yaml",
    ]);
    expect(start(args)).toMatchObject({ status: 2, stdout: "" });
  });

  it.each([
    ["SIGINT", 130, 500],
    ["SIGTERM", 143, 1000],
    ["SIGHUP", 129, 1500],
  ] as const)("ends on %s and leaves nothing half written", async (signal, code, after) => {
    const folder = mkdtempSync(join(scratch, "signal-"));
    const child = spawn(node[0], [...node.slice(1), "report", vila, "--as-of", day, "-o", join(folder, "r.html")], {
      cwd: root,
      env,
    });
    setTimeout(() => child.kill(signal), after);
    const [status, by] = await new Promise<[number | null, string | null]>((done) =>
      child.on("exit", (...ended) => done(ended)),
    );
    // It may have been done already; before the program has started the signal itself ends it, which a shell reports as the same code.
    expect(by === null ? [0, code] : [signal]).toContain(status ?? by);
    expect(readdirSync(folder).filter((name) => name !== "r.html")).toEqual([]);
  });
});
