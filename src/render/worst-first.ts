import type { Diagnostic } from "../model/diagnostic.ts";

const rank = { error: 0, warning: 1, info: 2 };

/** Errors before warnings before notes, among these new ones before old ones; else the order stays. */
export function worstFirst(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) => rank[a.severity] - rank[b.severity] || Number(b.new ?? false) - Number(a.new ?? false),
  );
}
