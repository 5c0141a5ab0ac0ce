import type { Format, ListsView } from "../../model/views.ts";
import { json } from "../json.ts";

/** `schemas/output/list-<what>.schema.json`. */
export default ((view) => json({ version: 1, [view.what]: view.entries })) satisfies Format<ListsView>;
