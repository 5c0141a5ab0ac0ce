import type { Text } from "../../src/model/kinds.gen.ts";
import { daysBetween, earlier, plusDays, plusMonths } from "./days.ts";
import { Random } from "./random.ts";
import { cities, places, sentences, type Said } from "./words.ts";

/** The day of assessment of every generated dossier. */
export const today = "2026-11-30";

/** Start of the plan, and months between its reports. Each report's due day is two months after its period. */
const calendars = [
  ["2026-01-01", 6],
  ["2026-01-01", 6],
  ["2026-01-01", 4],
  ["2025-07-01", 6],
  ["2025-07-01", 4],
  ["2025-10-01", 3],
] as const;

/** Everything that is decided before the first document is written, and how the dossier speaks. */
export class Frame {
  readonly random: Random;
  readonly place: (typeof cities)[number];
  readonly languages: readonly ("en" | "pt")[];
  readonly start: string;
  readonly end: string;
  readonly every: number;
  /** Days on which a member or meeting of the committee began. */
  readonly founded: string;
  readonly withStrategy: boolean;
  readonly withAssociation: boolean;

  constructor(seed: number, number: number) {
    this.random = new Random(seed, number);
    this.place = this.random.pick(cities);
    const speaksPortuguese = ["PT", "BR", "CV", "AO", "MZ"].includes(this.place[1]);
    this.languages = speaksPortuguese ? this.random.pick([["pt"], ["pt", "en"], ["pt", "en"]] as const) : ["en"];
    const [start, every] = this.random.pick(calendars);
    this.start = start;
    this.every = every;
    this.end = plusDays(plusMonths(start, 24), -1);
    this.founded = plusDays(start, -this.random.int(60, 150));
    this.withStrategy = this.random.chance(0.3);
    this.withAssociation = this.random.chance(0.4);
  }

  get currency() {
    return this.place[3];
  }

  /** The periods whose reports are due by today. */
  periods(): { start: string; end: string }[] {
    const all = [];
    for (let n = 0; ; n++) {
      const start = plusMonths(this.start, n * this.every);
      const end = plusDays(plusMonths(this.start, (n + 1) * this.every), -1);
      if (plusDays(plusMonths(plusDays(end, 1), 2), -1) > today) return all;
      all.push({ start, end });
    }
  }

  /** One text in the dossier's languages, about one place. */
  say([en, pt]: Said): Text {
    const place = this.random.pick(places);
    const [first, second] = this.languages.map((language) =>
      (language === "en" ? en : pt).replaceAll("{place}", place),
    );
    if (first === undefined || second === undefined) return first ?? "";
    return { [this.languages[0] ?? "en"]: first, [this.languages[1] ?? "pt"]: second };
  }

  /** Some sentences; several paragraphs with a list where `long`. */
  tell(count: number, long = false): Text {
    const said = this.random.some(sentences, count);
    const join = (side: 0 | 1) => {
      const parts = said.map((pair) => pair[side]);
      if (!long) return parts.join(" ");
      const half = Math.ceil(parts.length / 2);
      return `${parts.slice(0, half).join(" ")}\n\n${parts
        .slice(half)
        .map((part) => `- ${part}`)
        .join("\n")}\n`;
    };
    return this.say([join(0), join(1)]);
  }

  money(amount: number) {
    return { amount, currency: this.currency };
  }

  /** A day of a period, today at the latest. */
  dayIn(start: string, end: string): string {
    const last = earlier(end, today);
    return plusDays(start, this.random.int(0, Math.max(0, daysBetween(start, last))));
  }
}
