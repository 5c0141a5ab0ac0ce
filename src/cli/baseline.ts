import { baselineText } from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { FindingsView } from "../model/views.ts";
import type { Input, Outcome, Write } from "./command.ts";
import type { Run } from "./result.ts";

export const baselineOptions = [
  { flags: "--baseline", about: "let pass what .milcity-baseline.yaml accepts" },
  {
    flags: "--update-baseline",
    about: "accept today's findings: write .milcity-baseline.yaml anew and keep the reasons, owners and days in it",
  },
];

export interface Baselined {
  with: (outcome: Outcome) => Outcome;
}

/** `--update-baseline`: the baseline is written whole or not at all, and only while it says what was read. */
export function renewBaseline(input: Input, run: Run, view: FindingsView): Baselined {
  if (input.is("fix") || input.is("fix-dry-run"))
    throw new UserError(
      "usage",
      phrase("--update-baseline cannot go together with --fix: mend first, then accept the rest."),
    );
  // What is accepted of a file that cannot be read today would be taken for mended.
  run.refuseUnread();
  const { baseline } = run.workspace;
  if (!baseline) throw new Error("A baseline was asked for and not looked for.");
  const { text, entries } = baselineText(view, baseline);
  const args = { file: run.workspace.baseline?.source?.file ?? ".milcity-baseline.yaml", count: entries.length };
  const isSame = text === baseline.text;
  const said = isSame
    ? phrase("{file} accepts today's findings already: {count} entries.", args)
    : phrase("{file} now accepts {count} findings: {added} new, {gone} no longer found.", {
        ...args,
        added: entries.filter(({ isNew }) => isNew).length,
        gone: baseline.entries.length - entries.filter(({ isNew }) => !isNew).length,
      });
  const write: Write =
    baseline.text === undefined
      ? { path: baseline.path, text, mode: "new" }
      : { path: baseline.path, text, mode: "replace", was: baseline.text };
  const hint = phrase("Say in each entry why it is accepted (`reason`), and until when (`reviewBy`).");
  const lines = isSame ? [said] : [said, hint];
  const stdout = lines.map((line) => `${input.setting(true).words.tell(line)}\n`).join("");
  return {
    with: (outcome) => ({ ...outcome, stdout, writes: [...(outcome.writes ?? []), ...(isSame ? [] : [write])] }),
  };
}
