import { diffView, type Guards, loadFormat, openChange } from "../../index.ts";
import { type DiffView, type RegressionKind, regressionKinds } from "../../model/diff.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import { oneOf, type Command, type Input, type Outcome } from "../command.ts";
import { broken, deliver, formatOf } from "../result.ts";

/** What makes the command fail: nothing, new errors, or steps back of all or some kinds. */
function failing(text: string): { on: "never" | "error" | "regression"; kinds?: RegressionKind[] } {
  const [what = "", named] = text.split(/:(.*)/s);
  const on = oneOf(what, ["never", "error", "regression"] as const, "--fail-on");
  if (named === undefined) return { on };
  if (on !== "regression")
    throw new UserError(
      "usage",
      phrase("Only --fail-on regression takes kinds, such as regression:{kind}.", { kind: regressionKinds[0] }),
    );
  return { on, kinds: named.split(",").map((kind) => oneOf(kind.trim(), regressionKinds, "--fail-on regression")) };
}

/** What is compared: as `git diff` takes it, one range or two revisions. */
function rangeOf([base, head]: readonly string[]): { asked: string | undefined; base: string; head: string } {
  if (head === undefined) {
    const dots = base?.indexOf("..", 1) ?? -1;
    if (base === undefined || dots < 0 || base.length === dots + 2)
      return { asked: base, base: base ?? "HEAD", head: "" };
    const to = base.slice(dots).replace(/^\.{2}\.?(?=.)/, "");
    return { asked: base, base: base.slice(0, dots), head: to };
  }
  const range = [base, head].find((text) => text?.includes(".."));
  if (range !== undefined)
    throw new UserError("usage", phrase("Give either a range such as {range} or two revisions.", { range }));
  return { asked: `${base}..${head}`, base: base ?? "", head };
}

function fails(view: DiffView, on: "never" | "error" | "regression"): boolean {
  if (on === "never") return false;
  return view.dossiers.some(({ findings, regressions }) =>
    on === "regression" ? regressions.length > 0 : findings.new.some(({ severity }) => severity === "error"),
  );
}

const workTree = (input: Input) => input.words.tell(phrase("the working tree"));

export default {
  summary: "say what a change means for the plan: in its own terms, with the scores and the findings that move",
  arguments: [
    { name: "[base]", about: "a commit, tag or branch, or a range A..B or A...B; else the last commit" },
    { name: "[head]", about: "what it is compared with; else the files as they are now" },
  ],
  options: [
    {
      flags: "--fail-on <what>",
      about: `fail on regression, on regression:KIND,…, on error (a new one), or never; kinds: ${regressionKinds.join(", ")}`,
    },
    { flags: "--max-drop <points>", about: "how far a score may fall, in percent points, before it is a regression" },
  ],
  common: ["config", "day", "format", "output", "colour", "noColour", "language", "quiet", "verbose"],
  formats: "diff",
  examples: [
    ["diff", "what has changed since the last commit"],
    ["diff v1 v2 --format markdown", "what lies between two revisions, for a comment on a pull request"],
    [
      "diff origin/main --fail-on regression",
      "fails when a target was lowered or an action dropped since the branch began",
    ],
  ],
  async run(input): Promise<Outcome> {
    const format = formatOf(input, "diff", "pretty");
    const { on, kinds } = failing(input.text("fail-on") ?? "never");
    const maxDrop = input.number("max-drop", 0, 100);
    const guards: Guards = { ...(kinds && { kinds }), ...(maxDrop !== undefined && { maxDrop }) };
    const { asked, base, head } = rangeOf(input.arguments);
    const change = openChange({ ...input.request, paths: [] }, asked);
    const internal: { rule: string; dossier: string; error: unknown }[] = [];
    const ends = { base, head: head === "" ? workTree(input) : head, guards };
    const view = diffView(change, ends, (one) => {
      if (change.after.folders.length === 1) input.own = one.words.language;
      for (const { rule, error } of one.internal) internal.push({ rule, dossier: one.dossier.path, error });
    });
    const write = await loadFormat<DiffView>("diff", format);
    const text = write(view, input.setting(input.text("output") !== undefined));
    const notes = change.notes.map((note) => `${input.setting(true).words.tell(note)}\n`).join("");
    const stderr = notes + broken(input, internal);
    return deliver(input, text, { exit: internal.length > 0 ? 2 : fails(view, on) ? 1 : 0, stderr });
  },
} satisfies Command;
