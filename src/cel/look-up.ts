/** What a JSON pointer leads to in a document's data. */
export function lookUp(data: unknown, pointer: string): unknown {
  let found = data;
  for (const part of pointer.split("/").slice(1)) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}
