import type { Diagnostic } from "../model/diagnostic.ts";
import type { Day } from "../model/facts.ts";
import type { BaselineEntry } from "../model/kinds.gen.ts";
import { canonicalPlace, match, placedIn } from "./accept.ts";
import { folderOf } from "./own-files.ts";

/** What a new baseline is made of. */
export interface Renewal {
  /** What is found today, whether or not the old baseline accepts it. */
  diagnostics: readonly Diagnostic[];
  /** Folders of the dossiers that were looked at. */
  looked: readonly string[];
  /** Folders of all dossiers of the workspace. */
  dossiers: readonly string[];
  old: readonly BaselineEntry[];
  day: Day;
}

/** The entries that accept what is found today. Those that still match keep what they say; those of dossiers not looked at stay. */
export function renewed({
  diagnostics,
  looked,
  dossiers,
  old,
  day,
}: Renewal): { entry: BaselineEntry; isNew: boolean }[] {
  const all = [...new Set([...dossiers, ...looked])];
  const isPartial = all.some((folder) => !looked.includes(folder));
  const stays = (entry: BaselineEntry) => {
    const folder = folderOf(entry.path, all);
    return folder === undefined ? isPartial : !looked.includes(folder);
  };
  const byFolder = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const folder = homeOf(diagnostic, looked);
    // What is wrong with the baseline is mended by writing it.
    if (diagnostic.rule.startsWith("baseline/")) continue;
    const known = byFolder.get(folder) ?? [];
    known.push(diagnostic);
    byFolder.set(folder, known);
  }
  const entries: { entry: BaselineEntry; isNew: boolean; folder: string | undefined }[] = [];
  const used = new Set<number>();
  for (const [folder, found] of byFolder) {
    const matched = match(found, old, folder);
    for (const diagnostic of found) {
      const number = matched.get(diagnostic);
      if (number !== undefined) used.add(number);
      const place = canonicalPlace(diagnostic);
      const path = all.length > 1 && folder !== "" ? placedIn(folder, place) : place;
      const before = number === undefined ? { reason: `accepted on ${day}` } : old[number];
      entries.push({ entry: { ...before, rule: diagnostic.rule, path }, isNew: number === undefined, folder });
    }
  }
  for (const [n, entry] of old.entries())
    if (!used.has(n) && stays(entry)) entries.push({ entry, isNew: false, folder: folderOf(entry.path, all) });
  // Where they would stand if all dossiers had been looked at; what is of none comes last.
  const ordered = entries.toSorted(({ folder: a }, { folder: b }) =>
    a === b ? 0 : a === undefined || (b !== undefined && a > b) ? 1 : -1,
  );
  return ordered.map(({ entry: { rule, path, ...rest }, isNew }) => ({ entry: { rule, path, ...rest }, isNew }));
}

/** The dossier that a finding is in; "" for the workspace's own files. */
function homeOf({ rule, file, pointer }: Diagnostic, folders: readonly string[]): string {
  // What is found in a comment of a document has no pointer.
  if (rule.startsWith("config/") && pointer !== "") return "";
  const around = folders.filter((folder) => folder === "." || file === folder || file.startsWith(`${folder}/`));
  const [deepest = ""] = around.toSorted((a, b) => depthOf(b) - depthOf(a));
  return deepest;
}

const depthOf = (folder: string) => (folder === "." ? 0 : folder.length);
