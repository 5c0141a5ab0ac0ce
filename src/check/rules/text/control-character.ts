import type { Rule } from "../../../model/rule.ts";
import { inOrder } from "../../ids.ts";
import { mayHoldOdd, valuesOf } from "../../texts.ts";

// Raw ones are refused in reading; these came in by an escape such as "\e".
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const controls = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\p{Noncharacter_Code_Point}\p{Cs}]/u;

// With every sign of two code units, since this is asked of whole documents.
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const sign = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]/;

export default {
  severity: "error",
  asks: "No text holds a control character.",
  message: "Here stands the control character {code}, which is no part of a text.",
  why: "Terminals and programs take such signs for commands: they can hide a text or change it.",
  fix: "Delete the character, or write the text anew. In double quotation marks a `\\` begins a special sign: write paths with `/`.",
  right: `
kind: plan
title: "Two\\tcolumns and\\na line"
`,
  wrong: `
kind: plan
title: "Red \\e[31m title" # !
summary: "Ends here \\0" # !
`,
  cases: [
    `
kind: plan
title: Ring \u0007 the bell # !
vision: "\\u0085" # !
`,
  ],
  *check({ dossier }) {
    for (const document of inOrder(dossier).filter((one) => mayHoldOdd(one, sign)))
      for (const one of valuesOf(document)) {
        const hit = controls.exec(one.text)?.[0];
        const code = (hit?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
        if (hit !== undefined) yield { in: document, at: one.at, args: { code: `U+${code}` } };
      }
  },
} satisfies Rule;
