import type { Regression, RegressionKind, ScoreDiff } from "../model/diff.ts";
import { regressionKinds } from "../model/diff.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { type Compared, isSame, placeOf } from "./changes.ts";
import type { Part } from "./parts.ts";
import { type Broken, promisesBroken } from "./plan.ts";
import { sentence } from "./sentences.ts";
import { isRecord, type Plain, sameOf } from "./values.ts";

/** Which guards stand, and how many percent points a score may fall. */
export interface Guards {
  kinds?: readonly RegressionKind[];
  maxDrop?: number;
}

type Found = Omit<Regression, "text"> & { said: Said };

function* all(parts: readonly Part[]): Generator<Part> {
  for (const part of parts) {
    yield part;
    yield* all(part.parts);
  }
}

const field = (part: Part | undefined, name: string): Plain | undefined => part?.fields.get(name)?.plain;

/** How much a target asks in a direction; undefined where it cannot be compared with others. */
function asked(value: Plain | undefined, sign: 1 | -1): number | undefined {
  if (value === undefined) return -Infinity;
  if (typeof value === "number") return value * sign;
  const { atLeast, atMost } = isRecord(value) ? value : {};
  // A bound on the other side asks nothing in this direction.
  if (typeof atLeast === "number") return sign > 0 ? atLeast : -Infinity;
  if (typeof atMost === "number") return sign < 0 ? -atMost : -Infinity;
  return undefined;
}

/** Which way an indicator is to go: as it says, else from its baseline to its target. */
function signOf(indicator: Part): 1 | -1 {
  const [way, from, to] = ["direction", "baseline.value", "target.value"].map((name) => field(indicator, name));
  if (way === "decrease") return -1;
  if (way === "increase") return 1;
  if (isRecord(to) && "atMost" in to) return -1;
  return typeof from === "number" && typeof to === "number" && to < from ? -1 : 1;
}

function isLowered(before: Part, now: Part | undefined): boolean {
  const [was, is] = [field(before, "target.value"), field(now, "target.value")];
  if (was === undefined || (is !== undefined && sameOf(was) === sameOf(is))) return false;
  const sign = signOf(before);
  const [had, has] = [asked(was, sign), asked(is, sign)];
  // Of a milestone that is reached or not, and where one kind of target takes the place of another, any other value asks less.
  return had === undefined || has === undefined ? was !== false : has < had;
}

/** What is watched for in the things themselves. */
class Watch {
  readonly #compared: Compared;

  constructor(compared: Compared) {
    this.#compared = compared;
  }

  #found(kind: RegressionKind, part: Part, said: Said, name?: string): Found {
    return { kind, place: placeOf(part, this.#compared.voice, name), said };
  }

  /** A value as the state before or after calls it. */
  #value(part: Part | undefined, name: string, side: 0 | 1): Said {
    const value = part?.fields.get(name);
    return value && part ? this.#compared.names[side].value(value, part.sort.type, name) : phrase("nothing");
  }

  /** The same thing as it is now; `unknown` where it may be in what could not be read. */
  #now(part: Part): Part | undefined | "unknown" {
    const { matching, doubts } = this.#compared;
    const now = matching.later.get(part);
    if (now) return now;
    for (let at: Part | undefined = part; at; at = at.parent)
      if (!matching.later.has(at) && doubts[1].mayHave(at, at.parent && matching.later.get(at.parent)))
        return "unknown";
    return undefined;
  }

  *#indicator(part: Part): Generator<Found> {
    const { names, doubts, matching } = this.#compared;
    const now = this.#now(part);
    if (now === "unknown") return;
    const thing = names[now ? 1 : 0].thing(now ?? part);
    const value = (name: string) => ({
      thing,
      from: this.#value(part, name, 0),
      to: this.#value(now, name, 1),
    });
    const isKnown = (name: string) => !now || now.fields.has(name) || !doubts[1].mayHaveField(now, name);
    if (isLowered(part, now) && isKnown("target.value"))
      yield this.#found(
        "target-lowered",
        now ?? part,
        now
          ? phrase("The target of {thing} asks for less: {to} in the place of {from}.", value("target.value"))
          : phrase("{thing} is gone, and with it the target of {from}.", value("target.value")),
        "target.value",
      );
    if (!now) return;
    for (const name of ["baseline.value", "baseline.date"]) {
      const [was, is] = [part.fields.get(name), now.fields.get(name)];
      if (!was || (is && isSame("indicator", name, was, is, matching)) || !isKnown(name)) continue;
      const said = phrase("The baseline of {thing} was {from} and is {to} now.", value(name));
      yield this.#found("baseline-changed", now, said, name);
    }
  }

  /** A day that was moved, and now lies behind the end that the plan had. */
  *#deadline(part: Part, plan: Part): Generator<Found> {
    const now = this.#compared.matching.later.get(part);
    const end = field(plan, "period.end");
    const names = { plan: "period.end", action: "end", milestone: "due", indicator: "target.date" } as const;
    const { type } = part.sort;
    const name = type in names ? names[type as keyof typeof names] : undefined;
    if (!now || !name || typeof end !== "string") return;
    const [from, to] = [field(part, name), field(now, name)];
    if (typeof from !== "string" || typeof to !== "string" || to <= from || to <= end) return;
    const args = { thing: this.#compared.names[1].thing(now), from, to, end };
    const said =
      type === "plan"
        ? phrase("{thing} was to end on {from} and ends on {to} now.", args)
        : phrase("A deadline of {thing} moved from {from} to {to}, past the end of the plan on {end}.", args);
    yield this.#found("deadline-past-period", now, said, name);
  }

  *#action(part: Part): Generator<Found> {
    const now = this.#now(part);
    if (now === "unknown" || field(part, "status") === "cancelled") return;
    if (now && field(now, "status") !== "cancelled") return;
    const thing = this.#compared.names[now ? 1 : 0].thing(now ?? part);
    if (now) yield this.#found("action-dropped", now, phrase("{thing} was cancelled.", { thing }), "status");
    else yield this.#found("action-dropped", part, phrase("{thing} is gone.", { thing }));
  }

  #evidence(part: Part): Found[] {
    if (this.#now(part) !== undefined) return [];
    for (let at = part.parent; at; at = at.parent)
      if (at.sort.type === "action" && this.#now(at) === undefined) return [];
    const said = phrase("{thing} is gone.", { thing: this.#compared.names[0].thing(part) });
    return [this.#found("evidence-dropped", part, said)];
  }

  /** The ids that a readjustment names and did not name before. */
  #accounted(plan: Part): Set<string> {
    const { earlier } = this.#compared.matching;
    const affects = (part: Part | undefined) => {
      const ids = field(part, "affects");
      return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
    };
    const readjustments = plan.parts.filter(({ sort }) => sort.type === "readjustment");
    return new Set(
      readjustments.flatMap((one) => {
        const before = new Set(affects(earlier.get(one)));
        return affects(one).filter((id) => !before.has(id));
      }),
    );
  }

  /** What an approved plan promised and does not promise any more, without a readjustment that tells of it. */
  *#approved(plan: Part): Generator<Found> {
    const { matching, doubts, names, voice } = this.#compared;
    const now = matching.later.get(plan);
    const status = field(plan, "status");
    if (!now || (status !== "approved" && status !== "active")) return;
    const told = this.#accounted(now);
    const isKnown = ({ change: { kind, from, to, id, within }, part }: Broken) => {
      if (kind === "baseline" || from === undefined || told.has(id) || told.has(within)) return false;
      if (told.has(part.id)) return false;
      const is = this.#now(part);
      return to !== undefined || !(is === "unknown" || (is && doubts[1].mayHaveField(is, fieldOf[kind])));
    };
    const seen = new Set<Part>();
    for (const broken of promisesBroken(plan, now, matching, () => "")) {
      const { part } = broken;
      const whole = part.sort.type === "milestone" ? (part.parent ?? part) : part;
      if (seen.has(whole) || !isKnown(broken)) continue;
      seen.add(whole);
      const is = matching.later.get(whole);
      const said = phrase("{thing} is not what the approved plan promised, and no new readjustment names `{id}`.", {
        thing: names[is ? 1 : 0].thing(is ?? whole),
        id: (is ?? whole).id,
      });
      yield { kind: "approved-plan-changed", place: placeOf(is ?? whole, voice), said };
    }
  }

  *found(): Generator<Found> {
    for (const document of this.#compared.before) {
      if (document.sort.type === "plan") yield* this.#approved(document);
      for (const part of all([document])) {
        if (part.sort.type === "indicator") yield* this.#indicator(part);
        if (part.sort.type === "action") yield* this.#action(part);
        if (part.sort.type === "evidence") yield* this.#evidence(part);
        if (document.sort.type === "plan") yield* this.#deadline(part, document);
      }
    }
  }
}

const fieldOf = {
  date: "end",
  budget: "budget.amount",
  target: "target.value",
  baseline: "baseline.value",
  "action-dropped": "status",
} as const;

function* fallen(scores: readonly ScoreDiff[], maxDrop: number): Generator<Found> {
  for (const { framework, before, after, editions } of scores) {
    if (before === null || after === null) continue;
    // Percent points are what people read: a sum of floating-point numbers is not what a score falls by.
    const drop = Math.round((before - after) * 1e8) / 1e6;
    if (drop <= maxDrop) continue;
    const args = { framework, from: { share: before }, to: { share: after } };
    const said = editions
      ? phrase(
          "The score of `{framework}` fell from {from} by edition {was} to {to} by edition {is}: two yardsticks.",
          {
            ...args,
            was: editions.before,
            is: editions.after,
          },
        )
      : phrase("The score of `{framework}` fell from {from} to {to}.", args);
    yield { kind: "score-fallen", place: framework, said };
  }
}

/** What guards watch for, by kind and place. */
export function regressionsIn(
  compared: Compared,
  scores: readonly ScoreDiff[],
  { kinds = regressionKinds, maxDrop = 0 }: Guards = {},
): Regression[] {
  const found = [...new Watch(compared).found(), ...fallen(scores, maxDrop)];
  return found
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, place, said }) => ({ kind, place, text: sentence(said, compared.voice) }))
    .sort(
      (a, b) =>
        regressionKinds.indexOf(a.kind) - regressionKinds.indexOf(b.kind) ||
        (a.place < b.place ? -1 : a.place > b.place ? 1 : 0),
    );
}
