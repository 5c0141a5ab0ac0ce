import type { Diagnostic } from "../model/diagnostic.ts";
import { addTo } from "../model/groups.ts";
import type { Matching } from "./match.ts";

/** An identity in which things have the ids that they have now. Only whole parts of a place, or of a fact, are ids. */
function renamer({ renamed }: Matching): ((identity: string) => string) | undefined {
  const ids = new Map([...renamed.values()].flatMap((names) => [...names]));
  if (ids.size === 0) return undefined;
  const now = (id: string) => ids.get(id) ?? id;
  return (identity) => {
    const [rule = "", document = "", place = "", ...facts] = identity.split("\n");
    const split = (text: string) => {
      const at = text.indexOf(" ");
      return at < 0 ? now(text) : `${text.slice(0, at)} ${now(text.slice(at + 1))}`;
    };
    return [rule, split(document), place.split(" › ").map(now).join(" › "), ...facts.map(split)].join("\n");
  };
}

/**
 * The findings that are new, those that are resolved and how many stay, by what each is known by. A finding about a thing that has another
 * id stays the same finding.
 */
export function findingsBetween(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  matching: Matching,
): { new: Diagnostic[]; resolved: Diagnostic[]; kept: number } {
  const left = new Map<string, Diagnostic[]>();
  for (const one of after) addTo(left, one.identity, one);
  const gone = before.filter(({ identity }) => left.get(identity)?.shift() === undefined);
  const rename = renamer(matching);
  const resolved = rename ? gone.filter(({ identity }) => left.get(rename(identity))?.shift() === undefined) : gone;
  const fresh = new Set([...left.values()].flat());
  return {
    new: after.filter((one) => fresh.has(one)),
    resolved: [...resolved],
    kept: before.length - resolved.length,
  };
}
