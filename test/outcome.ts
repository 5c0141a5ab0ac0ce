import type { Outcome, Write } from "../src/cli/command.ts";

/** What would go to a file, at once. */
export const bytesOf = (text: Write["text"]): string | Uint8Array =>
  typeof text === "string" || text instanceof Uint8Array ? text : Buffer.concat(text);

/** What would go to standard output, at once. */
export const stdoutOf = ({ stdout, pieces }: Outcome): string =>
  pieces ? Buffer.concat(pieces).toString() : (stdout ?? "");
