/** docs/rules: a page for each rule, made of what the rule says of itself and of the examples that its test runs. */
import { packs } from "./gen-data.ts";
import type { Framework, Text } from "../src/model/kinds.gen.ts";
import type { Rule } from "../src/model/rule.ts";

type Rules = ReadonlyMap<string, Rule>;

/** What only shows when a rule is run on its examples. */
interface Shown {
  /** Whether `--fix` mends any of it. */
  mended: boolean;
  /** The items that its findings cite. */
  items: string[];
}

// What is generated beside these pages may not be there yet when this file is loaded, so that it is loaded when pages are made.
async function load(ids: readonly string[]): Promise<Rules> {
  const each = ids.map(async (id): Promise<[string, Rule]> => {
    const module = (await import(`../src/check/rules/${id}.ts`)) as { default: Rule };
    return [id, module.default];
  });
  return new Map(await Promise.all(each));
}

async function examplesRunner(): Promise<(id: string, rule: Rule) => Shown> {
  const { readLibrary } = await import("../src/read/library.ts");
  const { memoryFiles } = await import("../src/read/files.ts");
  const { readTexts } = await import("../src/read/workspace.ts");
  const { facts: factsOf } = await import("../src/facts/facts.ts");
  const { check } = await import("../src/check/run.ts");
  const { score } = await import("../src/score/score.ts");
  const library = readLibrary(memoryFiles(new Map()), []);
  return (id, rule) => {
    const found = [rule.wrong, ...(rule.cases ?? [])].flatMap((source) => {
      const texts = source.split(/^---$/m).map((text, i): [string, string] => {
        return [/^kind: city\b/m.test(text) ? "milcity.yaml" : `document-${i}.yaml`, text];
      });
      const dossier = readTexts(new Map(texts), library);
      const facts = factsOf(dossier, library, rule.day ?? firstDay);
      const scores = () => score(dossier, facts, library, "en");
      const config = { rules: new Map() };
      return check({ dossier, facts, library, scores, config, rules: new Map([[id, rule]]) }).diagnostics;
    });
    const own = found.filter((diagnostic) => diagnostic.rule === id);
    const items = own.flatMap(({ item }) => (item === undefined ? [] : [item]));
    return { mended: own.some(({ fixes }) => fixes !== undefined), items };
  };
}

const firstDay = "2026-06-30";

const code = (text: string) => `\`${text}\``;

/** Plain text with code in it, as Markdown that shows just that. */
const markdown = (text: string) =>
  text
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 === 1 ? code(part.slice(1, -1).trim()) : part.replace(/[\\*_[\]<>|]/g, "\\$&")))
    .join("");

const english = (text: Text) => (typeof text === "string" ? text : (text["en"] ?? Object.values(text)[0] ?? ""));

const codeOf = (sign: string) => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

/**
 * An example as a page shows it: an arrow where something is found, long repetitions counted, and signs that nobody sees by their codes.
 * Nothing on the page is then taken for a secret, or turns around what stands beside it.
 */
export const shownExample = (text: string) =>
  text
    .trim()
    .replace(/[ \t]*# !$/gm, "  # <-- here")
    .replace(/(\S)\1{19,}|(\S{4,16}?)\2{2,}/g, (whole, sign?: string, word?: string) => {
      const part = sign ?? word ?? whole;
      return `«${part} × ${whole.length / part.length}»`;
    })
    .replace(
      /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Cs}]|[\u202a-\u202e\u2060-\u206f\u200b-\u200f\ufeff]/gu,
      (sign) => `«U+${codeOf(sign)}»`,
    );

/** What has to be known to read an example. */
function notes(example: string): string[] {
  const files = /^# (file|link|pipe|locked|copies): /m.test(example);
  const git = /^# (tracked|ignored): /m.test(example);
  const revision = /^--- # ([\w.-]+)$/m.exec(example)?.[1];
  return [
    ...(/^---$/m.test(example) ? ["`---` stands between two documents of the dossier."] : []),
    ...(revision === undefined
      ? []
      : [`What follows ${code(`--- # ${revision}`)} is the document as it was at ${code(revision)}.`]),
    ...(files ? ["Comments at the beginning say what else lies in the folder."] : []),
    ...(git
      ? ["`# tracked:` and `# ignored:` name the files that git keeps, and those that it is told to ignore."]
      : []),
    ...(/«[^»]+ × \d+»/.test(example) ? ["`«text × 3»` stands for a text that is repeated so often."] : []),
    ...(/«U\+/.test(example) ? ["`«U+202E»` stands for the sign with this code."] : []),
  ];
}

function example(heading: string, text: string): string[] {
  const shown = shownExample(text);
  const told = notes(shown);
  return [`## ${heading}`, "", ...(told.length > 0 ? [told.join(" "), ""] : []), "```yaml", shown, "```", ""];
}

/** The items that ask for it, each with where its network says so. */
function sources(id: string, rule: Rule, { items }: Shown, known: readonly Framework[]): string[] {
  const subject = id.split("/")[0] ?? "";
  // Findings of other rules cite the item that they happen to be about.
  const own = known.some((pack) => pack.id === subject) ? items : [];
  const cited = [...new Set([...Object.values(rule.frameworks ?? {}), ...own])].sort();
  const lines = known.flatMap((pack) =>
    pack.areas
      .flatMap((area) => area.items)
      .filter((item) => cited.includes(item.id))
      .map(({ id: item, title, source }) => {
        const place = markdown(`${source.file}, ${source.locator}`);
        return `- ${code(item)} of ${markdown(english(pack.title))}: ${markdown(english(title))} (${place})`;
      }),
  );
  return lines.length === 0 ? [] : ["## Where it comes from", "", ...lines, ""];
}

function silencing(id: string, isExcusable: (rule: string) => boolean): string[] {
  return [
    "## If you decide otherwise",
    "",
    "`milcity validate --update-baseline` accepts what is found today, so that only what is new stands out.",
    "",
    "For the whole workspace, in `milcity.config.yaml`; another severity stands there as well:",
    "",
    "```yaml",
    "rules:",
    `  ${id}: off`,
    "```",
    "",
    // What is said of a file that is not read has no line that a comment could stand on.
    isExcusable(id) && !id.startsWith("file/")
      ? `For one place, by a comment on its line or the one above, which has to give the reason: ${code(`# milcity: ignore[${id}] reason`)}.`
      : "No comment can excuse a single place.",
    "",
  ];
}

function page(
  id: string,
  rule: Rule,
  shown: Shown,
  known: readonly Framework[],
  isExcusable: (rule: string) => boolean,
): string {
  const frameworks = Object.keys(rule.frameworks ?? {}).map(code);
  const when = frameworks.length === 0 ? [] : [`- Applies to: members of ${frameworks.join(" or ")}`];
  const lowered = frameworks.length > 0 && rule.severity === "error";
  return [
    "<!-- Generated by npm run gen; do not edit. -->",
    "",
    `# ${id}`,
    "",
    markdown(rule.asks),
    "",
    `- Severity: ${rule.severity}${lowered ? ", lowered to a warning while the plan is a draft" : ""}`,
    ...when,
    ...(rule.unable ? ["- Where git cannot tell, the run says that it could not judge, and why"] : []),
    `- Mended by ${code("milcity validate --fix")}: ${shown.mended ? "yes, where only one answer is right" : "no"}`,
    "",
    "## Why it matters",
    "",
    markdown(rule.why),
    "",
    "## What to do",
    "",
    markdown(rule.fix),
    "",
    ...(/\{[A-Za-z]+\}/.test(`${rule.fix} ${rule.why}`)
      ? ["What stands in braces is filled in from the finding.", ""]
      : []),
    ...sources(id, rule, shown, known),
    ...example("Right", rule.right),
    ...example("Wrong", rule.wrong),
    ...(rule.check ? [`The examples are assessed on ${rule.day ?? firstDay}.`, ""] : []),
    ...silencing(id, isExcusable),
    `[All rules](../README.md)`,
    "",
  ].join("\n");
}

function index(rules: Rules): string {
  const subjects = new Map<string, string[]>();
  for (const [id, rule] of rules) {
    const [subject = ""] = id.split("/");
    const row = `| [${code(id)}](${id}.md) | ${rule.severity} | ${markdown(rule.asks)} |`;
    subjects.set(subject, [...(subjects.get(subject) ?? []), row]);
  }
  const tables = [...subjects].flatMap(([subject, rows]) => [
    `## ${subject}`,
    "",
    "| rule | severity | what it asks |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ]);
  return [
    "<!-- Generated by npm run gen; do not edit. -->",
    "",
    "# Rules",
    "",
    `There are ${rules.size}. ${code("milcity explain <rule>")} says the same in the terminal, and in other languages.`,
    "",
    "The configuration of a workspace turns rules off or gives them another severity, a comment with a reason excuses one place, and",
    "the baseline accepts what is found today. The page of each rule says how.",
    "",
    ...tables,
  ].join("\n");
}

/** The pages by their paths below docs/rules, and their index. Needs the build products. */
export async function ruleDocs(ids: readonly string[]): Promise<Map<string, string>> {
  const rules = await load([...ids].sort());
  const run = await examplesRunner();
  const { isExcusable } = await import("../src/check/excuse.ts");
  const known = packs();
  const pages = [...rules].map(([id, rule]): [string, string] => [
    `${id}.md`,
    page(id, rule, run(id, rule), known, isExcusable),
  ]);
  return new Map([["README.md", index(rules)], ...pages]);
}
