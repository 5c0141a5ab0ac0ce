import type { ActionFact, ActivityFact, EventFact, ExchangeFact, MeetingFact } from "../model/facts.ts";

interface Dated {
  actions: readonly ActionFact[];
  meetings: readonly MeetingFact[];
  events: readonly EventFact[];
  exchanges: readonly ExchangeFact[];
}

/** What is dated and not cancelled; an action that starts and ends in one year counts once for it. */
export function activities({ actions, meetings, events, exchanges }: Dated): ActivityFact[] {
  const marks = actions
    .filter(({ cancelled }) => !cancelled)
    .flatMap(({ in: plan, at, start, end, ongoing }) => {
      const ends = !ongoing && end.slice(0, 4) !== start.slice(0, 4) ? [{ in: plan, at: `${at}/end`, date: end }] : [];
      return [{ in: plan, at: `${at}/start`, date: start }, ...ends];
    });
  const gatherings = [...meetings, ...events].filter(({ status }) => status !== "cancelled");
  return [...marks, ...gatherings, ...exchanges]
    .filter(({ date }) => date !== "")
    .map((one) => ({ in: one.in, at: one.at, date: one.date, year: one.date.slice(0, 4) }));
}
