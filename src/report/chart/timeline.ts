import type { ChartView } from "../../model/chart.ts";
import type { ActionFact, MilestoneFact } from "../../model/facts.ts";
import type { Spoken } from "../../model/words.ts";
import { groups } from "../objectives.ts";
import { factsAt, type Telling } from "../telling.ts";
import { chart, left, leftOut, mostRows, type Shape, Sheet, table, width } from "./draw.ts";
import { dayAfter, instant, timeAxis, timeScale, type TimeScale } from "./time.ts";

const row = 24;
const top = 52;
const right = 690;

/** An action with its place in the report. */
interface Entry {
  name: Spoken;
  fact: ActionFact;
  dates: string | null;
}

interface Group {
  name: Spoken;
  entries: Entry[];
}

/** How a milestone stands on the day; each has a shape of its own. */
type State = "reached" | "open" | "overdue" | "off";
const shapes = new Map<State, Shape>([
  ["reached", "diamond"],
  ["open", "circle"],
  ["overdue", "triangle"],
  ["off", "cross"],
]);
const looks = ["planned", "in-progress", "delayed", "completed", "cancelled"];

/** The actions and their milestones by objective over the time of the plans, with a line for the day of assessment. */
export function timelineChart(all: Telling): ChartView | null {
  const { words, facts } = all;
  const given = entries(all);
  const every = given.flatMap((group) => group.entries);
  const span = spanOf(all, every);
  if (every.length === 0 || span === null) return null;
  const shown = first(given, mostRows);
  const sheet = new Sheet(all);
  const x = timeScale(...span, [left, right]);
  const rows = shown.reduce((sum, group) => sum + 1 + group.entries.length, 0);
  const bottom = top + rows * row + 4;
  timeAxis(sheet, words, x, top, bottom);
  let y = top;
  for (const { name, entries: own } of shown) {
    // The lines of the axis stop short of a heading, which may be as long as the picture is wide.
    sheet.label(name, 0, y + 18, width, "strong backed");
    y += row;
    for (const entry of own) {
      sheet.label(entry.name, 0, y + 17, left - 14);
      bar(all, sheet, entry.fact, x, y);
      for (const milestone of entry.fact.milestones)
        mark(sheet, milestone, state(entry.fact, milestone, facts.day), x, y);
      y += row;
    }
  }
  const today = instant(facts.day);
  const inside = today !== null && today >= span[0] && today < span[1];
  if (inside) now(all, sheet, x(today), bottom);
  const height = bottom + 14 + legend(all, sheet, every, bottom + 18);
  const day = all.date(facts.day) ?? "";
  const beyond = every.flatMap(({ fact }) => fact.milestones).filter((one) => !within(span, one)).length;
  return chart(all, sheet, height, {
    title: words.say("report.chart.timeline.title"),
    description: [
      words.say("report.chart.timeline.told", { count: every.length, span: spoken(all, span) }),
      words.say(inside ? "report.chart.timeline.line" : "report.chart.timeline.outside", { day }),
    ],
    notes: [
      ...leftOut(all, every.length - shown.reduce((sum, group) => sum + group.entries.length, 0)),
      ...(inside ? [] : [words.say("report.chart.timeline.outside", { day })]),
      ...(beyond === 0 ? [] : [words.say("report.chart.timeline.beyond", { count: beyond })]),
    ],
    table: table(
      words.say("report.chart.timeline.action"),
      [
        { label: words.say("report.actions.dates") },
        { label: words.say("report.status") },
        { label: words.say("report.actions.milestones") },
      ],
      every.map(({ name, fact, dates }) => ({
        name,
        cells: [dates, all.label("actionStatus", fact.status), milestonesOf(all, fact)],
      })),
    ),
  });
}

function entries(all: Telling): Group[] {
  const factAt = factsAt(all.facts.actions);
  return groups(all).map(({ plan, data, number, actions }) => ({
    name:
      number === null
        ? { text: all.words.say("report.objectives.without") }
        : numbered(String(number), all.spoken(data?.title)),
    entries: actions.flatMap(({ data: action, at, number: own }) => {
      const fact = factAt(plan, at);
      return fact === undefined
        ? []
        : [{ name: numbered(own, all.spoken(action.title)), fact, dates: datesOf(all, fact) }];
    }),
  }));
}

const numbered = (number: string, title: Spoken | null): Spoken => ({
  ...title,
  text: `${number} ${title?.text ?? ""}`.trim(),
});

function datesOf(all: Telling, { start, end, ongoing }: ActionFact): string | null {
  const { words } = all;
  if (start === "" || end === "" || !ongoing) return all.span({ ...(start && { start }), ...(end && { end }) });
  return words.say("report.actions.ongoing", { start: words.date(start), end: words.date(end) });
}

/** The first actions, with the objectives that have some of them. */
function first(given: Group[], most: number): Group[] {
  let room = most;
  return given.flatMap((group) => {
    const own = group.entries.slice(0, room);
    room -= own.length;
    return own.length === 0 ? [] : [{ name: group.name, entries: own }];
  });
}

/** The time of the plans; where none states it, from the first to the last day that an action names. The end is the day after. */
function spanOf(all: Telling, every: Entry[]): [number, number] | null {
  const stated = all.plans.flatMap(({ data }) =>
    [instant(data.period?.start) ?? [], instant(data.period?.end) ?? []].flat(),
  );
  const own = every.flatMap(({ fact }) => [instant(fact.start) ?? [], instant(fact.end) ?? []].flat());
  const days = stated.length > 1 ? stated : [...stated, ...own];
  if (days.length === 0) return null;
  let [low, high] = [Infinity, -Infinity];
  for (const day of days) [low, high] = [Math.min(low, day), Math.max(high, day)];
  return [low, dayAfter(high)];
}

function spoken(all: Telling, [start, end]: [number, number]): string {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return all.span({ start: day(start), end: day(end - 1) }) ?? "";
}

/** A bar where both ends are stated; else a tick at the one that is, and words. An end beyond the picture is open. */
function bar({ words }: Telling, sheet: Sheet, fact: ActionFact, x: TimeScale, y: number): void {
  const [start, end] = [instant(fact.start), instant(fact.end)];
  const [low = 0, high = 0] = x.domain().map(Number);
  if (start === null || (end === null && !fact.ongoing) || (end !== null && end < start)) {
    const known = start ?? end;
    const drawn = known !== null && known >= low && known < high && (start === null || end === null);
    if (drawn) sheet.sign("tick", x(known), y + 12, "tick");
    const said =
      start === null && end === null ? "undated" : start === null ? "noStart" : end === null ? "noEnd" : "backwards";
    const at = drawn ? x(known) + 8 : left + 4;
    const text = words.say(`report.chart.timeline.${said}`);
    if (drawn && at > right - 180) sheet.label(text, x(known) - 8, y + 17, x(known) - 8 - left, "quiet end");
    else sheet.label(text, at, y + 17, width - at, "quiet");
    return;
  }
  const until = end === null || fact.ongoing ? Math.max(high, start) : dayAfter(end);
  const [from, to] = [Math.max(low, start), Math.min(high, until)];
  if (to <= from) {
    const before = until <= low;
    sheet.label(
      words.say(before ? "report.chart.timeline.before" : "report.chart.timeline.after"),
      before ? left + 4 : right - 4,
      y + 17,
      right - left - 8,
      before ? "quiet" : "quiet end",
    );
    return;
  }
  const look = looks.includes(fact.status) ? fact.status : "planned";
  sheet.box(x(from), y + 7, Math.max(2, x(to) - x(from)), 11, look);
  if (fact.ongoing || until > high) arrow(sheet, x(to), y + 12.5, 1);
  if (start < low) arrow(sheet, x(from), y + 12.5, -1);
}

/** An end that is open. */
function arrow(sheet: Sheet, x: number, y: number, way: 1 | -1): void {
  sheet.line(
    [
      [x + way * 3, y - 6],
      [x + way * 10, y],
      [x + way * 3, y + 6],
    ],
    "open-end",
  );
}

/** Where it was reached; where it was not, when it is due. */
const dayOf = ({ due, done }: MilestoneFact): number | null => instant(done === "" ? due : done);

function within([low, high]: [number, number], milestone: MilestoneFact): boolean {
  const day = dayOf(milestone);
  return day !== null && day >= low && day < high;
}

function state({ cancelled }: ActionFact, { due, done }: MilestoneFact, day: string): State {
  if (done !== "" && done <= day) return "reached";
  if (cancelled) return "off";
  return due !== "" && due < day ? "overdue" : "open";
}

function mark(sheet: Sheet, milestone: MilestoneFact, how: State, x: TimeScale, y: number): void {
  const [low = 0, high = 0] = x.domain().map(Number);
  const day = dayOf(milestone);
  if (day !== null && within([low, high], milestone)) sheet.sign(shapes.get(how) ?? "circle", x(day), y + 12.5, how);
}

function now(all: Telling, sheet: Sheet, x: number, bottom: number): void {
  sheet.line(
    [
      [x, 22],
      [x, bottom],
    ],
    "today",
  );
  const ends = x > (left + right) / 2;
  const said = all.words.say("report.chart.timeline.today", { day: all.date(all.facts.day) ?? "" });
  sheet.label(said, x + (ends ? 4 : -4), 16, 300, ends ? "strong end" : "strong");
}

function legend({ words, facts }: Telling, sheet: Sheet, every: Entry[], y: number): number {
  const statuses = new Set(every.map(({ fact }) => fact.status));
  const states = new Set(
    every.flatMap(({ fact }) => fact.milestones.map((milestone) => state(fact, milestone, facts.day))),
  );
  return sheet.legend(
    [
      ...looks
        .filter((look) => statuses.has(look))
        .map((look) => ({
          sign: (x: number, at: number) => sheet.box(x - 10, at - 5, 20, 11, look),
          text: words.label("actionStatus", look),
        })),
      ...(every.some(({ fact }) => fact.ongoing)
        ? [
            {
              sign: (x: number, at: number) => arrow(sheet, x - 7, at, 1),
              text: words.say("report.chart.timeline.ongoing"),
            },
          ]
        : []),
      ...[...shapes]
        .filter(([how]) => states.has(how))
        .map(([how, shape]) => ({
          sign: (x: number, at: number) => sheet.sign(shape, x, at, how),
          text: words.say(`report.chart.timeline.${how}`),
        })),
    ],
    y,
  );
}

function milestonesOf(all: Telling, fact: ActionFact): string {
  const { words, facts } = all;
  if (fact.milestones.length === 0) return words.say("report.chart.timeline.noMilestones");
  return fact.milestones
    .map((milestone) =>
      words.say("report.chart.timeline.milestone", {
        day: all.date(milestone.done === "" ? milestone.due : milestone.done) ?? words.say("report.none"),
        state: words.say(`report.chart.timeline.${state(fact, milestone, facts.day)}`),
      }),
    )
    .join("; ");
}
