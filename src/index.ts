/**
 * The corridor: files are read once into a typed dossier; what follows from it on the day of assessment is worked out once; pure
 * functions turn both into diagnostics and scorecards; these become views; a format turns a view into text.
 *
 *   files ─read→ Dossier ─facts→ Facts ─check→ Diagnostic[] ┐
 *                                      └score→ ScoreCard[]  ┴report→ Views ─render→ text
 *
 * Each file of `corridor/` is one stretch of it; this is the public API.
 */
export { nearest } from "./check/nearest.ts";
export { regionsOf } from "./check/regions.ts";
export { rules } from "./check/rules.gen.ts";
export { committedState } from "./corridor/committed.ts";
export { bundleFor, planFor, recordSubmission, verifyBundle } from "./corridor/bundle.ts";
export { type Change, openChange } from "./corridor/change.ts";
export { Gathering, type Job, pieceOf, strings } from "./corridor/examine.ts";
export { diffView, type Guards } from "./corridor/diff.ts";
export { freezeReport } from "./corridor/freeze.ts";
export { baselineText, findingsView, keptFindings, printedConfig } from "./corridor/findings.ts";
export { fixesFor, inspect } from "./corridor/inspect.ts";
export { languages, localeOf, rulesIn, wordsOf } from "./corridor/language.ts";
export { installDriver, mergeFiles } from "./corridor/merge.ts";
export {
  formatAliases,
  formatNamed,
  formatsOf,
  library,
  loadFileFormat,
  loadFormat,
  loadPieces,
  schemaKinds,
  schemaText,
} from "./corridor/offers.ts";
export { openTemplates } from "./corridor/own-templates.ts";
export { openWorkspace } from "./corridor/open.ts";
export { previewOf } from "./corridor/preview.ts";
export { breakCommands, forTerminal } from "./render/terminal.ts";
export { reportHistory, scoreHistory } from "./corridor/past.ts";
export { frozenNamed, proveReport } from "./corridor/proof.ts";
export { Recall } from "./corridor/recall.ts";
export { reportOf, scored, scoresView } from "./corridor/report.ts";
export { reportNamed } from "./corridor/report-named.ts";
export { openWorkspaceAt, type WorkspaceAt } from "./corridor/revision.ts";
export type { Inspected, Request, Workspace } from "./corridor/workspace.ts";
export { nameInDiff, unifiedDiff } from "./edit/diff.ts";
export type { FixedFile } from "./edit/fix.ts";
export type { DiffView } from "./model/diff.ts";
export type { Diagnostic } from "./model/diagnostic.ts";
export type { Dossier } from "./model/dossier.ts";
export type { Facts } from "./model/facts.ts";
export { addressees } from "./model/bundle.ts";
export { UserError } from "./model/failure.ts";
export type { Library } from "./model/library.ts";
export type { PreviewView } from "./model/preview.ts";
export type { ReportView } from "./model/report.ts";
export type { Rule } from "./model/rule.ts";
export type { ScoreCard } from "./model/score.ts";
export type { FindingsView, Format, Pieces, ScoredDossier, ScoresView } from "./model/views.ts";
export type { Words } from "./model/words.ts";
export type { Baseline } from "./read/baseline.ts";
export { limits } from "./read/limits.ts";
export { diskFiles, reasonOf } from "./read/files.ts";
export { listedOnce } from "./read/survey.ts";
export { remembering, type Remembered } from "./read/remember.ts";
export { ciFiles, tool } from "./read/data.build.js";
