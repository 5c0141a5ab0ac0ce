import type { Format, ListsView, ListValue } from "../../model/views.ts";
import { phrase } from "../../model/phrase.ts";
import { coloursOf } from "../colours.ts";
import { breakCommands, forTerminal, padded, widthOf, wrapped } from "../terminal.ts";

const fieldNames = new Map([
  ["about", phrase("about")],
  ["aliases", phrase("also called")],
  ["area", phrase("area")],
  ["areas", phrase("areas")],
  ["commands", phrase("commands")],
  ["edition", phrase("edition")],
  ["for", phrase("for")],
  ["formats", phrase("formats")],
  ["framework", phrase("framework")],
  ["items", phrase("items")],
  ["level", phrase("level")],
  ["roles", phrase("roles")],
  ["severity", phrase("severity")],
  ["source", phrase("source")],
]);

function shown(value: ListValue | undefined): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object")
    return Object.values(value)
      .filter((part) => typeof part === "string")
      .join(", ");
  return String(value);
}

/** One entry: its id, what it is, and the rest of its fields below. */
export default ((view, setting) => {
  const colours = coloursOf(setting.colour);
  const width = Math.max(30, Math.min(setting.width, 100));
  const ids = view.entries.map((entry) => forTerminal(shown(entry["id"])));
  const room = Math.min(Math.max(0, ...ids.map(widthOf)), Math.floor(width / 2));
  const lines = view.entries.flatMap((entry, n) => {
    const { id: _, title, asks, ...rest } = entry;
    const head = padded(ids[n] ?? "", room);
    const indent = " ".repeat(room + 2);
    const [first = "", ...more] = wrapped(forTerminal(shown(title ?? asks)), width, `${head}  `, indent);
    const fields = Object.entries(rest).filter(([, value]) => shown(value) !== "");
    const details = fields
      .map(([name, value]) => `${setting.words.tell(fieldNames.get(name) ?? name)}: ${forTerminal(shown(value))}`)
      .join(" · ");
    return [
      colours.strong(head.trimEnd()) + first.slice(head.trimEnd().length),
      ...more,
      ...(details === "" || setting.quiet ? [] : wrapped(details, width, indent).map(colours.faint)),
    ];
  });
  const text = lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<ListsView>;
