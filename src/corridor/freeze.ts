import { dirname } from "node:path/posix";
import { evidenceOf } from "../check/evidence.ts";
import { inDossier } from "../check/frozen.ts";
import { nearest } from "../check/nearest.ts";
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
import type { Day } from "../model/facts.ts";
import { english, phrase, series, told } from "../model/phrase.ts";
import type { ReportView } from "../model/report.ts";
import type { Commit } from "../model/revision.ts";
import type { Setting } from "../model/views.ts";
import { checksum } from "../read/bundle.ts";
import { tool } from "../read/data.build.js";
import { limits } from "../read/limits.ts";
import { joined } from "../read/workspace.ts";
import { committedState } from "./committed.ts";
import { inspectFolder } from "./inspect.ts";
import { localeOf, wordsOf } from "./language.ts";
import { formatsOf, loadFormat } from "./offers.ts";
import { reportOf } from "./report.ts";
import { commitAt, type Repository, repositoryOf } from "./repository.ts";
import { workspaceAt } from "./revision.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** The formats whose bytes follow from the inputs alone: a PDF is a browser's. */
const formats = ["html", "json", "markdown"];

const ruleOfFrozen = "report/changed-after-freeze";

/** What is the same however often a report is made. */
export interface Asked {
  report: string;
  language: string;
  template: string;
  public: boolean;
  day: Day;
  data: FrozenManifest["data"];
  setting: Setting;
}

/** A workspace of a commit, and the dossier in it. */
export interface At {
  repository: Repository;
  commit: Commit;
  dossier: string;
}

/** The report document of an id, and its dossier; which there are, where there is none. */
export function reportNamed(
  dossiers: readonly Inspected[],
  id: string | undefined,
): { one: Inspected; report: Document<"report"> } {
  const all = dossiers.flatMap((one) => one.dossier.documents.report.map((report) => ({ one, report })));
  const found = all.filter(({ report }) => report.data.id === id);
  const [first] = found;
  if (first && found.length === 1) return first;
  if (first)
    throw new UserError(
      "usage",
      phrase("Several reports are called `{id}`: {files}. Name the dossier after the id, or give each its own id.", {
        id: id ?? "",
        files: series(
          "comma",
          found.map(({ report }) => `\`${report.file}\``),
        ),
      }),
    );
  throw noSuch(
    id,
    all.flatMap(({ report }) => report.data.id ?? []),
  );
}

export function noSuch(id: string | undefined, there: readonly string[]): UserError {
  const ids = [...new Set(there)].sort();
  const args = {
    id: id ?? "",
    near: (id === undefined ? undefined : nearest(id, ids)) ?? "",
    ids: series(
      "comma",
      ids.map((one) => `\`${one}\``),
    ),
  };
  if (ids.length === 0) return new UserError("no-input", phrase("There is no report document here.", args));
  if (id === undefined) return new UserError("usage", phrase("Say which report, by its id: {ids}.", args));
  return args.near === ""
    ? new UserError("no-input", phrase("There is no report `{id}` here. There are: {ids}.", args))
    : new UserError(
        "no-input",
        phrase("There is no report `{id}` here. Did you mean `{near}`? There are: {ids}.", args),
      );
}

/** How a report is to be frozen. */
export interface Freezing {
  /** Else that of the configuration, else the dossier's first. */
  language?: string;
  template: string;
  public: boolean;
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
      ...asked,
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
  const before = "fault" in read ? undefined : new TextDecoder("utf-8", { ignoreBOM: true }).decode(read.bytes);
  return {
    view: { ...view, changed, did: "froze-again" },
    write: { file, text, ...(before !== undefined && { before }) },
  };
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
    ...(isDayGiven && manifest.asOf !== now.asOf ? [tell(phrase("the day of assessment"))] : []),
  ];
}

/** Makes a report from a commit, and says what it was made from: the same from the same commit, wherever and whenever. */
export async function frozenAt(at: At, asked: Asked): Promise<FrozenManifest> {
  const { repository, commit, dossier: folder } = at;
  const { report: id, language, day, public: isPublic, template } = asked;
  const request = {
    cwd: repository.top,
    paths: [],
    day,
    language,
    own: "each" as const,
    // What was frozen before says nothing of itself.
    rules: new Map([[ruleOfFrozen, "off" as const]]),
  };
  const root = repository.prefix === "." ? repository.top : joined(repository.top, repository.prefix);
  const workspace = workspaceAt(request, root, repository, commit);
  const one = inspectFolder(workspace, folder);
  const report = one.dossier.documents.report.find(({ data }) => data.id === id);
  const { start, end } = report?.data.period ?? {};
  if (!report || start === undefined || end === undefined)
    throw new UserError(
      "revision",
      phrase("The commit {revision} holds no report `{id}` with a period in `{folder}`.", {
        revision: commit.hash.slice(0, 10),
        id,
        folder,
      }),
    );
  const options = { template, public: isPublic, language, period: { start, end } };
  const view = reportOf(one, workspace, options);
  const { files } = workspace.scope;
  const { configured } = workspace;
  const configSum = configured.file === undefined ? undefined : files.evidence(".", configured.file).sha256?.();
  return {
    version: 1,
    tool,
    data: asked.data,
    report: id,
    city: one.facts.city?.name ?? "",
    plan: report.data.plan ?? "",
    period: { start, end },
    asOf: day,
    language,
    template,
    public: isPublic,
    revision: commit.hash,
    workspace: repository.prefix,
    dossier: folder,
    config: configured.file === undefined ? null : { path: configured.file, sha256: configSum ?? "" },
    packs: packsOf(workspace, one),
    ...inputsOf(one, end),
    frameworks: one.scores.map((card) => {
      const { score, complete, applicable } = card;
      return { id: card.id, edition: card.edition ?? null, score, complete, applicable };
    }),
    outputs: await outputsOf(view, asked.setting),
  };
}

function packsOf({ library, scope }: Workspace, { scores }: Inspected): FrozenPack[] {
  return [...new Set(scores.map(({ id }) => id))].sort().flatMap((id): FrozenPack[] => {
    const pack = library.packs.get(id);
    if (!pack) return [];
    const { framework, file, builtIn } = pack;
    const sha256 = builtIn
      ? checksum(new TextEncoder().encode(JSON.stringify(framework)))
      : (scope.files.evidence(".", file).sha256?.() ?? "");
    return [{ id, edition: framework.edition ?? null, file: builtIn ? null : file, sha256 }];
  });
}

/** Documents and evidence with their checksums. Reports up to the end of the period belong to it, and so does all evidence. */
function inputsOf({ dossier }: Inspected, end: Day): Pick<FrozenManifest, "files" | "left"> {
  const files: FrozenFile[] = [];
  const left: FrozenManifest["left"] = [];
  const sumOf = (path: string) => dossier.evidence(path).sha256?.();
  const isOfPeriod = (document: Document) =>
    document.kind === "report" && ((document as Document<"report">).data.period?.end ?? end) <= end;
  for (const document of Object.values(dossier.documents).flat()) {
    const path = inDossier(dossier, document);
    files.push({ path, kind: isOfPeriod(document) ? "report" : "document", sha256: sumOf(path) ?? "" });
  }
  const seen = new Set(files.map(({ path }) => path));
  for (const { path } of evidenceOf(dossier)) {
    if (path === "" || seen.has(path)) continue;
    seen.add(path);
    const { state, reason } = dossier.evidence(path);
    const sha256 = state === "present" ? sumOf(path) : undefined;
    if (sha256 !== undefined) files.push({ path, kind: "evidence", sha256 });
    else {
      const why = state === "present" ? phrase("it is too large") : (reason ?? phrase("the commit does not hold it"));
      left.push({ path, why: told(why, english) });
    }
  }
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  return { files: files.sort(byPath), left: left.sort(byPath) };
}

async function outputsOf(view: ReportView, setting: Setting): Promise<FrozenManifest["outputs"]> {
  const words = wordsOf(localeOf(view.language));
  const page = { ...setting, words, colour: false, width: 80, verbose: false, quiet: false, ci: false };
  const outputs: FrozenManifest["outputs"] = [];
  for (const format of formats.filter((name) => formatsOf("report").includes(name))) {
    const bytes = new TextEncoder().encode((await loadFormat<ReportView>("report", format))(view, page));
    outputs.push({ format, bytes: bytes.length, sha256: checksum(bytes) });
  }
  return outputs;
}
