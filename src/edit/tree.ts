import { type Document as Tree, isCollection, isScalar, parseDocument, visit, type YAMLMap } from "yaml";

/** The tree of a text that is one sound document: without faults, warnings and aliases. Nothing of any other. */
export function soundTree(text: string): Tree | undefined {
  const tree = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    strict: true,
    stringKeys: true,
    // The library holds every key against every other.
    uniqueKeys: false,
    customTags: [],
    logLevel: "silent",
    prettyErrors: false,
  });
  let isSound = tree.errors.length === 0 && tree.warnings.length === 0;
  visit(tree, {
    Alias: () => void (isSound = false),
    Map: (_, map) => void (isSound &&= hasEachKeyOnce(map)),
  });
  return isSound ? tree : undefined;
}

function hasEachKeyOnce({ items }: YAMLMap): boolean {
  const keys = new Set(items.map(({ key }) => (isScalar(key) ? key.value : key)));
  return keys.size === items.length;
}

/** Where what a node says ends, comments behind it left out. */
export function endOf(node: unknown): number {
  // A list may be longer than a call can take arguments.
  if (isCollection(node) && !node.flow && node.items.length > 0)
    return node.items.reduce((end: number, item) => Math.max(end, endOf(item)), 0);
  if (typeof node === "object" && node !== null && "range" in node) return (node.range as [number, number])[1];
  if (typeof node === "object" && node !== null && "key" in node && "value" in node)
    return Math.max(endOf(node.key), endOf(node.value));
  return 0;
}

/** The beginning of the line after a place; the place itself where it begins a line. */
export function nextLine(text: string, at: number): number {
  if (at > 0 && text[at - 1] === "\n") return at;
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}
