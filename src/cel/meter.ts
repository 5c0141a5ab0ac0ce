import type { ASTNode } from "@marcbachmann/cel-js";
import { nodesOf } from "./limits.ts";

/** Thrown when there are no steps left; one for all, since the language may catch it once for each entry that is left in a list. */
const spent = new Error("No steps are left.");

/**
 * Counts what an expression does, by parts of it that are gone through, entries and eighths of a text that it makes. Each takes some thirty
 * bytes at most, so that a number of steps is a bound of memory too, and the same on every machine.
 */
export class Meter {
  /** Steps that may yet be taken: without end but where somebody bounds them. */
  left = Number.POSITIVE_INFINITY;

  /** @throws when more is taken than is left */
  take(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw spent;
  }
}

type Evaluate = (...args: [unknown, ASTNode, unknown]) => unknown;

/** What the library's nodes hold beside what it declares. */
interface Inside {
  op: string;
  args: { step: Node };
}
type Node = ASTNode & {
  meta: { alternate?: Inside; evaluate: Evaluate };
  setMeta: (key: string, value: Evaluate) => void;
};

function before(node: Node, steps: number, meter: Meter): void {
  const { evaluate } = node.meta;
  node.setMeta("evaluate", (...asked) => {
    meter.take(steps);
    return evaluate(...asked);
  });
}

function after(node: Node, meter: Meter): void {
  const { evaluate } = node.meta;
  node.setMeta("evaluate", (...asked) => {
    const made = evaluate(...asked);
    if (typeof made === "string") meter.take(made.length >> 3);
    else if (Array.isArray(made)) meter.take(made.length);
    return made;
  });
}

/** Has each turn of a loop, and each text or list that a function makes, counted. The tree has to be checked, and not yet evaluated. */
export function count(root: ASTNode, meter: Meter): void {
  for (const { node } of nodesOf(root)) {
    if (node.op !== "call" && node.op !== "rcall") continue;
    const { alternate } = (node as Node).meta;
    if (alternate?.op === "comprehension") before(alternate.args.step, nodesOf(node).length, meter);
    else after(node as Node, meter);
  }
}
