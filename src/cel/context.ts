import type * as Fact from "../model/facts.ts";
import { type Things, thingsOf } from "./things.ts";
import { LISTS, type ListName, MARGINALISED } from "./vocabulary.ts";

/** What an expression of a framework is asked about. */
export interface Scope {
  framework: string;
  /** The ids of the framework's items. */
  items: readonly string[];
  membership: Fact.MembershipFact | null;
}

type Sources = Map<string, () => unknown>;

/** The variables of one question, each made when it is first asked for. */
export class Context extends Map<string, unknown> {
  private readonly sources: Sources;
  readonly facts: Fact.Facts;
  constructor(sources: Sources, facts: Fact.Facts) {
    super();
    this.sources = sources;
    this.facts = facts;
  }
  override get(name: string): unknown {
    if (!this.has(name)) this.set(name, this.sources.get(name)?.());
    return super.get(name);
  }
}

function everywhere(things: Things, keep: (thing: Fact.Thing) => boolean): Sources {
  const sources: Sources = new Map();
  for (const [name, { of }] of Object.entries(LISTS) as [ListName, { of: string }][])
    sources.set(name, () => {
      const all: readonly Fact.Thing[] = things.facts[name];
      return things.list(of, all.filter(keep));
    });
  sources.set("day", () => things.facts.day);
  sources.set("year", () => things.facts.year);
  sources.set("marginalised", () => MARGINALISED);
  return sources;
}

/** The variables of a policy, but for the thing it is over. */
export function policyContext(things: Things): Context {
  return new Context(
    everywhere(things, () => true),
    things.facts,
  );
}

/** The variables of a criterion: what belongs to a plan is cut to the plan that is assessed for the framework. */
export const context = (facts: Fact.Facts, scope: Scope): Context =>
  new Context(inCriteria(thingsOf(facts), scope), facts);

function inCriteria(things: Things, { framework, items, membership }: Scope): Sources {
  const { facts } = things;
  const plan = facts.planOf.get(framework) ?? null;
  const ofPlan = (thing: Fact.Thing) => things.counts(thing) && (thing.in.kind !== "plan" || thing.in === plan?.in);
  const sources = everywhere(things, ofPlan);
  const more: Record<string, () => unknown> = {
    city: () => things.make("City", facts.city),
    plan: () => things.make("Plan", plan),
    membership: () => things.make("Membership", membership),
    items: () => [...items],
    yearsBegun: () => plan?.yearsBegun ?? [],
    yearsEnded: () => plan?.yearsEnded ?? [],
    latestYear: () => plan?.yearsBegun.at(-1) ?? "",
    item: () => "",
    // An action is cited whole: without the day it starts on, the one that it ends on would count.
    activities: () =>
      things.list(
        "Activity",
        facts.activities.map((one) => ({ ...one, at: one.at.replace(/\/(start|end)$/, "") })),
      ),
  };
  for (const [name, from] of Object.entries(more)) sources.set(name, from);
  return sources;
}
