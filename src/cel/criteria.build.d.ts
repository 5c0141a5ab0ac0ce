/**
 * Source → the criterion as it is written out, for the packs that come with the tool. It asks the map for its variables.
 * @param called signature → the function that expressions call by it
 */
export function criteria(
  called: ReadonlyMap<string, (...args: never[]) => unknown>,
): ReadonlyMap<string, (variables: ReadonlyMap<string, unknown>) => unknown>;
