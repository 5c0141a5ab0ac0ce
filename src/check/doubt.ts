import type { Document, Dossier } from "../model/dossier.ts";

/**
 * Whether reading found a fault in a value of a document, or in something below it: then what stands there is unknown, not absent.
 * A field that is missing leaves no doubt about the others.
 */
export function isDoubtful(dossier: Dossier, document: Document, pointer: string): boolean {
  return dossier.faults.some(
    ({ in: place, at, rule, framework }) =>
      place.file === document.file &&
      framework === undefined &&
      !rule.endsWith("/required") &&
      at !== "" &&
      (at === pointer || at.startsWith(`${pointer}/`)),
  );
}

/** Whether who sits on the committees, in what role and for how long is fully known. */
export function areMembersKnown(dossier: Dossier): boolean {
  return (
    !dossier.incomplete && dossier.documents.committee.every((committee) => !isDoubtful(dossier, committee, "/members"))
  );
}
