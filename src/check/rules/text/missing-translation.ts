import type { Document } from "../../../model/dossier.ts";
import { series } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { inOrder } from "../../ids.ts";
import { isTranslated } from "../../texts.ts";
import { isObject, pointerOf } from "../../walk.ts";

interface Translated {
  at: string;
  tags: string[];
}

/** The texts in several languages of a value at a path, in the order of the file. */
function translated(value: object, path: (string | number)[], field: string, found: Translated[]): Translated[] {
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) below(value[i], i, path, field, found);
  else if (isTranslated(field, value)) found.push({ at: pointerOf(path), tags: Object.keys(value) });
  else
    for (const key of Object.keys(value))
      if (!key.startsWith("x-"))
        // The sections of a report are texts, whatever their ids are.
        below((value as Record<string, unknown>)[key], key, path, field === "sections" ? "text" : key, found);
  return found;
}

function below(
  value: unknown,
  key: string | number,
  path: (string | number)[],
  field: string,
  found: Translated[],
): void {
  if (!isObject(value)) return;
  path.push(key);
  translated(value, path, field, found);
  path.pop();
}

const isCovered = (language: string, tags: string[]) =>
  tags.some(
    (tag) => tag.toLowerCase() === language.toLowerCase() || language.toLowerCase().startsWith(`${tag.toLowerCase()}-`),
  );

const texts = ({ data }: Document) => (isObject(data) ? translated(data, [], "", []) : []);

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
      for (const { at, tags } of texts(document)) {
        const missing = languages.filter((language) => !isCovered(language, tags));
        if (missing.length > 0) yield { in: document, at, of: "key", args: { languages: series("comma", missing) } };
      }
  },
} satisfies Rule;
