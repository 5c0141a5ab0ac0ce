import { createContext, Script } from "node:vm";
import type * as Fact from "../model/facts.ts";
import { phrase } from "../model/phrase.ts";
import { Allowance } from "./allowance.ts";
import { type Compiled, faultOf } from "./compile.ts";
import { type Context, policyContext } from "./context.ts";
import { Meter } from "./meter.ts";
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

const LATE: Outcome = { value: null, places: [], reason: REASONS.late };

let timer: { script: Script; sandbox: { work?: () => void } } | undefined;

/**
 * Like `run`, for expressions of the workspace's own: one that takes more steps than it may, or longer than so many milliseconds, is
 * stopped, and so is whatever comes after all of a dossier's have taken theirs.
 */
export function runWithin(ms: number, compiled: Compiled, context: Context, item = ""): Outcome {
  let result = LATE;
  const done = within(new Allowance(context.facts, ms), compiled, [() => (result = whole(compiled, context, item))]);
  return done === 1 ? result : LATE;
}

/** With its places, which are looked for when they are asked for, and count for the time as well. */
function whole(compiled: Compiled, context: Context, item = ""): Outcome {
  try {
    const { value, places, reason } = run(compiled, context, item);
    return { value, places, ...(reason && { reason }) };
  } catch (error) {
    return failed(error);
  }
}

/** Does one thing after another with an expression; how many there was time for, and steps. */
function within(allowance: Allowance, compiled: Compiled, works: Iterable<() => void>): number {
  let [done, isEnded] = [0, false];
  const { meter = new Meter() } = compiled;
  timer ??= { script: new Script("work()"), sandbox: createContext({}) };
  const { script, sandbox } = timer;
  sandbox.work = () => {
    for (const work of works) {
      if (!allowance.step(meter, work)) return;
      done++;
    }
    isEnded = true;
  };
  const timeout = allowance.left;
  try {
    if (timeout > 0) allowance.spend(() => script.runInContext(sandbox, { timeout }) as void);
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
  } finally {
    meter.left = Number.POSITIVE_INFINITY;
  }
  if (!isEnded) compiled.forget?.();
  return done;
}

/**
 * Each thing that a policy is over, with what it gives for it: 1 where it holds, 0 where not, null with the reason. The milliseconds are
 * for all things together; after one that it had to be stopped over it is asked no more.
 */
export function runPolicy(ms: number, over: OverName, policy: Compiled, facts: Fact.Facts): [Fact.Thing, Outcome][] {
  const things = thingsOf(facts);
  const variables = policyContext(things);
  const all = OVER[over].of(facts);
  const given: Outcome[] = [];
  const works = function* () {
    for (const thing of all)
      yield () => {
        variables.set(over, things.make(OVER[over].is, thing));
        given.push(whole(policy, variables));
      };
  };
  const done = within(new Allowance(facts, ms), policy, works());
  return all.slice(0, done + 1).map((thing, i) => [thing, i < done ? (given[i] as Outcome) : LATE]);
}
