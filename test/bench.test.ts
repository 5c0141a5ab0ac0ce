import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dossier } from "../bench/corpus/dossier.ts";
import { faultNames } from "../bench/corpus/faults.ts";
import { today } from "../bench/corpus/frame.ts";
import { generate, texts, type Manifest } from "../bench/generate.ts";
import { isInstalled, peers } from "../bench/peers.ts";
import { inspect, openWorkspace, type Diagnostic } from "../src/index.ts";

/** The generated workspaces of the measurements: sound, the same every time, and with the faults that their manifest names. */
const folder = mkdtempSync(join(tmpdir(), "milcity-bench-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function findings(root: string): Diagnostic[] {
  const workspace = openWorkspace({ cwd: root, paths: ["."], day: today });
  return [...inspect(workspace)].flatMap(({ diagnostics, internal }) => {
    expect(internal).toEqual([]);
    return diagnostics;
  });
}

const written = (seed: number) => [...texts({ dossiers: 1, bad: 100, seed }, 4).files];

describe("the generator", () => {
  it("gives the same texts for the same seed, others for another", () => {
    expect(written(7)).toEqual(written(7));
    expect(written(7)).not.toEqual(written(8));
  });

  it("writes a smaller workspace as the beginning of a larger one", () => {
    generate(join(folder, "three"), { dossiers: 3, bad: 0, seed: 7 });
    const { files } = texts({ dossiers: 50, bad: 0, seed: 7 }, 2);
    expect([...files.keys()].map((path) => readFileSync(join(folder, "three", path), "utf8"))).toEqual([
      ...files.values(),
    ]);
  });

  it.each([0, 1, 2, 3, 4, 5])("writes dossier %i as the YAML of its data", (number) => {
    const data = dossier(7, number);
    const [...written] = texts({ dossiers: 6, bad: 0, seed: 7 }, number).files.values();
    expect(written.map((text) => parse(text) as unknown)).toEqual(
      [...data.values()].map((value) => structuredClone(value)),
    );
    for (const text of written) expect(text).toMatch(/[^\0-\x7f]/);
  });

  it("refuses a folder that holds something else", () => {
    expect(() => generate(join(import.meta.dirname, "..", "src"), { dossiers: 1, bad: 0, seed: 1 })).toThrow(
      "holds something else",
    );
  });
});

describe("a workspace without faults", () => {
  it("has no finding", () => {
    const { files } = generate(join(folder, "sound"), { dossiers: 20, bad: 0, seed: 3 });
    expect(files).toBeGreaterThan(100);
    expect(
      findings(join(folder, "sound")).map(({ rule, file, range }) => `${rule} ${file}:${range.start.line}`),
    ).toEqual([]);
  });
});

describe("a workspace of faulty dossiers", () => {
  const root = join(folder, "faulty");
  let manifest: Manifest;
  beforeAll(() => {
    manifest = generate(root, { dossiers: 60, bad: 100, seed: 5 });
  });

  it("has every kind of fault, and tells of each", () => {
    expect(JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"))).toEqual(manifest);
    expect(manifest.faults).toHaveLength(60);
    expect(new Set(manifest.faults.map(({ fault }) => fault))).toEqual(new Set(faultNames));
  });

  it("has the errors of its manifest, each at its line, and no other", () => {
    const wanted = manifest.faults.map(({ rule, file, line }) => `${rule} ${file}:${line}`);
    const errors = findings(root).filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule, file, range }) => `${rule} ${file}:${range.start.line}`).sort()).toEqual(wanted.sort());
  });
});

describe("a native program beside which is measured", () => {
  const programs = join(folder, "programs");
  const answering = (says: string) => {
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, "jsonschema"), `#!/bin/sh\n${says}\n`);
    chmodSync(join(programs, "jsonschema"), 0o755);
    const path = process.env["PATH"];
    process.env["PATH"] = programs;
    const native = peers(join(folder, "work")).find(({ name }) => name.startsWith("jsonschema"));
    process.env["PATH"] = path;
    return native;
  };

  it("gets each schema with the files of its kind, where it is there", () => {
    generate(join(folder, "native"), { dossiers: 2, bad: 0, seed: 7 });
    const native = answering("echo 16.11.0");
    expect(native && isInstalled(native)).toBe(true);
    const calls = native?.program(join(folder, "native"), "").other as string[][];
    expect(calls.map(([, verb, fast, schema]) => [verb, fast, schema?.slice(folder.length)])).toEqual(
      ["city", "committee", "plan", "report", "checklist"].map((kind) => [
        "validate",
        "--fast",
        `/work/schemas/${kind}.json`,
      ]),
    );
    expect(calls[0]?.slice(4)).toEqual(["cities/00001/milcity.yaml", "cities/00002/milcity.yaml"]);
    expect(calls[3]?.slice(4).every((file) => /^cities\/0000[12]\/reports\/[^/]+\.yaml$/.test(file))).toBe(true);
  });

  it("is not taken for another of its name", () => {
    const other = answering("echo 'The program of Python knows no such file' >&2; exit 1");
    expect(other && isInstalled(other)).toBe(false);
  });
});
