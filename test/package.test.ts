/** What a user installs: which files, whose code, under which licences, and that nothing of it runs by itself. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { billOfMaterials } from "../scripts/sbom.ts";

const root = resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const schemas = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
const json = (file: string): unknown => JSON.parse(read(file));

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}
interface Locked {
  version: string;
  dev?: boolean;
  devOptional?: boolean;
  license?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
}
const manifest = json("package.json") as Manifest;
const locked = Object.entries((json("package-lock.json") as { packages: Record<string, Locked> }).packages).filter(
  ([path]) => path !== "",
);
const installed = locked.filter(([, { dev, devOptional }]) => !dev && !devOptional);

describe("the package", () => {
  it("holds the program and its data, and nothing else of the repository", () => {
    const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [pack] = JSON.parse(output) as { files: { path: string }[] }[];
    const files = pack?.files.map(({ path }) => path) ?? [];
    const allowed =
      /^(?:package\.json|action\.yml|README\.md|CHANGELOG\.md|LICENSE|bin\/(?:milcity\.js|package\.json)|ci\/[\w./-]+|dist\/[\w./-]+\.(?:cjs|js|d\.ts|txt|json|bin)|schemas\/[\w./-]+\.json|frameworks\/[\w-]+\.yaml|locales\/[\w-]+\.yaml|templates\/[\w./-]+\.(?:hbs|css|js|yaml))$/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    for (const file of ["bin/milcity.js", "dist/milcity.cjs", "dist/index.js", "dist/types/index.d.ts", "LICENSE"])
      expect(files).toContain(file);
    expect(files).toContain("dist/THIRD_PARTY_LICENSES.txt");
    for (const folder of ["schemas", "frameworks", "locales"])
      for (const name of readdirSync(join(root, folder)).filter((entry) => /\.(yaml|json)$/.test(entry)))
        expect(files).toContain(`${folder}/${name}`);
  });

  it("names the licence of everybody whose code it carries", () => {
    const text = read("dist/THIRD_PARTY_LICENSES.txt");
    for (const name of Object.keys(manifest.dependencies)) expect(text, name).toMatch(new RegExp(`^${name} \\d`, "m"));
  });

  it("states its bill of materials, by the CycloneDX schema and the same each time", () => {
    const text = billOfMaterials();
    expect(billOfMaterials()).toBe(text);
    expect(text).not.toMatch(/https?:\/\/(?!cyclonedx\.org)[^"]*\/-\/[^"]*\.tgz/);
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of ["spdx", "jsf-0.82"])
      ajv.addSchema(
        json(`${schemas}/${name}.SNAPSHOT.schema.json`) as object,
        `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
      );
    const validate = ajv.compile(json(`${schemas}/bom-1.5.SNAPSHOT.schema.json`) as object);
    const bom = JSON.parse(text) as { components: { name: string; version: string; licenses?: unknown }[] };
    expect(validate(bom), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    const listed = new Set(bom.components.map(({ name, version }) => `${name}@${version}`));
    for (const [path, { version }] of installed)
      expect(
        [...listed].some((one) => one.endsWith(`${path.replace(/.*node_modules\//, "")}@${version}`)),
        path,
      ).toBe(true);
  });
});

describe("what it is made of", () => {
  it("is pinned to one version each, of packages under free licences that run nothing when they are installed", () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+[\w.-]*$/);
    for (const [path, { resolved, integrity }] of locked) {
      expect(resolved, path).toBeUndefined();
      expect(integrity, path).toMatch(/^sha512-/);
    }
    const apart = json("scripts/mutation/package.json") as Manifest;
    for (const [name, version] of Object.entries(apart.devDependencies))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    const lock = json("scripts/mutation/package-lock.json") as { packages: Record<string, Locked> };
    for (const [path, { resolved, integrity }] of Object.entries(lock.packages).filter(([one]) => one !== "")) {
      expect(resolved, path).toBeUndefined();
      expect(integrity, path).toMatch(/^sha512-/);
    }
    for (const [path, { license, hasInstallScript }] of installed) {
      expect(license, path).toMatch(
        /^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|0BSD|CC0-1\.0|Python-2\.0|PSF-2\.0)(?: OR .*)?$/,
      );
      expect(hasInstallScript ?? false, path).toBe(false);
    }
    expect(read(".npmrc")).toMatch(/^ignore-scripts=true$/m);
    for (const name of ["preinstall", "install", "postinstall", "prepack"])
      expect(manifest.scripts[name], name).toBeUndefined();
  });
});
