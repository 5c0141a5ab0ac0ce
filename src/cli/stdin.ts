import { limits, type Request } from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { Input } from "./command.ts";

export const stdinOptions = [
  { flags: "--stdin", about: "check one document that comes on standard input, such as an editor's unsaved text" },
  { flags: "--stdin-filename <path>", about: "where that document lies: it is checked among the others there" },
];

/** `--stdin`: the text of one document and the path that it has. */
export async function textOf(input: Input): Promise<Request["text"]> {
  const path = input.text("stdin-filename");
  if (!input.is("stdin")) {
    if (path === undefined) return undefined;
    throw new UserError("usage", phrase("--stdin-filename says where a document from --stdin lies: give both."));
  }
  if (path === undefined)
    throw new UserError(
      "usage",
      phrase("--stdin needs --stdin-filename with the document's path, such as lisbon/plan.yaml."),
    );
  if (input.arguments.length > 0)
    throw new UserError(
      "usage",
      phrase("--stdin checks one document: leave out the paths, and name it with --stdin-filename."),
    );
  const other = ["fix", "fix-dry-run", "update-baseline", "watch"].find((name) => input.is(name));
  if (other !== undefined)
    throw new UserError("usage", phrase("--stdin cannot go together with {option}.", { option: `--${other}` }));
  const bytes = await input.world.input(limits.bytes);
  if (bytes) return { path, bytes };
  throw new UserError(
    "no-input",
    phrase("What comes on standard input has more than {limit} bytes.", { limit: limits.bytes }),
  );
}
