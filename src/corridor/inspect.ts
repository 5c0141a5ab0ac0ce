import { facts as factsOf } from "../facts/facts.ts";
import { accept } from "../check/accept.ts";
import { check } from "../check/run.ts";
import { fixAll, type Mended } from "../edit/fix.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dossier } from "../model/dossier.ts";
import type { Facts } from "../model/facts.ts";
import type { ScoreCard } from "../model/score.ts";
import { decode } from "../read/decode.ts";
import type { Files } from "../read/files.ts";
import { limits } from "../read/limits.ts";
import { parse } from "../read/parse.ts";
import { forgetPlaces } from "../read/places.ts";
import { type Scope } from "../read/search.ts";
import { readDossier, readDossiers } from "../read/workspace.ts";
import { scorer } from "../score/score.ts";
import { rulesIn, wordsFor } from "./language.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** The dossiers of a workspace, one after the other; nothing of one is kept for the next. */
export function* inspect(
  workspace: Workspace,
  progress?: (done: number, all: number) => void,
  folders: readonly string[] = workspace.folders,
): Generator<Inspected> {
  const { scope, library, only } = workspace;
  let done = 0;
  progress?.(done, folders.length);
  for (const dossier of readDossiers(scope, folders, library)) {
    // Nothing may rest on the absence of what the document was looked at without.
    if (only?.alone) dossier.incomplete = true;
    const one = inspectDossier(workspace, dossier);
    yield only ? tellOnly(one, only) : one;
    forgetPlaces();
    progress?.(++done, folders.length);
  }
}

/** One dossier of a workspace. */
export const inspectFolder = (workspace: Workspace, folder: string): Inspected =>
  inspectDossier(workspace, readDossier(workspace.scope, folder, workspace.library));

/** A dossier of which only what is found in one document is told. */
function tellOnly(one: Inspected, { file, alone }: NonNullable<Workspace["only"]>): Inspected {
  const isTold = (found: Diagnostic) => found.file === file && !(alone && found.rule === "dossier/no-city");
  const diagnostics = one.diagnostics.filter(isTold);
  const excused = one.excused.filter(({ diagnostic }) => isTold(diagnostic));
  return { ...one, scores: one.scores, diagnostics, excused, suppressed: excused.length };
}

/** Works scores out when they are asked for. A class, since V8 keeps a getter of one object alone for longer than the object. */
class Scored {
  // Seen by what has this for its prototype.
  private readonly asked: () => ScoreCard[];

  constructor(asked: () => ScoreCard[]) {
    this.asked = asked;
  }

  get scores(): ScoreCard[] {
    return this.asked();
  }
}

export function inspectDossier(workspace: Workspace, dossier: Dossier): Inspected {
  const { library, day, config, severities } = workspace;
  const facts = factsOf(dossier, library, day);
  const words = wordsFor(languageFor(workspace, facts));
  const scores = scorer(facts, library, words.language, words);
  const history = workspace.historyOf(dossier.path);
  const checked = check({
    dossier,
    facts,
    library,
    scores,
    ...(history ? { history } : {}),
    rules: rulesIn(words.language),
    speech: words,
    config: { rules: severities, ...(config.policies ? { policies: config.policies } : {}) },
  });
  const accepted = accept(checked.diagnostics, workspace.baseline?.entries ?? [], dossier.path, day, words.language);
  const excused = [...checked.excused, ...accepted.excused];
  return Object.assign(new Scored(scores), {
    dossier,
    facts,
    ...checked,
    diagnostics: accepted.left,
    excused,
    suppressed: excused.length,
    accepted: new Set(accepted.matched.values()),
    words,
  });
}

/**
 * What fixes with one right answer make of a dossier's files, and the dossier as it is then. Nothing is written. A file that has changed
 * since it was read is left alone, and so is a place where a fix would change more of what is read than it says.
 */
export function fixesFor(workspace: Workspace, inspected: Inspected): Mended<Inspected> {
  const { scope, library } = workspace;
  const encoder = new TextEncoder();
  return fixAll(inspected, {
    speech: inspected.words,
    textOf(file) {
      const read = scope.files.read(file, limits.bytes);
      if ("fault" in read) inspected.dossier.seen.unread.set(file, read.why);
      if ("fault" in read || decode(read.bytes).problems.length > 0) return undefined;
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.bytes);
    },
    read(text) {
      const decoded = decode(encoder.encode(text)).text;
      const parsed = decoded === null ? undefined : parse(decoded, "library");
      if (parsed?.value === undefined || !parsed.tree) return undefined;
      return {
        tree: parsed.tree,
        faults: parsed.problems.filter(({ rule }) => rule !== "yaml/ambiguous-scalar").length,
      };
    },
    again(texts) {
      const read: Files["read"] = (path, limit) => {
        const text = texts.get(path);
        return text === undefined ? scope.files.read(path, limit) : { bytes: encoder.encode(text) };
      };
      const mended: Scope = { ...scope, files: { ...scope.files, read }, budget: { bytes: limits.workspaceBytes } };
      return inspectDossier(workspace, readDossier(mended, inspected.dossier.path, library));
    },
  });
}

/** The language that a dossier's findings and scores are told in. */
function languageFor({ language, own, folders }: Workspace, { city }: Facts): string {
  if (language !== undefined) return language;
  return (own === "each" || (own === "alone" && folders.length === 1) ? city?.languages[0] : undefined) ?? "en";
}
