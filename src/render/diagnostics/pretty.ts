import type { Diagnostic } from "../../model/diagnostic.ts";
import { addTo } from "../../model/groups.ts";
import { phrase } from "../../model/phrase.ts";
import type { FindingsView, Format, Setting } from "../../model/views.ts";
import { codeFrame } from "../code-frame.ts";
import { coloursOf, type Colours } from "../colours.ts";
import { headline } from "../findings-summary.ts";
import { coverer } from "../mask.ts";
import { breakCommands, forTerminal, wrapped } from "../terminal.ts";
import { brought, comparison, counted } from "../under-review.ts";

type Pen = { colours: Colours; setting: Setting; width: number; cover: (line: string) => string };

/** One finding: what is wrong, where, the line itself, what to do. */
function finding(one: Diagnostic, pen: Pen): string[] {
  const { colours, setting, width } = pen;
  const { words } = setting;
  const safe = forTerminal;
  const label = `${words.label("severity", one.severity)}[${safe(one.rule)}]`;
  const [head = "", ...more] = wrapped(`${label}: ${safe(one.message)}`, width, "", "  ");
  const lines = [head.replace(label, colours[one.severity](label)), ...more];
  const at = `${safe(one.file)}:${one.range.start.line}:${one.range.start.column}`;
  lines.push(colours.faint("  --> ") + colours.strong(at));
  if (one.place !== "") lines.push(...wrapped(safe(one.place), width, "      ").map(colours.faint));
  lines.push(...frame(one, pen));
  const notes: [string, string | undefined][] = [
    ["findings.help", one.help],
    ["findings.why", setting.verbose ? one.why : undefined],
    ["findings.item", one.item],
    ...(one.related ?? []).map((other): [string, string] => [
      "findings.also",
      `${other.file}:${other.range.start.line}:${other.range.start.column}: ${other.message}`,
    ]),
  ];
  for (const [key, text] of notes)
    if (text !== undefined && text !== "")
      lines.push(...wrapped(`${words.say(key)} ${safe(text)}`, width, "  = ", "    "));
  return lines;
}

/** The line is not quoted where quoting it would give away what the finding is about. */
function frame(one: Diagnostic, { colours, width, cover }: Pen): string[] {
  if (!one.excerpt?.length || one.rule === "text/secret") return [];
  return codeFrame(one.excerpt, one.range, width - 2, cover).map(({ gutter, text, caret }) => {
    const line = caret ? colours[one.severity](text.trimStart()) : text;
    const indent = caret ? " ".repeat(text.length - text.trimStart().length) : "";
    return `  ${colours.faint(`${gutter} |`)} ${indent}${line}`.trimEnd();
  });
}

function summary(view: FindingsView, { colours, setting: { words, verbose }, width }: Pen): string[] {
  const { errors, warnings } = counted(view);
  const text = headline(view, words);
  const colour = errors > 0 ? colours.error : warnings > 0 ? colours.warning : colours.good;
  const lines = wrapped(text, width).map(colour);
  const more: string[] = [];
  if (view.dropped > 0) more.push(words.say("findings.dropped", { count: view.dropped }));
  if (view.summary.dossiers > 0 && view.summary.errors + view.summary.warnings === 0)
    more.push(words.say("findings.sound"));
  more.push(...comparison(view, words));
  const { files, rulesRun, rulesNotRun, ignored, suppressed } = view.checked;
  more.push(
    words.say("findings.checked", {
      files: words.say("findings.files", { count: files }),
      rules: words.say("findings.rules", { count: rulesRun }),
      day: words.date(view.asOf),
    }),
  );
  if (suppressed > 0) more.push(words.say("findings.suppressed", { count: suppressed }));
  for (const [why, names] of byReason(rulesNotRun)) {
    const rule =
      verbose || names.length < 4 ? words.list(names, "comma") : words.say("findings.rules", { count: names.length });
    more.push(words.say("findings.notRun", { rule, why }));
  }
  more.push(...(view.checked.unseen ?? []));
  if (ignored.length > 0 && !verbose) more.push(words.say("findings.ignored", { count: ignored.length }));
  if (verbose) for (const { file, why } of ignored) more.push(words.say("findings.ignoredFile", { file, why }));
  return [...lines, ...more.flatMap((line) => wrapped(forTerminal(line), width, "", "  "))];
}

/** What the change has mended, a line each. */
function resolved(diagnostics: readonly Diagnostic[], { colours, setting: { words }, width }: Pen): string[] {
  const label = words.tell(phrase("Resolved:"));
  return [
    colours.good(label),
    ...diagnostics.flatMap(({ rule, message, file }) =>
      wrapped(forTerminal(`${file}: ${message} [${rule}]`), width, "  ✔ ", "    "),
    ),
  ];
}

const newFirst = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.toSorted((a, b) => Number(a.new === false) - Number(b.new === false));

function byReason(rulesNotRun: { rule: string; why: string }[]): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const { rule, why } of rulesNotRun) addTo(reasons, why, rule);
  return reasons;
}

/** For people at a terminal or reading a log. */
export default ((view, setting) => {
  const width = Math.max(30, Math.min(setting.width, 100));
  const pen: Pen = { colours: coloursOf(setting.colour), setting, width, cover: coverer() };
  const shown = setting.verbose ? newFirst(view.diagnostics) : brought(view);
  const blocks = shown.map((one) => finding(one, pen).join("\n"));
  if (setting.verbose && view.change?.resolved.length) blocks.push(resolved(view.change.resolved, pen).join("\n"));
  if (!setting.quiet) blocks.push(summary(view, pen).join("\n"));
  const text = blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<FindingsView>;
