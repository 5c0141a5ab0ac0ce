import type { Document, Fault, Kind, Kinds, Sound, Source } from "../model/dossier.ts";
import { misfits, type Misfit } from "./conform.ts";
import { decode } from "./decode.ts";
import { limits } from "./limits.ts";
import { Lines } from "./lines.ts";
import { moneyFaults } from "./money.ts";
import { partsOf, schemasAt } from "./navigate.ts";
import { parse } from "./parse.ts";
import { existsIn, keepTree, placeIn } from "./places.ts";
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
  /** Part of what the file says could not be understood. */
  incomplete: boolean;
  uncertainIds: string[];
}

/** A file's text (or bytes) → a document with its sound part, and every fault of form. `expected` is the kind of a file that states none. */
export function parseDocument(content: string | Uint8Array, file: string, expected?: Kind): Read {
  const decoded = decode(typeof content === "string" ? new TextEncoder().encode(content) : content);
  const lines = new Lines(decoded.text ?? decoded.problems[0]?.source ?? "");
  const source: Source = {
    file,
    place: (pointer, of) => placeIn(lines, pointer, of),
    lines: (from, to) => lines.slice(from, to),
  };
  const faults = decoded.problems.map((problem) => asFault(problem, source, lines));
  if (decoded.text === null) return { source, kind: expected, faults, incomplete: true, uncertainIds: [] };
  const parsed = parse(decoded.text);
  if (parsed.tree) keepTree(lines, parsed.tree);
  faults.push(...parsed.problems.map((problem) => asFault(problem, source, lines)));
  const value = parsed.value;
  const stated = isGroup(value) ? value["kind"] : /^kind:[ \t]*["']?([a-z]+)/m.exec(lines.text)?.[1];
  const kind = typeof stated === "string" ? stated : expected;
  const unread: Read = { source, kind, faults, incomplete: parsed.incomplete, uncertainIds: [] };
  if (value === undefined || value === null || !isKind(kind)) return unread;
  if (isGroup(value) && "version" in value && value["version"] !== 1) {
    faults.push({
      rule: "dossier/unsupported-version",
      in: source,
      at: "/version",
      args: { version: String(value["version"]) },
    });
    return { ...unread, incomplete: true };
  }
  const found = [...misfits(validators[kind], `${kind}.schema.json`, value), ...moneyFaults(value)];
  faults.push(...found.slice(0, limits.problemsPerFile).map((misfit) => misfitFault(misfit, source, "schema")));
  const before = found.length > 0 ? idsIn(value) : undefined;
  const data = isGroup(value) ? prune(value, found, `${kind}.schema.json`) : {};
  const after = before ? idsIn(data) : undefined;
  const document: Document = {
    kind,
    file,
    data: data as Sound<Kinds[typeof kind]>,
    faulty: parsed.incomplete || found.length > 0,
    place: source.place,
    lines: source.lines,
    has: (pointer) => existsIn(lines, pointer),
  };
  return { ...unread, document, uncertainIds: [...(before ?? [])].filter((id) => !after?.has(id)) };
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function asFault(problem: Problem, source: Source, lines: Lines): Fault {
  const { rule, start, end, args, say, related } = problem;
  return {
    rule,
    in: source,
    at: "",
    range: lines.range(start, end),
    ...(args ? { args } : {}),
    ...(say ? { say } : {}),
    ...(related
      ? { related: [{ in: source, at: "", range: lines.range(related.start, related.end), message: related.message }] }
      : {}),
  };
}

export function misfitFault(misfit: Misfit, source: Source, family: string): Fault {
  const { keyword, at, of, args, near } = misfit;
  return { rule: `${family}/${keyword}`, in: source, at, of, args, ...(near ? { near } : {}) };
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
    stack.push(...(Array.isArray(next) ? (next as unknown[]) : Object.values(next)));
  }
  return found;
}

/** Takes the unsound values out, so that whatever is left has its type. Indices of lists stay those of the file. */
function prune(value: Record<string, unknown>, found: Misfit[], file: string): Record<string, unknown> {
  for (const { keyword, at } of found) {
    if (
      keyword === "required" ||
      keyword === "one-of" ||
      keyword === "contains" ||
      keyword === "unique" ||
      keyword === "length"
    )
      continue;
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
      if (schemasAt(file, at).some((schema) => schema.type === "object")) parent[Number(last)] = {};
      else if (keyword === "type" && isGroup(owner)) delete owner[parts.at(-1) ?? ""];
    }
  }
  return value;
}
