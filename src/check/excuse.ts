import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dossier, Found, Ignore, Source } from "../model/dossier.ts";
import type { Excused } from "../model/views.ts";

export interface Silenced {
  left: Diagnostic[];
  excused: Excused[];
  /** What is wrong with the comments themselves, with the rule that says so. */
  found: { rule: string; found: Found }[];
}

/** A file that cannot be read hides all that is wrong in it, and a secret is out whatever the reason: neither can be excused by a comment. */
const isNeverExcused = (rule: string) =>
  (rule.startsWith("yaml/") && rule !== "yaml/ambiguous-scalar") || rule === "text/secret";

const isOnSilencing = (rule: string) => /^(?:config|baseline|trust)\//.test(rule);

/** Whether a comment can excuse a finding of a rule. */
export const isExcusable = (rule: string): boolean => !isNeverExcused(rule) && !isOnSilencing(rule);

/** A comment with one of the rules that it names. */
interface Wish {
  ignore: Ignore;
  rule: string;
  range: Ignore["range"];
  granted: boolean;
}

/**
 * Takes out what comments excuse.
 * @param known the ids of all rules and policies
 * @param broken rules that broke down, so that nobody knows whether they would have found anything
 */
export function excuse(
  diagnostics: readonly Diagnostic[],
  dossier: Dossier,
  known: ReadonlySet<string>,
  broken: ReadonlySet<string>,
): Silenced {
  const ignores = dossier.ignores ?? [];
  if (ignores.length === 0) return { left: [...diagnostics], excused: [], found: [] };
  const wishes = ignores.flatMap((ignore) =>
    ignore.rules.map(({ id, range }): Wish => ({ ignore, rule: id, range, granted: false })),
  );
  const byPlace = new Map<string, Wish[]>();
  for (const wish of wishes)
    for (const line of wish.ignore.lines) {
      const key = `${wish.ignore.in.file}\n${line}\n${wish.rule}`;
      const known = byPlace.get(key) ?? [];
      known.push(wish);
      byPlace.set(key, known);
    }
  const sources = new Map(ignores.map(({ in: source }): [string, Source] => [source.file, source]));
  const result: Silenced = { left: [], excused: [], found: [] };
  for (const diagnostic of diagnostics) {
    const granted = wishFor(diagnostic, byPlace, sources.get(diagnostic.file));
    if (granted) {
      granted.granted = true;
      result.excused.push({ diagnostic, by: "comment", reason: granted.ignore.reason, ignore: granted.ignore });
    } else result.left.push(diagnostic);
  }
  for (const ignore of ignores) result.found.push(...formOf(ignore));
  for (const wish of wishes) result.found.push(...vainIn(wish, known, broken, dossier.incomplete));
  return result;
}

/** The comment that excuses a finding. A text of several lines is excused where it begins, since no comment can stand inside it. */
function wishFor(
  { rule, file, range, pointer }: Diagnostic,
  byPlace: Map<string, Wish[]>,
  source?: Source,
): Wish | undefined {
  if (source === undefined || isNeverExcused(rule)) return undefined;
  const lines = [range.start.line];
  if (pointer !== "") lines.push(source.place(pointer).start.line, source.place(pointer, "key").start.line);
  for (const line of lines) {
    const wish = byPlace.get(`${file}\n${line}\n${rule}`)?.find(({ ignore }) => ignore.reason !== "");
    if (wish) return wish;
  }
  return undefined;
}

function formOf({ in: source, range, rules, reason }: Ignore): Silenced["found"] {
  const say = rules.length === 0 ? "form" : reason === "" ? "reason" : undefined;
  return say === undefined ? [] : [{ rule: "config/unused-ignore", found: { in: source, at: "", range, say } }];
}

/** Why a comment excuses nothing, where its form is right. */
function vainIn(
  { ignore, rule, range, granted }: Wish,
  known: ReadonlySet<string>,
  broken: ReadonlySet<string>,
  isIncomplete: boolean,
): Silenced["found"] {
  const found: Found = { in: ignore.in, at: "", range, args: { rule } };
  if (!known.has(rule))
    return [{ rule: "config/unknown-rule", found: { ...found, near: { word: rule, among: known } } }];
  if (ignore.reason === "" || granted) return [];
  if (!isExcusable(rule)) return [{ rule: "config/unused-ignore", found: { ...found, say: "never" } }];
  // What was not understood might hold what the comment is about.
  if (isIncomplete || broken.has(rule)) return [];
  return [{ rule: "config/unused-ignore", found: { ...found, say: "unused" } }];
}
