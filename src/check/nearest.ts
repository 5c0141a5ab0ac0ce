import leven, { closestMatch } from "leven";

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
  return names.get(found ?? sameWords(wanted, [...names.keys()]) ?? "");
}

const wordsOf = (name: string) => name.split("-").filter((word) => word.length > 2);

/** The only name that has all words of another one, or whose words that one has: `ana-sousa` and `ana-maria-sousa`. */
function sameWords(wanted: string, names: readonly string[]): string | undefined {
  const words = new Set(wordsOf(wanted));
  if (words.size < 2) return undefined;
  const [only, other] = names.filter((name) => {
    const own = wordsOf(name);
    const shared = own.filter((word) => words.has(word)).length;
    return shared > 1 && (shared === own.length || shared === words.size);
  });
  return other === undefined ? only : undefined;
}

const hyphened = (word: string) => fold(word.trim().replace(/\s+/g, "-"));

/**
 * The one name that a wrong one can only stand for: alike but for letter case, blanks and underscores, else alone within two slips, or
 * within one where either name is short. None where there are several: choosing is for a person.
 */
export function meant(word: string, among: Iterable<string>): string | undefined {
  if (word === "" || word.length > longest) return undefined;
  const wanted = hyphened(word);
  const names = [...new Set(among)].map((name) => ({ name, folded: hyphened(name) }));
  const alike = names.filter(({ folded }) => folded === wanted);
  const near = names.filter(({ folded }) => {
    const most = Math.min(wanted.length, folded.length) <= 4 ? 1 : 2;
    return leven(wanted, folded, { maxDistance: most + 1 }) <= most;
  });
  const [only, other] = alike.length > 0 ? alike : near;
  return other === undefined ? only?.name : undefined;
}
