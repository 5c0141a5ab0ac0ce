import { loadFormat, nearest, rulesIn, type Library } from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import type { Rule } from "../../model/rule.ts";
import type { ExplanationView } from "../../model/views.ts";
import type { Words } from "../../model/words.ts";
import type { Command } from "../command.ts";
import { deliver, packs } from "../result.ts";

/** The example as a city would write it; the line that is wrong has an arrow. */
const example = (text: string, here: string) => text.trim().replace(/[ \t]*# !$/gm, () => `  # <-- ${here}`);

function ofRule(id: string, rule: Rule, known: Library, words: Words): ExplanationView {
  const { tell } = words;
  const here = tell(phrase("here"));
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
      { name: tell(phrase("Severity")), value: words.label("severity", rule.severity) },
      ...(asked.length === 0
        ? []
        : [
            {
              name: tell(phrase("Applies to")),
              value: tell(
                phrase("dossiers with a membership of {frameworks}", {
                  frameworks: words.list(
                    asked.map(([name]) => name),
                    "or",
                  ),
                }),
              ),
            },
          ]),
    ],
    sections: [
      { title: tell(phrase("Why it matters")), paragraphs: [rule.why] },
      { title: tell(phrase("What to do")), paragraphs: [rule.fix] },
      ...(cites.length === 0 ? [] : [{ title: tell(phrase("Where it comes from")), paragraphs: cites }]),
      { title: tell(phrase("Right")), paragraphs: [], code: example(rule.right, here) },
      { title: tell(phrase("Wrong")), paragraphs: [], code: example(rule.wrong, here) },
    ],
  };
}

/** How an item stands to one of another network, from the one's side and from the other's. */
const relations = new Map([
  ["close", [phrase("It asks for the same as {item}"), phrase("It asks for the same as {item}")]],
  ["broad", [phrase("It asks for more than {item}"), phrase("It asks for less than {item}")]],
  ["narrow", [phrase("It asks for less than {item}"), phrase("It asks for more than {item}")]],
  ["related", [phrase("It is worth reading with {item}"), phrase("It is worth reading with {item}")]],
]);

function ofItem(id: string, known: Library, words: Words): ExplanationView | undefined {
  const found = known.items.get(id);
  const pack = found && known.packs.get(found.framework)?.framework;
  if (!found || !pack) return undefined;
  const { item, area } = found;
  const { tell } = words;
  const say = (text: Parameters<Words["spoken"]>[0]) => words.spoken(text).text;
  const criteria = item.criteria.map(({ id: name, label, weight, effort, mend }) => ({
    title: `${name}${weight === undefined || weight === 1 ? "" : ` (${words.say("scores.weight", { weight: words.number(weight) })})`}`,
    paragraphs: [
      say(label),
      ...(mend === undefined
        ? []
        : [`${tell(phrase("To meet it:"))} ${say(mend)}${effort ? ` (${words.label("effort", effort)})` : ""}`]),
    ],
  }));
  const crosswalk = [...known.packs.values()]
    .flatMap(({ framework }) => framework.crosswalk ?? [])
    .flatMap(({ from, relation, to }) => {
      if (from !== id && to !== id) return [];
      const other = from === id ? to : from;
      const says = relations.get(relation)?.[from === id ? 0 : 1];
      const item = `${other}: ${say(known.items.get(other)?.item.title)}`;
      return says ? [tell({ ...says, args: { item } })] : [];
    });
  const related = [...rulesIn(words.language)]
    .filter(([, { frameworks }]) => Object.values(frameworks ?? {}).includes(id))
    .map(([rule]) => rule);
  return {
    id,
    title: say(item.title),
    facts: [
      {
        name: tell(phrase("Framework")),
        value: `${say(pack.title)} (${pack.id}, ${words.say("scores.edition", { edition: pack.edition })})`,
      },
      { name: tell(phrase("Area")), value: say(area.title) },
      { name: tell(phrase("Level")), value: words.label("level", item.level) },
      { name: tell(phrase("For")), value: words.list(item.for ?? pack.roles) },
      { name: tell(phrase("Source")), value: `${item.source.file}, ${item.source.locator}` },
      ...(item.since === undefined ? [] : [{ name: tell(phrase("Since")), value: words.date(item.since) }]),
      ...(item.until === undefined ? [] : [{ name: tell(phrase("Until")), value: words.date(item.until) }]),
      ...(related.length === 0 ? [] : [{ name: tell(phrase("Rules")), value: related.join(", ") }]),
    ],
    sections: [
      { title: tell(phrase("What meets it")), paragraphs: [] },
      ...criteria,
      ...(crosswalk.length === 0 ? [] : [{ title: tell(phrase("In other networks")), paragraphs: crosswalk }]),
      ...(pack.support?.length
        ? [{ title: tell(phrase("What the secretariat offers")), paragraphs: pack.support.map(say) }]
        : []),
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
    const { words } = input;
    const rules = rulesIn(words.language);
    const known = packs(input);
    const rule = rules.get(id);
    const view = rule ? ofRule(id, rule, known, words) : ofItem(id, known, words);
    if (view === undefined) {
      const near = nearest(id, [...rules.keys(), ...known.items.keys()]);
      throw new UserError(
        "usage",
        near === undefined
          ? phrase(
              'There is no rule and no item "{id}". `milcity list rules` and `milcity list items` name them all.',
              { id },
            )
          : phrase('There is no rule and no item "{id}". Did you mean "{near}"?', { id, near }),
      );
    }
    const write = await loadFormat<ExplanationView>("explanation", "pretty");
    return deliver(input, write(view, input.setting(input.text("output") !== undefined)), { exit: 0 });
  },
} satisfies Command;
