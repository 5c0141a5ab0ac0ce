import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import picomatch from "picomatch";
import type { Program } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const home = join(root, "bench/peers/node_modules");

/** The files of each kind in a generated workspace. */
const patterns = {
  city: "**/milcity.yaml",
  committee: "**/committee.yaml",
  plan: "**/plan.yaml",
  report: "**/reports/*.yaml",
  checklist: "**/checklists/*.yaml",
};
const kinds = Object.entries(patterns);

/** The schemas with all that they refer to in them, as these programs want them, and rules for spectral. */
function schemasIn(work: string): string {
  const folder = join(work, "schemas");
  mkdirSync(folder, { recursive: true });
  const text = (kind: string) => readFileSync(join(root, `schemas/${kind}.schema.json`), "utf8");
  const schema = (source: string) => JSON.parse(source) as { $id?: string; $defs?: Record<string, unknown> };
  const common = schema(text("common").replaceAll('"#/$defs/', '"#/$defs/common-')).$defs ?? {};
  const shared = Object.fromEntries(Object.entries(common).map(([name, one]) => [`common-${name}`, one]));
  for (const [kind] of kinds) {
    const source = text(kind).replaceAll('"common.schema.json#/$defs/', '"#/$defs/common-');
    const { $id: _id, ...own } = schema(source);
    const whole = { ...own, $defs: { ...own.$defs, ...shared } };
    writeFileSync(join(folder, `${kind}.json`), JSON.stringify(whole));
    const asked = { function: "schema", functionOptions: { schema: whole, dialect: "draft2020-12", allErrors: true } };
    const rule = `{"given":"$","severity":"error","then":${JSON.stringify(asked)}}`;
    writeFileSync(join(folder, `${kind}.spectral.json`), `{"rules":{"fits":${rule}}}`);
  }
  return folder;
}

/** The native validator on the path of this machine; "" where there is none. A program of Python has the same name and other arguments. */
const nativeOnPath = (): string =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && !folder.includes("node_modules"))
    .map((folder) => join(folder, "jsonschema"))
    .find((file) => {
      const { status, stdout } = existsSync(file) ? spawnSync(file, ["version"], { encoding: "utf8" }) : {};
      return status === 0 && /^\d+\.\d+/.test(stdout ?? "");
    }) ?? "";

function filesOf(folder: string, pattern: string): string[] {
  const matches = picomatch(pattern);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll(sep, "/"));
  return paths.filter((path) => matches(path)).sort();
}

export interface Peer {
  name: string;
  /** What has to be installed; "" where it is looked for and not there. */
  entry: string;
  /** Too slow for a thousand dossiers. */
  isSlow: boolean;
  program: (yaml: string, json: string) => Pick<Program, "node" | "other" | "cwd" | "check" | "env">;
}

/** The other programs: schemas alone, no rule between documents, and a call for each kind of document where they take one schema. */
export function peers(work: string): Peer[] {
  const schemas = schemasIn(work);
  const at = (path: string) => join(home, path);
  const counted = (text: RegExp) => (stdout: string) => {
    if (!text.test(stdout)) throw new Error(`A program has looked at nothing:\n${stdout.slice(-500)}`);
  };
  const native = nativeOnPath();
  return [
    {
      name: "jsonschema (native, of Sourcemeta), fast mode",
      entry: native,
      isSlow: false,
      program: (yaml) => ({
        cwd: yaml,
        other: kinds.map(([kind, pattern]) => [
          native,
          "validate",
          "--fast",
          join(schemas, `${kind}.json`),
          ...filesOf(yaml, pattern),
        ]),
      }),
    },
    {
      name: "ajv-cli, on JSON",
      entry: at("ajv-cli/dist/index.js"),
      isSlow: false,
      program: (_, json) => ({
        cwd: json,
        node: kinds.map(([kind, pattern]) => [
          at("ajv-cli/dist/index.js"),
          "validate",
          "--spec=draft2020",
          "-c",
          "ajv-formats",
          "--strict=false",
          "--all-errors",
          "-s",
          join(schemas, `${kind}.json`),
          "-d",
          `${pattern}.json`,
        ]),
        check: counted(/ valid$/m),
      }),
    },
    {
      name: "spectral",
      entry: at("@stoplight/spectral-cli/dist/index.js"),
      isSlow: true,
      program: (yaml) => ({
        cwd: yaml,
        node: kinds.map(([kind, pattern]) => [
          at("@stoplight/spectral-cli/dist/index.js"),
          "lint",
          pattern,
          "--ruleset",
          join(schemas, `${kind}.spectral.json`),
          "--fail-on-unmatched-globs",
        ]),
      }),
    },
    {
      name: "v8r, on JSON",
      entry: at("v8r/src/index.js"),
      isSlow: true,
      program: (_, json) => ({
        cwd: json,
        node: kinds.map(([kind, pattern]) => [
          at("v8r/src/index.js"),
          "--schema",
          join(schemas, `${kind}.json`),
          "--output-format",
          "json",
          `${pattern}.json`,
        ]),
        check: counted(/"valid": ?true/),
      }),
    },
    {
      name: "yaml-language-server",
      entry: at("yaml-language-server/package.json"),
      isSlow: true,
      program: (yaml) => ({
        node: [join(root, "bench/peers/language-server.cjs"), join(yaml, "cities"), schemas],
        check: counted(/^\d+$/m),
      }),
    },
  ];
}

export const isInstalled = ({ entry }: Peer): boolean => existsSync(entry);
