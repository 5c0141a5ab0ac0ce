import type { Rule } from "../../../model/rule.ts";
import { inOrder } from "../../ids.ts";
import { contactIn } from "../../private.ts";
import { wordsIn } from "../../texts.ts";

export default {
  severity: "warning",
  asks: "No text that would be published holds an e-mail address or a telephone number.",
  message: {
    mail: "This text holds an e-mail address ({masked}).",
    phone: "This text holds what looks like a telephone number ({masked}).",
  },
  why: "What stands in a text is published with it, whether or not its owner agreed.",
  fix: "Take it out of the text. A member's own goes into the fields `email` and `phone`, which are published only where `publish` lists them.",
  right: `
kind: committee
members:
  - id: ana
    email: ana@city.example
    phone: "+351 912 345 678"
    responsibilities: [Answers for the years 2025-2026, ISBN 978-92-3-100123-4]
x-internal: ana@city.example
---
kind: plan
summary: Open from 2026-01-01 to 2026-12-31 for 120 000 people, see @city.
`,
  wrong: `
kind: plan
summary: Write to ana.silva@city.example. # !
actions:
  - id: labs
    description:
      en: Call +351 912 345 678 to register. # !
      pt: Ligue 0351 912 345 678. # !
`,
  cases: [
    `
kind: report
challenges: "Tel. 93 212 34 56 did not work." # !
lessons:
  - Ask early.
  - Ask (202) 555-0143 # !
`,
  ],
  *check({ dossier }) {
    for (const document of inOrder(dossier))
      for (const one of wordsIn(document)) {
        const contact = contactIn(one.text);
        if (contact) yield { in: document, at: one.at, say: contact.kind, args: { masked: contact.masked } };
      }
  },
} satisfies Rule;
