import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { appendEntry } from "../src/edit/append.ts";

const entry = { to: "unesco", date: "2026-11-27", revision: "12e45" };

describe("an entry is appended", () => {
  it.each([
    ["a: 1 # one\n", 'a: 1 # one\nlist:\n  - to: unesco\n    date: 2026-11-27\n    revision: "12e45"\n'],
    ["a: 1", 'a: 1\nlist:\n  - to: unesco\n    date: 2026-11-27\n    revision: "12e45"\n'],
    [
      "list: [] # none yet\nb: 2\n",
      'list: # none yet\n  - to: unesco\n    date: 2026-11-27\n    revision: "12e45"\nb: 2\n',
    ],
    ["list:\nb: 2\n", 'list:\n  - to: unesco\n    date: 2026-11-27\n    revision: "12e45"\nb: 2\n'],
    ["list: ~\nb: 2\n", 'list:\n  - to: unesco\n    date: 2026-11-27\n    revision: "12e45"\nb: 2\n'],
    [
      "list:\n- to: x # first\n  # about b\nb: 2\n",
      'list:\n- to: x # first\n- to: unesco\n  date: 2026-11-27\n  revision: "12e45"\n  # about b\nb: 2\n',
    ],
    [
      "list:\n    - text: |\n        long\n\n        more\nb: 2\n",
      'list:\n    - text: |\n        long\n\n        more\n    - to: unesco\n      date: 2026-11-27\n      revision: "12e45"\nb: 2\n',
    ],
    ["list: [{ to: x }]\n", 'list: [{ to: x }, { to: unesco, date: 2026-11-27, revision: "12e45" }]\n'],
    ["\ufeffa: 1\r\n", '\ufeffa: 1\r\nlist:\r\n  - to: unesco\r\n    date: 2026-11-27\r\n    revision: "12e45"\r\n'],
    ["a: 1\n...\n", 'a: 1\nlist:\n  - to: unesco\n    date: 2026-11-27\n    revision: "12e45"\n...\n'],
  ])("to %j", (text, wanted) => {
    expect(appendEntry(text, "list", entry)).toBe(wanted);
  });

  it.each([
    "list: text\n",
    "list: { a: 1 }\n",
    "a: [\n",
    "{ a: 1 }\n",
    "- a\n",
    "a: 1\na: 2\n",
    "list: &x [a]\nb: *x\n",
  ])("never to %j", (text) => {
    expect(appendEntry(text, "list", entry)).toBeUndefined();
  });

  it("leaves every line that there was, whatever the entry says", () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom("- x", "yes", "a: b", "# c", "|", "2026-01-01", " "),
    );
    const texts = [
      "# head\na: 1\nlist:\n  - id: one # c\n\n# tail\nb: |\n  text\n",
      "a: 1 # x\n# end\n",
      "list: [1, 2] # two\n",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value, { minKeys: 1 }),
        (text, fields) => {
          const after = appendEntry(text, "list", fields);
          expect(after).toBeDefined();
          const old = parse(text) as { list?: unknown[] };
          expect(parse(after ?? "")).toEqual({ ...old, list: [...(old.list ?? []), fields] });
          const kept = (after ?? "").split("\n");
          for (const comment of text.match(/#.*/g) ?? [])
            expect(kept.some((line) => line.endsWith(comment))).toBe(true);
        },
      ),
      { seed: 20, numRuns: 500 },
    );
  });
});
