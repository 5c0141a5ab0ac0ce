import { isMap, isScalar, isSeq, type Node } from "yaml";
import { noEntries, type Spot } from "./spots.ts";

/** The spots of a tree of the library. Recursion is bounded by the depth that was checked before the tree was built. */
export function spotOf(node: unknown): Spot | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  const [start = 0, end] = (node as Node).range ?? [];
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      const [from, to] = (key as Node | null)?.range ?? [];
      const place = from === undefined || to === undefined ? undefined : { start: from, end: to };
      return { name: isScalar(key) ? String(key.value) : undefined, key: place, value: spotOf(value) };
    });
    return { start, end, shape: "map", flow: node.flow === true, entries };
  }
  if (isSeq(node)) {
    const entries = node.items.map((item) => ({ name: undefined, key: undefined, value: spotOf(item) }));
    return { start, end, shape: "list", flow: node.flow === true, entries };
  }
  return { start, end, shape: isScalar(node) ? "scalar" : "other", flow: false, entries: noEntries };
}
