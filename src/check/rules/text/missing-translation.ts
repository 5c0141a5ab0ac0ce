import type { Document } from "../../../model/dossier.ts";
import { series } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { inOrder } from "../../ids.ts";
import { isTranslated } from "../../texts.ts";
import { eachChild, Way } from "../../walk.ts";

interface Translated {
  way: Way;
  tags: string[];
}

/** The texts in several languages of a value, in the order of the file. */
function translated(value: unknown, way: Way, field: string, found: Translated[]): Translated[] {
  if (typeof value !== "object" || value === null) return found;
  if (isTranslated(field, value)) {
    found.push({ way, tags: Object.keys(value) });
    return found;
  }
  const listed = Array.isArray(value);
  eachChild(value, (child, key) => {
    if (typeof child !== "object" || child === null || (typeof key === "string" && key.startsWith("x-"))) return;
    // The sections of a report are texts, whatever their ids are.
    translated(child, new Way(way, key), listed ? field : field === "sections" ? "text" : String(key), found);
  });
  return found;
}

const isCovered = (language: string, tags: string[]) =>
  tags.some(
    (tag) => tag.toLowerCase() === language.toLowerCase() || language.toLowerCase().startsWith(`${tag.toLowerCase()}-`),
  );

const texts = (document: Document) => translated(document.data, new Way(), "", []);

export default {
  severity: "info",
  asks: "A text that is given by language is there in every language of the dossier.",
  message: "This text is missing in: {languages}.",
  why: "Who reads the report in that language finds this text in another one.",
  fix: "Add the translation. A text that is the same in all languages may stand without them.",
  right: `
kind: city
languages: [pt, en]
name: Vila Clara
---
kind: plan
title: { pt: Plano, en: Plan, fr: Plan }
`,
  wrong: `
kind: city
languages: [pt-BR, en]
name: { pt: Vila Clara } # !
---
kind: plan
title: { pt: Plano, en: Plan }
actions:
  - id: labs
    title: # !
      en: Labs
---
kind: report
sections:
  impact: { en: Much } # !
lessons:
  - { pt: Muito } # !
`,
  *check({ dossier, facts }) {
    const languages = facts.city?.languages ?? [];
    if (languages.length < 2) return;
    for (const document of inOrder(dossier))
      for (const { way, tags } of texts(document)) {
        const missing = languages.filter((language) => !isCovered(language, tags));
        if (missing.length > 0)
          yield { in: document, at: way.at, of: "key", args: { languages: series("comma", missing) } };
      }
  },
} satisfies Rule;
