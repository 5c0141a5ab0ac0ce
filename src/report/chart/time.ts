import { scaleUtc, type ScaleTime } from "d3-scale";
import type { Day } from "../../model/facts.ts";
import type { Words } from "../../model/words.ts";
import { type Sheet, width } from "./draw.ts";

const dayLength = 86_400_000;

/** Milliseconds; null for what is no day of the calendar. */
export function instant(day: Day | undefined): number | null {
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const at = Date.parse(`${day}T00:00:00Z`);
  // The 30th of February would pass for the 2nd of March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? null : at;
}

/** The end of a day that is included. */
export const dayAfter = (at: number): number => at + dayLength;

export type TimeScale = ScaleTime<number, number>;

export function timeScale(start: number, end: number, range: [number, number]): TimeScale {
  return scaleUtc([start, Math.max(end, dayAfter(start))], range);
}

/** Room for a month and its year in a long language. */
const labelRoom = 90;

/** Upright lines from `top` to `bottom`, and at `y` the months they begin; the days in a short time, the years in a long one. */
export function timeAxis(
  sheet: Sheet,
  words: Words,
  scale: TimeScale,
  { top, bottom, y }: { top: number; bottom: number; y: number },
): void {
  const [start = 0, end = 0] = scale.domain().map(Number);
  const short = end - start < 150 * dayLength;
  const years = end - start > 5 * 365 * dayLength;
  const parts = {
    ...(years ? {} : { month: "short" as const }),
    ...(short ? { day: "numeric" as const } : { year: "numeric" as const }),
  };
  const [low = 0, high = 0] = scale.range();
  const ticks = scale.ticks(7);
  const fits = Math.ceil((ticks.length * labelRoom) / (high - low));
  // Quarters are left out by halves and by years, so that what is named begins the same each year.
  const each = [1, 2, 4, 8].find((step) => step >= fits) ?? fits;
  for (const [n, tick] of ticks.entries()) {
    const x = scale(tick);
    sheet.line(
      [
        [x, top],
        [x, bottom],
      ],
      "grid",
    );
    if (n % each !== 0) continue;
    const look = x < labelRoom / 2 ? "quiet" : x > width - labelRoom / 2 ? "quiet end" : "quiet middle";
    sheet.label(words.moment(tick.getTime(), parts), x, y, labelRoom + 20, look);
  }
}
