import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Document, Found, Source } from "../model/dossier.ts";
import type { Day } from "../model/facts.ts";
import type { BaselineEntry, Config } from "../model/kinds.gen.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said, type Speech } from "../model/phrase.ts";
import type { Rule } from "../model/rule.ts";
import { isOverdue } from "./accept.ts";
import { tellApart } from "./identity.ts";
import { nearest } from "./nearest.ts";
import { stamper } from "./stamp.ts";
import { escaped } from "./walk.ts";

/** What is found in a file of the workspace's own, with the rule that says so. */
export type Own = { rule: string; found: Found };

interface Voice {
  rules: ReadonlyMap<string, Rule>;
  severities: Severities;
  speech: Speech;
}

/** The ids that a rule may be named by in a workspace. */
export const ruleNames = (rules: ReadonlyMap<string, Rule>, { policies = [] }: Pick<Config, "policies">): Set<string> =>
  new Set([...rules.keys(), ...policies.map(({ id }) => `policy/${id}`)]);

export type Severities = ReadonlyMap<string, Severity | "off">;

/** What the configuration says of rules that there are, of others a finding tells; what is commanded wins. */
export function severitiesOf(rules: ReadonlyMap<string, Rule>, config: Config, commanded: Severities): Severities {
  const known = ruleNames(rules, config);
  const stranger = [...commanded.keys()].find((rule) => !known.has(rule));
  if (stranger !== undefined) throw new UserError("usage", unknown(stranger, known));
  return new Map([...Object.entries(config.rules ?? {}).filter(([id]) => known.has(id)), ...commanded]);
}

function unknown(rule: string, known: ReadonlySet<string>): Said {
  const near = nearest(rule, known);
  return near === undefined
    ? phrase("There is no rule `{rule}`.", { rule })
    : phrase("There is no rule `{rule}`. Did you mean `{near}`?", { rule, near });
}

/** What the configuration names and nothing answers to. `idle` are its patterns that match no file. */
export function inConfig(config: Config, source: Source, known: ReadonlySet<string>, idle: ReadonlySet<string>): Own[] {
  const strangers = Object.keys(config.rules ?? {}).filter((id) => !known.has(id) && !id.startsWith("x-"));
  return [
    ...strangers.map((id): Own => {
      const near = { word: id, among: known };
      return {
        rule: "config/unknown-rule",
        found: { in: source, at: `/rules/${escaped(id)}`, of: "key", args: { rule: id }, near },
      };
    }),
    ...(config.ignore ?? []).flatMap((glob, n): Own[] => {
      const found: Found = { in: source, at: `/ignore/${n}`, say: "pattern", args: { glob } };
      return idle.has(glob) ? [{ rule: "config/unused-ignore", found }] : [];
    }),
  ];
}

/** What a run knows of the findings that the entries of a baseline are about. */
export interface Judged {
  day: Day;
  /** Numbers of the entries that accept a finding, or did until their day. */
  matched: ReadonlySet<number>;
  /** The folder of a dossier → whether all that it holds was looked at and understood. Holds every dossier of the workspace. */
  dossiers: ReadonlyMap<string, boolean>;
  /** The ids of all rules and policies. */
  known: ReadonlySet<string>;
  /** Rules that broke down. */
  broken: ReadonlySet<string>;
}

/** The entries of a baseline whose day of review has passed, and those that accept nothing. */
export function inBaseline(entries: readonly BaselineEntry[], source: Source, judged: Judged): Own[] {
  const isAllSeen = [...judged.dossiers.values()].every(Boolean);
  return entries.flatMap((entry, n): Own[] => {
    const { rule, path, reviewBy } = entry;
    if (judged.matched.has(n)) {
      const args = { rule, path, day: reviewBy ?? "" };
      const found: Found = { in: source, at: `/${n}/reviewBy`, args };
      return isOverdue(entry, judged.day) ? [{ rule: "baseline/overdue", found }] : [];
    }
    const found: Found = { in: source, at: `/${n}/rule`, args: { rule, path } };
    if (!judged.known.has(rule))
      return [
        { rule: "baseline/unused", found: { ...found, say: "unknown", near: { word: rule, among: judged.known } } },
      ];
    const folder = folderOf(path, judged.dossiers.keys());
    const isSeen = folder === undefined ? isAllSeen : judged.dossiers.get(folder);
    return isSeen && !judged.broken.has(rule) ? [{ rule: "baseline/unused", found: { ...found, say: "unused" } }] : [];
  });
}

/** The dossier that a path of a baseline begins with, if any. */
export function folderOf(path: string, folders: Iterable<string>): string | undefined {
  for (const folder of folders) if (path.startsWith(`${folder}: `)) return folder;
  return undefined;
}

/** Puts what is found into words. `documents` know their own names. */
export function stampOwn(
  own: readonly Own[],
  { rules, severities, speech }: Voice,
  documents: readonly Document[] = [],
): Diagnostic[] {
  const asked = (id: string) => severities.get(id);
  const stamp = stamper(
    documents,
    ({ id, rule }) => {
      const severity = asked(id);
      return severity === undefined || severity === "off" ? rule.severity : severity;
    },
    speech,
  );
  const diagnostics = own.flatMap(({ rule: id, found }) => {
    const rule = rules.get(id);
    return rule === undefined || asked(id) === "off" ? [] : [stamp({ id, rule, found, frameworks: [] })];
  });
  tellApart(diagnostics);
  return diagnostics;
}
