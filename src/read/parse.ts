import { Composer, type Document as YamlDocument, Lexer, Parser } from "yaml";
import { phrase, type Phrase } from "../model/phrase.ts";
import { causes } from "./echoes.ts";
import { limits } from "./limits.ts";
import { endOfLine } from "./lines.ts";
import { readPlain } from "./plain.ts";
import type { Problem } from "./problem.ts";
import { SyntaxFaults, type Unclosed } from "./syntax.ts";
import { ValueReader } from "./values.ts";

/** Who reads: the plain reader wherever it can and the library elsewhere, or the library alone. */
export type Reader = "plain" | "library";

/** A text read as one YAML 1.2 document: its value as plain data without what is unsound, and the tree that knows the places. */
export interface Parsed {
  /** `undefined` where the text is no sound document. */
  value: unknown;
  /** The text is a document, whatever is wrong in it. */
  isDocument: boolean;
  /** Of a document that the library has read. */
  tree: YamlDocument | undefined;
  problems: Problem[];
  /** Whether part of what the text says is not in the value. */
  incomplete: boolean;
  /** Pointers of what the text says and the value lacks: what follows from that is no fault of its own. */
  missing: ReadonlySet<string>;
  /** Pointers of numbers with zeros at their end that the value does not keep, as the text has them. */
  written: ReadonlyMap<string, string>;
}

// `uniqueKeys` is off because the library's check is quadratic; ours is a Set for each mapping.
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

const nothingMissing: Pick<Parsed, "missing" | "written"> = { missing: new Set(), written: new Map() };

/** Reads a text within the limits. Linear in its length; never throws for any text. */
export function parse(text: string, reader: Reader = "plain"): Parsed {
  const value = reader === "plain" ? readPlain(text) : undefined;
  if (value === undefined) return parseByLibrary(text);
  return { value, isDocument: true, tree: undefined, problems: [], incomplete: false, ...nothingMissing };
}

function parseByLibrary(text: string): Parsed {
  const problems: Problem[] = [];
  const unread: Parsed = {
    value: undefined,
    isDocument: false,
    tree: undefined,
    problems,
    incomplete: true,
    ...nothingMissing,
  };
  const scan = tokens(text, problems);
  if (!scan.readable) return unread;
  const tree = compose(scan.text, problems, scan.open);
  const reader = new ValueReader(text, problems);
  const value = tree && reader.read(tree.contents);
  problems.splice(0, problems.length, ...causes(text, problems, syntaxOf));
  if (!tree) return unread;
  const broken = problems.some((problem) => problem.rule === "yaml/syntax" || problem.rule === "yaml/too-large");
  problems.push(...reader.doubts);
  return {
    ...unread,
    value: broken ? undefined : value,
    isDocument: true,
    tree,
    incomplete: broken || !reader.complete,
    missing: reader.missing,
    written: reader.written,
  };
}

function syntaxOf(text: string): Problem[] {
  const problems: Problem[] = [];
  const scan = tokens(text, problems);
  if (scan.readable) compose(scan.text, problems, scan.open);
  return problems;
}

/** The places of a text alone, for one that was read before. */
export function treeOf(text: string): YamlDocument | undefined {
  return compose(text, []);
}

const nestedTooDeep = phrase("Lists and mappings are nested more than {limit} deep.", { limit: limits.depth });

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
function tokens(text: string, problems: Problem[]): { readable: boolean; text: string; open: Unclosed } {
  let at = 0;
  let count = 0;
  const brackets: number[] = [];
  const strays: number[] = [];
  let run = 0;
  let scalar = false;
  let readable = true;
  let openQuote: number | undefined;
  const stop = (rule: string, problem: Phrase, length = 1) => {
    problems.push({ rule, start: at, end: at + length, args: { problem, limit: limits.depth } });
    return { readable: false, text, open: {} };
  };
  for (const token of new Lexer().lex(text)) {
    if (token === "\x02" || token === "\x18") continue;
    if (token === "\x1f") {
      scalar = true;
      continue;
    }
    if (++count > limits.tokens)
      return stop(
        "yaml/too-large",
        phrase("The file has more than {limit} parts (keys, values and marks).", { limit: limits.tokens }),
      );
    const first = token[0] ?? "";
    if (!scalar) {
      if (first === "[" || first === "{") brackets.push(at);
      else if (first === "]" || first === "}") {
        if (brackets.pop() === undefined) {
          if (strays.length === limits.problemsPerFile) return { readable: false, text, open: {} };
          strays.push(at);
          const problem = phrase("This `{sign}` closes nothing.", { sign: first });
          problems.push({ rule: "yaml/syntax", start: at, end: at + 1, args: { problem } });
        }
      } else if (token === "-" || token === "?") run++;
      else if (first !== " ") run = 0;
      if (brackets.length > limits.depth || run > limits.depth) return stop("yaml/too-deep", nestedTooDeep);
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
        if (problems.length >= limits.problemsPerFile) return { readable, text, open: {} };
      }
    } else run = 0;
    scalar = false;
    at += token.length;
  }
  return { readable, text: without(text, strays), open: { quote: openQuote, bracket: brackets[0] } };
}

/** A text with blanks at some offsets. The parser loses its way after a stray bracket, and takes long over thousands of them. */
function without(text: string, offsets: number[]): string {
  let start = 0;
  const pieces = offsets.map((offset) => {
    const piece = text.slice(start, offset);
    start = offset + 1;
    return piece;
  });
  return [...pieces, text.slice(start)].join(" ");
}

/** The first document of the text. Faults of syntax and a second document become problems. */
function compose(text: string, problems: Problem[], open: Unclosed = {}): YamlDocument | undefined {
  const syntax = new SyntaxFaults(text, open);
  const composer = new Composer(settings);
  // Its own way is an error object with a stack for each fault, and a text may have a hundred thousand.
  Reflect.set(composer, "onError", syntax.add);
  const documents: YamlDocument[] = [];
  try {
    for (const token of new Parser().parse(text)) {
      const deep = tooDeep(token);
      if (deep !== undefined) {
        problems.push({
          rule: "yaml/too-deep",
          start: deep,
          end: deep,
          args: { problem: nestedTooDeep, limit: limits.depth },
        });
        return undefined;
      }
      if (token.type === "error") syntax.add(token, "UNEXPECTED_TOKEN", token.message);
      else for (const document of composer.next(token)) documents.push(document);
      if (documents.length > 1 || syntax.full) break;
    }
    for (const document of composer.end(documents.length === 0, text.length)) documents.push(document);
  } catch {
    // The library throws on a few malformed texts that it should report.
    syntax.add([0, 0], "UNREADABLE", "");
  }
  const tree = documents[0];
  for (const document of documents)
    for (const { pos, code, message } of document.errors) syntax.add(pos, code, message);
  if (documents[1]) {
    const end = tree?.range?.[2] ?? 0;
    const start = /^(?:---|[^\s#.])/m.exec(text.slice(end))?.index ?? 0;
    problems.push({ rule: "yaml/several-documents", start: end + start, end: endOfLine(text, end + start), args: {} });
  }
  problems.push(...syntax.found.slice(0, Math.max(0, limits.problemsPerFile - problems.length)));
  return tree;
}

const offsetOf = (token: object) => ("offset" in token && typeof token.offset === "number" ? token.offset : 0);

/** The offset where a syntax tree gets too deep, found without recursion: what comes after this may recurse. */
function tooDeep(token: object): number | undefined {
  const stack: [unknown, number][] = [[token, 0]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node, depth] = next;
    if (typeof node !== "object" || node === null) continue;
    if (depth > limits.depth) return offsetOf(node);
    if ("value" in node && typeof node.value === "object") stack.push([node.value, depth]);
    if ("items" in node && Array.isArray(node.items))
      for (const item of node.items as { key?: unknown; value?: unknown }[])
        stack.push([item.key, depth + 1], [item.value, depth + 1]);
  }
  return undefined;
}
