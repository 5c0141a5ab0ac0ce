import type { Day } from "../model/facts.ts";

/** Calendar arithmetic on ISO days, without a clock and without time zones. */

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function monthLength(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (lengths[month - 1] ?? 0);
}

function parts(day: Day): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

function written(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The same day of the month so many months later, or the last one of a shorter month. "" past the year 9999. */
export function addMonths(day: Day, months: number): Day {
  if (day === "") return "";
  const [year, month, date] = parts(day);
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1];
  return y > 9999 || y < 0 ? "" : written(y, m, Math.min(date, monthLength(y, m)));
}

export function dayBefore(day: Day): Day {
  if (day === "") return "";
  const [year, month, date] = parts(day);
  if (date > 1) return written(year, month, date - 1);
  if (month > 1) return written(year, month - 1, monthLength(year, month - 1));
  return year > 0 ? written(year - 1, 12, 31) : "";
}

function dayAfter(day: Day): Day {
  const [year, month, date] = parts(day);
  if (date < monthLength(year, month)) return written(year, month, date + 1);
  return month < 12 ? written(year, month + 1, 1) : written(year + 1, 1, 1);
}

/** Whole months from the first to the last day, both included; NaN where it is not whole months to the day. */
export function wholeMonths(start: Day, end: Day): number {
  if (start === "" || end === "" || end < start) return Number.NaN;
  const after = dayAfter(end);
  const [fromYear, fromMonth] = parts(start);
  const [toYear, toMonth] = parts(after);
  const months = (toYear - fromYear) * 12 + (toMonth - fromMonth);
  return addMonths(start, months) === after ? months : Number.NaN;
}

/** Days since a fixed day long ago: only differences mean something. */
export function dayNumber(day: Day): number {
  const [year, month, date] = parts(day);
  const y = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear;
}

/** Whether the day lies between the two, both included; a side that is not stated is open. */
export function lies(day: Day, start: Day, end: Day): boolean {
  return start <= day && (end === "" || day <= end);
}

/** The calendar years that a period touches, each with its first and last day in the period. */
export function yearsOf(start: Day, end: Day): { year: string; first: Day; last: Day }[] {
  const years = [];
  if (start !== "" && end !== "")
    for (let y = Number(start.slice(0, 4)); y <= Number(end.slice(0, 4)); y++) {
      const [first, last] = [written(y, 1, 1), written(y, 12, 31)];
      years.push({
        year: first.slice(0, 4),
        first: first < start ? start : first,
        last: last > end ? end : last,
      });
    }
  return years;
}
