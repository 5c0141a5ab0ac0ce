import type { ProofView } from "../../model/frozen.ts";
import type { Format } from "../../model/views.ts";
import { json } from "../json.ts";

/** `schemas/output/report-verify.schema.json`. */
export default (({ file, differences, because, since, manifest }) =>
  json({
    version: 1,
    file,
    same: differences.length === 0,
    differences,
    because,
    since,
    manifest,
  })) satisfies Format<ProofView>;
