import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { texts } from "../bench/generate.ts";
import { Random } from "../bench/corpus/random.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The texts of our dossiers and of some generated ones. */
export function corpus(dossiers: number): string[] {
  const own = ["examples", "test/dossiers"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => readFileSync(join(root, folder, name), "utf8")),
  );
  const made = Array.from({ length: dossiers }, (_, number) => [
    ...texts({ dossiers, bad: 0, seed: 7 }, number).files.values(),
  ]);
  return [...own, ...made.flat()];
}

/** Values that another reader could take for something else. */
const scalars = [
  ..."null~Null~NULL~true~True~yes~no~off~On~0~-0~00~017~0o17~0x1F~1e3~1.0~1.50~1.500~12.340~-1.5~.5~5.~+5~-.5".split(
    "~",
  ),
  ..."1_000 0b101 12:30 1:2:3 2026-01-01 2026-1-1 2026-01-01T10:00:00Z .inf -.Inf .nan 9007199254740993 123456789012345678".split(
    " ",
  ),
  ..."1.234567890123456 0.1234567890123456789 -0.0 -1 1. 1e5 -1E-3 +1.5 0x 0b 0o8 1:60 190:20:30 ~~ .5e3 12,5 1.2.3 1-2 +".split(
    " ",
  ),
  "a#b",
  "a # b",
  "it's",
  "'it''s'",
  '"a \\"b\\" c"',
  '"\\\\"',
  "'\\'",
  "a: b",
  "a:b",
  "-a",
  "- a",
  "--",
  "(a)",
  "/a/b",
  "a,b [c] {d}",
  "~a",
  "$1",
  "<a>",
  "*",
  "a\n    b",
  "a\n\n  b",
];

/** What texts of dossiers are made of, and what leads a reader astray. */
export const pieces = [
  ..." |\n|\n\n|  |    |\t|\r\n|:|: |:\n|a: |a:\n|- |-\n|- - |-|--|---\n|...\n|# c|\n# c\n|\n  # c\n| #|#".split("|"),
  ..."[|]|{|}|, |,|[a, b]|{ a: 1 }|[]|{}|[ ]|{ a: [b, { c: d }] }|{ a: b,\n    c: d }|[\n  a,\n]|[a,]|{a: b}|{ a: }|{ a }".split(
    "|",
  ),
  ...'\'|"|\'\'|\'a b\'|"a"|"a": |\'a\': |"\\n"|"\\u00e9"|"\\x41"|"\\ud83d\\ude00"|\\|\\"|\'it\'\'s\''.split("|"),
  ...scalars,
  ..."& * ! % @ ` ? &a *a !!str !t <<: <<: ~: ? a constructor: __proto__: toString: 1: -a: .a: no: null: é: a.b: a/b: ~ ~a".split(
    " ",
  ),
  "|",
  "|\n",
  "|-\n",
  "|+\n",
  "|2\n",
  "| # c\n",
  ">",
  ">\n",
  ">-\n",
  ">+\n",
  ">1-\n",
  "a: |\n  b\n\n    c\n  d\n",
  "a: >-\n  b\n  c\n\n    d\n\n\n  e\n",
  "- a: b\n  c:\n  - d\n  -   e: f\n      g: h\n",
  "\n\n   \n",
  "date: ",
  "start: 2026-01-01",
  "x: y: z",
  "a #b",
  "a:b",
  "https://a.example/b?c=d#e",
  "kind: plan\n",
  "é",
  "日本語",
  "😀",
  "\u0085",
  "\u00a0",
  "\u2028",
  "\ufeff",
  "\u0000",
  "\u001f",
  "\u0002",
  "a".repeat(260),
  `${"- ".repeat(70)}a`,
  "%YAML 1.2\n---\n",
];

/** Texts made from others by a few random changes; the same seed gives the same ones. */
export class Mutator {
  #seeds: readonly string[];
  #lines: readonly string[][];
  #seed: number;

  constructor(seeds: readonly string[], seed: number) {
    this.#seeds = seeds;
    this.#lines = seeds.map((text) => text.split("\n"));
    this.#seed = seed;
  }

  /** The text with a number. */
  text(number: number): string {
    const random = new Random(this.#seed, number);
    let text = this.#piece(random);
    for (let changes = random.int(0, 3); changes > 0; changes--) text = this.changed(text, random);
    if (random.chance(0.05)) text = text.replaceAll(/\r?\n/g, "\r\n");
    if (random.chance(0.05)) text = text.trimEnd();
    return text;
  }

  /** Some lines of a seed, mostly with what stands around them taken away. */
  #piece(random: Random): string {
    const which = random.int(0, this.#seeds.length - 1);
    const [seed = "", lines = []] = [this.#seeds[which], this.#lines[which]];
    if (lines.length < 12 || random.chance(0.002)) return seed;
    const length = random.int(1, 14);
    const from = random.int(0, lines.length - 1);
    const piece = lines.slice(from, from + length);
    const indent = Math.min(...piece.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
    const whole = random.chance(0.1) ? piece : piece.map((line) => line.slice(Number.isFinite(indent) ? indent : 0));
    return `${whole.join("\n")}\n`;
  }

  /** A text with one random change. */
  changed(text: string, random: Random): string {
    const at = random.int(0, text.length);
    // Where a line or its text begins, more happens than elsewhere.
    const near = random.chance(0.5) ? at : Math.max(0, text.indexOf(random.pick(["\n", ": ", "- ", ", "]), at));
    const to = Math.min(text.length, near + random.int(0, 6));
    switch (random.int(0, 10)) {
      case 0:
        return text.slice(0, near) + text.slice(to);
      case 1:
        return text.slice(0, near) + String.fromCharCode(random.int(1, 255)) + text.slice(near);
      case 2:
        return text.slice(0, near) + this.#piece(random);
      case 3:
        return text.slice(0, near) + " ".repeat(random.int(1, 4)) + text.slice(near);
      case 4: {
        const lines = text.split("\n");
        const line = random.int(0, lines.length - 1);
        lines.splice(random.int(0, lines.length), 0, lines[line] ?? "");
        return lines.join("\n");
      }
      case 5: {
        const lines = text.split("\n");
        const line = random.int(0, lines.length - 1);
        const own = lines[line] ?? "";
        lines[line] = random.chance(0.5) ? `${" ".repeat(random.int(1, 3))}${own}` : own.slice(random.int(1, 3));
        return lines.join("\n");
      }
      case 6:
      case 7: {
        const lines = text.split("\n");
        const line = random.int(0, lines.length - 1);
        const value = random.chance(0.5) ? random.pick(scalars) : random.pick(pieces);
        lines[line] = (lines[line] ?? "").replace(/(?<=: |- ).*$/, () => value);
        return lines.join("\n");
      }
      default:
        return text.slice(0, near) + random.pick(pieces) + text.slice(random.chance(0.5) ? near : to);
    }
  }
}
