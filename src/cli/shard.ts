import type { Request } from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { CommandOption, Input } from "./command.ts";

export const shardOptions: CommandOption[] = [
  {
    flags: "--shard <i/n>",
    about: "look only at the i-th of n parts of the dossiers, so that several machines can share the work",
  },
];

/** Options about one document, about what has changed, or about the findings of all dossiers. */
const alone = ["stdin", "changed", "update-baseline"];

/** `--shard 2/5`: which part of the dossiers is looked at. */
export function shardOf(input: Input): Request["shard"] {
  const text = input.text("shard");
  if (text === undefined) return undefined;
  const other = alone.find((name) => input.is(name) || input.text(name) !== undefined);
  if (other !== undefined)
    throw new UserError("usage", phrase("--shard cannot go together with {option}.", { option: `--${other}` }));
  const [, number, of] = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text) ?? [];
  if (number !== undefined && of !== undefined && Number(number) <= Number(of))
    return { number: Number(number), of: Number(of) };
  throw new UserError(
    "usage",
    phrase('--shard takes a part and how many there are, such as 2/5, not "{text}".', { text }),
  );
}
