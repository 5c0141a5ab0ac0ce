import { type Compiled, compilePolicy, isFault, type Over, runPolicy } from "../cel.ts";
import type { Found } from "../model/dossier.ts";
import { UserError } from "../model/failure.ts";
import type { Facts } from "../model/facts.ts";
import { type Phrase, phrase, type Said } from "../model/phrase.ts";
import type { Policy } from "../model/kinds.gen.ts";
import type { Rule } from "../model/rule.ts";
import { spokenIn } from "./spoken.ts";

/** Milliseconds that a policy may take over all things of a dossier. */
const budget = 1000;
/** After so many things that a policy cannot decide, it is the policy that is wrong. */
const patience = 3;

const compiled = new WeakMap<Policy, Compiled>();

function compile(policy: Policy): Compiled {
  const known = compiled.get(policy);
  if (known) return known;
  const result = compilePolicy(policy.over, policy.check);
  if (isFault(result))
    throw new UserError(
      "config",
      phrase("The policy `{id}` cannot be used: {message}", { id: policy.id, message: result.message }),
    );
  compiled.set(policy, result);
  return result;
}

/** What keeps a policy from being used: the pointer into the configuration, and where in the text there, in UTF-16 units. */
export interface PolicyFault {
  at: string;
  text: string;
  offset: number;
  message: Said;
}

export function policyFaults(policies: readonly Policy[]): PolicyFault[] {
  const taken = new Set<string>();
  return policies.flatMap(({ id, over, check }, n): PolicyFault[] => {
    const again = taken.has(id);
    taken.add(id);
    if (again)
      return [
        { at: `/policies/${n}/id`, text: id, offset: 0, message: phrase("Two policies have the id `{id}`.", { id }) },
      ];
    const result = compilePolicy(over, check);
    if (!isFault(result)) return [];
    const { message, offset } = result;
    return [
      {
        at: `/policies/${n}/check`,
        text: check,
        offset,
        message: phrase("The policy `{id}` cannot be used: {message}", { id, message }),
      },
    ];
  });
}

/**
 * The policies of a workspace as rules, `policy/<id>` each, of things that an expression holds for or not.
 * @throws UserError where an expression is none
 */
export function policyRules(policies: readonly Policy[], language = "en"): [id: string, rule: Rule][] {
  return policies.map((policy) => {
    const message = spokenIn(language, policy.message);
    const expression = compile(policy);
    const rule: Rule = {
      severity: policy.severity ?? "error",
      asks: message,
      message: {
        broken: message,
        undecided: phrase("The policy of this workspace could not be decided here: {reason}.").phrase,
      },
      why: phrase("This workspace asks for it.").phrase,
      fix: "",
      right: "",
      wrong: "",
      check: ({ facts }) => brokenBy(policy.over, expression, facts),
    };
    return [`policy/${policy.id}`, rule];
  });
}

function* brokenBy(over: Over, expression: Compiled, facts: Facts): Generator<Found> {
  let undecided = 0;
  for (const [{ in: document, at }, { value, reason }] of runPolicy(budget, over, expression, facts)) {
    if (value === 0) yield { in: document, at, say: "broken" };
    if (value !== null) continue;
    yield {
      in: document,
      at,
      say: "undecided",
      args: { reason: reason !== undefined && "phrase" in reason ? (reason as Phrase) : phrase("it gives no value") },
    };
    if (++undecided === patience) return;
  }
}
