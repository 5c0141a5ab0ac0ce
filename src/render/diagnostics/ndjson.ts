import type { FindingsView, Format } from "../../model/views.ts";
import { json } from "../json.ts";
import whole, { diagnostic } from "./json.ts";

/** Line ends stand only between the parts of a JSON text, never inside a string. */
const line = (value: unknown) => `${json(value).replace(/,\n */g, ", ").replace(/\n */g, "")}\n`;

/** A diagnostic per line, as in `json`; the last line is the rest of what `json` says, known by its `summary`. */
export default ((view) => {
  const { summary, ...rest } = JSON.parse(whole({ ...view, diagnostics: [] })) as Record<string, unknown>;
  delete rest["diagnostics"];
  return [...view.diagnostics.map(diagnostic), { summary, ...rest }].map(line).join("");
}) satisfies Format<FindingsView>;
