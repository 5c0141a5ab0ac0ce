import type { Document, Dossier, Found } from "../../../model/dossier.ts";
import type { Day } from "../../../model/facts.ts";
import { addTo } from "../../../model/groups.ts";
import { type Change, type History, isUnknown, type Unknown } from "../../../model/history.ts";
import { phrase, type Said, series } from "../../../model/phrase.ts";
import type { Rule, RuleContext } from "../../../model/rule.ts";
import { isDoubtful } from "../../doubt.ts";
import { parentOf } from "../../walk.ts";

interface Submission {
  at: string;
  date: Day;
  revision: string;
}

/** The newest submission of a plan up to the day; of two on one day the one that is written later. */
function lastSubmission(plan: Document<"plan">, day: Day): Submission | undefined {
  let last: Submission | undefined;
  for (const [i, { date = "", revision = "" }] of (plan.data.submissions ?? []).entries())
    if (date <= day && date >= (last?.date ?? "")) last = { at: `/submissions/${i}`, date, revision };
  return last;
}

function changesOf(plan: Document<"plan">, { revision }: Submission, history: History | undefined): Change[] | Unknown {
  const id = plan.data.id ?? plan.file;
  if (revision === "")
    return {
      why: phrase("the last submission of `{id}` names no `revision`, so that the plan of that day cannot be found", {
        id,
      }),
    };
  if (!history) return { why: phrase("the dossier lies in no git repository") };
  return history.changesSince(plan, revision);
}

/** What the plan promised and promises no more, or promises otherwise; a first promise breaks none. */
function broken(changes: readonly Change[], plan: Document<"plan">, dossier: Dossier): Change[] {
  return changes.filter(({ kind, from, to, at, id }) => {
    if (kind === "baseline" || from === undefined) return false;
    if (to !== undefined) return true;
    // What is no longer there may only be unreadable, or have an id that is.
    const list = kind === "action-dropped" ? "/actions" : kind === "target" ? "/indicators" : at;
    return !dossier.incomplete && !dossier.uncertainIds.has(id) && !isDoubtful(dossier, plan, list);
  });
}

/** The ids that readjustments since a day name. */
const accountedFor = (plan: Document<"plan">, since: Day) =>
  new Set(
    (plan.data.readjustments ?? []).flatMap(({ date, affects = [] }) =>
      date === undefined || date >= since ? affects : [],
    ),
  );

const sayOf = ({ kind, field, to }: Change) => {
  if (kind === "action-dropped") return field === "status" ? "cancelled" : "dropped";
  return to === undefined ? "gone" : "changed";
};

/** One finding for everything that changed in one action, indicator or plan. */
function found(plan: Document<"plan">, submission: Submission, changes: readonly Change[]): Found[] {
  const [first, ...others] = changes;
  if (!first) return [];
  const { date, revision } = submission;
  const placed = (at: string) => (plan.has(at) ? at : parentOf(at));
  const argsOf = ({ id, field, from = "", to = "" }: Change) => ({ id, field, from, to });
  return [
    {
      in: plan,
      at: placed(first.at),
      // A list that lacks something is shown by its name.
      ...(/^\/[a-z]+$/.test(first.at) ? { of: "key" as const } : {}),
      say: sayOf(first),
      args: { ...argsOf(first), date },
      related: [
        ...others.map((change) => ({
          in: plan,
          at: placed(change.at),
          message:
            change.to === undefined
              ? phrase("`{field}` of `{id}` was {from} and is gone.", argsOf(change))
              : phrase("`{field}` of `{id}` was {from} and is {to} now.", argsOf(change)),
        })),
        { in: plan, at: submission.at, message: phrase("Submitted as `{revision}`.", { revision }) },
      ],
    },
  ];
}

function* submitted({ dossier, facts }: RuleContext): Generator<[Document<"plan">, Submission]> {
  for (const plan of dossier.documents.plan) {
    const submission = plan.data.id === undefined ? undefined : lastSubmission(plan, facts.day);
    if (submission) yield [plan, submission];
  }
}

export default {
  severity: "warning",
  asks: "What has changed in a plan since it was last submitted is told by a readjustment.",
  message: {
    changed:
      "`{field}` of `{id}` was {from} in the plan that was submitted on {date} and is {to} now; no readjustment tells of it.",
    gone: "`{field}` of `{id}` was {from} in the plan that was submitted on {date} and is gone; no readjustment tells of it.",
    dropped: "The action `{id}` was in the plan that was submitted on {date} and is gone; no readjustment tells of it.",
    cancelled:
      "The action `{id}` has been cancelled since the plan was submitted on {date}; no readjustment tells of it.",
  },
  why: "The network has read another plan. A change that nobody explains looks like one that somebody hides.",
  fix: "Add an entry to the plan's `readjustments` that names the id under `affects`, and says what changed and why; or bring back what was submitted.",
  right: `
kind: plan
id: plan-2025
submissions:
  - { to: unesco, date: 2025-02-01, revision: v1 }
actions:
  - { id: labs, title: Labs, start: 2025-03-01, end: 2026-06-30, budget: { amount: { amount: "9000.00", currency: EUR } } }
  - { id: films, title: Films, start: 2025-03-01, end: 2026-10-31 }
  - { id: radio, title: Radio, start: 2026-01-01, end: 2026-06-30 }
readjustments:
  - { id: r1, date: 2025-09-01, affects: [films, clubs] }
--- # v1
kind: plan
id: plan-2025
actions:
  - { id: clubs, title: Clubs, start: 2025-03-01, end: 2026-06-30 }
  - { id: films, title: Films, start: 2025-03-01, end: 2026-06-30 }
  - { id: labs, title: Media labs, start: 2025-03-01, end: 2026-06-30, budget: { amount: { amount: 9000, currency: EUR } } }
`,
  wrong: `
kind: plan
id: plan-2025
submissions:
  - { to: unesco, date: 2025-02-01, revision: v1 }
actions: # !
  - id: labs
    title: Labs
    start: 2025-03-01
    end: 2026-10-31 # !
    budget:
      amount: { amount: 12000, currency: EUR }
indicators:
  - id: trained
    title: People trained
    target:
      value: 200 # !
      date: 2026-12-31
readjustments:
  - { id: r1, date: 2025-01-15, affects: [trained] }
--- # v1
kind: plan
id: plan-2025
actions:
  - { id: labs, title: Labs, start: 2025-03-01, end: 2026-06-30, budget: { amount: { amount: 9000, currency: EUR } } }
  - { id: films, title: Films, start: 2025-03-01, end: 2026-06-30 }
indicators:
  - { id: trained, title: People trained, target: { value: 500, date: 2026-12-31 } }
`,
  cases: [
    `
kind: plan
id: plan-2025
period: { start: 2025-01-01, end: 2026-12-31 } # !
submissions:
  - { to: unesco, date: 2025-02-01, revision: v1 }
  - { to: unesco, date: 2025-06-01, revision: v2 }
  - { to: unesco, date: 2026-12-01, revision: v1 }
actions:
  - { id: labs, start: 2025-03-01, ongoing: true } # !
  - id: films
    start: 2025-03-01
    end: 2026-06-30
    status: cancelled # !
  - id: radio # !
    start: 2025-03-01
    end: 2026-06-30
    milestones:
      - { id: on-air, due: 2025-09-01 }
  - id: walks
    start: 2025-03-01
    end: 2026-06-30
    milestones:
      - { id: first, due: 2025-09-01 }
indicators: # !
  - id: reached
    target: { value: { atLeast: 40 } } # !
    baseline: { value: 3 }
  - id: new
    target: { value: 40 }
readjustments:
  - { id: r1, date: 2025-07-01, affects: [first] }
--- # v1
kind: plan
id: plan-2025
--- # v2
kind: plan
id: plan-2025
period: { start: 2025-01-01, end: 2026-10-31 }
actions:
  - { id: labs, start: 2025-03-01, end: 2026-06-30 }
  - { id: films, start: 2025-03-01, end: 2026-05-31, status: planned }
  - { id: radio, start: 2025-03-01, end: 2026-06-30, milestones: [{ id: on-air, due: 2025-09-01 }, { id: prize, due: 2026-02-01 }] }
  - { id: walks, start: 2025-03-01, end: 2026-06-30, milestones: [{ id: first, due: 2025-08-01 }] }
indicators:
  - { id: reached, target: { value: { atLeast: 50 } }, baseline: { value: 2 } }
  - { id: gone, target: { value: true } }
  - { id: new }
`,
  ],
  unable(context) {
    const reasons = new Map<string, Said>();
    for (const [plan, submission] of submitted(context)) {
      const changes = changesOf(plan, submission, context.history);
      if (isUnknown(changes)) reasons.set(JSON.stringify(changes.why), changes.why);
    }
    return reasons.size === 0 ? undefined : series("and", [...reasons.values()]);
  },
  *check(context) {
    for (const [plan, submission] of submitted(context)) {
      const changes = changesOf(plan, submission, context.history);
      if (isUnknown(changes)) continue;
      const told = accountedFor(plan, submission.date);
      const groups = new Map<string, Change[]>();
      for (const change of broken(changes, plan, context.dossier)) {
        const { kind, id, within } = change;
        if (told.has(id) || told.has(within)) continue;
        const thing = JSON.stringify([kind === "target" ? "indicator" : "", within || id]);
        addTo(groups, thing, change);
      }
      for (const group of groups.values()) yield* found(plan, submission, group);
    }
  },
} satisfies Rule;
