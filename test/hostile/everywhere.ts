import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import type { HostileCase } from "./case.ts";
import { shown } from "./outputs.ts";

const example = fileURLToPath(new URL("../../examples/vila-clara/", import.meta.url));

/** The documents of a whole dossier, each as its data. */
let known: Map<string, unknown> | undefined;
const documents = () =>
  (known ??= new Map(
    readdirSync(example, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".yaml"))
      .sort()
      .map((path) => [path.replaceAll("\\", "/"), parse(readFileSync(`${example}${path}`, "utf8"))]),
  ));

/** Fields whose texts are for people: none of them is an id, a day, a code or a path. */
const isForPeople = (text: string) => /\s/.test(text.trim()) && !/^https?:/.test(text);

type Put = (text: string, path: string) => string;

function replaced(value: unknown, put: Put, path = ""): unknown {
  if (typeof value === "string") return put(value, path);
  if (Array.isArray(value)) return value.map((one, i) => replaced(one, put, `${path}/${i}`));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, put, `${path}/${key}`)]));
}

const sign = /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Signs that may stand in no text are written as escapes: so they come into the values. */
const written = (value: unknown) =>
  stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }).replace(
    sign,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The whole dossier with other texts; nothing else of the sound one is left. */
function dossierWith(put: Put): NonNullable<HostileCase["files"]> {
  const files = [...documents()].map(([path, data]): [string, string] => [path, written(replaced(data, put))]);
  return { "evidence/a.md": "a", ...Object.fromEntries(files) };
}

/** One text wherever people read. */
const words = (text: string) => dossierWith((was) => (isForPeople(was) ? text : was));

/** Some signs over and over wherever people read: together no more than a document may have. */
const rows = (unit: string) =>
  dossierWith((was) => (isForPeople(was) ? `${unit.repeat(Math.ceil(1_200 / unit.length))}x` : was));

/** Some signs over and over in every kind of field, a few of them as long as a line may be. */
function longRows(unit: string) {
  let count = 0;
  return dossierWith((was, path) => {
    const isLong = path !== "/kind" && path !== "/version" && count++ % 45 === 0;
    return isLong ? `a${unit.repeat(Math.ceil(30_000 / unit.length))}x` : was;
  });
}

/** What is laid over the sound dossier is made when it is asked for: it is large. */
const lazily = (one: Omit<HostileCase, "files">, files: () => NonNullable<HostileCase["files"]>): HostileCase => ({
  ...one,
  get files() {
    return files();
  },
});

/** Texts that act in a terminal or a log, as escapes of YAML make them. */
const acting = {
  ansi: "\u001b[31m red \u001b[0m",
  title: "\u001b]0; title\u0007",
  hyperlink: "\u001b]8;; https://evil.example\u0007 x",
  clipboard: "\u001b]52;c; Y2FuYXJ5\u0007",
  csi: "a \u009b31m b",
  return: "safe \r::error::x",
  "line-ends": "a \n::error::x\n##[error]y\n  ::add-mask::z\n",
  "line-separator": "a \u2028::error::x\u2029##[error]y",
  "next-line": "a \u0085::error::x",
  nul: "a \0 b",
  bell: "a \u0007\b\v\f b",
  bidi: "a \u202e b \u2066 c",
  surrogate: "a \ud800 b",
  noncharacter: "a \uffff \ufffe b",
  delete: "a \u007f b",
  mark: "\ufeff a b",
  invisible: "a \u200b b \u00ad\u2060",
  tags: "a \u{e0041}\u{e0042} b",
  "xml-end": "a ]]> b <!-- c --> d <?x?>",
  "json-end": 'a </script><script>alert(1)</script> "}]',
} as const;

const units: Record<string, string> = {
  point: ".",
  hyphen: "-",
  blank: " ",
  letter: "a",
  nought: "0",
  "letter-point": "a.",
  at: "a@",
  mail: "a@b.",
  slash: "../",
  colon: ":",
  hash: "##[",
  bracket: "[",
  link: "](",
  image: "![a](",
  tick: "`",
  "tick-blank": "` ",
  star: "*",
  underscore: "_a",
  emphasis: "*a_",
  tilde: "~",
  bar: "|",
  table: "|a\\n",
  less: "<",
  comment: "<!--",
  ampersand: "&a",
  round: "(",
  braces: "{{",
  percent: "%0A",
  backslash: "\\",
  quote: "\"'",
  formula: "=+1",
  comma: "1,",
  address: "https://a.",
  "line-end": "\n",
  "line-end-blank": " \n",
  lines: "a\n\n",
  quoted: "> ",
  list: "- ",
  nested: "- a\n  ",
  numbered: "1. a\n",
  heading: "# a\n",
  fence: "```\n",
  tab: "\t",
  mark: "\u0301",
  wide: "字",
  joined: "👩\u200d",
  "hard-blank": "\u00a0",
  arabic: "ي ",
  capital: "AKIA",
  phone: "+351 ",
};

const reports: Record<string, readonly string[]> = {
  html: ["report", ".", "--format=html", "--internal"],
  markdown: ["report", ".", "--format=markdown"],
  docx: ["report", ".", "-o", "../out/report.docx"],
};

/** Texts that act, in every field for people of a whole dossier, through every command that shows them; and rows of signs in all of them. */
export const everywhere: HostileCase[] = [
  ...Object.entries({ ...shown, ...acting }).flatMap(([name, text]) => {
    const once = () => words(text);
    const commands: Record<string, readonly string[]> = {
      ...reports,
      json: ["report", ".", "--format=json"],
      score: ["score", ".", "--verbose"],
      mil: ["report", ".", "--template=mil", "--format=html"],
      gnlc: ["report", ".", "--template=gnlc", "--format=markdown"],
      iaec: ["report", ".", "--template=iaec", "--format=html"],
      checklist: ["report", ".", "--template=checklist", "--format=html"],
      submission: ["report", ".", "--template=submission", "--format=markdown"],
      summary: ["report", ".", "--template=summary", "--format=html"],
      submit: ["submit", ".", "--to", "unesco", "--dry-run"],
    };
    return [
      lazily({ name: `everywhere-${name}`, exits: [0, 1] }, once),
      ...Object.entries(commands).map(([command, args]) =>
        lazily({ name: `everywhere-${name}-${command}`, args, exits: [0, 1, 2] }, once),
      ),
    ];
  }),
  ...Object.entries(units).flatMap(([name, unit]) => [
    lazily({ name: `row-${name}`, exits: [0, 1] }, () => rows(unit)),
    lazily({ name: `row-${name}-long`, exits: [0, 1] }, () => longRows(unit)),
    lazily(
      {
        name: `row-${name}-fix`,
        args: ["validate", ".", "--fix"],
        exits: [0, 1, 2],
        mayChange: ["dossier"],
      },
      () => longRows(unit),
    ),
    ...Object.entries(reports).map(([format, args]) =>
      lazily({ name: `row-${name}-${format}`, args, exits: [0, 1] }, () => rows(unit)),
    ),
  ]),
];
