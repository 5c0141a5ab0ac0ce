import type { Severity } from "./diagnostic.ts";
import type { Dossier, Found } from "./dossier.ts";
import type { Facts } from "./facts.ts";
import type { History } from "./history.ts";
import type { Library } from "./library.ts";
import type { Said } from "./phrase.ts";
import type { ScoreCard } from "./score.ts";

/** What a rule may look at. */
export interface RuleContext {
  dossier: Dossier;
  facts: Facts;
  library: Library;
  /** The cards of the frameworks that are asked for, or of all. Each is worked out when first asked for. */
  scores(among?: { has(framework: string): boolean }): ScoreCard[];
  /** Where the dossier lies in a git repository. */
  history?: History;
}

/** A rule: one object, with its explanation, its examples and its test in it. Its path under `rules/` is its id. */
export interface Rule {
  severity: Severity;
  /** Only for dossiers with one of these memberships, citing the item. Lowered to a warning while the plan is a draft. */
  frameworks?: Record<string, string>;
  /** What the rule asks for, as a statement that holds when all is well. One sentence. */
  asks: string;
  /** What is wrong. `{name}` is filled from the finding; several messages are told apart by `say`. */
  message: string | Record<string, string>;
  /** Why it matters. */
  why: string;
  /** What to do. */
  fix: string;
  /** A dossier (documents separated by `---`) in which the rule finds nothing. */
  right: string;
  /** A dossier in which the rule finds something on exactly the lines that end in `# !`. */
  wrong: string;
  /** Further dossiers like `wrong`. */
  cases?: string[];
  /** The day of assessment of the examples; 2026-06-30 if not said. */
  day?: string;
  /** What the rule cannot judge, and why, where it needs something beside the dossier. It judges the rest. */
  unable?(context: RuleContext): Said | undefined;
  /** Absent where the fault is found in reading. */
  check?(context: RuleContext): Iterable<Found>;
}
