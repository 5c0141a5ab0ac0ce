import type { Document as Tree } from "yaml";
import type { Range } from "../model/diagnostic.ts";
import type { Part } from "../model/dossier.ts";
import { Lines } from "./lines.ts";
import { partsOf } from "./navigate.ts";
import { type Parsed, type Reader, treeOf } from "./parse.ts";
import { markPlain } from "./plain.ts";
import type { Spot } from "./spots.ts";
import { spotOf } from "./tree.ts";

/** The spots of a text, and the lines of the text that they are in. */
interface Marked {
  root: Spot | undefined;
  lines: Lines;
  isPlain: boolean;
}

/** Spots are larger than their texts: only those of the last few texts are kept, up to this many characters of text. */
const keptCharacters = 2_000_000;
const marked = new Map<Places, Marked>();
let kept = 0;

function keep(places: Places, found: Marked): void {
  kept += places.lines.text.length - (marked.delete(places) ? places.lines.text.length : 0);
  marked.set(places, found);
  for (const oldest of marked.keys()) {
    if (kept <= keptCharacters || oldest === places) break;
    marked.delete(oldest);
    kept -= oldest.lines.text.length;
  }
}

/** Lets go of what is kept for asking again: whoever is done with a dossier seldom asks for its places any more. */
export function forgetPlaces(): void {
  marked.clear();
  kept = 0;
}

interface Step {
  key: { start: number; end: number } | undefined;
  value: Spot | undefined;
}

/** The steps from the root along a pointer, as far as they exist. */
function walk(root: Spot | undefined, pointer: string): { steps: Step[]; whole: boolean } {
  const steps: Step[] = [{ key: undefined, value: root }];
  for (const part of partsOf(pointer)) {
    const here = steps.at(-1)?.value;
    const next =
      here?.shape === "map"
        ? here.entries.find(({ name }) => name === part)
        : here?.shape === "list" && /^[0-9]+$/.test(part)
          ? here.entries[Number(part)]
          : undefined;
    if (!next) return { steps, whole: false };
    steps.push(next);
  }
  return { steps, whole: true };
}

/** The places of one text, worked out when one is asked for: by the plain reader where it reads the text, else by the library's tree. */
export class Places {
  readonly lines: Lines;
  #reader: Reader;

  constructor(lines: Lines, reader: Reader) {
    this.lines = lines;
    this.#reader = reader;
  }

  /** Places of a text that has just been read. */
  static of(lines: Lines, { isDocument, tree }: Parsed): Places {
    const places = new Places(lines, isDocument && !tree ? "plain" : "library");
    if (tree) keep(places, places.#byTree(tree));
    return places;
  }

  #byTree(tree: Tree | undefined): Marked {
    return { root: spotOf(tree?.contents), lines: this.lines, isPlain: false };
  }

  #marked(reader = this.#reader): Marked {
    const found = marked.get(this);
    if (found && (reader === "plain" || !found.isPlain)) return found;
    const plain = reader === "plain" ? markPlain(this.lines.text) : undefined;
    const lines = plain?.text === this.lines.text ? this.lines : new Lines(plain?.text ?? "");
    const next = plain ? { root: plain.root, lines, isPlain: true } : this.#byTree(treeOf(this.lines.text));
    keep(this, next);
    return next;
  }

  /** Where the value (or key) of a pointer stands; of a mapping or list its first key or entry, so that a place is never a whole page. */
  at(pointer: string, of: Part = "value"): Range {
    let { root, lines } = this.#marked();
    let { steps, whole } = walk(root, pointer);
    if (of === "whole" && whole && steps.at(-1)?.value?.end === undefined) {
      ({ root, lines } = this.#marked("library"));
      ({ steps, whole } = walk(root, pointer));
    }
    const { start, end } = (whole && of === "whole" && steps.at(-1)?.value) || {};
    if (start !== undefined && end !== undefined) return lines.range(start, end);
    for (let i = steps.length - 1; i >= 0; i--) {
      const { key, value } = steps[i] ?? {};
      const wanted =
        key && (of === "key" || !whole || i < steps.length - 1 || !hasSize(value)) ? key : (firstOf(value) ?? key);
      if (wanted) return cut(lines, wanted.start, wanted.end ?? wanted.start);
    }
    return lines.range(0, 0);
  }

  has(pointer: string): boolean {
    return walk(this.#marked().root, pointer).whole;
  }
}

/** An empty value has no width: its key is what can be pointed at. A collection is shown by its key, too. */
const hasSize = (value: Spot | undefined) => value?.shape === "scalar" && (value.end ?? 0) > value.start;

function firstOf(value: Spot | undefined): { start: number; end: number | undefined } | undefined {
  if (value?.shape === "map" && !value.flow) return value.entries[0]?.key ?? value;
  if (value?.shape === "list" && !value.flow) return firstOf(value.entries[0]?.value) ?? value;
  return value;
}

function cut(lines: Lines, start: number, end: number): Range {
  const stop = lines.text.indexOf("\n", start);
  const last = stop < 0 ? lines.text.length : lines.text[stop - 1] === "\r" ? stop - 1 : stop;
  return lines.range(start, Math.max(start, Math.min(end, last)));
}
