import { join } from "node:path";
import { breakCommands, type FixedFile, fixesFor, type Inspected, nameInDiff, unifiedDiff } from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { Input, Outcome, Write } from "./command.ts";
import type { Run } from "./result.ts";

export const fixOptions = [
  { flags: "--fix", about: "mend in the files what has one right answer, then check what is left" },
  {
    flags: "--fix-dry-run",
    about: "print what --fix would change as a unified diff instead of the findings; write nothing",
  },
];

/** `--fix` and `--fix-dry-run`: the dossiers of a run as they are once mended, and what becomes of their files. */
export class Fixes {
  readonly #input: Input;
  readonly #run: Run;
  readonly #files: FixedFile[] = [];
  #isPartial = false;

  constructor(input: Input, run: Run) {
    this.#input = input;
    this.#run = run;
    if (input.is("fix") && input.is("fix-dry-run"))
      throw new UserError(
        "usage",
        phrase("Either --fix writes the changes or --fix-dry-run shows them: give one of the two."),
      );
    if ((input.is("fix") || input.is("fix-dry-run")) && run.change?.head !== undefined)
      throw new UserError(
        "usage",
        phrase("--fix mends files of the work tree, and {range} ends in a commit: name only its beginning.", {
          range: input.text("changed") ?? "",
        }),
      );
  }

  get areWanted(): boolean {
    return this.#input.is("fix") || this.#input.is("fix-dry-run");
  }

  *dossiers(): Generator<Inspected, void> {
    for (const one of this.#run.dossiers()) {
      if (!this.areWanted) yield one;
      else {
        const { files, left, isPartial } = fixesFor(this.#run.workspace, one);
        this.#isPartial ||= isPartial;
        this.#files.push(...files);
        for (const [file, why] of left.dossier.seen.unread) one.dossier.seen.unread.set(file, why);
        yield left;
      }
    }
  }

  /** The files go before whatever else is written; the diff takes the place of what would be printed. */
  with(outcome: Outcome): Outcome {
    if (this.#input.is("fix-dry-run")) {
      const diff = this.#files.map(({ file, before, after }) => unifiedDiff(file, before, after)).join("");
      // A build's log is read by a machine that takes orders from it, also behind the blank of a line that stays.
      const stdout = this.#input.world.env.get("CI") ? breakCommands(diff) : diff;
      return { ...outcome, stdout, stderr: this.#told() + (outcome.stderr ?? "") };
    }
    if (!this.#input.is("fix")) return outcome;
    const writes = this.#files.map(({ file, before, after }): Write => {
      return { path: join(this.#run.workspace.root, file), text: after, mode: "replace", was: before };
    });
    return {
      ...outcome,
      stderr: this.#told() + (outcome.stderr ?? ""),
      writes: [...writes, ...(outcome.writes ?? [])],
    };
  }

  #told(): string {
    const fixes = this.#files.reduce((sum, { titles }) => sum + titles.length, 0);
    const files = this.#files.length;
    const sum = phrase("{fixes} in {files}.", {
      fixes: fixes === 1 ? phrase("1 fix") : phrase("{count} fixes", { count: fixes }),
      files: files === 1 ? phrase("1 file") : phrase("{count} files", { count: files }),
    });
    const { words } = this.#input.setting(true);
    const dry = this.#input.is("fix-dry-run") ? [words.tell(phrase("Nothing was written."))] : [];
    const more = this.#isPartial
      ? [words.tell(phrase("That is as much as one run mends: run it again for the rest."))]
      : [];
    const listed = this.#files.flatMap(({ file, titles }) => [
      `- ${shown(nameInDiff(file))}`,
      ...titles.map((title) => `  - ${shown(title)}`),
    ]);
    const lines = [...(this.#input.is("quiet") ? [] : listed), [words.tell(sum), ...dry, ...more].join(" ")];
    return lines.map((line) => `${line}\n`).join("");
  }
}

/** One line in which no sign acts on a terminal, and that no build log takes for a command. */
const shown = (text: string) =>
  text
    .trimEnd()
    .replace(
      /(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}]/gu,
      (sign) => `U+${sign.codePointAt(0)?.toString(16).toUpperCase()}`,
    )
    .replace(/#(?=#)/g, "# ");
