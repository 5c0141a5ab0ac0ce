import type { ASTNode } from "@marcbachmann/cel-js";
import { OFFERED } from "./functions.ts";

/** The most that an expression may be: UTF-16 units of source, and levels of its tree. */
export const LIMITS = { source: 2048, depth: 50 };

/** Why an expression cannot be used; `offset` counts UTF-16 units from the start of the source. */
export interface CelFault {
  message: string;
  offset: number;
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === "object" && value !== null && "op" in value && "args" in value;
const childrenOf = ({ args }: ASTNode): ASTNode[] => [args as unknown].flat(3).filter(isNode);

/** Each node of a tree with its level, the root at 1. */
export function nodesOf(root: ASTNode): { node: ASTNode; depth: number }[] {
  const nodes = [{ node: root, depth: 1 }];
  for (const { node, depth } of nodes)
    for (const child of childrenOf(node)) nodes.push({ node: child, depth: depth + 1 });
  return nodes;
}

/** Whether a source is too long to be parsed at all. */
export function tooLong(source: string): CelFault | undefined {
  if (source.length <= LIMITS.source) return undefined;
  return { message: `The expression is longer than ${LIMITS.source} characters.`, offset: LIMITS.source };
}

/** The first thing in a tree that is not offered here. */
export function refused(source: string, root: ASTNode): CelFault | undefined {
  for (const { node, depth } of nodesOf(root)) {
    if (depth > LIMITS.depth)
      return { message: `The expression is nested more than ${LIMITS.depth} levels deep.`, offset: node.start };
    if (node.op !== "call" && node.op !== "rcall") continue;
    const name = node.args[0];
    if (OFFERED.has(name)) continue;
    const offset = node.op === "rcall" ? source.indexOf(name, node.args[1].end) : node.start;
    return { message: `Unknown function: ${name}`, offset };
  }
  return undefined;
}

/** Text and lists may not be added: doubled again and again they would outgrow any memory. */
export function growing(root: ASTNode): CelFault | undefined {
  for (const { node } of nodesOf(root)) {
    const of = (node as { checkedType?: { name: string } }).checkedType?.name;
    if (node.op === "+" && of !== "int" && of !== "double")
      return { message: "`+` adds numbers only.", offset: node.start };
  }
  return undefined;
}
