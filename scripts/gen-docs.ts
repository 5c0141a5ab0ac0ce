/** The part of docs/packs.md that is made of the vocabulary of expressions; the examples in the rest of it are compiled. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { parse } from "yaml";
import type { Over } from "../src/cel.ts";
import { CITING, OF_THE_LANGUAGE, OTHERS } from "../src/cel/functions.ts";
import { EVERYWHERE, IN_CRITERIA, LISTS, OVER, TYPES } from "../src/cel/vocabulary.ts";

export { ruleDocs } from "./gen-rule-docs.ts";

const file = fileURLToPath(new URL("../docs/packs.md", import.meta.url));
const [opening, closing] = ["<!-- vocabulary -->", "<!-- /vocabulary -->"];

type Row = readonly string[];

function table(head: Row, rows: readonly Row[]): string[] {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

const code = (text: string) => `\`${text}\``;

/** A type, with a link to its fields where it is one of ours. */
function typeName(is: string): string {
  const own = /[A-Z]\w+/.exec(is)?.[0];
  return own !== undefined && Object.hasOwn(TYPES, own) ? `[${code(is)}](#${own.toLowerCase()})` : code(is);
}

function named(heading: string, all: Record<string, { is: string; says: string }>): string[] {
  const rows = Object.entries(all).map(([name, { is, says }]) => [code(name), typeName(is), says]);
  return [`#### ${heading}`, "", ...table(["name", "type", "what it is"], rows)];
}

function variables(): string[] {
  const lists = Object.entries(LISTS).map(([name, { of, says }]) => [name, { is: `list<${of}>`, says }] as const);
  return [
    "### Variables",
    "",
    ...named("In every expression", { ...EVERYWHERE, ...Object.fromEntries(lists) }),
    ...named("In a criterion", IN_CRITERIA),
    ...named("In a policy, by what it is over", OVER),
  ];
}

function types(): string[] {
  const each = Object.entries(TYPES).flatMap(([name, { says, fields }]) => [
    `#### ${name}`,
    "",
    says,
    "",
    ...table(
      ["field", "type", "what it is"],
      Object.entries(fields).map(([field, { is, says: told }]) => [code(field), typeName(is), told]),
    ),
  ]);
  return ["### Types", "", ...each];
}

function functions(): string[] {
  const citing = CITING.map(({ signature, says }) => [code(`${signature.slice(0, -1)}, fields?): Shown`), says]);
  const others = OTHERS.map(({ signature, says }) => [code(signature), says]);
  const language = Object.entries(OF_THE_LANGUAGE).map(([form, says]) => [code(form), says]);
  const head = ["function", "what it gives"];
  const part = (heading: string, rows: readonly Row[]) => [`#### ${heading}`, "", ...table(head, rows)];
  return [
    "### Functions",
    "",
    ...part("That cite what they count", citing),
    ...part("That join, cut and count", others),
    ...part("Of the language itself", language),
  ];
}

/** Every variable, type, field and function that an expression can use, with one line each, as Markdown. */
export function docsOfVocabulary(): string {
  return [...variables(), ...types(), ...functions()].join("\n").trimEnd();
}

interface Example {
  check: string;
  over?: Over;
}

/** What in an example is an expression: an object with a `check`, at any depth. */
function examplesIn(value: unknown): Example[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "check" in value && typeof value.check === "string" ? [value as Example] : [];
  return [...own, ...Object.values(value).flatMap(examplesIn)];
}

/** @throws where an example of the document is no expression that can be used */
async function compileExamples(text: string): Promise<void> {
  // It loads what is generated, which may not be there yet when this file is loaded.
  const { compile, compilePolicy, isFault } = await import("../src/cel.ts");
  const examples = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(([, yaml]) =>
    examplesIn(parse(yaml ?? "")),
  );
  if (examples.length === 0) throw new Error("docs/packs.md has no example of an expression");
  for (const { check, over } of examples) {
    const result = over === undefined ? compile(check) : compilePolicy(over, check);
    if (isFault(result)) throw new Error(`docs/packs.md: \`${check}\` cannot be used: ${result.message}`);
  }
}

/** The whole new text of docs/packs.md. */
export async function packDocs(): Promise<string> {
  const text = readFileSync(file, "utf8");
  const [start, end] = [text.indexOf(opening), text.indexOf(closing)];
  if (start < 0 || end < start) throw new Error(`docs/packs.md has no part between ${opening} and ${closing}`);
  await compileExamples(text);
  const whole = `${text.slice(0, start + opening.length)}\n\n${docsOfVocabulary()}\n\n${text.slice(end)}`;
  return format(whole, { ...(await resolveConfig(file)), parser: "markdown" });
}
