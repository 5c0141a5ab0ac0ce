import type { FrozenDifference, ProofView } from "../../model/frozen.ts";
import { phrase, type Said, series } from "../../model/phrase.ts";
import type { Format } from "../../model/views.ts";
import { coloursOf } from "../colours.ts";
import { frozenFacts } from "../frozen.ts";
import { breakCommands, forTerminal, wrapped } from "../terminal.ts";

const most = 100;

const headings: [FrozenDifference["what"], Said][] = [
  ["document", phrase("In the dossier as it is now:")],
  ["input", phrase("In what it was made from:")],
  ["config", phrase("In the configuration:")],
  ["pack", phrase("In the framework packs:")],
  ["setting", phrase("In what was asked for:")],
  ["score", phrase("In the scores:")],
  ["output", phrase("In the report:")],
];

/** Whether a frozen report is still what was frozen. */
export default ((view, setting) => {
  const { tell } = setting.words;
  const { differences, because, since, manifest } = view;
  const colours = coloursOf(setting.colour);
  const width = Math.max(30, Math.min(setting.width, 100));
  const say = (text: string, first = "", next = first) => wrapped(forTerminal(text), width, first, next);
  const id = manifest.report;
  const verdict =
    differences.length === 0
      ? phrase("`{id}` is what was frozen: made again from its commit, it is the same, byte by byte.", { id })
      : phrase("`{id}` is not what was frozen: {count} differences", { id, count: differences.length });
  const lines = say(tell(verdict)).map(colours.strong);
  lines.push(...frozenFacts(manifest, setting, width));
  let shown = 0;
  for (const [what, heading] of headings) {
    const some = differences.filter((difference) => difference.what === what).slice(0, most - shown);
    if (some.length === 0) continue;
    shown += some.length;
    lines.push(...say(tell(heading)));
    for (const { name, why } of some) lines.push(...say(`${name}: ${why}`, "  ", "    "));
  }
  if (differences.length > shown)
    lines.push(`  ${tell(phrase("… and {count} more", { count: differences.length - shown }))}`);
  for (const why of because) lines.push(...say(tell(phrase("Mind: {why}.", { why }))));
  if (since.length > 0) {
    const some = [...since.slice(0, 10).map((path) => `\`${path}\``), ...(since.length > 10 ? ["…"] : [])];
    const args = { files: series("comma", some) };
    lines.push(...say(tell(phrase("Changed since, as what lives on may: {files}.", args))));
  }
  const text = `${lines.join("\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<ProofView>;
