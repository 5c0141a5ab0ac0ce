import { join } from "node:path";
import { freezeReport, frozenNamed, loadFormat, proveReport, reportNamed } from "../index.ts";
import { UserError } from "../model/failure.ts";
import type { FreezeView, ProofView } from "../model/frozen.ts";
import { phrase } from "../model/phrase.ts";
import type { Input, Outcome, Write } from "./command.ts";
import { deliver, formatOf, Run } from "./result.ts";

const data = ({ world: { icu, cldr = "", unicode = "" } }: Input) => ({ icu, cldr, unicode });

/** The id, and the rest of the arguments as the places to look in. */
function split(input: Input): { id: string | undefined; paths: string[] } {
  const [, id, ...paths] = input.arguments;
  return { id, paths };
}

/** What is frozen follows from the commit alone. */
function refuse(input: Input, among: readonly string[], verb: string): void {
  const option = among.find((name) => input.text(name) !== undefined || input.is(name));
  if (option !== undefined)
    throw new UserError("usage", phrase("`report {verb}` does not take {option}.", { verb, option: `--${option}` }));
}

/** `report freeze ID [dossier]`. */
export async function freeze(input: Input, template: string, isPublic: (run: Run) => boolean): Promise<Outcome> {
  refuse(input, ["config", "period", "browser"], "freeze");
  const format = formatOf(input, "freeze", "pretty");
  const { id, paths } = split(input);
  const run = new Run(input, "each", { paths });
  const language = input.text("language");
  const dossiers = [...run.dossiers()];
  run.refuseUnread();
  const found = reportNamed(dossiers, id);
  const { view, write } = await freezeReport(run.workspace, found, {
    ...(language !== undefined && { language }),
    template,
    public: isPublic(run),
    history: input.is("history"),
    isDayGiven: input.text("as-of") !== undefined,
    again: input.is("again"),
    data: data(input),
    setting: input.setting(false),
  });
  run.refuseUnread();
  const text = (await loadFormat<FreezeView>("freeze", format))(
    view,
    input.setting(input.text("output") !== undefined),
  );
  const outcome = deliver(input, text, run.outcome(0));
  if (!write) return outcome;
  const path = join(run.workspace.root, write.file);
  const manifest: Write =
    write.before === undefined
      ? { path, text: write.text, mode: "new" }
      : { path, text: write.text, mode: "replace", was: write.before };
  return { ...outcome, writes: [manifest, ...(outcome.writes ?? [])] };
}

/** `report verify ID [dossier]`. */
export async function verify(input: Input): Promise<Outcome> {
  refuse(
    input,
    ["config", "period", "browser", "as-of", "template", "public", "internal", "again", "history"],
    "verify",
  );
  const format = formatOf(input, "proof", "pretty");
  const { id, paths } = split(input);
  const run = new Run(input, "each", { paths });
  const found = frozenHere(run, id);
  const view = await proveReport(run.workspace, found, { data: data(input), setting: input.setting(false) });
  const text = (await loadFormat<ProofView>("proof", format))(view, input.setting(input.text("output") !== undefined));
  const outcome = run.outcome(view.differences.length > 0 ? 1 : 0);
  return deliver(input, text, { ...outcome, stderr: run.unread + (outcome.stderr ?? "") });
}

/** A manifest that nobody could read is not one that is not there. */
function frozenHere(run: Run, id: string | undefined): ReturnType<typeof frozenNamed> {
  const dossiers = [...run.dossiers()];
  try {
    return frozenNamed(dossiers, id);
  } catch (error) {
    run.refuseUnread();
    throw error;
  }
}
