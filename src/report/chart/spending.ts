import type { ChartView } from "../../model/chart.ts";
import type { Amount } from "../../model/facts.ts";
import { sums } from "../money.ts";
import { groups } from "../objectives.ts";
import { factsAt, type Telling } from "../telling.ts";
import { chart, indentOf, leftOut, mostRows, type Numbered, Sheet, table, width, written } from "./draw.ts";

const row = 68;
const right = 540;

interface Line {
  name: Numbered;
  currency: string;
  budget: Amount | null;
  spent: Amount | null;
}

/** Two bars for each objective and currency, each currency on a scale of its own: amounts of two are never compared. */
export function spendingChart(all: Telling): ChartView | null {
  const { words } = all;
  const lines = linesOf(all);
  if (lines.length === 0) return null;
  const shown = lines.slice(0, mostRows);
  const sheet = new Sheet(all);
  const legend = [
    { sign: (x: number, y: number) => sheet.box(x - 10, y - 6, 20, 12, "planned"), text: words.say("report.budget") },
    { sign: (x: number, y: number) => sheet.box(x - 10, y - 6, 20, 12, "bar"), text: words.say("report.spent") },
  ];
  let y = sheet.legend(legend, 12) + 8;
  const indent = indentOf(shown.map(({ name }) => name));
  let currency = "";
  let most = 0n;
  let scale = 0;
  for (const line of shown) {
    if (line.currency !== currency) {
      currency = line.currency;
      const amounts = lines.filter((one) => one.currency === currency).flatMap(({ budget, spent }) => [budget, spent]);
      scale = Math.max(...amounts.map((amount) => amount?.scale ?? 0));
      most = amounts.reduce((top, amount) => (unitsOf(amount, scale) > top ? unitsOf(amount, scale) : top), 0n);
      sheet.label(currency, 0, y + 16, width, "strong");
      y += 24;
    }
    sheet.numbered(line.name, indent, y + 18, width);
    for (const [n, amount] of [line.budget, line.spent].entries()) {
      const at = y + 25 + n * 19;
      const length = right * part(unitsOf(amount, scale), most);
      if (amount !== null) sheet.box(1, at, length, 15, n === 0 ? "planned" : "bar");
      const text = words.say(n === 0 ? "report.budget" : "report.spent");
      const said = all.money(amount) ?? words.say("report.chart.spending.gap", { what: text });
      sheet.label(
        said,
        amount === null ? 0 : length + 8,
        at + 13,
        width - right - 8,
        amount === null ? "quiet" : "text",
      );
    }
    y += row;
  }
  const gaps = lines.filter(({ budget, spent }) => budget === null || spent === null).length;
  return chart(all, sheet, y + 4, {
    title: words.say("report.chart.spending.title"),
    description: [
      words.say("report.chart.spending.told", { count: new Set(lines.map((line) => line.currency)).size }),
      gaps === 0 ? "" : words.say("report.chart.spending.gaps", { count: gaps }),
    ],
    notes: leftOut(all, lines.length - shown.length),
    table: table(
      words.say("report.chart.objective"),
      [
        { label: words.say("report.currency") },
        { label: words.say("report.budget"), numeric: true },
        { label: words.say("report.spent"), numeric: true },
      ],
      lines.map((line) => ({
        name: written(line.name),
        cells: [line.currency, all.money(line.budget), all.money(line.spent)],
      })),
    ),
  });
}

/** By currency in code-unit order, then in the order of the plan; the budget of a cancelled action is no longer planned. */
function linesOf(all: Telling): Line[] {
  const factAt = factsAt(all.facts.actions);
  const lines = groups(all).flatMap(({ plan, data, number, actions }) => {
    const facts = actions.flatMap(({ at }) => factAt(plan, at) ?? []);
    const budget = sums(facts.filter(({ cancelled }) => !cancelled).map((action) => action.budget));
    const spent = sums(facts.map((action) => action.spent));
    const name =
      number === null
        ? { number: "", title: { text: all.words.say("report.objectives.without") } }
        : { number: String(number), title: all.spoken(data?.title) ?? { text: "" } };
    return [...new Set([...budget.keys(), ...spent.keys()])].map((currency) => ({
      name,
      currency,
      budget: budget.get(currency) ?? null,
      spent: spent.get(currency) ?? null,
    }));
  });
  return lines.toSorted((a, b) => (a.currency < b.currency ? -1 : a.currency > b.currency ? 1 : 0));
}

function unitsOf(amount: Amount | null, scale: number): bigint {
  return amount === null ? 0n : amount.units * 10n ** BigInt(scale - amount.scale);
}

/** In ten-thousandths, so that no amount is too large to be drawn. */
function part(units: bigint, of: bigint): number {
  return of === 0n ? 0 : Number((units * 10_000n + of / 2n) / of) / 10_000;
}
