import { type Compiled, compilePolicy, isFault, type Over, runPolicy } from "../cel.ts";
import type { Found } from "../model/dossier.ts";
import { UserError } from "../model/failure.ts";
import type { Facts } from "../model/facts.ts";
import type { Policy } from "../model/kinds.gen.ts";
import type { Rule } from "../model/rule.ts";

/** Milliseconds that a policy may take over one thing. Source: safety settings, policies of a workspace. */
const budget = 1000;
/** After so many things that a policy cannot decide, it is the policy that is wrong. */
const patience = 3;

const compiled = new WeakMap<Policy, Compiled>();

function compile(policy: Policy): Compiled {
  const known = compiled.get(policy);
  if (known) return known;
  const result = compilePolicy(policy.over, policy.check);
  if (isFault(result)) throw new UserError("config", `The policy \`${policy.id}\` cannot be used: ${result.message}`);
  compiled.set(policy, result);
  return result;
}

const textOf = ({ message }: Policy) =>
  typeof message === "string" ? message : (message["en"] ?? Object.values(message)[0] ?? "");

/**
 * The policies of a workspace as rules, `policy/<id>` each, of things that an expression holds for or not.
 * @throws UserError where an expression is none
 */
export function policyRules(policies: readonly Policy[]): [id: string, rule: Rule][] {
  return policies.map((policy) => {
    const message = textOf(policy);
    const expression = compile(policy);
    const rule: Rule = {
      severity: policy.severity ?? "error",
      asks: message,
      message: { broken: message, undecided: "The policy of this workspace could not be decided here: {reason}." },
      why: "This workspace asks for it.",
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
    yield { in: document, at, say: "undecided", args: { reason: reason?.["en"] ?? "it gives no value" } };
    if (++undecided === patience) return;
  }
}
