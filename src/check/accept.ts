import type { Diagnostic } from "../model/diagnostic.ts";
import type { Day } from "../model/facts.ts";
import type { BaselineEntry } from "../model/kinds.gen.ts";
import type { Excused } from "../model/views.ts";
import { placeInDocument, placeWithin, unnumbered } from "./identity.ts";
import { spokenIn } from "./spoken.ts";

export interface Accepted {
  left: Diagnostic[];
  excused: Excused[];
  /** Finding → the number of the entry that it is accepted by, whether or not its day of review has passed. */
  matched: Map<Diagnostic, number>;
}

/** The place of a finding as the baseline of a workspace with several dossiers writes it. */
export const placedIn = (folder: string, place: string) => `${folder}: ${place}`;

export const isOverdue = ({ reviewBy }: BaselineEntry, day: Day) => reviewBy !== undefined && reviewBy < day;

/**
 * Takes out what the baseline accepts of one dossier. An entry accepts one finding: where a place has one more of a rule than there
 * are entries, one is new and stays. What is accepted only up to a day comes back after it, as a warning.
 */
export function accept(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  folder: string,
  day: Day,
  language: string,
): Accepted {
  const matched = match(diagnostics, entries, folder);
  const result: Accepted = { left: [], excused: [], matched: new Map() };
  for (const diagnostic of diagnostics) {
    const number = matched.get(diagnostic);
    const entry = number === undefined ? undefined : entries[number];
    if (number === undefined || entry === undefined) {
      result.left.push(diagnostic);
      continue;
    }
    const shown = isOverdue(entry, day) ? { ...diagnostic, severity: "warning" as const } : diagnostic;
    result.matched.set(shown, number);
    if (shown === diagnostic)
      result.excused.push({ diagnostic, by: "baseline", reason: spokenIn(language, entry.reason) });
    else result.left.push(shown);
  }
  return result;
}

/**
 * Finding → the number of its entry. First by the place as it is written, with its document and then without; what is left, by the place
 * without the numbers of entries, which another order changes. A finding that stands at several places has the entry of any of them.
 */
export function match(
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  folder: string,
): Map<Diagnostic, number> {
  const matched = new Map<Diagnostic, number>();
  assign(matched, diagnostics, entries, folder, { ofEntry: (path) => path, ofFinding: ownPlacesOf });
  assign(matched, diagnostics, entries, folder, { ofEntry: (path) => path, ofFinding: placesOf });
  const moved = diagnostics.filter(
    ({ place, places, identity }) =>
      places !== undefined || (unnumbered(place) === placeWithin(identity) && place !== placeWithin(identity)),
  );
  for (const places of [ownPlacesOf, placesOf]) {
    const ofFinding = (diagnostic: Diagnostic) => places(diagnostic).map(unnumbered);
    assign(matched, moved, entries, folder, { ofEntry: unnumbered, ofFinding });
  }
  return matched;
}

const placesOf = ({ place, places }: Diagnostic) => places ?? [place];
const ownPlacesOf = ({ place, places, identity }: Diagnostic) => places ?? [placeInDocument(place, identity)];

/** The place that a baseline writes down: whatever the order of files and entries, the same. */
export const canonicalPlace = (diagnostic: Diagnostic): string => ownPlacesOf(diagnostic)[0] ?? diagnostic.place;

function assign(
  matched: Map<Diagnostic, number>,
  diagnostics: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  folder: string,
  by: { ofEntry: (path: string) => string; ofFinding: (diagnostic: Diagnostic) => readonly string[] },
): void {
  const used = new Set(matched.values());
  const free = new Map<string, number[]>();
  for (const [n, { rule, path }] of entries.entries()) {
    const key = `${rule}\n${by.ofEntry(path)}`;
    const known = free.get(key) ?? [];
    if (!used.has(n)) known.push(n);
    free.set(key, known);
  }
  for (const diagnostic of diagnostics) {
    if (matched.has(diagnostic)) continue;
    for (const path of by.ofFinding(diagnostic).flatMap((place) => [placedIn(folder, place), place])) {
      const number = free.get(`${diagnostic.rule}\n${path}`)?.shift();
      if (number === undefined) continue;
      matched.set(diagnostic, number);
      break;
    }
  }
}
