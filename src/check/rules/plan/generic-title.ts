import type { Rule } from "../../../model/rule.ts";

export default {
  severity: "info",
  frameworks: { gnlc: "gnlc-1.4" },
  asks: "A plan has a title of its own, of 80 characters at most.",
  message: {
    generic: "`{title}` could be the title of any city's plan.",
    long: "The title has {length} characters, {over} more than the 80 that it may have.",
  },
  why: "A title that people remember is how they will speak of the plan; the guidelines ask for a catchy one.",
  fix: "Give the plan a short title that says what it is about, beyond words such as “action plan” and the city's name.",
  right: `
kind: city
name: Ribeira Nova
memberships:
  - framework: gnlc
---
kind: plan
frameworks: [gnlc]
title: A river of readers
---
kind: plan
frameworks: [gnlc]
title:
  pt: Plano de Ação de Ribeira Nova
  en: "A river of readers: action plan 2026–2027"
`,
  wrong: `
kind: city
name: Ribeira Nova
memberships:
  - framework: gnlc
---
kind: plan
frameworks: [gnlc]
title: Action plan of the learning city Ribeira Nova, 2026–2027 # !
`,
  cases: [
    `
kind: city
name: { pt: Ribeira Nova, fr: Nouvelle-Rive }
memberships:
  - framework: gnlc
  - framework: iaec
---
kind: plan
title: # !
  pt: Plano de Ação
  fr: Plan d’action 2026 de Nouvelle Rive
---
kind: plan
frameworks: [gnlc]
title: A river of readers that runs from every school and every library down to the sea of voices # !
---
kind: plan
frameworks: [iaec]
title: Action plan
---
kind: plan
frameworks: [gnlc]
`,
  ],
  *check({ facts }) {
    for (const { in: plan, titles, ownTitle, frameworks } of facts.plans) {
      const isAsked = frameworks.length === 0 || frameworks.includes("gnlc");
      const [title] = titles;
      if (!isAsked || ownTitle || title === undefined) continue;
      const length = Math.max(...titles.map((one) => Array.from(one).length));
      yield {
        in: plan,
        at: "/title",
        of: "key",
        say: length > 80 ? "long" : "generic",
        args: { title, length, over: length - 80 },
      };
    }
  },
} satisfies Rule;
