import type { ExplanationView, Format } from "../../model/views.ts";
import { coloursOf } from "../colours.ts";
import { breakCommands, forTerminal, padded, widthOf, wrapped } from "../terminal.ts";

/** For people at a terminal. */
export default ((view, setting) => {
  const colours = coloursOf(setting.colour);
  const width = Math.max(30, Math.min(setting.width, 100));
  const head = wrapped(forTerminal(`${view.id}: ${view.title}`), width, "", "  ").map(colours.strong);
  const room = Math.max(0, ...view.facts.map(({ name }) => widthOf(name)));
  for (const { name, value } of view.facts)
    head.push(...wrapped(forTerminal(value), width, `${padded(name, room)}  `, " ".repeat(room + 2)));
  const blocks = [head];
  for (const { title, paragraphs, code } of view.sections)
    blocks.push([
      colours.strong(title),
      ...paragraphs.flatMap((text) => wrapped(forTerminal(text), width, "  ")),
      // An example is shown as it stands: broken lines would be another document.
      ...(code === undefined ? [] : code.split("\n").map((line) => `    ${forTerminal(line)}`.trimEnd())),
    ]);
  const text = `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<ExplanationView>;
