import type { Document } from "../../../model/dossier.ts";
import { series } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { regionsOf } from "../../regions.ts";

interface Stated {
  in: Document;
  at: string;
  country: string;
  region: string;
}

export default {
  severity: "warning",
  asks: "The region of the city, and of each alliance, is the one to which UNESCO counts its country.",
  message: "UNESCO does not count {country} to the region `{region}`, but to {right}.",
  why: "Networks group cities by region: a wrong one puts the city among the wrong peers.",
  fix: "Correct the region or the country.",
  right: `
kind: city
country: PT
region: europe-north-america
alliances:
  - { id: rabat, country: MA, region: arab-states }
  - { id: kazan, country: RU, region: asia-pacific }
`,
  wrong: `
kind: city
country: PT
region: latin-america-caribbean # !
alliances:
  - { id: mexico-city, country: MX, region: europe-north-america } # !
`,
  *check({ facts }) {
    const stated: Stated[] = [...(facts.city ? [facts.city] : []), ...facts.alliances];
    for (const { in: document, at, country, region } of stated) {
      const right = regionsOf(country);
      if (region === "" || right.length === 0 || right.includes(region)) continue;
      yield {
        in: document,
        at: `${at}/region`,
        args: {
          country,
          region,
          right: series(
            "or",
            right.map((name) => `\`${name}\``),
          ),
        },
      };
    }
  },
} satisfies Rule;
