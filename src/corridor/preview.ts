import type { PreviewView } from "../model/preview.ts";
import type { ReportView } from "../model/report.ts";
import type { Setting } from "../model/views.ts";
import { besideSections } from "../report/beside.ts";
import { localeOf, wordsOf } from "./language.ts";
import { loadFormat } from "./offers.ts";
import { reportOf } from "./report.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** A report as its writer sees it: the page that would be published, and what is found in the documents beside its sections. */
export async function previewOf(
  one: Inspected,
  workspace: Workspace,
  { setting, ...options }: { public: boolean; language?: string; setting: Setting },
): Promise<PreviewView> {
  const view = reportOf(one, workspace, options);
  const write = await loadFormat<ReportView>("report", "html");
  const page = write(view, { ...setting, words: wordsOf(localeOf(view.language)) });
  return { page, notes: besideSections(one.dossier, one.diagnostics) };
}
