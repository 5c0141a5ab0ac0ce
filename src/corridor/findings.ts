import { accept } from "../check/accept.ts";
import { evidenceOf } from "../check/evidence.ts";
import { inBaseline, inConfig, ruleNames, stampOwn } from "../check/own-files.ts";
import { renewed } from "../check/renew.ts";
import { rules } from "../check/rules.gen.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dossier } from "../model/dossier.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Excused, FindingsView } from "../model/views.ts";
import type { Words } from "../model/words.ts";
import { type Baseline, baselineYaml } from "../read/baseline.ts";
import { tool } from "../read/data.build.js";
import { configYaml } from "../read/printed-config.ts";
import { findDossiers } from "../read/workspace.ts";
import type { Change } from "./change.ts";
import { Judge } from "./judge.ts";
import { rulesIn, wordsFor } from "./language.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** The most findings that a run keeps; all are counted. */
const keptFindings = 1_000;

/**
 * Walks the dossiers and gathers what `validate` says. Keeps no dossier; of findings, those up to a number. Of a change, what is new and what
 * is old are kept apart, and neither takes the other's room.
 */
export function findingsView(
  workspace: Workspace,
  inspected: Iterable<Inspected>,
  kept = keptFindings,
  change?: Change,
): FindingsView {
  const judge = change && new Judge(change);
  const view: FindingsView = {
    tool,
    asOf: workspace.day,
    summary: { dossiers: 0, documents: 0, errors: 0, warnings: 0, infos: 0 },
    checked: { files: 0, ignored: [], rulesRun: 0, rulesNotRun: [], suppressed: 0 },
    diagnostics: [],
    dropped: 0,
    dossiers: [],
    rules: [...rulesIn(workspace.language ?? "en")].map(([id, { severity, asks, why, fix }]) => ({
      id,
      severity,
      asks,
      why,
      fix,
    })),
  };
  const run = new Set<string>();
  const notRun = new Map<string, string>();
  // What could be judged in one dossier and not in another has to be said all the same.
  const partly = new Map<string, Set<string>>();
  const judgedInPart = (rule: string, why: string) => partly.set(rule, (partly.get(rule) ?? new Set()).add(why));
  const excused: Excused[] = [];
  const seen: Seen = { accepted: new Set(), dossiers: new Map(), broken: new Set() };
  const evidence = { files: 0, addresses: 0 };
  let words = wordsFor(workspace.language);
  const add = (diagnostics: readonly Diagnostic[]) => {
    for (const { severity } of diagnostics) view.summary[`${severity}s`]++;
    for (const isOld of [false, true]) {
      const some = diagnostics.filter((one) => (one.new === false) === isOld);
      const room = Math.max(0, kept - view.diagnostics.filter((one) => (one.new === false) === isOld).length);
      view.diagnostics.push(...some.slice(0, room));
      view.dropped += Math.max(0, some.length - room);
    }
  };
  for (const each of inspected) {
    const one = judge ? judge.of(each) : each;
    const { dossier, diagnostics } = one;
    if (workspace.folders.length === 1) words = one.words;
    seen.dossiers.set(dossier.path, !dossier.incomplete);
    for (const number of one.accepted) seen.accepted.add(number);
    excused.push(...one.excused.slice(0, Math.max(0, kept - excused.length)));
    view.summary.dossiers++;
    view.dossiers?.push(dossier.path);
    view.summary.documents += workspace.only ? 1 : Object.values(dossier.documents).flat().length;
    view.checked.files += workspace.only ? 1 : dossier.seen.files;
    count(evidence, dossier);
    view.checked.ignored.push(...dossier.seen.ignored.map(({ file, why }) => ({ file, why: one.words.tell(why) })));
    view.checked.suppressed += one.suppressed;
    for (const rule of one.rulesRun) run.add(rule);
    for (const { rule, why, unable } of one.rulesNotRun) {
      if (unable) judgedInPart(rule, why);
      else notRun.set(rule, why);
      if (unable) seen.broken.add(rule);
    }
    for (const { rule } of one.internal) {
      judgedInPart(rule, one.words.tell(phrase("the rule broke down; please report it")));
      seen.broken.add(rule);
    }
    add(diagnostics);
  }
  const own = judge ? { left: judge.rest(words), excused: [] } : ownFindings(workspace, seen, words);
  add(own.left);
  excused.push(...own.excused);
  view.excused = excused;
  view.checked.suppressed += own.excused.length;
  if (!workspace.baseline)
    for (const rule of rules.keys())
      if (rule.startsWith("baseline/") && run.delete(rule))
        notRun.set(rule, words.tell(phrase("no baseline is applied")));
  if (!change?.isBaseTrusted)
    for (const rule of rules.keys())
      if (rule.startsWith("trust/") && run.delete(rule))
        notRun.set(rule, words.tell(phrase("no base is named that a change is compared with")));
  if (judge) view.change = judge.view;
  view.checked.rulesRun = run.size;
  view.checked.unseen = unseen(workspace, evidence, seen).map(words.tell);
  // A few of the reasons tell as much as those of a thousand dossiers.
  const reasons = [...partly].map(([rule, whys]): [string, string] => [rule, [...whys].slice(0, 3).join("; ")]);
  view.checked.rulesNotRun = [...[...notRun].filter(([rule]) => !run.has(rule) && !partly.has(rule)), ...reasons]
    .map(([rule, why]) => ({ rule, why }))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
  view.diagnostics.sort(byPlace);
  return view;
}

/** How many pieces of evidence a dossier names. */
function count(evidence: { files: number; addresses: number }, dossier: Dossier): void {
  for (const { url } of evidenceOf(dossier)) evidence[url === "" ? "files" : "addresses"]++;
}

/** What no rule has looked at. */
function unseen(
  { only, shard }: Workspace,
  { files, addresses }: { files: number; addresses: number },
  { dossiers }: Seen,
): Said[] {
  const said: Said[] = [];
  if (only?.alone)
    said.push(phrase("The document was looked at alone: what depends on others of its dossier was not checked."));
  else if ([...dossiers.values()].includes(false))
    said.push(phrase("Some files could not be understood in full: what they may hold was not checked."));
  if (shard && shard.others > 0) {
    const part = `${shard.number}/${shard.of}`;
    said.push(phrase("{count} dossiers are not in part {part} and were not looked at.", { count: shard.others, part }));
  }
  if (files > 0) said.push(phrase("{count} files of evidence were looked for, and not read.", { count: files }));
  if (addresses > 0) said.push(phrase("{count} addresses of evidence were not opened.", { count: addresses }));
  return said;
}

/** What the findings of the dossiers tell of the workspace's own files. */
interface Seen {
  accepted: Set<number>;
  /** The folder of a dossier → whether all that it holds was understood. */
  dossiers: Map<string, boolean>;
  broken: Set<string>;
}

/** What is found in the configuration and in the baseline. */
function ownFindings(workspace: Workspace, seen: Seen, words: Words): { left: Diagnostic[]; excused: Excused[] } {
  const { config, configured, baseline, scope, severities, day } = workspace;
  const voice = { rules: rulesIn(words.language), severities, speech: words };
  const known = ruleNames(rules, config);
  const { idle = new Set<string>() } = scope;
  // A pattern may be about a part of the workspace that was not asked for.
  if (idle.size > 0) findDossiers(scope, ".");
  const inIts = configured.source ? stampOwn(inConfig(config, configured.source, known, idle), voice) : [];
  const { left, excused, matched } = accept(inIts, baseline?.entries ?? [], "", day, words.language);
  if (!baseline?.source) return { left, excused };
  const dossiers = new Map([
    ...baseline.dossiers().map((folder): [string, boolean] => [folder, false]),
    ...seen.dossiers,
  ]);
  const judged = {
    day,
    matched: new Set([...seen.accepted, ...matched.values()]),
    dossiers,
    known,
    broken: seen.broken,
  };
  return { left: [...left, ...stampOwn(inBaseline(baseline.entries, baseline.source, judged), voice)], excused };
}

/**
 * Today's findings as a baseline, whether or not the old one accepts them; what that one says of those that still match is kept. The
 * view has to hold all findings: `findingsView(workspace, inspected, Infinity)`. `isNew`: no entry of the old one accepted it.
 */
export function baselineText(view: FindingsView, old?: Baseline): { text: string; entries: { isNew: boolean }[] } {
  if (view.dropped > 0) throw new Error("A baseline needs all findings, and some were not kept.");
  const accepted = (view.excused ?? []).filter(({ by }) => by === "baseline").map(({ diagnostic }) => diagnostic);
  const looked = view.dossiers ?? [];
  const entries = renewed({
    diagnostics: [...view.diagnostics, ...accepted].sort(byPlace),
    looked,
    dossiers: old?.dossiers() ?? looked,
    old: old?.entries ?? [],
    day: view.asOf,
  });
  const text = baselineYaml(entries.map(({ entry }) => entry));
  return { text, entries: entries.map(({ isNew }) => ({ isNew })) };
}

/** What is in force in a workspace, as YAML with where each value comes from. */
export function printedConfig(workspace: Workspace): string {
  const { configured, severities, commanded, library, folders, day, root, baseline, config } = workspace;
  const own = new Map((config.policies ?? []).map(({ id, severity }) => [`policy/${id}`, severity ?? "error"]));
  const set = [...severities].map(([rule, severity]) => {
    return { rule, severity, usual: rules.get(rule)?.severity ?? own.get(rule), byCommand: commanded.has(rule) };
  });
  return configYaml({
    config,
    file: configured.source?.file,
    where: configured.where,
    severities: set.filter(({ severity, usual }) => severity !== usual),
    packs: [...library.packs].map(([id, { file, builtIn }]) => ({ id, file, builtIn })),
    dossiers: folders,
    day,
    root,
    baseline: baseline?.source?.file,
  });
}

const byPlace = (a: Diagnostic, b: Diagnostic) =>
  compare(a.file, b.file) ||
  a.range.start.line - b.range.start.line ||
  a.range.start.column - b.range.start.column ||
  compare(a.rule, b.rule);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
