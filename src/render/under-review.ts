import type { Counts } from "../model/change.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { phrase } from "../model/phrase.ts";
import type { FindingsView } from "../model/views.ts";
import type { Words } from "../model/words.ts";

/** Of a change under review, what it has brought; else all findings. */
export function brought(view: FindingsView): Diagnostic[] {
  return view.change ? view.diagnostics.filter((one) => one.new !== false) : view.diagnostics;
}

/** How many findings count: of a change under review, the new ones. */
export const counted = ({ change, summary }: FindingsView): Counts => change?.new ?? summary;

const sum = ({ errors, warnings, infos }: Counts) => errors + warnings + infos;

const shortHash = (hash: string) => hash.slice(0, 10);

/** What was compared with what, and what came of the findings of before: one sentence each. */
export function comparison({ change, summary }: FindingsView, words: Words): string[] {
  if (!change) return [];
  const { base, head, old, resolved, notes, policyChanged, isBaseTrusted } = change;
  const sentences = [
    base
      ? head
        ? phrase("Compared `{head}` with `{name}` ({hash}, {day}).", { head: head.name, ...told(base, words) })
        : phrase("Compared with `{name}` ({hash}, {day}).", told(base, words))
      : phrase("There is no commit yet: everything is new."),
    ...(summary.dossiers === 0 ? [phrase("The change touches no dossier.")] : []),
    ...(sum(old) > 0 ? [phrase("{count} findings were there before and do not count.", { count: sum(old) })] : []),
    ...(resolved.length > 0 ? [phrase("{count} findings are resolved.", { count: resolved.length })] : []),
    ...(isBaseTrusted || policyChanged.length === 0
      ? []
      : [phrase("The settings are those of after the change; name a base to have those of before it count.")]),
  ];
  return [...sentences.map((sentence) => words.tell(sentence)), ...notes];
}

function told({ name, hash, date }: { name: string; hash: string; date: string }, words: Words) {
  return { name, hash: shortHash(hash), day: words.date(date) };
}
