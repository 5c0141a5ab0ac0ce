import type { SubmissionView } from "../../model/bundle.ts";
import type { Format } from "../../model/views.ts";
import { json } from "../json.ts";

/** `schemas/output/submit.schema.json`. */
export default (({ manifest, file, bytes, sha256, withheld, recorded, dryRun }) =>
  json({ version: 1, file, bytes, sha256, withheld, recorded, dryRun, manifest })) satisfies Format<SubmissionView>;
