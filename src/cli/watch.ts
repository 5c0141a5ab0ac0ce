import { diskFiles, remembering, type Remembered, type Request } from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { Input, Outcome } from "./command.ts";

/** Options that write, or that make no sense over and over. */
const alone = ["fix", "fix-dry-run", "update-baseline", "stdin", "print-config"];

/**
 * `--watch`: the same work again whenever something changes. Documents that have not changed are neither read nor understood again.
 * `once` does the work with the files that it is given, and says where the workspace is.
 */
export async function watched(
  input: Input,
  once: (files: NonNullable<Request["files"]>) => Promise<{ outcome: Outcome; root: string }>,
): Promise<Outcome> {
  const other =
    alone.find((name) => input.is(name)) ??
    ["output", "report"].find((name) => input.text(name) ?? input.texts(name)[0]);
  if (other !== undefined)
    throw new UserError("usage", phrase("--watch cannot go together with {option}.", { option: `--${other}` }));
  const known = new Map<string, Remembered>();
  const files = (root: string) => {
    const found = known.get(root) ?? remembering(diskFiles(root));
    known.set(root, found);
    return found;
  };
  const { outcome, root } = await once(files);
  return {
    ...outcome,
    watch: {
      folder: root,
      counts: (path) =>
        !path.split("/").some((part) => part === "node_modules" || part === ".git" || /^\.milcity-.*\.tmp$/.test(part)),
      async again(changed) {
        for (const remembered of known.values()) remembered.forget(changed);
        return (await once(files)).outcome;
      },
    },
  };
}
