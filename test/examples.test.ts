/** The examples as a city would use them: through the built program, with every output looked at by somebody else's validator. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const day = ["--as-of", "2026-11-30"];
const examples = readdirSync(join(root, "examples"));

function milcity(...args: string[]): { exit: number | null; stdout: string; stderr: string } {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name !== "NODE_EXTRA_CA_CERTS" && name !== "FORCE_COLOR"),
  );
  const run = spawnSync(process.execPath, ["bin/milcity.js", ...args], {
    cwd: root,
    encoding: "utf8",
    env: environment,
    maxBuffer: 1e8,
  });
  return { exit: run.status, stdout: run.stdout, stderr: run.stderr };
}

interface Diagnostic {
  rule: string;
  severity: string;
  file: string;
  pointer: string;
  range: { start: { line: number; column: number }; end: { line: number; column: number } };
}

async function conforms(schema: string, output: unknown): Promise<boolean> {
  const id = `https://milcity.test/${schema}`;
  try {
    const { $id: _, ...text } = JSON.parse(
      readFileSync(join(root, "schemas/output", `${schema}.schema.json`), "utf8"),
    ) as Record<string, unknown>;
    registerSchema(text as never, id);
  } catch (error) {
    if (!/already/i.test(String(error))) throw error;
  }
  return (await validate(id, output as never)).valid;
}

describe("the examples", () => {
  it("are valid on the day that the README names", async () => {
    const { exit, stdout, stderr } = milcity("validate", "examples", ...day, "--format", "json");
    expect(stderr).toBe("");
    expect(exit).toBe(0);
    const output = JSON.parse(stdout) as { summary: { dossiers: number; errors: number }; diagnostics: Diagnostic[] };
    expect(output.summary).toMatchObject({ dossiers: examples.length, errors: 0 });
    expect(await conforms("validate", output)).toBe(true);
    expect(output.diagnostics.flatMap(({ file, pointer, range }) => wrongPlace(file, pointer, range) ?? [])).toEqual(
      [],
    );
  });

  it("give the same bytes on every run and in every time zone", () => {
    const run = (zone: string) =>
      execFileSync(process.execPath, ["bin/milcity.js", "validate", "examples", ...day, "--format", "json"], {
        cwd: root,
        env: { ...process.env, TZ: zone },
      });
    expect(run("Pacific/Kiritimati").equals(run("America/Los_Angeles"))).toBe(true);
  });

  it("are scored in the form of the schema", async () => {
    const { exit, stdout } = milcity("score", "examples", ...day, "--format", "json");
    expect(exit).toBe(0);
    const output = JSON.parse(stdout) as {
      dossiers: {
        path: string;
        frameworks: {
          id: string;
          score: number;
          items: { criteria: { evidence: { file: string; pointer: string; line: number }[] }[] }[];
        }[];
      }[];
    };
    expect(await conforms("score", output)).toBe(true);
    expect(output.dossiers.map(({ path }) => path)).toEqual(examples.map((name) => `examples/${name}`).sort());
    const evidence = output.dossiers.flatMap(({ frameworks }) =>
      frameworks.flatMap(({ items }) =>
        items.flatMap(({ criteria }) => criteria.flatMap((criterion) => criterion.evidence)),
      ),
    );
    expect(evidence.length).toBeGreaterThan(200);
    const at = (line: number) => ({ line, column: 1 });
    expect(
      evidence.flatMap(
        ({ file, pointer, line }) => wrongPlace(file, pointer, { start: at(line), end: at(line) }) ?? [],
      ),
    ).toEqual([]);
  });

  // Worked out by hand from the checklists: see the comments of the dossier.
  it("score Vila Clara as a person would", () => {
    const output = JSON.parse(milcity("score", "examples/vila-clara", ...day, "--format", "json").stdout) as {
      dossiers: { frameworks: { id: string; score: number }[] }[];
    };
    const scores = new Map(output.dossiers[0]?.frameworks.map(({ id, score }) => [id, score]));
    // mil: nine required items, one of them (1 + 10/14 + 0.5) / 2.5, twice; two recommended ones once.
    expect(scores.get("mil")).toBeCloseTo((2 * (8 + (1 + 10 / 14 + 0.5) / 2.5) + 2) / 20, 9);
    // gnlc: seven required twice, of which 6.1 is 299/400; 24 recommended once, of which 4.4 is missing.
    const required = 7;
    expect(scores.get("gnlc")).toBeCloseTo(
      (2 * (required - 1 + 299_000 / 400_000) + (31 - required) - 1) / (2 * required + 31 - required),
      9,
    );
    expect(scores.get("iaec")).toBeCloseTo(16.75 / 30, 9);
  });

  it.each(examples)("%s renders to the same page twice", (name) => {
    const [first, second] = ["a", "b"].map((run) => {
      const file = join(folder, `${name}-${run}.html`);
      expect(milcity("report", `examples/${name}`, ...day, "-o", file)).toMatchObject({ exit: 0 });
      return readFileSync(file, "utf8");
    });
    expect(first).toBe(second);
    const markdown = ["a", "b"].map(() => milcity("report", `examples/${name}`, ...day, "--format", "md").stdout);
    expect(markdown[0]).toBe(markdown[1]);
    expect(markdown[0]).toMatch(/^# /);
  });

  it("renders pages in which the Nu validator finds no fault", () => {
    const pages = examples.map((name) => join(folder, `${name}-a.html`));
    const jar = join(root, "node_modules/vnu-jar/build/dist/vnu.jar");
    const run = spawnSync("java", ["-jar", jar, "--stdout", "--format", "text", ...pages], { encoding: "utf8" });
    expect(run.error, "Java is needed: npm test installs it").toBeUndefined();
    expect(run.stdout.replace("Document checking completed. No errors found.", "").trim()).toBe("");
    expect(run.status).toBe(0);
  });
});

const readings = new Map<string, { lines: string[]; value: unknown }>();

function reading(file: string): { lines: string[]; value: unknown } {
  const known = readings.get(file);
  if (known) return known;
  const text = readFileSync(join(root, file), "utf8");
  const read = { lines: text.split("\n"), value: parse(text) as unknown };
  readings.set(file, read);
  return read;
}

/** What is wrong with a place, if anything: it must lie in its file, and its pointer must exist there. */
function wrongPlace(file: string, pointer: string, range: Diagnostic["range"]): string | undefined {
  const { lines, value: whole } = reading(file);
  for (const { line, column } of [range.start, range.end])
    if (line < 1 || column < 1 || line > lines.length || column > (lines[line - 1] ?? "").length + 1)
      return `${file}:${line}:${column}`;
  let value: unknown = whole;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !(name in value)) return `${file}${pointer}`;
    value = (value as Record<string, unknown>)[name];
  }
  return undefined;
}

describe("a dossier in which every field of the format is used once", () => {
  const every = "test/dossiers/every-field";

  it("is valid, scored and rendered", async () => {
    const validated = milcity("validate", every, ...day, "--format", "json");
    expect(validated.exit).toBe(0);
    const scored = JSON.parse(milcity("score", every, ...day, "--format", "json").stdout) as {
      dossiers: { frameworks: { score: number | null }[] }[];
    };
    expect(await conforms("score", scored)).toBe(true);
    expect(scored.dossiers[0]?.frameworks.every(({ score }) => score !== null && score > 0)).toBe(true);
    for (const format of ["html", "md"]) {
      const report = milcity("report", every, ...day, "--format", format);
      expect(report.exit).toBe(0);
      expect(report.stdout.length).toBeGreaterThan(5_000);
    }
  });

  it("leaves out no field of any kind", () => {
    const used = new Map<string, Set<string>>();
    const gather = (value: unknown, at: string): void => {
      if (Array.isArray(value)) for (const entry of value as unknown[]) gather(entry, at);
      else if (typeof value === "object" && value !== null)
        for (const [name, below] of Object.entries(value)) {
          used.set(at, (used.get(at) ?? new Set()).add(name));
          gather(below, `${at}/${name}`);
        }
    };
    for (const file of readdirSync(join(root, every), { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".yaml")) continue;
      const document = parse(readFileSync(join(root, every, file), "utf8")) as { kind: string };
      gather(document, document.kind);
    }
    for (const kind of ["city", "committee", "plan", "report", "checklist"]) {
      const schema = JSON.parse(readFileSync(join(root, "schemas", `${kind}.schema.json`), "utf8")) as {
        properties: object;
      };
      expect([...(used.get(kind) ?? [])].filter((name) => !name.startsWith("x-")).sort()).toEqual(
        Object.keys(schema.properties).sort(),
      );
    }
  });
});

describe("the packs", () => {
  it("count as their documents do", async () => {
    const { stdout } = milcity("list", "frameworks", "--format", "json");
    const output = JSON.parse(stdout) as { frameworks: { id: string; areas: number; items: number }[] };
    expect(await conforms("list-frameworks", output)).toBe(true);
    // The counts that the packs themselves give, and those of the frameworks' documents.
    for (const { id, areas, items } of output.frameworks) {
      const pack = parse(readFileSync(join(root, "frameworks", `${id}.yaml`), "utf8")) as {
        areas: { items: unknown[] }[];
      };
      expect([areas, items]).toEqual([pack.areas.length, pack.areas.reduce((sum, area) => sum + area.items.length, 0)]);
    }
    expect(output.frameworks.map(({ id, areas, items }) => `${id} ${areas}/${items}`).sort()).toEqual([
      "gnlc 6/31",
      "gnlc-strategy 4/17",
      "iaec 20/54",
      "mil 7/13",
    ]);
  });
});

describe("the installation", () => {
  it("runs no script of a dependency and pins every version", () => {
    expect(readFileSync(join(root, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    expect(lock).not.toContain('"resolved"');
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    const packages = (
      JSON.parse(lock) as { packages: Record<string, { dev?: boolean; hasInstallScript?: boolean; license?: string }> }
    ).packages;
    const atRunTime = Object.entries(packages).filter(([path, entry]) => path !== "" && !entry.dev);
    expect(atRunTime.filter(([, entry]) => entry.hasInstallScript)).toEqual([]);
    expect(atRunTime.length).toBeLessThanOrEqual(60);
    for (const [path, { license }] of atRunTime)
      expect(license, path).toMatch(/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|Python-2\.0|PSF-2\.0|BlueOak-1\.0\.0)$/);
  });

  it("speaks of the project alone", () => {
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
    for (const file of tracked) {
      if (
        !existsSync(join(root, file)) ||
        /\.(png|jpg|svg)$/.test(file) ||
        file === relative(root, fileURLToPath(import.meta.url))
      )
        continue;
      expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(
        /\/work\/(main|shared)|registry\.npmjs|farm-|\.\.\/shared\//,
      );
    }
  });
});
