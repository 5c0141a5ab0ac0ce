import type { ChecklistFact } from "../model/facts.ts";
import type { Given } from "./given.ts";
import { spoken } from "./texts.ts";

/** The newest checklist of each framework; of two without a date the first. */
export function checklists({ dossier, language }: Given): Map<string, ChecklistFact> {
  const newest = new Map<string, ChecklistFact>();
  for (const checklist of dossier.documents.checklist) {
    const { framework = "", date = "", items = {} } = checklist.data;
    const other = newest.get(framework);
    if (framework === "" || (other && other.date >= date)) continue;
    const declared: ChecklistFact["items"] = new Map();
    for (const [item, account] of Object.entries(items))
      declared.set(item, {
        in: checklist,
        at: `/items/${item.replaceAll("~", "~0").replaceAll("/", "~1")}`,
        status: account?.status ?? "",
        reason: spoken(account?.reason, language),
      });
    newest.set(framework, { in: checklist, at: "", framework, date, items: declared });
  }
  return newest;
}
