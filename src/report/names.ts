import type { Dossier, Sound } from "../model/dossier.ts";
import type { Text } from "../model/kinds.gen.ts";
import type { Spoken } from "../model/words.ts";

/** What the ids of a dossier stand for. */
export interface Names {
  /** Members, partners and alliances. */
  partyNames: Map<string, { name: Spoken; sector: string }>;
  /** Objectives, actions, milestones, indicators, sources and events; the first of an id. */
  titles: Map<string, Spoken>;
  /** The day of a meeting. */
  meetingDays: Map<string, string>;
  /** What a feedback says. */
  feedbackTexts: Map<string, Spoken>;
  /** What a readjustment changed; null where it does not say. */
  changes: Map<string, Spoken | null>;
}

type Speak = (text: Sound<Text> | undefined) => Spoken | null;

const keep = <V>(map: Map<string, V>, id: string | undefined, value: V | null): void => {
  if (id !== undefined && value !== null && !map.has(id)) map.set(id, value);
};

export function names({ documents }: Dossier, spoken: Speak): Names {
  const found: Names = {
    partyNames: new Map(),
    titles: new Map(),
    meetingDays: new Map(),
    feedbackTexts: new Map(),
    changes: new Map(),
  };
  const party = (id: string | undefined, name: Spoken | null, sector = ""): void =>
    keep(found.partyNames, id, name === null ? null : { name, sector });
  for (const { data } of documents.city) {
    for (const { id, name, sector } of data.partners ?? []) party(id, spoken(name), sector);
    for (const { id, city } of data.alliances ?? []) party(id, personal(city));
  }
  for (const { data } of documents.committee) {
    for (const { id, name, sector } of data.members ?? []) party(id, personal(name), sector);
    for (const { id, date } of data.meetings ?? []) keep(found.meetingDays, id, date ?? null);
  }
  for (const { data } of documents.plan) {
    for (const { id, title } of [
      ...(data.objectives ?? []),
      ...(data.actions ?? []),
      ...(data.indicators ?? []),
      ...(data.events ?? []),
    ])
      keep(found.titles, id, spoken(title));
    for (const { milestones } of data.actions ?? [])
      for (const { id, title } of milestones ?? []) keep(found.titles, id, spoken(title));
    for (const { id, name } of data.funding?.sources ?? []) keep(found.titles, id, spoken(name));
    for (const { id, change } of data.readjustments ?? [])
      if (id !== undefined && !found.changes.has(id)) found.changes.set(id, spoken(change));
  }
  for (const { data } of documents.report)
    for (const { id, text } of data.feedback ?? []) keep(found.feedbackTexts, id, spoken(text));
  return found;
}

/** A name that no language changes. */
export function personal(name: string | undefined): Spoken | null {
  return name === undefined || name.trim() === "" ? null : { text: name };
}
