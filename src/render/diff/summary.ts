import { type DiffView, type DossierDiff, isUnchanged } from "../../model/diff.ts";
import type { Words } from "../../model/words.ts";

/** What there is of everything, in one line without a full stop. */
export function counted(dossiers: readonly DossierDiff[], words: Words): string {
  const sum = (count: (one: DossierDiff) => number) => dossiers.reduce((all, one) => all + count(one), 0);
  const counts: [string, number][] = [
    ["changes", sum(({ changes }) => changes.length)],
    ["regressions", sum(({ regressions }) => regressions.length)],
    ["new", sum(({ findings }) => findings.new.length)],
    ["resolved", sum(({ findings }) => findings.resolved.length)],
  ];
  const some = counts.filter(([key, count]) => count > 0 || key === "changes");
  return words.list(
    some.map(([key, count]) => words.say(`diff.${key}`, { count })),
    "comma",
  );
}

/** The dossiers in which something is different, or was not read in full. */
export const worthTelling = ({ dossiers }: DiffView): DossierDiff[] =>
  dossiers.filter((one) => !isUnchanged(one) || one.regressions.length + one.incomplete.length > 0);

/** The name of a dossier, with its folder where it is not the workspace itself. */
export const titleOf = ({ city, path }: DossierDiff): string =>
  city === "" ? path : path === "." ? city : `${city} (${path})`;

/** A share or that there is none. Nothing short of the whole reads as 100 %. */
export const shareOf = (value: number | null, words: Words): string =>
  value === null ? words.say("diff.notAssessed") : words.percent(value < 1 ? Math.min(value, 0.999) : value);
