/** What git's index remembers of the work tree, listed without looking at the work tree. */
import { statSync } from "node:fs";
import { isUnknown, type Unknown } from "../model/history.ts";
import type { Index, Remembered } from "../model/revision.ts";
import { ask } from "./ask.ts";
import { standingOf } from "./revisions.ts";

const skipped = 0x4000_0000;
const assumed = 0x8000;

/** The index at or below a folder. What git prints of an entry beside its hash is for debugging: where it is not as known, it is left out. */
export function indexOf(top: string, folder: string): Index | Unknown {
  const standing = standingOf(top);
  if (isUnknown(standing)) return standing;
  const args = ["--literal-pathspecs", "ls-files", "--cached", "--stage", "--debug", "-z", "--", folder];
  const output = ask(top, args);
  if (isUnknown(output)) return output;
  const index: Index = { entries: new Map(), submodules: new Set(), written: writtenAt(standing.index) };
  const text = output.toString("utf8");
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\0", at);
    const tab = text.indexOf("\t", at);
    const path = text.slice(tab + 1, end);
    const mode = text.slice(at, text.indexOf(" ", at));
    const hash = text.slice(at + mode.length + 1, text.indexOf(" ", at + mode.length + 1));
    const [more, entry] = remembered(text, end + 1);
    if (mode === "160000") index.submodules.add(path);
    else if (entry) index.entries.set(path, { ...entry, hash, type: mode === "120000" ? "link" : "file" });
    at = more;
  }
  return index;
}

const facts =
  /  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n  uid: \d+\tgid: \d+\n  size: (\d+)\tflags: ([0-9a-f]+)\n/y;

function remembered(text: string, at: number): [number, Omit<Remembered, "hash" | "type"> | undefined] {
  facts.lastIndex = at;
  const found = facts.exec(text);
  if (!found) {
    // Up to the next entry, which begins with its mode.
    const next = /^[01]\d{5} [0-9a-f]{40,64} \d\t/gm;
    next.lastIndex = at;
    return [next.exec(text)?.index ?? text.length, undefined];
  }
  const [cs, cn, ms, mn, inode, size] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const flags = Number.parseInt(found[7] ?? "0", 16);
  return [
    facts.lastIndex,
    { changed: [cs, cn], modified: [ms, mn], inode, size, isSkipped: (flags & (skipped | assumed)) !== 0 },
  ];
}

function writtenAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
