/**
 * Writes the criteria of the packs that come with the tool as JavaScript, at build time, so that no start parses, checks or interprets them.
 * What is written is what the expression language's own parser and type checker made of them; what is not in the subset below is left to the
 * interpreter. `test/written-criteria.test.ts` holds both to the same results.
 */
import type { ASTNode } from "@marcbachmann/cel-js";
import { environment } from "../src/cel/environment.ts";
import { CITING, OTHERS } from "../src/cel/functions.ts";
import { packs } from "./gen-data.ts";

/** Something that is not written out. */
class Left extends Error {}

type Of<Op extends ASTNode["op"]> = Extract<ASTNode, { op: Op }>;

const typeOf = (node: ASTNode): string => (node as { checkedType?: { name: string } }).checkedType?.name ?? "";
const isList = (node: ASTNode) => typeOf(node).startsWith("list<");
const text = (value: unknown) => JSON.stringify(value);

/** A name of JavaScript for a name of an expression: none of the language's own words. */
function named(name: string): string {
  if (!/^\w+$/.test(name)) throw new Left(name);
  return `$${name}`;
}

/** The functions that expressions call, by their name in the written code: the same as the interpreter calls. */
const functions = [...CITING, ...OTHERS].map(({ signature }, n) => ({ signature, as: `f${n}` }));

/** The name in the written code of the function that a call is of. */
function functionFor(name: string, args: readonly ASTNode[]): string {
  const fitting = functions.filter(({ signature }) => new RegExp(`(^|\\.)${name}\\(`).test(signature));
  // Of one name with several signatures, the last parameter tells.
  const last = args.at(-1);
  const one =
    fitting.length > 1 ? fitting.find(({ signature }) => signature.includes(`${last && typeOf(last)})`)) : fitting[0];
  if (!one) throw new Left(name);
  return one.as;
}

/** The macros of lists, by what JavaScript calls them. */
const macros: Record<string, string> = { filter: "filter", map: "map", exists: "some", all: "every" };

/** Whether two things are compared as JavaScript compares them. */
function comparable(a: ASTNode, b: ASTNode): boolean {
  const [one, other] = [typeOf(a), typeOf(b)];
  return one === other && ["string", "bool", "double", "int"].includes(one);
}

/** One expression. Names that nothing inside it gives a value to are gathered in `free`. */
class Writer {
  readonly free = new Set<string>();

  write(node: ASTNode, bound: ReadonlySet<string>): string {
    const inner = (one: ASTNode) => this.write(one, bound);
    switch (node.op) {
      case "value":
        return this.#value(node.args);
      case "id":
        if (!bound.has(node.args)) this.free.add(node.args);
        return named(node.args);
      case ".": {
        const [of, field] = node.args;
        if (!/^[A-Z]/.test(typeOf(of)) || !/^\w+$/.test(field)) throw new Left(field);
        return `${inner(of)}.${field}`;
      }
      case "list":
        return `[${node.args.map(inner).join(", ")}]`;
      case "map":
        return `{ ${node.args.map(([key, value]) => `[${inner(key)}]: ${inner(value)}`).join(", ")} }`;
      case "!_":
        return `!${inner(node.args)}`;
      case "?:": {
        const [condition, then, otherwise] = node.args;
        return `(${inner(condition)} ? ${inner(then)} : ${inner(otherwise)})`;
      }
      case "&&":
      case "||":
        return `(${node.args.map(inner).join(` ${node.op} `)})`;
      case "in":
        return this.#within(node, inner);
      case "*":
      case "+":
      case "-": {
        const [a, b] = node.args;
        if (typeOf(a) !== typeOf(b) || !["int", "double"].includes(typeOf(a))) throw new Left(node.op);
        return `(${inner(a)} ${node.op} ${inner(b)})`;
      }
      case "call":
        return this.#call(node.args[0], node.args[1], inner);
      case "rcall":
        return this.#method(node, bound);
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
        return this.#compare(node.op, node.args, inner);
      case "%":
      case "/":
      case "-_":
      case ".?":
      case "[]":
      case "[?]":
        break;
    }
    throw new Left(node.op);
  }

  #value(value: unknown): string {
    if (typeof value === "bigint") return `${value}n`;
    if (["string", "number", "boolean"].includes(typeof value) || value === null) return text(value);
    throw new Left(typeof value);
  }

  #compare(op: string, [a, b]: readonly [ASTNode, ASTNode], inner: (node: ASTNode) => string): string {
    const sign = op === "==" || op === "!=" ? `${op}=` : op;
    const isMixed = [typeOf(a), typeOf(b)].every((one) => one === "int" || one === "double");
    if (comparable(a, b)) return `(${inner(a)} ${sign} ${inner(b)})`;
    // A whole number and one with decimals: their order is asked of the two as they are, whether they are equal of the numbers.
    if (isMixed && !["===", "!=="].includes(sign)) return `(${inner(a)} ${sign} ${inner(b)})`;
    if (isMixed && sign === "===") return `(Number(${inner(a)}) === Number(${inner(b)}))`;
    throw new Left(op);
  }

  #within({ args: [one, list] }: Of<"in">, inner: (node: ASTNode) => string): string {
    if (typeOf(list) !== `list<${typeOf(one)}>` || !["string", "int"].includes(typeOf(one))) throw new Left("in");
    return `${inner(list)}.includes(${inner(one)})`;
  }

  #call(name: string, args: readonly ASTNode[], inner: (node: ASTNode) => string): string {
    const [first] = args;
    if (name === "size" && first && isList(first)) return `BigInt(${inner(first)}.length)`;
    return `${functionFor(name, args)}(${args.map(inner).join(", ")})`;
  }

  #method({ args: [name, of, args] }: Of<"rcall">, bound: ReadonlySet<string>): string {
    const inner = (one: ASTNode) => this.write(one, bound);
    const [first, second] = args;
    if (isList(of) && name === "size") return `BigInt(${inner(of)}.length)`;
    if (typeOf(of) === "string" && name === "startsWith" && first) return `${inner(of)}.startsWith(${inner(first)})`;
    const macro = Object.hasOwn(macros, name) ? macros[name] : undefined;
    if (macro && isList(of) && first?.op === "id" && second && args.length === 2)
      return `${inner(of)}.${macro}((${named(first.args)}) => ${this.write(second, new Set([...bound, first.args]))})`;
    if (isList(of) || typeOf(of) !== "Shown") throw new Left(name);
    return `${functionFor(name, args)}(${[of, ...args].map(inner).join(", ")})`;
  }
}

/** An expression as a function of the variables; undefined where it is left to the interpreter. */
export function written(source: string): string | undefined {
  const parsed = environment("criterion").parse(source);
  const { valid, error } = parsed.check();
  if (!valid) throw new Error(`${source}: ${String(error)}`);
  const writer = new Writer();
  try {
    const body = writer.write(parsed.ast, new Set());
    const variables = [...writer.free].map((name) => `const ${named(name)} = v.get(${text(name)}); `).join("");
    return `(v) => { ${variables}return ${body}; }`;
  } catch (error) {
    if (error instanceof Left) return undefined;
    throw error;
  }
}

/** The sources of the criteria of all packs that come with the tool, each once. */
export const sources = (): string[] => [
  ...new Set(
    packs().flatMap(({ areas }) =>
      areas.flatMap(({ items }) => items.flatMap(({ criteria }) => criteria.map(({ check }) => check))),
    ),
  ),
];

/** The module: the functions are handed in, so that the written code rests on nothing. */
export function writtenCriteria(): string {
  const entries = sources().flatMap((source) => {
    const code = written(source);
    return code === undefined ? [] : [`  [${text(source)}, ${code}],`];
  });
  return [
    "// Generated by npm run gen; do not edit.",
    "export const criteria = (called) => {",
    ...functions.map(({ signature, as }) => `const ${as} = called.get(${text(signature)});`),
    "return new Map([",
    ...entries,
    "]);",
    "};",
    "",
  ].join("\n");
}
