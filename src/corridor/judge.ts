import { inConfig, type Own, ruleNames, stampOwn } from "../check/own-files.ts";
import { rules } from "../check/rules.gen.ts";
import type { ChangeView, Counts, PolicyChange } from "../model/change.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dossier, Ignore, Source } from "../model/dossier.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Words } from "../model/words.ts";
import type { Change } from "./change.ts";
import { inspectFolder } from "./inspect.ts";
import { rulesIn } from "./language.ts";
import type { Inspected, Workspace } from "./workspace.ts";

const none = (): Counts => ({ errors: 0, warnings: 0, infos: 0 });

/** Where a comment counts, whatever moves around it: what it asks for, why, and the line that it is about. */
function keysOf({ in: source, lines, rules: asked, reason }: Ignore): { rule: string; key: string }[] {
  const line = Math.max(...lines);
  const text = source.lines(line, line)[0]?.text.trim() ?? "";
  return asked.map(({ id }) => ({ rule: id, key: JSON.stringify([id, reason, text]) }));
}

/** Holds as many of each as there are. */
class Stock {
  readonly #counts = new Map<string, number>();
  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
  take(key: string): boolean {
    const count = this.#counts.get(key) ?? 0;
    if (count === 0) return false;
    this.#counts.set(key, count - 1);
    return true;
  }
}

/** Says of the findings of a change which are new, and what it has mended. A finding is known by its identity, never by its line. */
export class Judge {
  readonly #change: Change;
  readonly view: ChangeView;
  readonly #notes: Said[];

  constructor(change: Change) {
    this.#change = change;
    const { base, head, isBaseTrusted, policyChanged } = change;
    this.#notes = [...change.notes];
    this.view = {
      base,
      head,
      isBaseTrusted,
      new: none(),
      old: none(),
      resolved: [],
      policyChanged: [...policyChanged],
      notes: [],
    };
  }

  /** A dossier after the change, its findings told apart. Under a trusted base, a comment excuses what it did there, and no more. */
  of(after: Inspected): Inspected {
    const { before, folders, base } = this.#change;
    const folder = folders.get(after.dossier.path);
    const then = before && folder !== undefined ? inspectFolder(before, folder) : undefined;
    const { left, excused, found } = this.#comments(after, then);
    const known = new Set(
      [...(then?.diagnostics ?? []), ...(then?.excused ?? []).map((one) => one.diagnostic)].map(identity),
    );
    const diagnostics = [...left.map((one) => this.#told(one, !known.has(one.identity))), ...found];
    const today = new Set([...diagnostics, ...excused.map((one) => one.diagnostic)].map(identity));
    // What cannot be read hides its findings; they are not mended by it.
    const isHidden = ({ rule }: Diagnostic) => after.dossier.incomplete && !/^(yaml|schema|file|dossier)\//.test(rule);
    for (const one of then?.diagnostics ?? [])
      if (!today.has(one.identity) && !isHidden(one)) this.view.resolved.push(one);
    if (base && then?.dossier.incomplete && !after.dossier.incomplete)
      this.#notes.push(
        phrase("`{path}` could not be read in full at `{revision}`: what is found in it now counts as new.", {
          path: after.dossier.path,
          revision: base.name,
        }),
      );
    // Scores are worked out when they are asked for, and stay so.
    return Object.assign(Object.create(after) as Inspected, { diagnostics, excused, suppressed: excused.length });
  }

  /** What is found beside the dossiers that are there, once all have been judged. */
  rest(words: Words): Diagnostic[] {
    const { before, gone, own, isBaseTrusted } = this.#change;
    if (before) for (const folder of gone) this.view.resolved.push(...inspectFolder(before, folder).diagnostics);
    const said = isBaseTrusted
      ? this.#stamped(
          this.#change.policyChanged.map((one) => policyFound(one, own)),
          words,
        )
      : [];
    const settings = inSettings(own, words);
    const known = new Set((before ? inSettings(before, words) : []).map(identity));
    this.view.resolved.sort(byPlace);
    this.view.notes = this.#notes.map((note) => words.tell(note));
    return [...settings.map((one) => this.#told(one, !known.has(one.identity))), ...said];
  }

  #told(diagnostic: Diagnostic, isNew: boolean): Diagnostic {
    this.view[isNew ? "new" : "old"][`${diagnostic.severity}s`]++;
    return { ...diagnostic, new: isNew };
  }

  #stamped(own: readonly Own[], words: Words, dossier?: Dossier): Diagnostic[] {
    const { after } = this.#change;
    const voice = { rules: rulesIn(words.language), severities: after.severities, speech: words };
    const documents = Object.values(dossier?.documents ?? {}).flat();
    return stampOwn(own, voice, documents).map((one) => this.#told(one, true));
  }

  /** The comments of the change that were not in the base excuse nothing, but what was excused there already. */
  #comments(after: Inspected, then: Inspected | undefined) {
    if (!this.#change.isBaseTrusted) return { left: after.diagnostics, excused: after.excused, found: [] };
    const stock = new Stock();
    for (const ignore of then?.dossier.ignores ?? []) for (const { key } of keysOf(ignore)) stock.add(key);
    const excusedThen = new Set(
      (then?.excused ?? []).filter(({ by }) => by === "comment").map(({ diagnostic }) => diagnostic.identity),
    );
    const granted = new Map<Ignore, Set<string>>();
    for (const ignore of after.dossier.ignores ?? [])
      granted.set(ignore, new Set(keysOf(ignore).flatMap(({ rule, key }) => (stock.take(key) ? [rule] : []))));
    const counts = ({ diagnostic, by, ignore }: Inspected["excused"][number]) =>
      by !== "comment" ||
      excusedThen.has(diagnostic.identity) ||
      (ignore !== undefined && granted.get(ignore)?.has(diagnostic.rule) === true);
    const excused = after.excused.filter(counts);
    const revived = after.excused.filter((one) => !counts(one)).map(({ diagnostic }) => diagnostic);
    const used = new Set(excused.flatMap(({ ignore }) => ignore ?? []));
    const own = [...granted].flatMap(([ignore, given]): Own[] => {
      const more = ignore.rules.filter(({ id }) => !given.has(id)).map(({ id }) => id);
      if (more.length === 0 || ignore.reason === "" || used.has(ignore)) return [];
      const { file } = ignore.in;
      this.view.policyChanged.push({ kind: "comment", file, change: "added" });
      return [
        {
          rule,
          found: { in: ignore.in, at: "", range: ignore.range, say: "comment", args: { rule: more.join(", "), file } },
        },
      ];
    });
    const found = this.#stamped(own, after.words, after.dossier);
    return {
      left: revived.length === 0 ? after.diagnostics : [...after.diagnostics, ...revived].sort(byPlace),
      excused,
      found,
    };
  }
}

const rule = "trust/policy-changed";

const identity = ({ identity: known }: Diagnostic) => known;

const fileSource = (file: string): Source => ({
  file,
  place: () => ({ start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }),
  lines: () => [],
});

function policyFound({ kind, file, change }: PolicyChange, { configured }: Workspace): Own {
  const source = configured.source?.file === file ? configured.source : fileSource(file);
  return {
    rule,
    found: {
      in: source,
      at: "",
      range: fileSource(file).place(""),
      say: kind,
      args: { file, change: changes[change] },
    },
  };
}

const changes = {
  added: phrase("added"),
  removed: phrase("removed"),
  changed: phrase("changed"),
};

/** What is wrong in a configuration beside its patterns, which may be about what is not looked at. */
function inSettings({ config, configured, severities }: Workspace, words: Words): Diagnostic[] {
  if (!configured.source) return [];
  const voice = { rules: rulesIn(words.language), severities, speech: words };
  return stampOwn(inConfig(config, configured.source, ruleNames(rules, config), new Set()), voice);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: Diagnostic, b: Diagnostic) =>
  compare(a.file, b.file) ||
  a.range.start.line - b.range.start.line ||
  a.range.start.column - b.range.start.column ||
  compare(a.rule, b.rule);
