import type { Manifest } from "../model/bundle.ts";
import { phrase } from "../model/phrase.ts";
import type { Setting } from "../model/views.ts";
import { forTerminal, padded, widthOf, wrapped } from "./terminal.ts";

/** Whose plan a bundle is, and from what day and revision. */
export function headOf(manifest: Manifest, { words }: Setting, width: number): string[] {
  const { tell } = words;
  const facts: [string, string][] = [
    [tell(phrase("City")), manifest.city],
    [tell(phrase("Plan")), manifest.plan],
    [tell(phrase("For")), manifest.to],
    [tell(phrase("As of")), words.date(manifest.asOf)],
    [tell(phrase("Revision")), manifest.revision ?? tell(phrase("none: the documents are not in git"))],
    ...manifest.frameworks.map(({ id, score, complete, applicable }): [string, string] => {
      const items = tell(phrase("{complete} of {count} items complete", { complete, count: applicable }));
      return [id, `${score === null ? tell(phrase("not assessed")) : words.percent(score)}, ${items}`];
    }),
  ];
  const room = Math.max(...facts.map(([name]) => widthOf(name)));
  return facts.flatMap(([name, value]) =>
    wrapped(forTerminal(value), width, `${padded(name, room)}  `, " ".repeat(room + 2)),
  );
}
