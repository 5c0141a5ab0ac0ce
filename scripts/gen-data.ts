/** Data that the program carries: packs, locales and schemas, read at build time so that no start parses YAML for them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import type { Framework } from "../src/model/kinds.gen.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

// JSON inside a string is parsed several times faster than the same object as JavaScript source.
export const carried = (name: string, data: unknown) =>
  `export const ${name} = () => JSON.parse(${JSON.stringify(JSON.stringify(data))});\n`;

function yamlFile(file: string): unknown {
  const document = parseDocument(readFileSync(join(root, file), "utf8"));
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault) throw new Error(`${file}: ${fault.message}`);
  return document.toJS();
}

const packFiles = () =>
  readdirSync(join(root, "frameworks"))
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => `frameworks/${file}`);

export const packs = () => packFiles().map((file) => yamlFile(file) as Framework);

export const frameworkData = () =>
  carried(
    "frameworks",
    packFiles().map((file) => ({ file, framework: yamlFile(file) })),
  );

export function localeData(): string {
  const files = readdirSync(join(root, "locales"))
    .filter((file) => file.endsWith(".yaml"))
    .sort();
  return carried(
    "locales",
    Object.fromEntries(files.map((file) => [file.replace(/\.yaml$/, ""), yamlFile(`locales/${file}`)])),
  );
}

export function schemaData(): string {
  const files = readdirSync(join(root, "schemas"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".schema.json"))
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
  return carried(
    "schemas",
    Object.fromEntries(
      files.map((file) => [file, JSON.parse(readFileSync(join(root, "schemas", file), "utf8")) as unknown]),
    ),
  );
}

export function tool(): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  return { name, version };
}

export const toolData = () => `export const tool = ${JSON.stringify(tool())};\n`;

/** Names of the fields that hold a day, so that a day elsewhere is known to be text. */
export function dateFields(): string {
  const names = new Set<string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== "object" || schema === null) return;
    for (const [name, property] of Object.entries(
      (schema as { properties?: Record<string, { $ref?: string }> }).properties ?? {},
    ))
      if (property.$ref?.endsWith("#/$defs/date")) names.add(name);
    for (const value of Object.values(schema)) visit(value);
  };
  for (const kind of ["common", "city", "committee", "plan", "report", "checklist", "framework", "baseline"])
    visit(JSON.parse(readFileSync(join(root, "schemas", `${kind}.schema.json`), "utf8")));
  return `export const dateFields = new Set(${JSON.stringify([...names].sort())});\n`;
}
