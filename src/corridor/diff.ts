import { compareDossiers } from "../compare/dossiers.ts";
import { masked } from "../check/private.ts";
import type { DiffView, DossierDiff, RegressionKind } from "../model/diff.ts";
import type { Change } from "./change.ts";
import { inspectFolder } from "./inspect.ts";
import type { Inspected } from "./workspace.ts";

/** What counts as a step back; without kinds all of them do. */
export interface Guards {
  kinds?: RegressionKind[];
  /** How far a score may fall, in percent points. */
  maxDrop?: number;
}

/** What a change means in the plan's own terms, dossier by dossier. Those in which nothing is another are left out. */
export function diffView(
  change: Change,
  { base, head, guards }: { base: string; head: string; guards: Guards },
  seen: (one: Inspected) => void = () => undefined,
): DiffView {
  const { before, after, folders, gone } = change;
  const inspected = (workspace: typeof after | undefined, folder: string | undefined): Inspected | undefined => {
    if (!workspace || folder === undefined) return undefined;
    const one = inspectFolder(workspace, folder);
    seen(one);
    return one;
  };
  const pairs = [
    ...after.folders.map((folder) => ({ folder, old: folders.get(folder), now: folder as string | undefined })),
    ...gone.map((folder) => ({ folder, old: folder as string | undefined, now: undefined })),
  ].toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
  const dossiers = pairs.flatMap(({ old, now }): DossierDiff[] => {
    const [had, has] = [inspected(before, old), inspected(after, now)];
    const words = (has ?? had)?.words;
    return words === undefined
      ? []
      : [compareDossiers({ before: had, after: has, words, mask: masked, guards: { ...guards } })];
  });
  return { base, head, asOf: after.day, dossiers };
}
