import { closestMatch } from "leven";

// A name longer than this is no slip of the pen.
const longest = 100;

const fold = (word: string) => word.normalize("NFKC").toLowerCase().replaceAll("_", "-");

/** How many letters may be wrong: few in a short word, so that `ana` is never taken for `ben`. */
const allowed = (length: number) => (length <= 3 ? 1 : length <= 8 ? 2 : length <= 16 ? 3 : 4);

/** The name that was probably meant by a wrong one, letter case ignored; none where nothing is near. */
export function nearest(word: string, among: Iterable<string>): string | undefined {
  if (word === "" || word.length > longest) return undefined;
  const names = new Map<string, string>();
  for (const name of among) if (!names.has(fold(name))) names.set(fold(name), name);
  const wanted = fold(word);
  const found = closestMatch(wanted, [...names.keys()], { maxDistance: allowed(wanted.length) });
  return found === undefined ? undefined : names.get(found);
}
