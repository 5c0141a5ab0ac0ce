import { type Phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { secretIn, secretSign } from "../../private.ts";
import { mayHold, type Search, searchedIn } from "../../texts.ts";

const search: Search<Phrase> = (text) => {
  const what = secretIn(text);
  return what === undefined ? undefined : { index: 0, length: text.length, what };
};

export default {
  severity: "error",
  asks: "No document holds a password, a token or a private key.",
  message: "Here stands what looks like {what}. It is not shown.",
  why: "Whoever can read the dossier, now or in its history, can use it.",
  fix: "Have it replaced by a new one where it was issued, for the old one is known now, and delete it here.",
  right: `
kind: plan
title: The key to the city
x-note: token of appreciation
actions:
  - id: labs
    evidence:
      path: labs.pdf
      sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
`,
  wrong: `
kind: plan
summary: Use ghp_${"a1B2".repeat(9)} for the upload. # !
x-key: AKIA${"ABCD1234".repeat(2)} # !
# glpat-${"a1B2c3D4".repeat(3)} # !
vision: | # !
  -----BEGIN PRIVATE KEY-----
  MIIEvQIBADANBg
`,
  cases: [
    `
kind: plan
x-key: "AK\\x49A${"ABCD1234".repeat(2)}" # !
# PassWord = ${"hunter2".repeat(3)} # !
`,
    `
kind: plan
summary: A cafe near the place, access for all and a HOOKS.slack.com/services/${"T0".repeat(4)}/${"B0".repeat(4)}/${"aB3d".repeat(6)} # !
`,
  ],
  *check({ dossier }) {
    for (const { what, ...found } of searchedIn(dossier, search, (one) => mayHold(one, secretSign)))
      yield { ...found, args: { what } };
  },
} satisfies Rule;
