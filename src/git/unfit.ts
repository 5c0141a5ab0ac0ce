/** Whether git may be let into a repository at all. */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { phrase, type Said } from "../model/phrase.ts";

/** What git opens before it does anything, and waits at for ever where it is a pipe. */
const opened = [
  "config",
  "config.worktree",
  "HEAD",
  "index",
  "packed-refs",
  "shallow",
  "commondir",
  "info/exclude",
  "info/attributes",
  "info/grafts",
  "objects/info/alternates",
];

/** Bytes of a configuration. Git takes seconds for some megabytes of one. */
const mostConfig = 1_048_576;

/** Why git may not be asked about a repository; undefined where it may. */
export function unfit(top: string): Said | undefined {
  const git = resolve(top, ".git");
  const found = what(git);
  if (found?.kind === "other") return phrase("its `{file}` is no regular file", { file: ".git" });
  const folder = found?.kind === "file" ? resolve(dirname(git), pointedAt(git) ?? ".git") : git;
  for (const name of found === undefined || (folder === git && found.kind === "file") ? [] : opened) {
    const one = what(resolve(folder, name));
    if (one?.kind === "other") return phrase("its `{file}` is no regular file", { file: `.git/${name}` });
    if (one && name.startsWith("config") && one.size > mostConfig)
      return phrase("its `{file}` has more than {limit} bytes", { file: `.git/${name}`, limit: mostConfig });
  }
  return undefined;
}

/** Links are followed, as git does. */
function what(path: string): { kind: "file" | "folder" | "other"; size: number } | undefined {
  try {
    const stat = statSync(path);
    return { kind: stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other", size: stat.size };
  } catch {
    // Git says what is wrong with what is not there.
    return undefined;
  }
}

/** Where the `.git` of a further work tree or of a submodule says that the repository is. */
function pointedAt(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(descriptor).isFile()) return undefined;
    const bytes = Buffer.alloc(4_096);
    const text = bytes.toString("utf8", 0, readSync(descriptor, bytes));
    return /^gitdir: ([^\r\n\0]+)/.exec(text)?.[1];
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
