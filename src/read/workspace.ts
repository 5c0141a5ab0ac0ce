import type { Document, Dossier, EvidenceFile, Fault, Ignore, Kind } from "../model/dossier.ts";
import { keptWith } from "../model/kept.ts";
import type { Library } from "../model/library.ts";
import { phrase, plain, type Said, series } from "../model/phrase.ts";
import { misfits, type Misfit } from "./conform.ts";
import { kinds, misfitFault, parseDocument, type Read } from "./document.ts";
import { type Bytes, memoryFiles } from "./files.ts";
import { limits } from "./limits.ts";
import { readFrozen } from "./frozen.ts";
import { fieldsOf, itemAt } from "./navigate.ts";
import { pointedAt } from "./pointer.ts";
import { cityFile, joined, pathSource, passOver, type Scope, walk, type Walked } from "./search.ts";
import { blobHash } from "./tree-files.ts";
import * as validators from "./validators.build.js";
import type { Validator } from "./validators.build.js";

const codeOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const idOf = ({ data }: Document) => ("id" in data ? data.id : "framework" in data ? data.framework : undefined) ?? "";

/** By what they are known by: that a file has another name changes nothing that is found. */
const byId = (a: Document, b: Document) => codeOrder(idOf(a), idOf(b)) || codeOrder(a.file, b.file);

/** How many dossiers are walked before they are read: what is asked of git is asked for all of them at once. */
const atOnce = 64;

/** Some dossiers, one after the other; nothing of one is kept for the next. */
export function* readDossiers(scope: Scope, folders: readonly string[], library: Library): Generator<Dossier> {
  for (let at = 0; at < folders.length; at += atOnce) {
    const some = folders.slice(at, at + atOnce).map((folder) => ({ folder, walked: walk(scope, folder) }));
    passOver(scope, some);
    for (const { folder, walked } of some) yield readWalked(scope, folder, walked, library);
  }
}

/** One dossier, whatever state its files are in. Never throws for what they hold. */
export function readDossier(scope: Scope, folder: string, library: Library): Dossier {
  const walked = walk(scope, folder);
  passOver(scope, [{ folder, walked }]);
  return readWalked(scope, folder, walked, library);
}

function readWalked(
  scope: Scope,
  folder: string,
  { yaml, frozen, faults, ignored }: Walked,
  library: Library,
): Dossier {
  const { files, known } = scope;
  files.ahead?.(
    yaml.filter((file) => !known?.get(files.hash?.(file) ?? "", file)),
    limits.bytes,
  );
  const budget = { bytes: Math.min(limits.dossierBytes, scope.budget.bytes) };
  const before = budget.bytes;
  const ignores: Ignore[] = [];
  // Several rules ask for the same file; what one run says of it is one thing.
  const evidence = new Map<string, EvidenceFile>();
  const notRead = new Map<string, Said>();
  const manifest = (file: string) => readFrozen(files, file, budget, (why) => notRead.set(file, why));
  const dossier: Dossier = {
    path: folder,
    documents: { city: [], committee: [], plan: [], report: [], checklist: [] },
    faults,
    incomplete: faults.length > 0,
    uncertainIds: new Set(),
    ignores,
    ...(frozen.length > 0 && { frozen: frozen.sort().map(manifest) }),
    seen: { files: 0, ignored: ignored.sort((a, b) => codeOrder(a.file, b.file)), unread: notRead },
    evidence: (path) => {
      const unread = (why: Said) => notRead.set(joined(folder, path), why);
      const known = evidence.get(path) ?? files.evidence(folder, path, unread);
      evidence.set(path, known);
      if (known.state === "unreadable") unread(known.reason ?? "");
      return known;
    },
  };
  const uncertain = new Set<string>();
  for (const file of yaml) {
    const read = readFile({ ...scope, budget }, file, file === joined(folder, cityFile), dossier);
    for (const id of read?.uncertainIds ?? []) uncertain.add(id);
    ignores.push(...(read?.ignores ?? []));
    if (read?.document) (dossier.documents[read.document.kind] as Document[]).push(read.document);
  }
  scope.budget.bytes -= before - budget.bytes;
  dossier.uncertainIds = uncertain;
  for (const documents of Object.values(dossier.documents)) documents.sort(byId);
  for (const { rule, in: source, args } of dossier.faults)
    if (rule === "file/unreadable") dossier.seen.unread.set(source.file, args?.["reason"] ?? "");
  cities(dossier, folder);
  askFrameworks(dossier, library);
  return dossier;
}

function readFile(scope: Scope, file: string, isCity: boolean, dossier: Dossier): Read | undefined {
  const found = understood(scope, file, isCity);
  if ("fault" in found) {
    dossier.incomplete = true;
    dossier.faults.push(fileFault(file, found.fault, found.why));
    return undefined;
  }
  dossier.seen.files++;
  const serious = found.faults.filter(({ rule }) => rule !== "yaml/ambiguous-scalar");
  if (found.document || serious.length > 0) {
    dossier.faults.push(...(found.document ? found.faults : serious));
    dossier.incomplete ||= found.incomplete;
  } else if (isCity)
    dossier.faults.push({ rule: "dossier/no-city", in: found.source, at: "", say: "empty", args: { file } });
  else if (found.kind !== "framework") {
    dossier.faults.push(unrecognised(found));
    dossier.incomplete ||= found.lost !== undefined;
  }
  return found;
}

// Who holds on to the bytes of a file, as a run that watches does, need not have them understood twice.
const held = keptWith<Uint8Array, { file: string; isCity: boolean; read: Read }>();

/** A file read and taken apart, or what was made of the same bytes before. */
function understood(
  { files, budget, known, reader }: Scope,
  file: string,
  isCity: boolean,
): Read | Exclude<Bytes, { bytes: unknown }> {
  const hash = known && files.hash?.(file);
  const before = hash === undefined ? undefined : known?.get(hash, file);
  if (before) return before;
  const read = files.read(file, Math.min(limits.bytes, budget.bytes));
  if ("fault" in read) return read;
  budget.bytes -= read.bytes.length;
  if (pointedAt(read.bytes) !== undefined)
    return { fault: "unreadable", why: phrase("only a pointer of Git LFS is here; `git lfs pull` fetches the file") };
  const last = held.get(read.bytes);
  if (last?.file === file && last.isCity === isCity) return last.read;
  const name = known && (hash ?? blobHash(read.bytes));
  const found =
    (name === undefined ? undefined : known?.get(name, file)) ??
    parseDocument(read.bytes, file, isCity ? "city" : undefined, reader);
  held.set(read.bytes, { file, isCity, read: found });
  if (name !== undefined) known?.set(name, file, found, read.bytes.length);
  return found;
}

function fileFault(file: string, fault: string, reason: Said): Fault {
  const rules: Record<string, string> = {
    link: "file/symlink",
    "not-regular": "file/not-regular",
    "too-large": "yaml/too-large",
  };
  return {
    rule: rules[fault] ?? "file/unreadable",
    in: pathSource(file),
    at: "",
    args: { file, reason, problem: phrase("The file is too large: {reason}.", { reason }) },
  };
}

const named = [...kinds, "framework"];

function unrecognised({ source, kind, lost }: Read): Fault {
  const base = {
    rule: "dossier/unrecognised-file",
    in: source,
    args: { file: source.file, kind: kind ?? "", kinds: series("comma", named) },
  };
  return kind === undefined
    ? { ...base, at: "", say: lost === "empty" ? "empty" : "none" }
    : { ...base, at: "/kind", say: "unknown", near: { word: kind, among: named } };
}

/** Exactly one city, and it is `milcity.yaml`. */
function cities(dossier: Dossier, folder: string): void {
  const named = joined(folder, cityFile);
  const found = dossier.documents.city;
  const own = found.find(({ file }) => file === named);
  const [first] = own ? [own] : found;
  // Whatever is wrong with the file has been said; a document of another kind in its place is no city.
  const ofFolder = new Set(["file/too-many", "file/unreadable"]);
  const isSaid = ({ rule, in: { file } }: Fault) => file === named || (ofFolder.has(rule) && file === folder);
  const broken = !anyDocument(dossier, named) && dossier.faults.some(isSaid);
  if (!own && !broken)
    dossier.faults.push({
      rule: "dossier/no-city",
      in: first ?? anyDocument(dossier) ?? pathSource(named),
      at: first ? "/kind" : "",
      args: { file: named },
    });
  for (const other of found)
    if (own && other !== own)
      dossier.faults.push({
        rule: "dossier/several-cities",
        in: other,
        at: "/kind",
        args: { file: named },
        related: [{ in: own, at: "/kind", message: phrase("This is the dossier's city.") }],
      });
  if (own) dossier.documents.city = [own];
  else dossier.incomplete ||= broken;
}

const anyDocument = (dossier: Dossier, named?: string) =>
  Object.values(dossier.documents)
    .flat()
    .filter(({ file }) => named === undefined || file === named)
    .sort((a, b) => codeOrder(a.file, b.file))[0];

const asked = new Map<string, Partial<Record<Kind | "dossier", Validator>>>([
  ["mil", { plan: validators.mil_plan, committee: validators.mil_committee, dossier: validators.mil_dossier }],
  ["gnlc", { plan: validators.gnlc_plan }],
  ["gnlc-strategy", { city: validators.gnlc_strategy_city }],
]);

/** What the frameworks of the memberships ask of the documents beyond the format. */
function askFrameworks(dossier: Dossier, library: Library): void {
  const city = dossier.documents.city[0];
  for (const [m, membership] of (city?.data.memberships ?? []).entries()) {
    const framework = membership.framework;
    const schemas = asked.get(framework ?? "");
    if (!city || framework === undefined || !schemas || !library.packs.has(framework)) continue;
    for (const kind of kinds) {
      const validate = schemas[kind];
      if (!validate) continue;
      for (const document of dossier.documents[kind] as Document[]) {
        if (kind === "plan" && !(document as Document<"plan">).data.frameworks?.includes(framework)) continue;
        report(dossier, framework, kind, validate, document, document.data, (at) => at);
      }
    }
    if (schemas.dossier && !dossier.incomplete && isSorted(dossier))
      report(
        dossier,
        framework,
        "dossier",
        schemas.dossier,
        city,
        together(dossier, framework),
        () => `/memberships/${m}`,
      );
  }
}

/** Whether it is known of every document which committee it is, or which frameworks it is a plan of. */
const isSorted = ({ documents, faults }: Dossier) =>
  documents.committee.every(({ data }) => data.type !== undefined) &&
  documents.plan.every(({ data }) => data.frameworks !== undefined) &&
  !faults.some(({ at }) => at.startsWith("/frameworks/"));

/** The documents by their type, as a framework's demands on a whole dossier see them. */
function together(dossier: Dossier, framework: string): unknown {
  const committee: Record<string, unknown[]> = {};
  for (const { data } of dossier.documents.committee) if (data.type) (committee[data.type] ??= []).push(data);
  return {
    committee,
    plan: dossier.documents.plan.filter(({ data }) => data.frameworks?.includes(framework)).map(({ data }) => data),
  };
}

function report(
  dossier: Dossier,
  framework: string,
  kind: string,
  validate: Validator,
  document: Document,
  value: unknown,
  at: (pointer: string) => string,
): void {
  const file = `frameworks/${framework}/${kind}.schema.json`;
  const already = dossier.faults.filter((fault) => fault.in.file === document.file && fault.framework === undefined);
  for (const misfit of misfits(validate, file, value).slice(0, limits.problemsPerFile)) {
    if (kind !== "dossier" && followsFrom(already, file, misfit)) continue;
    const item = itemAt(file, misfit.schemaPath);
    const fault = misfitFault({ ...misfit, at: at(misfit.at) }, document, framework);
    dossier.faults.push({ ...fault, args: { ...fault.args, kind }, framework, ...(item ? { item } : {}) });
  }
}

/** Whether a document lacks something only because its form is wrong: it was taken out, and that has been said. */
function followsFrom(already: Fault[], file: string, { keyword, at, missing, schemaPath }: Misfit): boolean {
  if (missing !== undefined) return already.some((fault) => fault.at === `${at}/${missing}`);
  // Two entries of a list are one where the dash of the second is missing.
  if (keyword === "length")
    return already.some(
      (fault) => fault.rule === "yaml/duplicate-key" && fault.say === "entry" && fault.at.startsWith(`${at}/`),
    );
  if (keyword !== "contains") return false;
  const telling = fieldsOf(file, `${schemaPath}/contains`);
  return already.some(({ rule, at: place, args }) => {
    if (!place.startsWith(`${at}/`)) return false;
    // The entry with the fault may be the one that is asked for.
    const [, field] = place.slice(at.length + 1).split("/");
    if (field === undefined) return rule !== "schema/required" || telling.includes(plain(args, "field"));
    return telling.includes(field);
  });
}

/** A dossier from texts in memory, through the same gate: paths are relative to its folder. */
export function readTexts(texts: ReadonlyMap<string, string | Uint8Array>, library: Library): Dossier {
  const scope: Scope = {
    files: memoryFiles(texts),
    ignore: [],
    ignoredByGit: () => new Set(),
    budget: { bytes: limits.workspaceBytes },
  };
  return readDossier(scope, ".", library);
}
