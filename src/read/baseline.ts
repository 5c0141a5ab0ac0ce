import { basename, dirname } from "node:path";
import { stringify } from "yaml";
import type { Source } from "../model/dossier.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { BaselineEntry } from "../model/kinds.gen.ts";
import { diskFiles, type Files } from "./files.ts";
import { relativeTo, whatIs } from "./find.ts";
import { readSound } from "./library.ts";
import { limits } from "./limits.ts";

export const baselineName = ".milcity-baseline.yaml";

/** What a workspace accepts for now. */
export interface Baseline {
  /** Absolute: where it is, or is to be written. */
  path: string;
  /** In the order of the file. */
  entries: readonly BaselineEntry[];
  /** None where there is no such file yet. */
  source?: Source;
  /** What the file says, byte order mark included. */
  text?: string;
  /** The folders of all dossiers of the workspace, whether or not they are looked at. */
  dossiers: () => readonly string[];
}

/** The baseline at an absolute path, if there is one; findings name it from the root of the workspace on. */
export function readBaseline(path: string, root: string, dossiers: Baseline["dossiers"]): Baseline {
  if (whatIs(path).type === "missing") return { path, entries: [], dossiers };
  return baselineIn(diskFiles(dirname(path)), basename(path), { path, shown: relativeTo(root, path), dossiers });
}

/** A baseline that is one of some files; `shown` is how findings name it. */
export function baselineIn(
  files: Files,
  file: string,
  { path, shown, dossiers }: { path: string; shown: string; dossiers: Baseline["dossiers"] },
): Baseline {
  const { value, source } = readSound(files, file, "baseline");
  const read = files.read(file, limits.bytes);
  if ("fault" in read)
    throw new UserError("no-input", phrase("{path} cannot be read: {why}.", { path: shown, why: read.why }));
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.bytes);
  return { path, entries: value as BaselineEntry[], source: { ...source, file: shown }, text, dossiers };
}

const heading = `# What this workspace accepts for now, so that new findings stand out. An entry with \`reviewBy\` comes back after that day.
# \`milcity validate --update-baseline\` writes this file anew and keeps the reason, owner and day of what is still found.
`;

/** The text of a baseline. */
export const baselineYaml = (entries: readonly BaselineEntry[]): string =>
  heading + (entries.length === 0 ? "[]\n" : stringify(entries, { lineWidth: 0 }));
