import type { GlanceView, SummaryView } from "../model/report-cover.ts";
import type { Narrative } from "../model/report-pieces.ts";
import type { ChecklistView } from "../model/report-standing.ts";
import type { MendView, SheetView } from "../model/report-parts.ts";
import type { Actions } from "./lines.ts";
import type { Telling } from "./telling.ts";

/** How many of each fit on a page. */
const most = { scores: 4, money: 3, next: 4, toDo: 3 };

/** One printed page: what it has no room for is counted. */
export function sheet(
  all: Telling,
  given: {
    summary: SummaryView;
    glance: GlanceView;
    checklists: readonly ChecklistView[];
    toDo: readonly MendView[];
    actions: Actions;
  },
): SheetView {
  const { glance, checklists, toDo } = given;
  const next = nextSteps(all, given.actions);
  const more = (count: number, shown: number): number => Math.max(0, count - shown);
  return {
    summary: inShort(given.summary),
    scores: checklists
      .slice(0, most.scores)
      .map(({ title, score, complete, applicable }) => ({ title, score, complete, applicable })),
    moreScores: more(checklists.length, most.scores),
    money: glance.money.slice(0, most.money),
    moreMoney: more(glance.money.length, most.money),
    overdue: next.overdue,
    next: next.coming.slice(0, most.next),
    moreNext: more(next.coming.length, most.next),
    toDo: toDo.slice(0, most.toDo),
    moreToDo: more(toDo.length, most.toDo),
  };
}

/** What the newest report says, else the plan. */
function inShort({ plans, reports }: SummaryView): Narrative | null {
  const told = [...reports.map(({ summary }) => summary), ...plans.map(({ summary, vision }) => summary ?? vision)];
  return told.find((text) => text !== null) ?? null;
}

/** Milestones of uncancelled actions that are not reached: how many are overdue, and those to come, by their day. */
function nextSteps(all: Telling, { all: actions }: Actions): { overdue: number; coming: SheetView["next"] } {
  const open = actions
    .filter(({ fact }) => fact !== undefined && !fact.cancelled)
    .flatMap(({ data, view }) =>
      (data.milestones ?? [])
        .filter(({ due, done }) => due !== undefined && done === undefined)
        .map(({ due = "", title }) => ({ due, what: all.spoken(title) ?? view.title, of: view.title })),
    );
  const coming = open
    .filter(({ due }) => due >= all.facts.day)
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return {
    overdue: open.length - coming.length,
    coming: coming.map(({ due, what, of }) => ({ date: all.date(due) ?? due, what, of })),
  };
}
