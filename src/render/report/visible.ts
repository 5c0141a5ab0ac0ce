/**
 * Characters that would act on a page instead of being read are shown by their code: controls, direction overrides, zero-width
 * and tag characters, lone surrogates and code points that are no characters. The zero-width joiners stay, because Persian, Indic
 * scripts and emoji need them, and so do the soft hyphen and the plain direction marks.
 */
const acting =
  /[\p{Cc}\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\p{Cs}\p{Noncharacter_Code_Point}\u{e0000}-\u{e007f}]/gu;
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

function named(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** One line of text. */
export function visible(text: string): string {
  return text.replace(breaks, " ").replace(acting, named).replace(/ {2,}/g, " ").trim();
}

/** Marks of direction by reference, in what a browser or a reader of Markdown shows: they act as before, and whoever reads the source sees them. */
export const referred = (markup: string): string =>
  markup.replace(/[\u061c\u200e\u200f]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`);

/** A text whose lines stay. */
export function visibleLines(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .split("\n")
    .map((line) => line.replace(/[\t\v\f]/g, "  ").replace(acting, named))
    .join("\n");
}

type Leaf = (text: string, key: string) => string;

/** The same view with every text passed through `leaf`, which is told the name of the field. */
export function mapTexts<T>(value: T, leaf: Leaf, key = ""): T {
  if (typeof value === "string") return leaf(value, key) as T;
  if (Array.isArray(value)) return value.map((entry: unknown) => mapTexts(entry, leaf, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  // A copy with the same fields first: setting one that is there is quick, and so is a field that is called `__proto__` set and nothing else.
  const mapped = { ...value } as Record<string, unknown>;
  for (const name of Object.keys(mapped)) mapped[name] = mapTexts(mapped[name], leaf, name);
  return mapped as T;
}
