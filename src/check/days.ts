import type { Day } from "../model/facts.ts";

// Days are counted in UTC, where each has 24 hours.
const length = 86_400_000;
const isDay = /^(\d{4})-(\d{2})-(\d{2})$/;

const number = (day: Day) => Date.parse(`${day}T00:00:00Z`) / length;

function dayOf(count: number): Day {
  const date = new Date(count * length);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

/** Days from one day to another; NaN where one is not stated. */
export const daysBetween = (from: Day, to: Day): number => number(to) - number(from);

export const daysAfter = (day: Day, count: number): Day => dayOf(number(day) + count);

/** The same day some months later, the month's last one where there is no such day; "" where the day is not stated. */
export function monthsAfter(day: Day, count: number): Day {
  const match = isDay.exec(day);
  if (!match || !Number.isInteger(count)) return "";
  const months = Number(match[1]) * 12 + Number(match[2]) - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month, Math.min(Number(match[3]), last)) / length);
}

export const earlier = (a: Day, b: Day): Day => (a === "" ? b : b === "" || a <= b ? a : b);
