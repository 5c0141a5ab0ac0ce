import { type Args, english, filled, type Speech } from "../model/phrase.ts";
import { masked } from "./private.ts";

// A text of the dossier may be a page long; a message quotes its beginning.
const longest = 200;

const brief = (text: string) =>
  text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…` : text;

/** What a message quotes: the beginning, without contact details and secrets. */
export const quoted = (text: string): string => masked(brief(text));

/** Fills the `{name}`s of a text as the language says them. */
export const fill = (text: string, args: Args, speech: Speech = english): string => filled(text, args, speech, quoted);

/** Of a rule's messages the one that `say` names, or the field that it is about, else the first that can be filled. */
export function chosen(message: string | Record<string, string>, say: string | undefined, args: Args): string {
  if (typeof message === "string") return message;
  for (const key of [say, args["field"]])
    if (typeof key === "string" && Object.hasOwn(message, key)) return message[key] ?? "";
  const all = Object.values(message);
  return all.find((text) => !/\{[A-Za-z]+\}/.test(filled(text, args, english))) ?? all[0] ?? "";
}
