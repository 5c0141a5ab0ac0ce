/**
 * Of the entries of a list that are equal, the last and the one before it; undefined where all differ. Linear in what the list holds:
 * the library compares each entry with each, which takes minutes for a list within the limits.
 */
export function twins(list: readonly unknown[]): [later: number, earlier: number] | undefined {
  const seen = new Map<string, number>();
  let found: [number, number] | undefined;
  for (const [i, entry] of list.entries()) {
    const key = keyOf(entry);
    const before = seen.get(key);
    if (before !== undefined) found = [i, before];
    seen.set(key, i);
  }
  return found;
}

/** The same for equal values and no others; the order of fields says nothing. Recursion is bounded by the depth of a document. */
function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, part]) => `${JSON.stringify(name)}:${keyOf(part)}`).join()}}`;
}
