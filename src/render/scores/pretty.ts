import type { CriterionScore, ItemScore, ItemStatus, ScoreCard } from "../../model/score.ts";
import type { Format, ScoresView, Setting } from "../../model/views.ts";
import { coloursOf, type Colours } from "../colours.ts";
import { breakCommands, cut, forTerminal, padded, widthOf, wrapped } from "../terminal.ts";

type Pen = { colours: Colours; setting: Setting; width: number };

const mark: Record<ItemStatus, string> = {
  complete: "✔",
  partial: "◐",
  missing: "✖",
  "not-assessable": "?",
  "not-applicable": "–",
  waived: "–",
};

function tint(share: number | null, { colours }: Pen): (text: string) => string {
  if (share === null) return colours.faint;
  return share >= 1 ? colours.good : share > 0 ? colours.warning : colours.error;
}

/** Nothing short of the whole reads as 100 %. */
const share = (value: number | null, { setting }: Pen) =>
  value === null ? "–" : setting.words.percent(value < 1 ? Math.min(value, 0.999) : value);

function areas(card: ScoreCard, pen: Pen): string[] {
  const size = Math.max(8, Math.min(24, pen.width - 44));
  const room = Math.max(12, Math.min(34, pen.width - size - 12));
  const longest = Math.min(room, Math.max(...card.areas.map(({ title }) => widthOf(forTerminal(title)))));
  return card.areas.map(({ title, score }) => {
    const full = Math.round(Math.max(0, Math.min(1, score ?? 0)) * size);
    const bar = tint(score, pen)("█".repeat(full)) + pen.colours.faint("░".repeat(size - full));
    return `  ${padded(cut(forTerminal(title), longest), longest)}  ${bar} ${share(score, pen)}`;
  });
}

function item(one: ItemScore, pen: Pen): string[] {
  const { words, verbose } = pen.setting;
  const head = `  ${mark[one.status]} ${forTerminal(one.id)}  `;
  const indent = " ".repeat(widthOf(head));
  const [first = "", ...rest] = wrapped(forTerminal(one.title), pen.width, head, indent);
  const coloured = tint(one.demonstrated, pen)(head.trimEnd()) + first.slice(head.trimEnd().length);
  const parts = [
    words.label("level", one.level),
    words.label("itemStatus", one.status),
    ...(one.demonstrated === null ? [] : [words.say("scores.shown", { share: share(one.demonstrated, pen) })]),
    ...(one.declared === null
      ? []
      : [words.say("scores.declared", { status: words.label("checklistStatus", one.declared) })]),
  ];
  const lines = [coloured, ...rest, ...wrapped(parts.join(" · "), pen.width, indent).map(pen.colours.faint)];
  if (one.declared === "done" && one.demonstrated !== null && one.demonstrated < 1)
    lines.push(...wrapped(words.say("scores.contradiction"), pen.width, indent).map(pen.colours.warning));
  if (one.reason) lines.push(...wrapped(forTerminal(one.reason), pen.width, indent));
  if (verbose) lines.push(...one.criteria.flatMap((each) => criterion(each, pen)));
  return lines;
}

/** What was looked for, how far it was found, where, and what would raise it. */
function criterion(one: CriterionScore, pen: Pen): string[] {
  const { words } = pen.setting;
  const head = `      ${one.value === null ? "?" : one.value >= 1 ? "✔" : one.value > 0 ? "◐" : "✖"} `;
  const indent = " ".repeat(head.length);
  const weight = one.weight === 1 ? "" : ` (${words.say("scores.weight", { weight: words.number(one.weight) })})`;
  const lines = wrapped(`${forTerminal(one.label)}: ${share(one.value, pen)}${weight}`, pen.width, head, indent);
  lines[0] = tint(one.value, pen)(head.trimEnd()) + (lines[0] ?? "").slice(head.trimEnd().length);
  if (one.reason) lines.push(...wrapped(forTerminal(one.reason), pen.width, indent));
  const places = [...new Set(one.evidence.map(({ file, line }) => `${file}:${line}`))];
  for (const place of places.slice(0, 8))
    lines.push(...wrapped(forTerminal(place), pen.width, `${indent}--> `).map(pen.colours.faint));
  if (places.length > 8)
    lines.push(pen.colours.faint(indent + words.say("scores.places", { count: places.length - 8 })));
  if (one.mend && (one.value === null || one.value < 1)) {
    const effort = one.effort ? ` (${words.label("effort", one.effort)})` : "";
    lines.push(
      ...wrapped(
        `${words.say("scores.mend")} ${forTerminal(one.mend)}${effort}`,
        pen.width,
        `${indent}= `,
        `${indent}  `,
      ),
    );
  }
  return lines;
}

function card(one: ScoreCard, pen: Pen): string[] {
  const { words, quiet } = pen.setting;
  const edition = one.edition ? [words.say("scores.edition", { edition: one.edition })] : [];
  const known = words.list([one.id, ...edition, words.label("role", one.role)], "comma");
  const title = forTerminal(`${one.title} (${known})`);
  const total =
    one.score === null
      ? words.say("scores.nothingCounts")
      : words.say("scores.total", { share: share(one.score, pen) });
  const items = words.say("scores.complete", { complete: one.complete, count: one.applicable });
  const lines = wrapped(title, pen.width).map(pen.colours.strong);
  lines.push(...wrapped(words.say("scores.line", { total, items }), pen.width).map(tint(one.score, pen)));
  if (one.plan !== null) lines.push(...wrapped(words.say("scores.plan", { plan: forTerminal(one.plan) }), pen.width));
  if (quiet) return lines;
  if (one.areas.length > 0) lines.push("", ...areas(one, pen));
  if (one.items.length > 0) lines.push("", ...one.items.flatMap((each) => item(each, pen)));
  return lines;
}

/** For people at a terminal or reading a log. With `verbose` also the criteria, with their places and mends. */
export default ((view, setting) => {
  const pen: Pen = { colours: coloursOf(setting.colour), setting, width: Math.max(30, Math.min(setting.width, 100)) };
  const blocks: string[] = [];
  for (const { path, city, frameworks } of view.dossiers) {
    const title = forTerminal(city === "" ? path : path === "." ? city : `${city} (${path})`);
    const day = setting.words.say("scores.asOf", { day: setting.words.date(view.asOf) });
    blocks.push([pen.colours.strong(title), day].join("\n"));
    if (frameworks.length === 0) blocks.push(setting.words.say("scores.noFramework"));
    blocks.push(...frameworks.map((one) => card(one, pen).join("\n")));
  }
  const text = `${blocks.join("\n\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<ScoresView>;
