import { loadFormat, nearest, rules, wordsOf, type Library } from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import type { Rule } from "../../model/rule.ts";
import type { ExplanationView } from "../../model/views.ts";
import type { Words } from "../../model/words.ts";
import type { Command } from "../command.ts";
import { deliver, packs } from "../result.ts";

/** The example as a city would write it; the line that is wrong has an arrow. */
const example = (text: string) => text.trim().replace(/[ \t]*# !$/gm, "  # <-- here");

function ofRule(id: string, rule: Rule, known: Library, words: Words): ExplanationView {
  const asked = Object.entries(rule.frameworks ?? {});
  const cites = asked.map(([framework, item]) => {
    const found = known.items.get(item);
    const source = found ? ` (${found.item.source.file}, ${found.item.source.locator})` : "";
    return `${item}: ${words.spoken(found?.item.title).text || framework}${source}`;
  });
  return {
    id,
    title: rule.asks,
    facts: [
      { name: "Severity", value: rule.severity },
      ...(asked.length === 0
        ? []
        : [{ name: "Applies to", value: `dossiers with a membership of ${words.list(asked.map(([name]) => name))}` }]),
    ],
    sections: [
      { title: "Why it matters", paragraphs: [rule.why] },
      { title: "What to do", paragraphs: [rule.fix] },
      ...(cites.length === 0 ? [] : [{ title: "Where it comes from", paragraphs: cites }]),
      { title: "Right", paragraphs: [], code: example(rule.right) },
      { title: "Wrong", paragraphs: [], code: example(rule.wrong) },
    ],
  };
}

const relations = new Map([
  ["close", ["asks for the same as", "asks for the same as"]],
  ["broad", ["asks for more than", "asks for less than"]],
  ["narrow", ["asks for less than", "asks for more than"]],
  ["related", ["is worth reading with", "is worth reading with"]],
]);

const efforts = { record: "write down what is so already", agree: "come to an agreement", "carry-out": "do something" };

function ofItem(id: string, known: Library, words: Words): ExplanationView | undefined {
  const found = known.items.get(id);
  const pack = found && known.packs.get(found.framework)?.framework;
  if (!found || !pack) return undefined;
  const { item, area } = found;
  const say = (text: Parameters<Words["spoken"]>[0]) => words.spoken(text).text;
  const criteria = item.criteria.map(({ id: name, label, weight, effort, mend }) => ({
    title: `${name}${weight === undefined || weight === 1 ? "" : ` (weighs ${words.number(weight)})`}`,
    paragraphs: [
      say(label),
      ...(mend === undefined ? [] : [`To meet it: ${say(mend)}${effort ? ` (${efforts[effort]})` : ""}`]),
    ],
  }));
  const crosswalk = [...known.packs.values()]
    .flatMap(({ framework }) => framework.crosswalk ?? [])
    .flatMap(({ from, relation, to }) => {
      if (from !== id && to !== id) return [];
      const other = from === id ? to : from;
      return [
        `${relations.get(relation)?.[from === id ? 0 : 1] ?? relation} ${other}: ${say(known.items.get(other)?.item.title)}`,
      ];
    });
  const related = [...rules]
    .filter(([, { frameworks }]) => Object.values(frameworks ?? {}).includes(id))
    .map(([rule]) => rule);
  return {
    id,
    title: say(item.title),
    facts: [
      { name: "Framework", value: `${say(pack.title)} (${pack.id}, edition ${pack.edition})` },
      { name: "Area", value: say(area.title) },
      { name: "Level", value: item.level },
      { name: "For", value: words.list(item.for ?? pack.roles) },
      { name: "Source", value: `${item.source.file}, ${item.source.locator}` },
      ...(item.since === undefined ? [] : [{ name: "Since", value: words.date(item.since) }]),
      ...(item.until === undefined ? [] : [{ name: "Until", value: words.date(item.until) }]),
      ...(related.length === 0 ? [] : [{ name: "Rules", value: related.join(", ") }]),
    ],
    sections: [
      { title: "What meets it", paragraphs: [] },
      ...criteria,
      ...(crosswalk.length === 0
        ? []
        : [{ title: "In other networks", paragraphs: crosswalk.map((line) => `It ${line}`) }]),
      ...(pack.support?.length ? [{ title: "What the secretariat offers", paragraphs: pack.support.map(say) }] : []),
    ],
  };
}

export default {
  summary: "explain a rule or an item: what it asks, where that comes from, what meets it",
  arguments: [{ name: "<rule-or-item>", about: "such as reference/unresolved or mil-01" }],
  options: [],
  common: ["config", "output", "colour", "noColour", "language"],
  examples: [
    ["explain mil-01", "what the first item of the MIL Cities checklist asks"],
    ["explain reference/unresolved", "what the rule looks for, with a right and a wrong example"],
  ],
  async run(input) {
    const [id = ""] = input.arguments;
    const words = wordsOf(input.text("language"));
    const known = packs(input);
    const rule = rules.get(id);
    const view = rule ? ofRule(id, rule, known, words) : ofItem(id, known, words);
    if (view === undefined) {
      const near = nearest(id, [...rules.keys(), ...known.items.keys()]);
      const hint =
        near === undefined
          ? " `milcity list rules` and `milcity list items` name them all."
          : ` Did you mean "${near}"?`;
      throw new UserError("usage", `There is no rule and no item "${id}".${hint}`);
    }
    const write = await loadFormat<ExplanationView>("explanation", "pretty");
    return deliver(input, write(view, input.setting(input.text("output") !== undefined)), { exit: 0 });
  },
} satisfies Command;
