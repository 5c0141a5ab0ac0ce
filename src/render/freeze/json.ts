import type { FreezeView } from "../../model/frozen.ts";
import type { Format } from "../../model/views.ts";
import { json } from "../json.ts";

/** `schemas/output/report-freeze.schema.json`. */
export default (({ file, did, changed, manifest }) =>
  json({ version: 1, file, did, changed, manifest })) satisfies Format<FreezeView>;
