import { createContext, Script } from "node:vm";
import { Environment, type ASTNode, type ParseResult } from "@marcbachmann/cel-js";
import type { Document } from "./model/dossier.ts";
import type * as Fact from "./model/facts.ts";

/*
 * The one door to the expression language, in one file because it is one: what expressions can name, what they can call, how they are
 * checked, and how they are run. Whoever asks sees none of the language itself.
 */

/** The most that an expression may be: UTF-16 units of source, and levels of its tree. */
export const LIMITS = { source: 2048, depth: 50 };

/** Why an expression cannot be used; `offset` counts UTF-16 units from the start of the source. */
export interface CelFault {
  message: string;
  offset: number;
}

export interface Compiled {
  source: string;
  evaluate: ParseResult;
}

/** A text by language. */
export type Said = Record<string, string>;

/** A place that shows what an expression says. */
export interface Place {
  in: Document;
  at: string;
}

/** What an expression yields: 0 to 1, or null with the reason why it is not counted. */
export interface Outcome {
  value: number | null;
  places: Place[];
  reason?: Said;
}

/** What an expression of a framework is asked about. */
export interface Scope {
  framework: string;
  /** The ids of the framework's items. */
  items: readonly string[];
  membership: Fact.MembershipFact | null;
}

const REASONS = {
  nothing: { en: "there is nothing yet to take a share of", pt: "ainda não há nada de que tirar uma parte" },
  unknown: { en: "the figures that it rests on are not stated", pt: "os números de que depende não estão indicados" },
  late: { en: "the expression took too long and was stopped", pt: "a expressão demorou demasiado e foi parada" },
  null: { en: "the expression gives no value", pt: "a expressão não dá valor" },
} satisfies Record<string, Said>;

/* The vocabulary: per type of thing, the fields of the facts that an expression may name, and those made for it. */

type Named<T, V> = { [K in keyof T]-?: T[K] extends V ? K : never }[keyof T] & string;
type Words<S extends string> = S extends `${infer A} ${infer B}` ? A | Words<B> : S;
/** Names with blanks between them, each a field of that sort of the facts' thing. */
type Fields<T, V, S extends string> = Words<S> extends Named<T, V> ? S : never;
interface Made<T> {
  is: string;
  from(thing: T, maker: Maker): unknown;
}
interface Type {
  fields: Record<string, string>;
  made: Record<string, Made<never>>;
}

/** The fields of a thing by their type, and what is made of it besides. */
function type<T>() {
  return <S extends string = never, B extends string = never, D extends string = never, L extends string = never>(
    fields: {
      string?: S & Fields<T, string, S>;
      bool?: B & Fields<T, boolean, B>;
      double?: D & Fields<T, number, D>;
      "list<string>"?: L & Fields<T, string[], L>;
    },
    made: Record<string, Made<T>> = {},
  ): Type => {
    const all: Record<string, string> = {};
    for (const [is, names] of Object.entries(fields)) for (const name of names.split(" ")) all[name] = is;
    for (const [name, { is }] of Object.entries(made)) all[name] = is;
    return { fields: all, made };
  };
}

/** The list variables, named as in the facts, with the type of their things. */
const LISTS = {
  committees: "Committee",
  members: "Member",
  researchTeams: "ResearchTeam",
  studies: "Study",
  meetings: "Meeting",
  memberships: "Membership",
  alliances: "Alliance",
  partners: "Partner",
  reports: "Report",
  reportActions: "ReportAction",
  measurements: "Measurement",
  feedback: "Feedback",
  goodPractices: "GoodPractice",
  exchanges: "Exchange",
  media: "Media",
  activities: "Activity",
  plans: "Plan",
  issues: "Issue",
  stocktake: "Stocktake",
  policies: "Policy",
  objectives: "Objective",
  actions: "Action",
  indicators: "Indicator",
  cocreation: "Cocreation",
  consultations: "Consultation",
  submissions: "Submission",
  comments: "Comment",
  sources: "Source",
  contributions: "Contribution",
  readjustments: "Readjustment",
  events: "Event",
  dueReports: "DueReport",
} as const satisfies Partial<Record<keyof Fact.Facts, string>>;
type ListName = keyof typeof LISTS;

interface Span {
  start: Fact.Day;
  end: Fact.Day;
}
const party = (one: Fact.PartyFact) => one.id || one.name;
const period: Made<Span> = { is: "Period", from: (thing, maker) => maker.make("Period", thing) };
const money = <T>(of: (thing: T) => Fact.Amount | null): Made<T> => ({
  is: "Money",
  from: (thing, maker) => maker.make("Money", of(thing)),
});
const value = <T>(of: (thing: T) => Fact.MeasuredValue | null): Made<T> => ({
  is: "Value",
  from: (thing, maker) => maker.make("Value", of(thing)),
});
/** The things of a list that belong to a thing. */
const linked = <T, N extends ListName>(
  name: N,
  belongs: (other: Fact.Facts[N][number], thing: T, maker: Maker) => boolean,
): Made<T> => ({
  is: `list<${LISTS[name]}>`,
  from(thing, maker) {
    const all: readonly Fact.Facts[N][number][] = maker.facts[name];
    const own = all.filter((other) => belongs(other, thing, maker));
    return maker.list(LISTS[name], own);
  },
});
const sameDocument = (one: Fact.Thing, other: Fact.Thing) => one.in === other.in;
/** Lists that a document holds, of the thing that it is. */
function lists<T extends Fact.Thing>(names: string): Record<string, Made<T>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, linked(name as ListName, sameDocument)]));
}
/** A text or number of the document that the facts have no use for; of a text in several languages the first. */
const stated = <T extends Fact.Thing>(is: "string" | "double", pointer: string): Made<T> => ({
  is,
  from(thing) {
    const found = lookUp(thing.in.data, thing.at + pointer);
    const one = typeof found === "object" && found !== null ? Object.values(found)[0] : found;
    return typeof one === (is === "string" ? "string" : "number") ? one : EMPTY[is];
  },
});
const evidence = <T extends Fact.Thing>(pointer: string): Made<T> => ({
  is: "list<string>",
  from(thing) {
    const all = [lookUp(thing.in.data, thing.at + pointer) ?? []].flat() as (
      string | { path?: string; url?: string }
    )[];
    return all.map((one) => (typeof one === "string" ? one : (one.path ?? one.url ?? ""))).filter((one) => one !== "");
  },
});
const sdgs = <T extends Fact.Thing>(): Made<T> => ({
  is: "list<int>",
  from: (thing) => ((lookUp(thing.in.data, `${thing.at}/sdgs`) ?? []) as number[]).map(BigInt),
});

const VOCABULARY = {
  Period: type<Span>()({ string: "start end" }),
  Money: type<Fact.Amount>()(
    { string: "currency" },
    {
      amount: { is: "double", from: ({ units, scale }) => Number(units) / 10 ** scale },
    },
  ),
  Value: type<Fact.MeasuredValue>()({ string: "date" }, { value: { is: "double", from: ({ number }) => number } }),
  City: type<Fact.CityFact>()(
    { string: "name country region website", "list<string>": "names languages" },
    {
      population: stated("double", "/population"),
      mayor: stated("string", "/mayor/name"),
      ...lists("memberships alliances partners"),
    },
  ),
  Cluster: type<Fact.ClusterFact>()(
    {
      string: "id title role representative start end dated",
      bool: "known",
      "list<string>": "years",
    },
    {
      term: period,
      names: {
        is: "list<string>",
        from: ({ id, title }) => [id, title].filter((name) => name !== "").map((name) => name.toLowerCase()),
      },
    },
  ),
  Membership: type<Fact.MembershipFact>()(
    {
      string: "framework role since until",
      bool: "current",
      "list<string>": "networks networksAtWork",
    },
    { clusters: { is: "list<Cluster>", from: ({ clusters }, maker) => maker.list("Cluster", clusters) } },
  ),
  Alliance: type<Fact.AllianceFact>()({ string: "id city country region kind since", bool: "abroad" }),
  Partner: type<Fact.PartnerFact>()({ string: "id name sector kind", "list<string>": "expertise" }),
  Committee: type<Fact.CommitteeFact>()(
    { string: "id type", double: "seats" },
    {
      name: stated("string", "/name"),
      established: stated("string", "/established"),
      mandate: stated("string", "/mandate"),
      ...lists("members meetings researchTeams studies"),
    },
  ),
  Member: type<Fact.MemberFact>()(
    {
      string: "id name committee committeeType sector gender start end",
      bool: "current",
      "list<string>": "roles responsibilities expertise represents",
    },
    {
      term: period,
      email: stated("string", "/email"),
      phone: stated("string", "/phone"),
      organisation: stated("string", "/organisation"),
    },
  ),
  ResearchTeam: type<Fact.ResearchTeamFact>()({
    string: "committee committeeType lead",
    bool: "leadIsCurrent",
    double: "documentation",
  }),
  Study: type<Fact.StudyFact>()({ string: "id kind status", bool: "hasEvidence" }),
  Meeting: type<Fact.MeetingFact>()({
    string: "id committee committeeType type date year status",
    bool: "held online minuted",
    double: "members decisions",
    "list<string>": "topics attendance",
  }),
  Plan: type<Fact.PlanFact>()(
    {
      string: "id status start end",
      bool: "ownTitle begun ended hasCharter strategy",
      double: "months audience reviewEvery securedShare pledgedShare",
      "list<string>": "titles frameworks yearsBegun yearsEnded",
    },
    {
      period,
      title: stated("string", "/title"),
      vision: stated("string", "/vision"),
      summary: stated("string", "/summary"),
      charter: evidence("/charter"),
      ...lists(
        "objectives actions indicators issues stocktake policies cocreation consultations submissions sources contributions readjustments events",
      ),
    },
  ),
  Issue: type<Fact.IssueFact>()({ string: "id plan", bool: "raisedByNamed raisedByGovernment" }),
  Stocktake: type<Fact.StocktakeFact>()({ string: "plan sector" }),
  Policy: type<Fact.PolicyFact>()({ string: "plan level" }),
  Objective: type<Fact.ObjectiveFact>()({
    string: "id plan horizon",
    bool: "measured measurable",
    double: "actions",
    "list<string>": "items keyFeatures indicators",
  }),
  Milestone: type<Fact.MilestoneFact>()({ string: "id title due done" }),
  Action: type<Fact.ActionFact>()(
    {
      string: "id title plan objective type start end status",
      bool: "led withCity withStakeholders withTechnicalPartner withMedia ongoing underWay completed cancelled due hasEvidence budgeted targeted",
      double: "progress",
      "list<string>": "items ownItems audience partnerRegions evidenceKinds earmarked indicators",
    },
    {
      lead: { is: "string", from: ({ lead }) => party(lead) },
      partners: { is: "list<string>", from: ({ partners }) => partners.map(party) },
      milestones: { is: "list<Milestone>", from: ({ milestones }, maker) => maker.list("Milestone", milestones) },
      budget: money(({ budget }) => budget),
      spent: money(({ spent }) => spent),
      description: stated("string", "/description"),
      engagement: stated("string", "/engagement"),
      evidence: evidence("/evidence"),
      sdgs: sdgs(),
    },
  ),
  Indicator: type<Fact.IndicatorFact>()(
    {
      string: "id title plan type direction",
      bool: "hasBaseline hasTarget hasVerification measured onTime owed",
      double: "every progress expected",
    },
    {
      measurements: {
        is: "list<Measurement>",
        from: ({ measurements }, maker) => maker.list("Measurement", measurements),
      },
      baseline: value(({ baseline }) => baseline),
      target: value(({ target }) => target),
      unit: stated("string", "/unit"),
      verification: stated("string", "/verification"),
      source: stated("string", "/source"),
    },
  ),
  Measurement: type<Fact.MeasurementFact>()({ string: "indicator report date", double: "number" }),
  Cocreation: type<Fact.CocreationFact>()({
    string: "id plan kind start end",
    bool: "digital dialogue openOrHeld",
    double: "residents publicBodies privateCompanies organisations",
  }),
  Consultation: type<Fact.ConsultationFact>()({ string: "plan with date" }),
  Submission: type<Fact.SubmissionFact>()({ string: "plan to date" }),
  Comment: type<Fact.CommentFact>()({ string: "plan id to date", bool: "answered" }),
  Source: type<Fact.SourceFact>()(
    {
      string: "id name plan type kind status",
      "list<string>": "earmarked",
    },
    { amount: money(({ amount }) => amount) },
  ),
  Contribution: type<Fact.ContributionFact>()({ string: "plan option kind date" }),
  Readjustment: type<Fact.ReadjustmentFact>()({
    string: "id plan date feedback",
    "list<string>": "affects",
  }),
  Event: type<Fact.EventFact>()({
    string: "id plan kind date year status",
    bool: "held planned",
    double: "invitedCities",
  }),
  Report: type<Fact.ReportFact>()(
    {
      string: "id plan start end date status",
      bool: "published latest",
      double: "lessons suggestions",
    },
    {
      period,
      years: { is: "list<string>", from: yearsCovered },
      summary: stated("string", "/summary"),
      challenges: stated("string", "/challenges"),
      ...lists("measurements feedback goodPractices exchanges media"),
      actions: linked("reportActions", (entry, report) => entry.in === report.in),
    },
  ),
  DueReport: type<Fact.DueReportFact>()(
    { string: "plan start end due", bool: "isDue" },
    {
      reports: linked(
        "reports",
        (report, due, maker) => report.plan === due.plan && covers(report, due) && maker.counts(report),
      ),
    },
  ),
  ReportAction: type<Fact.ReportActionFact>()(
    {
      string: "report plan action status",
      bool: "hasEvidence",
      double: "progress",
    },
    { spent: money(({ spent }) => spent) },
  ),
  Feedback: type<Fact.FeedbackFact>()(
    { string: "id report plan from channel date", bool: "answered" },
    {
      readjustments: linked("readjustments", ({ feedback }, { id }) => id !== "" && feedback === id),
    },
  ),
  GoodPractice: type<Fact.GoodPracticeFact>()({ string: "id report", "list<string>": "sharedWith" }),
  Exchange: type<Fact.ExchangeFact>()({ string: "id report kind date year role network cluster" }),
  Media: type<Fact.MediaFact>()({ string: "report" }),
  Activity: type<Fact.ActivityFact>()({ string: "date year" }),
} satisfies Record<string, Type>;

const covers = (whole: Span, part: Span) => whole.start !== "" && whole.start <= part.start && whole.end >= part.end;

/** Of the years of the report's plan, those that the report covers as far as they lie in the plan. */
function yearsCovered(report: Fact.ReportFact, { facts }: Maker): string[] {
  const plan = facts.plans.find(({ id }) => id === report.plan);
  if (!plan) return [];
  const inPlan = (year: string): Span => ({
    start: plan.start > `${year}-01-01` ? plan.start : `${year}-01-01`,
    end: plan.end < `${year}-12-31` ? plan.end : `${year}-12-31`,
  });
  return plan.yearsBegun.filter((year) => covers(report, inPlan(year)));
}

const MARGINALISED = "migrants special-learning-needs unemployed low-income minorities people-with-disabilities".split(
  " ",
);

/** What a field is that the dossier does not state. */
const EMPTY = { string: "", bool: false, double: Number.NaN };

/** A thing as expressions see it: its fields are getters, so that nothing is made that no expression asks for. */
class Instance {
  readonly thing: object | null;
  readonly maker: Maker;
  readonly kept = new Map<string, unknown>();
  constructor(thing: object | null, maker: Maker) {
    this.thing = thing;
    this.maker = maker;
  }
}

function classOf(name: string, { fields, made }: Type): typeof Instance {
  const Made = { [name]: class extends Instance {} }[name] as typeof Instance;
  for (const [field, is] of Object.entries(fields)) {
    const from = made[field];
    const get = function (this: Instance): unknown {
      if (this.thing === null) return this.maker.empty(is);
      if (!from) return (this.thing as Record<string, unknown>)[field];
      if (!this.kept.has(field)) this.kept.set(field, from.from(this.thing as never, this.maker));
      return this.kept.get(field);
    };
    Object.defineProperty(Made.prototype, field, { get });
  }
  return Made;
}
const CLASSES = new Map(
  Object.entries(VOCABULARY as Record<string, Type>).map(([name, of]) => [name, classOf(name, of)]),
);

/** Turns the things of one dossier's facts into instances, each once. */
class Maker {
  readonly facts: Fact.Facts;
  /** Whether a thing counts on the day: a report of a later day does not, with all that it says, and nothing else that is to come. */
  readonly counts: (thing: Fact.Thing & { date?: Fact.Day }) => boolean;
  private readonly made = new Map<string, Map<object | null, Instance>>();
  private reported: Map<string, Fact.ReportActionFact[]> | undefined;
  constructor(facts: Fact.Facts) {
    this.facts = facts;
    const later = new Set(facts.reports.filter(({ date }) => date > facts.day).map((report) => report.in));
    this.counts = (thing) => thing.in.kind !== "report" || (!later.has(thing.in) && (thing.date ?? "") <= facts.day);
  }
  make(name: string, thing: object | null): Instance {
    const made = this.made.get(name) ?? new Map<object | null, Instance>();
    this.made.set(name, made);
    const known = made.get(thing);
    if (known) return known;
    const Made = CLASSES.get(name) ?? Instance;
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
    for (const entry of this.facts.reportActions.filter(this.counts))
      reported.set(entry.action, [...(reported.get(entry.action) ?? []), entry]);
    return reported;
  }
}
const makers = new WeakMap<Fact.Facts, Maker>();
function makerOf(facts: Fact.Facts): Maker {
  const maker = makers.get(facts) ?? new Maker(facts);
  makers.set(facts, maker);
  return maker;
}

/** The variables of one question, each made when it is first asked for. */
export class Context extends Map<string, unknown> {
  private readonly sources: Map<string, () => unknown>;
  constructor(sources: Map<string, () => unknown>) {
    super();
    this.sources = sources;
  }
  override get(name: string): unknown {
    if (!this.has(name)) this.set(name, this.sources.get(name)?.());
    return super.get(name);
  }
}

function listSources(maker: Maker, keep: (thing: Fact.Thing) => boolean): Map<string, () => unknown> {
  const sources = new Map<string, () => unknown>();
  for (const [name, is] of Object.entries(LISTS) as [ListName, string][])
    sources.set(name, () => {
      const all: readonly Fact.Thing[] = maker.facts[name];
      return maker.list(is, all.filter(keep));
    });
  sources.set("day", () => maker.facts.day);
  sources.set("year", () => maker.facts.year);
  sources.set("marginalised", () => MARGINALISED);
  return sources;
}

const contexts = new WeakMap<Fact.Facts, WeakMap<Scope, Context>>();

/** The variables of a criterion: what belongs to a plan is cut to the plan that is assessed for the framework. */
export function context(facts: Fact.Facts, scope: Scope): Context {
  const known = contexts.get(facts) ?? new WeakMap<Scope, Context>();
  contexts.set(facts, known);
  let found = known.get(scope);
  if (!found) known.set(scope, (found = new Context(criterionSources(makerOf(facts), scope))));
  return found;
}

function criterionSources(maker: Maker, { framework, items, membership }: Scope): Map<string, () => unknown> {
  const { facts } = maker;
  const plan = facts.planOf.get(framework) ?? null;
  const ofPlan = (thing: Fact.Thing) => maker.counts(thing) && (thing.in.kind !== "plan" || thing.in === plan?.in);
  const sources = listSources(maker, ofPlan);
  const more: Record<string, () => unknown> = {
    city: () => maker.make("City", facts.city),
    plan: () => maker.make("Plan", plan),
    membership: () => maker.make("Membership", membership),
    items: () => [...items],
    yearsBegun: () => plan?.yearsBegun ?? [],
    yearsEnded: () => plan?.yearsEnded ?? [],
    latestYear: () => plan?.yearsBegun.at(-1) ?? "",
    item: () => "",
    // An action is cited whole: without the day it starts on, the one that it ends on would count.
    activities: () =>
      maker.list(
        "Activity",
        facts.activities.map((one) => ({ ...one, at: one.at.replace(/\/(start|end)$/, "") })),
      ),
  };
  for (const [name, from] of Object.entries(more)) sources.set(name, from);
  return sources;
}

/* The functions: what shows a criterion, and how far. */

class Shown {
  readonly value: number | null;
  readonly places: Place[];
  readonly reason: Said | undefined;
  constructor(value: number | null, places: () => Place[], reason?: Said) {
    this.value = value;
    this.places = value !== null && value > 0 ? places() : [];
    this.reason = value === null ? reason : undefined;
  }
}

/** What a pointer leads to in a document's data. */
function lookUp(data: unknown, pointer: string): unknown {
  let found = data;
  for (const part of pointer.split("/").slice(1)) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}

/** Where an instance shows a field: below it in its document, for an action also in the reports on it, or the things it leads to. */
function placesOf(instance: Instance, thing: Fact.Thing, field: string): Place[] {
  const [head = "", ...rest] = field.split("/");
  const led = (instance as unknown as Record<string, unknown>)[head];
  if (Array.isArray(led) && led[0] instanceof Instance) return cite(led, rest.length > 0 ? [rest.join("/")] : []);
  const behind =
    CLASSES.get("Action") === instance.constructor ? instance.maker.reportsOn(thing as Fact.ActionFact) : [];
  return [thing, ...behind]
    .map((one) => ({ in: one.in, at: `${one.at}/${field}` }))
    .filter((place) => lookUp(place.in.data, place.at) !== undefined);
}

/** The places of things, or of the fields that show them; the things themselves where no field is stated. */
function cite(instances: unknown[], fields: readonly string[]): Place[] {
  const [whole, places]: [Place[], Place[]] = [[], []];
  for (const instance of instances) {
    if (!(instance instanceof Instance) || instance.thing === null || !("in" in instance.thing)) continue;
    const thing = instance.thing as Fact.Thing;
    whole.push({ in: thing.in, at: thing.at });
    places.push(...fields.flatMap((field) => placesOf(instance, thing, field)));
  }
  return places.length > 0 ? places : whole;
}

const fieldsOf = (field: string | string[] | undefined) => (field === undefined ? [] : [field].flat());
const within01 = (value: number) => Math.min(1, Math.max(0, value));
type Field = string | string[];

/** Each with its parameters but the last, which names the field or fields that show it and may be left out. */
const CITING: [signature: string, handler: (...args: never[]) => Shown][] = [
  ["some(list)", (things: unknown[], field?: Field) => when(true, things, field)],
  ["when(bool, list)", when],
  [
    "atLeast(int, list)",
    (least: bigint, things: unknown[], field?: Field) => when(things.length >= least, things, field),
  ],
  [
    "share(list, list)",
    (some: unknown[], whole: unknown[], field?: Field) =>
      whole.length === 0
        ? new Shown(null, () => [], REASONS.nothing)
        : new Shown(within01(some.length / whole.length), () => cite(some, fieldsOf(field))),
  ],
  [
    "part(double, list)",
    (part: number, things: unknown[], field?: Field) =>
      Number.isNaN(part)
        ? new Shown(null, () => [], REASONS.unknown)
        : new Shown(things.length > 0 ? within01(part) : 0, () => cite(things, fieldsOf(field))),
  ],
  [
    "Shown.shownBy(list)",
    (shown: Shown, things: unknown[], field?: Field) =>
      new Shown(shown.value, () => cite(things, fieldsOf(field)), shown.reason),
  ],
];
function when(holds: boolean, things: unknown[], field?: Field): Shown {
  return new Shown(holds && things.length > 0 ? 1 : 0, () => cite(things, fieldsOf(field)));
}

function together(all: Shown[], value: (values: number[]) => number): Shown {
  const counted = all.map((shown) => shown.value).filter((one) => one !== null);
  const result = counted.length > 0 ? value(counted) : null;
  return new Shown(result, () => all.flatMap(({ places }) => places), all[0]?.reason ?? REASONS.nothing);
}

const OTHERS: Record<string, (...args: never[]) => unknown> = {
  "mean(list<Shown>): Shown": (all: Shown[]) =>
    together(all, (values) => values.reduce((sum, one) => sum + one, 0) / values.length),
  "best(list<Shown>): Shown": (all: Shown[]) => together(all, (values) => Math.max(...values)),
  "least(list<Shown>): Shown": (all: Shown[]) => together(all, (values) => Math.min(...values)),
  "Shown.countedIf(bool, map<string, string>): Shown": (shown: Shown, counted: boolean, reason: Said) =>
    counted ? shown : new Shown(null, () => [], reason),
  "Shown.countedIf(bool, string): Shown": (shown: Shown, counted: boolean, reason: string) =>
    counted ? shown : new Shown(null, () => [], { en: reason }),
  "distinct(list<string>): list<string>": (words: string[]) => [...new Set(words)].filter((word) => word !== ""),
  "largest(list<string>): int": (words: string[]) => {
    const sizes = new Map<string, number>();
    for (const word of words) if (word !== "") sizes.set(word, (sizes.get(word) ?? 0) + 1);
    return BigInt(Math.max(0, ...sizes.values()));
  },
  "months(string, string): double": months,
  "monthsBefore(string, double): string": monthsBefore,
};

const lastOfMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Whole months of a period whose end lies in it, NaN where it is not whole months to the day. */
function months(start: Fact.Day, end: Fact.Day): number {
  if (start === "" || end === "") return Number.NaN;
  const next = new Date(`${end}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const [year = 0, month = 0, day = 0] = start.split("-").map(Number);
  const count = (next.getUTCFullYear() - year) * 12 + next.getUTCMonth() + 1 - month;
  const expected = Math.min(day, lastOfMonth(next.getUTCFullYear(), next.getUTCMonth() + 1));
  return next.getUTCDate() === expected ? count : Number.NaN;
}

/** The day so many months before; a day that never comes where the number is not known. */
function monthsBefore(day: Fact.Day, count: number): Fact.Day {
  if (Number.isNaN(count)) return "9999-12-31";
  const [year = 0, month = 0, of = 0] = day.split("-").map(Number);
  const index = year * 12 + month - 1 - Math.trunc(count);
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(Math.min(of, lastOfMonth(y, m))).padStart(2, "0")}`;
}

/** What `has(x.field)` asks: whether the dossier states it. */
function isStated(value: unknown): boolean {
  if (typeof value === "string") return value !== "";
  if (typeof value === "number") return !Number.isNaN(value);
  if (Array.isArray(value)) return value.length > 0;
  return value instanceof Instance ? value.thing !== null : value === true;
}
const SYNC = { async: false };
/** Of the language's own functions. All that can grow a value without end, or search by patterns, is left out. */
const PLAIN =
  "size exists all exists_one filter map contains startsWith endsWith lowerAscii upperAscii trim int double string has";
const OFFERED = new Set([
  ...PLAIN.split(" "),
  ...[...CITING.map(([signature]) => signature), ...Object.keys(OTHERS)].map(nameOf),
]);

function nameOf(signature: string): string {
  return signature.slice(0, signature.indexOf("(")).replace("Shown.", "");
}

/** Types and functions; made when first needed. */
function vocabulary(): Environment {
  const env = new Environment({ limits: { maxDepth: LIMITS.depth } });
  for (const [name, { fields }] of Object.entries(VOCABULARY as Record<string, Type>))
    env.registerType(name, { ctor: CLASSES.get(name) ?? Instance, fields });
  env.registerType("Shown", { ctor: Shown, fields: {} });
  for (const [signature, handler] of CITING)
    for (const field of ["", ", string", ", list<string>"])
      env.registerFunction(`${signature.slice(0, -1)}${field}): Shown`, handler, SYNC);
  for (const [signature, handler] of Object.entries(OTHERS)) env.registerFunction(signature, handler, SYNC);
  for (const is of ["string", "bool", "double", "list", ...Object.keys(VOCABULARY)])
    env.registerFunction(`set(${is}): bool`, isStated, SYNC);
  env.registerOperator("double == int", (a: number | bigint, b: number | bigint) => Number(a) === Number(b));
  for (const [name, of] of Object.entries(LISTS)) env.registerVariable(name, `list<${of}>`);
  env
    .registerVariable("marginalised", "list<string>")
    .registerVariable("day", "string")
    .registerVariable("year", "string");
  return env;
}
let base: Environment | undefined;
const environments = new Map<string, Environment>();

function environment(of: "criterion" | Over): Environment {
  const known = environments.get(of);
  if (known) return known;
  base ??= vocabulary();
  const env = base.clone();
  if (of === "criterion") {
    for (const name of ["item", "latestYear"]) env.registerVariable(name, "string");
    for (const name of ["items", "yearsBegun", "yearsEnded"]) env.registerVariable(name, "list<string>");
    env.registerVariable("city", "City").registerVariable("plan", "Plan").registerVariable("membership", "Membership");
  } else env.registerVariable(of, OVER[of].type);
  environments.set(of, env);
  return env;
}

/* Compiling. */

const isNode = (value: unknown): value is ASTNode =>
  typeof value === "object" && value !== null && "op" in value && "args" in value;
const childrenOf = ({ args }: ASTNode): ASTNode[] => [args as unknown].flat(3).filter(isNode);

function nodesOf(root: ASTNode): { node: ASTNode; depth: number }[] {
  const nodes = [{ node: root, depth: 1 }];
  for (const { node, depth } of nodes)
    for (const child of childrenOf(node)) nodes.push({ node: child, depth: depth + 1 });
  return nodes;
}

/** The first thing in a tree that is not offered here. */
function refused(source: string, root: ASTNode): CelFault | undefined {
  for (const { node, depth } of nodesOf(root)) {
    if (depth > LIMITS.depth)
      return { message: `The expression is nested more than ${LIMITS.depth} levels deep.`, offset: node.start };
    if (node.op !== "call" && node.op !== "rcall") continue;
    const name = node.args[0];
    if (OFFERED.has(name)) continue;
    const offset = node.op === "rcall" ? source.indexOf(name, node.args[1].end) : node.start;
    return { message: `Unknown function: ${name}`, offset };
  }
  return undefined;
}

/** Text and lists may not be added: doubled again and again they would outgrow any memory. */
function growing(root: ASTNode): CelFault | undefined {
  for (const { node } of nodesOf(root)) {
    const of = (node as { checkedType?: { name: string } }).checkedType?.name;
    if (node.op === "+" && of !== "int" && of !== "double")
      return { message: "`+` adds numbers only.", offset: node.start };
  }
  return undefined;
}

function faultOf(error: unknown): CelFault {
  const { summary, message, range } = error as { summary?: string; message?: string; range?: { start: number } };
  const said = summary ?? message ?? "The expression cannot be read.";
  const ours = said.replace(/^No such key: (?!index)/, "Unknown field: ").replace("'set(", "'has(");
  return { message: ours, offset: range?.start ?? 0 };
}

/** `has(` becomes the function of ours that is as long, so that places stay what they are. */
function withStated(source: string, root: ASTNode): string {
  let text = source;
  for (const { node } of nodesOf(root))
    if (node.op === "call" && node.args[0] === "has")
      text = `${text.slice(0, node.start)}set${text.slice(node.start + 3)}`;
  return text;
}

function compileIn(env: Environment, source: string, yields: string[], asked: string): Compiled | CelFault {
  if (source.length > LIMITS.source)
    return { message: `The expression is longer than ${LIMITS.source} characters.`, offset: LIMITS.source };
  try {
    const { ast } = env.parse(source);
    const fault = refused(source, ast);
    if (fault) return fault;
    const evaluate = env.parse(withStated(source, ast));
    const { valid, type: is = "", error } = evaluate.check();
    if (!valid) return faultOf(error);
    if (!yields.includes(is)) return { message: `The expression gives ${is}; it has to give ${asked}.`, offset: 0 };
    return growing(evaluate.ast) ?? { source, evaluate };
  } catch (error) {
    return faultOf(error);
  }
}

/** Parses and checks a criterion. */
export function compile(source: string): Compiled | CelFault {
  const yields = ["Shown", "bool", "double", "int", "null"];
  return compileIn(environment("criterion"), source, yields, "true or false, a fraction, or what shows it");
}

export const isFault = (result: Compiled | CelFault): result is CelFault => "offset" in result;

/* Running. */

function outcome(result: unknown): Outcome {
  if (result instanceof Shown)
    return { value: result.value, places: result.places, ...(result.reason && { reason: result.reason }) };
  const number = result === null ? Number.NaN : Number(result);
  if (Number.isNaN(number))
    return { value: null, places: [], reason: result === null ? REASONS.null : REASONS.unknown };
  return { value: within01(number), places: [] };
}

function failed(error: unknown): Outcome {
  const { message } = faultOf(error);
  const reason = { en: `the expression failed: ${message}`, pt: `a expressão falhou: ${message}` };
  return { value: null, places: [], reason };
}

function evaluated(compiled: Compiled, context: Context): Outcome {
  try {
    return outcome(compiled.evaluate(context));
  } catch (error) {
    return failed(error);
  }
}

/** Evaluates a criterion for an item. Never throws: what fails is null, with the reason. */
export function run(compiled: Compiled, context: Context, item = ""): Outcome {
  context.set("item", item);
  return evaluated(compiled, context);
}

let timer: { script: Script; sandbox: { work?: () => void } } | undefined;

/** Like `run`, for expressions of the workspace's own: one that takes longer than so many milliseconds is stopped. */
export function runWithin(ms: number, compiled: Compiled, context: Context, item = ""): Outcome {
  timer ??= { script: new Script("work()"), sandbox: createContext({}) };
  let result: Outcome = { value: null, places: [], reason: REASONS.late };
  timer.sandbox.work = () => {
    result = run(compiled, context, item);
  };
  try {
    timer.script.runInContext(timer.sandbox, { timeout: ms });
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") return failed(error);
  }
  return result;
}

/* Policies: an expression over every thing of one sort. */

const OVER = {
  city: { type: "City", of: ({ city }) => (city ? [city] : []) },
  committee: { type: "Committee", of: ({ committees }) => committees },
  plan: { type: "Plan", of: ({ plans }) => plans },
  action: { type: "Action", of: ({ actions }) => actions },
  member: { type: "Member", of: ({ members }) => members },
  report: { type: "Report", of: ({ reports }) => reports },
  indicator: { type: "Indicator", of: ({ indicators }) => indicators },
} satisfies Record<string, { type: string; of(facts: Fact.Facts): Fact.Thing[] }>;
export type Over = keyof typeof OVER;

/** Parses and checks a policy: it names the thing by what it is over, and gives true or false. */
export function compilePolicy(over: Over, source: string): Compiled | CelFault {
  return compileIn(environment(over), source, ["bool"], "true or false");
}

/** Each thing that a policy is over, with what it gives for it: 1 where it holds, 0 where not, null with the reason. */
export function* runPolicy(
  ms: number,
  over: Over,
  policy: Compiled,
  facts: Fact.Facts,
): Generator<[Fact.Thing, Outcome]> {
  const maker = makerOf(facts);
  const variables = new Context(listSources(maker, () => true));
  for (const thing of OVER[over].of(facts)) {
    variables.set(over, maker.make(OVER[over].type, thing));
    yield [thing, runWithin(ms, policy, variables)];
  }
}
