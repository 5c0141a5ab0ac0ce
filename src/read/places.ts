import { isMap, isScalar, isSeq, type Document as Tree, type Node } from "yaml";
import type { Range } from "../model/diagnostic.ts";
import type { Part } from "../model/dossier.ts";
import { Lines } from "./lines.ts";
import { partsOf } from "./navigate.ts";
import { treeOf } from "./parse.ts";

/** Trees are many times larger than their texts: only those of the last few texts are kept, up to this many characters of text. */
const keptCharacters = 2_000_000;
const trees = new Map<Lines, Tree>();
let kept = 0;

export function keepTree(lines: Lines, tree: Tree): void {
  trees.set(lines, tree);
  kept += lines.text.length;
  for (const oldest of trees.keys()) {
    if (kept <= keptCharacters || oldest === lines) break;
    trees.delete(oldest);
    kept -= oldest.text.length;
  }
}

function treeFor(lines: Lines): Tree | undefined {
  const found = trees.get(lines);
  if (found) return found;
  const tree = treeOf(lines.text);
  if (tree) keepTree(lines, tree);
  return tree;
}

interface Step {
  key: Node | undefined;
  value: Node | null | undefined;
}

/** The steps from the root along a pointer, as far as they exist. */
function walk(tree: Tree, pointer: string): { steps: Step[]; whole: boolean } {
  const steps: Step[] = [{ key: undefined, value: tree.contents }];
  for (const part of partsOf(pointer)) {
    const here = steps.at(-1)?.value;
    if (isMap(here)) {
      const pair = here.items.find(({ key }) => isScalar(key) && String(key.value) === part);
      if (!pair) return { steps, whole: false };
      steps.push({ key: pair.key as Node, value: pair.value as Node | null });
    } else if (isSeq(here) && /^[0-9]+$/.test(part) && Number(part) < here.items.length)
      steps.push({ key: undefined, value: here.items[Number(part)] as Node });
    else return { steps, whole: false };
  }
  return { steps, whole: true };
}

/** Where the value (or key) of a pointer stands; of a mapping or list its first key or entry, so that a place is never a whole page. */
export function placeIn(lines: Lines, pointer: string, of: Part = "value"): Range {
  const tree = treeFor(lines);
  if (!tree) return lines.range(0, 0);
  const { steps, whole } = walk(tree, pointer);
  const [start, end] = (whole && of === "whole" && steps.at(-1)?.value?.range) || [];
  if (start !== undefined && end !== undefined) return lines.range(start, end);
  for (let i = steps.length - 1; i >= 0; i--) {
    const { key, value } = steps[i] ?? {};
    const wanted =
      key && (of === "key" || !whole || i < steps.length - 1 || !hasSize(value)) ? key : (firstOf(value) ?? key);
    if (wanted?.range) return cut(lines, wanted.range[0], wanted.range[1]);
  }
  return lines.range(0, 0);
}

/** An empty value has no width: its key is what can be pointed at. A collection is shown by its key, too. */
const hasSize = (value: Node | null | undefined) =>
  isScalar(value) ? (value.range?.[1] ?? 0) > (value.range?.[0] ?? 0) : false;

function firstOf(value: Node | null | undefined): Node | undefined {
  if (isMap(value) && !value.flow) return (value.items[0]?.key as Node | undefined) ?? value;
  if (isSeq(value) && !value.flow) return firstOf(value.items[0] as Node) ?? value;
  return value ?? undefined;
}

function cut(lines: Lines, start: number, end: number): Range {
  const stop = lines.text.indexOf("\n", start);
  const last = stop < 0 ? lines.text.length : lines.text[stop - 1] === "\r" ? stop - 1 : stop;
  return lines.range(start, Math.max(start, Math.min(end, last)));
}

export function existsIn(lines: Lines, pointer: string): boolean {
  const tree = treeFor(lines);
  return tree ? walk(tree, pointer).whole : false;
}
