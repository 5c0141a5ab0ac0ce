import type { Row, Rules } from "./verdict.ts";

type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === "string";
const number: Test = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const truth: Test = (value) => typeof value === "boolean";
const isTrue: Test = (value) => value === true;
const oneOf = (...words: string[]): Test => {
  return (value) => words.some((word) => word === value);
};
const listOf = (test: Test): Test => {
  return (value) => Array.isArray(value) && value.every(test);
};
const optional = (test: Test): Test => {
  return (value) => value === undefined || test(value);
};
/** With these fields and no others. */
const group = (fields: Record<string, Test>): Test => {
  const all = Object.entries(fields);
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    all.every(([name, test]) => test((value as Record<string, unknown>)[name])) &&
    Object.keys(value).every((name) => Object.hasOwn(fields, name));
};

const position = group({ line: number, column: number });
const range = group({ start: position, end: position });
const edit = group({ file: text, range, text });
const diagnostic = group({
  rule: text,
  severity: oneOf("error", "warning", "info"),
  message: text,
  place: text,
  file: text,
  range,
  pointer: text,
  item: optional(text),
  help: optional(text),
  why: optional(text),
  related: optional(listOf(group({ file: text, range, message: text }))),
  fixes: optional(listOf(group({ title: text, edits: listOf(edit) }))),
  identity: text,
  places: optional(listOf(text)),
  detail: optional(text),
  excerpt: optional(listOf(group({ line: number, text }))),
});

const row = group({
  path: text,
  isWhole: truth,
  documents: number,
  files: number,
  ignored: listOf(group({ file: text, why: text })),
  unread: (value) => Array.isArray(value) && value.length === 0,
  evidence: group({ files: number, addresses: number }),
  rules: number,
  internal: (value) => Array.isArray(value) && value.length === 0,
  counts: group({ errors: number, warnings: number, infos: number }),
  diagnostics: listOf(diagnostic),
  excused: listOf(group({ diagnostic, by: oneOf("comment", "config", "baseline"), reason: text })),
  suppressed: number,
  accepted: listOf(number),
  language: text,
});

/** Whether something that was read is a verdict as it is written down, of a dossier over which nothing broke down. */
export const isRow = (value: unknown): value is Row => row(value);

const rules = listOf(
  (value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    listOf(text)(value[0]) &&
    listOf(group({ rule: text, why: text, unable: optional(isTrue) }))(value[1]),
);

export const areRules = (value: unknown): value is Rules => rules(value);
