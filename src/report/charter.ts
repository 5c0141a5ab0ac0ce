import type { ActionView } from "../model/report-plan.ts";
import type { ChecklistView } from "../model/report-standing.ts";
import type { AimView, DayView, PrincipleView } from "../model/report-parts.ts";
import type { Actions, Told } from "./lines.ts";
import type { Telling } from "./telling.ts";

/** What the association of educating cities asks for: its objectives, the principles of its charter, experiences, and its day. */

/** The objectives of the network, with the items that are asked of the city and the actions that serve them. */
export function aims(all: Telling, checklists: readonly ChecklistView[], actions: Actions): AimView[] {
  const views = new Map(
    checklists.flatMap(({ areas }) => areas.flatMap(({ items }) => items.map((item) => [item.id, item] as const))),
  );
  const packs = all.template.frameworks.flatMap((id) => all.library.packs.get(id)?.framework ?? []);
  return packs.flatMap(({ areas }) =>
    areas.map((area) => ({
      title: all.ofPack(area.title) ?? { text: area.id },
      items: area.items.flatMap(({ id }) => {
        const item = views.get(id);
        return item === undefined || item.status.value === "not-applicable"
          ? []
          : [{ id, title: item.title, status: item.status }];
      }),
      actions: actions.serving(area.items.map(({ id }) => id)).map(({ line }) => line),
    })),
  );
}

/** The principles that the network's pack knows, and those of other editions that actions name. */
export function principles(all: Telling, { all: actions }: Actions): PrincipleView[] {
  const found = new Map<string, PrincipleView>();
  const at = (edition: number, number: number) => `${edition} ${number}`;
  for (const id of all.template.frameworks)
    for (const { edition, number, title } of all.library.packs.get(id)?.framework.principles ?? [])
      found.set(at(edition, number), { number, edition: String(edition), title: all.ofPack(title), actions: [] });
  const known = found.size;
  for (const { data, line } of actions)
    for (const { edition, number } of data.principles ?? []) {
      if (edition === undefined || number === undefined) continue;
      const key = at(edition, number);
      const principle = found.get(key) ?? { number, edition: String(edition), title: null, actions: [] };
      if (!principle.actions.includes(line)) principle.actions.push(line);
      found.set(key, principle);
    }
  const every = [...found.values()];
  const others = every
    .slice(known)
    .sort((a, b) => (a.edition === b.edition ? a.number - b.number : a.edition < b.edition ? 1 : -1));
  return [...every.slice(0, known), ...others];
}

/** Actions that have begun and either name a principle or serve an item of the network: what its data bank holds. */
export function experiences(all: Telling, actions: Actions): ActionView[] {
  const items = all.template.frameworks.flatMap((id) =>
    (all.library.packs.get(id)?.framework.areas ?? []).flatMap((area) => area.items.map((item) => item.id)),
  );
  const serving = new Set(actions.serving(items));
  const isOne = (told: Told): boolean =>
    (told.fact?.underWay === true || told.fact?.completed === true) &&
    (serving.has(told) || (told.data.principles ?? []).length > 0);
  return all.template.frameworks.length === 0 ? [] : actions.all.filter(isOne).map(({ view }) => view);
}

/** The data bank of experiences takes these. */
export const bankLanguage = ({ words }: Telling): boolean => /^(?:en|es|fr)(?:-|$)/i.test(words.say("report.language"));

/** The International Day of the Educating City, and the item that asks for keeping it. */
const networkDays = [{ framework: "iaec", day: "11-30", item: "iaec-10.1" }];

/** The network's day in each year of the plans, but no further than five years from the day of assessment. */
export function days(all: Telling, actions: Actions): DayView[] {
  const now = Number(all.facts.day.slice(0, 4));
  const events = all.plans.flatMap(({ data }) => data.events ?? []);
  return networkDays
    .filter(({ framework }) => all.template.frameworks.includes(framework))
    .flatMap(({ day, item }) => {
      const dates = all.plans.flatMap(({ data: { period } }) => {
        const [start, end] = [period?.start ?? "", period?.end ?? ""];
        const near = Array.from({ length: 11 }, (_, n) => `${String(now - 5 + n).padStart(4, "0")}-${day}`);
        return near.filter((date) => start !== "" && date >= start && date <= end);
      });
      const held = events.flatMap(({ date }) => (date?.slice(5) === day ? [date] : []));
      return [...new Set([...dates, ...held])]
        .filter((date) => all.covers(date))
        .sort()
        .map((date) => ({
          date: all.date(date) ?? date,
          events: events
            .filter((one) => one.date === date)
            .map(({ title, kind, status, place }) => ({
              title: all.spoken(title),
              kind: all.label("eventKind", kind),
              status: all.label("occasionStatus", status),
              place: all.spoken(place),
            })),
          actions: actions
            .serving([item])
            .filter(({ fact }) => fact !== undefined && !fact.cancelled && fact.start <= date && fact.end >= date)
            .map(({ line }) => line),
        }));
    });
}
