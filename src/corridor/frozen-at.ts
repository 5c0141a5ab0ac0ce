import { evidenceOf } from "../check/evidence.ts";
import { inDossier } from "../check/frozen.ts";
import type { Document } from "../model/dossier.ts";
import { UserError } from "../model/failure.ts";
import type { FrozenFile, FrozenManifest, FrozenPack } from "../model/frozen.ts";
import type { Day } from "../model/facts.ts";
import { english, phrase, told } from "../model/phrase.ts";
import type { ReportView } from "../model/report.ts";
import type { Commit } from "../model/revision.ts";
import type { Setting } from "../model/views.ts";
import { checksum } from "../read/bundle.ts";
import { tool } from "../read/data.build.js";
import { joined } from "../read/search.ts";
import { inspectFolder } from "./inspect.ts";
import { localeOf, wordsOf } from "./language.ts";
import { formatsOf, loadFormat } from "./offers.ts";
import { reportOf } from "./report.ts";
import { historyOf } from "./past.ts";
import { commitAt, type Repository } from "./repository.ts";
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
  history?: FrozenManifest["history"];
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
  const commits = (asked.history ?? []).map(({ name, commit: hash }) => ({ ...commitAt(repository, hash), name }));
  const options = { template, public: isPublic, language, period: { start, end } };
  const history = asked.history && { history: historyOf(repository, workspace, one, commits) };
  const view = reportOf(one, workspace, { ...options, ...history });
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
    ...(asked.history && { history: asked.history }),
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
