/*
 * The one door to the expression language of packs and policies. Whoever comes through it sees none of the language itself; what
 * expressions can name and call, how they are checked and how they are run is behind it, in the room `cel`.
 */
export { compile, type Compiled, compileOwn, compilePolicy, isFault } from "./cel/compile.ts";
export { Context, context, type Scope } from "./cel/context.ts";
export { type CelFault, LIMITS } from "./cel/limits.ts";
export type { Outcome, Place, Reason } from "./cel/outcome.ts";
export { run, runPolicy, runWithin } from "./cel/run.ts";
export type { OverName as Over } from "./cel/vocabulary.ts";
