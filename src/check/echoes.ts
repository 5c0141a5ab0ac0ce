import type { Fault } from "../model/dossier.ts";
import { addTo } from "../model/groups.ts";
import { plain } from "../model/phrase.ts";
import { nearest } from "./nearest.ts";
import { parentOf } from "./walk.ts";

/** Looking for near names costs names × names; of a document with thousands of wrong names the last are not looked at. */
const mostComparisons = 100_000;

const isMissing = ({ rule, say }: Fault) => rule.endsWith("/required") && say === undefined;
const isStrange = ({ rule }: Fault) => rule === "schema/unknown-field";

/**
 * Without what follows from another fault: a field that is missing because its name is spelt wrongly is one fault, and it stands at the
 * name. Whatever a network asks for goes the same way.
 */
export function withoutEchoes(faults: readonly Fault[]): readonly Fault[] {
  if (!faults.some(isStrange) || !faults.some(isMissing)) return faults;
  const missing = new Map<string, Fault[]>();
  for (const fault of faults.filter(isMissing)) addTo(missing, `${fault.in.file}\0${fault.at}`, fault);
  let comparisons = mostComparisons;
  const echoes = new Set<Fault>();
  const meant = new Map<Fault, Fault>();
  for (const fault of faults.filter(isStrange)) {
    const left = (missing.get(`${fault.in.file}\0${parentOf(fault.at)}`) ?? []).filter((other) => !echoes.has(other));
    comparisons -= left.length;
    if (comparisons < 0 || !fault.near) continue;
    const name = nearest(fault.near.word, left.map(fieldOf));
    if (name === undefined) continue;
    for (const other of left) if (fieldOf(other) === name) echoes.add(other);
    meant.set(fault, { ...fault, near: { ...fault.near, among: [name] } });
  }
  return faults.filter((fault) => !echoes.has(fault)).map((fault) => meant.get(fault) ?? fault);
}

const fieldOf = ({ args }: Fault) => plain(args, "field");
