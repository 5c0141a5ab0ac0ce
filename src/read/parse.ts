import {
  Composer,
  type Document as YamlDocument,
  Lexer,
  Parser,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
} from "yaml";
import { dateFields } from "./data.build.js";
import { limits } from "./limits.ts";
import type { Problem } from "./problem.ts";

/** A text read as one YAML 1.2 document: its value as plain data without what is unsound, and the tree that knows the places. */
export interface Parsed {
  /** `undefined` where the text is no sound document. */
  value: unknown;
  tree: YamlDocument | undefined;
  problems: Problem[];
  /** Whether part of what the text says is not in the value. */
  incomplete: boolean;
}

// Source: safety settings §5.2. `uniqueKeys` is off because the library's check is quadratic; ours is a Set for each mapping.
const settings = {
  version: "1.2",
  schema: "core",
  merge: false,
  strict: true,
  stringKeys: true,
  resolveKnownTags: false,
  customTags: [],
  uniqueKeys: false,
  intAsBigInt: false,
  logLevel: "silent",
  prettyErrors: false,
  keepSourceTokens: false,
} satisfies ConstructorParameters<typeof Composer>[0];

/** Reads a text within the limits. Linear in its length; never throws for any text. */
export function parse(text: string): Parsed {
  const problems: Problem[] = [];
  const scan = tokens(text, problems);
  if (!scan.readable) return { value: undefined, tree: undefined, problems, incomplete: true };
  const tree = compose(text, problems, scan.openQuote);
  if (!tree) return { value: undefined, tree: undefined, problems, incomplete: true };
  const reader = new ValueReader(text, problems);
  const value = reader.read(tree.contents, 1);
  const broken = problems.some((problem) => problem.rule === "yaml/syntax" || problem.rule === "yaml/too-large");
  return { value: broken ? undefined : value, tree, problems, incomplete: broken || reader.dropped };
}

/** The places of a text alone, for one that was read before. */
export function treeOf(text: string): YamlDocument | undefined {
  return compose(text, []);
}

const refused: Record<string, [rule: string, what: string]> = {
  "&": ["yaml/anchor", "anchor"],
  "*": ["yaml/alias", "alias"],
  "!": ["yaml/tag", "tag"],
  "%": ["yaml/directive", "directive"],
};

/**
 * One pass over the tokens, before anything is built from them: counts, flow depth, and what a dossier never holds. Source: safety
 * settings §5.1 step 4; the parser behind it is slow on exactly these inputs.
 */
function tokens(text: string, problems: Problem[]): { readable: boolean; openQuote?: number } {
  let at = 0;
  let count = 0;
  let depth = 0;
  let run = 0;
  let scalar = false;
  let readable = true;
  let openQuote: number | undefined;
  const stop = (rule: string, problem: string, length = 1) => {
    problems.push({ rule, start: at, end: at + length, args: { problem, limit: limits.depth } });
    return { readable: false };
  };
  for (const token of new Lexer().lex(text)) {
    if (token === "\x02" || token === "\x18") continue;
    if (token === "\x1f") {
      scalar = true;
      continue;
    }
    if (++count > limits.tokens)
      return stop("yaml/too-large", `The file has more than ${limits.tokens} parts (keys, values and marks).`);
    const first = token[0] ?? "";
    if (!scalar) {
      if (first === "[" || first === "{") depth++;
      else if ((first === "]" || first === "}") && --depth < 0)
        return stop("yaml/syntax", `This \`${first}\` closes nothing.`);
      else if (token === "-" || token === "?") run++;
      else if (first !== " ") run = 0;
      if (depth > limits.depth || run > limits.depth)
        return stop("yaml/too-deep", `Lists and mappings are nested more than ${limits.depth} deep.`);
      if ((first === '"' || first === "'") && (token.length === 1 || !token.endsWith(first))) openQuote ??= at;
      const kind = refused[first];
      if (kind && (first !== "%" || at === 0 || text[at - 1] === "\n")) {
        problems.push({
          rule: kind[0],
          start: at,
          end: at + token.trimEnd().length,
          args: { name: token.trim(), problem: kind[1] },
        });
        if (first === "%" || problems.length >= limits.problemsPerFile) readable = false;
        if (problems.length >= limits.problemsPerFile) return { readable };
      }
    } else run = 0;
    scalar = false;
    at += token.length;
  }
  return { readable, ...(openQuote === undefined ? {} : { openQuote }) };
}

/** The first document of the text. Faults of syntax and a second document become problems. */
function compose(text: string, problems: Problem[], openQuote?: number): YamlDocument | undefined {
  const syntax = new SyntaxFaults(text, openQuote);
  const composer = new Composer(settings);
  // Its own way is an error object with a stack for each fault, and a text may have a hundred thousand. Source: safety settings §5.1.
  Reflect.set(composer, "onError", syntax.add);
  const documents: YamlDocument[] = [];
  try {
    for (const token of new Parser().parse(text)) {
      const deep = tooDeep(token);
      if (deep !== undefined) {
        const problem = `Lists and mappings are nested more than ${limits.depth} deep.`;
        problems.push({ rule: "yaml/too-deep", start: deep, end: deep, args: { problem, limit: limits.depth } });
        return undefined;
      }
      if (token.type === "error") syntax.add(token, "UNEXPECTED_TOKEN", token.message);
      else for (const document of composer.next(token)) documents.push(document);
      if (documents.length > 1 || syntax.full) break;
    }
    for (const document of composer.end(documents.length === 0, text.length)) documents.push(document);
  } catch {
    // The library throws on a few malformed texts that it should report.
    syntax.add([0, 0], "", "The text cannot be read as YAML.");
  }
  const tree = documents[0];
  for (const document of documents) for (const { pos, code, message } of document.errors) syntax.add(pos, code, message);
  if (documents[1]) {
    const start = documents[1].range?.[0] ?? tree?.range?.[2] ?? text.length;
    const marker = text.lastIndexOf("---", start + 3);
    problems.push({ rule: "yaml/several-documents", start: Math.max(0, marker), end: Math.max(0, marker) + 3, args: {} });
  }
  problems.push(...syntax.found.slice(0, Math.max(0, limits.problemsPerFile - problems.length)));
  return tree;
}

/** Where the library sees a fault: an offset, a range, or a token. */
type Spot = number | readonly number[] | { offset: number; source?: string };

/** The faults of syntax of a text, one for each line: one fault often makes several messages at its line, and the first names the cause. */
class SyntaxFaults {
  readonly found: Problem[] = [];
  full = false;
  #text: string;
  #openQuote: number | undefined;
  #lines = new Set<number>();
  /** Offsets of the line of the last fault. */
  #last = { start: 0, end: 0 };

  constructor(text: string, openQuote: number | undefined) {
    this.#text = text;
    this.#openQuote = openQuote;
  }

  readonly add = (spot: Spot, code: string, message: string): void => {
    if (code === "TAG_RESOLVE_FAILED" || code === "BAD_DIRECTIVE" || code === "MULTIPLE_DOCS") return;
    const [from, to] = rangeOf(spot);
    // A quotation mark that is never closed is noticed at the end of the file; what is to mend is its beginning.
    const unclosed = code === "MISSING_CHAR" && /quote/.test(message) ? this.#openQuote : undefined;
    const start = unclosed ?? from;
    if (start > this.#last.start && start < this.#last.end) return;
    const line = lineOf(this.#text, start);
    this.#last = { start: line, end: endOfLine(this.#text, start) };
    if (this.#lines.has(line)) return;
    this.#lines.add(line);
    if (this.found.length < limits.problemsPerFile) {
      const end = unclosed === undefined ? Math.min(Math.max(to, start), this.#last.end) : this.#last.end;
      this.found.push({ rule: "yaml/syntax", start, end, args: { problem: explain(code, message, this.#text, start) } });
    } else this.full = true;
  };
}

function rangeOf(spot: Spot): [start: number, end: number] {
  if (typeof spot === "number") return [spot, spot + 1];
  if ("offset" in spot) return [spot.offset, spot.offset + (spot.source?.length ?? 1)];
  return [spot[0] ?? 0, spot[1] ?? spot[0] ?? 0];
}

const lineOf = (text: string, offset: number) => text.lastIndexOf("\n", Math.max(0, offset - 1));

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

const offsetOf = (token: object) => ("offset" in token && typeof token.offset === "number" ? token.offset : 0);

/** The offset where a syntax tree gets too deep, found without recursion: what comes after this may recurse. */
function tooDeep(token: object): number | undefined {
  const stack: [unknown, number][] = [[token, 0]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node, depth] = next;
    if (typeof node !== "object" || node === null) continue;
    if (depth > limits.depth + 1) return offsetOf(node);
    if ("value" in node && typeof node.value === "object") stack.push([node.value, depth]);
    if ("items" in node && Array.isArray(node.items))
      for (const item of node.items as { key?: unknown; value?: unknown }[])
        stack.push([item.key, depth + 1], [item.value, depth + 1]);
  }
  return undefined;
}

/** What the library says, in words for someone who does not know YAML. The likely cause comes from the line itself. */
function explain(code: string, message: string, text: string, at: number): string {
  const line = text.slice(lineOf(text, at) + 1, endOfLine(text, at));
  if (/^(<{7}|={7}|>{7})( |$)/.test(line))
    return "A merge conflict was left in the file: choose one of the two versions and remove the marks.";
  if (/^\s*</.test(line) && /<(!doctype|html|\?xml)/i.test(text.slice(0, 500))) return "This is a web page, not YAML.";
  if (text.startsWith("#!")) return "This is a program, not YAML.";
  if (/^\s*\t/.test(line) || code === "TAB_AS_INDENT") return "The line begins with a tab. Indent with spaces.";
  switch (code) {
    case "MISSING_CHAR":
      if (/quote/.test(message)) return "A quotation mark is opened and never closed.";
      if (/end with a [\]}]/.test(message) || /Expected .*[\]}]/.test(message))
        return "A bracket is opened and never closed.";
      return `A sign is missing here (${message}).`;
    case "BAD_INDENT":
      return "The line is not indented like its neighbours.";
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return "A colon stands inside a text, or a line is indented wrongly. Put the text in quotation marks if the colon belongs to it.";
    case "BAD_SCALAR_START":
      return `A text may not begin with \`${text[at] ?? ""}\`. Put it in quotation marks.`;
    case "BAD_DQ_ESCAPE":
      return "A backslash in \"…\" begins a special sign. Write paths in single quotation marks: 'C:\\folder'.";
    case "NON_STRING_KEY":
      return "The name of a field must be a plain text.";
    case "UNEXPECTED_TOKEN":
      return "Something stands here that does not belong. Check the indentation and the quotation marks of this line and the one before.";
    case "KEY_OVER_1024_CHARS":
      return "The name of a field is over 1,024 characters long; is a quotation mark or a colon missing?";
    default:
      return `${message}.`.replace(/\.\.$/, ".");
  }
}

const ambiguous = /^(?:yes|no|on|off|0[0-7]+|[-+]?[0-9]{1,3}(?::[0-5]?[0-9])+)$/i;

const dateLike = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?$/;

/** Nodes → plain data. What a dossier may not hold is left out and reported. Recursion is bounded by the depth checked before. */
class ValueReader {
  dropped = false;
  #text: string;
  #problems: Problem[];
  #nodes = 0;

  constructor(text: string, problems: Problem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  read(node: unknown, depth: number, field = ""): unknown {
    if (++this.#nodes === limits.nodes + 1)
      this.#report("yaml/too-large", node as Node, { problem: `The file has more than ${limits.nodes} values.` });
    if (this.#nodes > limits.nodes || depth > limits.depth + 1) return this.#drop();
    if (isMap(node)) return this.#map(node.items as { key: unknown; value: unknown }[], depth);
    if (isSeq(node)) return node.items.map((item) => this.read(item, depth + 1, field) ?? null);
    if (isScalar(node)) return this.#scalar(node, field);
    return node === null ? null : this.#drop();
  }

  #map(pairs: { key: unknown; value: unknown }[], depth: number): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    const first = new Map<string, Scalar>();
    for (const { key, value } of pairs) {
      if (!isScalar(key) || typeof key.value !== "string") {
        if (isScalar(key) && key.value === null) this.#report("yaml/syntax", key, { problem: "A field has no name." });
        this.#drop();
        continue;
      }
      const name = key.value;
      const before = first.get(name.normalize("NFC"));
      if (name === "<<") this.#report("yaml/merge-key", key, {});
      else if (name in Object.prototype) this.#report("yaml/reserved-key", key, { name });
      else if (name.length > limits.key)
        this.#report("yaml/too-large", key, {
          problem: `The name of a field has ${name.length} characters; the limit is ${limits.key}.`,
        });
      else if (before) this.#duplicate(key, before, name);
      else if (first.size >= limits.keysPerMapping)
        this.#report("yaml/too-large", key, { problem: `A mapping has more than ${limits.keysPerMapping} fields.` });
      else {
        first.set(name.normalize("NFC"), key);
        const read = this.read(value, depth + 1, name);
        if (read !== undefined) data[name] = read;
        continue;
      }
      this.#drop();
    }
    return data;
  }

  #duplicate(key: Scalar, before: Scalar, name: string): void {
    const [start = 0, end = start] = before.range ?? [];
    this.#report("yaml/duplicate-key", key, { name }, { start, end, message: `\`${name}\` stands here first.` });
  }

  #scalar(node: Scalar, field: string): unknown {
    const { value } = node;
    const source = node.source ?? "";
    if (source.length > limits.scalar) {
      this.#report("yaml/too-large", node, {
        problem: `A text has ${source.length} characters; the limit is ${limits.scalar}.`,
      });
      return this.#drop();
    }
    const odd = ambiguous.test(source) || (dateLike.test(source) && !dateFields.has(field));
    if (node.type === "PLAIN" && odd && node.tag === undefined)
      this.#report("yaml/ambiguous-scalar", node, { value: source });
    if (typeof value === "number") return this.#number(node, value, source);
    return typeof value === "string" || typeof value === "boolean" || value === null ? value : this.#drop();
  }

  /** A number that JavaScript would change silently is refused rather than kept wrong. */
  #number(node: Scalar, value: number, source: string): unknown {
    if (!Number.isFinite(value)) {
      this.#report("schema/range", node, { problem: `\`${source}\` is no number that can be kept.`, value: source });
      return this.#drop();
    }
    const digits = source
      .replace(/[eE].*$/, "")
      .replace(/[^0-9]/g, "")
      .replace(/^0+/, "")
      .replace(/(?<=\..*)0+$/, "");
    const exact = /^0[xo]/.test(source)
      ? Number.isSafeInteger(value)
      : digits.length <= 15 ||
        (digits.length <= 21 &&
          value
            .toPrecision(digits.length)
            .replace(/[eE].*$/, "")
            .replace(/[^0-9]/g, "")
            .replace(/^0+/, "") === digits &&
          (!Number.isInteger(value) || Number.isSafeInteger(value)));
    if (exact) return Object.is(value, -0) ? 0 : value;
    this.#report("schema/range", node, {
      problem: `\`${source.slice(0, 40)}\` has more digits than can be kept exactly.`,
      value: source.slice(0, 40),
    });
    return this.#drop();
  }

  #drop(): undefined {
    this.dropped = true;
    return undefined;
  }

  #report(rule: string, node: Node, args: Record<string, string | number>, related?: Problem["related"]): void {
    if (this.#problems.length >= limits.problemsPerFile) return;
    const [start = 0, end = start] = node.range ?? [];
    this.#problems.push({
      rule,
      start,
      end: Math.min(end, endOfLine(this.#text, start)),
      args,
      ...(related ? { related } : {}),
    });
  }
}
