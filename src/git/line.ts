/** The commits and tags that a history is told by. */
import { isUnknown, type Unknown } from "../model/history.ts";
import { ask } from "./ask.ts";

/** The names of the tags from which `HEAD` has grown, each with the hash of its commit. */
export function tagsOf(top: string): { name: string; hash: string }[] | Unknown {
  const format = "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00";
  const output = ask(top, ["for-each-ref", "--merged=HEAD", format, "refs/tags"]);
  if (isUnknown(output)) return output;
  const fields = output.toString("utf8").split("\0");
  const tags: { name: string; hash: string }[] = [];
  for (let at = 0; at + 5 < fields.length; at += 5) {
    const [ref = "", type, hash = "", type2, hash2 = ""] = fields.slice(at, at + 5);
    const name = ref.replace(/^\n?refs\/tags\//, "");
    const commit = type === "commit" ? hash : type2 === "commit" ? hash2 : undefined;
    if (commit !== undefined) tags.push({ name, hash: commit });
  }
  return tags;
}

/** The hashes of the newest commits on the first-parent line from `HEAD` that touch some folders, oldest first. */
export function lineOf(top: string, folders: readonly string[], most: number): string[] | Unknown {
  const args = ["rev-list", "--first-parent", `--max-count=${most}`, "--end-of-options", "HEAD", "--", ...folders];
  const output = ask(top, ["--literal-pathspecs", ...args]);
  if (isUnknown(output)) return output;
  return output.toString("latin1").split("\n").filter(Boolean).toReversed();
}

/** Of each commit and folder, the hash of the folder as it was; undefined where it was not there. A folder's name may hold a line end. */
export function foldersAt(
  top: string,
  commits: readonly string[],
  folders: readonly string[],
): (string | undefined)[][] | Unknown {
  const name = (commit: string, folder: string) => (folder === "." ? `${commit}^{tree}` : `${commit}:${folder}`);
  const asked = folders.filter((folder) => !folder.includes("\n"));
  if (asked.length === 0 || commits.length === 0) return commits.map(() => []);
  const input = commits.flatMap((commit) => asked.map((folder) => `${name(commit, folder)}\n`)).join("");
  const output = ask(top, ["cat-file", "--batch-check"], input);
  if (isUnknown(output)) return output;
  const lines = output.toString("latin1").split("\n");
  return commits.map((_, n) =>
    asked.map((__, m) => /^([0-9a-f]{40,64}) tree \d+$/.exec(lines[n * asked.length + m] ?? "")?.[1]),
  );
}
