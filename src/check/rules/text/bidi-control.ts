import type { Rule } from "../../../model/rule.ts";
import { mayHoldOdd, type Search, searchedIn } from "../../texts.ts";

// Marks that name a direction (U+200E, U+200F, U+061C) belong to texts in Arabic or Hebrew; these turn around what is shown.
const overrides = /[\u202a-\u202e\u2066-\u2069]/;

const search: Search<string> = (text) => {
  const hit = overrides.exec(text);
  return hit ? { index: hit.index, length: 1, what: hit[0] } : undefined;
};

export default {
  severity: "error",
  asks: "No text holds a sign that turns around the direction of what follows.",
  message: "Here stands the invisible sign {code}, which turns around the direction of the text that is shown.",
  why: "Readers see another text than the one that is stored, checked and published.",
  fix: "Delete the sign; a text in Arabic or Hebrew needs none.",
  right: `
kind: plan
title: خطة المدينة
`,
  wrong: `
kind: plan
title: "Safe \\u202E plan" # !
summary: A \u2067 text # !
actions:
  - id: labs
    title: Labs
    # a \u202d comment # !
`,
  *check({ dossier }) {
    for (const { what, ...found } of searchedIn(dossier, search, (one) => mayHoldOdd(one, overrides)))
      yield {
        ...found,
        args: { code: `U+${what.charCodeAt(0).toString(16).toUpperCase()}` },
        fix: { do: "remove", signs: overrides },
      };
  },
} satisfies Rule;
