import type { Document, Dossier, Kind } from "../model/dossier.ts";
import { keptWith } from "../model/kept.ts";
import { along, isRecord, type Met, signposts, type Way } from "./walk.ts";

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

/** Ids of one group are unique in one scope: the dossier, or, by the way to it, the list in the thing that they are a part of. */
export const scopeOf = ({ kind, around }: StatedId): Way | undefined => (withinParent.has(kind) ? around : undefined);

/** An id that a document states. */
export class StatedId {
  readonly in: Document;
  readonly id: string;
  readonly kind: string;
  readonly #met: Met;
  constructor(document: Document, id: string, met: Met) {
    this.in = document;
    this.id = id;
    this.kind = met.end;
    this.#met = met;
  }
  get at(): string {
    return this.#met.at;
  }
  /** The way to what the thing with the id is an entry of. */
  get around(): Way | undefined {
    return this.#met.around.around;
  }
}

const posts = new Map(Object.entries(stated).map(([kind, table]) => [kind, signposts(table)]));

/** The documents of a dossier by kind and id. Were it by file, another name of a file would change which of two equal ids is the second. */
export const inOrder = (dossier: Dossier): Document[] => Object.values(dossier.documents).flat();

// Several rules ask for them one after the other.
const kept = keptWith<Dossier, readonly StatedId[]>();

/** Every id of a dossier, in the order of documents and places. */
export function statedIds(dossier: Dossier): readonly StatedId[] {
  const known = kept.get(dossier);
  if (known) return known;
  const all: StatedId[] = [];
  for (const document of inOrder(dossier)) {
    const post = posts.get(document.kind);
    if (!post || !isRecord(document.data)) continue;
    for (const met of along(post, document.data))
      if (typeof met.value === "string") all.push(new StatedId(document, met.value, met));
  }
  kept.set(dossier, all);
  return all;
}
