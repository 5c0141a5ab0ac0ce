import { findingsView, keptFindings, loadFormat } from "../../index.ts";
import type { FindingsView } from "../../model/views.ts";
import { type Baselined, baselineOptions, renewBaseline } from "../baseline.ts";
import type { Command, Input, Outcome } from "../command.ts";
import { Fixes, fixOptions } from "../fix.ts";
import { reports, shown } from "../findings.ts";
import { jobsOf, jobsOptions } from "../jobs.ts";
import { keepingOf, keepingOptions } from "../keeping.ts";
import { deliver, formatOf, Run } from "../result.ts";
import { shardOf, shardOptions } from "../shard.ts";
import { stdinOptions, textOf } from "../stdin.ts";
import { watched } from "../watch.ts";
import type { Request } from "../../index.ts";

/** Checks once, and says what should happen and where the workspace is. */
async function once(input: Input, more: Partial<Request>): Promise<{ outcome: Outcome; root: string }> {
  const format = formatOf(input, "diagnostics", "pretty");
  const level = input.choice("fail-on", ["error", "warning"]);
  const mostWarnings = input.number("max-warnings", 0) ?? Infinity;
  const mostShown = input.number("max-problems", 0);
  const changed = input.is("changed") ? true : input.text("changed");
  const shard = shardOf(input);
  const isAlone = changed !== undefined || input.is("fix") || input.is("fix-dry-run") || more.files || more.text;
  const keeping = isAlone ? undefined : keepingOf(input);
  const run = new Run(input, undefined, {
    ...more,
    ...(keeping && { keeping }),
    ...(shard && { shard }),
    ...(changed === undefined ? {} : { changed }),
  });
  const fixes = new Fixes(input, run);
  const renew = input.is("update-baseline");
  const kept = renew ? Infinity : keptFindings;
  // A number that is none is told before the work begins.
  jobsOf(input, 0);
  // What is mended or compared is held as a whole, and what is handed in lies in this thread.
  const view =
    run.change || fixes.areWanted
      ? findingsView(run.workspace, fixes.dossiers(), kept, run.change)
      : await run.findings(kept, (dossiers) => (isAlone ? 1 : jobsOf(input, dossiers)));
  const { errors, warnings } = view.change?.new ?? view.summary;
  const fails =
    errors > 0 || ((level ?? run.workspace.config.failOn) === "warning" && warnings > 0) || warnings > mostWarnings;
  const limited = shown(view, mostShown);
  const renewed: Baselined | undefined = renew ? renewBaseline(input, run, view) : undefined;
  const outcome: Outcome = { ...run.outcome(fails && !renew ? 1 : 0), writes: await reports(input, limited) };
  // Where not all findings are shown, or files are read once more, what could not be read is said beside them.
  if (more.text || input.is("fix") || input.is("fix-dry-run")) outcome.stderr = run.unread + (outcome.stderr ?? "");
  if (renewed) return { outcome: renewed.with(outcome), root: run.workspace.root };
  const write = await loadFormat<FindingsView>("diagnostics", format);
  const text = write(limited, input.setting(input.text("output") !== undefined));
  return { outcome: fixes.with(deliver(input, text, outcome)), root: run.workspace.root };
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
    { flags: "--rule <id=level>", about: "set a rule to error, warning, info or off (may be repeated)", many: true },
    {
      flags: "--changed [base]",
      about:
        "look only at dossiers that have changed, and fail only for what is new in them: since HEAD; since what you have in common with a branch, tag or commit, under its configuration; or in A..B or A...B",
    },
    { flags: "--report <format=file>", about: "write the findings to a file as well (may be repeated)", many: true },
    ...baselineOptions,
    ...fixOptions,
    { flags: "--watch", about: "check again whenever a file changes; only what has changed is read again" },
    ...shardOptions,
    ...jobsOptions,
    ...keepingOptions,
    ...stdinOptions,
  ],
  common: ["config", "printConfig", "day", "format", "output", "colour", "noColour", "language", "quiet", "verbose"],
  formats: "diagnostics",
  examples: [
    ["validate", "checks the dossiers around the working directory"],
    ["validate lisbon --fail-on warning", "fails already when there is a warning"],
    ["validate --format json -o findings.json", "writes the findings for another program"],
    ["validate --update-baseline", "accepts what is found today, so that only what is new stands out"],
    ["validate --changed origin/main", "checks a pull request: what it brings, not what was there before"],
  ],
  async run(input) {
    const text = await textOf(input);
    if (input.is("watch")) return watched(input, (files) => once(input, { files }));
    return (await once(input, text ? { text } : {})).outcome;
  },
} satisfies Command;
