import { scaleUtc, type ScaleTime } from "d3-scale";
import type { Day } from "../../model/facts.ts";
import type { Words } from "../../model/words.ts";
import { type Sheet } from "./draw.ts";

const dayLength = 86_400_000;

/** Milliseconds; null for what is no day of the calendar. */
export function instant(day: Day | undefined): number | null {
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
}

/** The end of a day that is included. */
export const dayAfter = (at: number): number => at + dayLength;

export type TimeScale = ScaleTime<number, number>;

export function timeScale(start: number, end: number, range: [number, number]): TimeScale {
  return scaleUtc([start, Math.max(end, dayAfter(start))], range);
}

/** Upright lines with the month they begin, or the day in a short time, above `top`. */
export function timeAxis(sheet: Sheet, words: Words, scale: TimeScale, top: number, bottom: number): void {
  const [start = 0, end = 0] = scale.domain().map(Number);
  const short = end - start < 150 * dayLength;
  const years = end - start > 5 * 365 * dayLength;
  const format = new Intl.DateTimeFormat(words.say("report.language"), {
    timeZone: "UTC",
    ...(short ? { day: "numeric", month: "short" } : years ? { year: "numeric" } : { month: "short", year: "numeric" }),
  });
  const [low = 0, high = 0] = scale.range();
  for (const tick of scale.ticks(4)) {
    const x = scale(tick);
    const look = x < low + 30 ? "quiet" : x > high - 30 ? "quiet end" : "quiet middle";
    sheet.line(
      [
        [x, top],
        [x, bottom],
      ],
      "grid",
    );
    sheet.label(format.format(tick), x, top - 8, 110, look);
  }
}
