import type { Kind } from "../model/dossier.ts";

/**
 * What a field holds. `plain` is a number, a statement or a word of the format; a `group` is part of what it stands in; the entries of a
 * list of groups are things of their own where the tables below say so.
 */
export type Shape =
  | "plain"
  | "text"
  | "day"
  | "money"
  | "measure"
  | "party"
  | "evidence"
  | { group: Fields }
  | { list: Shape }
  | { map: Shape };
export type Fields = { [name: string]: Shape };

/** What the entries of a list are: the fields that tell them apart, and whether a city gives them an id of its own choice. */
export interface Sort {
  type: Type;
  key: readonly string[];
  /** Ids of one group are unique in one scope: the dossier, or what the thing is a part of. */
  unique?: "dossier" | "parent";
}

export type Type = (typeof types)[number];

/** In the order in which changes are told. */
export const types = [
  "dossier",
  "city",
  "membership",
  "cluster",
  "alliance",
  "partner",
  "committee",
  "member",
  "study",
  "meeting",
  "decision",
  "plan",
  "reporting-period",
  "policy",
  "issue",
  "stocktake",
  "objective",
  "action",
  "milestone",
  "budget-source",
  "indicator",
  "co-creation",
  "consultation",
  "submission",
  "comment",
  "funding-source",
  "contribution",
  "readjustment",
  "event",
  "report",
  "report-action",
  "measurement",
  "feedback",
  "good-practice",
  "exchange",
  "media",
  "checklist",
  "checklist-item",
  "evidence",
] as const;

export const sortsOfDocuments: Record<Kind, Sort> = {
  city: { type: "city", key: [] },
  committee: { type: "committee", key: ["id"], unique: "dossier" },
  plan: { type: "plan", key: ["id"], unique: "dossier" },
  report: { type: "report", key: ["id"], unique: "dossier" },
  checklist: { type: "checklist", key: ["framework"] },
};

export const evidenceSort: Sort = { type: "evidence", key: ["path", "url"] };

const named = (type: Type, unique: "dossier" | "parent"): Sort => ({ type, key: ["id"], unique });

/** By the way to the list. The entries of lists that are not here are values: their order and their number of times are all they have. */
export const sorts: ReadonlyMap<string, Sort> = new Map<string, Sort>([
  ["city.memberships", { type: "membership", key: ["framework"] }],
  ["city.memberships.clusters", { type: "cluster", key: ["id"] }],
  ["city.alliances", named("alliance", "dossier")],
  ["city.partners", named("partner", "dossier")],
  ["committee.members", named("member", "dossier")],
  ["committee.meetings", named("meeting", "dossier")],
  ["committee.meetings.decisions", named("decision", "parent")],
  ["committee.researchTeam.studies", named("study", "dossier")],
  ["plan.policies", { type: "policy", key: ["title"] }],
  ["plan.issues", named("issue", "dossier")],
  ["plan.stocktake", { type: "stocktake", key: ["sector"] }],
  ["plan.reporting.periods", { type: "reporting-period", key: ["start"] }],
  ["plan.objectives", named("objective", "dossier")],
  ["plan.actions", named("action", "dossier")],
  ["plan.actions.milestones", named("milestone", "parent")],
  ["plan.actions.budget.sources", { type: "budget-source", key: ["source"] }],
  ["plan.indicators", named("indicator", "dossier")],
  ["plan.cocreation", named("co-creation", "dossier")],
  ["plan.consultations", { type: "consultation", key: ["with", "date"] }],
  ["plan.submissions", { type: "submission", key: ["to", "date"] }],
  ["plan.submissions.comments", named("comment", "parent")],
  ["plan.funding.sources", named("funding-source", "dossier")],
  ["plan.funding.contributions", { type: "contribution", key: ["option", "date"] }],
  ["plan.readjustments", named("readjustment", "dossier")],
  ["plan.events", named("event", "dossier")],
  ["report.actions", { type: "report-action", key: ["action"] }],
  ["report.indicators", { type: "measurement", key: ["indicator", "date"] }],
  ["report.feedback", named("feedback", "dossier")],
  ["report.goodPractices", named("good-practice", "parent")],
  ["report.exchanges", named("exchange", "parent")],
  ["report.media", { type: "media", key: ["title"] }],
  ["checklist.items", { type: "checklist-item", key: [] }],
]);

const parties: readonly Type[] = ["member", "partner", "alliance"];

/** By the type of a thing and its field, of what the ids are that it holds. An empty list: of anything. */
export const references: ReadonlyMap<string, readonly Type[]> = new Map<string, readonly Type[]>([
  ["cluster representative", parties],
  ["committee researchTeam.lead", parties],
  ["committee researchTeam.members", parties],
  ["committee focalPoint", parties],
  ["meeting attendance", parties],
  ["decision responsible", parties],
  ["issue raisedBy", parties],
  ["objective indicators", ["indicator"]],
  ["action objective", ["objective"]],
  ["action lead", parties],
  ["action partners", parties],
  ["action indicators", ["indicator"]],
  ["budget-source source", ["funding-source"]],
  ["comment response.readjustment", ["readjustment"]],
  ["readjustment affects", []],
  ["readjustment decidedAt", ["meeting"]],
  ["readjustment feedback", ["feedback"]],
  ["report plan", ["plan"]],
  ["report author", parties],
  ["report-action action", ["action"]],
  ["measurement indicator", ["indicator"]],
  ["feedback readjustment", ["readjustment"]],
  ["checklist-item responsible", parties],
  ["evidence owner", parties],
]);

/** What is no one's business but the person's: that it changed may be said, never what it is. */
export const personal = new Set(["email", "phone", "gender"]);

/** Where the format says what holds if nothing is stated. */
export const isDefault = (type: Type, field: string, value: unknown) =>
  type === "action" && field === "ongoing" && value === false;

/** By type and field, the group of labels that its words have. */
export const labels: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "city region": "region",
    "membership role": "role",
    "cluster role": "role",
    "alliance region": "region",
    "alliance kind": "allianceKind",
    "partner sector": "sector",
    "partner kind": "partnerKind",
    "committee type": "committeeType",
    "member roles": "memberRole",
    "member sector": "sector",
    "member represents": "audience",
    "study kind": "studyKind",
    "study status": "studyStatus",
    "meeting type": "meetingType",
    "meeting status": "occasionStatus",
    "meeting topics": "topic",
    "plan status": "planStatus",
    "policy level": "policyLevel",
    "stocktake sector": "sector",
    "objective horizon": "horizon",
    "objective keyFeatures": "keyFeature",
    "action type": "actionType",
    "action status": "actionStatus",
    "action audience": "audience",
    "action engagement": "engagement",
    "action budget.earmarked": "audience",
    "indicator type": "indicatorType",
    "co-creation kind": "cocreationKind",
    "consultation with": "body",
    "submission to": "body",
    "funding-source type": "sector",
    "funding-source kind": "fundingKind",
    "funding-source status": "fundingStatus",
    "funding-source earmarked": "audience",
    "contribution option": "contributionOption",
    "contribution kind": "fundingKind",
    "event kind": "eventKind",
    "event status": "occasionStatus",
    "report status": "reportStatus",
    "report-action status": "actionStatus",
    "feedback channel": "channel",
    "good-practice sharedWith": "sharedWith",
    "exchange kind": "exchangeKind",
    "exchange role": "exchangeRole",
    "exchange network": "network",
    "checklist-item status": "checklistStatus",
    "evidence kind": "evidenceKind",
  }),
);
