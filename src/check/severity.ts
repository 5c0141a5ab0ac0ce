import type { Severity } from "../model/diagnostic.ts";
import type { Document, Found } from "../model/dossier.ts";
import type { Facts } from "../model/facts.ts";
import type { Rule } from "../model/rule.ts";

/** The rule's own severity, or the one that the workspace sets. What a framework asks is an error only once its plan is no draft. */
export function severityOf(
  set: Severity | "off" | undefined,
  rule: Rule,
  facts: Facts,
  place: Found["in"],
  frameworks: readonly string[],
): Severity {
  if (set !== undefined && set !== "off") return set;
  const drafted = frameworks.length > 0 && frameworks.every((framework) => isDraft(facts, framework, place));
  return rule.severity === "error" && drafted ? "warning" : rule.severity;
}

function isDraft(facts: Facts, framework: string, place: Found["in"]): boolean {
  if (isPlan(place)) return place.data.status === "draft";
  const plan = facts.planOf.get(framework);
  if (plan) return plan.status === "draft";
  const plans = facts.plans.filter((other) => other.frameworks.includes(framework) && other.status !== "closed");
  return plans.length > 0 && plans.every((other) => other.status === "draft");
}

const isPlan = (place: Found["in"]): place is Document<"plan"> => "kind" in place && place.kind === "plan";
