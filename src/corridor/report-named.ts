import { nearest } from "../check/nearest.ts";
import type { Document } from "../model/dossier.ts";
import { UserError } from "../model/failure.ts";
import { phrase, series } from "../model/phrase.ts";
import type { Inspected } from "./workspace.ts";

/** The report document of an id, and its dossier; which there are, where there is none. */
export function reportNamed(
  dossiers: readonly Inspected[],
  id: string | undefined,
): { one: Inspected; report: Document<"report"> } {
  const all = dossiers.flatMap((one) => one.dossier.documents.report.map((report) => ({ one, report })));
  const found = all.filter(({ report }) => report.data.id === id);
  const [first] = found;
  if (first && found.length === 1) return first;
  if (first)
    throw new UserError(
      "usage",
      phrase("Several reports are called `{id}`: {files}. Name the dossier after the id, or give each its own id.", {
        id: id ?? "",
        files: series(
          "comma",
          found.map(({ report }) => `\`${report.file}\``),
        ),
      }),
    );
  throw noSuch(
    id,
    all.flatMap(({ report }) => report.data.id ?? []),
  );
}

export function noSuch(id: string | undefined, there: readonly string[]): UserError {
  const ids = [...new Set(there)].sort();
  const args = {
    id: id ?? "",
    near: (id === undefined ? undefined : nearest(id, ids)) ?? "",
    ids: series(
      "comma",
      ids.map((one) => `\`${one}\``),
    ),
  };
  if (ids.length === 0) return new UserError("no-input", phrase("There is no report document here.", args));
  if (id === undefined) return new UserError("usage", phrase("Say which report, by its id: {ids}.", args));
  return args.near === ""
    ? new UserError("no-input", phrase("There is no report `{id}` here. There are: {ids}.", args))
    : new UserError(
        "no-input",
        phrase("There is no report `{id}` here. Did you mean `{near}`? There are: {ids}.", args),
      );
}
