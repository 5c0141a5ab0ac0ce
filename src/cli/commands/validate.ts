import { findingsView, formatsOf, loadFormat } from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import type { FindingsView } from "../../model/views.ts";
import { resolve } from "node:path";
import { oneOf, type Command, type Input, type Write } from "../command.ts";
import { Fixes, fixOptions } from "../fix.ts";
import { deliver, formatOf, Run } from "../result.ts";

/** The findings that are shown; the counts stay those of all. */
function shown(view: FindingsView, most: number | undefined): FindingsView {
  if (most === undefined || view.diagnostics.length <= most) return view;
  return {
    ...view,
    diagnostics: view.diagnostics.slice(0, most),
    dropped: view.dropped + view.diagnostics.length - most,
  };
}

/** `--report F=FILE`: the same findings in further formats. */
async function reports(input: Input, view: FindingsView): Promise<Write[]> {
  const asked = input.texts("report").map((text) => {
    const [, format, file] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (format === undefined || file === undefined)
      throw new UserError(
        "usage",
        phrase('--report takes a format and a file such as json=findings.json, not "{text}".', { text }),
      );
    return { format: oneOf(format, formatsOf("diagnostics"), "--report"), path: resolve(input.world.cwd, file) };
  });
  const setting = input.setting(true);
  return Promise.all(
    asked.map(async ({ format, path }): Promise<Write> => {
      const write = await loadFormat<FindingsView>("diagnostics", format);
      return { path, text: write(view, setting), mode: "replace" };
    }),
  );
}

export default {
  summary: "check that dossiers are sound: structure, references and rules",
  arguments: [
    { name: "[paths...]", about: "dossiers, documents, or folders with dossiers below them; else those around you" },
  ],
  options: [
    { flags: "--fail-on <level>", about: "fail from this level on: error or warning" },
    { flags: "--max-warnings <n>", about: "fail when there are more warnings than this" },
    { flags: "--max-problems <n>", about: "show at most this many findings; the counts stay exact" },
    {
      flags: "--changed [base]",
      about:
        "look only at dossiers that have changed, and fail only for what is new in them: since HEAD; since what you have in common with a branch, tag or commit, under its configuration; or in A..B or A...B",
    },
    { flags: "--report <format=file>", about: "write the findings to a file as well (may be repeated)", many: true },
    ...fixOptions,
  ],
  common: ["config", "day", "format", "output", "colour", "noColour", "language", "quiet", "verbose"],
  formats: "diagnostics",
  examples: [
    ["validate", "checks the dossiers around the working directory"],
    ["validate lisbon --fail-on warning", "fails already when there is a warning"],
    ["validate --format json -o findings.json", "writes the findings for another program"],
    ["validate --changed origin/main", "checks a pull request: what it brings, not what was there before"],
  ],
  async run(input) {
    const format = formatOf(input, "diagnostics", "pretty");
    const level = input.choice("fail-on", ["error", "warning"]);
    const mostWarnings = input.number("max-warnings", 0) ?? Infinity;
    const mostShown = input.number("max-problems", 0);
    const run = new Run(input, input.request.own, input.is("changed") ? true : input.text("changed"));
    const fixes = new Fixes(input, run);
    const view = findingsView(run.workspace, fixes.dossiers(), undefined, run.change);
    const { errors, warnings } = view.change?.new ?? view.summary;
    const fails =
      errors > 0 || ((level ?? run.workspace.config.failOn) === "warning" && warnings > 0) || warnings > mostWarnings;
    const limited = shown(view, mostShown);
    const outcome = { ...run.outcome(fails ? 1 : 0), writes: await reports(input, limited) };
    const write = await loadFormat<FindingsView>("diagnostics", format);
    return fixes.with(deliver(input, write(limited, input.setting(input.text("output") !== undefined)), outcome));
  },
} satisfies Command;
