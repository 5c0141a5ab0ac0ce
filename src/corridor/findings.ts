import { accept } from "../check/accept.ts";
import { inBaseline, inConfig, ruleNames, stampOwn } from "../check/own-files.ts";
import { renewed } from "../check/renew.ts";
import { rules } from "../check/rules.gen.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Excused, FindingsView } from "../model/views.ts";
import type { Words } from "../model/words.ts";
import { type Baseline, baselineYaml } from "../read/baseline.ts";
import { tool } from "../read/data.build.js";
import { configYaml } from "../read/printed-config.ts";
import { findDossiers } from "../read/search.ts";
import type { Change } from "./change.ts";
import { Judge } from "./judge.ts";
import { rulesIn, wordsFor } from "./language.ts";
import { countsOf, mostSerious, Room, type Verdict, verdictOf } from "./verdict.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** The most findings that a run keeps; all are counted. */
export const keptFindings = 1_000;

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
  const findings = new Findings(workspace, kept, change);
  for (const each of inspected) findings.add(verdictOf(workspace, judge ? judge.of(each) : each));
  return findings.view(judge);
}

/** What is gathered of verdicts, which come in the order of their dossiers. */
export class Findings {
  readonly #workspace: Workspace;
  readonly #kept: number;
  readonly #change: Change | undefined;
  readonly #view: FindingsView;
  readonly #run = new Set<string>();
  readonly #notRun = new Map<string, string>();
  // What could be judged in one dossier and not in another has to be said all the same.
  readonly #partly = new Map<string, Set<string>>();
  readonly #excused: Excused[] = [];
  readonly #seen: Seen = { accepted: new Set(), dossiers: new Map(), broken: new Set() };
  readonly #evidence = { files: 0, addresses: 0 };
  /** For findings that are new, or of which nobody asks, and for those that are old. */
  readonly #room: Record<"new" | "old", Room>;
  #lost = 0;
  #words: Words;

  constructor(workspace: Workspace, kept = keptFindings, change?: Change) {
    this.#workspace = workspace;
    this.#kept = kept;
    this.#room = { new: new Room(kept), old: new Room(kept) };
    this.#change = change;
    this.#words = wordsFor(workspace.language);
    this.#view = {
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
  }

  add(one: Verdict): void {
    const view = this.#view;
    this.#seen.dossiers.set(one.path, one.isWhole);
    if (one.lost) {
      this.#lost++;
      return;
    }
    if (this.#workspace.folders.length === 1) this.#words = wordsFor(one.language);
    for (const number of one.accepted) this.#seen.accepted.add(number);
    this.#excused.push(...one.excused.slice(0, Math.max(0, this.#kept - this.#excused.length)));
    view.summary.dossiers++;
    view.dossiers?.push(one.path);
    view.summary.documents += one.documents;
    view.checked.files += one.files;
    this.#evidence.files += one.evidence.files;
    this.#evidence.addresses += one.evidence.addresses;
    view.checked.ignored.push(...one.ignored);
    view.checked.suppressed += one.suppressed;
    for (const rule of one.rulesRun) this.#run.add(rule);
    for (const { rule, why, unable } of one.rulesNotRun) {
      if (unable) this.#judgedInPart(rule, why);
      else this.#notRun.set(rule, why);
      if (unable) this.#seen.broken.add(rule);
    }
    for (const { rule, why } of one.internal) {
      this.#judgedInPart(rule, why);
      this.#seen.broken.add(rule);
    }
    this.#keep(one.diagnostics, one.counts);
  }

  #judgedInPart(rule: string, why: string): void {
    this.#partly.set(rule, (this.#partly.get(rule) ?? new Set()).add(why));
  }

  #keep(diagnostics: readonly Diagnostic[], counts: Verdict["counts"]): void {
    const view = this.#view;
    let taken = 0;
    for (const severity of ["errors", "warnings", "infos"] as const) view.summary[severity] += counts[severity];
    for (const side of ["new", "old"] as const) {
      const more = this.#room[side].take(diagnostics.filter((one) => sideOf(one) === side));
      for (const one of more) view.diagnostics.push(one);
      taken += more.length;
    }
    view.dropped += counts.errors + counts.warnings + counts.infos - taken;
  }

  /** All that is said, once every dossier has been added. */
  view(judge?: Judge): FindingsView {
    const [view, change, workspace, words] = [this.#view, this.#change, this.#workspace, this.#words];
    const [run, notRun, partly] = [this.#run, this.#notRun, this.#partly];
    const own = judge ? { left: judge.rest(words), excused: [] } : ownFindings(workspace, this.#seen, words);
    this.#keep(own.left, countsOf(own.left));
    const held = view.diagnostics.length;
    view.diagnostics = (["new", "old"] as const).flatMap((side) =>
      mostSerious(
        view.diagnostics.filter((one) => sideOf(one) === side),
        this.#kept,
      ),
    );
    view.dropped += held - view.diagnostics.length;
    view.excused = [...this.#excused, ...own.excused];
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
    view.checked.unseen = unseen(workspace, this.#evidence, this.#seen, this.#lost).map(words.tell);
    // A few of the reasons tell as much as those of a thousand dossiers.
    const reasons = [...partly].map(([rule, whys]): [string, string] => [rule, [...whys].slice(0, 3).join("; ")]);
    view.checked.rulesNotRun = [...[...notRun].filter(([rule]) => !run.has(rule) && !partly.has(rule)), ...reasons]
      .map(([rule, why]) => ({ rule, why }))
      .sort((a, b) => (a.rule < b.rule ? -1 : 1));
    view.diagnostics.sort(byPlace);
    return view;
  }
}

const sideOf = (one: Diagnostic): "new" | "old" => (one.new === false ? "old" : "new");

/** What no rule has looked at. */
function unseen(
  { only, shard }: Workspace,
  { files, addresses }: { files: number; addresses: number },
  { dossiers }: Seen,
  lost: number,
): Said[] {
  const said: Said[] = [];
  if (lost === 1) said.push(phrase("1 dossier could not be checked, because the check broke down over it."));
  else if (lost > 1)
    said.push(
      phrase("{count} dossiers could not be checked, because the check broke down over them.", { count: lost }),
    );
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
