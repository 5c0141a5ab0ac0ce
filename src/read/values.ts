import { isMap, isScalar, isSeq, type Node, type Scalar } from "yaml";
import { type Args, phrase } from "../model/phrase.ts";
import { dateFields } from "./data.build.js";
import { codePoint } from "./decode.ts";
import { limits } from "./limits.ts";
import { endOfLine } from "./lines.ts";
import { escaped } from "./navigate.ts";
import type { Problem } from "./problem.ts";

const ambiguous = /^(?:yes|no|on|off|0o?[0-7]+|[-+]?[0-9]{1,3}(?::[0-5]?[0-9])+)$/i;

const dateLike = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?$/;

/** Nodes → plain data. What a dossier may not hold is left out and reported. Recursion is bounded by the depth checked before. */
export class ValueReader {
  complete = true;
  readonly missing = new Set<string>();
  /** Pointers of numbers with zeros at their end that the value does not keep, as the text has them. */
  readonly written = new Map<string, string>();
  /** What is sound and yet read otherwise elsewhere; apart, so that a hundred of them hide no fault. */
  readonly doubts: Problem[] = [];
  #text: string;
  #problems: Problem[];
  #nodes = 0;
  #path: string[] = [];

  constructor(text: string, problems: Problem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  read(node: unknown, field = ""): unknown {
    if (++this.#nodes === limits.nodes + 1)
      this.#report("yaml/too-large", node as Node, {
        problem: phrase("The file has more than {limit} values.", { limit: limits.nodes }),
      });
    if (this.#nodes > limits.nodes || this.#path.length > limits.depth) return this.#drop();
    if (isMap(node)) return this.#map(node.items);
    if (isSeq(node)) return this.#list(node.items, field);
    if (isScalar(node)) return this.#scalar(node, field);
    return node === null ? null : this.#drop();
  }

  #list(items: unknown[], field: string): unknown[] {
    return items.map((item, i) => {
      this.#path.push(String(i));
      const read = this.read(item, field) ?? null;
      this.#path.pop();
      return read;
    });
  }

  #map(pairs: { key: unknown; value: unknown }[]): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    const first = new Map<string, Scalar>();
    const isEntry = /^[0-9]+$/.test(this.#path.at(-1) ?? "");
    let isOther = false;
    for (const { key, value } of pairs) {
      if (!isScalar(key) || typeof key.value !== "string" || key.value === "") {
        if (isScalar(key)) this.#report("yaml/syntax", key, { problem: phrase("A field has no name.") });
        this.complete = false;
        continue;
      }
      const name = key.value;
      this.#path.push(name);
      const before = first.get(name.normalize("NFC"));
      if (before) {
        const isFirst = isEntry && first.size > 1 && before === first.values().next().value;
        if (!isOther) this.#duplicate(key, before, name, isFirst ? "entry" : "field");
        // The rest is of another entry, whose dash is missing.
        isOther ||= isFirst;
        this.complete = false;
      } else if (this.#mayBeNamed(key, name, first.size)) {
        first.set(name.normalize("NFC"), key);
        const read = this.read(value, name);
        if (read !== undefined) data[name] = read;
      } else this.#drop();
      this.#path.pop();
    }
    return data;
  }

  /** Whether a field may have this name; what speaks against it is reported. */
  #mayBeNamed(key: Scalar, name: string, others: number): boolean {
    const [start = 0, end = start] = key.range ?? [];
    const sign = escapedSign(name, this.#text.slice(start, end));
    if (sign)
      this.#report(sign.rule, key, {
        code: sign.code,
        problem: phrase("The name of a field holds {code}.", { code: sign.code }),
      });
    // A sign that cannot be seen is a warning: the field stays, or an error that it causes would be lost.
    if (sign && sign.rule !== "text/invisible") return false;
    if (key.type === "PLAIN" && ambiguous.test(name)) this.#doubt(key, name);
    if (name === "<<") this.#report("yaml/merge-key", key, {});
    else if (name in Object.prototype) this.#report("yaml/reserved-key", key, { name });
    else if (name.length > limits.key)
      this.#report("yaml/too-large", key, {
        problem: phrase("The name of a field has {characters} characters; the limit is {limit}.", {
          characters: name.length,
          limit: limits.key,
        }),
      });
    else if (others >= limits.keysPerMapping)
      this.#report("yaml/too-large", key, {
        problem: phrase("A mapping has more than {limit} fields.", { limit: limits.keysPerMapping }),
      });
    else return true;
    return false;
  }

  #duplicate(key: Scalar, before: Scalar, name: string, say: string): void {
    const [start = 0, end = start] = before.range ?? [];
    this.complete = false;
    const message = phrase("`{name}` stands here first.", { name });
    this.#report("yaml/duplicate-key", key, { name }, { say, related: { start, end, message } });
  }

  #scalar(node: Scalar, field: string): unknown {
    const { value } = node;
    const source = node.source ?? "";
    if (source.length > limits.scalar) {
      this.#report("yaml/too-large", node, {
        problem: phrase("A text has {characters} characters; the limit is {limit}.", {
          characters: source.length,
          limit: limits.scalar,
        }),
      });
      return this.#drop();
    }
    const odd = ambiguous.test(source) || (dateLike.test(source) && !dateFields.has(field));
    if (node.type === "PLAIN" && odd && node.tag === undefined) this.#doubt(node, source);
    if (typeof value === "number") return this.#number(node, value, source);
    return typeof value === "string" || typeof value === "boolean" || value === null ? value : this.#drop();
  }

  /** A number that JavaScript would change silently is refused rather than kept wrong. */
  #number(node: Scalar, value: number, source: string): unknown {
    const finite = Number.isFinite(value);
    if (/^[0-9]{1,3}\.[0-9]{2}0$/.test(source)) this.written.set(this.#pointer(), source);
    if (finite && isKept(source, value)) return Object.is(value, -0) ? 0 : value;
    const shown = source.slice(0, 40);
    const problem = finite
      ? phrase("`{shown}` has more digits than can be kept exactly.", { shown })
      : phrase("`{shown}` is no number that can be kept.", { shown });
    this.#report("schema/range", node, { problem, value: shown });
    return this.#drop();
  }

  #drop(): undefined {
    this.complete = false;
    this.missing.add(this.#pointer());
    return undefined;
  }

  #pointer(): string {
    return this.#path.map((part) => `/${escaped(part)}`).join("");
  }

  #report(rule: string, node: Node, args: Args, more: Pick<Problem, "say" | "related"> = {}): void {
    if (this.#problems.length < limits.problemsPerFile)
      this.#problems.push({ ...this.#problem(rule, node, args), ...more });
  }

  #doubt(node: Scalar, value: string): void {
    if (this.doubts.length >= limits.problemsPerFile) return;
    const problem = this.#problem("yaml/ambiguous-scalar", node, { value });
    // In quotation marks it is a text: of a number only a person knows whether it is meant as one.
    this.doubts.push(typeof node.value === "string" ? { ...problem, fix: { do: "quote" } } : problem);
  }

  #problem(rule: string, node: Node, args: Args): Problem {
    const [start = 0, end = start] = node.range ?? [];
    return { rule, start, end: Math.min(end, endOfLine(this.#text, start)), args, at: this.#pointer() };
  }
}

/** Whether a number has the digits that its source states. */
function isKept(source: string, value: number): boolean {
  if (/^0[xo]/.test(source)) return Number.isSafeInteger(value);
  // No number of a dossier is longer, and the patterns below are slow on long ones.
  if (source.length > 400) return false;
  const mantissa = source.replace(/[eE].*$/, "");
  const digits = digitsOf(mantissa.includes(".") ? mantissa.replace(/0+$/, "") : mantissa);
  if (digits.length <= 15) return true;
  if (digits.length > 21 || (Number.isInteger(value) && !Number.isSafeInteger(value))) return false;
  return digitsOf(value.toPrecision(digits.length).replace(/e.*$/, "")) === digits;
}

const digitsOf = (text: string) => text.replace(/[^0-9]/g, "").replace(/^0+/, "");

// What a name of a field never holds. Where such a sign stands in the text itself, it is found there.
const signs: [rule: string, sign: RegExp][] = [
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  ["text/control-character", /[\0-\x1f\x7f-\x9f\u2028\u2029\p{Noncharacter_Code_Point}\p{Cs}]/u],
  ["text/bidi-control", /[\u202a-\u202e\u2066-\u2069]/u],
  ["text/invisible", /[\u00ad\u200b-\u200d\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/u],
];

/** A sign that came into a name by an escape such as `\e`. */
function escapedSign(name: string, raw: string): { rule: string; code: string } | undefined {
  if (!raw.includes("\\")) return undefined;
  for (const [rule, sign] of signs) {
    const hit = sign.exec(name)?.[0];
    if (hit !== undefined && !raw.includes(hit)) return { rule, code: codePoint(hit) };
  }
  return undefined;
}
