import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import { oneOf, type Command } from "../command.ts";
import { whyUnwritten } from "../files.ts";

export default {
  summary: "remove what earlier runs have kept to be faster",
  arguments: [{ name: "<what>", about: "what to do with it: clear" }],
  options: [],
  common: ["language"],
  examples: [
    ["cache clear", "removes it; the next run looks at everything anew"],
    ["cache clear --language pt", "says in Portuguese what was removed"],
  ],
  async run(input) {
    oneOf(input.arguments[0] ?? "", ["clear"], "cache");
    const keeping = input.world.keeping?.();
    const { tell } = input.words;
    if (!keeping)
      return { exit: 0, stdout: `${tell(phrase("Nothing is kept: there is no place for it on this machine."))}\n` };
    const { folder } = keeping.store;
    const { files, bytes, left, fault } = keeping.store.clear();
    if (fault !== undefined)
      throw new UserError(
        "write",
        phrase("Not all that was kept in {folder} could be removed: {why}.", { folder, why: whyUnwritten(fault) }),
      );
    if (left > 0)
      throw new UserError("write", phrase("Not all that was kept in {folder} could be removed.", { folder }));
    const said =
      files === 0
        ? phrase("There was nothing to remove in {folder}.", { folder })
        : phrase("What was kept in {folder} is removed: {bytes} bytes.", { folder, bytes });
    return { exit: 0, stdout: `${tell(said)}\n` };
  },
} satisfies Command;
