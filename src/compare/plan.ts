import type { Sound } from "../model/dossier.ts";
import type { Change } from "../model/history.ts";
import type { Action, Indicator, Money, Plan } from "../model/kinds.gen.ts";
import { phrase, type Said } from "../model/phrase.ts";

/** A value of a plan: what makes two of them the same, and how a message shows it. */
interface Stated {
  same: string;
  said: Said;
}

/** The field of a thing, by its path in it. */
interface Field {
  kind: Exclude<Change["kind"], "action-dropped">;
  field: string;
  value: Stated | undefined;
}

/** A thing of a plan whose changes count, at its place. */
interface Part {
  what: "plan" | "action" | "milestone" | "indicator";
  id: string;
  within: string;
  at: string;
  fields: Field[];
}

const day = (value: string | undefined): Stated | undefined =>
  value === undefined ? undefined : { same: value, said: value };

/** Amounts are the same whatever zeros they are written with. */
function money(value: Sound<Money> | undefined): Stated | undefined {
  const { amount, currency } = value ?? {};
  const [, whole = "", fraction = "", exponent = "0"] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d{1,3}))?$/.exec(String(amount)) ?? [];
  if (whole === "" || currency === undefined) return undefined;
  const surplus = Math.max(0, Number(exponent) - fraction.length);
  let units = BigInt(whole + fraction) * 10n ** BigInt(surplus);
  let scale = Math.max(0, fraction.length - Number(exponent));
  for (; scale > 0 && units % 10n === 0n; scale--) units /= 10n;
  return { same: `${units} ${scale} ${currency}`, said: { amount: { units, scale, currency } } };
}

function measure(value: NonNullable<Sound<Indicator>["target"]>["value"]): Stated | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number") return { same: String(value), said: value };
  if (typeof value === "boolean") return { same: String(value), said: String(value) };
  if ("atLeast" in value && value.atLeast !== undefined)
    return { same: `≥ ${value.atLeast}`, said: phrase("at least {limit}", { limit: value.atLeast }) };
  return "atMost" in value && value.atMost !== undefined
    ? { same: `≤ ${value.atMost}`, said: phrase("at most {limit}", { limit: value.atMost }) }
    : undefined;
}

function partsOfAction(action: Sound<Action>, at: string): Part[] {
  const { id = "", ongoing, milestones = [] } = action;
  const end = ongoing === true ? { same: "ongoing", said: phrase("without an end of its own") } : day(action.end);
  const fields: Field[] = [
    { kind: "date", field: "start", value: day(action.start) },
    { kind: "date", field: ongoing === true ? "ongoing" : "end", value: end },
    { kind: "budget", field: "budget.amount", value: money(action.budget?.amount) },
  ];
  const dated = milestones.map((milestone, i): Part => {
    const due: Field = { kind: "date", field: "due", value: day(milestone.due) };
    return { what: "milestone", id: milestone.id ?? "", within: id, at: `${at}/milestones/${i}`, fields: [due] };
  });
  return [{ what: "action", id, within: "", at, fields }, ...dated];
}

function partOfIndicator({ id = "", target, baseline }: Sound<Indicator>, at: string): Part {
  const fields: Field[] = [
    { kind: "baseline", field: "baseline.value", value: measure(baseline?.value) },
    { kind: "baseline", field: "baseline.date", value: day(baseline?.date) },
    { kind: "target", field: "target.value", value: measure(target?.value) },
    { kind: "target", field: "target.date", value: day(target?.date) },
  ];
  return { what: "indicator", id, within: "", at, fields };
}

const keyOf = ({ what, within, id }: Pick<Part, "what" | "within" | "id">) =>
  JSON.stringify(what === "plan" ? [what] : [what, within, id]);

/** Everything in a plan whose changes count, by what it is and its id; of two with one id the first. */
function partsOf(plan: Sound<Plan>): Map<string, Part> {
  const { id = "", period, actions = [], indicators = [] } = plan;
  const ends: Field[] = [
    { kind: "date", field: "period.start", value: day(period?.start) },
    { kind: "date", field: "period.end", value: day(period?.end) },
  ];
  const all: Part[] = [
    { what: "plan", id, within: "", at: "", fields: ends },
    ...actions.flatMap((action, i) => partsOfAction(action, `/actions/${i}`)),
    ...indicators.map((indicator, i) => partOfIndicator(indicator, `/indicators/${i}`)),
  ];
  const parts = new Map<string, Part>();
  for (const part of all) if (part.id !== "" && !parts.has(keyOf(part))) parts.set(keyOf(part), part);
  return parts;
}

const kindOf = ({ field, kind }: Field) => (field === "ongoing" ? `${kind} end` : `${kind} ${field}`);

/** In what a thing is not what it was. `now` is undefined where it is gone, `around` what is still there of it. */
function* changed(before: Part, now: Part | undefined, around: string): Generator<Change> {
  const fields = new Map((now?.fields ?? []).map((field) => [kindOf(field), field]));
  for (const was of before.fields) {
    const is = fields.get(kindOf(was));
    if (was.value?.same === is?.value?.same) continue;
    const field = is?.value ? is.field : was.field;
    yield {
      kind: was.kind,
      id: before.id,
      within: before.within,
      field,
      ...(was.value ? { from: was.value.said } : {}),
      ...(is?.value ? { to: is.value.said } : {}),
      at: is?.value ? `${now?.at ?? ""}/${field.replaceAll(".", "/")}` : (now?.at ?? around),
    };
  }
}

const cancelled = (plan: Sound<Plan>) =>
  new Set((plan.actions ?? []).filter(({ status }) => status === "cancelled").map(({ id }) => id));

/** The actions that a plan had and has no more, or has cancelled since. */
function dropped(before: Sound<Plan>, after: Sound<Plan>): Change[] {
  const gone = cancelled(before);
  const now = new Map((after.actions ?? []).map(({ id, status }, i) => [id, { status, i }]));
  return (before.actions ?? []).flatMap(({ id = "" }): Change[] => {
    const is = now.get(id);
    if (id === "" || gone.has(id) || (is && is.status !== "cancelled")) return [];
    const change = { kind: "action-dropped", id, within: "", from: id } as const;
    return is
      ? [{ ...change, field: "status", to: "cancelled", at: `/actions/${is.i}/status` }]
      : [{ ...change, field: "actions", at: after.actions ? "/actions" : "" }];
  });
}

/**
 * What a plan promised and no longer promises, or promises otherwise: targets and baselines, the days of its period, actions and
 * milestones, budgets, and actions that are gone. Things are the same when they have the same id, wherever they stand; what is new is
 * no change to what was there.
 */
export function changesBetween(before: Sound<Plan>, after: Sound<Plan>): Change[] {
  const lost = dropped(before, after);
  const lostIds = new Set(lost.map(({ id }) => id));
  const now = partsOf(after);
  const changes = [...lost];
  for (const part of partsOf(before).values()) {
    const { what, id, within } = part;
    // Of an action that is gone, its days and money are no second loss.
    if (lostIds.has(what === "action" ? id : within)) continue;
    const around = what === "milestone" ? now.get(keyOf({ what: "action", within: "", id: within })) : undefined;
    const list = what === "indicator" && after.indicators ? "/indicators" : "";
    changes.push(...changed(part, now.get(keyOf(part)), around?.at ?? list));
  }
  return changes;
}
