import type { Document } from "../../../model/dossier.ts";
import type { Rule } from "../../../model/rule.ts";
import { wordsAtMost, wordsIn } from "../../../model/word-count.ts";
import { escaped, isRecord } from "../../walk.ts";

/** The texts of a report that a section of it shows, with the section's id. */
function* sectionsOf({ data }: Document<"report">): Generator<{ id: string; at: string; text: unknown }> {
  yield { id: "summary", at: "/summary", text: data.summary };
  yield { id: "challenges", at: "/challenges", text: data.challenges };
  for (const [id, text] of Object.entries(data.sections ?? {})) yield { id, at: `/sections/${escaped(id)}`, text };
}

export default {
  severity: "warning",
  asks: "No text is longer than the section of the report that it answers allows.",
  message: {
    one: "The text of the section `{id}` has {words} words, {over} over its limit of {limit}.",
    language: "The text of the section `{id}` in `{language}` has {words} words, {over} over its limit of {limit}.",
  },
  why: "A network's form cuts off what is over its limit, or refuses it on the last day.",
  fix: "Shorten the text, or correct the limit: it stands under `report`, `limits` in milcity.config.yaml, or in the pack of the network.",
  right: `
# limit: innovative-practice = 5
# limit: summary = 2
kind: report
summary: All well
sections:
  innovative-practice: "**Teenagers** run _the_ labs."
  something-else: One two three four five six seven.
`,
  wrong: `
# limit: innovative-practice = 5
# limit: summary = 2
kind: report
summary: All is well # !
sections:
  innovative-practice:
    en: Teenagers run the labs.
    pt: Os laboratórios são dos adolescentes da cidade. # !
`,
  cases: [
    `
# limit: challenges = 4
kind: report
challenges: "Teenagers run [the labs](https://city.example/a/b/c)."
---
kind: report
challenges: "Teenagers do run [the labs](https://city.example/a/b/c)." # !
`,
    `
# limit: challenges = 3
kind: city
version: 1
name: 湖畔
country: CN
languages: [zh]
memberships: [{ framework: iaec, role: member }]
---
kind: report
challenges: 很难找到培训师。 # !
`,
  ],
  *check({ dossier, facts, library: { limits } }) {
    if (limits.size === 0) return;
    const own = facts.city?.languages[0] ?? "en";
    for (const report of dossier.documents.report)
      for (const { id, at, text } of sectionsOf(report)) {
        const limit = limits.get(id);
        if (limit === undefined) continue;
        const texts = isRecord(text) ? Object.entries(text) : [["", text] as const];
        for (const [language, one] of texts) {
          if (typeof one !== "string" || wordsAtMost(one) <= limit) continue;
          const words = wordsIn(one, language || own);
          if (words <= limit) continue;
          const args = { id, words, limit, over: words - limit, language };
          yield language === ""
            ? { in: report, at, say: "one", args }
            : { in: report, at: `${at}/${escaped(language)}`, say: "language", args };
        }
      }
  },
} satisfies Rule;
