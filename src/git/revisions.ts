/** What the names of revisions stand for. Whatever is asked, only hashes go on to other questions. */
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { isUnknown, type Unknown } from "../model/history.ts";
import { phrase } from "../model/phrase.ts";
import type { Commit } from "../model/revision.ts";
import { ask } from "./ask.ts";
import { objectsNamed } from "./objects.ts";

const isHash = (text: string) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/** Names that may be put to git: no options, no paths in a commit, no search through messages, nothing that a line of input cannot hold. */
const mayBeAsked = (name: string) =>
  name.length > 0 && name.length <= 300 && !name.startsWith("-") && !/[\p{Cc}\s:?*[\\]|\^\{\/|\.\./u.test(name);

/** What a repository says of itself. */
export interface Standing {
  isShallow: boolean;
  /** Absolute paths: the index, and the list of commits whose parents are left out. */
  index: string;
  shallow: string;
}

export function standingOf(top: string): Standing | Unknown {
  const output = ask(top, ["rev-parse", "--is-shallow-repository", "--git-path", "index", "--git-path", "shallow"]);
  if (isUnknown(output)) return output;
  const [isShallow, ...paths] = output.toString("utf8").split("\n");
  const [index = "", shallow = ""] = paths.map((path) => (isAbsolute(path) ? path : join(top, path)));
  return { isShallow: isShallow === "true", index, shallow };
}

const deeper = phrase("fetch all of it (`git fetch --unshallow`; in GitHub's checkout `fetch-depth: 0`)");

/** The commits that some names stand for, one answer for each name. */
export function commitsOf(top: string, names: readonly string[]): (Commit | Unknown)[] {
  const asked = [...new Set(names.filter(mayBeAsked))];
  const found = objectsNamed(
    top,
    asked.map((name) => `${name}^{commit}`),
  );
  if (isUnknown(found)) return names.map(() => found);
  const commits = new Map(
    asked.map((name, i): [string, Commit | undefined] => {
      const object = found[i];
      if (object?.type !== "commit") return [name, undefined];
      return [name, { name, hash: object.hash, date: dayOf(Buffer.from(object.bytes).toString("latin1")) }];
    }),
  );
  return names.map((name) => commits.get(name) ?? unknownName(top, name));
}

function unknownName(top: string, revision: string): Unknown {
  const standing = standingOf(top);
  if (isUnknown(standing)) return standing;
  if (standing.isShallow)
    return {
      why: phrase("this clone is shallow and has no commit, branch or tag `{revision}`; {deeper}", {
        revision,
        deeper,
      }),
    };
  return {
    why: phrase(
      "git knows no commit, branch or tag `{revision}` here; if another repository has it, fetch it first (`git fetch`)",
      { revision },
    ),
  };
}

/** The day of a commit as git stores it, in UTC. */
function dayOf(commit: string): string {
  const seconds = Number(/^committer [^\n]*> (-?\d{1,15})(?: |$)/m.exec(commit.split("\n\n")[0] ?? "")?.[1] ?? 0);
  // Years are written with four digits.
  const within = Math.min(Math.max(seconds, 0), 253_402_300_799);
  return new Date(within * 1000).toISOString().slice(0, 10);
}

/** Whether the current branch has no commit yet. */
export function isUnborn(top: string): boolean {
  const found = objectsNamed(top, ["HEAD^{commit}"]);
  if (isUnknown(found) || found[0] !== undefined) return false;
  // A symbolic name without a commit; a detached or broken one has none.
  return !isUnknown(ask(top, ["symbolic-ref", "--quiet", "HEAD"]));
}

/** The newest commit that two have in common. Where the clone is too shallow to know it, that is said. */
export function mergeBaseOf(top: string, one: Commit, other: Commit): Commit | Unknown {
  const name = `${one.name}...${other.name}`;
  if (one.hash === other.hash) return one;
  const standing = standingOf(top);
  if (isUnknown(standing)) return standing;
  const args = { one: one.name, other: other.name, deeper };
  const cut: Unknown = {
    why: phrase("this clone is too shallow to know what `{one}` and `{other}` have in common; {deeper}", args),
  };
  const output = ask(top, ["merge-base", one.hash, other.hash]);
  const hash = isUnknown(output) ? "" : output.toString("utf8").trim();
  if (!isHash(hash))
    return standing.isShallow ? cut : { why: phrase("`{one}` and `{other}` have no commit in common", args) };
  if (standing.isShallow && isCutBefore(top, standing, hash, [one.hash, other.hash])) return cut;
  const [found] = commitsOf(top, [hash]);
  return found === undefined || isUnknown(found)
    ? (found ?? cut)
    : { ...found, name: hash === one.hash ? one.name : name };
}

/** Whether parents are left out on the way to a commit, so that there may be a nearer one. */
function isCutBefore(top: string, { shallow }: Standing, base: string, tips: readonly string[]): boolean {
  const way = ask(top, ["rev-list", "--max-count=100000", ...tips, `^${base}`]);
  if (isUnknown(way)) return true;
  try {
    const cut = new Set(readFileSync(shallow, "utf8").split("\n"));
    return way
      .toString("latin1")
      .split("\n")
      .some((hash) => hash !== "" && cut.has(hash));
  } catch {
    return true;
  }
}

/** Two revisions that are compared. */
export interface Range {
  /** Nothing where there is no commit yet: then everything is new. */
  base: Commit | undefined;
  /** Nothing for the work tree. */
  head: Commit | undefined;
}

/**
 * What is compared with what: `A..B`, `A...B` (B with what it has in common with A), or one revision, whose common commit with `HEAD` is
 * compared with the work tree. Without any it is `HEAD`, as it is.
 */
export function rangeOf(top: string, asked: string | undefined): Range | Unknown {
  const [, left = "", dots, right = ""] = /^(.*?)(\.{2,3})(.*)$/s.exec(asked ?? "") ?? [];
  if (dots === undefined) {
    if (asked === undefined && isUnborn(top)) return { base: undefined, head: undefined };
    const [base, head] = commitsOf(top, asked === undefined ? ["HEAD"] : [asked, "HEAD"]);
    if (base === undefined || isUnknown(base)) return base ?? lost;
    if (asked === undefined) return { base, head: undefined };
    // Without a commit of one's own there is nothing in common but what is asked for.
    const common = head === undefined || isUnknown(head) ? (isUnborn(top) ? base : head) : mergeBaseOf(top, base, head);
    return common === undefined || isUnknown(common) ? (common ?? lost) : { base: common, head: undefined };
  }
  const [base, head] = commitsOf(top, [left || "HEAD", right || "HEAD"]);
  if (base === undefined || isUnknown(base)) return base ?? lost;
  if (head === undefined || isUnknown(head)) return head ?? lost;
  if (dots === "..") return { base, head };
  const common = mergeBaseOf(top, base, head);
  return isUnknown(common) ? common : { base: common, head };
}

const lost: Unknown = { why: phrase("git cannot read this repository") };
