import type { Diagnostic } from "../../model/diagnostic.ts";
import type { DiffView, DossierChange, DossierDiff, ScoreDiff } from "../../model/diff.ts";
import type { Format, Setting } from "../../model/views.ts";
import { coloursOf, type Colours } from "../colours.ts";
import { breakCommands, forTerminal, wrapped } from "../terminal.ts";
import { worstFirst } from "../worst-first.ts";
import { counted, shareOf, titleOf, worthTelling } from "./summary.ts";

type Pen = { colours: Colours; setting: Setting; width: number };

/** What a reader of a terminal looks through; JSON has all of it. */
const limits = { changes: 60, items: 12, findings: 20, regressions: 60 };

const marks: Record<DossierChange["kind"], string> = { added: "+", removed: "-", moved: ">", changed: "~" };

function tint(kind: DossierChange["kind"], { colours }: Pen): (text: string) => string {
  if (kind === "changed") return colours.warning;
  return kind === "added" ? colours.good : kind === "removed" ? colours.error : colours.info;
}

/** An entry behind a mark in a colour. */
function entry(mark: string, text: string, pen: Pen, colour: (text: string) => string, indent = "  "): string[] {
  const head = `${indent}${mark} `;
  const [first = "", ...rest] = wrapped(forTerminal(text), pen.width, head, " ".repeat(head.length));
  return [indent + colour(mark) + first.slice(head.length - 1), ...rest];
}

/** As many as there is room for, and how many more there are. */
function limited<T>(all: readonly T[], most: number, pen: Pen, show: (one: T) => string[]): string[] {
  const { verbose, words } = pen.setting;
  const shown = verbose ? all : all.slice(0, most);
  const more = all.length - shown.length;
  const rest = more > 0 ? wrapped(words.say("diff.more", { count: more }), pen.width, "  ").map(pen.colours.faint) : [];
  return [...shown.flatMap(show), ...rest];
}

function section(title: string, lines: string[], pen: Pen): string[] {
  return lines.length === 0 ? [] : ["", pen.colours.strong(pen.setting.words.say(`diff.${title}`)), ...lines];
}

function scored(score: ScoreDiff, pen: Pen): string[] {
  const { words } = pen.setting;
  const share = (value: number | null) => shareOf(value, words);
  const { before, after } = score;
  const text =
    before === after
      ? `${share(after)} (${words.say("diff.same")})`
      : words.say("diff.score", { before: share(before), after: share(after) });
  const editions = score.editions ? `; ${words.say("diff.editions", score.editions)}` : "";
  const lines = wrapped(forTerminal(`${score.framework}: ${text}${editions}`), pen.width, "  ", "    ");
  const colour = (was: number | null, is: number | null) =>
    (is ?? 0) < (was ?? 0) ? pen.colours.error : (is ?? 0) > (was ?? 0) ? pen.colours.good : pen.colours.faint;
  return [
    ...(before === after ? lines : lines.map(colour(before, after))),
    ...limited(score.items, limits.items, pen, (item) =>
      entry(
        "·",
        `${item.id}: ${words.say("diff.score", { before: share(item.before), after: share(item.after) })} – ${item.why}`,
        pen,
        colour(item.before, item.after),
        "    ",
      ),
    ),
  ];
}

function finding(one: Diagnostic, isNew: boolean, pen: Pen): string[] {
  const { words } = pen.setting;
  const label = words.say(isNew ? "diff.isNew" : "diff.isResolved");
  const colour = isNew ? pen.colours[one.severity] : pen.colours.good;
  const text = `${words.label("severity", one.severity)}[${one.rule}]: ${one.message}`;
  const at = `${one.file}:${one.range.start.line}:${one.range.start.column}`;
  return [
    ...entry(`${label}:`, text, pen, colour),
    ...wrapped(forTerminal(at), pen.width, "    --> ").map(pen.colours.faint),
  ];
}

function findings({ findings: found }: DossierDiff, pen: Pen): string[] {
  const { words } = pen.setting;
  if (found.new.length + found.resolved.length === 0) return [];
  return [
    ...limited(worstFirst(found.new), limits.findings, pen, (one) => finding(one, true, pen)),
    ...limited(worstFirst(found.resolved), limits.findings, pen, (one) => finding(one, false, pen)),
    ...wrapped(words.say("diff.kept", { count: found.kept }), pen.width, "  ").map(pen.colours.faint),
  ];
}

function dossier(one: DossierDiff, pen: Pen): string[] {
  const { colours, setting } = pen;
  const lines = [
    ...wrapped(forTerminal(titleOf(one)), pen.width).map(colours.strong),
    ...wrapped(counted([one], setting.words), pen.width),
  ];
  const regressions = limited(one.regressions, limits.regressions, pen, ({ kind, text }) =>
    entry("✖", `${setting.words.label("regression", kind)} (${kind}): ${text}`, pen, colours.error),
  );
  const incomplete = one.incomplete.flatMap(({ text }) => entry("?", text, pen, colours.warning));
  if (setting.quiet)
    return [...lines, ...section("regressionsTitle", regressions, pen), ...section("incompleteTitle", incomplete, pen)];
  const changes = limited(one.changes, limits.changes, pen, ({ kind, text }) =>
    entry(marks[kind], text, pen, tint(kind, pen)),
  );
  return [
    ...lines,
    ...section("changesTitle", changes, pen),
    ...section(
      "scoresTitle",
      one.scores.flatMap((score) => scored(score, pen)),
      pen,
    ),
    ...section("findingsTitle", findings(one, pen), pen),
    ...section("regressionsTitle", regressions, pen),
    ...section("incompleteTitle", incomplete, pen),
  ];
}

/** For people at a terminal or reading a log. With `verbose` all of it, else what fits a look. */
export default ((view, setting) => {
  const pen: Pen = { colours: coloursOf(setting.colour), setting, width: Math.max(30, Math.min(setting.width, 100)) };
  const { words } = setting;
  const told = worthTelling(view);
  const compared = { base: view.base, head: view.head, day: words.date(view.asOf) };
  const head = wrapped(forTerminal(words.say("diff.compared", compared)), pen.width);
  const blocks = [head, ...told.map((one) => dossier(one, pen))];
  if (view.dossiers.length === 0) blocks.push(wrapped(words.say("diff.none"), pen.width));
  else if (told.length === 0) blocks.push(wrapped(words.say("diff.unchanged"), pen.width));
  if (told.length > 1)
    blocks.push(wrapped(`${words.say("diff.dossiers", { count: told.length })}: ${counted(told, words)}`, pen.width));
  const text = `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<DiffView>;
