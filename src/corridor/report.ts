import type { Dossier } from "../model/dossier.ts";
import type { ScoredRevision } from "../model/chart.ts";
import type { Day } from "../model/facts.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { ReportTemplate, ReportView } from "../model/report.ts";
import type { ScoreCard } from "../model/score.ts";
import { templates } from "../model/templates.gen.ts";
import type { HistoryView, ScoredDossier, ScoresView } from "../model/views.ts";
import { tool } from "../read/data.build.js";
import { assemble } from "../report/assemble.ts";
import { score } from "../score/score.ts";
import { wordsFor } from "./language.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** The scorecards of dossiers, one after the other, of one framework or of all. Nothing of one is kept for the next. */
export function* scored(
  inspected: Iterable<Inspected>,
  { framework }: { framework?: string | undefined } = {},
): Generator<ScoredDossier, void> {
  for (const { dossier, facts, scores } of inspected) {
    const frameworks = scores.filter(({ id }) => framework === undefined || id === framework);
    yield { path: dossier.path, city: facts.city?.name ?? "", frameworks };
  }
}

/** The scorecards of all dossiers at once. */
export function scoresView(
  workspace: Workspace,
  inspected: Iterable<Inspected>,
  only: { framework?: string } = {},
): ScoresView & { dossiers: ScoredDossier[] } {
  return { asOf: workspace.day, dossiers: [...scored(inspected, only)] };
}

/** The template of a report by its id; one of the user's own is itself. */
function templateNamed(id: string | ReportTemplate): ReportTemplate {
  if (typeof id !== "string") return id;
  const found = templates.find((template) => template.id === id);
  if (found) return found;
  throw new UserError("usage", phrase("There is no report `{id}`.", { id }));
}

/** A report of one dossier, the biennial one unless another is asked for. Without a language it is in the dossier's first one, its labels in English where that has no locale. */
export function reportOf(
  one: Inspected,
  workspace: Workspace,
  options: {
    public: boolean;
    template?: string | ReportTemplate;
    language?: string;
    period?: { start: Day; end: Day };
    history?: HistoryView;
  },
): ReportView {
  const first = one.facts.city?.languages[0];
  const labels = wordsFor(options.language ?? first);
  const scores = score(one.dossier, one.facts, workspace.library, labels.language, labels);
  return assemble({
    dossier: one.dossier,
    facts: one.facts,
    scores,
    diagnostics: one.diagnostics,
    library: workspace.library,
    words: labels,
    template: templateNamed(options.template ?? "biennial"),
    public: options.public,
    ...(options.period ? { period: options.period } : {}),
    ...(options.history ? { history: scoredRevisions(options.history, one.dossier.path, scores) } : {}),
    sources: sourcesOf(one.dossier),
    tool,
  });
}

/** What a picture needs of the past: a revision that could not be scored is one without a score, under no edition that is known. */
function scoredRevisions({ history }: HistoryView, path: string, scores: ScoreCard[]): ScoredRevision[] {
  return history.flatMap(({ revision, date, dossiers, why }) => {
    if (why !== undefined) return scores.map(({ id }) => ({ framework: id, revision, date, score: null, edition: "" }));
    const cards = dossiers.find((dossier) => dossier.path === path)?.frameworks ?? [];
    return cards.map((card) => ({
      framework: card.id,
      revision,
      date,
      score: card.score,
      edition: card.edition ?? "",
    }));
  });
}

/** The documents of a dossier with their checksums, in code-unit order. */
function sourcesOf({ path, documents, evidence }: Dossier): { file: string; sha256?: string }[] {
  const files = Object.values(documents)
    .flat()
    .map(({ file }) => file)
    .sort();
  return files.map((file) => {
    const sha256 = evidence(path === "." ? file : file.slice(path.length + 1)).sha256?.();
    return sha256 === undefined ? { file } : { file, sha256 };
  });
}
