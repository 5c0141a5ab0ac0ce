import type { Severity } from "../model/diagnostic.ts";
import { addTo } from "../model/groups.ts";
import type { FindingsView } from "../model/views.ts";
import type { Words } from "../model/words.ts";
import { comparison, counted } from "./under-review.ts";

/** What was found, in one line without a full stop. */
export function headline(view: FindingsView, words: Words): string {
  const { summary, change } = view;
  const counts: [Severity, number][] = [
    ["error", counted(view).errors],
    ["warning", counted(view).warnings],
    ["info", counted(view).infos],
  ];
  const found = counts
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => words.say(`findings.count.${severity}`, { count }));
  const looked = {
    dossiers: words.say("findings.dossiers", { count: summary.dossiers }),
    documents: words.say("findings.documents", { count: summary.documents }),
  };
  return found.length === 0
    ? words.say(change ? "findings.noneNew" : "findings.none", looked)
    : words.say(change ? "findings.someNew" : "findings.some", { found: words.list(found, "comma"), ...looked });
}

/** What was checked and what was not, one sentence each. */
export function coverage(view: FindingsView, words: Words): string[] {
  const { checked, asOf } = view;
  const reasons = new Map<string, string[]>();
  for (const { rule, why } of checked.rulesNotRun) addTo(reasons, why, rule);
  return [
    ...comparison(view, words),
    words.say("findings.checked", {
      files: words.say("findings.files", { count: checked.files }),
      rules: words.say("findings.rules", { count: checked.rulesRun }),
      day: words.date(asOf),
    }),
    ...(checked.suppressed > 0 ? [words.say("findings.suppressed", { count: checked.suppressed })] : []),
    ...[...reasons].map(([why, rules]) => words.say("findings.notRun", { rule: words.list(rules, "comma"), why })),
    ...checked.ignored.map(({ file, why }) => words.say("findings.ignoredFile", { file, why })),
  ];
}
