import type { Document, Fault, Ignore, Kind, Source } from "../model/dossier.ts";
import { misfits, type Misfit } from "./conform.ts";
import { decode } from "./decode.ts";
import { ignoresIn } from "./ignores.ts";
import { limits } from "./limits.ts";
import { idFrom } from "./slips.ts";
import { Lines } from "./lines.ts";
import { moneyFaults } from "./money.ts";
import { escaped, partsOf, schemasAt } from "./navigate.ts";
import { parse, type Reader } from "./parse.ts";
import { Places } from "./places.ts";
import type { Problem } from "./problem.ts";
import * as validators from "./validators.build.js";

export const kinds: readonly Kind[] = ["city", "committee", "plan", "report", "checklist"];
const isKind = (kind: unknown): kind is Kind => kinds.includes(kind as Kind);

export interface Read {
  source: Source;
  /** What its `kind` says, as far as it could be read. */
  kind: string | undefined;
  document?: Document;
  faults: Fault[];
  /** Comments that ask for silence. */
  ignores?: Ignore[];
  /** Part of what the file says could not be understood. */
  incomplete: boolean;
  /** Nothing in it says what it is, and it was probably meant to be a document: an empty file, or one with a `version: 1`. */
  lost?: "empty" | "unnamed";
  uncertainIds: string[];
}

/** A file's text (or bytes) → a document with its sound part, and every fault of form. `expected` is the kind of a file that states none. */
export function parseDocument(
  content: string | Uint8Array,
  file: string,
  expected?: Kind,
  reader: Reader = "plain",
): Read {
  const decoded = decode(typeof content === "string" ? new TextEncoder().encode(content) : content);
  const lines = new Lines(decoded.text ?? decoded.problems[0]?.source ?? "");
  const parsed = decoded.text === null ? undefined : parse(decoded.text, reader);
  const places = parsed ? Places.of(lines, parsed) : new Places(lines, "library");
  const source: Source = {
    file,
    place: (pointer, of) => places.at(pointer, of),
    lines: (from, to) => lines.slice(from, to),
  };
  const faults = decoded.problems.map((problem) => asFault(problem, source, lines));
  if (!parsed) return { source, kind: expected, faults, incomplete: true, uncertainIds: [] };
  faults.push(...parsed.problems.map((problem) => asFault(problem, source, lines)));
  const value = parsed.value;
  const stated = isGroup(value) ? value["kind"] : /^kind:[ \t]*["']?([a-z]+)/m.exec(lines.text)?.[1];
  const kind = typeof stated === "string" && (expected === undefined || isKind(stated)) ? stated : expected;
  const read: Read = { source, kind, faults: mostSerious(faults), incomplete: parsed.incomplete, uncertainIds: [] };
  if (parsed.isDocument) read.ignores = ignoresIn(lines, source);
  if (value === undefined || value === null || !isKind(kind)) {
    if (isKind(kind)) source.says = statedId(lines.text) ?? kind;
    if (parsed.isDocument && value === null) read.lost = "empty";
    else if (isGroup(value) && value["version"] === 1 && kind !== "framework") read.lost = "unnamed";
    return read;
  }
  if (isGroup(value) && "version" in value && value["version"] !== 1) {
    faults.push({
      rule: "dossier/unsupported-version",
      in: source,
      at: "/version",
      say: value["version"] === "1" ? "text" : "number",
      args: { version: shownVersion(value["version"]) },
    });
    source.says = statedId(lines.text) ?? kind;
    return { ...read, faults: mostSerious(faults), incomplete: true };
  }
  const found = [...misfits(validators[kind], `${kind}.schema.json`, value), ...moneyFaults(value, parsed.written)];
  const isConsequence = followsFrom(parsed.missing);
  const own = found.filter((misfit) => !isConsequence(misfit)).slice(0, limits.problemsPerFile);
  const unfit = new Set(found.map(({ at }) => at));
  // What has not its form either, such as `yes` for a statement, is one fault.
  const certain = faults.filter(({ rule, at }) => rule !== "yaml/ambiguous-scalar" || !unfit.has(at));
  faults.splice(0, faults.length, ...certain);
  faults.push(...own.map((misfit) => misfitFault(misfit, source, "schema")));
  const before = found.length > 0 ? idsIn(value) : undefined;
  const data = isGroup(value) ? prune(value, found, `${kind}.schema.json`) : {};
  const after = before ? idsIn(data) : undefined;
  const faulty = parsed.incomplete || found.length > 0;
  const document: Document = {
    kind,
    file,
    data,
    faulty,
    text: lines.text,
    isOrdinary: decoded.isOrdinary,
    place: source.place,
    lines: source.lines,
    // The data of a sound document is all that is in the text; of another, the text must be asked for what the data lacks.
    has: (pointer) => holds(data, pointer) || (faulty && places.has(pointer)),
  };

  read.document = document;
  read.faults = mostSerious(faults);
  // Others may name a thing by the id that it should have.
  for (const id of before ?? []) if (!after?.has(id)) read.uncertainIds.push(id, idFrom(id));
  return read;
}

function holds(data: unknown, pointer: string): boolean {
  let found = data;
  for (const part of partsOf(pointer)) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return false;
    if (Array.isArray(found) && part === "length") return false;
    found = (found as Record<string, unknown>)[part];
  }
  return true;
}

const shownVersion = (version: unknown): string =>
  typeof version === "object" && version !== null ? "…" : String(version).slice(0, 40);

/** The id that a document states, where it cannot be read otherwise. */
const statedId = (text: string) => /^id:[ \t]{0,8}["']?([a-z0-9][a-z0-9.-]{0,63})(?![\w.-])/m.exec(text)?.[1];

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is only read otherwise elsewhere gives way where there is more than a file may have. */
function mostSerious(faults: Fault[]): Fault[] {
  if (faults.length <= limits.problemsPerFile) return faults;
  const isDoubt = ({ rule }: Fault) => rule === "yaml/ambiguous-scalar";
  return [...faults.filter((fault) => !isDoubt(fault)), ...faults.filter(isDoubt)].slice(0, limits.problemsPerFile);
}

/** Whether a value does not fit only because part of it was taken out in parsing, with a finding of its own. */
function followsFrom(missing: ReadonlySet<string>): (misfit: Misfit) => boolean {
  const around = new Set([...missing].map((pointer) => pointer.slice(0, pointer.lastIndexOf("/"))));
  return ({ keyword, at, missing: field }) => {
    if (field !== undefined) return missing.has(`${at}/${escaped(field)}`) || missing.has(`${at}/<<`);
    return missing.has(at) || (keyword === "one-of" && around.has(at));
  };
}

export function asFault(problem: Problem, source: Source, lines: Lines): Fault {
  const { rule, at = "", start, end, args, say, fix, related } = problem;
  return {
    rule,
    in: source,
    at,
    range: lines.range(start, end),
    ...(args ? { args } : {}),
    ...(say ? { say } : {}),
    ...(fix ? { fix } : {}),
    ...(related
      ? { related: [{ in: source, at: "", range: lines.range(related.start, related.end), message: related.message }] }
      : {}),
  };
}

export function misfitFault(misfit: Misfit, source: Source, family: string): Fault {
  const { keyword, at, of, args, near, fix } = misfit;
  const found = { rule: `${family}/${keyword}`, in: source, at, of, args, ...(near ? { near } : {}) };
  if (of === "key" && keyword === "pattern") return { ...found, say: "key" };
  return fix && family === "schema" ? { ...found, fix } : found;
}

/** Every `id` that a value states, wherever it stands. */
function idsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const next = stack.pop();
    if (typeof next !== "object" || next === null) continue;
    const id = (next as { id?: unknown }).id;
    if (typeof id === "string" || typeof id === "number") found.add(String(id));
    for (const below of Object.values(next)) stack.push(below);
  }
  return found;
}

// What is reported there and has its type all the same.
const typed = new Set(["required", "one-of", "contains", "unique", "length"]);

/** Takes the unsound values out, so that whatever is left has its type. Indices of lists stay those of the file. */
function prune(value: Record<string, unknown>, found: Misfit[], file: string): Record<string, unknown> {
  const isOfObjects = knownOnce((pointer) => schemasAt(file, pointer).some((schema) => schema.type === "object"));
  for (const { keyword, at } of found) {
    if (typed.has(keyword)) continue;
    const parts = partsOf(at);
    const last = parts.pop();
    let parent: unknown = value;
    let owner: unknown;
    for (const part of parts) {
      owner = parent;
      parent = isGroup(parent) || Array.isArray(parent) ? (parent as Record<string, unknown>)[part] : undefined;
    }
    if (last === undefined) return {};
    if (isGroup(parent)) delete parent[last];
    else if (Array.isArray(parent)) {
      if (isOfObjects(at)) parent[Number(last)] = {};
      else if (keyword === "type" && isGroup(owner)) delete owner[parts.at(-1) ?? ""];
    }
  }
  return value;
}

/** An answer that is the same for all entries of a list, worked out for the first. */
function knownOnce(ask: (pointer: string) => boolean): (pointer: string) => boolean {
  const known = new Map<string, boolean>();
  return (pointer) => {
    const place = pointer.replace(/\/[0-9]+(?=\/|$)/g, "/0");
    const answer = known.get(place) ?? ask(place);
    known.set(place, answer);
    return answer;
  };
}
