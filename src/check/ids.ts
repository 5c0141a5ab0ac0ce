import type { Document, Dossier, Kind } from "../model/dossier.ts";
import { along, isRecord, signposts } from "./walk.ts";

/** Where each kind of document states an id, and of what. Members, partners and alliances share their ids. */
const stated: Record<Kind, Record<string, string>> = {
  city: { "/partners/*/id": "partner", "/alliances/*/id": "alliance" },
  committee: {
    "/id": "committee",
    "/members/*/id": "member",
    "/meetings/*/id": "meeting",
    "/meetings/*/decisions/*/id": "decision",
    "/researchTeam/studies/*/id": "study",
  },
  plan: {
    "/id": "plan",
    "/issues/*/id": "issue",
    "/objectives/*/id": "objective",
    "/actions/*/id": "action",
    "/actions/*/milestones/*/id": "milestone",
    "/indicators/*/id": "indicator",
    "/cocreation/*/id": "co-creation",
    "/submissions/*/comments/*/id": "comment",
    "/funding/sources/*/id": "funding source",
    "/readjustments/*/id": "readjustment",
    "/events/*/id": "event",
  },
  report: {
    "/id": "report",
    "/feedback/*/id": "feedback",
    "/goodPractices/*/id": "good practice",
    "/exchanges/*/id": "exchange",
  },
  checklist: {},
};

const parties = new Set(["member", "partner", "alliance"]);

/** Ids of one group are unique in a dossier. */
export const groupOf = (kind: string) => (parties.has(kind) ? "party" : kind);

/** Things that nothing refers to from elsewhere: their place names them by what they are in, so that `m1` may stand in every action. */
const withinParent = new Set(["milestone", "decision", "comment", "exchange", "good practice"]);

/** Ids of one group are unique in one scope: the dossier, or the thing that they are a part of. */
export const scopeOf = ({ in: document, at, kind }: StatedId) =>
  withinParent.has(kind) ? `${document.file}${at.split("/").slice(0, -2).join("/")}` : "";

/** An id that a document states. */
export interface StatedId {
  in: Document;
  at: string;
  id: string;
  kind: string;
}

const posts = new Map(Object.entries(stated).map(([kind, table]) => [kind, signposts(table)]));

/** The documents of a dossier by kind and id. Were it by file, another name of a file would change which of two equal ids is the second. */
export const inOrder = (dossier: Dossier): Document[] => Object.values(dossier.documents).flat();

/** Every id of a dossier, in the order of documents and places. */
export function* statedIds(dossier: Dossier): Generator<StatedId> {
  for (const document of inOrder(dossier)) {
    const post = posts.get(document.kind);
    if (!post || !isRecord(document.data)) continue;
    for (const { at, value, end } of along(post, document.data))
      if (typeof value === "string") yield { in: document, at, id: value, kind: end };
  }
}
