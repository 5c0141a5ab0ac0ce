import type { VerificationView } from "../../model/bundle.ts";
import type { Format } from "../../model/views.ts";
import { json } from "../json.ts";

/** `schemas/output/submit-verify.schema.json`. */
export default (({ manifest, file, bytes, sha256, differences, unsure }) =>
  json({ version: 1, file, bytes, sha256, differences, unsure, manifest })) satisfies Format<VerificationView>;
