import { evidenceOf } from "../check/evidence.ts";
import { UserError } from "../model/failure.ts";
import { type Args, phrase, type Said, series } from "../model/phrase.ts";
import { configName } from "../read/config.ts";
import type { Bytes } from "../read/files.ts";
import { limits } from "../read/limits.ts";
import { blobHash } from "../read/tree-files.ts";
import { commitAt, fromTop, repositoryOf } from "./repository.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** What the commit is asked for. A freeze needs all that a report follows from; a bundle leaves out, and says, what git does not keep. */
type Purpose = "submit" | "freeze";

const refusals: Record<Purpose, (args: Args) => Said> = {
  submit: (args) =>
    phrase(
      "These files are not as they were committed: {files}. Commit them first, so that the network's copy can be found again.",
      args,
    ),
  freeze: (args) =>
    phrase(
      "These files are not as they were committed: {files}. Commit them first, so that the report can be made again from what is frozen.",
      args,
    ),
};

/**
 * The commit that a dossier's files are in as they are; null where the dossier lies in no repository. Throws `UserError` where some are not
 * as they were committed: what is sent has to be found again.
 */
export function committedState(
  workspace: Workspace,
  { dossier }: Inspected,
  why: Purpose = "submit",
): { revision: string | null } {
  const { root, scope } = workspace;
  const history = workspace.historyOf(dossier.path);
  if (!history) return { revision: null };
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
  const read = (path: string, limit: number) => {
    const found = scope.files.read(path, limit);
    // What cannot be read may well be as it was committed.
    if ("fault" in found && found.fault === "unreadable")
      throw new UserError("no-input", phrase("{path} cannot be read: {why}.", { path, why: found.why }));
    return found;
  };
  const isChanged = (path: string) => differs(whole(path), kept.get(path)?.hash);
  const differs = (path: string, was: string | undefined) => {
    const now = read(path, limits.evidenceBytes);
    if ("fault" in now || was === undefined) return true;
    if (blobHash(now.bytes, was) === was) return false;
    // Git may keep other line ends than the work tree has.
    return (
      blobHash(Buffer.from(Buffer.from(now.bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1"), was) !== was
    );
  };
  const gone = [...kept.keys()].filter((path) => /\.ya?ml$/i.test(path) && documents.length > 0 && isGone(path));
  const changed = [...new Set([...documents, ...evidence])].filter(isChanged);
  const all = [...changed, ...gone, ...(why === "freeze" ? [...unkept(), ...ownChanged()] : [])].sort();
  if (all.length === 0) return { revision: hash };
  throw new UserError(
    "revision",
    refusals[why]({
      files: series("comma", [...all.slice(0, 5).map((file) => `\`${file}\``), ...(all.length > 5 ? ["…"] : [])]),
    }),
  );

  function whole(path: string): string {
    return dossier.path === "." ? path : `${dossier.path}/${path}`;
  }

  /** Evidence that is here, that git is not told to ignore and that the commit does not have. */
  function unkept(): string[] {
    const named = new Set(evidenceOf(dossier).map(({ path }) => path));
    return [...named].filter(
      (path) =>
        path !== "" &&
        !kept.has(path) &&
        dossier.evidence(path).state === "present" &&
        history?.ignored(path) === false,
    );
  }

  /** What the workspace itself is made of. */
  function ownChanged(): string[] {
    const own = [configName, ...(workspace.config.frameworks ?? []).map((file) => file.replace(/^(\.\/)+/, ""))];
    const then = new Map(
      repository.objects
        .named(
          hash,
          own.map((file) => fromTop(repository, file)),
        )
        .map((entry) => [entry.path, entry.hash]),
    );
    return own.filter((file) => {
      const was = then.get(fromTop(repository, file));
      return was === undefined ? !isMissing(read(file, 0)) : differs(file, was);
    });
  }

  function isGone(path: string): boolean {
    return isMissing(read(whole(path), limits.bytes));
  }
}

const isMissing = (read: Bytes) => "fault" in read && read.fault === "missing";
