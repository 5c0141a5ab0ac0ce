import { dirname } from "node:path/posix";
import { inDossier } from "../check/frozen.ts";
import type { Document } from "../model/dossier.ts";
import { UserError } from "../model/failure.ts";
import {
  type Frozen,
  frozenEnding,
  type FrozenFile,
  type FrozenManifest,
  type FrozenPack,
  type FreezeView,
} from "../model/frozen.ts";
import { phrase, series } from "../model/phrase.ts";
import type { Setting } from "../model/views.ts";
import { limits } from "../read/limits.ts";
import { joined } from "../read/search.ts";
import { committedState } from "./committed.ts";
import { frozenAt } from "./frozen-at.ts";
import { reportCommits } from "./past.ts";
import { commitAt, repositoryOf } from "./repository.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** How a report is to be frozen. */
export interface Freezing {
  /** Else that of the configuration, else the dossier's first. */
  language?: string;
  template: string;
  public: boolean;
  /** Whether the report tells the scores over time. */
  history: boolean;
  /** Whether somebody has said for which day. */
  isDayGiven: boolean;
  /** Whether a freeze of other inputs may be replaced. */
  again: boolean;
  data: FrozenManifest["data"];
  setting: Setting;
}

/** A manifest to be written, and what it takes the place of. */
export interface Frosted {
  view: FreezeView;
  write?: { file: string; text: string; before?: string };
}

/**
 * The manifest of a report as it follows from the last commit. Throws `UserError` where something is not as it was committed, and where it was
 * frozen from other inputs and nobody has said that it may be frozen again.
 */
export async function freezeReport(
  workspace: Workspace,
  { one, report }: { one: Inspected; report: Document<"report"> },
  asked: Freezing,
): Promise<Frosted> {
  const { dossier } = one;
  const id = report.data.id ?? "";
  if (dossier.incomplete)
    throw new UserError(
      "usage",
      phrase("Part of the dossier cannot be read, so nothing can be frozen: mend what `milcity validate` says first."),
    );
  const { revision } = committedState(workspace, one, "freeze");
  if (revision === null)
    throw new UserError(
      "revision",
      phrase(
        "A report is frozen as it was committed, and `{folder}` lies in no git repository. Make one (`git init`, `git add`, `git commit`) or work in a clone of the one that there is.",
        { folder: workspace.root },
      ),
    );
  const repository = repositoryOf(workspace.root);
  const commit = commitAt(repository, revision);
  const manifest = await frozenAt(
    { repository, commit, dossier: dossier.path },
    {
      template: asked.template,
      public: asked.public,
      data: asked.data,
      setting: asked.setting,
      ...(asked.history && {
        history: reportCommits(workspace, one).map(({ name, hash }) => ({ name, commit: hash })),
      }),
      report: id,
      language: asked.language ?? workspace.config.report?.language ?? one.facts.city?.languages[0] ?? "en",
      day: workspace.day,
    },
  );
  refuseUnseen(one, manifest);
  const known = dossier.frozen?.find((frozen) => frozen.manifest?.report === id);
  const file = known?.in.file ?? joined(dirname(report.file), `${id}${frozenEnding}`);
  const other = dossier.frozen?.find((frozen) => frozen.in.file === file);
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const view = { file, manifest, changed: [] };
  if (!other) return { view: { ...view, did: "froze" }, write: { file, text } };
  const changed = changedIn(other, manifest, asked.isDayGiven, asked.setting);
  if (changed.length === 0 && other.manifest)
    return { view: { file, manifest: other.manifest, changed, did: "nothing" } };
  if (!asked.again) throw refuseAgain(other, id, changed);
  const read = workspace.scope.files.read(file, limits.bytes);
  if ("fault" in read)
    throw new UserError("no-input", phrase("{path} cannot be read: {why}.", { path: file, why: read.why }));
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.bytes);
  return { view: { ...view, changed, did: "froze-again" }, write: { file, text, before } };
}

/** What git ignores and keeps all the same is there in the commit, and not looked at here. */
function refuseUnseen({ dossier }: Inspected, { files }: FrozenManifest): void {
  const here = new Set(
    Object.values(dossier.documents)
      .flat()
      .map((document) => inDossier(dossier, document)),
  );
  const unseen = files.filter(({ path, kind }) => kind !== "evidence" && !here.has(path)).map(({ path }) => path);
  if (unseen.length === 0) return;
  throw new UserError(
    "revision",
    phrase("The commit holds documents that are passed over here because git is told to ignore them: {files}.", {
      files: series(
        "comma",
        unseen.map((path) => `\`${path}\``),
      ),
    }),
  );
}

function refuseAgain({ manifest, in: { file }, why = "" }: Frozen, id: string, changed: readonly string[]): UserError {
  if (!manifest)
    return new UserError(
      "write",
      phrase(
        "`{file}` cannot be understood: {why}. Bring it back as it was committed, or replace it with --again. Nothing was written.",
        { file, why },
      ),
    );
  return new UserError(
    "write",
    phrase(
      "`{id}` was frozen on {day}, and these have changed since: {changed}. What is frozen stays: --again freezes it as it is now, in place of that. Nothing was written.",
      {
        id,
        day: manifest.asOf,
        changed: series("comma", [...changed.slice(0, 5), ...(changed.length > 5 ? ["…"] : [])]),
      },
    ),
  );
}

/** In what two manifests of a report are not of the same inputs. */
function changedIn({ manifest }: Frozen, now: FrozenManifest, isDayGiven: boolean, { words }: Setting): string[] {
  if (!manifest) return [];
  const files = (all: readonly FrozenFile[]) => new Map(all.map(({ path, sha256 }) => [path, sha256]));
  const packs = (all: readonly FrozenPack[]) => new Map(all.map(({ id, sha256 }) => [id, sha256]));
  const [then, today] = [files(manifest.files), files(now.files)];
  const [packsThen, packsToday] = [packs(manifest.packs), packs(now.packs)];
  const differing = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
    [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).sort();
  const { tell } = words;
  return [
    ...differing(then, today),
    ...differing(packsThen, packsToday),
    ...(manifest.config?.sha256 === now.config?.sha256 ? [] : [(now.config ?? manifest.config)?.path ?? ""]),
    ...(manifest.language === now.language ? [] : [tell(phrase("the language"))]),
    ...(manifest.template === now.template ? [] : [tell(phrase("the template"))]),
    ...(manifest.public === now.public ? [] : [tell(phrase("who may see it"))]),
    ...(JSON.stringify(manifest.history) === JSON.stringify(now.history)
      ? []
      : [tell(phrase("the history of the scores"))]),
    ...(isDayGiven && manifest.asOf !== now.asOf ? [tell(phrase("the day of assessment"))] : []),
  ];
}
