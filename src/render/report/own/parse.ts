import Handlebars from "handlebars";
import { UserError } from "../../../model/failure.ts";
import { phrase, type Said } from "../../../model/phrase.ts";

/** Source: safety settings §5.3. */
export const bounds = { bytes: 32_768, depth: 50, nodes: 20_000, steps: 2_000_000, output: 20_000_000, calls: 20 };

/** What a template may call. */
export const callable = new Set(
  "say show list md plain brief link picture comma semicolon colon stop open close dash gap".split(" "),
);

/** A template says something that cannot be done: which one, in which line. */
export const mistake = (file: string, line: number, why: Said): UserError =>
  new UserError("config", phrase("The template {file}, line {line}: {why}.", { file, line: String(line), why }));

type Node = hbs.AST.Node;

/** A text → its tree, after it was checked that it only lays out: `each`, `if`, partials and the helpers that there are. */
export function parsed(file: string, text: string): hbs.AST.Program {
  if (Buffer.byteLength(text) > bounds.bytes)
    throw mistake(file, 1, phrase("it is larger than {limit} bytes", { limit: bounds.bytes }));
  deepest(file, text);
  let tree: hbs.AST.Program;
  try {
    tree = Handlebars.parse(text);
  } catch (error) {
    const {
      message = "",
      hash,
      lineNumber,
    } = error as { message?: string; hash?: { line?: number }; lineNumber?: number };
    const line = lineNumber ?? Number(/line (\d+)/i.exec(message)?.[1] ?? (hash?.line ?? 0) + 1);
    throw mistake(file, line, phrase("what stands in {braces} cannot be understood", { braces: "{{…}}" }));
  }
  const checked = new Check(file);
  checked.node(tree, 0);
  return tree;
}

/** The parser and what walks its tree call themselves for each block inside a block. */
function deepest(file: string, text: string): void {
  let depth = 0;
  for (const { 1: sign, index } of text.matchAll(/\{\{~?\s*([#^/])/g)) {
    depth += sign === "/" ? -1 : 1;
    if (depth > bounds.depth)
      throw mistake(file, lineAt(text, index), phrase("blocks stand more than {limit} deep", { limit: bounds.depth }));
  }
}

const lineAt = (text: string, index: number) => text.slice(0, index).split("\n").length;

/**
 * What a page would do instead of being read. The policy in its head keeps a browser from running or fetching it, but not from being led
 * elsewhere by a refresh. A tag whose name a value would make up could be any of them.
 */
function actingIn(text: string): RegExpExecArray | undefined {
  for (const one of acting) {
    const found = one.exec(text);
    if (found) return found;
  }
  return undefined;
}

const acting = [
  /<\/?(?:script|iframe|frame|frameset|object|embed|applet|base|form|portal|meta)(?![a-z0-9-])/i,
  /(?<=<[a-z][^<>]*[\s/"'])on[a-z]+(?=\s*=)/i,
  /\b(?:java|vb)script\s*:/i,
  /<\/?[a-z]*$/i,
];

class Check {
  readonly #file: string;
  readonly #isPage: boolean;
  #nodes = 0;

  constructor(file: string) {
    this.#file = file;
    this.#isPage = file.endsWith(".html.hbs");
  }

  /** The part of a chain of conditions that one of them leads to has no line of its own: it is in that of what is around it. */
  node(node: Node, depth: number, around = 1): void {
    const line = (node.loc as hbs.AST.SourceLocation | undefined)?.start.line ?? around;
    const refuse = (why: Said): never => {
      throw mistake(this.#file, line, why);
    };
    if (++this.#nodes > bounds.nodes) refuse(phrase("it has more than {limit} parts", { limit: bounds.nodes }));
    if (depth > bounds.depth) refuse(phrase("blocks stand more than {limit} deep", { limit: bounds.depth }));
    switch (node.type) {
      case "Program":
        for (const inner of (node as hbs.AST.Program).body) this.node(inner, depth, line);
        return;
      case "MustacheStatement": {
        const output = node as hbs.AST.MustacheStatement;
        if (!output.escaped) refuse(phrase("{braces} would put a text in unescaped", { braces: "{{{…}}}" }));
        this.#call(output, refuse);
        return;
      }
      case "BlockStatement": {
        const block = node as hbs.AST.BlockStatement;
        const name = nameOf(block.path);
        if (name !== "each" && name !== "if")
          refuse(phrase("there is no block `{name}`; there are `each` and `if`", { name }));
        if (block.params.length !== 1) refuse(phrase("`{name}` takes one value", { name }));
        if ((block.program as hbs.AST.Program | undefined)?.blockParams)
          refuse(phrase("`{name}` gives no names of its own", { name }));
        for (const param of block.params) this.#value(param, refuse);
        for (const part of [block.program, block.inverse] as (hbs.AST.Program | undefined)[])
          if (part) this.node(part, depth + 1, line);
        return;
      }
      case "PartialStatement": {
        const { name, params, hash } = node as hbs.AST.PartialStatement;
        if (name.type !== "PathExpression") refuse(phrase("the name of a partial cannot be worked out"));
        if (params.length > 1) refuse(phrase("a partial takes one value at most"));
        const named = ((hash as hbs.AST.Hash | undefined)?.pairs ?? []).map(({ value }) => value);
        for (const value of [...params, ...named]) this.#value(value, refuse);
        return;
      }
      case "ContentStatement": {
        // Declared as something else than the text that it is.
        const original = (node as hbs.AST.ContentStatement).original as unknown as string;
        const found = this.#isPage ? actingIn(original) : undefined;
        if (!found) return;
        const below = lineAt(original, found.index) - 1;
        throw mistake(this.#file, line + below, phrase("`{what}` would act on who reads the page", { what: found[0] }));
      }
      case "CommentStatement":
        return;
      default:
        refuse(phrase("{what} is not something that a template may do", { what: node.type }));
    }
  }

  #call({ path, params, hash }: hbs.AST.MustacheStatement, refuse: (why: Said) => never): void {
    const name = nameOf(path);
    const pairs = (hash as hbs.AST.Hash | undefined)?.pairs ?? [];
    if ((params.length > 0 || pairs.length > 0) && !callable.has(name))
      refuse(phrase("there is no helper `{name}`; there are {helpers}", { name, helpers: [...callable].join(", ") }));
    for (const value of [...params, ...pairs.map((pair) => pair.value)]) this.#value(value, refuse);
    if (params.length === 0 && pairs.length === 0) this.#value(path, refuse);
  }

  #value(node: Node, refuse: (why: Said) => never): void {
    if (node.type === "SubExpression") refuse(phrase("a call cannot stand inside a call"));
  }
}

/** A path as it is written. */
export const nameOf = (node: Node): string =>
  "original" in node ? (node as hbs.AST.PathExpression).original : node.type;
