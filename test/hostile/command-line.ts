import { day, type HostileCase } from "./case.ts";

/** The formats of findings. */
export const formats = ["pretty", "compact", "ndjson", "sarif", "junit", "github", "gitlab", "markdown"] as const;

const dated = new Set(["validate", "score", "report", "diff", "submit"]);

/** The formats that a case is tried in: JSON, whose findings are looked at, and one more; its own arguments otherwise. */
export function formatsFor({ name, args }: HostileCase, all = false): (string | undefined)[] {
  if (args && (args[0] !== "validate" || args.some((word) => word.startsWith("--format") || word === "--print-config")))
    return [undefined];
  const sum = [...name].reduce((total, sign) => (total * 31 + (sign.codePointAt(0) ?? 0)) % 65_521, 7);
  return ["json", ...(all ? formats : [formats[sum % formats.length]])];
}

/** The words of the command line after `milcity`. */
export function commandLine({ args = ["validate", "."] }: HostileCase, format?: string): string[] {
  const [verb = ""] = args;
  const isDated = dated.has(verb) && !args.some((word) => word.startsWith("--as-of"));
  return [...args, ...(isDated ? ["--as-of", day] : []), ...(format === undefined ? [] : ["--format", format])];
}
