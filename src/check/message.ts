import { masked } from "./private.ts";

export type Args = Record<string, string | number>;

// A text of the dossier may be a page long; a message quotes its beginning.
const longest = 200;

const brief = (text: string) =>
  text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…` : text;

/** Fills the `{name}`s of a text in one pass, so that a name in a filled-in text stays as it is. Contact details and secrets are masked. */
export function fill(text: string, args: Args): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    return value === undefined ? whole : masked(brief(String(value)));
  });
}

/** Of a rule's messages the one that `say` names, or the field that it is about, else the first that can be filled. */
export function chosen(message: string | Record<string, string>, say: string | undefined, args: Args): string {
  if (typeof message === "string") return message;
  for (const key of [say, args["field"]])
    if (typeof key === "string" && Object.hasOwn(message, key)) return message[key] ?? "";
  const all = Object.values(message);
  return all.find((text) => !/\{[A-Za-z]+\}/.test(fill(text, args))) ?? all[0] ?? "";
}
