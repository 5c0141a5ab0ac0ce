import type { Sound } from "../model/dossier.ts";
import type { Change } from "../model/history.ts";
import type { Plan } from "../model/kinds.gen.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { match, type Matching } from "./match.ts";
import { type Part, partOf } from "./parts.ts";
import { saidOf } from "./said.ts";
import type { Type } from "./shape.ts";
import { sameOf } from "./values.ts";

type Kind = Exclude<Change["kind"], "action-dropped">;

/** What a plan promises, thing by thing. An action that is ongoing has no end of its own, and that takes the place of one. */
const promises: ReadonlyMap<Type, readonly (readonly [Kind, string])[]> = new Map([
  [
    "plan",
    [
      ["date", "period.start"],
      ["date", "period.end"],
    ],
  ],
  [
    "action",
    [
      ["date", "start"],
      ["date", "end"],
      ["budget", "budget.amount"],
    ],
  ],
  ["milestone", [["date", "due"]]],
  [
    "indicator",
    [
      ["baseline", "baseline.value"],
      ["baseline", "baseline.date"],
      ["target", "target.value"],
      ["target", "target.date"],
    ],
  ],
]);

/** A value of a plan: what makes two of them the same, and how a message shows it. */
interface Promised {
  field: string;
  same: string;
  said: Said;
}

function promised(part: Part | undefined, field: string): Promised | undefined {
  if (part?.sort.type === "action" && field === "end" && part.fields.get("ongoing")?.plain === true)
    return { field: "ongoing", same: "ongoing", said: phrase("without an end of its own") };
  const value = part?.fields.get(field);
  return value && { field, same: sameOf(value.plain), said: saidOf(value) };
}

/** In what a thing is not what it was. `now` is undefined where it is gone, `around` what is still there of it. */
function* changed(before: Part, now: Part | undefined, around: string): Generator<Change> {
  const at = now?.places[0]?.at ?? around;
  const { type } = before.sort;
  for (const [kind, name] of promises.get(type) ?? []) {
    const [was, is] = [promised(before, name), promised(now, name)];
    if (was?.same === is?.same) continue;
    const field = is?.field ?? was?.field ?? name;
    const { id } = now ?? before;
    yield {
      kind,
      id,
      within: type === "milestone" ? ((now ?? before).parent?.id ?? "") : "",
      field,
      ...(was ? { from: was.said } : {}),
      ...(is ? { to: is.said } : {}),
      at: is ? `${at}/${field.replaceAll(".", "/")}` : at,
    };
  }
}

const isCancelled = ({ fields }: Part) => fields.get("status")?.plain === "cancelled";

/** What an action is lost by, if it is: it is gone, or has been cancelled since. */
function dropped(action: Part, now: Part | undefined, list: string): Change | undefined {
  if (isCancelled(action)) return undefined;
  const change = { kind: "action-dropped", id: action.id, within: "", from: action.id } as const;
  if (!now) return { ...change, field: "actions", at: list };
  if (!isCancelled(now)) return undefined;
  return { ...change, id: now.id, field: "status", to: "cancelled", at: `${now.places[0]?.at ?? ""}/status` };
}

/** A promise that is not what it was, with the thing that made it. */
export interface Broken {
  change: Change;
  part: Part;
}

/** The changes of two plans whose things are matched. `listAt` gives the place of a list in the plan as it is, "" where it has none. */
export function promisesBroken(
  before: Part,
  after: Part,
  { later }: Matching,
  listAt: (name: string) => string,
): Broken[] {
  const lost: Broken[] = [];
  const others: Broken[] = [];
  const compare = (part: Part, now: Part | undefined, around: string) => {
    for (const change of changed(part, now, around)) others.push({ change, part });
  };
  compare(before, after, "");
  for (const part of before.parts) {
    const { type } = part.sort;
    if (part.id === "" || (type !== "action" && type !== "indicator")) continue;
    const now = later.get(part);
    const loss = type === "action" ? dropped(part, now, listAt("actions")) : undefined;
    if (loss) lost.push({ change: loss, part });
    // Of an action that is gone, its days and money are no second loss.
    if (loss || (type === "action" && !now)) continue;
    compare(part, now, listAt("indicators"));
    for (const milestone of part.parts)
      if (milestone.sort.type === "milestone" && milestone.id !== "")
        compare(milestone, later.get(milestone), now?.places[0]?.at ?? "");
  }
  return [...lost, ...others];
}

/**
 * What a plan promised and no longer promises, or promises otherwise: targets and baselines, the days of its period, actions and
 * milestones, budgets, and actions that are gone. Things are matched as `diff` matches them; what is new is no change to what was there.
 */
export function changesBetween(before: Sound<Plan>, after: Sound<Plan>): Change[] {
  const [had, has] = [partOf("plan", before), partOf("plan", after)];
  const matching = match([had], [has], [[had, has]]);
  return promisesBroken(had, has, matching, (name) => (name in after ? `/${name}` : "")).map(({ change }) => change);
}
