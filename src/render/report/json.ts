import type { ReportView } from "../../model/report.ts";
import { json } from "../json.ts";
import { partsShown } from "./parts.ts";

/** What the report's template shows, as data: `schemas/output/report.schema.json`. Of a picture, what it says and its table. */
export default (view: ReportView): string => json({ version: 1, ...(plain(partsShown(view)) as object) });

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if ("marks" in value && "description" in value) {
    const { title, description, notes, table } = value as Record<string, unknown>;
    return { title, description, notes, table };
  }
  const told = Object.entries(value).filter(([name]) => name !== "anchor");
  return Object.fromEntries(told.map(([name, part]) => [name, plain(part)]));
}
