import { evidenceOf } from "../check/evidence.ts";
import { contactIn } from "../check/private.ts";
import {
  type Addressee,
  addressees,
  type BundleFile,
  type Difference,
  type Manifest,
  type ManifestFile,
  type VerificationView,
} from "../model/bundle.ts";
import type { Document } from "../model/dossier.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said, series } from "../model/phrase.ts";
import type { Setting, ScoresView } from "../model/views.ts";
import { type Entry, appendEntry } from "../edit/append.ts";
import { withhold } from "../edit/withhold.ts";
import { checksum as sha256, readBundle } from "../read/bundle.ts";
import { tool } from "../read/data.build.js";
import { memoryFiles } from "../read/files.ts";
import { manifestOf } from "../read/manifest.ts";
import { readLibrary } from "../read/library.ts";
import { limits } from "../read/limits.ts";
import { readDossier } from "../read/workspace.ts";
import { archive } from "../render/archive.ts";
import type { ReportView } from "../model/report.ts";
import { inspectDossier } from "./inspect.ts";
import { localeOf, wordsOf } from "./language.ts";
import { loadFormat } from "./offers.ts";
import { reportOf, scoresView } from "./report.ts";
import type { Inspected, Workspace } from "./workspace.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Addressee → the report that a bundle for them holds. */
const reportFor: Record<Addressee, string> = { unesco: "submission", uil: "gnlc", iaec: "iaec" };

/** Where the dossier lies in a bundle. */
const folder = "dossier";

/** The plan that goes to an addressee: the one named, else the one of theirs that is not closed. */
export function planFor({ dossier }: Inspected, to: Addressee, id?: string): Document<"plan"> {
  const { plan: plans } = dossier.documents;
  const named = plans.filter(({ data }) => data.id === id);
  const frameworks = addressees.get(to) ?? [];
  const theirs = plans.filter(
    ({ data }) => data.status !== "closed" && data.frameworks?.some((framework) => frameworks.includes(framework)),
  );
  const [first, ...others] = id === undefined ? theirs : named;
  if (first && others.length === 0) return first;
  const ids = (some: typeof plans) =>
    series(
      "comma",
      some.map(({ data }) => `\`${data.id ?? "?"}\``),
    );
  if (first)
    throw new UserError(
      "usage",
      phrase("There are several plans for {to}: {plans}. Name one with --plan.", { to, plans: ids(theirs) }),
    );
  if (id !== undefined && plans.length > 0)
    throw new UserError(
      "usage",
      phrase("There is no plan `{id}` here. There are: {plans}.", { id, plans: ids(plans) }),
    );
  throw new UserError(
    "no-input",
    phrase(
      "No open plan of this dossier names {frameworks} under `frameworks`, so there is nothing to submit to {to}.",
      {
        frameworks: series(
          "or",
          frameworks.map((name) => `\`${name}\``),
        ),
        to,
      },
    ),
  );
}

/** What is to be bundled. */
export interface Submitting {
  to: Addressee;
  plan: Document<"plan">;
  /** The commit of the documents; null where they are in none. */
  revision: string | null;
  language?: string;
  icu: string;
  setting: Setting;
}

export interface Bundle {
  manifest: Manifest;
  archive: Uint8Array;
  sha256: string;
  withheld: number;
}

/** The documents, the evidence, the report and the scores of a dossier as one archive. What is rendered is what the bundle shows. */
export async function bundleFor(workspace: Workspace, one: Inspected, asked: Submitting): Promise<Bundle> {
  const { dossier } = one;
  if (dossier.incomplete)
    throw new UserError(
      "usage",
      phrase(
        "Part of the dossier cannot be read, so nothing can be submitted: mend what `milcity validate` says first.",
      ),
    );
  const { files, left, withheld } = collected(workspace, one);
  const packs = packsOf(workspace);
  const made = await rendered(workspace, [...files.map(({ file }) => file), ...packs], asked);
  const listed = (file: BundleFile, kind: ManifestFile["kind"], original?: string): ManifestFile => ({
    path: file.path,
    kind,
    bytes: file.bytes.length,
    sha256: sha256(file.bytes),
    ...(original === undefined ? {} : { original }),
  });
  const count = (severity: string) => one.diagnostics.filter((found) => found.severity === severity).length;
  const manifest: Manifest = {
    version: 1,
    tool,
    icu: asked.icu,
    to: asked.to,
    city: one.facts.city?.name ?? "",
    plan: asked.plan.data.id ?? "",
    asOf: workspace.day,
    revision: asked.revision,
    language: made.language,
    frameworks: made.frameworks,
    findings: { errors: count("error"), warnings: count("warning"), infos: count("info") },
    files: [
      ...made.files.map((file) => listed(file, file.path === "score.json" ? "score" : "report")),
      ...files.map(({ file, kind, original }) => listed(file, kind, original)),
      ...packs.map((file) => listed(file, "pack")),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    left: left.map(({ path, why }) => ({ path, why: asked.setting.words.tell(why) })),
  };
  const own = { path: "manifest.json", bytes: encoder.encode(`${JSON.stringify(manifest, null, 2)}\n`) };
  const bytes = archive([own, ...made.files, ...files.map(({ file }) => file), ...packs]);
  return { manifest, archive: bytes, sha256: sha256(bytes), withheld };
}

interface Collected {
  files: { file: BundleFile; kind: "document" | "evidence"; original?: string }[];
  left: { path: string; why: Said }[];
  withheld: number;
}

const mostEvidence = 104_857_600;

/** The documents without what members keep to themselves, and the evidence that they name: regular files of the dossier that git keeps. */
function collected(workspace: Workspace, { dossier }: Inspected): Collected {
  const found: Collected = { files: [], left: [], withheld: 0 };
  const { path: at } = dossier;
  const inDossier = (file: string) => (at === "." ? file : file.slice(at.length + 1));
  const documents = Object.values(dossier.documents).flat();
  for (const { file, kind } of documents.sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const read = workspace.scope.files.read(file, limits.bytes);
    if ("fault" in read)
      throw new UserError("no-input", phrase("{path} cannot be read: {why}.", { path: file, why: read.why }));
    const path = `${folder}/${inDossier(file)}`;
    const kept =
      kind === "committee" ? withhold(decoder.decode(read.bytes), (text) => contactIn(text) !== undefined) : undefined;
    found.withheld += kept?.withheld ?? 0;
    found.files.push(
      kept
        ? { file: { path, bytes: encoder.encode(kept.text) }, kind: "document", original: sha256(read.bytes) }
        : { file: { path, bytes: read.bytes }, kind: "document" },
    );
  }
  const history = workspace.historyOf(at);
  let room = mostEvidence;
  for (const path of new Set(
    evidenceOf(dossier)
      .map((named) => named.path)
      .sort(),
  )) {
    if (path === "" || found.files.some(({ file }) => file.path === `${folder}/${path}`)) continue;
    const why = reasonToLeave(path);
    if (why !== undefined) found.left.push({ path, why });
  }
  return found;

  function reasonToLeave(path: string): Said | undefined {
    const { state, reason } = dossier.evidence(path);
    if (state !== "present") return reason ?? phrase("it does not exist");
    const tracked = history?.tracked(path);
    if (tracked === false) return phrase("git does not keep it");
    const read = workspace.scope.files.read(at === "." ? path : `${at}/${path}`, Math.min(limits.evidenceBytes, room));
    if ("fault" in read) return read.why;
    room -= read.bytes.length;
    found.files.push({ file: { path: `${folder}/${path}`, bytes: read.bytes }, kind: "evidence" });
    return undefined;
  }
}

/** The packs of the workspace's own, without which nobody else could score the dossier. */
function packsOf({ library, scope }: Workspace): BundleFile[] {
  return [...library.packs].flatMap(([id, { file, builtIn }]) => {
    if (builtIn) return [];
    const read = scope.files.read(file, limits.bytes);
    return "fault" in read ? [] : [{ path: `packs/${id}.yaml`, bytes: read.bytes }];
  });
}

interface Rendered {
  files: BundleFile[];
  language: string;
  frameworks: Manifest["frameworks"];
}

/** The report and the scores of what a bundle holds, worked out from that alone. */
async function rendered(
  { day, config }: Pick<Workspace, "day" | "config">,
  files: readonly BundleFile[],
  { to, language, setting }: Pick<Submitting, "to" | "language" | "setting">,
): Promise<Rendered> {
  const { workspace, one } = opened(files, day, config);
  const template = reportFor[to];
  const view = reportOf(one, workspace, { template, public: true, ...(language === undefined ? {} : { language }) });
  const words = wordsOf(localeOf(view.language));
  const page = { ...setting, words, colour: false, width: 80, verbose: false, quiet: false, ci: false };
  const texts: [string, string][] = [];
  for (const [format, name] of [
    ["html", "report.html"],
    ["markdown", "report.md"],
  ] as const)
    texts.push([name, (await loadFormat<ReportView>("report", format))(view, page)]);
  const frameworks = addressees.get(to) ?? [];
  const scores = scoresView(workspace, [one]);
  for (const scored of scores.dossiers)
    scored.frameworks = scored.frameworks.filter(({ id }) => frameworks.includes(id));
  texts.push(["score.json", (await loadFormat<ScoresView>("scores", "json"))(scores, page)]);
  return {
    files: texts.map(([path, text]) => ({ path, bytes: encoder.encode(text) })),
    language: view.language,
    frameworks: (scores.dossiers[0]?.frameworks ?? []).map(({ id, edition, score, complete, applicable }) => {
      return { id, edition: edition ?? null, score, complete, applicable };
    }),
  };
}

/** A bundle's own dossier, inspected: nothing but what the bundle holds is looked at. */
function opened(
  files: readonly BundleFile[],
  day: string,
  config: Workspace["config"],
): { workspace: Workspace; one: Inspected } {
  const held = memoryFiles(new Map(files.map(({ path, bytes }) => [path, bytes])));
  const packs = files.filter(({ path }) => path.startsWith("packs/")).map(({ path }) => path);
  const library = readLibrary(held, packs);
  const { policies: _policies, rules: _rules, ...plain } = config;
  const workspace: Workspace = {
    root: "/",
    folders: [folder],
    library,
    config: plain,
    configured: { config: plain, file: undefined, where: () => ({ line: 1, column: 1 }) },
    commanded: new Map(),
    day,
    language: undefined,
    own: undefined,
    scope: { files: held, ignore: [], ignoredByGit: () => new Set(), budget: { bytes: limits.workspaceBytes } },
    severities: new Map(),
    historyOf: () => undefined,
  };
  return { workspace, one: inspectDossier(workspace, readDossier(workspace.scope, folder, library)) };
}

/**
 * The text of a plan's document with the submission in it; the same text where it was recorded before. Throws `UserError` where the
 * document is laid out so that nothing can be added without touching the rest.
 */
export function recordSubmission(
  workspace: Workspace,
  { plan, to, revision }: Submitting,
): { before: string; after: string } {
  const read = workspace.scope.files.read(plan.file, limits.bytes);
  if ("fault" in read)
    throw new UserError("no-input", phrase("{path} cannot be read: {why}.", { path: plan.file, why: read.why }));
  const before = decoder.decode(read.bytes);
  const entry: Entry = { to, date: workspace.day, ...(revision === null ? {} : { revision }) };
  const isRecorded = plan.data.submissions?.some(
    (known) => known.to === to && known.date === workspace.day && (known.revision ?? null) === revision,
  );
  const after = isRecorded ? before : appendEntry(before, "submissions", entry);
  if (after !== undefined) return { before, after };
  const shown = Object.entries(entry).map(([field, value]) => `${field}: ${JSON.stringify(value)}`);
  throw new UserError(
    "write",
    phrase(
      "The submission cannot be recorded in {file} without changing its layout. Add this under `submissions` yourself: {entry}. Nothing was written.",
      {
        file: plan.file,
        entry: `{ ${shown.join(", ")} }`,
      },
    ),
  );
}

/** Whether a bundle is what its manifest says, and whether its report and scores follow from its documents. Asks nothing of a network. */
export async function verifyBundle(
  path: string,
  named: string,
  asked: Pick<Submitting, "icu" | "setting">,
): Promise<Omit<VerificationView, "file">> {
  const { bytes, files } = readBundle(path, named);
  const manifest = manifestOf(files, named);
  return { manifest, bytes: bytes.length, sha256: sha256(bytes), ...(await compared(files, manifest, asked)) };
}

async function compared(
  files: readonly BundleFile[],
  manifest: Manifest,
  { icu, setting }: Pick<Submitting, "icu" | "setting">,
): Promise<{ differences: Difference[]; unsure: string[] }> {
  const { tell } = setting.words;
  const differences: Difference[] = [];
  const differs = (path: string, what: Said) => differences.push({ path, what: tell(what) });
  const held = new Map(files.map((file) => [file.path, file]));
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  for (const { path, sha256: sum } of manifest.files) {
    const file = held.get(path);
    if (!file) differs(path, phrase("it is in the manifest and not in the bundle"));
    else if (sha256(file.bytes) !== sum) differs(path, phrase("its checksum is not that of the manifest"));
  }
  for (const path of held.keys())
    if (path !== "manifest.json" && !listed.has(path))
      differs(path, phrase("it is in the bundle and not in the manifest"));
  const unsure: string[] = [];
  if (manifest.tool.version !== tool.version)
    unsure.push(
      tell(
        phrase("it was made by version {theirs}, and this is {ours}: report and score were not made again", {
          theirs: manifest.tool.version,
          ours: tool.version,
        }),
      ),
    );
  else {
    const sameWriting = manifest.icu === icu;
    if (!sameWriting)
      unsure.push(
        tell(
          phrase(
            "it was made with another version of the language data ({theirs}, here {ours}): the report's texts may differ",
            { theirs: manifest.icu, ours: icu },
          ),
        ),
      );
    const parts = files.filter(({ path }) => path.startsWith(`${folder}/`) || path.startsWith("packs/"));
    const again = await rendered({ day: manifest.asOf, config: { version: 1 } }, parts, {
      to: manifest.to,
      language: manifest.language,
      setting,
    });
    for (const { path, bytes } of again.files) {
      const file = held.get(path);
      if (!file || (path !== "score.json" && !sameWriting)) continue;
      if (sha256(file.bytes) !== sha256(bytes))
        differs(path, phrase("it is not what the documents of the bundle give"));
    }
    if (JSON.stringify(again.frameworks) !== JSON.stringify(manifest.frameworks))
      differs("manifest.json", phrase("its scores are not what the documents of the bundle give"));
  }
  return { differences: differences.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), unsure };
}
