import { UserError } from "../../../model/failure.ts";
import type { OwnTemplates } from "../../../model/own-templates.ts";
import { phrase, type Said } from "../../../model/phrase.ts";
import { filledPartial, type Fill, type Helper } from "../engine.ts";
import { Handlebars } from "../templates.build.js";
import { bounds, callable, mistake, nameOf, parsed } from "./parse.ts";

const { SafeString, escapeExpression } = { ...Handlebars, ...Handlebars.Utils };

/**
 * Templates of somebody's own, laid out step by step without ever becoming code. A field counts only where the view has it itself, so
 * nothing of the language's own is within reach; steps, output and calls have limits. The partials of the tool are there too, and an own
 * one of the same name goes before.
 */
export function ownFill(own: OwnTemplates): Fill {
  const trees = new Map<string, hbs.AST.Program>();
  const tree = (file: string): hbs.AST.Program | undefined => {
    const text = own.texts.get(file);
    if (text === undefined) return undefined;
    const known = trees.get(file) ?? parsed(file, text);
    trees.set(file, known);
    return known;
  };
  return (format, name, view, helpers) => {
    const file = `${name}.${format}.hbs`;
    const program = tree(file);
    if (!program) throw new UserError("config", phrase("There is no template {file}.", { file }));
    if (format === "html" && !beginsWithHead(program))
      throw mistake(
        file,
        1,
        phrase("a page begins with {partial}, which holds what protects its readers", { partial: "{{> head}}" }),
      );
    return new Filler(format, view, helpers, tree).fill(program, file);
  };
}

/** The head brings the policy by which a browser runs nothing but the script of the tool's pages and asks nobody. It comes before all else, and only the tool's own does. */
function beginsWithHead({ body }: hbs.AST.Program): boolean {
  const first = body.find(
    (node) =>
      node.type !== "CommentStatement" &&
      !(node.type === "ContentStatement" && /^\s*$/.test((node as hbs.AST.ContentStatement).value)),
  );
  return first?.type === "PartialStatement" && nameOf((first as hbs.AST.PartialStatement).name) === "head";
}

interface Scope {
  value: unknown;
  data: Record<string, unknown>;
  outer: Scope | undefined;
}

class Filler {
  readonly #format: "html" | "md";
  readonly #view: object;
  readonly #helpers: Record<string, Helper>;
  readonly #tree: (file: string) => hbs.AST.Program | undefined;
  #output: string[] = [];
  #length = 0;
  #steps = 0;
  #calls = 0;
  #file = "";
  #line = 1;

  constructor(
    format: "html" | "md",
    view: object,
    helpers: Record<string, Helper>,
    tree: (file: string) => hbs.AST.Program | undefined,
  ) {
    this.#format = format;
    this.#view = view;
    this.#helpers = helpers;
    this.#tree = tree;
  }

  fill(program: hbs.AST.Program, file: string): string {
    this.#file = file;
    this.#program(program, { value: this.#view, data: { root: this.#view }, outer: undefined });
    return this.#output.join("");
  }

  #fail(why: Said): never {
    throw mistake(this.#file, this.#line, why);
  }

  #put(text: string): void {
    this.#length += text.length;
    if (this.#length > bounds.output)
      this.#fail(phrase("the report gets longer than {limit} characters", { limit: bounds.output }));
    this.#output.push(text);
  }

  #program({ body }: hbs.AST.Program, scope: Scope): void {
    for (const node of body) {
      if (++this.#steps > bounds.steps) this.#fail(phrase("it takes more than {limit} steps", { limit: bounds.steps }));
      this.#line = node.loc.start.line;
      if (node.type === "ContentStatement") this.#put((node as hbs.AST.ContentStatement).value);
      else if (node.type === "MustacheStatement") this.#mustache(node as hbs.AST.MustacheStatement, scope);
      else if (node.type === "BlockStatement") this.#block(node as hbs.AST.BlockStatement, scope);
      else if (node.type === "PartialStatement") this.#partial(node as hbs.AST.PartialStatement, scope);
    }
  }

  #mustache({ path, params, hash }: hbs.AST.MustacheStatement, scope: Scope): void {
    const pairs = (hash as hbs.AST.Hash | undefined)?.pairs ?? [];
    const name = nameOf(path);
    const isCall =
      params.length > 0 || pairs.length > 0 || (callable.has(name) && this.#own(scope.value, name) === undefined);
    const value = isCall ? this.#called(name, params, pairs, scope) : this.#demanded(path, scope);
    this.#put(this.#shown(value));
  }

  #called(name: string, params: hbs.AST.Expression[], pairs: hbs.AST.HashPair[], scope: Scope): unknown {
    const helper = this.#helpers[name];
    if (!helper) this.#fail(phrase("a template of this format has no helper `{name}`", { name }));
    const given = params.map((param) => this.#demanded(param, scope));
    const hash = Object.fromEntries(pairs.map(({ key, value }) => [key, this.#demanded(value, scope)]));
    try {
      return (helper as (...args: unknown[]) => unknown).call(scope.value, ...given, { hash });
    } catch (error) {
      if (error instanceof UserError) throw error;
      return this.#fail(phrase("`{name}` cannot do anything with what it is given", { name }));
    }
  }

  #shown(value: unknown): string {
    if (value === null || value === undefined) return "";
    if (value instanceof SafeString) return value.toString();
    if (typeof value === "object") this.#fail(phrase("a group of fields cannot be shown; name one of its fields"));
    const text =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
    return this.#format === "html" ? escapeExpression(text) : text;
  }

  #block({ path, params, program, inverse }: hbs.AST.BlockStatement, scope: Scope): void {
    const [param] = params;
    const value = param && this.#value(param, scope);
    const otherwise = inverse as hbs.AST.Program | undefined;
    if (nameOf(path) === "if") {
      const isEmpty = value === undefined || value === null || value === false || value === "" || value === 0;
      const part = isEmpty || (Array.isArray(value) && value.length === 0) ? otherwise : program;
      if (part) this.#program(part, scope);
      return;
    }
    const entries = Array.isArray(value)
      ? value.map((entry, i): [string | number, unknown] => [i, entry])
      : typeof value === "object" && value !== null
        ? Object.entries(value)
        : [];
    if (entries.length === 0 && otherwise) this.#program(otherwise, scope);
    for (const [n, [key, entry]] of entries.entries()) {
      const data = { ...scope.data, key, index: n, first: n === 0, last: n === entries.length - 1 };
      this.#program(program, { value: entry, data, outer: scope });
    }
  }

  #partial({ name, params, hash }: hbs.AST.PartialStatement, scope: Scope): void {
    const called = nameOf(name);
    const [param] = params;
    const given = param ? this.#demanded(param, scope) : scope.value;
    const pairs = (hash as hbs.AST.Hash | undefined)?.pairs ?? [];
    const named = pairs.map(({ key, value }): [string, unknown] => [key, this.#demanded(value, scope)]);
    const value = named.length > 0 && typeof given === "object" ? { ...given, ...Object.fromEntries(named) } : given;
    const inner: Scope = value === scope.value ? scope : { value, data: scope.data, outer: scope };
    if (this.#calls === bounds.calls)
      this.#fail(phrase("partials call each other more than {limit} deep", { limit: bounds.calls }));
    const file = `partials/${called}.${this.#format}.hbs`;
    // The head holds the page's policy.
    const own = called === "head" ? undefined : this.#tree(file);
    const [before, line] = [this.#file, this.#line];
    if (own) {
      this.#calls++;
      this.#file = file;
      this.#program(own, inner);
      this.#calls--;
      this.#file = before;
      return;
    }
    let text: string | undefined;
    try {
      text = filledPartial(this.#format, called, inner.value, { ...inner.data, root: this.#view }, this.#helpers);
    } catch (error) {
      if (error instanceof UserError) throw error;
      this.#line = line;
      this.#fail(phrase("the partial `{name}` misses something in what it is given", { name: called }));
    }
    if (text === undefined) this.#fail(phrase("there is no partial `{name}`", { name: called }));
    this.#put(text);
  }

  /** A value that must be there: a field that the view does not have is a mistake of the template's. */
  #demanded(node: hbs.AST.Node, scope: Scope): unknown {
    const value = this.#value(node, scope);
    if (value === undefined && node.type === "PathExpression")
      this.#fail(phrase("there is no field `{name}` here", { name: nameOf(node) }));
    return value;
  }

  #value(node: hbs.AST.Node, scope: Scope): unknown {
    if (node.type === "StringLiteral" || node.type === "NumberLiteral" || node.type === "BooleanLiteral")
      return (node as hbs.AST.StringLiteral | hbs.AST.NumberLiteral | hbs.AST.BooleanLiteral).value;
    if (node.type === "NullLiteral") return null;
    if (node.type !== "PathExpression") return undefined;
    const { data, depth, parts } = node as hbs.AST.PathExpression & { parts: string[] };
    if (data) return parts.reduce<unknown>((value, part) => this.#own(value, part), scope.data);
    let here: Scope | undefined = scope;
    for (let n = 0; n < depth; n++) here = here?.outer;
    return parts.reduce<unknown>((value, part) => this.#own(value, part), here?.value);
  }

  #own(value: unknown, name: string): unknown {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    // Of a list only its entries: its length is no field of the view.
    if (Array.isArray(value) && !/^\d+$/.test(name)) return undefined;
    return (value as Record<string, unknown>)[name];
  }
}
