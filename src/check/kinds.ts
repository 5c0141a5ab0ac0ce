import { phrase, type Said } from "../model/phrase.ts";

/** A kind of thing that has ids: one of them, several of them, and what a reference expects where there is none. */
interface Kind {
  one: Said;
  several: Said;
  none: Said;
}

const kind = (one: Said, several: Said, none: Said): Kind => ({ one, several, none });

const kinds = new Map<string, Kind>([
  ["action", kind(phrase("an action"), phrase("actions"), phrase("No action of this dossier"))],
  ["alliance", kind(phrase("an alliance"), phrase("alliances"), phrase("No alliance of this dossier"))],
  ["co-creation", kind(phrase("a co-creation"), phrase("co-creations"), phrase("No co-creation of this dossier"))],
  ["cluster", kind(phrase("a cluster"), phrase("clusters"), phrase("No cluster of a network"))],
  ["comment", kind(phrase("a comment"), phrase("comments"), phrase("No comment of this dossier"))],
  ["committee", kind(phrase("a committee"), phrase("committees"), phrase("No committee of this dossier"))],
  ["decision", kind(phrase("a decision"), phrase("decisions"), phrase("No decision of this dossier"))],
  ["event", kind(phrase("an event"), phrase("events"), phrase("No event of this dossier"))],
  ["exchange", kind(phrase("an exchange"), phrase("exchanges"), phrase("No exchange of this dossier"))],
  [
    "feedback",
    kind(phrase("a piece of feedback"), phrase("pieces of feedback"), phrase("No feedback of this dossier")),
  ],
  [
    "funding source",
    kind(phrase("a funding source"), phrase("funding sources"), phrase("No funding source of this dossier")),
  ],
  [
    "good practice",
    kind(phrase("a good practice"), phrase("good practices"), phrase("No good practice of this dossier")),
  ],
  ["indicator", kind(phrase("an indicator"), phrase("indicators"), phrase("No indicator of this dossier"))],
  ["issue", kind(phrase("an issue"), phrase("issues"), phrase("No issue of this dossier"))],
  ["meeting", kind(phrase("a meeting"), phrase("meetings"), phrase("No meeting of this dossier"))],
  ["member", kind(phrase("a member"), phrase("members"), phrase("No committee member of this dossier"))],
  ["milestone", kind(phrase("a milestone"), phrase("milestones"), phrase("No milestone of this dossier"))],
  ["objective", kind(phrase("an objective"), phrase("objectives"), phrase("No objective of this dossier"))],
  ["partner", kind(phrase("a partner"), phrase("partners"), phrase("No partner of this dossier"))],
  ["party", kind(phrase("a party"), phrase("parties"), phrase("No member, partner or alliance of this dossier"))],
  ["plan", kind(phrase("a plan"), phrase("plans"), phrase("No plan of this dossier"))],
  ["readjustment", kind(phrase("a readjustment"), phrase("readjustments"), phrase("No readjustment of this dossier"))],
  ["report", kind(phrase("a report"), phrase("reports"), phrase("No report of this dossier"))],
  ["study", kind(phrase("a study"), phrase("studies"), phrase("No study of this dossier"))],
  ["thing", kind(phrase("a thing"), phrase("things"), phrase("No objective, action or other thing of this dossier"))],
]);

/** How messages call a kind of thing. */
export const kindOf = (name: string): Kind => kinds.get(name) ?? kind(name, name, name);
