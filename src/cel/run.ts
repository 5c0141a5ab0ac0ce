import { createContext, Script } from "node:vm";
import type * as Fact from "../model/facts.ts";
import { phrase } from "../model/phrase.ts";
import { Allowance } from "./allowance.ts";
import { type Compiled, faultOf } from "./compile.ts";
import { type Context, policyContext } from "./context.ts";
import { type Outcome, REASONS, within01 } from "./outcome.ts";
import { Shown } from "./shown.ts";
import { thingsOf } from "./things.ts";
import { OVER, type OverName } from "./vocabulary.ts";

function outcome(result: unknown): Outcome {
  if (result instanceof Shown) return result;
  const number = result === null ? Number.NaN : Number(result);
  if (Number.isNaN(number))
    return { value: null, places: [], reason: result === null ? REASONS.null : REASONS.unknown };
  return { value: within01(number), places: [] };
}

function failed(error: unknown): Outcome {
  const { message } = faultOf(error);
  return { value: null, places: [], reason: phrase("the expression failed: {message}", { message }) };
}

function evaluated(compiled: Compiled, context: Context): Outcome {
  try {
    return outcome(compiled.evaluate(context));
  } catch (error) {
    return failed(error);
  }
}

/** Evaluates a criterion for an item. Never throws: what fails is null, with the reason. */
export function run(compiled: Compiled, context: Context, item = ""): Outcome {
  context.set("item", item);
  return evaluated(compiled, context);
}

let timer: { script: Script; sandbox: { work?: () => void } } | undefined;

/**
 * Like `run`, for expressions of the workspace's own: one that takes longer than so many milliseconds is stopped, and so is whatever comes
 * after all of a dossier's have taken theirs.
 */
export function runWithin(ms: number, compiled: Compiled, context: Context, item = ""): Outcome {
  return within(new Allowance(context.facts, ms), compiled, context, item);
}

function within(allowance: Allowance, compiled: Compiled, context: Context, item: string): Outcome {
  let result: Outcome = { value: null, places: [], reason: REASONS.late };
  const timeout = allowance.left;
  if (timeout === 0) return result;
  timer ??= { script: new Script("work()"), sandbox: createContext({}) };
  const { script, sandbox } = timer;
  sandbox.work = () => {
    const { value, places, reason } = run(compiled, context, item);
    // The places, which are looked for when they are asked for, count for the time as well.
    result = { value, places, ...(reason && { reason }) };
  };
  try {
    allowance.spend(() => script.runInContext(sandbox, { timeout }) as void);
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") return failed(error);
    compiled.forget?.();
  }
  return result;
}

/**
 * Each thing that a policy is over, with what it gives for it: 1 where it holds, 0 where not, null with the reason. The milliseconds are
 * for all things together; after one that it had to be stopped over it is asked no more.
 */
export function* runPolicy(
  ms: number,
  over: OverName,
  policy: Compiled,
  facts: Fact.Facts,
): Generator<[Fact.Thing, Outcome]> {
  const things = thingsOf(facts);
  const variables = policyContext(things);
  const allowance = new Allowance(facts, ms);
  for (const thing of OVER[over].of(facts)) {
    variables.set(over, things.make(OVER[over].is, thing));
    const given = within(allowance, policy, variables, "");
    yield [thing, given];
    if (given.reason === REASONS.late) return;
  }
}
