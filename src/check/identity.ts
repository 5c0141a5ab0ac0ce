import type { Diagnostic } from "../model/diagnostic.ts";
import type { Document, Found } from "../model/dossier.ts";
import { placeOf } from "./place.ts";

// What a finding is about, where one place can have several of a rule. Days, sums, counts and states are none of it: they change
// while the finding stays what it is.
const telling = [
  "id",
  "field",
  "plan",
  "action",
  "report",
  "other",
  "cluster",
  "group",
  "currency",
  "item",
  "path",
  "rule",
  "glob",
] as const;

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

// An entry that has no name is known by standing in its list, so that another order changes nothing.
const nameless = "*";

/** A place in which the numbers of entries may have changed. */
export const unnumbered = (place: string) => place.replace(/(^| › )\d+(?= › |$)/g, `$1${nameless}`);

/** The document by what it is: two reports of a dossier may have the same places. */
function documentOf(document: Document | Found["in"]): string {
  if (!("kind" in document)) return placeOf(document, "");
  const { data, kind } = document;
  const id = "id" in data ? data.id : "framework" in data ? data.framework : undefined;
  return id === undefined ? kind : `${kind} ${id}`;
}

/** What a finding is known by from run to run. Of several that are known by the same, `tellApart` makes each its own. */
export function identityOf(rule: string, document: Found["in"], { at, args = {}, group }: Found): string {
  if (group) return [rule, "", "", group.about].map((part) => part.replace(/\s+/g, " ")).join("\n");
  const facts = telling.flatMap((name) => {
    const value = args[name];
    return typeof value === "string" && value !== "" && !isDay(value) ? [`${name} ${value}`] : [];
  });
  const place = at === "" ? "" : placeOf(document, at, nameless);
  return [rule, documentOf(document), place, ...facts].map((part) => part.replace(/\s+/g, " ")).join("\n");
}

/**
 * The place with the document that it is in, where that has an id: `report 2026-h1 › actions › labs › progress`. A plan and each report on it have
 * places that are called the same.
 */
export function placeInDocument(place: string, identity: string): string {
  const document = identity.split("\n")[1] ?? "";
  return named.test(document) ? `${document} › ${place}` : place;
}

const named = /^(?:plan|report|committee|checklist) ./;

/** The place that an identity holds; without the numbers of entries that nothing names. */
export const placeWithin = (identity: string) => identity.split("\n")[2] ?? "";

/** Numbers findings that are known by the same, in their order. */
export function tellApart(diagnostics: readonly Diagnostic[]): void {
  const seen = new Map<string, number>();
  for (const diagnostic of diagnostics) {
    const { identity } = diagnostic;
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    if (count > 1) diagnostic.identity = `${identity}\n${count}`;
  }
}
