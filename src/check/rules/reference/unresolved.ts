import type { Document, Dossier, Found, Kind } from "../../../model/dossier.ts";
import type { Library } from "../../../model/library.ts";
import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { isDoubtful } from "../../doubt.ts";
import { groupOf, inOrder, statedIds } from "../../ids.ts";
import { kindOf } from "../../kinds.ts";
import { along, signposts } from "../../walk.ts";

/** Who looks after a piece of evidence, wherever evidence may stand: one piece or a list of them. */
const owners = (...places: string[]) =>
  Object.fromEntries(
    places.flatMap((place) => [
      [`${place}/owner`, "member"],
      [`${place}/*/owner`, "member"],
    ]),
  );

/** Where each kind of document refers to something, and to what. */
const references: Record<Kind, Record<string, string>> = {
  city: { "/memberships/*/clusters/*/id": "cluster", "/memberships/*/clusters/*/representative": "member" },
  committee: {
    "/researchTeam/lead": "member",
    "/researchTeam/members/*": "member",
    "/meetings/*/attendance/*": "member",
    "/meetings/*/decisions/*/responsible": "party",
    ...owners("/meetings/*/minutes", "/researchTeam/documentation", "/researchTeam/studies/*/evidence"),
  },
  plan: {
    "/issues/*/raisedBy/*": "party",
    "/objectives/*/indicators/*": "indicator",
    "/actions/*/objective": "objective",
    "/actions/*/lead": "party",
    "/actions/*/partners/*": "party",
    "/actions/*/indicators/*": "indicator",
    "/actions/*/budget/sources/*/source": "funding source",
    "/submissions/*/comments/*/response/readjustment": "readjustment",
    "/readjustments/*/affects/*": "thing",
    "/readjustments/*/decidedAt": "meeting",
    "/readjustments/*/feedback": "feedback",
    ...owners("/charter", "/stocktake/*/evidence", "/actions/*/evidence", "/cocreation/*/evidence"),
    ...owners("/consultations/*/evidence", "/events/*/evidence"),
  },
  report: {
    "/plan": "plan",
    "/author": "party",
    "/actions/*/action": "action",
    "/indicators/*/indicator": "indicator",
    "/feedback/*/readjustment": "readjustment",
    "/exchanges/*/cluster": "cluster",
    ...owners("/actions/*/evidence", "/exchanges/*/evidence"),
  },
  checklist: { "/items/*/responsible": "party", ...owners("/items/*/evidence") },
};

const posts = new Map(Object.entries(references).map(([kind, table]) => [kind, signposts(table)]));

/** What may be referred to → its ids. */
function known(dossier: Dossier, library: Library): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  const add = (kind: string, id: string): void => {
    const known = ids.get(kind);
    if (known) known.add(id);
    else ids.set(kind, new Set([id]));
  };
  for (const { kind, id } of statedIds(dossier)) {
    add(kind, id);
    if (groupOf(kind) !== kind) add(groupOf(kind), id);
    add("thing", id);
  }
  for (const { framework } of library.packs.values())
    for (const { id } of [...(framework.clusters ?? []), ...(framework.formerClusters ?? [])]) add("cluster", id);
  return ids;
}

interface Use {
  in: Document;
  at: string;
}

/** The uses of each id that refers to nothing, in the order of files and places, with what the first of them expects. */
function missing(
  dossier: Dossier,
  ids: Map<string, Set<string>>,
): Map<string, { id: string; kind: string; uses: Use[] }> {
  const found = new Map<string, { id: string; kind: string; uses: Use[] }>();
  for (const document of inOrder(dossier)) {
    const post = posts.get(document.kind);
    if (!post) continue;
    for (const met of along(post, document.data)) {
      const { value: id, end: kind } = met;
      // A party may also be a free name with its sector.
      if (typeof id !== "string" || ids.get(kind)?.has(id) || dossier.uncertainIds.has(id)) continue;
      const { at } = met;
      if (isDoubtful(dossier, document, at)) continue;
      const key = `${groupOf(kind)} ${id}`;
      const entry = found.get(key) ?? { id, kind, uses: [] };
      entry.uses.push({ in: document, at });
      found.set(key, entry);
    }
  }
  return found;
}

export default {
  severity: "error",
  asks: "Every id that a document refers to is that of something in the dossier.",
  message: {
    once: "{none} has the id `{id}`.",
    often: "{none} has the id `{id}`, which is used {uses} times.",
  },
  why: "Nobody can follow up on something that does not exist, and nothing that rests on it is counted.",
  fix: "Correct the id, or add what it should name.",
  right: `
kind: committee
members:
  - id: ana
meetings:
  - id: first
    attendance: [ana]
    decisions:
      - id: open-labs
        responsible: { name: Library Friends, sector: civil-society }
---
kind: plan
id: plan-2026
objectives:
  - id: skills
    indicators: [trained]
actions:
  - id: labs
    objective: skills
    lead: ana
    indicators: [trained]
    budget:
      sources:
        - source: city-budget
indicators:
  - id: trained
funding:
  sources:
    - id: city-budget
readjustments:
  - id: more-labs
    affects: [labs, trained]
    decidedAt: first
---
kind: report
plan: plan-2026
author: ana
actions:
  - action: labs
    evidence: { path: photo.png, owner: ana }
indicators:
  - indicator: trained
feedback:
  - id: teachers-ask
    readjustment: more-labs
`,
  wrong: `
kind: committee
members:
  - id: ana
---
kind: plan
actions:
  - id: labs
    lead: anna # !
  - id: films
    lead: ana
    partners: [anna]
`,
  cases: [
    `
kind: city
memberships:
  - framework: gnlc-strategy
    clusters:
      - id: inclusions # !
        representative: ben # !
      - id: inclusion
      - id: literacy
partners:
  - id: uil
---
kind: committee
members:
  - id: ana
researchTeam:
  lead: uil # !
  members:
    - ana
    - rui # !
  documentation:
    - { path: log.md, owner: eva } # !
meetings:
  - id: first
    attendance:
      - ana
      - joe # !
    decisions:
      - id: open-labs
        responsible: zoe # !
---
kind: plan
id: plan-2026
issues:
  - id: rumours
    raisedBy:
      - { name: Parents of the north }
      - parents # !
objectives:
  - id: skills
    indicators: [trained] # !
actions:
  - id: labs
    objective: skill # !
    lead: uil
    indicators: [visits] # !
    budget:
      sources:
        - source: city # !
submissions:
  - comments:
      - id: c1
        response: { readjustment: more } # !
readjustments:
  - id: r1
    affects: [labs, nothing] # !
    decidedAt: second # !
    feedback: some # !
---
kind: report
id: first-report
plan: plan-2025 # !
author: max # !
actions:
  - action: lab # !
indicators:
  - indicator: visitors # !
feedback:
  - id: f1
    readjustment: less # !
exchanges:
  - id: e1
    cluster: planing # !
---
kind: checklist
items:
  mil-01: { status: done, responsible: kim } # !
`,
    `
kind: plan
actions:
  - id: labs
    lead: constructor # !
`,
  ],
  *check({ dossier, library }) {
    if (dossier.incomplete) return;
    const ids = known(dossier, library);
    for (const { id, kind, uses } of missing(dossier, ids).values()) {
      const [first, ...more] = uses;
      if (!first) continue;
      const found: Found = {
        ...first,
        say: more.length > 0 ? "often" : "once",
        args: { id, none: kindOf(kind).none, uses: uses.length },
        near: { word: id, among: ids.get(kind) ?? [] },
        group: { about: `${kind} ${id}`, places: uses },
      };
      if (more.length > 0)
        found.related = more.slice(0, 3).map((use) => ({ ...use, message: phrase("`{id}` is used here too.") }));
      yield found;
    }
  },
} satisfies Rule;
