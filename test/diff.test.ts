import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** What a change means for the plan, through the real command in real repositories. */
const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-diff-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const env = { PATH: process.env["PATH"] ?? "", LC_ALL: "C", HOME: scratch };
const git = (cwd: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.example", ...args], { cwd, env, encoding: "utf8" });
const run = (cwd: string, ...args: string[]) => {
  const line = [join(root, "bin/milcity.js"), "diff", ...args, "--as-of", "2026-11-27"];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { cwd, env, encoding: "utf8" });
  return { status, stdout, stderr };
};
const edit = (cwd: string, file: string, from: string | RegExp, to: string) => {
  const text = readFileSync(join(cwd, file), "utf8");
  expect(text).toMatch(from);
  writeFileSync(join(cwd, file), text.replace(from, to));
};

interface Told {
  base: string;
  head: string;
  dossiers: {
    path: string;
    changes: { text: string; place: string; kind: string }[];
    regressions: { kind: string }[];
  }[];
}
const told = (stdout: string) => {
  const schema = JSON.parse(readFileSync(join(root, "schemas/output/diff.schema.json"), "utf8")) as object;
  const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(schema);
  const view = JSON.parse(stdout) as Told;
  expect(validate(view), JSON.stringify(validate.errors)).toBe(true);
  return view;
};

let cwd = "";
beforeAll(() => {
  cwd = join(scratch, "city");
  cpSync(join(root, "test/dossiers/ribeira-nova"), cwd, { recursive: true });
  git(cwd, "init", "-q", "-b", "main");
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", "one");
  git(cwd, "tag", "v1");
  edit(cwd, "plano.yaml", "value: 400", "value: 300");
  edit(cwd, "plano.yaml", "due: 2026-05-31", "due: 2026-08-31");
  git(cwd, "commit", "-q", "-a", "-m", "two");
  git(cwd, "tag", "v2");
}, 30_000);

describe("milcity diff", () => {
  it("says nothing where nothing has changed, and what the files add since the last commit", () => {
    const none = run(cwd, "--format", "json");
    expect([none.status, told(none.stdout).dossiers]).toEqual([0, []]);
    edit(cwd, "comissao.yaml", "roles: [focal-point, chair]", "roles: [chair]");
    edit(cwd, "comissao.yaml", "roles: [secretary]", "roles: [focal-point, secretary]");
    const { stdout } = run(cwd);
    expect(stdout).toContain("The focal point changed from “Ana Silva” to “Rui Costa”.");
    git(cwd, "checkout", "-q", "--", ".");
  });

  it.each([[["v1", "v2"]], [["v1..v2"]], [["v1...main"]], [["v1"]]])("compares %j", (ends) => {
    const { status, stdout } = run(cwd, ...ends, "--format", "json");
    expect(status).toBe(0);
    const [dossier] = told(stdout).dossiers;
    expect(dossier?.changes.map(({ text }) => text)).toEqual([
      expect.stringMatching(/primeira-sessao.*slipped 92 days/),
      expect.stringMatching(/target of the indicator.*fell from 400 to 300/),
    ]);
  });

  it("is the other way round the other way round", () => {
    const [forth, back] = [
      told(run(cwd, "v1", "v2", "--format", "json").stdout),
      told(run(cwd, "v2", "v1", "--format", "json").stdout),
    ];
    expect(back.dossiers[0]?.changes.map(({ place }) => place)).toEqual(
      forth.dossiers[0]?.changes.map(({ place }) => place),
    );
    expect(back.dossiers[0]?.changes.at(-1)?.text).toMatch(/rose from 300 to 400/);
  });

  it("fails on what it is told to fail on", () => {
    expect(run(cwd, "v1", "v2").status).toBe(0);
    expect(run(cwd, "v1", "v2", "--fail-on", "regression").status).toBe(1);
    expect(run(cwd, "v1", "v2", "--fail-on", "regression:target-lowered").status).toBe(1);
    expect(run(cwd, "v1", "v2", "--fail-on", "regression:action-dropped").status).toBe(0);
    expect(run(cwd, "v1", "v2", "--fail-on", "error").status).toBe(0);
    const kinds = told(run(cwd, "v1", "v2", "--format", "json").stdout).dossiers[0]?.regressions.map(
      ({ kind }) => kind,
    );
    expect(kinds).toContain("target-lowered");
  });

  it("finds nothing in other files, orders and quotation marks", () => {
    const other = join(scratch, "moved");
    cpSync(cwd, other, { recursive: true });
    mkdirSync(join(other, "planos"));
    renameSync(join(other, "plano.yaml"), join(other, "planos/2026.yaml"));
    edit(other, "planos/2026.yaml", "title: Jornal feito nas escolas", 'title: "Jornal feito nas escolas"');
    edit(
      other,
      "planos/2026.yaml",
      "audience: [adults, older-people]",
      "audience:\n      - older-people\n      - adults",
    );
    const { status, stdout } = run(other, "--format", "json");
    expect([status, told(stdout).dossiers.flatMap(({ changes }) => changes)]).toEqual([0, []]);
  });

  it("tells a dossier that is new, and one that is gone", () => {
    const other = join(scratch, "several");
    mkdirSync(other);
    cpSync(join(root, "test/dossiers/ribeira-nova"), join(other, "a"), { recursive: true });
    git(other, "init", "-q");
    git(other, "add", "-A");
    git(other, "commit", "-q", "-m", "one");
    cpSync(join(root, "examples/san-telmo-del-rio"), join(other, "b"), { recursive: true });
    rmSync(join(other, "a"), { recursive: true });
    const { dossiers } = told(run(other, "--format", "json").stdout);
    expect(dossiers.map(({ path, changes }) => [path, changes[0]?.kind])).toEqual([
      ["a", "removed"],
      ["b", "added"],
    ]);
  });

  it.each([
    [["nowhere"], 2, "[revision]"],
    [["--upload-pack=x"], 2, "[usage]"],
    [["v1..v2", "v1"], 2, "[usage]"],
    [["v1", "v2", "--fail-on", "regression:worse"], 2, 'cannot be "worse"'],
    [["v1", "v2", "--fail-on", "error:x"], 2, "[usage]"],
    [["v1", "v2", "--max-drop", "x"], 2, "[usage]"],
  ])("refuses %j", (args, exit, said) => {
    const { status, stderr } = run(cwd, ...args);
    expect([status, stderr]).toEqual([exit, expect.stringContaining(said)]);
  });

  it("says where there is no repository", () => {
    const bare = join(scratch, "loose");
    cpSync(join(root, "test/dossiers/ribeira-nova"), bare, { recursive: true });
    const { status, stderr } = run(bare);
    expect([status, stderr]).toEqual([2, expect.stringContaining("[revision]")]);
  });
});
