import type { FailureView, Format } from "../../model/views.ts";
import { json } from "../json.ts";

/** `schemas/output/error.schema.json`. */
export default (({ code, message }) => json({ version: 1, error: { code, message } })) satisfies Format<FailureView>;
