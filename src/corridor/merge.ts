import { resolve } from "node:path";
import { evidenceSort, personal, sorts } from "../compare/shape.ts";
import { comparedWith, mergedDocument } from "../edit/merge.ts";
import { mergedLines, setConfig } from "../git.ts";
import { UserError } from "../model/failure.ts";
import { isUnknown } from "../model/history.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { decode } from "../read/decode.ts";
import { kinds } from "../read/document.ts";
import { nearestWith } from "../read/find.ts";
import { readWithin } from "../read/files.ts";
import { limits } from "../read/limits.ts";
import { parse } from "../read/parse.ts";

/** What two edits of a file became. */
export interface MergedFile {
  /** Bytes where lines were put together that are no text. */
  text: string | Uint8Array;
  /** How it was put together: by ids, or line by line as git does, where the file is no sound document. */
  by: "ids" | "lines";
  /** Whether nothing is left for a person. */
  isClean: boolean;
  /** Whether what is left stands between marks in the text. */
  isMarked: boolean;
  /** What both sides have changed, as far as it is known by ids; of what is private, only that they have. */
  conflicts: { place: string[]; ours: unknown; theirs: unknown }[];
}

/**
 * Two edits of one file, put together. Lines come first, since they keep everything as it was written; where they meet, or where what
 * comes out does not say what both say, fields and entries are put together by ids. What is no sound document is left to the lines.
 */
export function mergeFiles(cwd: string, files: { base: string; ours: string; theirs: string }): MergedFile {
  const [base, ours, theirs] = [files.base, files.ours, files.theirs].map((path) => resolve(cwd, path)) as Three;
  const [b, o, t] = [base, ours, theirs].map(soundText);
  const lines = mergedLines(cwd, base, ours, theirs);
  if (isUnknown(lines))
    throw new UserError("no-input", phrase("The files cannot be put together: {why}.", { why: lines.why }));
  const isMarked = /^(<{7}|>{7}) (ours|theirs)\r?$/m.test(lines.toString("latin1"));
  const byLines: MergedFile = { text: lines, by: "lines", isClean: !isMarked, isMarked, conflicts: [] };
  const kind = o?.kind === t?.kind && (b?.kind ?? o?.kind) === o?.kind ? o?.kind : undefined;
  if (!b || !o || !t || kind === undefined) return byLines;
  const { saysBoth, conflicts } = comparedWith(lines.toString("utf8"), [b.text, o.text, t.text], kind, keyOf);
  if (!isMarked && saysBoth) return byLines;
  const merge = mergedDocument(b.text, o.text, t.text, kind, keyOf);
  if (!merge) return { ...byLines, isClean: false, isMarked, conflicts: told(conflicts) };
  return {
    text: merge.text,
    by: "ids",
    isClean: merge.marks === 0,
    isMarked: merge.marks > 0,
    conflicts: told(merge.conflicts),
  };
}

/** What is no one's business but the person's is in the file, and in no message. */
const told = (conflicts: MergedFile["conflicts"]): MergedFile["conflicts"] =>
  conflicts.map((one) => {
    const isPrivate = one.place[0] === "members" && (one.place.length < 3 || personal.has(one.place[2] ?? ""));
    return isPrivate ? { ...one, ours: hidden, theirs: hidden } : one;
  });
const hidden = "…";

type Three = [string, string, string];

interface Sound {
  text: string;
  /** Nothing in an empty text: both sides have made the file. */
  kind: string | undefined;
}

const unread = (path: string, why: Said) =>
  new UserError("no-input", phrase("{path} cannot be read: {why}.", { path: `\`${path}\``, why }));

/** The text of a document that is sound and within the limits. */
function soundText(path: string): Sound | undefined {
  const read = readWithin(path, limits.bytes);
  if ("fault" in read) {
    if (read.fault === "too-large") return undefined;
    throw unread(path, read.why);
  }
  const { text, problems } = decode(read.bytes);
  if (text === null || problems.length > 0) return undefined;
  if (text.trim() === "") return { text, kind: undefined };
  const parsed = parse(text);
  const { value } = parsed;
  if (parsed.incomplete || typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  return kinds.some((kind) => kind === value.kind) ? { text, kind: String(value.kind) } : undefined;
}

/** What tells the entries of a list apart: their id or what the format names for them, and of plain words the words. */
function keyOf(way: string, entry: unknown): string | undefined {
  if (typeof entry === "string" || typeof entry === "number")
    return /^\S{1,200}$/.test(String(entry)) ? JSON.stringify(entry) : undefined;
  if (typeof entry !== "object" || entry === null) return undefined;
  const { key } = sorts.get(way) ?? (/\.(evidence|documentation)$/.test(way) ? evidenceSort : { key: [] });
  const fields = entry as Record<string, unknown>;
  const values = key.map((name) => (Object.hasOwn(fields, name) ? fields[name] : undefined));
  if (values.every((value) => value === undefined)) return undefined;
  return values.length === 1 && typeof values[0] === "string" ? values[0] : JSON.stringify(values);
}

const attributes = ["*.yaml merge=milcity", "*.yml merge=milcity"];
const driver = "milcity merge %O %A %B --path %P -o %A";

/** What makes git put documents together by ids: the file of the repository that says for which files, and a setting of each clone. */
export interface MergeDriver {
  /** Absolute. */
  path: string;
  /** What the file says now; undefined where there is none. */
  before: string | undefined;
  after: string;
}

/** Tells a clone's git about the driver, and what the repository's `.gitattributes` is to say. */
export function installDriver(cwd: string): MergeDriver {
  const top = nearestWith(cwd, ".git");
  if (top === undefined)
    throw new UserError("no-input", phrase("`{folder}` lies in no git repository.", { folder: cwd }));
  const path = resolve(top, ".gitattributes");
  const read = readWithin(path, limits.bytes);
  if ("fault" in read && read.fault !== "missing") throw unread(path, read.why);
  const before = "fault" in read ? undefined : (decode(read.bytes).text ?? undefined);
  if (!("fault" in read) && before === undefined)
    throw new UserError("no-input", phrase("`{file}` cannot be read.", { file: path }));
  const has = new Set((before ?? "").split(/\r?\n/).map((line) => line.trim()));
  const missing = attributes.filter((line) => !has.has(line));
  const opened = before === undefined || before === "" || before.endsWith("\n") ? (before ?? "") : `${before}\n`;
  for (const [name, value] of [
    ["merge.milcity.name", "documents of a dossier, by ids"],
    ["merge.milcity.driver", driver],
  ] as const) {
    const done = setConfig(top, name, value);
    if (isUnknown(done))
      throw new UserError(
        "write",
        phrase("The settings of this repository were not changed: {why}.", { why: done.why }),
      );
  }
  return { path, before, after: opened + missing.map((line) => `${line}\n`).join("") };
}
