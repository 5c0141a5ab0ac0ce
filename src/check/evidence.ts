import type { Document, Dossier } from "../model/dossier.ts";
import { keptWith } from "../model/kept.ts";
import { inOrder } from "./ids.ts";
import { childOf, eachChild, Way } from "./walk.ts";

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

function below(document: Document, value: object, way: Way, isRoot: boolean, found: Named[]): void {
  const listed = Array.isArray(value);
  eachChild(value, (child, key) => {
    const isEvidence = !listed && fields.has(String(key));
    if ((typeof child !== "object" || child === null) && !isEvidence) return;
    // The sections of a report have ids of their own choice, and fields of the city's own are not ours to read.
    if (typeof key === "string" && (key.startsWith("x-") || (isRoot && key === "sections"))) return;
    const here = new Way(way, key);
    if (!isEvidence) below(document, child as object, here, false, found);
    else
      for (const [at, entry] of Array.isArray(child)
        ? child.map((entry: unknown, i): [string, unknown] => [`${here.at}/${i}`, entry])
        : [[here.at, child] as const]) {
        const one = piece(document, entry, at);
        if (one) found.push(one);
      }
  });
}

// Several rules look at the same evidence one after the other.
const kept = keptWith<Dossier, Named[]>();

/** All evidence that the documents of a dossier name, in the order of files and places. */
export function evidenceOf(dossier: Dossier): readonly Named[] {
  const known = kept.get(dossier);
  if (known) return known;
  const all: Named[] = [];
  for (const document of inOrder(dossier))
    if (typeof document.data === "object" && document.data !== null)
      below(document, document.data, new Way(), true, all);
  kept.set(dossier, all);
  return all;
}
