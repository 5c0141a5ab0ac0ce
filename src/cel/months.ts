import type { Day } from "../model/facts.ts";

const lastOfMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Whole months of a period whose end lies in it, NaN where it is not whole months to the day. */
export function months(start: Day, end: Day): number {
  if (start === "" || end === "") return Number.NaN;
  const next = new Date(`${end}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  const [year = 0, month = 0, day = 0] = start.split("-").map(Number);
  const count = (next.getUTCFullYear() - year) * 12 + next.getUTCMonth() + 1 - month;
  const expected = Math.min(day, lastOfMonth(next.getUTCFullYear(), next.getUTCMonth() + 1));
  return next.getUTCDate() === expected ? count : Number.NaN;
}

/** The day so many months before; a day that never comes where the number is not known. */
export function monthsBefore(day: Day, count: number): Day {
  if (Number.isNaN(count)) return "9999-12-31";
  const [year = 0, month = 0, of = 0] = day.split("-").map(Number);
  const index = year * 12 + month - 1 - Math.trunc(count);
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(Math.min(of, lastOfMonth(y, m))).padStart(2, "0")}`;
}
