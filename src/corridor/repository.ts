import { changedBetween, commitsOf, namedIn, objectsOf, type Range, rangeOf, sizesOf, treeBelow } from "../git.ts";
import { UserError } from "../model/failure.ts";
import { addTo } from "../model/groups.ts";
import { isUnknown, type Unknown } from "../model/history.ts";
import { phrase } from "../model/phrase.ts";
import type { Commit, Objects, TreeEntry } from "../model/revision.ts";
import { nearestWith, relativeTo } from "../read/find.ts";

/** The repository that a workspace lies in. */
export interface Repository {
  /** Its top level, absolute. */
  top: string;
  /** The workspace's root, relative to the top level; `.` for the top level itself. */
  prefix: string;
  objects: Objects;
  /** The paths in which two commits differ, from the top level on; `undefined` stands for nothing at all. */
  between(base: string | undefined, head: string | undefined): Set<string>;
}

/** The repository around a folder. Whoever asks for a revision is told where there is none. */
export function repositoryOf(root: string): Repository {
  const top = nearestWith(root, ".git");
  if (top === undefined)
    throw new UserError(
      "revision",
      phrase("There is no revision to look at: `{folder}` lies in no work tree of a git repository.", { folder: root }),
    );
  return { top, prefix: relativeTo(top, root), ...objectsIn(top) };
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

/** The commits that some names stand for, asked for together. */
export const commitsAt = ({ top }: Repository, names: readonly string[]): Commit[] =>
  commitsOf(top, names).map(certain);

/** What is compared with what: see `rangeOf`. */
export const rangeIn = ({ top }: Repository, asked: string | undefined): Range => certain(rangeOf(top, asked));

/** What git keeps, each thing asked for once: of a folder that was listed whole, everything is known. */
function objectsIn(top: string): Pick<Repository, "objects" | "between"> {
  const listed = new Map<string, { folder: string; entries: Map<string, TreeEntry> }[]>();
  const single = new Map<string, TreeEntry | undefined>();
  const sizes = new Map<string, number>();
  const under = (folder: string, path: string) => folder === "." || path === folder || path.startsWith(`${folder}/`);
  const known = (commit: string, path: string) => listed.get(commit)?.find(({ folder }) => under(folder, path));
  const keep = (entries: readonly TreeEntry[]) => {
    for (const { hash, size } of entries) if (size !== undefined) sizes.set(hash, size);
  };
  const read = new Set<string>();
  const key = (commit: string, path: string) => `${commit} ${path}`;
  const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/"))) || ".";
  const objects: Objects = {
    below(commit, folder) {
      const whole = known(commit, folder);
      if (whole?.folder === folder && folder === ".") return [...whole.entries.values()];
      if (whole) {
        if (folder !== "." && whole.folder !== folder && whole.entries.get(folder)?.type !== "folder") return undefined;
        const prefix = folder === "." ? "" : `${folder}/`;
        const inside = [...whole.entries.values()].filter(({ path }) => path.startsWith(prefix));
        return inside.map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
      }
      const entries = certain(treeBelow(top, commit, folder));
      if (entries === undefined) return undefined;
      keep(entries);
      const named =
        folder === "."
          ? entries
          : entries.map((entry) => ({
              ...entry,
              path: folder === "." ? entry.path : `${folder}/${entry.path}`,
            }));
      const more = { folder, entries: new Map(named.map((entry) => [entry.path, entry])) };
      addTo(listed, commit, more);
      return entries;
    },
    named(commit, paths) {
      const isKnown = (path: string) =>
        single.has(key(commit, path)) || read.has(key(commit, parentOf(path))) || known(commit, path) !== undefined;
      const asked = [...new Set(paths.filter((path) => !isKnown(path)))];
      for (const path of asked) single.set(key(commit, path), undefined);
      if (asked.length > 0)
        for (const entry of certain(namedIn(top, commit, asked))) single.set(key(commit, entry.path), entry);
      return paths.flatMap(
        (path) => (known(commit, path)?.entries ?? none).get(path) ?? single.get(key(commit, path)) ?? [],
      );
    },
    sizes(hashes) {
      const asked = [...new Set(hashes)].filter((hash) => !sizes.has(hash));
      for (const [hash, size] of certain(sizesOf(top, asked))) sizes.set(hash, size);
      return new Map(hashes.map((hash) => [hash, sizes.get(hash) ?? 0]));
    },
    blobs: (wanted) => certain(objectsOf(top, [...wanted.keys()], wanted)),
  };
  const between: Repository["between"] = (base, head) =>
    certain(
      changedBetween(top, base, head, (commit, folder, entries) => {
        read.add(key(commit, folder));
        for (const entry of entries) single.set(key(commit, entry.path), entry);
      }),
    );
  return { objects, between };
}

const none: ReadonlyMap<string, TreeEntry> = new Map();

/** A path relative to the workspace as the repository names it. */
export const fromTop = ({ prefix }: Repository, path: string): string =>
  prefix === "." ? path : path === "." ? prefix : `${prefix}/${path}`;

/** A path of the repository relative to the workspace; undefined where it lies outside. */
export function fromRoot({ prefix }: Repository, path: string): string | undefined {
  if (prefix === ".") return path;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}
