import { zipSync, type Zippable } from "fflate";
import type { BundleFile } from "../model/bundle.ts";

// The library writes local time: a day without a zone is the same bytes everywhere.
const day = new Date(1980, 0, 1);

/** Files as a zip archive: the same files give the same bytes, whenever and wherever it is made. */
export function archive(files: readonly BundleFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const entries: Zippable = {};
  for (const { path, bytes } of sorted) entries[path] = [bytes, { mtime: day, level: 9, os: 3 }];
  return zipSync(entries);
}
