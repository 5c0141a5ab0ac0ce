import type { FrozenManifest } from "../model/frozen.ts";
import { phrase } from "../model/phrase.ts";
import type { Setting } from "../model/views.ts";
import { forTerminal, padded, widthOf, wrapped } from "./terminal.ts";

/** Whose report is frozen, for which days, from which commit, and how it stood. */
export function frozenFacts(manifest: FrozenManifest, { words }: Setting, width: number): string[] {
  const { tell } = words;
  const { start, end } = manifest.period;
  const facts: [string, string][] = [
    [tell(phrase("City")), manifest.city],
    [tell(phrase("Report")), manifest.report],
    [tell(phrase("Period")), words.say("report.range", { start: words.date(start), end: words.date(end) })],
    [tell(phrase("As of")), words.date(manifest.asOf)],
    [tell(phrase("Language")), manifest.language],
    [tell(phrase("Revision")), manifest.revision],
    ...manifest.frameworks.map(({ id, score, complete, applicable }): [string, string] => {
      const items = tell(phrase("{complete} of {count} items complete", { complete, count: applicable }));
      return [id, `${score === null ? tell(phrase("not assessed")) : words.percent(score)}, ${items}`];
    }),
    ...manifest.outputs.map(({ format, sha256 }): [string, string] => [format, `sha256 ${sha256}`]),
  ];
  const room = Math.max(...facts.map(([name]) => widthOf(name)));
  return facts.flatMap(([name, value]) =>
    wrapped(forTerminal(value), width, `${padded(name, room)}  `, " ".repeat(room + 2)),
  );
}
