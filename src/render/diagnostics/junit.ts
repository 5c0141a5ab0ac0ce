import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Excused, FindingsView, Format } from "../../model/views.ts";
import type { Words } from "../../model/words.ts";
import { coverage, headline } from "../findings-summary.ts";
import { brought } from "../under-review.ts";
import { worstFirst } from "../worst-first.ts";

const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** What markup, a terminal or the machine that runs a build might take for more than text. */
const acting = /[&<>"'\t\n\r\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|:(?=:)|#(?=#(?:\[|[a-z]+\[))/gi;

const code = (character: string) => character.codePointAt(0) ?? 0;

/** Text as it reads back from an XML document, in an element or an attribute. */
function xml(text: string): string {
  return text
    .replace(notInXml, (character) => `U+${code(character).toString(16).toUpperCase().padStart(4, "0")}`)
    .replace(acting, (character) => `&#${code(character)};`);
}

interface Case {
  found: Diagnostic[];
  excused: Excused[];
}

/** file → rule → what was found of it there. */
function casesOf(view: FindingsView): Map<string, Map<string, Case>> {
  const files = new Map<string, Map<string, Case>>();
  const caseOf = ({ file, rule }: Diagnostic) => {
    const rules = files.get(file) ?? new Map<string, Case>();
    const one = rules.get(rule) ?? { found: [], excused: [] };
    files.set(file, rules.set(rule, one));
    return one;
  };
  for (const one of brought(view)) caseOf(one).found.push(one);
  for (const excuse of view.excused ?? []) caseOf(excuse.diagnostic).excused.push(excuse);
  return files;
}

function account({ file, range: { start }, severity, message, place, help }: Diagnostic, words: Words): string {
  const todo = help === undefined || help === "" ? "" : `${words.say("findings.help")} ${help}`;
  const lines = [`${file}:${start.line}:${start.column}: ${severity}: ${message}`, place, todo];
  return lines
    .filter((line) => line !== "")
    .map(xml)
    .join("\n  ");
}

/** What a test says of itself: errors and warnings fail it, notes are told, an excused finding skips it. */
function outcome({ found, excused }: Case, words: Words): { failed: boolean; text: string } {
  const [worst] = worstFirst(found);
  if (worst === undefined)
    return { failed: false, text: `<skipped>${excused.map(({ reason }) => xml(reason)).join("\n")}</skipped>` };
  const told = found.map((one) => account(one, words)).join("\n");
  if (worst.severity === "info") return { failed: false, text: `<system-out>${told}</system-out>` };
  const head = `<failure type="${worst.severity}" message="${xml(worst.message)}">`;
  return { failed: true, text: `${head}${told}</failure>` };
}

interface Suite {
  tests: number;
  failures: number;
  text: string;
}

function suite(name: string, tests: { name: string; failed: boolean; text: string }[]): Suite {
  const failures = tests.filter(({ failed }) => failed).length;
  const cases = tests.map(
    (test) => `    <testcase classname="${xml(name)}" name="${xml(test.name)}">${test.text}</testcase>\n`,
  );
  const head = `<testsuite name="${xml(name)}" tests="${tests.length}" failures="${failures}" errors="0">`;
  return { tests: tests.length, failures, text: `  ${head}\n${cases.join("")}  </testsuite>\n` };
}

/**
 * A suite per file with a test per rule that found something there, one per dossier in which nothing was found, and a last one that
 * says what was checked: a report is never without a test.
 */
export default ((view, { words }) => {
  const files = casesOf(view);
  const clean = (view.dossiers ?? []).filter(
    (path) => ![...files.keys()].some((file) => path === "." || file.startsWith(`${path}/`)),
  );
  const dropped = view.dropped > 0 ? [words.say("findings.dropped", { count: view.dropped })] : [];
  const told = [headline(view, words), ...dropped, ...coverage(view, words)].map(xml).join("\n");
  const suites = [
    ...[...files].map(([file, rules]) =>
      suite(
        file,
        [...rules].map(([name, one]) => ({ name, ...outcome(one, words) })),
      ),
    ),
    ...clean.map((path) => suite(path, [{ name: "validate", failed: false, text: "" }])),
    suite(view.tool.name, [{ name: "validate", failed: false, text: `<system-out>${told}</system-out>` }]),
  ];
  const sum = (of: "tests" | "failures") => suites.reduce((total, one) => total + one[of], 0);
  const head = `<testsuites name="${xml(view.tool.name)}" tests="${sum("tests")}" failures="${sum("failures")}" errors="0">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.map(({ text }) => text).join("")}</testsuites>\n`;
}) satisfies Format<FindingsView>;
