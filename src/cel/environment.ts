import { Environment } from "@marcbachmann/cel-js";
import { CITING, isStated, OTHERS } from "./functions.ts";
import { LIMITS } from "./limits.ts";
import { Shown } from "./shown.ts";
import { classNamed } from "./things.ts";
import { EVERYWHERE, IN_CRITERIA, LISTS, OVER, type OverName, TYPES } from "./vocabulary.ts";

const SYNC = { async: false };

/** Types, functions and the variables that every expression can name. */
function shared(): Environment {
  const env = new Environment({ limits: { maxDepth: LIMITS.depth } });
  for (const [name, type] of Object.entries(TYPES)) {
    const fields = Object.fromEntries(Object.entries(type.fields).map(([field, { is }]) => [field, is]));
    env.registerType(name, { ctor: classNamed(name), fields });
  }
  env.registerType("Shown", { ctor: Shown, fields: {} });
  for (const { signature, call } of CITING)
    for (const field of ["", ", string", ", list<string>"])
      env.registerFunction(`${signature.slice(0, -1)}${field}): Shown`, call, SYNC);
  for (const { signature, call } of OTHERS) env.registerFunction(signature, call, SYNC);
  for (const is of ["string", "bool", "double", "list", ...Object.keys(TYPES)])
    env.registerFunction(`set(${is}): bool`, isStated, SYNC);
  env.registerOperator("double == int", (a: number | bigint, b: number | bigint) => Number(a) === Number(b));
  for (const [name, { of }] of Object.entries(LISTS)) env.registerVariable(name, `list<${of}>`);
  for (const [name, { is }] of Object.entries(EVERYWHERE)) env.registerVariable(name, is);
  return env;
}

let base: Environment | undefined;
const environments = new Map<string, Environment>();

/** What a criterion, or a policy over one sort of thing, can name and call; made when first needed. */
export function environment(of: "criterion" | OverName): Environment {
  const known = environments.get(of);
  if (known) return known;
  base ??= shared();
  const env = base.clone();
  const more = of === "criterion" ? IN_CRITERIA : { [of]: OVER[of] };
  for (const [name, { is }] of Object.entries(more)) env.registerVariable(name, is);
  environments.set(of, env);
  return env;
}
