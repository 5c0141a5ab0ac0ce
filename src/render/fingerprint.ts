import { createHash } from "node:crypto";
import type { Diagnostic } from "../model/diagnostic.ts";

/**
 * What a service recognises a finding by from run to run, wherever it has moved to: SHA-256, in hex. `repetition` tells apart findings
 * that are known by the same.
 */
export function fingerprint({ identity, rule, place }: Diagnostic, repetition = 0): string {
  const known = identity ?? `${rule}\n${place}`;
  return createHash("sha256")
    .update(repetition === 0 ? known : `${known}\n${repetition}`)
    .digest("hex");
}
