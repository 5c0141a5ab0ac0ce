import type { ChartView } from "../../model/chart.ts";
import type { Document } from "../../model/dossier.ts";
import type { MemberFact } from "../../model/facts.ts";
import type { Telling } from "../telling.ts";
import { chart, leftOut, mostRows, Sheet, table, width } from "./draw.ts";

const row = 26;
const step = 18;
const left = 300;
const right = 640;
/** As many as fit one beside the other. */
const mostDots = Math.floor((right - left) / step);

interface Seats {
  value: string;
  name: string;
  count: number;
  /** The plan works with it, or is for it. */
  named: boolean;
}

/**
 * Who sits on a committee, by sector and by the group they speak for. Whoever the plan names and nobody stands for has an
 * empty place: that is what a reader looks for.
 */
export function seatsChart(all: Telling, committee: Document<"committee">): ChartView | null {
  const members = all.facts.members.filter((member) => member.in === committee && member.current);
  if (members.length === 0) return null;
  const { words } = all;
  const groups = [
    { title: words.say("report.chart.seats.sectors"), seats: sectors(all, members) },
    { title: words.say("report.chart.seats.groups"), seats: audiences(all, members) },
  ].filter(({ seats }) => seats.length > 0);
  const every = groups.flatMap(({ seats }) => seats);
  if (every.length === 0) return null;
  const sheet = new Sheet(all);
  const most = Math.max(...every.map(({ count }) => count));
  let y = 0;
  for (const { title, seats } of groups) {
    sheet.label(title, 0, y + 18, width, "strong");
    y += row;
    for (const one of seats.slice(0, mostRows)) {
      places(all, sheet, one, y, most);
      y += row;
    }
    y += 8;
  }
  const empty = every.filter(({ count }) => count === 0).length;
  return chart(all, sheet, y, {
    title: words.say("report.chart.seats.title", { committee: all.spoken(committee.data.name)?.text ?? "" }),
    description: [
      words.say("report.chart.seats.told", { count: members.length }),
      empty === 0 ? "" : words.say("report.chart.seats.gaps", { count: empty }),
    ],
    notes: leftOut(
      all,
      groups.reduce((rest, { seats }) => rest + Math.max(0, seats.length - mostRows), 0),
    ),
    table: table(
      words.say("report.chart.seats.who"),
      [
        { label: words.say("report.kind") },
        { label: words.say("report.governance.members"), numeric: true },
        { label: words.say("report.chart.seats.named") },
      ],
      groups.flatMap(({ title, seats }) =>
        seats.map(({ name, count, named }) => ({
          name: { text: name },
          cells: [title, words.number(count), words.say(`report.chart.seats.${named ? "yes" : "no"}`)],
        })),
      ),
    ),
  });
}

function places({ words }: Telling, sheet: Sheet, { name, count }: Seats, y: number, most: number): void {
  sheet.label(name, 0, y + 18, left - 14);
  if (count === 0) {
    sheet.sign("circle", left + 8, y + 13, "empty");
    sheet.label(words.say("report.chart.seats.nobody"), left + step + 6, y + 18, right - left, "quiet");
    return;
  }
  if (most <= mostDots) for (let n = 0; n < count; n++) sheet.sign("circle", left + 8 + n * step, y + 13, "dot");
  else sheet.box(left, y + 5, ((right - left) * count) / most, 16, "bar");
  const end = most <= mostDots ? left + count * step : left + ((right - left) * count) / most;
  sheet.label(words.number(count), end + 8, y + 18, 80);
}

function sectors(all: Telling, members: MemberFact[]): Seats[] {
  const plans = new Set<unknown>(all.plans);
  const named = all.facts.actions
    .filter((action) => plans.has(action.in) && !action.cancelled)
    .flatMap(({ lead, partners }) => [lead, ...partners].map(({ sector }) => sector));
  return seats(
    all,
    "sector",
    members.map(({ sector }) => [sector]),
    named,
  );
}

/** Everyone is no group that somebody could speak for alone, so nobody is missing for it. */
function audiences(all: Telling, members: MemberFact[]): Seats[] {
  const plans = new Set<unknown>(all.plans);
  const named = all.facts.actions
    .filter((action) => plans.has(action.in) && !action.cancelled)
    .flatMap(({ audience }) => audience)
    .filter((group) => group !== "everyone");
  return seats(
    all,
    "audience",
    members.map(({ represents }) => represents),
    named,
  );
}

/** The fullest first; by name where they are even. */
function seats({ words }: Telling, group: string, held: string[][], stated: string[]): Seats[] {
  const counts = new Map<string, number>();
  for (const values of held)
    for (const value of new Set(values)) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  const named = new Set(stated.filter((value) => value !== ""));
  return [...new Set([...counts.keys(), ...named])]
    .map((value) => ({
      value,
      name: words.label(group, value),
      count: counts.get(value) ?? 0,
      named: named.has(value),
    }))
    .sort((a, b) => b.count - a.count || words.compare(a.name, b.name) || (a.value < b.value ? -1 : 1));
}
