import type { ScoredRevision } from "../model/chart.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Document, Dossier, Sound } from "../model/dossier.ts";
import type { Amount, Day, Facts, Thing } from "../model/facts.ts";
import type { Evidence, EvidenceList, Markdown, Party, Period, Text } from "../model/kinds.gen.ts";
import type { Library } from "../model/library.ts";
import type { ReportTemplate } from "../model/report.ts";
import type { Choice, EvidenceView, Narrative, PartyView, Share } from "../model/report-pieces.ts";
import type { ScoreCard } from "../model/score.ts";
import type { Spoken, Words } from "../model/words.ts";
import { names, type Names } from "./names.ts";

/** All that a report is made of. */
export interface Assembled {
  dossier: Dossier;
  facts: Facts;
  scores: ScoreCard[];
  /** A report of one network is about its frameworks alone. */
  template: ReportTemplate;
  diagnostics: Diagnostic[];
  library: Library;
  words: Words;
  /** Without the personal details that their owners have not released. */
  public: boolean;
  /** Leaves out what is dated outside it; without one the report covers the plans that are being assessed. */
  period?: { start: Day; end: Day };
  /** The scores of earlier revisions, where they are known. */
  history?: ScoredRevision[];
  sources: { file: string; sha256?: string }[];
  tool: { name: string; version: string };
}

/** The input with the ways in which a report says things. What is not stated is null. */
export interface Telling extends Assembled, Names {
  /** The plans the report is about, and the reports on them up to the day, oldest first. */
  plans: Document<"plan">[];
  reports: Document<"report">[];
  spoken: (text: Sound<Text> | undefined) => Spoken | null;
  /** A text of a pack: plain ones are in English. */
  ofPack: (text: Sound<Text> | undefined) => Spoken | null;
  spokenAll: (texts: readonly (Sound<Text> | undefined)[] | undefined) => Spoken[];
  narrative: (text: Sound<Markdown> | undefined) => Narrative | null;
  label: (group: string, value: string | undefined) => string | null;
  labels: (group: string, values: readonly string[] | undefined) => string[];
  choice: (group: string, value: string) => Choice | null;
  date: (day: Day | undefined) => string | null;
  span: (period: Sound<Period> | undefined) => string | null;
  money: (amount: Amount | null) => string | null;
  share: (fraction: number | null) => Share | null;
  country: (code: string | undefined) => string | null;
  party: (party: Sound<Party> | undefined) => PartyView | null;
  parties: (parties: readonly Sound<Party>[] | undefined) => PartyView[];
  evidence: (evidence: Sound<EvidenceList> | undefined) => EvidenceView[];
  /** Whether a day, or a span of days, belongs into the report; the undated does. */
  covers: (start: Day | undefined, end?: Day) => boolean;
  /** Of which plan, where there are several. */
  planOf: (plan: Document<"plan">) => Spoken | null;
  /** The number of a further picture of this report. */
  nextChart: () => number;
}

export function telling(given: Assembled): Telling {
  const { frameworks } = given.template;
  const isOurs = (framework: string): boolean => frameworks.length === 0 || frameworks.includes(framework);
  const input = { ...given, scores: given.scores.filter(({ id }) => isOurs(id)) };
  const { words, dossier, period } = input;
  const first = dossier.documents.city[0]?.data.languages?.[0];
  const spoken = speaker(words, first);
  const known = names(dossier, spoken);
  const plans = plansOf(input);
  let charts = 0;
  const date = (day: Day | undefined): string | null => (day === undefined || day === "" ? null : words.date(day));
  const label = (group: string, value: string | undefined): string | null =>
    value === undefined || value === "" ? null : words.label(group, value);
  const party = (given: Sound<Party> | undefined): PartyView | null => {
    if (given === undefined) return null;
    if (typeof given === "string") return partyOf(known, given, label);
    const name = spoken(given.name);
    return name === null ? null : { name, sector: label("sector", given.sector) };
  };
  return {
    ...input,
    ...known,
    plans,
    reports: reportsOf(input, plans),
    spoken,
    ofPack: speaker(words, "en"),
    spokenAll: (texts) => (texts ?? []).map((text) => spoken(text)).filter((text) => text !== null),
    narrative(text) {
      const found = spoken(text);
      return found === null ? null : { markdown: found.text, lang: found.lang ?? null };
    },
    label,
    labels: (group, values) => (values ?? []).map((value) => words.label(group, value)),
    choice: (group, value) => (value === "" ? null : { value, label: words.label(group, value) }),
    date,
    span: (given) => spanOf(words, date(given?.start), date(given?.end)),
    money: (amount) => (amount === null ? null : words.money(amount)),
    share: (fraction) => shareOf(words, fraction),
    country: (code) => (code === undefined || code === "" ? null : words.region(code)),
    party,
    parties: (given) => (given ?? []).map(party).filter((one) => one !== null),
    evidence: (given) => listed(given).flatMap((one) => evidenceOf(one, spoken, date, label)),
    covers: (start, end = start) =>
      period === undefined || ((end || period.start) >= period.start && (start || period.end) <= period.end),
    planOf: (plan) => (plans.length > 1 ? spoken(plan.data.title) : null),
    nextChart: () => (charts += 1),
  };
}

const base = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";

/** Where the labels are in another language than the texts, because it has no locale, each text says its own. */
function speaker(words: Words, first: string | undefined): Telling["spoken"] {
  const apart = base(words.say("report.language")) !== base(words.language);
  return (text) => {
    if (text === undefined) return null;
    const found = words.spoken(typeof text === "string" ? text : complete(text), first);
    if (found.text.trim() === "") return null;
    if (found.lang !== undefined && base(found.lang) === base(words.say("report.language")))
      return { text: found.text };
    return apart && found.lang === undefined ? { text: found.text, lang: words.language } : found;
  };
}

function complete(versions: { [tag: string]: string | undefined }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(versions).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function plansOf({ dossier, facts, period, template: { frameworks } }: Assembled): Document<"plan">[] {
  const all = dossier.documents.plan;
  if (period !== undefined) {
    const within = all.filter(({ data: { period: own } }) => {
      return own?.start !== undefined && own.start <= period.end && (own.end ?? own.start) >= period.start;
    });
    const theirs = within.filter(({ data }) => data.frameworks?.some((framework) => frameworks.includes(framework)));
    return theirs.length > 0 ? theirs : within;
  }
  const own = [...facts.planOf].filter(([framework]) => frameworks.includes(framework));
  const assessed = new Set((own.length > 0 ? own : [...facts.planOf]).map(([, plan]) => plan?.in));
  const told = all.filter((plan) => assessed.has(plan));
  const newest = all.toSorted((a, b) => ((a.data.period?.start ?? "") < (b.data.period?.start ?? "") ? 1 : -1));
  return told.length > 0 ? told : newest.slice(0, 1);
}

const order = ({ data }: Document<"report">): string => `${data.date ?? ""} ${data.period?.start ?? ""}`;

function reportsOf({ dossier, facts, period }: Assembled, plans: Document<"plan">[]): Document<"report">[] {
  const ids = new Set(plans.map(({ data }) => data.id));
  return dossier.documents.report
    .filter(({ data }) => data.plan !== undefined && ids.has(data.plan) && (data.date ?? "") <= facts.day)
    .filter(({ data: { period: own } }) => {
      return (
        period === undefined || ((own?.end ?? period.start) >= period.start && (own?.start ?? period.end) <= period.end)
      );
    })
    .toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

function spanOf(words: Words, start: string | null, end: string | null): string | null {
  if (start === null) return end === null ? null : words.say("report.until", { date: end });
  if (start === end) return start;
  return end === null ? words.say("report.from", { start }) : words.say("report.range", { start, end });
}

/** Never "100 %" for less than the whole. */
function shareOf(words: Words, fraction: number | null): Share | null {
  if (fraction === null || Number.isNaN(fraction)) return null;
  const whole = fraction < 1 && fraction > 0.999;
  return { fraction: Math.min(1, Math.max(0, fraction)), text: words.percent(whole ? 0.999 : fraction) };
}

function partyOf(known: Names, id: string, label: Telling["label"]): PartyView {
  const found = known.partyNames.get(id);
  return found === undefined
    ? { name: { text: id }, sector: null }
    : { name: found.name, sector: label("sector", found.sector) };
}

export function listed(given: Sound<EvidenceList> | undefined): Sound<Evidence>[] {
  if (given === undefined) return [];
  return Array.isArray(given) ? given : [given];
}

function evidenceOf(
  given: Sound<Evidence>,
  spoken: Telling["spoken"],
  date: Telling["date"],
  label: Telling["label"],
): EvidenceView[] {
  const { path, url, title, kind, date: day } = typeof given === "string" ? placed(given) : given;
  if (path === undefined && url === undefined) return [];
  const web = url !== undefined && /^https:\/\//i.test(url) ? url : null;
  return [
    {
      title: spoken(title),
      kind: label("evidenceKind", kind),
      date: date(day),
      path: web === null ? (path ?? url ?? null) : null,
      url: web,
    },
  ];
}

function placed(text: string): Sound<Exclude<Evidence, string>> {
  return /^https:\/\//i.test(text) ? { url: text } : { path: text };
}

/** Finds the fact about the thing at a place. */
export function factsAt<T extends Thing>(things: readonly T[]): (document: Document, at: string) => T | undefined {
  const byDocument = new Map<Document, Map<string, T>>();
  for (const thing of things) {
    const places = byDocument.get(thing.in) ?? new Map<string, T>();
    byDocument.set(thing.in, places.set(thing.at, thing));
  }
  return (document, at) => byDocument.get(document)?.get(at);
}
