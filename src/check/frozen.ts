import type { Document, Dossier } from "../model/dossier.ts";
import type { FrozenFile, FrozenManifest } from "../model/frozen.ts";

/** An input of a frozen report that is not what it was. `n`: which of the manifest's files. */
export interface Strayed {
  n: number;
  file: FrozenFile;
  state: "changed" | "gone";
}

/** The inputs of a frozen report that are not what they were, in the manifest's order. */
export function strayed(dossier: Dossier, { files }: FrozenManifest, sumOf: SumOf = sums(dossier)): Strayed[] {
  return [...files.entries()].flatMap(([n, file]): Strayed[] => {
    const state = stateOf(dossier, file, sumOf);
    return state === "same" ? [] : [{ n, file, state }];
  });
}

export type SumOf = (path: string, ends?: "lf") => string | undefined;

/** Each file is read once, however often manifests name it. */
export function sums(dossier: Dossier): SumOf {
  const known = new Map<string, string | undefined>();
  return (path, ends) => {
    const key = `${ends ?? ""}/${path}`;
    if (!known.has(key)) known.set(key, dossier.evidence(path).sha256?.(ends));
    return known.get(key);
  };
}

/** What has become of an input. Where nothing can be said of it, such as of what is too large, another rule says so. */
function stateOf(dossier: Dossier, { path, kind, sha256 }: FrozenFile, sumOf: SumOf): "same" | Strayed["state"] {
  const { state } = dossier.evidence(path);
  if (state === "present") {
    const now = sumOf(path);
    // Git may keep other line ends than the work tree has.
    return now === undefined || now === sha256 || sumOf(path, "lf") === sha256 ? "same" : "changed";
  }
  if (state === "unreadable" || state === "too-large") return "same";
  // A document is known by what it says, wherever it lies.
  const others = kind === "evidence" ? [] : Object.values(dossier.documents).flat();
  const isSame = (other: string) => sumOf(other) === sha256 || sumOf(other, "lf") === sha256;
  return others.some((other) => isSame(inDossier(dossier, other))) ? "same" : "gone";
}

/** Where a document lies in its dossier. */
export const inDossier = ({ path }: Dossier, { file }: Pick<Document, "file">): string =>
  path === "." ? file : file.slice(path.length + 1);
