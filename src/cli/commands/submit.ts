import { basename, join, resolve } from "node:path";
import {
  addressees,
  bundleFor,
  committedState,
  loadFormat,
  planFor,
  recordSubmission,
  verifyBundle,
  type Inspected,
} from "../../index.ts";
import type { SubmissionView, VerificationView } from "../../model/bundle.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import { oneOf, type Command, type Input, type Outcome, type Write } from "../command.ts";
import { formatOf, Run } from "../result.ts";

/** The other side: nothing but the bundle is looked at. */
async function verify(input: Input, named: string): Promise<Outcome> {
  if (input.arguments.length > 0 || input.text("to") !== undefined)
    throw new UserError("usage", phrase("--verify looks at a bundle alone: leave out --to and the dossier."));
  const format = formatOf(input, "verification", "pretty");
  const setting = input.setting(false);
  const path = resolve(input.world.cwd, named);
  const view = { file: named, ...(await verifyBundle(path, named, { icu: input.world.icu, setting })) };
  const write = await loadFormat<VerificationView>("verification", format);
  return { exit: view.differences.length > 0 ? 1 : 0, stdout: write(view, setting) };
}

/** The one dossier of the command line. */
function theDossier(run: Run): Inspected {
  const all = run.workspace.folders;
  const [one] = all.length === 1 ? run.dossiers() : [];
  if (one) return one;
  throw new UserError(
    "usage",
    phrase("There are {count} dossiers here: name the one to submit.", { count: all.length }),
  );
}

/** A file name without anything of the dossier's that a system could take for more than a name. */
const nameOf = (path: string, cwd: string, to: string, day: string) =>
  `${
    basename(path === "." ? cwd : path)
      .replace(/[^\p{L}\p{N}.-]+/gu, "-")
      .replace(/^[.-]+/, "") || "dossier"
  }-${to}-${day}.zip`;

/** Whether somebody has seen the list and agreed; false where nobody is there to ask. */
async function confirmed(input: Input, text: string): Promise<boolean> {
  if (!input.world.stdinIsTerminal || input.is("yes")) return false;
  input.world.tell(text);
  const { tell } = input.words;
  const answer = await input.world.ask(`${tell(phrase("Write the bundle and record the submission? [y/N]"))} `);
  if (!/^\s*(?:y|yes|o|oui|s|si|sí|sim)\s*$/i.test(answer))
    throw new UserError("usage", phrase("You did not agree. Nothing was written."));
  return true;
}

export default {
  summary: "bundle a plan for a network's comments, and record that it was submitted",
  arguments: [{ name: "[dossier]", about: "the dossier; else the one around you" }],
  options: [
    { flags: "--to <network>", about: `who gets it: ${[...addressees.keys()].join(", ")}` },
    { flags: "--plan <id>", about: "which plan, where several are open" },
    { flags: "--dry-run", about: "show what would go in; write nothing" },
    { flags: "--yes", about: "do not ask before writing" },
    {
      flags: "--verify <file>",
      about: "check a bundle against its manifest and its own documents; 1 when they differ",
    },
  ],
  common: ["config", "day", "format", "output", "colour", "noColour", "language", "quiet", "verbose"],
  formats: "submission",
  examples: [
    ["submit lisbon --to unesco", "writes lisbon-unesco-2026-11-30.zip and records it in the plan"],
    ["submit lisbon --to uil --dry-run", "shows what would go in, what stays out, and why"],
    ["submit --verify lisbon-unesco-2026-11-30.zip", "checks what somebody else has sent"],
  ],
  async run(input) {
    const bundle = input.text("verify");
    if (bundle !== undefined) return verify(input, bundle);
    const asked = input.text("to");
    if (asked === undefined)
      throw new UserError("usage", phrase("Say who gets it: --to {to}.", { to: [...addressees.keys()].join("|") }));
    const to = oneOf(asked, [...addressees.keys()], "--to");
    const format = formatOf(input, "submission", "pretty");
    const run = new Run(input, "each");
    const one = theDossier(run);
    run.refuseUnread();
    const plan = planFor(one, to, input.text("plan"));
    const language = input.text("language") ?? run.workspace.config.report?.language;
    const setting = input.setting(false);
    const { revision } = committedState(run.workspace, one);
    const submitting = {
      to,
      plan,
      revision,
      icu: input.world.icu,
      setting,
      ...(language === undefined ? {} : { language }),
    };
    const made = await bundleFor(run.workspace, one, submitting);
    const file = input.text("output") ?? nameOf(one.dossier.path, run.workspace.root, to, run.workspace.day);
    const recorded = recordSubmission(run.workspace, submitting);
    const view: SubmissionView = {
      manifest: made.manifest,
      file,
      bytes: made.archive.length,
      sha256: made.sha256,
      withheld: made.withheld,
      recorded: recorded.before === recorded.after ? null : plan.file,
      dryRun: input.is("dry-run"),
    };
    const text = (await loadFormat<SubmissionView>("submission", format))(view, setting);
    const outcome = { ...run.outcome(0), stdout: text };
    if (view.dryRun) return outcome;
    const seen = await confirmed(input, text);
    const archive: Write = {
      path: resolve(input.world.cwd, file),
      text: made.archive,
      mode: input.text("output") === undefined ? "new" : "replace",
    };
    const record: Write = {
      path: join(run.workspace.root, plan.file),
      text: recorded.after,
      mode: "replace",
      was: recorded.before,
    };
    const stdout = seen ? `${input.words.tell(phrase("Wrote {file}.", { file }))}\n` : text;
    return { ...outcome, stdout, writes: [archive, ...(view.recorded === null ? [] : [record])] };
  },
} satisfies Command;
