import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import { environment } from "./environment.ts";
import { type CelFault, growing, nodesOf, refused, tooLong } from "./limits.ts";
import { count, Meter } from "./meter.ts";
import type { OverName } from "./vocabulary.ts";
import { writtenOut } from "./written.ts";

export interface Compiled {
  source: string;
  evaluate: (variables: ReadonlyMap<string, unknown>) => unknown;
  /** Counts what evaluations do; one of the packs that come with the tool has none. */
  meter?: Meter;
  /** Lets go of what an evaluation that was stopped has left in it. */
  forget?: () => void;
}

export const isFault = (result: Compiled | CelFault): result is CelFault => "offset" in result;

/** The language's own faults, in our words. */
export function faultOf(error: unknown): CelFault {
  const { summary, message, range } = error as { summary?: string; message?: string; range?: { start: number } };
  const said = summary ?? message ?? "The expression cannot be read.";
  const ours = said.replace(/^No such key: (?!index)/, "Unknown field: ").replace("'set(", "'has(");
  return { message: ours, offset: range?.start ?? 0 };
}

/** `has(` becomes the function of ours that is as long, so that places stay what they are. */
function withStated(source: string, root: ASTNode): string {
  if (!source.includes("has(")) return source;
  let text = source;
  for (const { node } of nodesOf(root))
    if (node.op === "call" && node.args[0] === "has")
      text = `${text.slice(0, node.start)}set${text.slice(node.start + 3)}`;
  return text;
}

function compileIn(env: Environment, source: string, yields: string[], asked: string): Compiled | CelFault {
  const long = tooLong(source);
  if (long) return long;
  try {
    const { ast } = env.parse(source);
    const fault = refused(source, ast);
    if (fault) return fault;
    const ours = withStated(source, ast);
    const parsed = env.parse(ours);
    const { valid, type: is = "", error } = parsed.check();
    if (!valid) return faultOf(error);
    if (!yields.includes(is)) return { message: `The expression gives ${is}; it has to give ${asked}.`, offset: 0 };
    return growing(parsed.ast) ?? bounded(source, parsed, () => env.parse(ours));
  } catch (error) {
    return faultOf(error);
  }
}

type Parsed = ReturnType<Environment["parse"]>;

/**
 * An expression that counts its steps. The language keeps in it what a loop has gathered so far: of one that is stopped, all that it had
 * time for.
 */
function bounded(source: string, checked: Parsed, again: () => Parsed): Compiled {
  const meter = new Meter();
  const counting = (parsed: Parsed) => {
    count(parsed.ast, meter);
    return parsed;
  };
  let kept: Parsed | undefined = counting(checked);
  const anew = () => {
    const parsed = again();
    parsed.check();
    return counting(parsed);
  };
  return {
    source,
    meter,
    evaluate: (variables) => (kept ??= anew())(variables),
    forget() {
      kept = undefined;
    },
  };
}

/**
 * A criterion of a pack that comes with the tool: the build has written it out, so that nothing is parsed and interpreted. Its form is held
 * by a test rather than asked for again in every run.
 */
export function compileOwn(source: string): Compiled | CelFault {
  const evaluate = writtenOut(source);
  return evaluate ? { source, evaluate } : compile(source);
}

/** Parses and checks a criterion. */
export function compile(source: string): Compiled | CelFault {
  const yields = ["Shown", "bool", "double", "int", "null"];
  return compileIn(environment("criterion"), source, yields, "true or false, a fraction, or what shows it");
}

/** Parses and checks a policy: it names the thing by what it is over, and gives true or false. */
export function compilePolicy(over: OverName, source: string): Compiled | CelFault {
  return compileIn(environment(over), source, ["bool"], "true or false");
}
