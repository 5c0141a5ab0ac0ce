import type { Rule } from "../../../model/rule.ts";
import { mayHoldOdd, type Search, searchedIn } from "../../texts.ts";

// Zero-width signs, fillers that show nothing, soft hyphens, and tags, which spell out the flags of regions and are hidden elsewhere.
const hidden =
  /\u034f|[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,7})[\u{e0000}-\u{e007f}]/u;
// Joiners belong to Arabic, Indic and other scripts and to emoji; next to Latin, Greek or Cyrillic letters they only hide.
const joiner = /[\u200c\u200d]/gu;
const needsJoiner =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Myanmar}\p{Script=Khmer}\p{Script=Mongolian}\p{Script=Tibetan}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}]$/u;

// Each of these signs; a tag is two code units.
const sign =
  /\u034f|[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/;

const search: Search<string> = (text) => {
  const hit = hidden.exec(text);
  if (hit) return { index: hit.index, length: hit[0].length, what: hit[0] };
  for (const { index, 0: what } of text.matchAll(joiner))
    if (!needsJoiner.test(text.slice(Math.max(0, index - 2), index))) return { index, length: 1, what };
  return undefined;
};

export default {
  severity: "warning",
  asks: "No text holds a sign that cannot be seen.",
  message: "Here stands the sign {code}, which cannot be seen.",
  why: "Two texts that look alike are not the same then, and a hidden text may say what nobody meant to publish.",
  fix: "Delete the sign, or write the text anew; it often comes along when a text is copied from a web page.",
  right: `
kind: plan
title: می‌خواهم 👩‍👧 क्‍ष 🏴󠁧󠁢󠁥󠁮󠁧󠁿
`,
  wrong: `
kind: plan
title: "Zero\\u200Bwidth" # !
summary: Ti\u200dtle # !
vision: "Tag\\U000E0041" # !
# a\u2060 comment # !
`,
  cases: [
    `
kind: plan
title: A\u{e0041} tag as it is # !
`,
    `
kind: plan
title: Joined\u034f letters # !
`,
  ],
  *check({ dossier }) {
    for (const { what, ...found } of searchedIn(dossier, search, (one) => mayHoldOdd(one, sign))) {
      const code = (what.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      yield { ...found, args: { code: `U+${code}` } };
    }
  },
} satisfies Rule;
