import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

/** A plan goes to a network and is checked there, through the real command. */
const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-submit-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const base = { PATH: process.env["PATH"] ?? "", LC_ALL: "C", HOME: scratch };
const git = (cwd: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.example", ...args], {
    cwd,
    env: base,
    encoding: "utf8",
  });
const run = (cwd: string, args: string, env: Record<string, string> = {}) => {
  const line = [join(root, "bin/milcity.js"), "submit", ...args.split(" ")];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, {
    cwd,
    env: { ...base, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};
const conforms = (schema: string, value: unknown) => {
  const text = readFileSync(join(root, "schemas/output", `${schema}.schema.json`), "utf8");
  const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(JSON.parse(text) as object);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
};

const contact = "ana.silva@ribeiranova.example";
let city = "";
beforeAll(() => {
  city = join(scratch, "city");
  cpSync(join(root, "test/dossiers/ribeira-nova"), city, { recursive: true });
  const committee = readFileSync(join(city, "comissao.yaml"), "utf8")
    .replace(
      "    name: Ana Silva\n",
      `    name: Ana Silva # ${contact}\n    email: ${contact}\n    phone: "+351 912 345 678"\n    gender: woman\n`,
    )
    .replace(
      "    name: Rui Costa\n",
      "    name: Rui Costa\n    email: rui@ribeiranova.example\n    publish: [email]\n",
    );
  writeFileSync(join(city, "comissao.yaml"), committee);
  git(city, "init", "-q", "-b", "main");
  git(city, "add", "-A");
  git(city, "commit", "-q", "-m", "one");
}, 30_000);

const bundleOf = (name: string) => unzipSync(readFileSync(join(city, name)));
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("utf8");

describe("milcity submit", () => {
  it("shows what would go in, and writes nothing", () => {
    const { status, stdout } = run(city, "--to unesco --dry-run --as-of 2026-11-27 --language en");
    expect(status).toBe(0);
    expect(stdout).toContain("dossier/plano.yaml");
    expect(stdout).toContain("dossier/evidence/ata-2026-01-20.pdf");
    expect(stdout.replace(/\s+/g, " ")).toContain("Nothing was written.");
    expect(git(city, "status", "--porcelain")).toBe("");
  });

  it("writes one archive, and records the submission without touching another line", () => {
    const before = readFileSync(join(city, "plano.yaml"), "utf8");
    const { status, stdout } = run(city, "--to unesco --as-of 2026-11-27 --format json -o out.zip");
    expect(status).toBe(0);
    const told = JSON.parse(stdout) as { manifest: { revision: string; files: { path: string }[] } };
    conforms("submit", told);
    conforms("manifest", told.manifest);
    const revision = git(city, "rev-parse", "HEAD").trim();
    expect(told.manifest.revision).toBe(revision);
    const after = readFileSync(join(city, "plano.yaml"), "utf8");
    expect(after.startsWith(before)).toBe(true);
    expect((parse(after) as { submissions: unknown }).submissions).toEqual([
      { to: "unesco", date: "2026-11-27", revision },
    ]);
    expect(Object.keys(bundleOf("out.zip")).sort()).toEqual(
      ["manifest.json", ...told.manifest.files.map(({ path }) => path)].sort(),
    );
  });

  it("keeps back what members have not agreed to publish, comments included", () => {
    const files = bundleOf("out.zip");
    for (const [path, bytes] of Object.entries(files)) {
      expect(textOf(bytes), path).not.toContain(contact);
      expect(textOf(bytes), path).not.toContain("912 345 678");
    }
    expect(textOf(files["dossier/comissao.yaml"])).toContain("rui@ribeiranova.example");
    expect(textOf(files["dossier/comissao.yaml"])).not.toContain("gender");
  });

  it("is the same bytes in another time zone and place", () => {
    const other = join(scratch, "other");
    git(scratch, "clone", "-q", city, other);
    expect(
      run(other, "--to unesco --as-of 2026-11-27 -o out.zip", { TZ: "Pacific/Kiritimati", LANG: "fr_FR.UTF-8" }).status,
    ).toBe(0);
    expect(readFileSync(join(other, "out.zip")).equals(readFileSync(join(city, "out.zip")))).toBe(true);
  });

  it("is verified from the archive alone, and one changed byte is found", () => {
    const away = mkdtempSync(join(scratch, "away-"));
    cpSync(join(city, "out.zip"), join(away, "out.zip"));
    const { status, stdout } = run(away, "--verify out.zip --format json");
    expect([status, (JSON.parse(stdout) as { differences: unknown[] }).differences]).toEqual([0, []]);
    conforms("submit-verify", JSON.parse(stdout));
    const files = unzipSync(readFileSync(join(away, "out.zip")));
    for (const path of Object.keys(files).filter((name) => name !== "manifest.json")) {
      const forged = { ...files, [path]: Uint8Array.from([...(files[path] ?? []), 32]) };
      writeFileSync(join(away, "forged.zip"), zipSync(forged));
      const { status: exit, stdout: said } = run(away, "--verify forged.zip");
      expect([path, exit]).toEqual([path, 1]);
      expect(said).toContain(path);
    }
    // A manifest that was made to fit is found by what the documents give.
    const manifest = JSON.parse(textOf(files["manifest.json"])) as { frameworks: { score: number }[] };
    for (const framework of manifest.frameworks) framework.score = 1;
    writeFileSync(join(away, "praised.zip"), zipSync({ ...files, "manifest.json": strToU8(JSON.stringify(manifest)) }));
    expect(run(away, "--verify praised.zip").status).toBe(1);
  }, 60_000);

  it.each([
    ["a text", Buffer.from("no archive")],
    ["an archive of something else", Buffer.from(zipSync({ "a.txt": strToU8("a") }))],
    ["names that lead out", Buffer.from(zipSync({ "../manifest.json": strToU8("{}") }))],
    ["a manifest of something else", Buffer.from(zipSync({ "manifest.json": strToU8('{"version":1}') }))],
  ])("refuses %s", (_, bytes) => {
    writeFileSync(join(scratch, "bad.zip"), bytes);
    const { status, stderr } = run(scratch, "--verify bad.zip");
    expect([status, stderr]).toEqual([2, expect.stringContaining("[no-input]")]);
  });

  it("is of what was committed, goes to whom there is a plan for, and overwrites nothing unasked", () => {
    git(city, "commit", "-q", "-a", "-m", "submitted");
    writeFileSync(join(city, "comissao.yaml"), `${readFileSync(join(city, "comissao.yaml"), "utf8")}# later\n`);
    const dirty = run(city, "--to unesco");
    expect([dirty.status, dirty.stderr]).toEqual([2, expect.stringContaining("`comissao.yaml`")]);
    git(city, "checkout", "-q", "--", ".");
    expect(run(city, "--to iaec").stderr).toContain("`iaec`");
    expect(run(city, "--to mars").stderr).toContain("unesco, uil, iaec");
    writeFileSync(join(city, "city-unesco-2026-12-01.zip"), "mine");
    const { status, stderr } = run(city, "--to unesco --as-of 2026-12-01");
    expect([status, stderr]).toEqual([2, expect.stringContaining("[write]")]);
    expect(readFileSync(join(city, "city-unesco-2026-12-01.zip"), "utf8")).toBe("mine");
    expect(git(city, "status", "--porcelain", "--", "plano.yaml")).toBe("");
    expect(existsSync(join(city, "out.zip"))).toBe(true);
  });
});
