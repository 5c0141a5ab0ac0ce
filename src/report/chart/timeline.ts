import type { ChartView } from "../../model/chart.ts";
import type { ActionFact, MilestoneFact } from "../../model/facts.ts";
import type { Spoken } from "../../model/words.ts";
import { groups } from "../objectives.ts";
import { factsAt, type Telling } from "../telling.ts";
import { chart, indentOf, leftOut, mostRows, type Numbered, type Shape, Sheet, table, width, written } from "./draw.ts";
import { dayAfter, instant, timeAxis, timeScale, type TimeScale } from "./time.ts";

const row = 24;
const top = 54;
/** Where the names end. */
const left = 250;
const right = 670;

/** An action with its place in the report. */
interface Entry {
  name: Numbered;
  fact: ActionFact;
  dates: string | null;
}

interface Group {
  name: Numbered;
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
  timeAxis(sheet, words, x, { top, bottom, y: 16 });
  // What is written across the lines comes after them: they stop short of it.
  const above: (() => void)[] = [];
  const indent = indentOf(shown.flatMap((group) => [group.name, ...group.entries.map((entry) => entry.name)]));
  let y = top;
  for (const { name, entries: own } of shown) {
    const at = y + 18;
    above.push(() => sheet.numbered(name, indent, at, width, "strong backed"));
    y += row;
    for (const entry of own) {
      sheet.numbered(entry.name, indent, y + 17, left - 14);
      above.push(...bar(all, sheet, entry.fact, x, y));
      for (const milestone of entry.fact.milestones)
        mark(sheet, milestone, state(entry.fact, milestone, facts.day), x, y);
      y += row;
    }
  }
  const today = instant(facts.day);
  const inside = today !== null && today >= span[0] && today < span[1];
  if (inside) now(all, sheet, x(today), bottom);
  for (const draw of above) draw();
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
        name: written(name),
        cells: [dates, all.label("actionStatus", fact.status), milestonesOf(all, fact)],
      })),
    ),
  });
}

function entries(all: Telling): Group[] {
  const factAt = factsAt(all.facts.actions);
  const title = (given: Spoken | null): Spoken => given ?? { text: "" };
  return groups(all).map(({ plan, data, number, actions }) => ({
    name:
      number === null
        ? { number: "", title: { text: all.words.say("report.objectives.without") } }
        : { number: String(number), title: title(all.spoken(data?.title)) },
    entries: actions.flatMap(({ data: action, at, number: own }) => {
      const fact = factAt(plan, at);
      const name = { number: own, title: title(all.spoken(action.title)) };
      return fact === undefined ? [] : [{ name, fact, dates: datesOf(all, fact) }];
    }),
  }));
}

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

/** A bar where both ends are stated; else a tick at the one that is, and words, to be written later. An end beyond the picture is open. */
function bar(all: Telling, sheet: Sheet, fact: ActionFact, x: TimeScale, y: number): (() => void)[] {
  const [start, end] = [instant(fact.start), instant(fact.end)];
  const [low = 0, high = 0] = x.domain().map(Number);
  const say = (key: string, at: number, way: "start" | "end" = "start") => [
    () => {
      const text = all.words.say(`report.chart.timeline.${key}`);
      sheet.label(
        text,
        at,
        y + 17,
        way === "end" ? at - left : width - at,
        way === "end" ? "quiet backed end" : "quiet backed",
      );
    },
  ];
  if (start !== null && end !== null && end < start) return say("backwards", left + 4);
  if (start === null || (end === null && !fact.ongoing)) {
    const [known, key] = start !== null ? [start, "noEnd"] : [end, end === null ? "undated" : "noStart"];
    if (known === null || known < low || known >= high) return say(key, left + 4);
    const at = x(known);
    sheet.sign("tick", at, y + 12, "tick");
    return at > (left + right) / 2 ? say(key, at - 8, "end") : say(key, at + 8);
  }
  const until = end === null || fact.ongoing ? Math.max(high, start) : dayAfter(end);
  const [from, to] = [Math.max(low, start), Math.min(high, until)];
  if (to <= from) return until <= low ? say("before", left + 4) : say("after", right - 4, "end");
  during(sheet, fact.status, x(from), y + 7, Math.max(2, x(to) - x(from)));
  if (fact.ongoing || until > high) arrow(sheet, x(to), y + 12.5, 1);
  if (start < low) arrow(sheet, x(from), y + 12.5, -1);
  return [];
}

/** The statuses differ in print as well: filled, with a line along the middle, and by three outlines. */
function during(sheet: Sheet, status: string, x: number, y: number, length: number): void {
  sheet.box(x, y, length, 11, looks.includes(status) ? status : "planned");
  if (status === "in-progress") sheet.box(x, y + 4, length, 3, "bar");
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
      [x, top - 8],
      [x, bottom],
    ],
    "today",
  );
  const ends = x > (left + right) / 2;
  const said = all.words.say("report.chart.timeline.today", { day: all.date(all.facts.day) ?? "" });
  sheet.label(said, x + (ends ? 4 : -4), top - 14, 300, ends ? "strong end" : "strong");
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
          sign: (x: number, at: number) => during(sheet, look, x - 10, at - 5, 20),
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
    .reduce((a, b) => words.say("report.marks.semicolon", { a, b }));
}
