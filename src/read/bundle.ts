import { createHash } from "node:crypto";
import { Inflate, inflateSync, Unzip, unzipSync } from "fflate";
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
  const listed = new Map<string, number>();
  let total = 0;
  try {
    // Only the list of what there is: the archive's own word.
    unzipSync(bytes, {
      filter({ name, originalSize, size }) {
        if (name.endsWith("/")) return false;
        // The one file that no dossier could have.
        const refused = name === "manifest.json" ? undefined : refusedPath(name);
        if (refused !== undefined)
          throw refuse(named, phrase("the name of a file is refused: {why}", { why: refused }));
        if (listed.has(name)) throw refuse(named, phrase("it holds a file twice"));
        listed.set(name, originalSize);
        total += Math.max(originalSize, size);
        // Nothing grows by more than this when it is packed: an archive that says so hides what it unpacks to.
        if (size > originalSize + originalSize / 1_000 + 64)
          throw refuse(named, phrase("it is no archive, or a damaged one"));
        if (listed.size > most.files)
          throw refuse(named, phrase("it holds more than {limit} files", { limit: most.files }));
        if (originalSize > most.file || total > most.all)
          throw refuse(
            named,
            phrase("unpacked, it is larger than {limit} bytes", {
              limit: originalSize > most.file ? most.file : most.all,
            }),
          );
        return false;
      },
    });
    const files = unpacked(bytes, listed);
    if (files.length < listed.size) throw new Error("a file is listed that is not there");
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refuse(named, phrase("it is no archive, or a damaged one"));
  }
}

// What is unpacked of so much at a time is small enough to be counted before there is more of it.
const portion = 16_384;

/** Unpacks the files of a list, none further than to the size that the list has for it. Throws for whatever is otherwise than listed. */
function unpacked(bytes: Uint8Array, listed: ReadonlyMap<string, number>): BundleFile[] {
  const files = new Map<string, Uint8Array>();
  const archive = new Unzip((file) => {
    const { name } = file;
    if (name.endsWith("/")) return;
    const size = listed.get(name);
    if (size === undefined || files.has(name)) throw new Error("a file is there that is not listed");
    const content = new Uint8Array(size);
    files.set(name, content);
    let length = 0;
    file.ondata = (error, part, isLast) => {
      if (error) throw error;
      if (length + part.length > size) throw new Error("a file is larger than its size in the list");
      content.set(part, length);
      length += part.length;
      if (isLast && length < size) throw new Error("a file is smaller than its size in the list");
    };
    file.start();
  });
  archive.register(countedInflate(listed));
  archive.push(bytes, true);
  return [...files].map(([path, content]) => ({ path, bytes: content }));
}

/**
 * Unpacks a portion at a time, so that whoever gets them can stop. What is packed in one portion is unpacked at once, into one byte more than
 * its size in the list: for each file that it unpacks in portions, the library takes a hundred times the room of a small document.
 */
const countedInflate = (listed: ReadonlyMap<string, number>) =>
  class {
    static compression = 8;
    readonly #size: number;
    #inflate: Inflate | undefined;
    ondata: (error: Error | null, part: Uint8Array, isLast: boolean) => void = () => undefined;

    constructor(name: string) {
      this.#size = listed.get(name) ?? 0;
    }

    push(chunk: Uint8Array, isLast: boolean): void {
      if (isLast && !this.#inflate && chunk.length > 0 && chunk.length <= portion)
        return this.ondata(null, inflateSync(chunk, { out: new Uint8Array(this.#size + 1) }), true);
      this.#inflate ??= new Inflate((part, isEnd) => this.ondata(null, part, isEnd));
      for (let at = 0; at < chunk.length; at += portion) this.#inflate.push(chunk.subarray(at, at + portion), false);
      if (isLast) this.#inflate.push(new Uint8Array(), true);
    }
  };
