import type { Keeping } from "../model/store.ts";
import type { CommandOption, Input } from "./command.ts";

export const keepingOptions: CommandOption[] = [
  {
    flags: "--no-cache",
    about:
      "look at every dossier anew, also where nothing in it has changed since the last run; always so where CI is set",
  },
];

/** Where what was found before is looked up; undefined where everything is to be looked at anew. */
export const keepingOf = (input: Input): Keeping | undefined =>
  input.is("no-cache") || input.world.env.get("CI") ? undefined : input.world.keeping?.();
