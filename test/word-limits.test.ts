/** A section with a word limit, in each language: words are those of the language, and what is over the limit is told wherever the text stands. */
import { describe, expect, it } from "vitest";
import { inspect, languages, loadFormat, reportOf, wordsOf, type ReportView } from "../src/index.ts";
import { city, milPlan } from "../src/check/examples.ts";
import { inMemory } from "./in-memory.ts";

/** A sentence in each language; Chinese has no blanks between its words. */
const texts: Record<string, string> = {
  ar: "نتعلم معا كيف نقرأ **الأخبار** في مدينتنا الجميلة.",
  en: "Together we learn to *read* the city news.",
  es: "Aprendemos juntos a leer las noticias **locales** mejor.",
  fr: "Nous apprenons à lire les [nouvelles](https://a.example/b/c) de ville.",
  pt: "Aprendemos juntos a ler as notícias da cidade.",
  zh: "我们在图书馆学习阅读本地新闻。",
};

/** The reports that show what a report document says in short. */
const templates = ["biennial", "gnlc", "iaec", "mil"];

function counted(language: string): number {
  const text = (texts[language] ?? "").replace(/\]\([^)]*\)|[*[]/g, "");
  return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)].filter((one) => one.isWordLike)
    .length;
}

describe.each(languages())("in %s", (language) => {
  const count = counted(language);
  const framework = (id: string) => (id === "biennial" ? "mil" : id);

  function opened(template: string, limit: number) {
    const workspace = inMemory(
      new Map([
        [
          "milcity.yaml",
          city.replace("[en]", `[${language}]`).replace("framework: iaec", `framework: ${framework(template)}`),
        ],
        ["plan.yaml", milPlan.replace("[mil]", `[${framework(template)}]`)],
        [
          "report.yaml",
          `kind: report\nversion: 1\nid: r\nplan: plan-2025\nperiod: { start: 2025-01-01, end: 2025-06-30 }\ndate: 2025-07-05\nauthor: { name: X }\nstatus: draft\nsummary: ${JSON.stringify(texts[language])}\nactions: []\nsections: { advancement: ${JSON.stringify(texts[language])} }\n`,
        ],
      ]),
      { day: "2025-08-01" },
    );
    const limits = new Map(["summary", "advancement"].map((id) => [id, limit]));
    const limited = { ...workspace, library: { ...workspace.library, limits } };
    const [one] = [...inspect(limited)];
    if (!one) throw new Error("No dossier");
    return { limited, one };
  }

  it("a text has the words that its language has", () => {
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan([...(texts[language] ?? "")].length / 1.5);
  });

  it.each(templates)("%s says how much of the limit is used, and when it is exceeded", async (template) => {
    const words = wordsOf(language);
    const setting = { words, colour: false, width: 80, verbose: false, quiet: false };
    for (const [limit, isOver] of [
      [count, false],
      [count - 1, true],
    ] as const) {
      const { limited, one } = opened(template, limit);
      const view = reportOf(one, limited, { public: true, template, language });
      const said = words.say("report.words.count", { written: count, count: limit });
      for (const format of ["html", "markdown"]) {
        const text = (await loadFormat<ReportView>("report", format))(view, setting);
        const shown = text.split(said).length - 1;
        expect([format, shown]).toEqual([
          format,
          template === "gnlc" || template === "biennial" || template === "mil" ? 2 : 1,
        ]);
        const over = text.split(words.say("report.words.over")).length - 1;
        expect([format, over]).toEqual([format, isOver ? shown : 0]);
      }
      const found = one.diagnostics.filter(({ rule }) => rule === "text/too-long");
      expect(found.length).toBe(isOver ? 2 : 0);
    }
  });
});
