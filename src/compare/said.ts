import { phrase, type Said, series } from "../model/phrase.ts";
import type { Words } from "../model/words.ts";
import { hasOwnId, type Part, shown } from "./parts.ts";
import { labels, references, type Type } from "./shape.ts";
import { amountIn, isRecord, type Plain, type Value } from "./values.ts";

/** A value of a plan as a message shows it, in the words of the format. */
export function saidOf({ plain, shape }: Pick<Value, "plain" | "shape">): Said {
  if (shape === "money") {
    const amount = amountIn(plain);
    if (amount) return { amount };
  }
  if (typeof plain === "number") return plain;
  if (isRecord(plain)) {
    const { atLeast, atMost } = plain;
    if (typeof atLeast === "number") return phrase("at least {limit}", { limit: atLeast });
    if (typeof atMost === "number") return phrase("at most {limit}", { limit: atMost });
    return series(
      "comma",
      Object.values(plain).map((one) => saidOf({ plain: one, shape: "plain" })),
    );
  }
  if (Array.isArray(plain))
    return plain.length === 0
      ? phrase("none")
      : series(
          "comma",
          plain.map((one) => saidOf({ plain: one, shape: "plain" })),
        );
  return String(plain);
}

/** The things of one state by type and id, for what others call them. */
export class Names {
  readonly #known = new Map<string, Part>();
  readonly #words: Words;

  constructor(roots: readonly Part[], words: Words) {
    this.#words = words;
    let level = [...roots];
    for (; level.length > 0; level = level.flatMap(({ parts }) => parts))
      for (const part of level)
        if (hasOwnId(part)) {
          const key = `${part.sort.type} ${part.id}`;
          if (!this.#known.has(key)) this.#known.set(key, part);
        }
  }

  /** The title or name of a thing in quotation marks, else its id. */
  name(part: Part): Said {
    const { type } = part.sort;
    const title = part.fields.get("title") ?? part.fields.get("name") ?? part.fields.get("city");
    const text = title === undefined || type === "milestone" ? "" : this.text(title.plain);
    if (text !== "") return phrase("“{name}”", { name: text });
    if (type === "report-action") return this.#called(["action"], part.id);
    const [key = ""] = part.sort.key;
    const value = part.fields.get(key);
    if (part.sort.unique !== undefined || value === undefined || type === "evidence")
      return phrase("`{id}`", { id: part.id });
    return this.value(value, type, key);
  }

  text(plain: Plain): string {
    if (typeof plain === "string") return plain;
    return isRecord(plain) ? this.#words.spoken(plain as Record<string, string>).text : shown(plain);
  }

  /** What an id stands for. */
  #called(among: readonly Type[], id: string): Said {
    for (const type of among) {
      const part = this.#known.get(`${type} ${id}`);
      if (part) return this.name(part);
    }
    return phrase("`{id}`", { id });
  }

  value(value: Value, type: Type, field: string): Said {
    const { plain, shape } = value;
    const among = references.get(`${type} ${field}`);
    const group = labels.get(`${type} ${field}`);
    const one = (entry: Plain): Said => {
      if (typeof entry === "string" && among) return this.#called(among, entry);
      if (typeof entry === "string" && group !== undefined) return this.#words.label(group, entry);
      if (typeof entry === "boolean" && shape === "plain") return entry ? phrase("yes") : phrase("no");
      return saidOf({ plain: entry, shape: "plain" });
    };
    if (shape === "text") return this.text(plain);
    if (shape === "money" || shape === "measure") return saidOf(value);
    if (!Array.isArray(plain)) return isRecord(plain) && "name" in plain ? this.text(plain["name"] ?? "") : one(plain);
    return plain.length === 0 ? phrase("none") : series("comma", plain.map(one));
  }

  /** A thing as the middle of a sentence calls it. */
  thing(part: Part): Said {
    const name = this.name(part);
    const of = part.parent ? this.thing(part.parent) : "";
    return nouns[part.sort.type]({ name, of });
  }
}

const nouns: Record<Type, (args: { name: Said; of: Said }) => Said> = {
  dossier: (args) => phrase("the dossier {name}", args),
  city: (args) => phrase("the city {name}", args),
  membership: (args) => phrase("the membership of {name}", args),
  cluster: (args) => phrase("the cluster {name}", args),
  alliance: (args) => phrase("the alliance with {name}", args),
  partner: (args) => phrase("the partner {name}", args),
  committee: (args) => phrase("the committee {name}", args),
  member: (args) => phrase("the member {name}", args),
  study: (args) => phrase("the study {name}", args),
  meeting: (args) => phrase("the meeting {name}", args),
  decision: (args) => phrase("the decision {name} of {of}", args),
  plan: (args) => phrase("the plan {name}", args),
  "reporting-period": (args) => phrase("the reporting period from {name}", args),
  policy: (args) => phrase("the policy {name}", args),
  issue: (args) => phrase("the issue {name}", args),
  stocktake: (args) => phrase("what the stocktake found in the sector {name}", args),
  objective: (args) => phrase("the objective {name}", args),
  action: (args) => phrase("the action {name}", args),
  milestone: (args) => phrase("the milestone {name} of {of}", args),
  "budget-source": (args) => phrase("the share of {name} in {of}", args),
  indicator: (args) => phrase("the indicator {name}", args),
  "co-creation": (args) => phrase("the co-creation {name}", args),
  consultation: (args) => phrase("the consultation with {name}", args),
  submission: (args) => phrase("the submission to {name}", args),
  comment: (args) => phrase("the comment {name} on {of}", args),
  "funding-source": (args) => phrase("the funding source {name}", args),
  contribution: (args) => phrase("the contribution {name}", args),
  readjustment: (args) => phrase("the readjustment {name}", args),
  event: (args) => phrase("the event {name}", args),
  report: (args) => phrase("the report {name}", args),
  "report-action": (args) => phrase("the account of {name} in {of}", args),
  measurement: (args) => phrase("the measurement of {name} in {of}", args),
  feedback: (args) => phrase("the feedback {name} in {of}", args),
  "good-practice": (args) => phrase("the good practice {name}", args),
  exchange: (args) => phrase("the exchange {name} in {of}", args),
  media: (args) => phrase("the media coverage {name}", args),
  checklist: (args) => phrase("the checklist of {name}", args),
  "checklist-item": (args) => phrase("the item {name} in {of}", args),
  evidence: (args) => phrase("the evidence {name} of {of}", args),
};
