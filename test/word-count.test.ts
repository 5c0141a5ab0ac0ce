import fc from "fast-check";
import { expect, it } from "vitest";
import { wordsAtMost, wordsIn } from "../src/model/word-count.ts";

const languages = ["en", "pt", "fr", "ar", "zh", "ja", "th", "de", "el", "xx-nonsense-"];
const scripts = [
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.stringMatching(/^[a-zA-Z0-9À-ɏ '’_.,:;*`\-«»·×÷ªº\n]*$/u),
  fc.stringMatching(/^[\u0370-\u05ff\u0600-\u06ff a1]*$/u),
  fc.stringMatching(/^[一-鿿ぁ-ヿก-๛ a1.]*$/u),
];

it("has never more words than they are at most", () => {
  fc.assert(
    fc.property(fc.oneof(...scripts), fc.constantFrom(...languages), (text, language) => {
      expect(wordsAtMost(text)).toBeGreaterThanOrEqual(wordsIn(text, language));
    }),
    { numRuns: 20_000, seed: 1 },
  );
});

it("counts the words of a text in a Latin script as they are", () => {
  for (const text of ["", "One", "Two words", "O plano de acção, até 2027!", "— Quoi ? Rien."]) {
    const stated = wordsIn(text, "en");
    expect(wordsAtMost(text), text).toBeLessThanOrEqual(stated + (/[—]/u.test(text) ? 1 : 0));
  }
});
