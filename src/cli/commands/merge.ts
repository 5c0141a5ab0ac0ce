import { breakCommands, installDriver, mergeFiles } from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import type { Command, Input, Outcome, Write } from "../command.ts";
import { deliver } from "../result.ts";

/** The repository says for which files, each clone how: without the second, git puts lines together as before. */
function install(input: Input): Outcome {
  const { tell } = input.words;
  const { path, before, after } = installDriver(input.world.cwd);
  const args = { file: path };
  const done = phrase("In this clone git now puts documents together by ids. `{file}` says for which files.", args);
  const next = phrase("Commit it; whoever clones the repository runs `milcity merge --install` once.");
  const write: Write =
    before === undefined ? { path, text: after, mode: "new" } : { path, text: after, mode: "replace", was: before };
  const writes = before === after ? [] : [write];
  return { exit: 0, stdout: `${tell(done)}\n${tell(next)}\n`, writes };
}

/** One line of what a side says. */
function said(input: Input, value: unknown): string {
  if (value === undefined) return input.words.tell(phrase("taken out"));
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const line = text
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    // A build machine may take it for a command.
    .replace(/#(?=#)/g, "# ")
    .trim();
  return line.length > 60 ? `${[...line].slice(0, 59).join("")}…` : line;
}

/** What is left for a person, by the fields and ids that both have changed. */
function told(input: Input, path: string, { conflicts, isClean, isMarked }: ReturnType<typeof mergeFiles>): string {
  if (isClean) return "";
  const { tell } = input.setting(true).words;
  const lines = conflicts.slice(0, 20).map(({ place, ours, theirs }) => {
    const where = place.map((part) => said(input, part)).join(" › ");
    const args = { place: where, ours: said(input, ours), theirs: said(input, theirs) };
    return `  ${tell(phrase("{place}: ours says {ours}, theirs says {theirs}", args))}`;
  });
  const rest = conflicts.length - lines.length;
  if (rest > 0) lines.push(`  ${tell(phrase("and {count} more", { count: rest }))}`);
  const unsure = phrase(
    "{file}: put together line by line, and the result does not say what both sides say. Read it through before you commit it.",
    { file: path },
  );
  const marked = phrase(
    "{file}: both sides have changed the same. Keep what holds of what stands between <<<<<<< and >>>>>>>, take the marks out, then run `milcity validate`.",
    { file: path },
  );
  return [`milcity: ${tell(isMarked ? marked : unsure)}`, ...lines].map((line) => `${line}\n`).join("");
}

const acting = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text would do something where it is printed: an edit may bring signs that no document may hold. */
const acts = ({ world }: Input, text: string): boolean =>
  acting.test(text.replace(/\t|\r?\n/g, " ")) || (Boolean(world.env.get("CI")) && breakCommands(text) !== text);

export default {
  summary: "put two edits of one document together by ids; git calls it as a merge driver",
  arguments: [
    { name: "[base]", about: "the document that both edits began from; may be empty" },
    { name: "[ours]", about: "one edit" },
    { name: "[theirs]", about: "the other" },
  ],
  options: [
    { flags: "--path <file>", about: "what the document is called in messages" },
    { flags: "--install", about: "have git merge the documents of this repository so; nothing else is done" },
  ],
  common: ["output", "language", "quiet"],
  examples: [
    ["merge --install", "branches that add different actions, members or measurements merge without a conflict"],
    ["merge base.yaml ours.yaml theirs.yaml -o plan.yaml", "puts two edits of a plan together"],
  ],
  async run(input): Promise<Outcome> {
    const [base, ours, theirs] = input.arguments;
    if (input.is("install")) {
      if (base === undefined) return install(input);
      throw new UserError("usage", phrase("--install takes no files."));
    }
    if (base === undefined || ours === undefined || theirs === undefined)
      throw new UserError("usage", phrase("Give three files: the base, ours and theirs. See `milcity merge --help`."));
    const merged = mergeFiles(input.world.cwd, { base, ours, theirs });
    const stderr = input.is("quiet") ? "" : told(input, said(input, input.text("path") ?? ours), merged);
    const outcome: Outcome = { exit: merged.isClean ? 0 : 1, stderr };
    const file = input.text("output");
    const bytes = merged.text;
    const text = typeof bytes === "string" ? bytes : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    if (file === undefined && acts(input, text))
      throw new UserError(
        "usage",
        phrase("The result holds signs that act on a terminal or a build: give a file to write it to, with --output."),
      );
    if (typeof bytes === "string") return deliver(input, text, outcome);
    if (file === undefined && !Buffer.from(text).equals(bytes))
      throw new UserError("usage", phrase("The result is no UTF-8 text: give a file to write it to, with --output."));
    return deliver(input, file === undefined ? text : bytes, outcome);
  },
} satisfies Command;
