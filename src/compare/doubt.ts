import type { Document, Dossier, Fault } from "../model/dossier.ts";
import type { Incomplete } from "../model/diff.ts";
import { phrase } from "../model/phrase.ts";
import type { Part } from "./parts.ts";
import { sentence, type Voice } from "./sentences.ts";
import { sortsOfDocuments } from "./shape.ts";
import { byCodeUnits } from "./values.ts";

/** Faults after which a value is still there as it was written. */
const harmless = /^(?:yaml\/ambiguous-scalar|schema\/(?:required|one-of|contains|unique|length))$/;

const isDoubt = ({ rule, framework }: Fault) =>
  framework === undefined && /^(?:yaml|schema|file)\//.test(rule) && !harmless.test(rule);

/** Whether a document has an id that cannot be read. */
export const isNameless = ({ kind, data }: Document) => sortsOfDocuments[kind].unique !== undefined && !("id" in data);

const parentOf = (pointer: string) => pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
const isAtOrBelow = (pointer: string, above: string) => pointer === above || pointer.startsWith(`${above}/`);

/**
 * What of one state could not be read. What is not seen there may be there all the same: it is said to be unknown, and never to have been
 * removed, or to be new on the other side.
 */
export class Doubts {
  readonly #dossier: Dossier | undefined;
  /** File → pointers of what was left out of it. */
  readonly #left = new Map<string, { at: string; isUnknownField: boolean }[]>();

  constructor(dossier: Dossier | undefined) {
    this.#dossier = dossier;
    for (const fault of dossier?.faults ?? []) {
      if (!isDoubt(fault)) continue;
      const left = this.#left.get(fault.in.file) ?? [];
      left.push({ at: fault.at, isUnknownField: fault.rule === "schema/unknown-field" });
      this.#left.set(fault.in.file, left);
    }
  }

  #some(part: Part, test: (at: string, base: string, isUnknownField: boolean) => boolean): boolean {
    if (this.#left.size === 0) return false;
    return part.places.some(({ document, at: base }) =>
      (this.#left.get(document?.file ?? "") ?? []).some(
        ({ at, isUnknownField }) => at === "" || isAtOrBelow(base, at) || test(at, base, isUnknownField),
      ),
    );
  }

  /** Whether a field that a thing does not state here may be stated all the same. */
  mayHaveField(part: Part, field: string): boolean {
    const way = field === "focalPoint" ? "members" : field.replaceAll(".", "/");
    return this.#some(part, (at, base, isUnknownField) => {
      const place = `${base}/${way}`;
      if (isAtOrBelow(at, place) || isAtOrBelow(place, at)) return true;
      // A field with a name that is spelt wrong may be any of those that are missing beside it.
      return isUnknownField && parentOf(at) === parentOf(place);
    });
  }

  /** Whether a thing that is not seen here may stand in a list of another. Without one, whether it may be a document. */
  mayHave(part: Part, parent: Part | undefined): boolean {
    if (!this.#dossier) return false;
    if (this.#dossier.uncertainIds.has(part.id)) return true;
    if (!parent) return this.#dossier.incomplete || this.#dossier.documents[part.kind].some((one) => isNameless(one));
    if (parent.nameless.has(part.list)) return true;
    const list = part.list.replaceAll(".", "/");
    return this.#some(parent, (at, base, isUnknownField) => {
      const place = `${base}/${list}`;
      if (isAtOrBelow(place, at)) return true;
      if (isUnknownField && parentOf(at) === parentOf(place)) return true;
      if (!isAtOrBelow(at, place)) return false;
      // The entry itself, or what it is known by.
      const [, field = part.sort.key[0] ?? ""] = at.slice(place.length + 1).split("/");
      return part.sort.key.includes(field) || part.sort.type === "evidence";
    });
  }

  /** The files that could not be read in full. */
  told(side: Incomplete["side"], voice: Voice): Incomplete[] {
    const files = new Set(this.#left.keys());
    for (const { in: place, rule } of this.#dossier?.faults ?? [])
      if (rule === "dossier/unsupported-version") files.add(place.file);
    if (this.#dossier?.incomplete && files.size === 0) files.add(this.#dossier.path);
    return [...files].sort(byCodeUnits).map((file) => {
      const said =
        side === "before"
          ? phrase("`{file}` could not be read in full as it was: what is not seen there is not called new.", { file })
          : phrase("`{file}` cannot be read in full as it is: what is not seen there is not called removed.", { file });
      return { side, file, text: sentence(said, voice) };
    });
  }
}
