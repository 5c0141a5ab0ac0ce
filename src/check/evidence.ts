import type { Document, Dossier } from "../model/dossier.ts";
import { keptWith } from "../model/kept.ts";
import { inOrder } from "./ids.ts";
import { childOf, isObject, Way } from "./walk.ts";

/** One piece of evidence that a document names. */
export interface Named {
  in: Document;
  /** Of the path or the address itself. */
  at: string;
  /** Relative to the dossier; "" where it is an address. */
  path: string;
  /** "" where it is a path. */
  url: string;
  /** The piece with its details; the pointer of a plain path is `at`. */
  whole: { at: string; validUntil: string; sha256: string };
}

const fields = new Set(["evidence", "minutes", "charter", "documentation"]);

const isAddress = (text: string) => /^https?:\/\//i.test(text);

function piece(document: Document, value: unknown, at: string): Named | undefined {
  if (typeof value === "string") {
    const address = isAddress(value);
    const whole = { at, validUntil: "", sha256: "" };
    return { in: document, at, path: address ? "" : value, url: address ? value : "", whole };
  }
  const text = (name: string) => {
    const field = childOf(value, name);
    return typeof field === "string" ? field : "";
  };
  const [path, url] = [text("path"), text("url")];
  if (path === "" && url === "") return undefined;
  const whole = { at, validUntil: text("validUntil"), sha256: text("sha256").toLowerCase() };
  return { in: document, at: `${at}/${path === "" ? "url" : "path"}`, path, url: path === "" ? url : "", whole };
}

function below(document: Document, value: object, way: Way, found: Named[]): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++)
      if (isObject(value[i])) below(document, value[i] as object, new Way(way, i), found);
    return;
  }
  for (const key of Object.keys(value)) {
    const child = (value as Record<string, unknown>)[key];
    if (fields.has(key)) named(document, child, new Way(way, key), found);
    // The sections of a report have ids of their own choice, and fields of the city's own are not ours to read.
    else if (isObject(child) && !key.startsWith("x-") && !(key === "sections" && way.around === undefined))
      below(document, child, new Way(way, key), found);
  }
}

/** The pieces of evidence in a field for it, which holds one or a list of them. */
function named(document: Document, value: unknown, way: Way, found: Named[]): void {
  const { at } = way;
  for (const [i, entry] of Array.isArray(value) ? value.entries() : [[-1, value] as const]) {
    const one = piece(document, entry, i < 0 ? at : `${at}/${i}`);
    if (one) found.push(one);
  }
}

// Several rules look at the same evidence one after the other.
const kept = keptWith<Dossier, Named[]>();

/** All evidence that the documents of a dossier name, in the order of files and places. */
export function evidenceOf(dossier: Dossier): readonly Named[] {
  const known = kept.get(dossier);
  if (known) return known;
  const all: Named[] = [];
  for (const document of inOrder(dossier)) if (isObject(document.data)) below(document, document.data, new Way(), all);
  kept.set(dossier, all);
  return all;
}
