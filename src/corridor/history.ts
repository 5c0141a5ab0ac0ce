import { join } from "node:path";
import { type Revision, planAt } from "../compare/find.ts";
import { changesBetween } from "../compare/plan.ts";
import { type Repository, openRepository } from "../git.ts";
import type { Document } from "../model/dossier.ts";
import { type Change, type History, type Unknown, isUnknown } from "../model/history.ts";
import { parseDocument } from "../read/document.ts";
import { nearestWith, relativeTo, whatIs } from "../read/find.ts";
import { limits } from "../read/limits.ts";
import type { Workspace } from "./workspace.ts";

/** What git knows of the dossiers. Each repository is opened once in a run, and git is started when something is asked of it. */
export function histories(root: string): Workspace["historyOf"] {
  const repositories = new Map<string, Repository>();
  return (folder) => {
    const whole = join(root, folder);
    const top = nearestWith(whole, ".git");
    if (top === undefined) return undefined;
    const from = relativeTo(top, root);
    const repository = repositories.get(top) ?? openRepository(top, from.startsWith("..") ? "." : from);
    repositories.set(top, repository);
    return historyIn(repository, {
      plan: (file) => relativeTo(top, join(root, file)),
      folder: relativeTo(top, whole),
      isThere: (path) => whatIs(join(top, path)).type !== "missing",
    });
  };
}

/** What git knew of the dossiers at a commit. Whatever was there was tracked. */
export function historiesAt(top: string, prefix: string, isThere: (path: string) => boolean): Workspace["historyOf"] {
  const repository = openRepository(top, ".");
  const fromTop = (path: string) => (prefix === "." ? path : path === "." ? prefix : `${prefix}/${path}`);
  return (folder) => ({
    ...historyIn(repository, { plan: fromTop, folder: fromTop(folder), isThere }),
    tracked: () => true,
    ignored: () => false,
  });
}

/** Where a dossier lies in its repository. Paths are relative to the top level. */
interface Where {
  plan: (file: string) => string;
  folder: string;
  isThere: (path: string) => boolean;
}

function historyIn(repository: Repository, where: Where): History {
  const { folder, isThere } = where;
  const inFolder = (path: string) => (folder === "." ? path : `${folder}/${path}`);
  const changes = new Map<string, Change[] | Unknown>();
  const compared = (plan: Document<"plan">, name: string): Change[] | Unknown => {
    const files = repository.filesOf(name);
    if (isUnknown(files)) return files;
    const revision: Revision = {
      name,
      files: files.filter(({ path, size }) => /\.ya?ml$/i.test(path) && size <= limits.bytes),
      documents(blobs, id) {
        const texts = repository.read(blobs);
        if (isUnknown(texts)) return texts;
        const mentioned = [...texts].filter(([, bytes]) => Buffer.from(bytes).includes(id));
        return mentioned.flatMap(([path, bytes]) => {
          const { document, incomplete } = parseDocument(bytes, path);
          return document ? [{ document, incomplete }] : [];
        });
      },
      isThere,
    };
    const before = planAt(revision, plan.data.id ?? "", where.plan(plan.file), folder);
    return isUnknown(before) ? before : changesBetween(before.data, plan.data);
  };
  return {
    tracked: (path) => repository.tracks(inFolder(path)),
    ignored: (path) => repository.ignores(inFolder(path)),
    changesSince(plan, revision) {
      const key = JSON.stringify([plan.file, revision]);
      const known = changes.get(key) ?? compared(plan, revision);
      changes.set(key, known);
      return known;
    },
  };
}
