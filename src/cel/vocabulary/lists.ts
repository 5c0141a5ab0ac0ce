import type * as Fact from "../../model/facts.ts";

interface List {
  /** The type of its things. */
  of: string;
  says: string;
}

/** The lists that every expression can name, as they are named in the facts. */
export const LISTS = {
  committees: { of: "Committee", says: "The committees." },
  members: { of: "Member", says: "The members of all committees, whether their terms run or not." },
  researchTeams: { of: "ResearchTeam", says: "The research teams of the committees." },
  studies: { of: "Study", says: "The studies of the research teams." },
  meetings: { of: "Meeting", says: "The meetings of all committees, whatever their status." },
  memberships: { of: "Membership", says: "The frameworks that the city follows, and how." },
  alliances: { of: "Alliance", says: "The other cities and networks that the city is allied with." },
  partners: { of: "Partner", says: "The partners that the city lists." },
  reports: { of: "Report", says: "The reports on the plans." },
  reportActions: { of: "ReportAction", says: "What the reports tell of actions, oldest report first." },
  measurements: { of: "Measurement", says: "The values of indicators that the reports state." },
  feedback: { of: "Feedback", says: "What the reports record of stakeholders' feedback." },
  goodPractices: { of: "GoodPractice", says: "The good practices in the reports." },
  exchanges: { of: "Exchange", says: "The exchanges with other cities and networks in the reports." },
  media: { of: "Media", says: "The media coverage in the reports." },
  activities: {
    of: "Activity",
    says: "All that has a date and is not cancelled: actions (a second time for the end, if it is in another year), meetings, events and exchanges.",
  },
  plans: { of: "Plan", says: "The plans; in a criterion the one that is assessed." },
  issues: { of: "Issue", says: "The issues that plans start from." },
  stocktake: { of: "Stocktake", says: "What plans take stock of, by sector." },
  policies: { of: "Policy", says: "The local, national and international policies that plans align with." },
  objectives: { of: "Objective", says: "The objectives of plans." },
  actions: { of: "Action", says: "The actions of plans, cancelled ones too." },
  indicators: { of: "Indicator", says: "The indicators of plans." },
  cocreation: { of: "Cocreation", says: "The ways in which plans were opened to others." },
  consultations: { of: "Consultation", says: "The consultations that plans record." },
  submissions: { of: "Submission", says: "The submissions of plans to a network." },
  comments: { of: "Comment", says: "The comments that the networks made on submissions." },
  sources: { of: "Source", says: "The funding sources of plans." },
  contributions: { of: "Contribution", says: "What the city contributes to a network." },
  readjustments: { of: "Readjustment", says: "The readjustments of plans." },
  events: { of: "Event", says: "The events of plans: festivals, conferences, celebrations, campaigns and awards." },
  dueReports: { of: "DueReport", says: "The reporting periods of plans, each with the day its report is due." },
} satisfies Partial<Record<keyof Fact.Facts, List>>;
export type ListName = keyof typeof LISTS;
