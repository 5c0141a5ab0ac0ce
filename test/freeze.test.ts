import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main, type World } from "../src/cli/main.ts";
import type { FrozenManifest, FrozenDifference } from "../src/model/frozen.ts";
import { bytesOf } from "./outcome.ts";

/** A report is frozen in one clone and made again in another: real repositories, the real command. */
const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-freeze-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const base = { PATH: process.env["PATH"] ?? "", LC_ALL: "C", HOME: scratch };
const git = (cwd: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.example", ...args], {
    cwd,
    env: base,
    encoding: "utf8",
  });
const commit = (cwd: string, message: string) => {
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", message);
};

/** The built command, as somebody starts it. */
function start(cwd: string, args: string, env: Record<string, string> = {}) {
  const line = [join(root, "bin/milcity.js"), ...args.split(" ")];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, {
    cwd,
    env: { ...base, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** The same from its sources, in this process. */
async function run(cwd: string, args: string, { data = "74.1", day = "2026-11-30" } = {}) {
  const world: World = {
    cwd,
    env: new Map([["LC_ALL", "C"]]),
    now: () => day,
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    icu: data,
    cldr: "44",
    unicode: "15",
    input: () => Promise.resolve(new Uint8Array()),
    look: (path) => (existsSync(path) ? "file" : "nothing"),
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  };
  const outcome = await main(args.split(" "), world);
  if (outcome.exit === 0)
    for (const { path, text } of outcome.writes ?? []) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytesOf(text));
    }
  return { exit: outcome.exit, stdout: outcome.stdout ?? "", stderr: outcome.stderr ?? "", writes: outcome.writes };
}

interface Proof {
  same: boolean;
  differences: FrozenDifference[];
  because: string[];
  since: string[];
}
async function prove(cwd: string, more = "", asked = {}) {
  const { exit, stdout } = await run(cwd, `report verify report-2026-1 --format json${more}`, asked);
  const proof = JSON.parse(stdout) as Proof;
  return { exit, ...proof, named: proof.differences.map(({ what, name }) => `${what} ${name}`) };
}

const conforms = (schema: string, value: unknown) => {
  const text = readFileSync(join(root, "schemas/output", `${schema}.schema.json`), "utf8");
  const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(JSON.parse(text) as object);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
};

const file = "report-2026-1.frozen.json";
const manifestIn = (city: string) => JSON.parse(readFileSync(join(city, file), "utf8")) as FrozenManifest;
const put = (city: string, manifest: unknown) =>
  writeFileSync(join(city, file), `${JSON.stringify(manifest, null, 2)}\n`);

const pack = `kind: framework
version: 1
id: regional
title: What our region asks
edition: "1"
source: { title: A decision of the region }
roles: [member]
areas:
  - id: libraries
    title: Libraries
    items:
      - id: regional-1
        title: Win a library as a partner
        level: required
        source: { file: decision.pdf, locator: article 3 }
        criteria:
          - id: partner
            label: A library is among the city's partners
            check: some(partners.filter(p, p.sector == "library-archive-museum"), "sector")
`;

/** A repository in which a dossier lies beside a configuration and a pack of its own. */
function repository(name: string): { top: string; city: string } {
  const top = join(scratch, name);
  const city = join(top, "cities/city");
  cpSync(join(root, "test/dossiers/every-field"), city, { recursive: true });
  writeFileSync(join(top, "milcity.config.yaml"), "version: 1\nreport: { language: fr }\n");
  git(top, "init", "-q", "-b", "main");
  commit(top, "one");
  return { top, city };
}

let top = "";
let city = "";
let reset = "";
let first: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  ({ top, city } = repository("city"));
  first = await run(city, "report freeze report-2026-1 --format json");
  commit(top, "frozen");
  reset = git(top, "rev-parse", "HEAD").trim();
}, 30_000);

/** What is so while one byte of an input is another. */
async function withByte<T>(input: string, at: number, by: number, look: () => Promise<T>): Promise<T> {
  const path = join(city, input);
  const before = readFileSync(path);
  const bytes = Buffer.from(before);
  bytes[at % bytes.length] = ((bytes[at % bytes.length] ?? 0) + by) % 256;
  writeFileSync(path, bytes);
  try {
    return await look();
  } finally {
    writeFileSync(path, before);
  }
}

interface Told {
  rule: string;
  message: string;
  file: string;
  range: { start: { line: number } };
}
async function findings(cwd: string): Promise<Told[]> {
  const { stdout } = await run(cwd, "validate --format json");
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Told[] };
  return diagnostics.filter(({ rule }) => rule === "report/changed-after-freeze");
}
const changedIn = async () => (await findings(city)).map(({ message }) => message);

const again = () => {
  git(top, "reset", "-q", "--hard", reset);
  git(top, "clean", "-qfd");
};

describe("milcity report freeze", () => {
  it("says what the report was made from", () => {
    const manifest = manifestIn(city);
    const told = JSON.parse(first.stdout) as { did: string; file: string; manifest: FrozenManifest };
    expect([first.exit, told.did, told.file]).toEqual([0, "froze", `cities/city/${file}`]);
    conforms("report-freeze", told);
    conforms("frozen", manifest);
    expect(told.manifest).toEqual(manifest);
    expect(manifest.revision).toBe(git(top, "rev-parse", "HEAD~1").trim());
    expect(manifest).toMatchObject({
      report: "report-2026-1",
      period: { start: "2026-01-01", end: "2026-06-30" },
      asOf: "2026-11-30",
      language: "fr",
      template: "biennial",
      public: true,
      data: { icu: "74.1", cldr: "44", unicode: "15" },
      workspace: ".",
      dossier: "cities/city",
    });
    for (const { path, sha256 } of manifest.files)
      expect(
        createHash("sha256")
          .update(readFileSync(join(city, path)))
          .digest("hex"),
        path,
      ).toBe(sha256);
    const kinds = new Map(manifest.files.map(({ path, kind }) => [path, kind]));
    expect(kinds.get("report-2026-1.yaml")).toBe("report");
    expect(kinds.get("report-2024.yaml")).toBe("report");
    expect(kinds.get("plan.yaml")).toBe("document");
    expect(kinds.get("evidence/attendance.csv")).toBe("evidence");
    expect(manifest.frameworks.length).toBeGreaterThan(0);
    expect(manifest.packs.map(({ id }) => id)).toEqual([...new Set(manifest.frameworks.map(({ id }) => id))].sort());
  });

  it("holds the checksum of the very report that `report` writes", async () => {
    for (const { format, sha256, bytes } of manifestIn(city).outputs) {
      const period = "--period 2026-01-01..2026-06-30";
      const { stdout } = await run(city, `report . --format ${format} --as-of 2026-11-30 ${period}`);
      expect(Buffer.byteLength(stdout)).toBe(bytes);
      expect(createHash("sha256").update(stdout).digest("hex"), format).toBe(sha256);
    }
  });

  it("does nothing a second time, whatever the day, and is never replaced unasked", async () => {
    const second = await run(city, "report freeze report-2026-1 --format json", { day: "2027-01-31" });
    expect([second.exit, second.writes]).toEqual([0, undefined]);
    expect(JSON.parse(second.stdout)).toMatchObject({ did: "nothing", manifest: { asOf: "2026-11-30" } });
    for (const [args, told] of [
      ["--language en", "the language"],
      ["--internal", "who may see it"],
      ["--as-of 2026-12-01", "the day of assessment"],
    ] as const) {
      const { exit, stderr, writes } = await run(city, `report freeze report-2026-1 ${args}`);
      expect([exit, writes, stderr]).toEqual([2, undefined, expect.stringContaining(told)]);
    }
    appendFileSync(join(city, "plan.yaml"), "# later\n");
    commit(top, "later");
    const refused = await run(city, "report freeze report-2026-1");
    expect(refused.exit).toBe(2);
    expect(refused.stderr).toContain("plan.yaml");
    expect(refused.stderr).toContain("--again");
    const replaced = await run(city, "report freeze report-2026-1 --again --format json");
    expect(JSON.parse(replaced.stdout)).toMatchObject({ did: "froze-again", changed: ["plan.yaml"] });
    expect(manifestIn(city).revision).toBe(git(top, "rev-parse", "HEAD").trim());
    expect((await prove(city)).exit).toBe(0);
    again();
  });

  it.each([
    ["a document", "plan.yaml"],
    ["a file of evidence", "evidence/minutes.md"],
    ["the configuration", "../../milcity.config.yaml"],
  ])("refuses %s that is not as it was committed, and says to commit first", async (_, path) => {
    appendFileSync(join(city, path), "# not yet\n");
    const { exit, stderr, writes } = await run(city, "report freeze report-2026-1 --again");
    expect([exit, writes]).toEqual([2, undefined]);
    expect(stderr).toContain(path.split("/").at(-1));
    expect(stderr).toContain("Commit them first");
    expect(stderr).toContain("[revision]");
    again();
  });

  it("refuses documents and evidence that git does not have yet", async () => {
    cpSync(join(city, "plan.yaml"), join(city, "plan-2.yaml"));
    writeFileSync(join(city, "evidence/new.md"), "new");
    const plan = readFileSync(join(city, "plan-2.yaml"), "utf8");
    writeFileSync(join(city, "plan-2.yaml"), plan.replace("evidence/minutes.md", "evidence/new.md"));
    const { exit, stderr } = await run(city, "report freeze report-2026-1 --again");
    expect(exit).toBe(2);
    expect(stderr).toContain("`plan-2.yaml`");
    again();
  });

  it("says which reports there are, and what it takes", async () => {
    for (const [args, told] of [
      ["report freeze report-2026-2", "Did you mean `report-2026-1`?"],
      ["report freeze", "`report-2024`, `report-2026-1`"],
      ["report verify report-2024", "milcity report freeze report-2024"],
      ["report verify report-2026-2", "`report-2026-1`"],
      ["report freeze report-2026-1 --period 2026-01-01..2026-02-01", "--period"],
      ["report . --again", "report freeze ID --again"],
    ] as const) {
      const { exit, stderr } = await run(city, args);
      expect([args, exit, stderr]).toEqual([args, 2, expect.stringContaining(told)]);
    }
  });

  it("needs a repository", async () => {
    const loose = join(scratch, "loose");
    cpSync(city, loose, { recursive: true });
    rmSync(join(loose, file));
    const frozen = await run(loose, "report freeze report-2026-1");
    expect([frozen.exit, frozen.stderr]).toEqual([2, expect.stringContaining("git init")]);
    git(loose, "init", "-q");
    expect((await run(loose, "report freeze report-2026-1")).exit).toBe(2);
    rmSync(join(loose, ".git"), { recursive: true });
    cpSync(join(city, file), join(loose, file));
    const verified = await run(loose, "report verify report-2026-1");
    expect([verified.exit, verified.stderr]).toEqual([2, expect.stringContaining("[revision]")]);
  });
});

describe("milcity report verify", () => {
  it("makes the same report in another clone, another time zone and another language", () => {
    const away = mkdtempSync(join(scratch, "away-"));
    git(away, "clone", "-q", top, "clone");
    const there = join(away, "clone");
    rmSync(join(there, "cities/city", file));
    const frozen = start(there, "report freeze report-2026-1 cities/city --as-of 2026-11-30");
    expect([frozen.status, frozen.stderr]).toEqual([0, ""]);
    commit(there, "frozen there");
    git(away, "clone", "-q", there, "other");
    const other = join(away, "other/cities/city");
    for (const env of [
      { TZ: "Pacific/Kiritimati", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" },
      { TZ: "America/St_Johns", LANG: "pt_BR.UTF-8", LC_ALL: "" },
    ]) {
      const { status, stdout } = start(other, "report verify report-2026-1 --format json", env);
      const proof = JSON.parse(stdout) as Proof;
      conforms("report-verify", proof);
      expect([status, proof.differences, proof.because, proof.since]).toEqual([0, [], [], []]);
    }
    expect(start(other, "report verify report-2026-1").stdout).toContain("byte by byte");
  }, 60_000);

  it("has `validate` find one changed byte of whatever belongs to the period, and of nothing else", async () => {
    const inputs = manifestIn(city).files;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inputs),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (input, at, by) => {
          const found = await withByte(input.path, at, by, changedIn);
          expect(found).toEqual(
            input.kind === "document" ? [] : [expect.stringContaining(`\`${input.path}\` has changed`)],
          );
        },
      ),
      { numRuns: inputs.length + 4, examples: inputs.map((input) => [input, 7, 1]) },
    );
  }, 60_000);

  it("has `verify` find one changed byte of any input: as a difference, or as what lives on", async () => {
    const inputs = manifestIn(city).files;
    const config = { path: "../../milcity.config.yaml", kind: "document" as const };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inputs, config),
        fc.nat(),
        // A line end may be another one, and a byte that makes the document no text has nothing verified.
        fc.constantFrom("#", "x", "7"),
        async ({ path, kind }, at, sign) => {
          const before = readFileSync(join(city, path))[at % readFileSync(join(city, path)).length] ?? 0;
          fc.pre(before !== sign.charCodeAt(0) && before !== 13);
          const by = (sign.charCodeAt(0) - before + 256) % 256;
          const { exit, stdout, stderr } = await withByte(path, at, by, () =>
            run(city, "report verify report-2026-1 --format json"),
          );
          // A configuration that cannot be understood is told before anything else.
          if (path === config.path && exit === 2) {
            expect(stderr).toContain("milcity.config.yaml");
            return;
          }
          const { differences, since } = JSON.parse(stdout) as Proof;
          const own = path.replace(/^(?:\.\.\/)+/, "");
          expect([exit, differences.map(({ name }) => name), since]).toEqual(
            kind === "document" ? [0, [], [own]] : [1, [own], []],
          );
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it.each([
    ["report-2026-1.yaml", 1, ["document report-2026-1.yaml"], []],
    ["evidence/photo.svg", 1, ["document evidence/photo.svg"], []],
    ["plan.yaml", 0, [], ["plan.yaml"]],
  ])(
    "looks at the commit and not at the work tree, and tells what has changed since: %s",
    async (path, exit, named, since) => {
      const proof = await withByte(path, 60, 1, () => prove(city));
      expect([proof.exit, proof.named, proof.since]).toEqual([exit, named, since]);
    },
  );

  it.each(["report-2026-1.yaml", "plan.yaml", "committee.yaml", "evidence/study.md", "../../milcity.config.yaml"])(
    "says which input differs where the commit is another: %s",
    async (path) => {
      const manifest = manifestIn(city);
      writeFileSync(join(city, path), `${readFileSync(join(city, path), "utf8")}# x\n`);
      commit(top, "another");
      put(city, { ...manifest, revision: git(top, "rev-parse", "HEAD").trim() });
      const { exit, named } = await prove(city);
      expect(exit).toBe(1);
      const inputs = named.filter((name) => /^(?:input|config) /.test(name));
      expect(inputs).toEqual([path.startsWith("..") ? "config milcity.config.yaml" : `input ${path}`]);
      again();
    },
  );

  it("finds what was made up in the manifest", async () => {
    const manifest = manifestIn(city);
    const [input] = manifest.files;
    const zero = "0".repeat(64);
    for (const [forged, told] of [
      [{ ...manifest, outputs: manifest.outputs.map((one) => ({ ...one, sha256: zero })) }, "output html"],
      [{ ...manifest, frameworks: manifest.frameworks.map((one) => ({ ...one, score: 1 })) }, "score mil"],
      [{ ...manifest, packs: manifest.packs.map((one) => ({ ...one, sha256: zero, edition: "1999" })) }, "pack mil"],
      [{ ...manifest, files: manifest.files.slice(1) }, `input ${input?.path}`],
      [{ ...manifest, config: null }, "config milcity.config.yaml"],
      [{ ...manifest, language: "es" }, "output html"],
      [{ ...manifest, asOf: "2027-03-01" }, "output html"],
      [{ ...manifest, period: { start: "2026-01-01", end: "2026-03-31" } }, "setting report-2026-1"],
    ] as const) {
      put(city, forged);
      const { exit, named } = await prove(city);
      expect([exit, named]).toEqual([1, expect.arrayContaining([told])]);
    }
    again();
  });

  it("says that another version may write other bytes", async () => {
    const manifest = manifestIn(city);
    const same = await prove(city, "", { data: "99.9" });
    expect([same.exit, same.because]).toEqual([0, [expect.stringContaining("ICU 74.1")]]);
    put(city, {
      ...manifest,
      tool: { name: "milcity", version: "9.9.9" },
      outputs: manifest.outputs.map((one) => ({ ...one, sha256: "0".repeat(64) })),
    });
    const { exit, because, named } = await prove(city);
    expect([exit, because]).toEqual([1, [expect.stringContaining("9.9.9")]]);
    expect(named).toContain("output html");
    again();
  });

  it("finds a dossier that has moved, and a report document that has", async () => {
    mkdirSync(join(top, "elsewhere"));
    renameSync(city, join(top, "elsewhere/town"));
    const moved = join(top, "elsewhere/town");
    mkdirSync(join(moved, "reports"));
    renameSync(join(moved, "report-2026-1.yaml"), join(moved, "reports/first.yaml"));
    commit(top, "moved");
    const { exit, since, differences } = await prove(moved);
    expect([exit, differences, since]).toEqual([0, [], []]);
    const { stdout } = await run(moved, "validate --format json");
    expect(stdout).not.toContain("changed-after-freeze");
    again();
  });

  it("finds what is gone, and a manifest that cannot be understood", async () => {
    rmSync(join(city, "report-2026-1.yaml"));
    rmSync(join(city, "evidence/attendance.csv"));
    const { exit, named } = await prove(city);
    expect([exit, named]).toEqual([1, ["document evidence/attendance.csv", "document report-2026-1.yaml"]]);
    const lines = readFileSync(join(city, file), "utf8").split("\n");
    const places = (await findings(city)).map((one) => [one.file, lines[one.range.start.line - 1]?.trim()]);
    expect(places).toEqual([
      [`cities/city/${file}`, '"path": "evidence/attendance.csv",'],
      [`cities/city/${file}`, '"path": "report-2026-1.yaml",'],
    ]);
    for (const text of ["", "{", "[]", '{"version":1}', "\u0000", "null"]) {
      writeFileSync(join(city, file), text);
      expect((await findings(city)).map((one) => one.file)).toEqual([`cities/city/${file}`]);
      const { exit: code, stderr } = await run(city, "report verify report-2026-1");
      expect([code, stderr]).toEqual([2, expect.stringContaining("cannot be understood")]);
    }
    again();
  });

  it.each([
    ["leads out of the dossier", { files: [{ path: "../../secret", kind: "evidence", sha256: "0".repeat(64) }] }],
    ["leads out of the repository", { dossier: "../.." }],
    ["is an option", { revision: "--all" }],
    ["is no commit", { workspace: "/etc" }],
  ])("takes no manifest that %s", async (_, more) => {
    put(city, { ...manifestIn(city), ...more });
    const { exit, stderr } = await run(city, "report verify report-2026-1");
    expect([exit, stderr]).toEqual([2, expect.stringContaining("cannot be understood")]);
    again();
  });

  it("says what to do in a clone that is too shallow, and where the commit is unknown", async () => {
    const shallow = join(scratch, "shallow");
    git(scratch, "clone", "-q", "--depth", "1", `file://${top}`, shallow);
    const { exit, stderr } = await run(join(shallow, "cities/city"), "report verify report-2026-1");
    expect([exit, stderr]).toEqual([2, expect.stringContaining("git fetch --unshallow")]);
    put(city, { ...manifestIn(city), revision: "1".repeat(40) });
    const lost = await run(city, "report verify report-2026-1");
    expect([lost.exit, lost.stderr]).toEqual([2, expect.stringContaining("git fetch")]);
    again();
  });

  it("knows the same text under other line ends", async () => {
    for (const path of ["report-2026-1.yaml", "plan.yaml", "evidence/minutes.md"])
      writeFileSync(join(city, path), readFileSync(join(city, path), "utf8").replaceAll("\n", "\r\n"));
    const { exit, since } = await prove(city);
    expect([exit, since]).toEqual([0, []]);
    again();
  });
});

describe("a pack of the workspace's own", () => {
  it("is an input, too", async () => {
    const { top: own, city: there } = repository("own-pack");
    mkdirSync(join(own, "packs"));
    writeFileSync(join(own, "packs/regional.yaml"), pack);
    writeFileSync(join(own, "milcity.config.yaml"), "version: 1\nframeworks: [packs/regional.yaml]\n");
    const cityFile = join(there, "milcity.yaml");
    const text = readFileSync(cityFile, "utf8");
    writeFileSync(
      cityFile,
      text.replace(/^memberships:\n/m, "memberships:\n  - framework: regional\n    role: member\n"),
    );
    commit(own, "pack");
    const { exit, stderr } = await run(there, "report freeze report-2026-1");
    expect([exit, stderr]).toEqual([0, ""]);
    expect(manifestIn(there).packs).toContainEqual(
      expect.objectContaining({ id: "regional", edition: "1", file: "packs/regional.yaml" }),
    );
    appendFileSync(join(own, "packs/regional.yaml"), "# later\n");
    expect((await prove(there)).since).toEqual(["packs/regional.yaml"]);
    expect((await run(there, "report freeze report-2026-1 --again")).stderr).toContain("packs/regional.yaml");
    writeFileSync(join(own, "packs/regional.yaml"), pack.replace('edition: "1"', 'edition: "2"'));
    commit(own, "edition 2");
    put(there, { ...manifestIn(there), revision: git(own, "rev-parse", "HEAD").trim() });
    const { differences } = await prove(there);
    expect(differences).toContainEqual({ what: "pack", name: "regional", why: "its edition was 1, and is 2" });
  });
});
