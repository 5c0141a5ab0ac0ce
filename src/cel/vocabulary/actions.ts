import type * as Fact from "../../model/facts.ts";
import { evidence, money, sdgs, stated, type, type Type, value } from "./fields.ts";

const party = (one: Fact.PartyFact) => one.id || one.name;

const ACTION = type<Fact.ActionFact>(
  "An action of a plan.",
  {
    string: {
      id: "Its id.",
      title: "Its title in the dossier's own language.",
      plan: "The id of the plan.",
      objective: "The id of the objective that it serves.",
      type: "What it is, such as `training`, `space` or `networking`.",
      start: "Its first day.",
      end: "Its last day: its own, or the plan's if it is ongoing.",
      status:
        "`planned`, `in-progress`, `completed`, `delayed` or `cancelled`: as the plan or the newest report has it, whichever is further.",
    },
    bool: {
      led: "Whether its lead is a member whose term runs, a partner, an alliance or a named organisation.",
      withCity: "Whether another city is among its partners.",
      withStakeholders:
        "Whether its lead or a partner is from outside the city government; another city does not count.",
      withTechnicalPartner: "Whether a partner of kind `technical` leads it or is among its partners.",
      withMedia: "Whether its lead or a partner is of the media sector.",
      ongoing: "Whether it has no end of its own.",
      underWay: "Whether its status is `in-progress` or `delayed`.",
      completed: "Whether its status is `completed`.",
      cancelled: "Whether its status is `cancelled`.",
      due: "Whether its end has come and it is not cancelled.",
      hasEvidence: "Whether the plan or a report gives evidence of it.",
      budgeted: "Whether its budget states an amount.",
      targeted: "Whether one of its indicators has a target.",
    },
    double: { progress: "Its progress in the newest report that states it, 0 to 100." },
    "list<string>": {
      items: "The items that it names, and those that it counts for by a crosswalk.",
      ownItems: "The items that it names itself.",
      audience: "Whom it is for.",
      partnerRegions: "The UNESCO regions of the cities among its partners.",
      evidenceKinds: "The kinds of its evidence, such as `map` and `photo`.",
      earmarked: "The groups that its budget is set aside for.",
      indicators: "The ids of its indicators.",
    },
  },
  {
    lead: { is: "string", says: "Who leads it: an id, or a name.", from: ({ lead }) => party(lead) },
    partners: {
      is: "list<string>",
      says: "Its partners: ids, or names.",
      from: ({ partners }) => partners.map(party),
    },
    milestones: {
      is: "list<Milestone>",
      says: "Its milestones.",
      from: ({ milestones }, maker) => maker.list("Milestone", milestones),
    },
    budget: money("Its budget.", ({ budget }) => budget),
    spent: money("What the newest report that states it says was spent.", ({ spent }) => spent),
    description: stated("string", "/description", "Its description, in the first language that it is given in."),
    engagement: stated("string", "/engagement", "`own`, `lead`, `coordinate`, `support` or `advocate`."),
    evidence: evidence("/evidence", "The paths and addresses of the evidence that the plan gives of it."),
    sdgs: sdgs("The Sustainable Development Goals that it serves, by number."),
  },
);

/** The actions and indicators of plans, and what they state as pairs. */
export const ACTIONS: Record<string, Type> = {
  Action: ACTION,
  Milestone: type<Fact.MilestoneFact>("A milestone of an action.", {
    string: {
      id: "Its id.",
      title: "Its title in the dossier's own language.",
      due: "The day it is due.",
      done: "The day it was reached.",
    },
  }),
  Indicator: type<Fact.IndicatorFact>(
    "An indicator of a plan.",
    {
      string: {
        id: "Its id.",
        title: "Its title in the dossier's own language.",
        plan: "The id of the plan.",
        type: "`input`, `process`, `output`, `outcome` or `impact`.",
        direction: "`increase`, `decrease` or `reach`.",
      },
      bool: {
        hasBaseline: "Whether it has a baseline.",
        hasTarget: "Whether it has a target.",
        hasVerification: "Whether it says how it is verified.",
        measured: "Whether a report states a value of it, up to the day of assessment.",
        onTime: "Whether it was measured within its interval; if it has none, whether it was measured at all.",
        owed: "Whether its interval has passed since the plan and the baseline began, so that a value is owed.",
      },
      double: {
        every: "The months between two measurements.",
        progress:
          "The way from baseline to target that the latest value has gone, 1 at the target; below 0 if it went back.",
        expected: "Where a straight line from baseline to target would be on that value's day.",
      },
    },
    {
      measurements: {
        is: "list<Measurement>",
        says: "Its values up to the day of assessment, oldest first, without the baseline.",
        from: ({ measurements }, maker) => maker.list("Measurement", measurements),
      },
      baseline: value("Its baseline.", ({ baseline }) => baseline),
      target: value("Its target.", ({ target }) => target),
      unit: stated("string", "/unit", "Its unit, in the first language that it is given in."),
      verification: stated("string", "/verification", "How it is verified, in the first language that it is given in."),
      source: stated("string", "/source", "Where its values come from, in the first language that it is given in."),
    },
  ),
};
