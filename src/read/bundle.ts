import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import type { BundleFile } from "../model/bundle.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { readWithin, refusedPath } from "./files.ts";
import { limits } from "./limits.ts";

// Both the archive and what it holds are in memory at once, beside the report that is made of it again.
const most = { archive: 125_829_120, files: 2_500, file: limits.evidenceBytes, all: 167_772_160 };

/** The files of a bundle, in memory: nothing of an archive is ever written to the disk. Throws `UserError` for what is none. */
export function readBundle(path: string, named: string): { bytes: Uint8Array; files: BundleFile[] } {
  const read = readWithin(path, most.archive);
  if ("fault" in read) throw refuse(named, read.why);
  return { bytes: read.bytes, files: filesIn(read.bytes, named) };
}

/** SHA-256, in hex. */
export const checksum = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const refuse = (file: string, why: Said) =>
  new UserError("no-input", phrase("{file} cannot be read as a bundle: {why}.", { file, why }));

/** The files in an archive's bytes, within limits that hold whatever the archive says of itself. */
export function filesIn(bytes: Uint8Array, named: string): BundleFile[] {
  const seen = new Set<string>();
  let total = 0;
  try {
    const entries = unzipSync(bytes, {
      filter({ name, originalSize, size }) {
        if (name.endsWith("/")) return false;
        // The one file that no dossier could have.
        const refused = name === "manifest.json" ? undefined : refusedPath(name);
        if (refused !== undefined)
          throw refuse(named, phrase("the name of a file is refused: {why}", { why: refused }));
        if (seen.has(name)) throw refuse(named, phrase("it holds a file twice"));
        seen.add(name);
        total += Math.max(originalSize, size);
        // Nothing grows by more than this when it is packed: an archive that says so hides what it unpacks to.
        if (size > originalSize + originalSize / 1_000 + 64)
          throw refuse(named, phrase("it is no archive, or a damaged one"));
        if (seen.size > most.files)
          throw refuse(named, phrase("it holds more than {limit} files", { limit: most.files }));
        if (originalSize > most.file || total > most.all)
          throw refuse(
            named,
            phrase("unpacked, it is larger than {limit} bytes", {
              limit: originalSize > most.file ? most.file : most.all,
            }),
          );
        return true;
      },
    });
    return Object.entries(entries)
      .map(([path, content]) => ({ path, bytes: content }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refuse(named, phrase("it is no archive, or a damaged one"));
  }
}
