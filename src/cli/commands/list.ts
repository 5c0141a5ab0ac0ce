import { formatAliases, formatsOf, languages, loadFormat, rulesIn } from "../../index.ts";
import { addTo } from "../../model/groups.ts";
import { phrase } from "../../model/phrase.ts";
import { templates } from "../../model/templates.gen.ts";
import type { ListsView } from "../../model/views.ts";
import { oneOf, type Command, type Input } from "../command.ts";
import { deliver, formatOf, packs } from "../result.ts";

type Entries = ListsView["entries"];

const titles = new Map([
  ["pretty", phrase("for people at a terminal")],
  ["json", phrase("JSON for other programs")],
  ["html", phrase("a page that needs nothing beside itself")],
  ["markdown", phrase("Markdown")],
  ["compact", phrase("one line for each finding")],
  ["ndjson", phrase("JSON with one finding in each line")],
  ["sarif", phrase("SARIF 2.1.0, for code scanning")],
  ["junit", phrase("JUnit XML, for test reports")],
  ["github", phrase("annotations of GitHub Actions")],
  ["gitlab", phrase("code quality of GitLab")],
]);

const views = [
  ["validate", "diagnostics"],
  ["score", "scores"],
  ["report", "report"],
  ["list", "lists"],
] as const;

const lists: Record<ListsView["what"], (input: Input) => Entries> = {
  frameworks: (input) =>
    [...packs(input).packs.values()].map(({ framework: { id, title, edition, source, roles, areas } }) => ({
      id,
      title: spoken(input, title),
      edition,
      source: typeof source === "string" ? source : flat(input, source),
      roles,
      areas: areas.length,
      items: areas.reduce((sum, area) => sum + area.items.length, 0),
    })),
  items(input) {
    const known = packs(input);
    return [...known.items.values()].map(({ framework, area, item }) => ({
      id: item.id,
      framework,
      area: area.id,
      title: spoken(input, item.title),
      level: item.level,
      for: item.for ?? known.packs.get(framework)?.framework.roles ?? [],
      source: { file: item.source.file, locator: item.source.locator },
    }));
  },
  rules: (input) =>
    [...rulesIn(input.words.language)].map(([id, { severity, asks, frameworks }]) => ({
      id,
      severity,
      asks,
      ...(frameworks && { framework: Object.keys(frameworks).join(", ") }),
    })),
  templates: ({ words }) =>
    templates.map(({ id, title, about, formats, frameworks }) => ({
      id,
      title: words.translate(title),
      about: words.translate(about),
      formats: [...formats],
      ...(frameworks.length > 0 && { framework: frameworks.join(", ") }),
    })),
  formats(input) {
    const commands = new Map<string, string[]>();
    for (const [verb, view] of views) for (const id of formatsOf(view)) addTo(commands, id, verb);
    return [...commands]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, verbs]) => {
        const aliases = [...formatAliases].filter(([, format]) => format === id).map(([alias]) => alias);
        const title = input.words.tell(titles.get(id) ?? id);
        return { id, title, commands: verbs, ...(aliases.length > 0 && { aliases }) };
      });
  },
  languages: () =>
    languages().map((id) => ({ id, title: new Intl.DisplayNames(id, { type: "language" }).of(id) ?? id })),
};

const spoken = (input: Input, text: string | Record<string, string>) => input.words.spoken(text).text;

function flat(input: Input, source: object): Record<string, string> {
  const fields = Object.entries(source) as [string, string | Record<string, string>][];
  return Object.fromEntries(fields.map(([name, value]) => [name, spoken(input, value)]));
}

export default {
  summary: "list what there is: frameworks, items, rules, templates, formats or languages",
  arguments: [{ name: "<what>", about: Object.keys(lists).join(", ") }],
  options: [],
  common: ["config", "format", "output", "colour", "noColour", "language", "quiet"],
  formats: "lists",
  examples: [
    ["list items", "every item of every framework"],
    ["list rules --format json", "the rules, for another program"],
  ],
  async run(input) {
    const what = oneOf(input.arguments[0] ?? "", Object.keys(lists) as ListsView["what"][], phrase("The list"));
    const format = formatOf(input, "lists", "pretty");
    const write = await loadFormat<ListsView>("lists", format);
    const text = write({ what, entries: lists[what](input) }, input.setting(input.text("output") !== undefined));
    return deliver(input, text, { exit: 0 });
  },
} satisfies Command;
