import type { Random } from "./random.ts";

/** A fault that was put into a dossier, and what has to be found for it. */
export interface Planted {
  fault: string;
  rule: string;
  /** Relative to the dossier. */
  file: string;
  /** 1-based. */
  line: number;
}

interface Fault {
  name: string;
  rule: string;
  file: string;
  /** Matches places that the fault can be put into. */
  at: RegExp;
  /** What stands there instead. */
  become: (match: RegExpExecArray) => string;
  /** Lines from the beginning of the match to the finding. */
  below?: number;
}

/** One known fault each, of the kinds that people make: of the text, of the form, and of what documents say of one another. */
const faults: Fault[] = [
  {
    name: "a quotation mark that is never closed",
    rule: "yaml/syntax",
    file: "reports/1.yaml",
    at: /^published: (.*)\n$/gm,
    become: ([, url]) => `published: "${url}\n`,
  },
  {
    name: "a field that stands twice",
    rule: "yaml/duplicate-key",
    file: "plan.yaml",
    at: /^ {4}lead: .*$/gm,
    become: ([line]) => `${line}\n${line}`,
    below: 1,
  },
  {
    name: "a misspelt field",
    rule: "schema/unknown-field",
    file: "plan.yaml",
    at: /^ {4}audience: /gm,
    become: () => "    audiance: ",
  },
  {
    name: "a value that the format does not have",
    rule: "schema/enum",
    file: "committee.yaml",
    at: /^ {4}gender: .*$/gm,
    become: () => "    gender: lady",
  },
  {
    name: "a word where a number belongs",
    rule: "schema/type",
    file: "reports/1.yaml",
    at: /^ {4}progress: .*$/gm,
    become: () => "    progress: halfway",
  },
  {
    name: "a day that the calendar does not have",
    rule: "schema/format",
    file: "plan.yaml",
    at: /^ {8}due: .*$/gm,
    become: () => "        due: 2026-02-30",
  },
  {
    name: "a required field left out",
    rule: "schema/required",
    file: "plan.yaml",
    at: /^ {4}horizon: medium-term\n/gm,
    become: () => "",
  },
  {
    name: "a lead whom nobody knows",
    rule: "reference/unresolved",
    file: "plan.yaml",
    at: /^ {4}lead: .*$/gm,
    become: () => "    lead: nobody-by-this-name",
  },
  {
    name: "two issues with one id",
    rule: "id/duplicate",
    file: "plan.yaml",
    at: /^ {2}- id: issue-3$/gm,
    become: () => "  - id: issue-1",
  },
  {
    name: "an end before its start",
    rule: "date/backwards",
    file: "plan.yaml",
    at: /^ {4}period: \{ start: (.*), end: (.*) \}$/gm,
    become: ([, start, end]) => `    period: { start: ${end}, end: ${start} }`,
  },
  {
    name: "a measurement of a day to come",
    rule: "date/in-future",
    file: "reports/1.yaml",
    at: /^ {4}value: (.*)\n {4}date: .*$/gm,
    become: ([, value]) => `    value: ${value}\n    date: 2027-05-31`,
    below: 1,
  },
  {
    name: "sources that do not add up",
    rule: "budget/uneven",
    file: "plan.yaml",
    at: /^ {4}budget:\n {6}amount: \{ amount: (\d+),/gm,
    become: ([, amount]) => `    budget:\n      amount: { amount: ${Number(amount) - 1},`,
    below: 1,
  },
  {
    name: "minutes that are not there",
    rule: "evidence/missing",
    file: "committee.yaml",
    at: /^ {4}minutes: .*$/gm,
    become: () => "    minutes: evidence/lost-minutes.pdf",
  },
];

export const faultNames = faults.map(({ name }) => name);

const linesBefore = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

/** Puts one fault into the texts of a dossier. */
export function plant(texts: Map<string, string>, random: Random): Planted {
  // Not every dossier has a place for each: a first report may have no action to tell of.
  const possible = faults.map((fault) => ({ ...fault, places: [...(texts.get(fault.file) ?? "").matchAll(fault.at)] }));
  const {
    name,
    rule,
    file,
    become,
    places,
    below = 0,
  } = random.pick(possible.filter((fault) => fault.places.length > 0));
  const text = texts.get(file) ?? "";
  const found = random.pick(places);
  const changed = text.slice(0, found.index) + become(found) + text.slice(found.index + found[0].length);
  texts.set(file, changed);
  const line = linesBefore(text, found.index) + below;
  // What is missing is found at the thing that lacks it.
  const lacks = rule === "schema/required" ? linesBefore(text, text.lastIndexOf("\n  - id: ", found.index) + 1) : line;
  return { fault: name, rule, file, line: lacks };
}
