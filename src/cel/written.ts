import { criteria } from "./criteria.build.js";
import { CITING, OTHERS } from "./functions.ts";

type Written = (variables: ReadonlyMap<string, unknown>) => unknown;

let all: ReadonlyMap<string, Written> | undefined;

/** A criterion of a pack that comes with the tool, as the build wrote it out; undefined for what it left to the interpreter. */
export function writtenOut(source: string): Written | undefined {
  all ??= criteria(new Map([...CITING, ...OTHERS].map(({ signature, call }) => [signature, call])));
  return all.get(source);
}
