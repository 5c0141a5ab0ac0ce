import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { CommandOption, Input } from "./command.ts";

const most = 64;

export const jobsOptions: CommandOption[] = [
  {
    flags: "--jobs <n>",
    about:
      "how many threads share the dossiers; else one for each processor, from some hundred dossiers on. The result is the same",
  },
];

/** With fewer dossiers than this, starting another thread takes longer than it saves. */
const worthwhile = 200;
/** Each thread needs memory of its own. */
const usual = 8;

/** `--jobs`: in how many threads so many dossiers are looked at. */
export function jobsOf(input: Input, dossiers: number): number {
  const text = input.text("jobs");
  if (text === undefined)
    return dossiers < worthwhile ? 1 : Math.max(1, Math.min(usual, input.world.threads?.most() ?? 1));
  if (/^[1-9]\d?$/.test(text) && Number(text) <= most) return Math.min(Number(text), Math.max(1, dossiers));
  const given = { option: "--jobs", least: 1, most, text };
  throw new UserError("usage", phrase('{option} takes a number from {least} to {most}, not "{text}".', given));
}
