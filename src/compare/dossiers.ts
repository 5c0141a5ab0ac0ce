import type { Diagnostic } from "../model/diagnostic.ts";
import type { DossierChange, DossierDiff } from "../model/diff.ts";
import type { Dossier } from "../model/dossier.ts";
import type { Facts } from "../model/facts.ts";
import { phrase } from "../model/phrase.ts";
import type { ScoreCard } from "../model/score.ts";
import type { Words } from "../model/words.ts";
import { changesOf, type Compared } from "./changes.ts";
import { Doubts } from "./doubt.ts";
import { findingsBetween } from "./findings.ts";
import { match } from "./match.ts";
import { type Part, partsOf } from "./parts.ts";
import { type Guards, regressionsIn } from "./regressions.ts";
import { Names } from "./said.ts";
import { scoresBetween } from "./scores.ts";
import { quoted, sentence, type Voice } from "./sentences.ts";

/** A dossier at one time, with what is known of it on the day of assessment. */
export interface State {
  dossier: Dossier;
  facts: Facts;
  diagnostics: readonly Diagnostic[];
  readonly scores: readonly ScoreCard[];
}

export interface Comparison {
  /** Undefined where the dossier was not there yet. */
  before: State | undefined;
  /** Undefined where it is there no more. */
  after: State | undefined;
  /** What the sentences are told in. */
  words: Words;
  /** Covers what no message may quote: contact details and secrets. */
  mask: (text: string) => string;
  guards?: Guards;
}

function thingsOf(state: State | undefined): Part[] {
  if (!state) return [];
  const { dossier, facts } = state;
  return partsOf(dossier.documents, { language: facts.city?.languages[0]?.toLowerCase() ?? "", day: facts.day });
}

/**
 * A document whose id cannot be read is the one of its kind where both states have one alone; of several, nobody knows which it is, and
 * it is left out.
 */
function alone(had: Part[], has: Part[]): [Part[], Part[], [Part, Part][]] {
  const pairs: [Part, Part][] = [];
  const isUnknown = ({ sort, id }: Part) => sort.unique !== undefined && id === "";
  for (const kind of new Set([...had, ...has].filter(isUnknown).map(({ kind }) => kind))) {
    const [some, others] = [had, has].map((parts) => parts.filter((part) => part.kind === kind));
    if (some?.[0] && others?.[0] && some.length + others.length === 2) pairs.push([some[0], others[0]]);
  }
  const known = new Set(pairs.flat());
  const left = (parts: Part[]) => parts.filter((part) => known.has(part) || !isUnknown(part));
  return [left(had), left(has), pairs];
}

/** Kinds of which there are several documents. */
const severalIn = (documents: readonly Part[]) =>
  documents.map(({ kind }) => kind).filter((kind, i, kinds) => kinds.indexOf(kind) !== i);

/** A dossier that came, went or lies elsewhere now. */
function ofWhole(before: State | undefined, after: State | undefined, voice: Voice): DossierChange[] {
  const [from, to] = [before?.dossier.path, after?.dossier.path];
  if (from === to) return [];
  const id = quoted(to ?? from ?? "", voice);
  const name = phrase("`{path}`", { path: id });
  const whole = { type: "dossier", id, place: id };
  const thing = phrase("the dossier {name}", { name });
  if (from === undefined)
    return [{ ...whole, kind: "added", text: sentence(phrase("New: {thing}.", { thing }), voice) }];
  if (to === undefined)
    return [{ ...whole, kind: "removed", text: sentence(phrase("Removed: {thing}.", { thing }), voice) }];
  const args = { thing, from: quoted(from, voice), to: quoted(to, voice) };
  const said = phrase("{thing} moved from `{from}` to `{to}`.", args);
  return [{ ...whole, kind: "moved", from: args.from, to: args.to, text: sentence(said, voice) }];
}

/** What differs between two states of a dossier, in the plan's own terms. */
export function compareDossiers({ before, after, words, mask, guards }: Comparison): DossierDiff {
  const [had, has, known] = alone(thingsOf(before), thingsOf(after));
  const voice = { words, mask, several: new Set([...severalIn(had), ...severalIn(has)]) };
  const compared: Compared = {
    before: had,
    after: has,
    matching: match(had, has, known),
    names: [new Names(had, words), new Names(has, words)],
    doubts: [new Doubts(before?.dossier), new Doubts(after?.dossier)],
    voice,
  };
  const scores = scoresBetween(before?.scores ?? [], after?.scores ?? [], voice);
  return {
    path: (after ?? before)?.dossier.path ?? "",
    city: (after ?? before)?.facts.city?.name ?? "",
    changes: [...ofWhole(before, after, voice), ...(before && after ? changesOf(compared) : [])],
    scores,
    findings: findingsBetween(before?.diagnostics ?? [], after?.diagnostics ?? [], compared.matching),
    regressions: regressionsIn(compared, scores, guards),
    incomplete: [...compared.doubts[0].told("before", voice), ...compared.doubts[1].told("after", voice)],
  };
}
