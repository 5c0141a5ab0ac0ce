import type { Kind } from "../model/dossier.ts";
import { type Phrase, phrase, type Said, series, told } from "../model/phrase.ts";
import type { Words } from "../model/words.ts";
import { type Part, shown } from "./parts.ts";
import type { Names } from "./said.ts";
import { personal, type Type } from "./shape.ts";
import { amountIn, isRecord, type Plain, sameOf, type Value } from "./values.ts";

const longest = 80;

/** How sentences are put into the words of a language. `mask` covers what no message may quote. */
export interface Voice {
  words: Words;
  mask: (text: string) => string;
  /** Kinds of which there are several documents, so that a place has to say which. */
  several?: ReadonlySet<Kind>;
}

/** A text of the dossier in one line, as a message may quote it. */
export function quoted(text: string, { mask }: Pick<Voice, "mask">): string {
  const line = mask(text.replace(/\s+/g, " ").trim());
  return line.length > longest ? `${line.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…` : line;
}

/** A sentence of ours; it begins with a capital where it begins with a word. */
export function sentence(said: Said, voice: Voice): string {
  const text = told(said, voice.words, (part) => quoted(part, voice));
  return text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(voice.words.language));
}

/** What of a thing has changed, in the words of a plan where it has some. */
const aspects: ReadonlyMap<string, (of: Said) => Phrase> = new Map<string, (of: Said) => Phrase>([
  ["title", (of) => phrase("the title of {of}", { of })],
  ["name", (of) => phrase("the name of {of}", { of })],
  ["status", (of) => phrase("the status of {of}", { of })],
  ["start", (of) => phrase("the start of {of}", { of })],
  ["end", (of) => phrase("the end of {of}", { of })],
  ["date", (of) => phrase("the date of {of}", { of })],
  ["due", (of) => phrase("the deadline of {of}", { of })],
  ["period.start", (of) => phrase("the start of {of}", { of })],
  ["period.end", (of) => phrase("the end of {of}", { of })],
  ["term.start", (of) => phrase("the start of the term of {of}", { of })],
  ["term.end", (of) => phrase("the end of the term of {of}", { of })],
  ["target.value", (of) => phrase("the target of {of}", { of })],
  ["target.date", (of) => phrase("the day of the target of {of}", { of })],
  ["baseline.value", (of) => phrase("the baseline of {of}", { of })],
  ["baseline.date", (of) => phrase("the day of the baseline of {of}", { of })],
  ["value", (of) => phrase("the value of {of}", { of })],
  ["unit", (of) => phrase("the unit of {of}", { of })],
  ["budget.amount", (of) => phrase("the budget of {of}", { of })],
  ["amount", (of) => phrase("the amount of {of}", { of })],
  ["spent", (of) => phrase("the spending in {of}", { of })],
  ["progress", (of) => phrase("the progress in {of}", { of })],
  ["lead", (of) => phrase("the lead of {of}", { of })],
  ["roles", (of) => phrase("the roles of {of}", { of })],
  ["focalPoint", () => phrase("the focal point")],
]);

const aspectOf = (field: string, of: Said): Said =>
  aspects.get(field)?.(of) ?? phrase("`{field}` of {of}", { field, of });

/** Days by which something is late. A later start is no slip. */
const deadlines = new Set(["end", "due", "target.date", "period.end", "by"]);

const dayOf = (plain: Plain | undefined) => (typeof plain === "string" ? Date.parse(`${plain}T00:00:00Z`) : Number.NaN);

function ofDays(field: string, what: Said, [from, to]: [Value, Value]): Said | undefined {
  const count = Math.round((dayOf(to.plain) - dayOf(from.plain)) / 86_400_000);
  if (!deadlines.has(field) || Number.isNaN(count) || count === 0) return undefined;
  const args = { what, from: shown(from.plain), to: shown(to.plain), count: Math.abs(count) };
  return count > 0
    ? phrase("{what} slipped {count} days, from {from} to {to}.", args)
    : phrase("{what} was brought forward {count} days, from {from} to {to}.", args);
}

/** Which of two values is the larger, where both are numbers or sums in one currency. */
function direction([from, to]: [Value, Value]): number {
  if (typeof from.plain === "number" && typeof to.plain === "number") return to.plain - from.plain;
  const [a, b] = [amountIn(from.plain), amountIn(to.plain)];
  if (!a || !b || a.currency !== b.currency) return 0;
  const scale = Math.max(a.scale, b.scale);
  const units = ({ units, scale: own }: typeof a) => units * 10n ** BigInt(scale - own);
  return units(b) > units(a) ? 1 : units(b) < units(a) ? -1 : 0;
}

const isLong = ({ plain, shape }: Value) =>
  shape === "text" && (isRecord(plain) ? Object.values(plain) : [plain]).some((text) => shown(text).length > longest);

/** The languages in which a text is not what it was, where it has several. */
function languagesOf(from: Value, to: Value): string[] {
  const [a, b] = [from.plain, to.plain].map((plain) =>
    isRecord(plain) ? (plain as Record<string, Plain>) : undefined,
  );
  if (from.shape !== "text" || !a || !b) return [];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((tag) => a[tag] !== b[tag]).sort();
}

interface Changed {
  part: Part;
  field: string;
  from: Value | undefined;
  to: Value | undefined;
}

/** The entries that a set has more and those that it has no more. */
function ofSets(
  what: Said,
  [from, to]: [Value, Value],
  { part, field }: Changed,
  names: [Names, Names],
): Said | undefined {
  if (!Array.isArray(from.plain) || !Array.isArray(to.plain) || field === "focalPoint") return undefined;
  const less = (some: Plain[], others: Plain[]) => {
    const there = new Set(others.map(sameOf));
    return some.filter((one) => !there.has(sameOf(one)));
  };
  const say = (plain: Plain[], side: 0 | 1) => names[side].value({ plain, shape: to.shape }, part.sort.type, field);
  const [gained, lost] = [less(to.plain, from.plain), less(from.plain, to.plain)];
  if (gained.length > 0 && lost.length > 0)
    return phrase("{what}: gained {gained}, lost {lost}.", { what, gained: say(gained, 1), lost: say(lost, 0) });
  if (gained.length > 0) return phrase("{what}: gained {gained}.", { what, gained: say(gained, 1) });
  return lost.length > 0 ? phrase("{what}: lost {lost}.", { what, lost: say(lost, 0) }) : undefined;
}

function ofPersonal(what: Said, from: Value | undefined, to: Value | undefined): Said {
  if (from && to) return phrase("{what} changed.", { what });
  return to ? phrase("{what} is stated now.", { what }) : phrase("{what} is not stated any more.", { what });
}

/** Whether what a field holds is shown to nobody. */
export const isPersonal = (type: Type, field: string) =>
  type === "member" && (personal.has(field) || field.startsWith("x-"));

/** What it means that a field is not what it was. `names`: of the state before and of that after. */
export function changedSaid(change: Changed, names: [Names, Names]): Said {
  const { part, field, from, to } = change;
  const { type } = part.sort;
  const thing = names[1].thing(part);
  const what = aspectOf(field, thing);
  if (isPersonal(type, field)) return ofPersonal(what, from, to);
  if ((from && isLong(from)) || (to && isLong(to))) return ofLong(what, from, to);
  const args = {
    what,
    from: from ? names[0].value(from, type, field) : "",
    to: to ? names[1].value(to, type, field) : "",
  };
  if (type === "milestone" && field === "done" && to && !from)
    return phrase("{thing} was reached on {to}.", { thing, to: args.to });
  if (!to && field === "focalPoint") return phrase("The focal point was {from}, and there is none now.", args);
  if (!from) return phrase("{what} is {to} now; none was stated before.", args);
  if (!to) return phrase("{what} was {from} and is stated no more.", args);
  if (field === "status") return phrase("{thing} moved from {from} to {to}.", { thing, from: args.from, to: args.to });
  const tags = languagesOf(from, to);
  if (tags.length > 0 && names[0].text(from.plain) === names[1].text(to.plain))
    return phrase("{what} is another in {languages}.", { what, languages: series("and", tags) });
  const special = ofDays(field, what, [from, to]) ?? ofSets(what, [from, to], change, names);
  if (special) return special;
  const way = direction([from, to]);
  if (way > 0) return phrase("{what} rose from {from} to {to}.", args);
  if (way < 0) return phrase("{what} fell from {from} to {to}.", args);
  return phrase("{what} changed from {from} to {to}.", args);
}

function ofLong(what: Said, from: Value | undefined, to: Value | undefined): Said {
  if (from && to) return phrase("{what} was written anew.", { what });
  return to ? phrase("{what} was written.", { what }) : phrase("{what} was taken out.", { what });
}
