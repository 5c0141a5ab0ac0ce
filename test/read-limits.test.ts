/** Reading at its limits: each goes as far as it says, and one further is told, or left to who tells it. */
import { describe, expect, it } from "vitest";
import { english, told } from "../src/model/phrase.ts";
import { limits } from "../src/read/limits.ts";
import { parse } from "../src/read/parse.ts";
import { readPlain } from "../src/read/plain.ts";
import type { Problem } from "../src/read/problem.ts";

const expectLeft = (text: string) => expect(readPlain(text)).toBeUndefined();

describe("the plain reader", () => {
  it("reads a text that is as long as the limit, and no longer one", () => {
    const long = "b".repeat(limits.scalar);
    expect(readPlain(`a: ${long}\n`)).toEqual({ a: long });
    expectLeft(`a: ${long}b\n`);
    expect(readPlain(`a: "${long.slice(2)}"\n`)).toEqual({ a: long.slice(2) });
    expectLeft(`a: '${long.slice(1)}'\n`);
    const block = (length: number) => `a: |\n  ${"b".repeat(length)}\n`;
    expect(readPlain(block(limits.scalar - 1))).toBeDefined();
    expectLeft(block(limits.scalar));
  });

  it("reads so many names in a mapping", () => {
    const lines = Array.from({ length: limits.keysPerMapping + 1 }, (_, n) => `a${n}: 1`);
    expect(readPlain(lines.slice(1).join("\n"))).toBeDefined();
    expectLeft(lines.join("\n"));
    expect(readPlain(`x: { ${lines.slice(1).join(",\n ")} }`)).toBeDefined();
    expectLeft(`x: { ${lines.join(",\n ")} }`);
  });

  it("counts no less than the library", () => {
    const bytes = (length: number) => `a: b\n#${"c".repeat(length - 6)}`;
    expect(readPlain(bytes(limits.bytes))).toEqual({ a: "b" });
    expectLeft(bytes(limits.bytes + 1));
    const nodes = (count: number) => `- [${"1,".repeat(count)}]\n`;
    expect(readPlain(nodes(30_000))).toBeDefined();
    expectLeft(nodes(limits.nodes));
    // Parts are counted as the library counts them: what it takes is not left to it.
    expect(readPlain("- 1\n".repeat(36_000))).toBeDefined();
  });
});

const line = ({ rule, start, end, at, args = {} }: Problem) =>
  `${rule} ${start}-${end}${at === undefined ? "" : ` at ${at}`}: ${told(args["problem"] ?? "", english)}`;

describe("the library", () => {
  it("has so many parts", () => {
    const { value, problems } = parse(`[${"a,".repeat(130_000)}]`, "library");
    expect(value).toBeUndefined();
    expect(problems.map(line)).toEqual([
      "yaml/too-large 250000-250001: The file has more than 250,000 parts (keys, values and marks).",
    ]);
  });

  it("has a mapping of so many fields", () => {
    const text = (count: number) => Array.from({ length: count }, (_, n) => `k${n}: 1\n`).join("");
    expect(parse(text(limits.keysPerMapping), "library").problems).toEqual([]);
    const { problems, value } = parse(text(limits.keysPerMapping + 1), "library");
    expect(problems.map(line)).toEqual([
      "yaml/too-large 88890-88896 at /k10000: A mapping has more than 10,000 fields.",
    ]);
    expect(value).toBeUndefined();
  });

  it("has so many values", () => {
    // With the list itself it is one more.
    const text = `[${"1,".repeat(limits.nodes)}]`;
    const { problems, value, incomplete, missing } = parse(text, "library");
    expect(problems.map(line)).toEqual([
      "yaml/too-large 199999-200000 at /99999: The file has more than 100,000 values.",
    ]);
    expect([value, incomplete, missing.size]).toEqual([undefined, true, 1]);
  });

  it("has at most a hundred faults of syntax", () => {
    expect(parse("- @b\n".repeat(105), "library").problems).toHaveLength(100);
  });
});
