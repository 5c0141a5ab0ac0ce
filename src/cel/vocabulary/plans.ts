import type * as Fact from "../../model/facts.ts";
import { evidence, lists, money, period, stated, type, type Type } from "./fields.ts";

const PLAN = type<Fact.PlanFact>(
  "A plan.",
  {
    string: {
      id: "Its id.",
      status: "`draft`, `submitted`, `approved`, `active` or `closed`.",
      start: "The first day of its period.",
      end: "The last day of its period.",
    },
    bool: {
      ownTitle: "Whether it has a title of its own, up to 80 characters, beyond `action plan` and the city's name.",
      begun: "Whether its period has begun.",
      ended: "Whether its period has ended.",
      hasCharter: "Whether it links a charter.",
      strategy: "Whether it describes how it is readjusted.",
    },
    double: {
      months: "The months of its period; unknown if they are not whole to the day.",
      audience: "How many audiences it names for its reports.",
      reviewEvery: "The months between two reviews.",
      securedShare: "Secured funding as a share of its budget; unknown without a budget, or with several currencies.",
      pledgedShare: "The same for secured and pledged funding together.",
    },
    "list<string>": {
      titles: "Its title in every language that it is given in.",
      frameworks: "The ids of the frameworks that it is made for.",
      yearsBegun: "The calendar years of its period that have begun.",
      yearsEnded: "Those of them that have ended.",
    },
  },
  {
    period: period("Its period."),
    title: stated("string", "/title", "Its title, in the first language that it is given in."),
    vision: stated("string", "/vision", "Its vision, in the first language that it is given in."),
    summary: stated("string", "/summary", "Its summary, in the first language that it is given in."),
    charter: evidence("/charter", "The paths and addresses of its charter."),
    ...lists({
      objectives: "Its objectives.",
      actions: "Its actions.",
      indicators: "Its indicators.",
      issues: "The issues that it starts from.",
      stocktake: "What it takes stock of.",
      policies: "The policies that it aligns with.",
      cocreation: "The ways in which it was opened to others.",
      consultations: "Its consultations.",
      submissions: "Its submissions.",
      sources: "Its funding sources.",
      contributions: "What the city contributes to a network.",
      readjustments: "Its readjustments.",
      events: "Its events.",
    }),
  },
);

/** What stands in the documents of plans, but for actions and indicators. */
export const PLANS: Record<string, Type> = {
  Plan: PLAN,
  Issue: type<Fact.IssueFact>("An issue that a plan starts from.", {
    string: { id: "Its id.", plan: "The id of the plan." },
    bool: {
      raisedByNamed: "Whether a member, partner, alliance or named group raised it.",
      raisedByGovernment: "Whether one of those is from the local government.",
    },
  }),
  Stocktake: type<Fact.StocktakeFact>("What has been achieved in a sector.", {
    string: { plan: "The id of the plan.", sector: "The sector." },
  }),
  Policy: type<Fact.PolicyFact>("A policy that a plan aligns with.", {
    string: { plan: "The id of the plan.", level: "`local`, `national` or `international`." },
  }),
  Objective: type<Fact.ObjectiveFact>("An objective of a plan.", {
    string: { id: "Its id.", plan: "The id of the plan.", horizon: "`medium-term` or `long-term`." },
    bool: {
      measured: "Whether it names an indicator that exists.",
      measurable: "Whether it names an indicator with a baseline and a target.",
    },
    double: { actions: "How many actions serve it, cancelled ones apart." },
    "list<string>": {
      items: "The items that it names.",
      keyFeatures: "The key features of learning cities that it names.",
      indicators: "The ids of its indicators and of those of its actions.",
    },
  }),
  Cocreation: type<Fact.CocreationFact>("A way in which a plan was opened to others.", {
    string: {
      id: "Its id.",
      plan: "The id of the plan.",
      kind: "`platform`, `survey`, `online-forum`, `forum`, `assembly`, `workshop` or `hearing`.",
      start: "Its first day.",
      end: "Its last day.",
    },
    bool: {
      digital: "Whether it is a platform, a survey or an online forum.",
      dialogue: "Whether it is a forum, an assembly, a workshop or a hearing.",
      openOrHeld: "Whether it has begun, or has no dates.",
    },
    double: {
      residents: "How many residents took part.",
      publicBodies: "How many public bodies took part.",
      privateCompanies: "How many private companies took part.",
      organisations: "How many organisations took part.",
    },
  }),
  Consultation: type<Fact.ConsultationFact>("A consultation on a plan.", {
    string: {
      plan: "The id of the plan.",
      with: "Whom it was with: `unesco`, `mil-alliance`, `milid`, `uil`, `iaec-secretariat` or a name.",
      date: "Its day.",
    },
  }),
  Submission: type<Fact.SubmissionFact>("A submission of a plan.", {
    string: { plan: "The id of the plan.", to: "`unesco`, `uil` or `iaec`.", date: "Its day." },
  }),
  Comment: type<Fact.CommentFact>("A comment on a submitted plan.", {
    string: {
      plan: "The id of the plan.",
      id: "Its id.",
      to: "Whom the plan was submitted to.",
      date: "Its day.",
    },
    bool: { answered: "Whether the response says something or names a readjustment." },
  }),
  Source: type<Fact.SourceFact>(
    "A funding source of a plan.",
    {
      string: {
        id: "Its id.",
        name: "Its name in the dossier's own language.",
        plan: "The id of the plan.",
        type: "The sector of the giver.",
        kind: "`financial` or `in-kind`.",
        status: "`sought`, `pledged` or `secured`.",
      },
      "list<string>": { earmarked: "The groups that it is set aside for." },
    },
    { amount: money("How much it gives.", ({ amount }) => amount) },
  ),
  Contribution: type<Fact.ContributionFact>("What the city contributes to a network.", {
    string: {
      plan: "The id of the plan.",
      option: "The framework's funding option that it takes, such as `mdfm`.",
      kind: "`financial` or `in-kind`.",
      date: "Its day.",
    },
  }),
  Readjustment: type<Fact.ReadjustmentFact>("A readjustment of a plan.", {
    string: {
      id: "Its id.",
      plan: "The id of the plan.",
      date: "Its day.",
      feedback: "The id of the feedback that led to it.",
    },
    "list<string>": { affects: "The ids of what it changes." },
  }),
  Event: type<Fact.EventFact>("An event of a plan.", {
    string: {
      id: "Its id.",
      plan: "The id of the plan.",
      kind: "`festival`, `conference`, `celebration`, `campaign` or `award`.",
      date: "Its day.",
      year: "The year of its day.",
      status: "`planned`, `held` or `cancelled`.",
    },
    bool: {
      held: "Whether its status is `held` and its day has come.",
      planned: "Whether its status is `planned` and its day lies in the plan's period.",
    },
    double: { invitedCities: "How many cities it invites." },
  }),
};
