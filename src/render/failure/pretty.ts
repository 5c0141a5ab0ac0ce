import type { FailureView, Format } from "../../model/views.ts";
import { breakCommands, forTerminal } from "../terminal.ts";

/** One line for standard error. */
export default (({ code, message, stack }, { ci }) => {
  const lines = [
    `milcity: ${forTerminal(message)} [${code}]`,
    ...(stack ?? "").split("\n").filter(Boolean).map(forTerminal),
  ];
  const text = `${lines.join("\n")}\n`;
  return ci ? breakCommands(text) : text;
}) satisfies Format<FailureView>;
