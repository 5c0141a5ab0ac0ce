import type { ReportView } from "../../model/report.ts";
import { templates } from "../../model/templates.gen.ts";

const head = ["template", "title", "tool", "asOf", "language", "direction", "public", "draft"];

/** A view without the parts that its template does not show. */
export function partsShown(view: ReportView): object {
  const parts = templates.find(({ id }) => id === view.template)?.parts ?? [];
  const shown = new Set([...head, ...parts]);
  return Object.fromEntries(Object.entries(view).filter(([name]) => shown.has(name)));
}
