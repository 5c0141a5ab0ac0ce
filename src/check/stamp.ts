import type { Diagnostic, Related, Severity } from "../model/diagnostic.ts";
import type { Document, Found } from "../model/dossier.ts";
import { type Args, phrase, type Said, series, type Speech, told } from "../model/phrase.ts";
import type { Rule } from "../model/rule.ts";
import { fixer } from "./fixes.ts";
import { identityOf } from "./identity.ts";
import { chosen, fill, quoted } from "./message.ts";
import { nearest } from "./nearest.ts";
import { nameOf, placeOf } from "./place.ts";

/** What a rule or reading has found, with the rule and those frameworks of the city that ask for it. */
export interface Finding {
  id: string;
  rule: Rule;
  found: Found;
  frameworks: readonly string[];
}

/** The most places that a finding is related to: who sees a hundred sees what they have in common. */
export const mostRelated = 100;

type Suggest = (near: NonNullable<Found["near"]>) => string | undefined;

/** Looking for near names costs names × names; a dossier with thousands of wrong names gets no help with the last of them. */
function suggestions(): Suggest {
  let comparisons = 300_000;
  return ({ word, among }) => {
    if (comparisons <= 0) return undefined;
    const names = [...among];
    comparisons -= names.length;
    return nearest(word, names);
  };
}

/** Makes a finding a diagnostic: words, place by ids, range, excerpt. Faults of reading name a file; its document knows its own names. */
export function stamper(
  documents: readonly Document[],
  severityOf: (finding: Finding, place: Found["in"]) => Severity,
  speech: Speech,
): (finding: Finding) => Diagnostic {
  const suggest = suggestions();
  const fixesOf = fixer();
  const byFile = new Map(documents.map((document) => [document.file, document]));
  return (finding) => {
    const document = byFile.get(finding.found.in.file) ?? finding.found.in;
    const stamped = stamp(finding, document, severityOf(finding, document), suggest, speech);
    const fixes = fixesOf({ found: finding.found, range: stamped.range, speech });
    return fixes ? { ...stamped, fixes } : stamped;
  };
}

function stamp(
  { id, rule, found, frameworks }: Finding,
  document: Found["in"],
  severity: Severity,
  suggest: Suggest,
  speech: Speech,
): Diagnostic {
  const near = found.near && suggest(found.near);
  const asking = frameworks[0] === undefined ? undefined : rule.frameworks?.[frameworks[0]];
  const item = found.item ?? asking;
  const args: Args = {
    name: nameOf(found.at),
    ...(item === undefined ? {} : { item }),
    unseen: "",
    ...found.args,
    strange: strange(found.near?.word ?? ""),
    ...(near === undefined ? {} : { near }),
  };
  const range = found.range ?? found.in.place(found.at, found.of);
  const say = (text: string) => fill(speech.translate(text), args, speech);
  const slip = args["slip"] === undefined ? "" : fill("{slip}", args, speech);
  const help = [say(rule.fix), slip, ...(near === undefined ? [] : [say(phrase("Did you mean `{near}`?").phrase)])]
    .filter(Boolean)
    .join(" ");
  return {
    rule: id,
    severity,
    message: say(chosen(rule.message, found.say, args)),
    place: placeOf(document, found.at),
    file: found.in.file,
    range,
    pointer: found.at,
    identity: identityOf(id, document, found),
    ...(found.group ? { places: placesOf(found.group.places) } : {}),
    ...(item === undefined ? {} : { item }),
    ...(help === "" ? {} : { help }),
    ...(rule.why === "" ? {} : { why: say(rule.why) }),
    ...(found.related
      ? { related: found.related.slice(0, mostRelated).map((related) => relatedOf(related, args, speech)) }
      : {}),
    excerpt: found.in.lines(range.start.line - 1, Math.min(range.end.line, range.start.line + 4) + 1),
  };
}

/** By ids, in an order that does not hang on files and lines. */
const placesOf = (places: NonNullable<Found["group"]>["places"]): string[] =>
  [...new Set(places.map((use) => placeOf(use.in, use.at)))].sort();

/** Letters that look like others, by their code points: a name with one of them is another name. */
function strange(word: string): Said {
  const signs = new Set(word.slice(0, 100).match(/[^ -~]/gu) ?? []);
  if (signs.size === 0) return "";
  const codes = [...signs]
    .slice(0, 5)
    .map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
  return phrase(" (it holds {codes})", { codes: series("comma", codes) });
}

function relatedOf(related: NonNullable<Found["related"]>[number], args: Args, speech: Speech): Related {
  const { message } = related;
  const whole = typeof message === "object" && "phrase" in message;
  return {
    file: related.in.file,
    range: related.range ?? related.in.place(related.at, related.of),
    message: told(whole ? { ...message, args: { ...args, ...message.args } } : message, speech, quoted),
  };
}
