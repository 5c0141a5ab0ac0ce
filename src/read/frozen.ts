import type { Source } from "../model/dossier.ts";
import { type Frozen, type FrozenManifest } from "../model/frozen.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { type Files, refusedPath } from "./files.ts";
import { limits } from "./limits.ts";
import { Lines } from "./lines.ts";
import { parse } from "./parse.ts";
import { Places } from "./places.ts";
import { output_frozen as isManifest } from "./validators.build.js";

/** The manifest of a frozen report, from a stranger's hand like everything else in a dossier. `unread` is told what the system said. */
export function readFrozen(
  files: Files,
  file: string,
  budget = { bytes: limits.bytes as number },
  unread?: (why: Said) => void,
): Frozen {
  const read = files.read(file, Math.min(limits.bytes, budget.bytes));
  if ("fault" in read) {
    if (read.fault === "unreadable") unread?.(read.why);
    return { in: sourceOf(file, ""), why: read.why };
  }
  budget.bytes -= read.bytes.length;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(read.bytes);
  } catch {
    return { in: sourceOf(file, ""), why: phrase("it is no text in UTF-8") };
  }
  const source = sourceOf(file, text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { in: source, why: phrase("it is no JSON") };
  }
  if (!isManifest(value)) return { in: source, why: phrase("it is no manifest of a frozen report") };
  const manifest = value as FrozenManifest;
  const why = refusedIn(manifest);
  return why === undefined ? { in: source, manifest } : { in: source, why };
}

/** Whatever is named lies in the dossier, or in the workspace. */
function refusedIn({ files, packs, config, workspace, dossier }: FrozenManifest): Said | undefined {
  const own = [...files, ...(config ? [config] : [])].map(({ path }) => path);
  const named = [
    ...own,
    ...packs.flatMap(({ file }) => file ?? []),
    ...[workspace, dossier].filter((at) => at !== "."),
  ];
  if (new Set(files.map(({ path }) => path)).size < files.length) return phrase("it names a file twice");
  for (const path of named) {
    const why = refusedPath(path);
    if (why !== undefined) return phrase("the path {path} is refused: {why}", { path, why });
  }
  return undefined;
}

/** Its places are those of YAML, of which JSON is a part; they are looked for when something is found in it. */
function sourceOf(file: string, text: string): Source {
  const lines = new Lines(text);
  let places: Places | undefined;
  return {
    file,
    place(pointer, of) {
      places ??= text === "" ? new Places(lines, "library") : Places.of(lines, parse(text, "library"));
      return places.at(pointer, of);
    },
    lines: (from, to) => lines.slice(from, to),
  };
}
