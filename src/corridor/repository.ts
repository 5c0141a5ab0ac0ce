import { join } from "node:path";
import { commitsOf, namedIn, objectsOf, type Range, rangeOf, sizesOf, treeBelow } from "../git.ts";
import { UserError } from "../model/failure.ts";
import { isUnknown, type Unknown } from "../model/history.ts";
import { phrase } from "../model/phrase.ts";
import type { Commit, Objects } from "../model/revision.ts";
import { nearestWith, relativeTo } from "../read/find.ts";

/** The repository that a workspace lies in. */
export interface Repository {
  /** Its top level, absolute. */
  top: string;
  /** The workspace's root, relative to the top level; `.` for the top level itself. */
  prefix: string;
  objects: Objects;
}

/** The repository around a folder. Whoever asks for a revision is told where there is none. */
export function repositoryOf(root: string): Repository {
  const top = nearestWith(root, ".git");
  if (top === undefined)
    throw new UserError(
      "revision",
      phrase("There is no revision to look at: `{folder}` lies in no work tree of a git repository.", { folder: root }),
    );
  return { top, prefix: relativeTo(top, root), objects: objectsIn(top) };
}

/** What git says, or why it cannot: a revision that is asked for is never guessed. */
export function certain<Answer>(answer: Answer | Unknown): Answer {
  if (isUnknown(answer))
    throw new UserError("revision", phrase("The revision cannot be looked at: {why}.", { why: answer.why }));
  return answer;
}

/** The commit that a name stands for. */
export function commitAt({ top }: Repository, name: string): Commit {
  const [commit] = commitsOf(top, [name]);
  return certain(commit ?? { why: phrase("git cannot read this repository") });
}

/** What is compared with what: see `rangeOf`. */
export const rangeIn = ({ top }: Repository, asked: string | undefined): Range => certain(rangeOf(top, asked));

const objectsIn = (top: string): Objects => ({
  below: (commit, folder) => certain(treeBelow(top, commit, folder)),
  named: (commit, paths) => certain(namedIn(top, commit, paths)),
  sizes: (hashes) => certain(sizesOf(top, hashes)),
  blobs: (sizes) => certain(objectsOf(top, [...sizes.keys()], sizes)),
});

/** A path relative to the workspace as the repository names it. */
export const fromTop = ({ prefix }: Repository, path: string): string =>
  prefix === "." ? path : path === "." ? prefix : `${prefix}/${path}`;

/** A path of the repository relative to the workspace; undefined where it lies outside. */
export function fromRoot({ prefix }: Repository, path: string): string | undefined {
  if (prefix === ".") return path;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}

export const onDisk = ({ top }: Repository, path: string) => join(top, path);
