import { type HostileCase, plan, plans, planWith } from "./case.ts";

/** Names of fields that are no names. */
export const keys: HostileCase[] = [
  ...plans(
    "key",
    [1],
    Object.fromEntries(
      Object.getOwnPropertyNames(Object.prototype).map((name) => [name, planWith(`\n  ${name}: { PWNED: 1 }\n`)]),
    ),
    ["yaml/reserved-key"],
  ),
  ...plans(
    "key",
    [1],
    {
      "prototype-quoted": `"__proto__": { PWNED: 1 }\n${plan}`,
      "prototype-escaped": `"\\u005f_proto__": { PWNED: 1 }\n${plan}`,
    },
    ["yaml/reserved-key"],
  ),
  ...plans(
    "key",
    [1],
    {
      duplicate: `${plan}title: Other\n`,
      "duplicate-quoted": `${plan}'title': Other\n`,
      "duplicate-nfc": planWith("\n  caf\u00e9: 1\n  cafe\u0301: 2\n"),
      "duplicate-flow": planWith(" { a: 1, a: 2 }\n"),
      "duplicate-kind": `kind: city\n${plan}`,
    },
    ["yaml/duplicate-key"],
  ),
  ...plans("key", [1], {
    list: `? [a]\n: b\n${plan}`,
    mapping: `? { a: b }\n: c\n${plan}`,
    empty: `: a\n${plan}`,
    "empty-quoted": `"": a\n${plan}`,
    long: `${"k".repeat(1_100)}: 1\n${plan}`,
  }),
  ...plans(
    "key",
    [1],
    {
      null: `null: a\n${plan}`,
      boolean: `true: a\n${plan}`,
      number: `1: a\n${plan}`,
      date: `2026-01-01: a\n${plan}`,
      prototype: `prototype: a\n${plan}`,
      "then-able": `then: a\n${plan}`,
      length: `length: 3\n${plan}`,
      homoglyph: plan.replace("title: Plan", "t\u0456tle: Plan"),
      "zero-width": plan.replace("title: Plan", "ti\u200btle: Plan"),
      "soft-hyphen": plan.replace("title: Plan", "ti\u00adtle: Plan"),
      "blank-at-end": plan.replace("title: Plan", '"title ": Plan'),
      "full-width": plan.replace("title: Plan", "\uff54itle: Plan"),
      "upper-case": plan.replace("title: Plan", "Title: Plan"),
      slash: `"a/b~c": 1\n${plan}`,
      markup: `"<script>alert(1)</script>": 1\n${plan}`,
      "right-to-left": `"\u05d0\u05d1": 1\n${plan}`,
    },
    ["schema/unknown-field"],
  ),
  ...plans("key", [1], { "control-by-escape": planWith('\n  "a\\e[2J": 1\n') }, ["text/control-character"]),
  ...plans("key", [1], { "bidi-by-escape": planWith('\n  "a\\u202eb": 1\n'), bidi: planWith('\n  "a\u202eb": 1\n') }, [
    "text/bidi-control",
  ]),
];
