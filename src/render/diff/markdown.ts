import type { Diagnostic } from "../../model/diagnostic.ts";
import type { DiffView, DossierDiff } from "../../model/diff.ts";
import type { Format } from "../../model/views.ts";
import type { Words } from "../../model/words.ts";
import { inert } from "../inert-markdown.ts";
import { visible } from "../report/visible.ts";
import { cut } from "../terminal.ts";
import { worstFirst } from "../worst-first.ts";
import { counted, shareOf, titleOf, worthTelling } from "./summary.ts";

// A comment takes 65,536 characters, and whoever posts it adds a line of its own.
const limits = {
  characters: 60_000,
  changes: 100,
  items: 20,
  findings: 40,
  regressions: 60,
  columns: 400,
  text: 1_200,
};

/** One line that reads as it is, no longer than a reader follows. */
function line(text: string): string {
  const [start = ""] = new RegExp(`^[^]{0,${limits.text}}`, "u").exec(text) ?? [];
  return inert(cut(visible(start.length < text.length ? `${start}…` : text), limits.columns));
}

function limited<T>(all: readonly T[], most: number, words: Words, show: (one: T) => string): string[] {
  const more = all.length - most;
  return [...all.slice(0, most).map(show), ...(more > 0 ? [`- ${line(words.say("diff.more", { count: more }))}`] : [])];
}

/** A heading and what stands below it, if there is anything. */
const section = (title: string, lines: string[], words: Words) =>
  lines.length === 0 ? [] : [`#### ${line(words.say(`diff.${title}`))}`, "", ...lines, ""];

function scores(one: DossierDiff, words: Words): string[] {
  if (one.scores.length === 0) return [];
  const heads = ["framework", "before", "after"].map((key) => line(words.say(`diff.${key}`)));
  const rows = one.scores.map(({ framework, before, after }) => {
    const cells = [framework, shareOf(before, words), shareOf(after, words)];
    return `| ${cells.map(line).join(" | ")} |`;
  });
  const editions = one.scores.flatMap((score) =>
    score.editions ? [`- ${line(`${score.framework}: ${words.say("diff.editions", score.editions)}`)}`] : [],
  );
  const items = one.scores.flatMap((score) =>
    limited(score.items, limits.items, words, ({ id, before, after, why }) => {
      const text = words.say("diff.score", { before: shareOf(before, words), after: shareOf(after, words) });
      return `- **${line(id)}** ${line(`${text} – ${why}`)}`;
    }),
  );
  const below = [...editions, ...items];
  return [`| ${heads.join(" | ")} |`, "| --- | --- | --- |", ...rows, ...(below.length > 0 ? ["", ...below] : [])];
}

function finding(one: Diagnostic, key: string, words: Words): string {
  const place = `${one.file}:${one.range.start.line}`;
  return `- **${line(words.say(key))}** ${line(`${words.label("severity", one.severity)}: ${one.message} (${place})`)}`;
}

function findings({ findings: found }: DossierDiff, words: Words): string[] {
  if (found.new.length + found.resolved.length === 0) return [];
  return [
    ...limited(worstFirst(found.new), limits.findings, words, (one) => finding(one, "diff.isNew", words)),
    ...limited(worstFirst(found.resolved), limits.findings, words, (one) => finding(one, "diff.isResolved", words)),
    `- ${line(words.say("diff.kept", { count: found.kept }))}`,
  ];
}

function dossier(one: DossierDiff, words: Words): string[] {
  const regressions = limited(
    one.regressions,
    limits.regressions,
    words,
    ({ kind, text }) => `- **${line(words.label("regression", kind))}** ${line(text)}`,
  );
  const changes = limited(
    one.changes,
    limits.changes,
    words,
    ({ kind, text }) => `- **${line(words.label("changeKind", kind))}** ${line(text)}`,
  );
  return [
    `### ${line(titleOf(one))}`,
    "",
    line(counted([one], words)),
    "",
    ...section("regressionsTitle", regressions, words),
    ...section("changesTitle", changes, words),
    ...section("scoresTitle", scores(one, words), words),
    ...section("findingsTitle", findings(one, words), words),
    ...section(
      "incompleteTitle",
      one.incomplete.map(({ text }) => `- ${line(text)}`),
      words,
    ),
  ];
}

const sizeOf = ({ changes, findings: { new: fresh, resolved }, regressions }: DossierDiff) =>
  changes.length + fresh.length + resolved.length + regressions.length;

/** For the comment of a pull request or the summary of a job. Nothing of a dossier acts in it, and it is no longer than a comment may be. */
export default ((view, { words }) => {
  const told = worthTelling(view);
  const compared = { base: view.base, head: view.head, day: words.date(view.asOf) };
  const lines = [`## ${line(words.say("diff.title"))}`, "", line(words.say("diff.compared", compared)), ""];
  if (view.dossiers.length === 0) lines.push(line(words.say("diff.none")), "");
  else if (told.length === 0) lines.push(line(words.say("diff.unchanged")), "");
  let room = limits.characters - lines.join("\n").length;
  let more = 0;
  for (const one of told) {
    // What there is no room for need not be written.
    if (room < 0) more += sizeOf(one);
    else
      for (const text of dossier(one, words)) {
        room -= text.length + 1;
        if (room >= 0) lines.push(text);
        else if (text.startsWith("- ")) more++;
      }
  }
  if (more > 0) lines.push("", line(words.say("diff.more", { count: more })), "");
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}) satisfies Format<DiffView>;
