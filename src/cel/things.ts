import type { Document } from "../model/dossier.ts";
import type * as Fact from "../model/facts.ts";
import { addTo } from "../model/groups.ts";
import { keptWith } from "../model/kept.ts";
import { EMPTY, type Maker, type Type, TYPES } from "./vocabulary.ts";

/** A thing as expressions see it: its fields are getters, so that nothing is made that no expression asks for. */
export class Instance {
  // Declared only: thousands are made, and to define a field before it is set takes longer than to set it.
  declare readonly thing: object | null;
  declare readonly maker: Things;
  /** What fields that are worked out have given; most things are asked for none. */
  declare kept: Map<string, unknown> | undefined;
  constructor(thing: object | null, maker: Things) {
    this.thing = thing;
    this.maker = maker;
    this.kept = undefined;
  }
}

function classOf(name: string, { fields }: Type): typeof Instance {
  const Made = { [name]: class extends Instance {} }[name] as typeof Instance;
  for (const [field, made] of Object.entries(fields)) {
    const { is } = made;
    const get = function (this: Instance): unknown {
      if (this.thing === null) return this.maker.empty(is);
      if (!made.from) return (this.thing as Record<string, unknown>)[field];
      const kept = (this.kept ??= new Map());
      if (!kept.has(field)) kept.set(field, made.from(this.thing as never, this.maker));
      return kept.get(field);
    };
    Object.defineProperty(Made.prototype, field, { get });
  }
  return Made;
}

const classes = new Map<string, typeof Instance>();

/** The class of a type. Most runs need a few of them, so each is made when it is first asked for. */
export function classNamed(name: string): typeof Instance {
  const known = classes.get(name);
  if (known) return known;
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  const made = type ? classOf(name, type) : Instance;
  classes.set(name, made);
  return made;
}

/** Turns the things of one dossier's facts into instances, each once. */
export class Things implements Maker {
  readonly facts: Fact.Facts;
  private readonly made = new Map<string, Map<object | null, Instance>>();
  private reported: Map<string, Fact.ReportActionFact[]> | undefined;
  /** Reports of a later day. */
  private readonly later: ReadonlySet<Document>;
  constructor(facts: Fact.Facts) {
    this.facts = facts;
    this.later = new Set(facts.reports.filter(({ date }) => date > facts.day).map((report) => report.in));
  }
  /** Whether a thing counts on the day: a report of a later day does not, with all that it says, and nothing else that is to come. */
  counts(thing: Fact.Thing & { date?: Fact.Day }): boolean {
    return thing.in.kind !== "report" || (!this.later.has(thing.in) && (thing.date ?? "") <= this.facts.day);
  }
  make(name: string, thing: object | null): Instance {
    const made = this.made.get(name) ?? new Map<object | null, Instance>();
    this.made.set(name, made);
    const known = made.get(thing);
    if (known) return known;
    const Made = classNamed(name);
    const fresh = new Made(thing, this);
    made.set(thing, fresh);
    return fresh;
  }
  list(name: string, things: readonly object[]): Instance[] {
    return things.map((thing) => this.make(name, thing));
  }
  empty(is: string): unknown {
    if (is.startsWith("list<")) return [];
    return Object.hasOwn(EMPTY, is) ? EMPTY[is as keyof typeof EMPTY] : this.make(is, null);
  }
  /** What the reports that count tell of an action: its status and evidence may stand there as well. */
  reportsOn({ id, plan }: Fact.ActionFact): Fact.ReportActionFact[] {
    this.reported ??= this.readReported();
    return (this.reported.get(id) ?? []).filter((entry) => entry.plan === plan);
  }
  private readReported(): Map<string, Fact.ReportActionFact[]> {
    const reported = new Map<string, Fact.ReportActionFact[]>();
    for (const entry of this.facts.reportActions) if (this.counts(entry)) addTo(reported, entry.action, entry);
    return reported;
  }
}

const known = keptWith<Fact.Facts, Things>();

export function thingsOf(facts: Fact.Facts): Things {
  const things = known.get(facts) ?? new Things(facts);
  known.set(facts, things);
  return things;
}
