import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FindingsView, Format } from "../../model/views.ts";
import { headline } from "../findings-summary.ts";
import { breakCommands, forTerminal } from "../terminal.ts";
import { worstFirst } from "../worst-first.ts";

const levels = { error: "error", warning: "warning", info: "notice" } as const;

/** GitHub keeps so many annotations of each level per step and drops the others without a word. */
const kept = 10;

/** The escaping of GitHub's own toolkit. Line ends stay what they are; nothing else acts in the log. */
function data(text: string): string {
  return breakCommands(text.replace(/[^\r\n]+/g, forTerminal))
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function annotation({ severity, file, range: { start, end }, rule, message }: Diagnostic): string {
  const place = {
    file,
    line: start.line,
    endLine: end.line,
    // GitHub takes columns only where they are of one line.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: rule,
  };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${levels[severity]} ${properties.join(",")}::${data(message)}\n`;
}

/** The worst of each level, with one notice to spare where some are left out; what a change has brought comes before what was there. */
function chosen(diagnostics: Diagnostic[], notices: number): Diagnostic[] {
  const counts = { error: 0, warning: 0, info: 0 };
  return worstFirst(diagnostics)
    .toSorted((a, b) => Number(a.new === false) - Number(b.new === false))
    .filter(({ severity }) => ++counts[severity] <= (severity === "info" ? notices : kept));
}

/** Annotations in the changed files of a pull request on GitHub. */
export default ((view, { words }) => {
  const total = view.diagnostics.length + view.dropped;
  if (total === 0) return `::notice::${data(headline(view, words))}\n`;
  const all = chosen(view.diagnostics, kept);
  if (all.length === total) return all.map(annotation).join("");
  const shown = chosen(view.diagnostics, kept - 1);
  const rest = total - shown.length;
  const more = rest === 1 ? "1 more finding is" : `${rest} more findings are`;
  return `${shown.map(annotation).join("")}::notice::${more} in the job summary.\n`;
}) satisfies Format<FindingsView>;
