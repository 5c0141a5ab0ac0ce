import type { Document, Dossier } from "../model/dossier.ts";
import { inOrder } from "./ids.ts";
import { childOf, escaped, isRecord } from "./walk.ts";

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

function below(document: Document, value: unknown, at: string, found: Named[]): void {
  if (typeof value !== "object" || value === null) return;
  const add = (one: Named | undefined) => {
    if (one) found.push(one);
  };
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== "object" && !fields.has(key)) continue;
    const pointer = `${at}/${escaped(key)}`;
    // The sections of a report have ids of their own choice, and fields of the city's own are not ours to read.
    if (isRecord(value) && (key.startsWith("x-") || (at === "" && key === "sections"))) continue;
    if (!isRecord(value) || !fields.has(key)) below(document, child, pointer, found);
    else if (Array.isArray(child)) {
      for (const [i, entry] of child.entries()) add(piece(document, entry, `${pointer}/${i}`));
    } else add(piece(document, child, pointer));
  }
}

// Several rules look at the same evidence one after the other.
const kept = new WeakMap<Dossier, Named[]>();

/** All evidence that the documents of a dossier name, in the order of files and places. */
export function evidenceOf(dossier: Dossier): readonly Named[] {
  const known = kept.get(dossier);
  if (known) return known;
  const all: Named[] = [];
  for (const document of inOrder(dossier)) below(document, document.data, "", all);
  kept.set(dossier, all);
  return all;
}
