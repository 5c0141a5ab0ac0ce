import { basename, join } from "node:path";
import type { EvidenceFile } from "../model/dossier.ts";
import type { History } from "../model/history.ts";
import { checksum, digestOf } from "../read/survey.ts";
import type { Workspace } from "./workspace.ts";

/** What was asked of the disk and of git while a dossier was looked at. Data. */
export interface Seal {
  /** Files that were read, with a checksum of what came of it. */
  reads: [path: string, digest: string][];
  /** Paths that documents name, with what is there. */
  evidence: [path: string, state: string][];
  /** A checksum of such a file was asked for. */
  isSummed: boolean;
  /** Git was asked which files it keeps. */
  isTracked: boolean;
  /** Something else was asked: what came of it cannot be known without asking again. */
  isOpen: boolean;
  /** Marks of the names of files that the documents hold: a run may write to none of them. */
  names: string[];
}

const fileName = /^[^\s/]{1,200}\.[a-z0-9]{1,12}$/;

/** The mark of a file's name; undefined where it is not the name that files usually have. */
export function nameMark(name: string): string | undefined {
  const small = name.toLowerCase();
  return fileName.test(small) ? checksum(small).slice(0, 8) : undefined;
}

/** Looks on while dossiers are looked at one after the other. */
export class Sealer {
  readonly workspace: Workspace;
  #seal: Omit<Seal, "names" | "reads" | "evidence"> = { isSummed: false, isTracked: false, isOpen: false };
  #reads = new Map<string, string>();
  #evidence = new Map<string, string>();

  constructor(workspace: Workspace) {
    const { files } = workspace.scope;
    this.workspace = {
      ...workspace,
      scope: {
        ...workspace.scope,
        files: {
          ...files,
          read: (path, limit) => {
            const read = files.read(path, limit);
            this.#reads.set(path, digestOf(read));
            return read;
          },
          evidence: (folder, path) => this.#watched(path, files.evidence(folder, path)),
        },
      },
      historyOf: (folder) => {
        const history = workspace.historyOf(folder);
        return history && this.#heard(history);
      },
    };
  }

  #watched(path: string, found: EvidenceFile): EvidenceFile {
    this.#evidence.set(path, found.state);
    const { sha256 } = found;
    if (!sha256) return found;
    return {
      ...found,
      sha256: (ends) => {
        this.#seal.isSummed = true;
        return sha256(ends);
      },
    };
  }

  #heard(history: History): History {
    const open = () => (this.#seal.isOpen = true);
    return {
      tracked: (path) => {
        this.#seal.isTracked = true;
        return history.tracked(path);
      },
      ignored: (path) => {
        open();
        return history.ignored(path);
      },
      changesSince: (plan, revision) => {
        open();
        return history.changesSince(plan, revision);
      },
    };
  }

  /** The next dossier. */
  begin(): void {
    this.#seal = { isSummed: false, isTracked: false, isOpen: false };
    this.#reads = new Map();
    this.#evidence = new Map();
  }

  /** Of the dossier that was looked at, with the texts and the files that it holds. */
  sealOf(texts: Iterable<string>): Seal {
    const names = new Set<string>();
    for (const text of texts) {
      const mark = text.length < 1024 ? nameMark(basename(join("/", text))) : undefined;
      if (mark !== undefined) names.add(mark);
    }
    return { ...this.#seal, reads: [...this.#reads], evidence: [...this.#evidence], names: [...names] };
  }
}
