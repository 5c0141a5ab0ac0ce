import { evidenceOf } from "../check/evidence.ts";
import { UserError } from "../model/failure.ts";
import { phrase, series } from "../model/phrase.ts";
import { limits } from "../read/limits.ts";
import { blobHash } from "../read/tree-files.ts";
import { commitAt, fromTop, repositoryOf } from "./repository.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/**
 * The commit that a dossier's files are in as they are; null where the dossier lies in no repository. Throws `UserError` where some are not
 * as they were committed: what is sent has to be found again.
 */
export function committedState(workspace: Workspace, { dossier }: Inspected): { revision: string | null } {
  const { root, scope } = workspace;
  if (!workspace.historyOf(dossier.path)) return { revision: null };
  const repository = repositoryOf(root);
  const { hash } = commitAt(repository, "HEAD");
  const folder = fromTop(repository, dossier.path);
  const kept = new Map((repository.objects.below(hash, folder) ?? []).map((entry) => [entry.path, entry]));
  const inDossier = (file: string) => (dossier.path === "." ? file : file.slice(dossier.path.length + 1));
  const documents = Object.values(dossier.documents)
    .flat()
    .map(({ file }) => inDossier(file));
  // Evidence that git does not keep is left out of the bundle, and said.
  const evidence = evidenceOf(dossier).flatMap(({ path }) => (path !== "" && kept.has(path) ? [path] : []));
  const isChanged = (path: string) => {
    const read = scope.files.read(dossier.path === "." ? path : `${dossier.path}/${path}`, limits.evidenceBytes);
    const was = kept.get(path)?.hash;
    if ("fault" in read || was === undefined) return true;
    if (blobHash(read.bytes, was) === was) return false;
    // Git may keep other line ends than the work tree has.
    return (
      blobHash(Buffer.from(Buffer.from(read.bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1"), was) !== was
    );
  };
  const gone = [...kept.keys()].filter((path) => /\.ya?ml$/i.test(path) && documents.length > 0 && isGone(path));
  const changed = [...new Set([...documents, ...evidence])].filter(isChanged);
  const all = [...changed, ...gone].sort();
  if (all.length === 0) return { revision: hash };
  throw new UserError(
    "revision",
    phrase(
      "These files are not as they were committed: {files}. Commit them first, so that the network's copy can be found again.",
      {
        files: series("comma", [...all.slice(0, 5).map((file) => `\`${file}\``), ...(all.length > 5 ? ["…"] : [])]),
      },
    ),
  );

  function isGone(path: string): boolean {
    const read = scope.files.read(dossier.path === "." ? path : `${dossier.path}/${path}`, limits.bytes);
    return "fault" in read && read.fault === "missing";
  }
}
