/** Signs that no ordinary text holds: where there is none, the expressions that look for them are not asked. */
import { describe, expect, it } from "vitest";
import { decode } from "../src/read/decode.ts";
import { parseDocument } from "../src/read/document.ts";
import { isOrdinary } from "../src/read/signs.ts";

/** Every expression that is not asked of an ordinary text, in units of code. */
const asked: RegExp[] = [
  // Reading: what no sound text holds; text/control-character; text/bidi-control; text/invisible.
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]/,
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]/,
  /[\u202a-\u202e\u2066-\u2069]/,
  /\u034f|[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ud800-\udfff]/,
];

/** The units that are not ordinary, as the first and last of each range. */
function ranges(fits: (unit: string) => boolean): string[] {
  const found: [number, number][] = [];
  for (let unit = 0; unit <= 0xffff; unit++) {
    if (!fits(String.fromCharCode(unit))) continue;
    const last = found.at(-1);
    if (last?.[1] === unit - 1) last[1] = unit;
    else found.push([unit, unit]);
  }
  return found.map((ends) => [...new Set(ends)].map((unit) => unit.toString(16)).join("-"));
}

describe("an ordinary text", () => {
  it("holds no sign that one of the expressions fits, alone or among others", () => {
    const missed: string[] = [];
    for (let unit = 0; unit <= 0xffff; unit++) {
      const sign = String.fromCharCode(unit);
      const texts = [sign, `é${sign}`, `a: ${sign} – 日本\n`];
      const isOdd = asked.some((expression) => expression.test(sign));
      for (const text of texts)
        if (isOdd && isOrdinary(text)) missed.push(JSON.stringify(text));
        else if (isOrdinary(text) !== isOrdinary(sign)) missed.push(JSON.stringify(text));
    }
    expect(missed).toEqual([]);
  });

  it("lacks these signs alone", () => {
    expect(ranges((sign) => !isOrdinary(sign))).toEqual(
      `0-8 b-1f 7f-9f ad 34f 115f-1160 180e 200b-200d 2028-202e 2060-206f 3164 d800-dfff fdd0-fdef feff ffa0 fff9-ffff`.split(
        " ",
      ),
    );
  });

  it.each(["", "a: b\n", "Città – “Stadt”…\t€\n", "خطة\u200f المدينة", "日本語 한국어"])("may be %j", (text) => {
    expect(isOrdinary(text)).toBe(true);
  });

  it.each([
    ["kind: plan\ntitle: Città\n", true],
    ["kind: plan\r\ntitle: Città\r\n", true],
    ["\ufeffkind: plan\n", true],
    ["kind: plan\rtitle: a\r\n", false],
    ["kind: plan\ntitle: 😀\n", false],
    ["kind: plan\n# a\u200bb\n", false],
    ["kind: plan\ntitle: a\u202eb\n", false],
    ["kind: plan\ntitle: a\u0007b\n", false],
  ])("is known of a document once it is read: %j", (text, isKnown) => {
    expect(decode(new TextEncoder().encode(text)).isOrdinary).toBe(isKnown);
    expect(parseDocument(text, "plan.yaml").document?.isOrdinary).toBe(isKnown);
  });
});
