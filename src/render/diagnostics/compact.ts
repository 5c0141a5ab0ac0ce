import type { FindingsView, Format } from "../../model/views.ts";
import { breakCommands, forTerminal } from "../terminal.ts";
import { brought } from "../under-review.ts";

/** `file:line:column: severity: message [rule]`, as editors and problem matchers read it; nothing else, so nothing where all is well. */
export default ((view, { ci }) => {
  const text = brought(view)
    .map(({ file, range: { start }, severity, message, rule }) =>
      forTerminal(`${file}:${start.line}:${start.column}: ${severity}: ${message} [${rule}]`),
    )
    .map((line) => `${line}\n`)
    .join("");
  return ci ? breakCommands(text) : text;
}) satisfies Format<FindingsView>;
