import type { Diagnostic, Severity } from "../model/diagnostic.ts";
import type { Dossier, Fault, Found } from "../model/dossier.ts";
import type { Facts } from "../model/facts.ts";
import type { History } from "../model/history.ts";
import type { Policy } from "../model/kinds.gen.ts";
import type { Library } from "../model/library.ts";
import { english, phrase, type Said, series, type Speech, told } from "../model/phrase.ts";
import type { Rule, RuleContext } from "../model/rule.ts";
import type { Excused } from "../model/views.ts";
import { withoutEchoes } from "./echoes.ts";
import { excuse } from "./excuse.ts";
import { tellApart } from "./identity.ts";
import { ruleNames, stampOwn } from "./own-files.ts";
import { policyRules } from "./policies.ts";
import { severityOf } from "./severity.ts";
import { type Finding, mostRelated, stamper } from "./stamp.ts";
import { parentOf, valueAt } from "./walk.ts";

export interface CheckInput {
  dossier: Dossier;
  facts: Facts;
  library: Library;
  /** Each card is worked out when a rule first asks for it. */
  scores: RuleContext["scores"];
  /** Where the dossier lies in a git repository. */
  history?: History;
  config: { rules: ReadonlyMap<string, Severity | "off">; policies?: readonly Policy[] };
  /** By their ids. */
  rules: ReadonlyMap<string, Rule>;
  /** The language of the findings, which is that of the rules' texts. */
  speech?: Speech;
}

export interface CheckResult {
  /** Sorted by file, line, column, rule; no two alike. */
  diagnostics: Diagnostic[];
  rulesRun: string[];
  /** `unable`: not for want of need, but of what the rule has to know. It has judged what it could. */
  rulesNotRun: { rule: string; why: string; unable?: true }[];
  /** What comments excuse, and the faults of reading that the workspace has turned off. */
  excused: Excused[];
  /** How many those are. */
  suppressed: number;
  /** Rules that broke down: our fault, not the dossier's. */
  internal: { rule: string; error: unknown }[];
}

/** Runs every rule over a dossier and stamps what it and reading have found. A rule that throws stops no other. */
export function check(input: CheckInput): CheckResult {
  const { dossier, facts } = input;
  const result: CheckResult = {
    diagnostics: [],
    rulesRun: [],
    rulesNotRun: [],
    excused: [],
    suppressed: 0,
    internal: [],
  };
  const { on: findings, off } = faultsOf(input);
  const { library, scores, history } = input;
  const context: RuleContext = { dossier, facts, library, scores, ...(history ? { history } : {}) };
  const standing = new Map<string, Standing>();
  for (const [id, rule] of rulesOf(input)) {
    const frameworks = rule.frameworks ? currentOf(rule.frameworks, facts, standing) : everywhere;
    const why = reasonNotToRun(input, id, rule, frameworks);
    if (why !== undefined) {
      result.rulesNotRun.push({ rule: id, why: told(why, input.speech ?? english) });
      continue;
    }
    try {
      const unable = rule.unable?.(context);
      if (unable === undefined) result.rulesRun.push(id);
      else result.rulesNotRun.push({ rule: id, why: told(unable, input.speech ?? english), unable: true });
      for (const found of rule.check?.(context) ?? []) findings.push({ id, rule, found, frameworks });
    } catch (error) {
      blame(result, id, error);
    }
  }
  const found = onceEach(tidy(stampAll(input, findings, result)));
  tellApart(found);
  const reason = told(turnedOff, input.speech ?? english);
  const isOff = (diagnostic: Diagnostic): Excused => ({ diagnostic, by: "config", reason });
  result.excused.push(...tidy(stampAll(input, off, result)).map(isOff));
  silence(input, found, result);
  return result;
}

/** The rules, and the policies of the workspace as rules. */
function* rulesOf({ rules, config: { policies = [] }, speech }: CheckInput): Iterable<[string, Rule]> {
  yield* rules;
  if (policies.length > 0) yield* policyRules(policies, speech?.language);
}

type Standing = "none" | "current" | "ended";

/** The frameworks that a rule is of which concern no framework in particular. */
const everywhere: readonly string[] = [];

/** Of the frameworks that a rule serves, those whose membership is current. */
const currentOf = (asked: NonNullable<Rule["frameworks"]>, facts: Facts, known: Map<string, Standing>): string[] =>
  Object.keys(asked).filter((framework) => {
    const standing = known.get(framework) ?? membership(facts, framework);
    known.set(framework, standing);
    return standing === "current";
  });

const isForm = ({ rule }: Diagnostic) => /^schema\/(?:pattern|format|enum)$/.test(rule);

/** A sign that is not seen and makes a value wrong is told with the value. */
function onceEach(diagnostics: Diagnostic[]): Diagnostic[] {
  if (!diagnostics.some(({ rule }) => rule === "text/invisible")) return diagnostics;
  const forms = diagnostics.filter(isForm);
  const holds = ({ file, range: { start, end } }: Diagnostic, sign: Diagnostic) =>
    file === sign.file &&
    start.line === sign.range.start.line &&
    start.column <= sign.range.start.column &&
    (end.line > start.line || sign.range.start.column <= end.column);
  return diagnostics.filter((one) => one.rule !== "text/invisible" || !forms.some((form) => holds(form, one)));
}

/** Takes out what comments excuse, and adds what is wrong with the comments. */
function silence(
  { dossier, config, rules, speech = english }: CheckInput,
  found: Diagnostic[],
  result: CheckResult,
): void {
  if ((dossier.ignores ?? []).length === 0) {
    result.diagnostics = found;
    result.suppressed = result.excused.length;
    return;
  }
  const { policies = [] } = config;
  const known = ruleNames(rules, { policies: [...policies] });
  for (const { rule } of dossier.faults) known.add(rule);
  const unsure = new Set(
    [...result.internal, ...result.rulesNotRun.filter(({ unable }) => unable)].map(({ rule }) => rule),
  );
  const { left, excused, found: vain } = excuse(found, dossier, known, unsure);
  const voice = { rules, severities: config.rules, speech };
  const more = stampOwn(vain, voice, Object.values(dossier.documents).flat());
  result.diagnostics = more.length === 0 ? left : tidy([...left, ...more]);
  result.excused.push(...excused);
  result.suppressed = result.excused.length;
}

function membership(facts: Facts, framework: string): Standing {
  const own = facts.memberships.filter((entry) => entry.framework === framework);
  if (own.length === 0) return "none";
  return own.some(({ until }) => until === "" || until >= facts.day) ? "current" : "ended";
}

const turnedOff = phrase("turned off by the workspace");

function reasonNotToRun(
  { config }: CheckInput,
  id: string,
  rule: Rule,
  frameworks: readonly string[],
): Said | undefined {
  if (config.rules.get(id) === "off") return turnedOff;
  if (rule.frameworks && frameworks.length === 0)
    return phrase("no membership of {frameworks}", { frameworks: series("or", Object.keys(rule.frameworks)) });
  return undefined;
}

/** What is said of a fault of form that has no rule of its own, so that none is ever lost. */
const form: Rule = {
  severity: "error",
  asks: phrase("Every value has the form that is asked for.").phrase,
  message: phrase("{name} has not the form that is asked for here.").phrase,
  why: phrase("A value of another form cannot be read as what it is meant to be.").phrase,
  fix: phrase("See what the field takes: `milcity schema` prints every kind of document with its fields.").phrase,
  right: "",
  wrong: "",
};

/** A keyword of a framework's schema that has no texts of its own uses those of the format's schema. */
const ruleOf = (rules: CheckInput["rules"], id: string): Rule =>
  rules.get(id) ?? rules.get(id.replace(/^[^/]*/, "schema")) ?? form;

/** The faults of reading that are asked for here, and those that the workspace has turned off. */
function faultsOf({ dossier, facts, config, rules }: CheckInput): { on: Finding[]; off: Finding[] } {
  const faults: { on: Finding[]; off: Finding[] } = { on: [], off: [] };
  // Who changes what becomes of unknown names is told of missing fields apart.
  const faultsToTell = config.rules.has("schema/unknown-field") ? dossier.faults : withoutEchoes(dossier.faults);
  for (const fault of faultsToTell) {
    const { framework } = fault;
    if (framework !== undefined && membership(facts, framework) === "ended") continue;
    const frameworks = framework === undefined ? [] : [framework];
    const side = config.rules.get(fault.rule) === "off" ? faults.off : faults.on;
    side.push({ id: fault.rule, rule: ruleOf(rules, fault.rule), found: fault, frameworks });
  }
  return faults;
}

function stampAll(
  { dossier, facts, config, rules, speech = english }: CheckInput,
  findings: Finding[],
  result: CheckResult,
): Diagnostic[] {
  const severity = ({ id, rule, frameworks }: Finding, place: Found["in"]) =>
    severityOf(config.rules.get(id), rule, facts, place, frameworks);
  const stamp = stamper(Object.values(dossier.documents).flat(), severity, speech);
  const broken = brokenObjects(dossier, rules);
  const diagnostics: Diagnostic[] = [];
  // File by file, since the places of a file are worked out when first asked for, and are not kept for ever.
  placeRelated(findings);
  for (const finding of findings.sort((a, b) => compare(a.found.in.file, b.found.in.file))) {
    try {
      const diagnostic = stamp(finding);
      if (diagnostic.severity === "error" || !isAboutBroken(finding.found, broken)) diagnostics.push(diagnostic);
    } catch (error) {
      blame(result, finding.id, error);
    }
  }
  return diagnostics;
}

/** Findings of one file may be related to places of hundreds. */
function placeRelated(findings: readonly Finding[]): void {
  const related = findings.flatMap(({ found }) => (found.related ?? []).slice(0, mostRelated));
  for (const one of related.sort((a, b) => compare(a.in.file, b.in.file)))
    try {
      one.range ??= one.in.place(one.at, one.of);
    } catch {
      // Whoever makes the finding a diagnostic meets it again, and says which rule it was.
    }
}

/** One failure of a rule tells as much as a thousand. */
function blame(result: CheckResult, rule: string, error: unknown): void {
  if (!result.internal.some((entry) => entry.rule === rule)) result.internal.push({ rule, error });
}

/** File → the objects in whose direct fields reading found an error. What a rule says of them as a whole has that cause. */
function brokenObjects(dossier: Dossier, rules: CheckInput["rules"]): Map<string, Set<string>> {
  const broken = new Map<string, Set<string>>();
  for (const { rule, framework, in: place, at } of dossier.faults) {
    const serious = (rules.get(rule)?.severity ?? "error") === "error";
    // A field that is missing is reported at the object itself: it is another cause.
    if (!serious || at === "" || framework !== undefined || rule.endsWith("/required")) continue;
    const objects = broken.get(place.file) ?? new Set();
    broken.set(place.file, objects.add(parentOf(at)));
  }
  return broken;
}

function isAboutBroken(found: Found, broken: Map<string, Set<string>>): boolean {
  if (found.range !== undefined) return false;
  // What is said of a thing as a whole often stands at its id.
  const whole = found.at.replace(/\/id$/, "");
  if (isFault(found) || !("data" in found.in) || !broken.get(found.in.file)?.has(whole)) return false;
  const value = valueAt(found.in.data, whole);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isFault = (found: Found): found is Fault => "rule" in found;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** In the order of file, line, column and rule, by code units; of findings that are alike the first. */
function tidy(diagnostics: Diagnostic[]): Diagnostic[] {
  diagnostics.sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.column - b.range.start.column ||
      compare(a.rule, b.rule) ||
      compare(a.pointer, b.pointer) ||
      compare(a.message, b.message),
  );
  const seen = new Set<string>();
  return diagnostics.filter(({ rule, file, place, message, range }) => {
    const { start, end } = range;
    const key = JSON.stringify([rule, file, place, message, start.line, start.column, end.line, end.column]);
    return !seen.has(key) && seen.add(key);
  });
}
