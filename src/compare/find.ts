import type { Document } from "../model/dossier.ts";
import { type Blob, isUnknown, type Unknown } from "../model/history.ts";
import { phrase } from "../model/phrase.ts";

/** A revision of a repository, as far as a plan is looked for in it. */
export interface Revision {
  name: string;
  files: readonly Blob[];
  /** Of some files, the documents that mention an id. `incomplete` ones could not be understood in full. */
  documents(files: readonly Blob[], id: string): { document: Document; incomplete: boolean }[] | Unknown;
  /** Whether a path is still there today. */
  isThere(path: string): boolean;
}

const isPlan = (document: Document): document is Document<"plan"> => document.kind === "plan";

/**
 * The plan with an id as it was at a revision: at its path, else in its dossier's folder, else where a file lay that is there no more, so
 * that the plan of another city which happens to have the same id is never taken for it. `path` and `folder` are relative to the top level.
 */
export function planAt(revision: Revision, id: string, path: string, folder: string): Document<"plan"> | Unknown {
  const { name, files } = revision;
  const below = folder === "." ? "" : `${folder}/`;
  const isIn = (blob: Blob) => blob.path.startsWith(below);
  const groups = [
    files.filter((blob) => blob.path === path),
    files.filter((blob) => blob.path !== path && isIn(blob)),
    files.filter((blob) => !isIn(blob) && !revision.isThere(blob.path)),
  ];
  for (const group of groups) {
    const documents = revision.documents(group, id);
    if (isUnknown(documents)) return documents;
    const found = documents.filter(({ document }) => isPlan(document) && document.data.id === id);
    const [only] = found;
    if (found.length > 1) return { why: phrase("there are several plans `{id}` at `{name}`", { id, name }) };
    if (only?.incomplete) return { why: phrase("the plan `{id}` cannot be read in full at `{name}`", { id, name }) };
    if (only && isPlan(only.document)) return only.document;
  }
  return { why: phrase("there is no plan `{id}` at `{name}` that can be read", { id, name }) };
}
