import type { Words } from "../../model/words.ts";
import type { Helper } from "./engine.ts";

/**
 * What stands between two things that a template shows side by side, as the language writes it with the blanks around it: an Arabic comma,
 * a full-width colon without a blank, a narrow blank before a French one. `gap` is what stands between two sentences.
 */
export function marks(words: Words): Record<string, Helper> {
  const between = (name: string, n = 1) => words.say(`report.marks.${name}`).split(/\{[ab]\}/)[n] ?? "";
  const simple = ["comma", "semicolon", "colon", "stop", "dash", "gap"];
  return {
    ...Object.fromEntries(simple.map((name): [string, Helper] => [name, () => between(name)])),
    open: () => between("brackets"),
    close: () => between("brackets", 2),
  };
}
