import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Mutation, threadAt, tried } from "./plain-watch.ts";

/**
 * The plain reader against the library on inputs that follow from a seed: the same value, the same places and the same count of tokens, or
 * nothing. `npm run fuzz` tries as many as somebody lets it, this the same few each time. That the comparison bites is shown by small faults
 * in the reader: it finds each of them within these inputs.
 */
const folder = mkdtempSync(join(tmpdir(), "milcity-mutants-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The inputs of the short run. */
const short = { seed: 20261130, from: 0, to: 20_000 };

const [reader, names, blocks, scalars, plain] = ["reader", "names", "blocks", "scalars"]
  .map((file) => `src/read/plain/${file}.ts`)
  .concat("src/read/plain.ts") as [string, string, string, string, string];

const mutations: [what: string, Mutation][] = [
  [
    "a colon needs no blank",
    {
      file: reader,
      from: "if (next !== space && next !== newline && at + 1 < text.length) return undefined;\n    this.#at = at + 1;",
      to: "this.#at = at + 1;",
    },
  ],
  [
    "a name may come twice",
    { file: reader, from: "name === undefined || data[name] !== undefined ||", to: "name === undefined ||" },
  ],
  [
    "a name may come twice in brackets",
    { file: reader, from: "if (data[name] !== undefined || ++keys", to: "if (++keys" },
  ],
  [
    "a name may be read otherwise elsewhere",
    { file: names, from: "return isQuoted ? cut : undefined;", to: "return cut;" },
  ],
  ["a name may hold more signs", { file: names, from: '0123456789_-./"', to: '0123456789_-./,"' }],
  [
    "a comment needs no blank",
    { file: reader, from: "if (code === hash && at > start) {", to: "if (code === hash) {" },
  ],
  [
    "a colon may stand in a text",
    {
      file: reader,
      from: "if (next === space || next === newline || at + 1 === text.length) return undefined;",
      to: "",
    },
  ],
  [
    "a text may go on in the next line",
    {
      file: reader,
      from: "      if (code === newline) break;\n      if (code === hash",
      to: "      if (code === hash",
    },
  ],
  [
    "an entry begins a column too far",
    { file: reader, from: "const column = indent + at - from;", to: "const column = indent + at - from + 1;" },
  ],
  [
    "brackets may go on further left",
    { file: reader, from: "return at - line > indent || isLast;", to: "return at - line >= indent || isLast;" },
  ],
  [
    "a name ends one sign too far",
    {
      file: reader,
      from: "const end = this.#at - 1;\n      const value",
      to: "const end = this.#at;\n      const value",
    },
  ],
  [
    "a comment belongs to what is before it",
    { file: reader, from: "        this.#tokens++;\n        this.#after = undefined;", to: "        this.#tokens++;" },
  ],
  [
    "what is empty has an end",
    { file: reader, from: "    this.#after = undefined;\n    if (this.#marks)", to: "    if (this.#marks)" },
  ],
  [
    "a line end is no token",
    { file: reader, from: "if (at < text.length) this.#tokens++;\n    this.#at", to: "this.#at" },
  ],
  [
    "a line is read for ever",
    { file: reader, from: "      line = at + 1;\n    }\n  }", to: "      line = at;\n    }\n  }" },
  ],
  ["a document may begin again", { file: reader, from: "if (this.#indent !== 0) return undefined;", to: "" }],
  ["a block may stand further left", { file: blocks, from: "first.indent <= outer", to: "first.indent < outer" }],
  [
    "a block may have wider blank lines",
    { file: blocks, from: "      if (own > indent) return undefined;\n      breaks", to: "      breaks" },
  ],
  ["a folded block loses a line end", { file: blocks, from: "blanks + 1 : blanks", to: "blanks : blanks" }],
  [
    "a folded block joins what is indented",
    { file: blocks, from: 'isMoreBefore || isMore ? "\\n" : " "', to: 'isMore ? "\\n" : " "' },
  ],
  ["a block keeps its last line end", { file: blocks, from: 'isStripped ? "" : "\\n"', to: '"\\n"' }],
  ["numbers may lose digits", { file: scalars, from: "const mostDigits = 15", to: "const mostDigits = 18" }],
  ["zeros at the end go", { file: scalars, from: "if (zerosKept.test(value)) return undefined;", to: "" }],
  ["there is a negative zero", { file: scalars, from: "return number === 0 ? 0 : number;", to: "return number;" }],
  ["other forms of numbers are texts", { file: scalars, from: "anyNumber.test(value) || ", to: "" }],
  [
    "a day is a text anywhere",
    { file: scalars, from: "if (dateLike.test(value) && !dateFields.has(field)) return undefined;", to: "" },
  ],
  [
    "doubtful words are texts",
    { file: scalars, from: "return doubtfulWord.test(value) ? undefined : value;", to: "return value;" },
  ],
  [
    "an escape is taken half",
    { file: scalars, from: "if (plain !== undefined) from = at + 2;", to: "if (plain !== undefined) from = at + 1;" },
  ],
  ["two apostrophes stay two", { file: scalars, from: 'inside.replaceAll("\'\'", "\'")', to: "inside" }],
  ["escapes take too much", { file: scalars, from: "from = at + 6;", to: "from = at + 5;" }],
  ["tabs are blanks", { file: plain, from: "[\\0-\\x09\\x0b", to: "[\\0-\\x08\\x0b" }],
];

describe("the plain reader", () => {
  it("gives what the library gives, or nothing", async () => {
    const thread = join(folder, "sound.cjs");
    await threadAt(thread);
    const { inputs, accepted, differing, endless } = await tried(thread, short);
    expect({ inputs, differing, endless }).toEqual({ inputs: short.to, differing: [], endless: [] });
    expect(accepted).toBeGreaterThan(short.to / 4);
  });

  it.each(mutations)("would be found wrong where %s", async (_, mutation) => {
    const thread = join(folder, `${mutations.findIndex(([, one]) => one === mutation)}.cjs`);
    await threadAt(thread, mutation);
    const { differing, endless } = await tried(thread, { ...short, stopAtFirst: true, most: 5 });
    expect(differing.length + endless.length).toBeGreaterThan(0);
  });
});
